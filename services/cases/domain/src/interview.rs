//! 询问 (行政处罚法 §55(2)): whoever knows something of the act is asked, and what was asked and answered is kept.
//!
//! A side procedure of an inquiry: each interview has a number, and so has each time the party could not be reached. An inquiry
//! ends only once the party was heard or could not be ([`party_heard`]). An interview is a piece of evidence (§46).

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::guard::{Fails, View};
use crate::{Case, EvidenceKind, OfficerSnapshot, Signature};

pub use act::{Act, Kind, RecordInterview, RecordNotReached};
pub use event::{Event, Interviewed, NotReached};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;

/// An interview, or a time at which the party could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Officers who asked, or tried to.
    pub officers: Vec<OfficerSnapshot>,
    /// What was asked and answered; none: nobody was reached.
    pub held: Option<Held>,
    /// How the party was looked for; none: somebody was asked.
    pub missed: Option<Missed>,
}

/// An interview (询问笔录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Who was asked.
    pub whom: Interviewee,
    /// Where.
    pub place: String,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended, not before it began.
    pub ended: DateTime<Utc>,
    /// What was asked and answered.
    pub record: String,
    /// How the person asked signed; refused: with a witness.
    pub signature: Signature,
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interviewee {
    /// Name.
    pub name: String,
    /// In what role.
    pub role: Role,
    /// Relation to the case, e.g. `仓库管理员`.
    pub relation: String,
}

/// In what role somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 当事人
    Party,
    /// 法定代表人、负责人或者受托人
    Representative,
    /// 证人或者其他有关人员
    Witness,
}

/// How the party was looked for, in vain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// How and where the officers tried, and what came of it.
    pub attempts: String,
    /// When they tried last.
    pub at: DateTime<Utc>,
}

impl Role {
    /// The role in Chinese: `当事人`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Party => "当事人",
            Self::Representative => "法定代表人、负责人或者受托人",
            Self::Witness => "证人或者其他有关人员",
        }
    }

    /// Whether the party itself speaks.
    pub const fn is_party(self) -> bool {
        matches!(self, Self::Party | Self::Representative)
    }

    /// Kind of evidence that an interview of such a person is (行政处罚法 §46(1)).
    pub const fn evidence(self) -> EvidenceKind {
        match self {
            Self::Party | Self::Representative => EvidenceKind::PartyStatement,
            Self::Witness => EvidenceKind::Testimony,
        }
    }
}

/// Where each of the case's interviews stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let interviews = case.interviews.iter();
    interviews.map(|it| (it.number, it.step)).collect()
}

/// The party was asked, has stated in writing, has agreed to the fast path by its signature, or could not be reached.
pub(crate) fn party_heard(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let spoken = |it: &Interview| it.held.as_ref().is_some_and(|it| it.whom.role.is_party());
    let looked_for = case.interviews.iter();
    let settled = looked_for
        .into_iter()
        .any(|it| spoken(it) || it.missed.is_some());
    let stated = case.penalty().is_some_and(|penalty| {
        let mut evidence = penalty.evidence.iter();
        evidence.any(|it| it.kind == EvidenceKind::PartyStatement)
            || penalty
                .fast
                .as_ref()
                .is_some_and(|fast| fast.agreed.is_some())
    });
    if settled || stated || crate::transcript::heard_in(case) {
        Ok(())
    } else {
        Err("尚未询问当事人，也没有当事人的书面陈述或者无法取得联系的记录".to_owned())
    }
}
