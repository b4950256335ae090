//! Acts of sampling and testing.

use calendar::CivilDate;
use chrono::{DateTime, Utc};

use super::{Order, Outcome, Retest, Sample};
use crate::beside::kinds;
use crate::{OfficerId, Service};

/// An act of a testing with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 抽样取证
    TakeSample(TakeSample),
    /// 退还样品
    ReturnSample(ReturnSample),
    /// 样品送检
    SendSample(SendSample),
    /// 委托检测鉴定
    EntrustTesting(EntrustTesting),
    /// 记录检测鉴定结果
    RecordResult(RecordResult),
    /// 撤回检测鉴定委托
    AbandonTesting(AbandonTesting),
    /// 告知检测鉴定结果
    TellResult(TellResult),
    /// 委托复检
    EntrustRetest(EntrustRetest),
    /// 复检期限届满: by the clock only
    LapseRetest(u32),
}

/// Takes a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeSample {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// The sample.
    pub sample: Sample,
}

/// Gives a sample back that is not tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnSample {
    /// Number of the testing.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

/// Sends a sample to an institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendSample {
    /// Number of the testing.
    pub number: u32,
    /// What is asked of whom. The officer is who acts.
    pub order: Order,
}

/// Has an object tested of which no sample was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrustTesting {
    /// What is asked of whom. The officer is who acts.
    pub order: Order,
}

/// Keeps a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordResult {
    /// Number of the testing.
    pub number: u32,
    /// The result.
    pub outcome: Outcome,
}

/// Takes back what was asked of an institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbandonTesting {
    /// Number of the testing.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

/// Tells the party a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellResult {
    /// Number of the testing.
    pub number: u32,
    /// How, when and to whom.
    pub service: Service,
    /// The right to another test; none: there is none.
    pub retest: Option<Retest>,
}

/// Has it tested again, as the party asked in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrustRetest {
    /// Number of the testing.
    pub number: u32,
    /// Day on which the party asked.
    pub asked_on: CivilDate,
    /// What is asked of whom. The officer is who acts.
    pub order: Order,
}

kinds! { in Testing;
    TakeSample = "TAKE_SAMPLE", Handle, "抽样取证";
    ReturnSample = "RETURN_SAMPLE", Handle, "退还样品";
    SendSample = "SEND_SAMPLE", Handle, "样品送检";
    EntrustTesting = "ENTRUST_TESTING", Handle, "委托检测鉴定";
    RecordResult = "RECORD_RESULT", Handle, "记录检测鉴定结果";
    AbandonTesting = "ABANDON_TESTING", Handle, "撤回检测鉴定委托";
    TellResult = "TELL_TESTING_RESULT", Handle, "告知检测鉴定结果";
    EntrustRetest = "ENTRUST_RETEST", Handle, "委托复检";
    LapseRetest = "LAPSE_RETEST", Clock, "复检期限届满";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::TakeSample(_) => Kind::TakeSample,
            Self::ReturnSample(_) => Kind::ReturnSample,
            Self::SendSample(_) => Kind::SendSample,
            Self::EntrustTesting(_) => Kind::EntrustTesting,
            Self::RecordResult(_) => Kind::RecordResult,
            Self::AbandonTesting(_) => Kind::AbandonTesting,
            Self::TellResult(_) => Kind::TellResult,
            Self::EntrustRetest(_) => Kind::EntrustRetest,
            Self::LapseRetest(_) => Kind::LapseRetest,
        }
    }

    /// Number of the testing it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::TakeSample(_) | Self::EntrustTesting(_) => 0,
            Self::ReturnSample(act) => act.number,
            Self::SendSample(act) => act.number,
            Self::RecordResult(act) => act.number,
            Self::AbandonTesting(act) => act.number,
            Self::TellResult(act) => act.number,
            Self::EntrustRetest(act) => act.number,
            Self::LapseRetest(number) => *number,
        }
    }

    /// The second officer.
    pub(crate) const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::TakeSample(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// When it was done, as far as the act says so to the moment.
    pub(crate) const fn at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::TakeSample(act) => Some(act.sample.at),
            _ => None,
        }
    }

    /// How the party signed.
    pub(crate) const fn signature(&self) -> Option<&crate::Signature> {
        match self {
            Self::TakeSample(act) => Some(&act.sample.signature),
            _ => None,
        }
    }

    /// What is asked of whom.
    pub(crate) const fn order(&self) -> Option<&Order> {
        match self {
            Self::SendSample(act) => Some(&act.order),
            Self::EntrustTesting(act) => Some(&act.order),
            Self::EntrustRetest(act) => Some(&act.order),
            _ => None,
        }
    }

    /// The day on which it was done, as far as the act says so.
    pub(crate) fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::RecordResult(act) => Some(act.outcome.on),
            other => other
                .service()
                .map(|service| service.on)
                .or_else(|| other.at().map(CivilDate::of)),
        }
    }

    /// How a document is served by it.
    pub(crate) const fn service(&self) -> Option<&Service> {
        match self {
            Self::TellResult(act) => Some(&act.service),
            other => match other.order() {
                Some(order) => Some(&order.service),
                None => None,
            },
        }
    }
}
