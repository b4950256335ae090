//! The lead: what stands on file of it.

use std::collections::BTreeSet;

use calendar::CivilDate;
use cases_domain::{
    Agency, CaseId, Clock, Deadline, DeadlineKind, DeadlineState, Domain, LeadId, OfficerId,
    OfficerSnapshot,
};
use serde::{Deserialize, Serialize};

use crate::report::choice;
use crate::{Report, Step};

/// A lead with everything done about it so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Id.
    pub id: LeadId,
    /// What was reported.
    pub report: Report,
    /// Agency that has it; while it is on its way to another, still the one that sent it.
    pub agency: Agency,
    /// Line of enforcement, once known: by its rules the clock is counted.
    pub domain: Option<Domain>,
    /// Step reached.
    pub step: Step,
    /// Officers who verify it, first and second; none yet before it is assigned.
    pub officers: Vec<OfficerSnapshot>,
    /// What they found.
    pub verification: Option<Verification>,
    /// The refusal to file that was proposed last.
    pub refusal: Option<RefusalToFile>,
    /// How it was handed from agency to agency, in order.
    pub transfers: Vec<Transfer>,
    /// Leads that tell of the same and were merged into this one.
    pub duplicates: Vec<LeadId>,
    /// What was told to whoever reported it.
    pub feedback: Vec<GivenFeedback>,
    /// What became of it.
    pub ending: Option<Ending>,
    /// Everybody who verified it or proposed something about it: none of them approves that.
    pub handlers: BTreeSet<OfficerId>,
    /// Its clocks, in the order in which they were started.
    pub deadlines: Vec<Deadline>,
}

choice! {
    /// What the verification found.
    Finding {
        Suspected = "SUSPECTED", "涉嫌违法";
        NothingFound = "NOTHING_FOUND", "未发现违法事实";
        Minor = "MINOR", "轻微且已改正";
    }
}

/// What the officers found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// What.
    pub finding: Finding,
    /// What was established, and how.
    pub facts: String,
    /// Day.
    pub on: CivilDate,
}

/// A refusal to file (不予立案) that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalToFile {
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who proposed it.
    pub proposed_by: OfficerId,
}

/// A hand-over to another agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Number within the lead, from 1.
    pub number: u32,
    /// Who sent it.
    pub from: Agency,
    /// To whom.
    pub to: Agency,
    /// Why.
    pub reasons: String,
    /// Number of the common superior's designation (指定管辖), which binds the receiver; empty: there is none.
    pub designation: String,
    /// Day on which it reached the receiver.
    pub sent_on: CivilDate,
    /// How it ended; none: nobody has answered yet.
    pub end: Option<TransferEnd>,
}

/// How a hand-over ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferEnd {
    /// 已接收
    Accepted {
        /// Day.
        on: CivilDate,
    },
    /// 已退回
    Refused {
        /// Day.
        on: CivilDate,
        /// Why.
        reasons: String,
    },
    /// 已撤回
    Withdrawn {
        /// Day.
        on: CivilDate,
        /// Why.
        reasons: String,
    },
}

/// What was told to whoever reported it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenFeedback {
    /// To whom.
    pub to: String,
    /// By which way, e.g. 电话.
    pub manner: String,
    /// What: what was done.
    pub content: String,
    /// Day.
    pub on: CivilDate,
}

/// What became of a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// 不予受理
    Declined {
        /// Why.
        reasons: String,
        /// Whose matter it is; empty: nobody's.
        belongs_to: String,
    },
    /// 合并办理
    Merged {
        /// The lead that goes on.
        into: LeadId,
    },
    /// 转为检查或者案件
    Converted {
        /// The case.
        case_id: CaseId,
        /// Its procedure, e.g. `INSPECTION`.
        procedure: String,
    },
    /// 不予立案
    NotFiled {
        /// Why.
        reasons: String,
        /// Leader who approved it.
        approved_by: OfficerId,
    },
}

impl Lead {
    /// The agency that has to do something now; none: the lead has ended.
    pub fn turn(&self) -> Option<&Agency> {
        if self.step.is_final() {
            return None;
        }
        Some(
            self.pending_transfer()
                .map_or(&self.agency, |transfer| &transfer.to),
        )
    }

    /// The hand-over that nobody has answered yet.
    pub fn pending_transfer(&self) -> Option<&Transfer> {
        self.transfers
            .last()
            .filter(|transfer| transfer.end.is_none())
    }

    /// The clock of this kind and number that runs.
    pub fn running(&self, clock: impl Into<Clock>) -> Option<&Deadline> {
        let clock = clock.into();
        let mut deadlines = self.deadlines.iter();
        deadlines.find(|running| running.clock == clock && running.is_open())
    }

    /// The first of the clocks that run, by their last day.
    pub fn next_due(&self) -> Option<&Deadline> {
        let running = self.deadlines.iter().filter(|it| it.is_open());
        running.min_by_key(|it| it.due)
    }

    /// Whether something that is still to be done is late: the verification, or the answer to a hand-over.
    pub fn is_overdue(&self) -> bool {
        let late = |kind: DeadlineKind| {
            let mut newest = self.deadlines.iter().rev();
            let newest = newest.find(|deadline| deadline.kind() == kind);
            newest.is_some_and(|deadline| deadline.state == DeadlineState::Passed)
        };
        self.ending.is_none()
            && (late(DeadlineKind::ClueCheck)
                || (self.pending_transfer().is_some() && late(DeadlineKind::LeadTransferReply)))
    }

    /// Every agency that ever had it or was sent it.
    pub fn agencies(&self) -> BTreeSet<&str> {
        let wandered = self
            .transfers
            .iter()
            .flat_map(|it| [it.from.id.as_str(), it.to.id.as_str()]);
        wandered.chain([self.agency.id.as_str()]).collect()
    }
}
