//! What weighing asks for, and what it holds a proposal to.

use discretion::Departure;
use refusal::Reason;
use statute::{Citation, Law};

use super::decide::weighed;
use super::{Act, Chosen, Named, NamedGround, Step, Version, Weigh, WeighingFacts, reasons};
use crate::guard::{Fails, View};
use crate::procedure::penalty;
use crate::{Case, Fen, Ruling, in_yuan};

/// A condition of the law for an act of weighing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The case is a penalty.
    OfPenalty,
    /// Nothing has been proposed yet, or what was proposed is being looked at again.
    BeforeProposal,
    /// The item with its range on the day of the act is known.
    LawKnown,
    /// The tier and its condition are those of the standard in force.
    TierOfStandard,
    /// The circumstances are those of the law, the standard or a list.
    CircumstancesKnown,
    /// Each circumstance is proved by evidence of the case.
    CircumstancesProved,
    /// The intended fine is one that the law allows.
    WithinLaw,
    /// What departs from the standard is reasoned.
    DepartureReasoned,
}

const fn penal(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

/// 适用裁量权基准.
const APPLIED: Citation = Citation::article(Law::DiscretionBaselineOpinion, 12);

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::OfPenalty,
        Self::BeforeProposal,
        Self::LawKnown,
        Self::TierOfStandard,
        Self::CircumstancesKnown,
        Self::CircumstancesProved,
        Self::WithinLaw,
        Self::DepartureReasoned,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OfPenalty => "案件为行政处罚案件",
            Self::BeforeProposal => "尚未提出处罚建议，或者正在重新调查",
            Self::LawKnown => "处罚事项在违法行为发生之日的法定幅度已知",
            Self::TierOfStandard => "阶次和适用条件属于有效的裁量基准",
            Self::CircumstancesKnown => "情节属于法律、裁量基准或者清单",
            Self::CircumstancesProved => "情节有案卷中的证据证明",
            Self::WithinLaw => "拟罚款数额为法律所允许",
            Self::DepartureReasoned => "调整适用裁量基准说明了理由",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::OfPenalty => (&reasons::NOT_A_PENALTY_CASE, penal(34)),
            Self::BeforeProposal => (&reasons::PROPOSAL_ALREADY_MADE, penal(57).paragraph(1)),
            Self::LawKnown => (&reasons::LAW_NOT_KNOWN, penal(37)),
            Self::TierOfStandard => (&reasons::TIER_NOT_OF_STANDARD, penal(34)),
            Self::CircumstancesKnown => (&reasons::CIRCUMSTANCE_NOT_KNOWN, penal(32)),
            Self::CircumstancesProved => (&reasons::CIRCUMSTANCE_NOT_PROVED, penal(40)),
            Self::WithinLaw => (&reasons::AMOUNT_OUTSIDE_LAW, penal(4)),
            Self::DepartureReasoned => (&reasons::DEPARTURE_WITHOUT_REASONS, APPLIED),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::OfPenalty => match view.case {
                Some(case) if case.penalty().is_none() => Err("本案不是行政处罚案件".to_owned()),
                _ => Ok(()),
            },
            Self::BeforeProposal => before_proposal(view),
            Self::LawKnown => law_known(view),
            Self::TierOfStandard => tier_of_standard(view),
            Self::CircumstancesKnown => circumstances_known(view),
            Self::CircumstancesProved => circumstances_proved(view),
            Self::WithinLaw => within_law(view),
            Self::DepartureReasoned => departure_reasoned(view),
        }
    }
}

fn before_proposal(view: &View<'_>) -> Result<(), Fails> {
    let step = view.case.and_then(Case::penalty).map(|it| it.step);
    match step {
        Some(step) if !matches!(step, penalty::Step::Filed | penalty::Step::Heard) => {
            Err("处罚建议已经提出".to_owned())
        }
        _ => Ok(()),
    }
}

fn law_known(view: &View<'_>) -> Result<(), Fails> {
    if weigh(view).is_some() && view.facts.weighing.is_none() {
        return Err("处罚事项在违法行为发生之日未列入清单，或者没有规定罚款".to_owned());
    }
    Ok(())
}

fn tier_of_standard(view: &View<'_>) -> Result<(), Fails> {
    let (Some(act), Some(facts)) = (weigh(view), view.facts.weighing.as_ref()) else {
        return Ok(());
    };
    fits(act.at_act.as_ref(), &facts.at_act, "违法行为发生时")?;
    match &facts.at_decision {
        // Named once, it holds for both where both know it.
        Some(now) => fits(
            act.at_decision.as_ref().or(act.at_act.as_ref()),
            now,
            "现行",
        ),
        None => Ok(()),
    }
}

fn fits(chosen: Option<&Chosen>, version: &Version, when: &str) -> Result<(), Fails> {
    match (chosen, version.standard()) {
        (None, Some(standard)) => Err(format!("{when}有裁量基准{}，未选择阶次", standard.document)),
        (Some(chosen), Some(standard)) => {
            let tier = standard.tiers.iter().find(|it| it.name == chosen.tier);
            match tier {
                None => Err(format!(
                    "{when}的裁量基准{}没有“{}”阶次",
                    standard.document, chosen.tier
                )),
                Some(tier) if !tier.conditions.contains(&chosen.condition) => Err(format!(
                    "{when}的裁量基准“{}”阶次没有“{}”这一适用条件",
                    tier.name, chosen.condition
                )),
                Some(_) => Ok(()),
            }
        }
        (_, None) => Ok(()),
    }
}

fn circumstances_known(view: &View<'_>) -> Result<(), Fails> {
    let (Some(act), Some(facts), Some(case)) =
        (weigh(view), view.facts.weighing.as_ref(), view.case)
    else {
        return Ok(());
    };
    for it in &act.circumstances {
        known(it, facts, case)?;
    }
    Ok(())
}

fn known(it: &Named, facts: &WeighingFacts, case: &Case) -> Result<(), Fails> {
    use discretion::Ground;
    let versions = || std::iter::once(&facts.at_act).chain(&facts.at_decision);
    let minor = case.opening.party.minor;
    match &it.ground {
        NamedGround::Law(Ground::Minor | Ground::UnderFourteen) if !minor => {
            Err("当事人在违法行为发生时不是未成年人".to_owned())
        }
        NamedGround::Law(_) => Ok(()),
        NamedGround::Factor(words) => {
            let mut standards = versions().filter_map(Version::standard);
            let named = standards.any(|it| it.factors.iter().any(|f| f.circumstance == *words));
            if named {
                Ok(())
            } else {
                Err(format!("裁量基准没有“{words}”这一情节"))
            }
        }
        NamedGround::Listed { list, entry } => {
            let mut versions = versions();
            let named = versions.any(|it| {
                it.lists
                    .iter()
                    .filter(|e| e.list == *list)
                    .nth(place(*entry))
                    .is_some()
            });
            if named {
                Ok(())
            } else {
                Err(format!("清单{list}没有关于本事项的第{entry}项"))
            }
        }
    }
}

/// The place in a list of a number from 1.
pub(super) fn place(entry: u32) -> usize {
    usize::try_from(entry).unwrap_or(usize::MAX).wrapping_sub(1)
}

fn circumstances_proved(view: &View<'_>) -> Result<(), Fails> {
    let (Some(act), Some(penalty)) = (weigh(view), view.case.and_then(Case::penalty)) else {
        return Ok(());
    };
    let on_file = |number: &u32| penalty.evidence.iter().any(|it| it.number == *number);
    for it in &act.circumstances {
        if it.evidence.is_empty() {
            return Err("情节没有指明证据".to_owned());
        }
        if let Some(missing) = it.evidence.iter().find(|number| !on_file(number)) {
            return Err(format!("案卷中没有编号为{missing}的证据"));
        }
    }
    Ok(())
}

fn within_law(view: &View<'_>) -> Result<(), Fails> {
    let Some((_, assessment, amount)) = weighed(view) else {
        return Ok(());
    };
    if assessment.departure(amount) == Departure::FromLaw {
        return Err(format!("拟罚款{}超出法律允许的范围", in_yuan(amount)));
    }
    Ok(())
}

fn departure_reasoned(view: &View<'_>) -> Result<(), Fails> {
    let (Some(act), Some((_, assessment, amount))) = (weigh(view), weighed(view)) else {
        return Ok(());
    };
    if assessment.departure(amount) == Departure::FromStandard && act.departure.is_empty() {
        return Err(format!(
            "拟罚款{}偏离裁量基准，没有说明理由",
            in_yuan(amount)
        ));
    }
    Ok(())
}

/// A proposal agrees with the newest weighing. Where a standard is in force, there has to be one.
pub(crate) fn as_weighed(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::ConcludeInquiry(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let fine = act.proposal.fine();
    let Some(weighing) = case.weighings.last() else {
        return unweighed(view, act.proposal.punishes() && fine > Fen::ZERO);
    };
    match (&act.proposal.ruling, weighing.step) {
        (Ruling::NotEstablished | Ruling::ToPolice(_) | Ruling::ToOther(_), _) => Ok(()),
        (_, Step::Departing) => Err("调整适用裁量基准尚未批准".to_owned()),
        (_, Step::Refused) => Err("调整适用裁量基准未获批准，应当重新裁量".to_owned()),
        (Ruling::Spared(_), _) if weighing.spares() => Ok(()),
        (Ruling::Spared(_), _) => Err("裁量结果不是不予处罚".to_owned()),
        (Ruling::Punished, _) if fine != weighing.amount => Err(format!(
            "拟罚款{}与裁量确定的{}不一致",
            in_yuan(fine),
            in_yuan(weighing.amount)
        )),
        (Ruling::Punished, _) => Ok(()),
    }
}

fn unweighed(view: &View<'_>, fines: bool) -> Result<(), Fails> {
    let standard = view
        .facts
        .weighing
        .as_ref()
        .and_then(|it| it.at_act.standard().or(it.at_decision.as_ref()?.standard()));
    match standard {
        Some(standard) if fines => Err(format!("本事项有裁量基准{}，尚未适用", standard.document)),
        _ => Ok(()),
    }
}

fn weigh<'a>(view: &View<'a>) -> Option<&'a Weigh> {
    match view.act {
        Some(crate::Act::Weighing(Act::Weigh(act))) => Some(act),
        _ => None,
    }
}
