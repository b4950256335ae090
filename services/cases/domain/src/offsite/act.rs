//! Acts about the record of a device.

use calendar::CivilDate;

use super::Taken;
use crate::Service;
use crate::beside::kinds;

/// An act about the record of a device with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 登记电子技术监控记录
    RecordCapture(RecordCapture),
    /// 审核电子技术监控记录
    VerifyCapture(VerifyCapture),
    /// 告知电子技术监控记录的违法事实
    TellCapture(TellCapture),
}

/// Puts a record in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordCapture {
    /// The record.
    pub taken: Taken,
}

/// Verifies a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyCapture {
    /// Number of the record.
    pub number: u32,
    /// Whether it is true, clear, complete and accurate.
    pub sound: bool,
    /// What was looked at, and why.
    pub opinion: String,
}

/// Tells the party of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellCapture {
    /// Number of the record.
    pub number: u32,
    /// How, when and to whom.
    pub service: Service,
    /// How the party sees the record, states and defends itself.
    pub access: String,
}

kinds! { in Offsite;
    RecordCapture = "RECORD_CAPTURE", Handle, "登记电子技术监控记录";
    VerifyCapture = "VERIFY_CAPTURE", Handle, "审核电子技术监控记录";
    TellCapture = "TELL_CAPTURE", Handle, "告知电子技术监控记录的违法事实";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::RecordCapture(_) => Kind::RecordCapture,
            Self::VerifyCapture(_) => Kind::VerifyCapture,
            Self::TellCapture(_) => Kind::TellCapture,
        }
    }

    /// Number of the record it is about; 0: one that is put in.
    pub const fn about(&self) -> u32 {
        match self {
            Self::RecordCapture(_) => 0,
            Self::VerifyCapture(act) => act.number,
            Self::TellCapture(act) => act.number,
        }
    }

    /// The day on which it was done, as far as the act says so.
    pub(crate) const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::TellCapture(act) => Some(act.service.on),
            Self::RecordCapture(_) | Self::VerifyCapture(_) => None,
        }
    }

    /// How a document is served by it.
    pub(crate) const fn service(&self) -> Option<&Service> {
        match self {
            Self::TellCapture(act) => Some(&act.service),
            Self::RecordCapture(_) | Self::VerifyCapture(_) => None,
        }
    }
}
