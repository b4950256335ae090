//! Acts of a hearing.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{EndGround, Manner};
use crate::{OfficerId, Right, Service, Signature};

/// An act of a hearing with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 登记听证申请
    RequestHearing(RequestHearing),
    /// 答复听证申请
    AnswerHearing(AnswerHearing),
    /// 指定听证主持人
    AppointPresider(AppointPresider),
    /// 通知听证
    NotifyHearing(NotifyHearing),
    /// 延期听证
    PostponeHearing(PostponeHearing),
    /// 举行听证
    HoldHearing(HoldHearing),
    /// 终止听证
    EndHearing(EndHearing),
    /// 出具听证报告
    ReportHearing(ReportHearing),
}

/// Keeps a party's request for a hearing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHearing {
    /// How it was made.
    pub manner: Manner,
    /// Day on which it was made.
    pub on: CivilDate,
}

/// Grants a hearing or refuses it (不予听证).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerHearing {
    /// Number of the hearing.
    pub number: u32,
    /// Whether it is granted.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
}

/// Appoints who presides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointPresider {
    /// Number of the hearing.
    pub number: u32,
    /// Who presides.
    pub presider: OfficerId,
}

/// Tells the party when and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotifyHearing {
    /// Number of the hearing.
    pub number: u32,
    /// Day of the hearing.
    pub on: CivilDate,
    /// Hour and place.
    pub place: String,
    /// Whether it is public.
    pub public: bool,
    /// Why it is not.
    pub closed_because: String,
    /// How the party was told.
    pub service: Service,
}

/// Puts a hearing off; the party is told anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostponeHearing {
    /// Number of the hearing.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

/// Keeps what happened at a hearing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldHearing {
    /// Number of the hearing.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
    /// Agents who came for the party.
    pub agents: Vec<String>,
    /// What was said and shown.
    pub record: String,
    /// How the party signed.
    pub signature: Signature,
}

/// Ends a hearing without a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndHearing {
    /// Number of the hearing.
    pub number: u32,
    /// Why.
    pub ground: EndGround,
    /// What happened.
    pub reasons: String,
}

/// Reports on a hearing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportHearing {
    /// Number of the hearing.
    pub number: u32,
    /// Facts as they came out, and what is suggested.
    pub report: String,
}

/// An act of a hearing without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 登记听证申请
    RequestHearing,
    /// 答复听证申请
    AnswerHearing,
    /// 指定听证主持人
    AppointPresider,
    /// 通知听证
    NotifyHearing,
    /// 延期听证
    PostponeHearing,
    /// 举行听证
    HoldHearing,
    /// 终止听证
    EndHearing,
    /// 出具听证报告
    ReportHearing,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::RequestHearing(_) => Kind::RequestHearing,
            Self::AnswerHearing(_) => Kind::AnswerHearing,
            Self::AppointPresider(_) => Kind::AppointPresider,
            Self::NotifyHearing(_) => Kind::NotifyHearing,
            Self::PostponeHearing(_) => Kind::PostponeHearing,
            Self::HoldHearing(_) => Kind::HoldHearing,
            Self::EndHearing(_) => Kind::EndHearing,
            Self::ReportHearing(_) => Kind::ReportHearing,
        }
    }

    /// Number of the hearing it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::RequestHearing(_) => 0,
            Self::AnswerHearing(act) => act.number,
            Self::AppointPresider(act) => act.number,
            Self::NotifyHearing(act) => act.number,
            Self::PostponeHearing(act) => act.number,
            Self::HoldHearing(act) => act.number,
            Self::EndHearing(act) => act.number,
            Self::ReportHearing(act) => act.number,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::RequestHearing(act) => Some(act.on),
            Self::NotifyHearing(act) => Some(act.service.on),
            Self::HoldHearing(act) => Some(act.on),
            Self::AnswerHearing(_)
            | Self::AppointPresider(_)
            | Self::PostponeHearing(_)
            | Self::EndHearing(_)
            | Self::ReportHearing(_) => None,
        }
    }

    /// How a document is served by it.
    pub const fn service(&self) -> Option<&Service> {
        match self {
            Self::NotifyHearing(act) => Some(&act.service),
            _ => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::RequestHearing,
        Self::AnswerHearing,
        Self::AppointPresider,
        Self::NotifyHearing,
        Self::PostponeHearing,
        Self::HoldHearing,
        Self::EndHearing,
        Self::ReportHearing,
    ];

    /// Name on the wire: `REQUEST_HEARING`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RequestHearing => "REQUEST_HEARING",
            Self::AnswerHearing => "ANSWER_HEARING",
            Self::AppointPresider => "APPOINT_PRESIDER",
            Self::NotifyHearing => "NOTIFY_HEARING",
            Self::PostponeHearing => "POSTPONE_HEARING",
            Self::HoldHearing => "HOLD_HEARING",
            Self::EndHearing => "END_HEARING",
            Self::ReportHearing => "REPORT_HEARING",
        }
    }

    /// The act in Chinese: `举行听证`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::RequestHearing => "登记听证申请",
            Self::AnswerHearing => "答复听证申请",
            Self::AppointPresider => "指定听证主持人",
            Self::NotifyHearing => "通知听证",
            Self::PostponeHearing => "延期听证",
            Self::HoldHearing => "举行听证",
            Self::EndHearing => "终止听证",
            Self::ReportHearing => "出具听证报告",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::RequestHearing => Right::Handle,
            Self::AnswerHearing | Self::AppointPresider => Right::Approve,
            Self::NotifyHearing
            | Self::PostponeHearing
            | Self::HoldHearing
            | Self::EndHearing
            | Self::ReportHearing => Right::Preside,
        }
    }
}
