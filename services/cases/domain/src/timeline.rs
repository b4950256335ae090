//! 案件全程: what stands beside an event on a case's timeline: which act it was, and on which article it rests.

use statute::Citation;

use crate::offline::CommandReplayed;
use crate::procedure::{Outcome, Stage, inspection, penalty, summary};
use crate::{
    ActKind, Case, Event, Procedure, account, assistance, concurrence, custody, execution, exhibit,
    handover, hearing, jurisdiction, measure, meeting, recording, recusal, referral, remedy,
    serving, transcript, weighing,
};

impl Event {
    /// The act that it is; none: a clock, office work, or what came with another act.
    pub fn act(&self) -> Option<ActKind> {
        Some(self.move_made()?.0)
    }

    /// Whether it starts, moves or ends a clock.
    pub const fn is_clock(&self) -> bool {
        matches!(
            self,
            Self::DeadlineArmed(_) | Self::DeadlineAdjusted { .. } | Self::DeadlineSettled { .. }
        )
    }

    /// The article on which it rests, `before` being the case it happened to: that of the move it makes in its table, or of the
    /// clock it speaks of; none: the law does not ask for it.
    pub fn article(&self, before: Option<&Case>) -> Option<Citation> {
        match self {
            Self::DeadlineArmed(deadline) | Self::DeadlineAdjusted { deadline, .. } => {
                Some(deadline.citation)
            }
            Self::DeadlineSettled { clock, .. } => {
                let clocks = before.map_or(&[][..], |case| &case.deadlines);
                let mut newest_first = clocks.iter().rev();
                let settled = newest_first.find(|it| it.clock == *clock)?;
                Some(settled.citation)
            }
            Self::CommandReplayed(_) => Some(CommandReplayed::citation()),
            _ => {
                let (act, outcome) = self.move_made()?;
                own(before, act, outcome).or_else(|| beside(act, outcome))
            }
        }
    }
}

/// The move in the case's own table, from where it stands.
fn own(before: Option<&Case>, act: ActKind, outcome: Outcome) -> Option<Citation> {
    match before.map(|case| &case.procedure) {
        Some(Procedure::Inspection(it)) => from(Some(it.step), act, outcome),
        Some(Procedure::OrdinaryPenalty(it)) => from(Some(it.step), act, outcome),
        Some(Procedure::SummaryPenalty(it)) => from(Some(it.step), act, outcome),
        None => from::<inspection::Step>(None, act, outcome)
            .or_else(|| from::<penalty::Step>(None, act, outcome))
            .or_else(|| from::<summary::Step>(None, act, outcome)),
    }
}

/// The move in the table of what runs beside.
fn beside(act: ActKind, outcome: Outcome) -> Option<Citation> {
    match act {
        ActKind::Exhibit(_) => any::<exhibit::Step>(act, outcome),
        ActKind::Custody(_) => any::<custody::Step>(act, outcome),
        ActKind::Recording(_) => any::<recording::Step>(act, outcome),
        ActKind::Recusal(_) => any::<recusal::Step>(act, outcome),
        ActKind::Referral(_) => any::<referral::Step>(act, outcome),
        ActKind::Weighing(_) => any::<weighing::Step>(act, outcome),
        ActKind::Hearing(_) => any::<hearing::Step>(act, outcome),
        ActKind::Meeting(_) => any::<meeting::Step>(act, outcome),
        ActKind::Transcript(_) => any::<transcript::Step>(act, outcome),
        ActKind::Handover(_) => any::<handover::Step>(act, outcome),
        ActKind::Jurisdiction(_) => any::<jurisdiction::Step>(act, outcome),
        ActKind::Assistance(_) => any::<assistance::Step>(act, outcome),
        ActKind::Concurrence(_) => any::<concurrence::Step>(act, outcome),
        ActKind::Measure(_) => any::<measure::Step>(act, outcome),
        ActKind::Execution(_) => any::<execution::Step>(act, outcome),
        ActKind::Remedy(_) => any::<remedy::Step>(act, outcome),
        ActKind::Serving(_) => any::<serving::Step>(act, outcome),
        ActKind::Account(_) => any::<account::notice::Step>(act, outcome)
            .or_else(|| any::<account::cash::Step>(act, outcome))
            .or_else(|| any::<account::deferral::Step>(act, outcome))
            .or_else(|| any::<account::refund::Step>(act, outcome))
            .or_else(|| any::<account::settled::Step>(act, outcome)),
        _ => None,
    }
}

fn from<S: Stage>(step: Option<S>, act: ActKind, outcome: Outcome) -> Option<Citation> {
    let mut rows = S::ROWS.iter();
    let row = rows.find(|row| (row.from, row.act, row.when) == (step, act, outcome))?;
    Some(row.citation)
}

fn any<S: Stage>(act: ActKind, outcome: Outcome) -> Option<Citation> {
    let mut rows = S::ROWS.iter();
    let row = rows.find(|row| (row.act, row.when) == (act, outcome))?;
    Some(row.citation)
}
