//! Acts of an interview.

use calendar::CivilDate;
use chrono::{DateTime, Utc};

use super::{Held, Missed};
use crate::beside::kinds;
use crate::{OfficerId, Signature};

/// An act of an interview with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 记录询问
    RecordInterview(RecordInterview),
    /// 记录无法取得联系
    RecordNotReached(RecordNotReached),
}

/// Keeps what somebody was asked and answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordInterview {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// The interview.
    pub held: Held,
    /// Whether both officers showed their certificates.
    pub certificates_shown: bool,
    /// Whether the person was told of the right to ask for recusal and of the duty to answer truthfully.
    pub rights_told: bool,
    /// Whether nobody else who was to be asked was there.
    pub alone: bool,
}

/// Keeps that the party could not be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordNotReached {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// How it was looked for.
    pub missed: Missed,
}

kinds! { in Interview;
    RecordInterview = "RECORD_INTERVIEW", Handle, "记录询问";
    RecordNotReached = "RECORD_NOT_REACHED", Handle, "记录当事人无法取得联系";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::RecordInterview(_) => Kind::RecordInterview,
            Self::RecordNotReached(_) => Kind::RecordNotReached,
        }
    }

    /// The second officer.
    pub(crate) const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::RecordInterview(act) => act.co_officer.as_ref(),
            Self::RecordNotReached(act) => act.co_officer.as_ref(),
        }
    }

    /// When it was over.
    pub(crate) const fn at(&self) -> DateTime<Utc> {
        match self {
            Self::RecordInterview(act) => act.held.ended,
            Self::RecordNotReached(act) => act.missed.at,
        }
    }

    /// The day on which it was done.
    pub(crate) fn done_on(&self) -> CivilDate {
        CivilDate::of(self.at())
    }

    /// How the person asked signed.
    pub(crate) const fn signature(&self) -> Option<&Signature> {
        match self {
            Self::RecordInterview(act) => Some(&act.held.signature),
            Self::RecordNotReached(_) => None,
        }
    }

    /// Whether the certificates were shown; nobody was there to see them: as good as shown.
    pub(crate) const fn certificates_shown(&self) -> bool {
        match self {
            Self::RecordInterview(act) => act.certificates_shown,
            Self::RecordNotReached(_) => true,
        }
    }

    /// Whether rights and duties were told; nobody was there to hear them: as good as told.
    pub(crate) const fn rights_told(&self) -> bool {
        match self {
            Self::RecordInterview(act) => act.rights_told,
            Self::RecordNotReached(_) => true,
        }
    }
}
