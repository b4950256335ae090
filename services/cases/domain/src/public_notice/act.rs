//! Acts of service by public notice.

use calendar::CivilDate;

use super::Publication;
use crate::beside::kinds;

/// An act of service by public notice with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 发布送达公告
    PublishNotice(PublishNotice),
    /// 撤回送达公告
    WithdrawPublicNotice(WithdrawPublicNotice),
    /// The notice of this number has run its days: 视为送达
    LapsePublicNotice(u32),
}

/// Keeps that a paper was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishNotice {
    /// What, where and why.
    pub publication: Publication,
}

/// Ends a notice early: the party was found, or the paper is withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawPublicNotice {
    /// Number of the notice.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

kinds! { in PublicNotice;
    PublishNotice = "PUBLISH_NOTICE", Handle, "发布送达公告";
    WithdrawPublicNotice = "WITHDRAW_PUBLIC_NOTICE", Handle, "撤回送达公告";
    LapsePublicNotice = "LAPSE_PUBLIC_NOTICE", Clock, "公告期满视为送达";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::PublishNotice(_) => Kind::PublishNotice,
            Self::WithdrawPublicNotice(_) => Kind::WithdrawPublicNotice,
            Self::LapsePublicNotice(_) => Kind::LapsePublicNotice,
        }
    }

    /// Number of the notice; 0: it begins.
    pub(crate) const fn about(&self) -> u32 {
        match self {
            Self::PublishNotice(_) => 0,
            Self::WithdrawPublicNotice(act) => act.number,
            Self::LapsePublicNotice(number) => *number,
        }
    }

    /// The day on which it was done, where the act says so.
    pub(crate) const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::PublishNotice(act) => Some(act.publication.on),
            Self::WithdrawPublicNotice(_) | Self::LapsePublicNotice(_) => None,
        }
    }
}
