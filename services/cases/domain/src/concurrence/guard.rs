//! What a distinction of acts asks for, and what it forbids.

use refusal::Reason;
use statute::{Citation, Law, concurrence};

use super::{Act, reasons};
use crate::disposal::{Disposal, Ruling, SpareGround};
use crate::guard::{Fails, View};
use crate::register::{FIRST_OFFENCE_WINDOW, Filing, Standing, filing};
use crate::{Case, Fen, in_yuan, summary_penalty};

/// A condition of the law for an act of a distinction of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The case named is another one of the party.
    AnotherCase,
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[Self::AnotherCase];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::AnotherCase => "所列案件是该当事人的另一案件",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::AnotherCase => (&reasons::NOT_ANOTHER_CASE, ONE_FINE),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::AnotherCase => another_case(view),
        }
    }
}

/// Where one fine for one act is asked for.
pub(crate) const ONE_FINE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 29);
/// Where the first to file is spoken of.
pub(crate) const FIRST: Citation =
    Citation::article(Law::AdministrativePenaltyLaw, 25).paragraph(1);
/// Where a first offence is spoken of.
pub(crate) const FIRST_OFFENCE: Citation =
    Citation::article(Law::AdministrativePenaltyLaw, 33).paragraph(1);

fn another_case(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::Concurrence(Act::DistinguishAct(act)))) =
        (view.case, view.act)
    else {
        return Ok(());
    };
    let known = view.facts.filings.iter().any(|it| it.code == act.code);
    if known && case.opening.code != act.code {
        return Ok(());
    }
    Err(format!("没有针对该当事人的案件{}", act.code))
}

/// Of the agencies that are competent the first to file handles the act. Two filings at once are told apart by the register's own key.
pub(crate) fn first_to_file(view: &View<'_>) -> Result<(), Fails> {
    let (item, (from, to), from_case) = match view.act {
        Some(crate::Act::FileCase(act)) if act.extent.separate.is_empty() => {
            (&act.item, act.extent.days(act.act_on), act.from_case)
        }
        Some(crate::Act::Summary(summary_penalty::Act::OpenSummary(act))) => {
            (&act.item, (act.act_on, act.act_on), None)
        }
        _ => return Ok(()),
    };
    let mut others = view.facts.filings.iter();
    let first = others.find(|it| {
        it.standing != Standing::Ended
            && it.item == *item
            && it.overlaps(from, to)
            && Some(it.case) != from_case
    });
    first.map_or(Ok(()), |it| {
        let (agency, code) = (&it.agency.name, it.code);
        Err(format!(
            "该违法行为已由{agency}先行立案（案件身份码{code}）"
        ))
    })
}

/// No second fine for the same act, whichever agency imposed the first.
pub(crate) fn one_fine(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, view.act) else {
        return Ok(());
    };
    if fine(act) == Fen::ZERO {
        return Ok(());
    }
    let Some(own) = filing(case) else {
        return Ok(());
    };
    let mut others = view.facts.filings.iter();
    let fined = others.find(|it| {
        it.standing == Standing::Fined
            && it.case != own.case
            && it.is_same_act(&own)
            && !is_distinguished(case, it)
    });
    fined.map_or(Ok(()), |it| Err(stopped(&own, it)))
}

fn is_distinguished(case: &Case, other: &Filing) -> bool {
    case.distinctions
        .iter()
        .any(|it| it.finding.code == other.code)
}

/// Who fined, how much, and which of the two rules carries the higher fine.
fn stopped(own: &Filing, other: &Filing) -> String {
    let ranges = [own.range.as_rule(), other.range.as_rule()];
    let higher = match concurrence::higher(&ranges) {
        Some(0) if ranges[0] != ranges[1] => format!(
            "本案“{}”的罚款数额较高，应当商请该机关或者报请上级依法变更",
            own.item_name
        ),
        _ => format!(
            "应当适用罚款数额较高的“{}”，即已作出的处罚",
            other.item_name
        ),
    };
    let (agency, code, fine) = (&other.agency.name, other.code, in_yuan(other.fine));
    format!("{agency}已就同一违法行为罚款{fine}（案件身份码{code}）；{higher}")
}

/// What is spared as a first offence is the first of its kind within the window.
pub(crate) fn is_first_offence(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(disposal)) = (view.case, view.act.and_then(disposal)) else {
        return Ok(());
    };
    if disposal.ruling != Ruling::Spared(SpareGround::FirstOffence) {
        return Ok(());
    }
    let Some(own) = filing(case) else {
        return Ok(());
    };
    let count = view
        .facts
        .filings
        .iter()
        .filter(|it| {
            it.case != own.case && it.is_breach_since(&own.kinds, own.to, FIRST_OFFENCE_WINDOW)
        })
        .count();
    if count == 0 {
        return Ok(());
    }
    Err(format!(
        "该当事人在此前{}年内有{count}次同类违法记录",
        FIRST_OFFENCE_WINDOW.0
    ))
}

/// The fine that an act proposes or decides.
fn fine(act: &crate::Act) -> Fen {
    match act {
        crate::Act::Summary(summary_penalty::Act::DecideOnSpot(act)) => act.fine,
        _ => disposal(act).map_or(Fen::ZERO, Disposal::fine),
    }
}

/// What an act proposes or decides.
const fn disposal(act: &crate::Act) -> Option<&Disposal> {
    match act {
        crate::Act::Decide(act) => Some(&act.disposal),
        crate::Act::ConcludeInquiry(act) => Some(&act.proposal),
        _ => None,
    }
}
