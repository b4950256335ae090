//! What the acts of weighing come to.

use discretion::{
    Assessment, Circumstance, Ground, Outcome, Question, Tier, Version as Weighable, Weights,
    assess,
};
use refusal::Refusal;

use super::guard::place;
use super::{
    Act, Chosen, DepartureDecided, Event as Own, Named, NamedGround, PenaltyWeighed, Version,
    Weigh, WeighingFacts, find,
};
use crate::decide::{Events, judge, team};
use crate::guard::View;
use crate::{Case, Event, Fen};

/// Judges an act of weighing.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|weighing| weighing.step);
    judge(standing, view, || {
        let done = Event::Weighing(done(view, case, act));
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let on = view.facts.today();
    match act {
        Act::Weigh(act) => {
            let (question, assessment, amount) = weighed(view).unwrap_or_else(nothing_known);
            Own::PenaltyWeighed(Box::new(PenaltyWeighed {
                number: u32::try_from(case.weighings.len() + 1).unwrap_or(u32::MAX),
                question,
                assessment,
                amount,
                departure: act.departure.clone(),
                officers: team(view, case),
                on,
            }))
        }
        Act::DecideDeparture(act) => Own::DepartureDecided(DepartureDecided {
            number: act.number,
            granted: act.granted,
            reasons: act.reasons.clone(),
            on,
            decided_by: view.facts.officer_id(),
        }),
    }
}

/// A draft where the law is not known: the guards refuse it, and this is thrown away.
fn nothing_known() -> (Question, Assessment, Fen) {
    let version = Weighable {
        item: String::new(),
        statutory: discretion::Range::NOTHING,
        tier: None,
    };
    let question = Question {
        at_act: version,
        at_decision: None,
        circumstances: Vec::new(),
        exempt: false,
        mitigate: false,
        weights: Weights::USUAL,
    };
    let assessment = assess(&question);
    (question, assessment, Fen::ZERO)
}

/// What an act of weighing asks, what it comes to, and the fine that is intended; none: it is another act, or the law is not
/// known.
pub(super) fn weighed(view: &View<'_>) -> Option<(Question, Assessment, Fen)> {
    let Some(crate::Act::Weighing(Act::Weigh(act))) = view.act else {
        return None;
    };
    let question = question(act, view.facts.weighing.as_ref()?);
    let assessment = assess(&question);
    let proposed = match assessment.outcome {
        Outcome::Exempt => Fen::ZERO,
        Outcome::Fine { proposed, .. } => proposed,
    };
    let amount = act.amount.unwrap_or(proposed);
    Some((question, assessment, amount))
}

fn question(act: &Weigh, facts: &WeighingFacts) -> Question {
    let now = act.at_decision.as_ref().or(act.at_act.as_ref());
    Question {
        at_act: version(&facts.at_act, act.at_act.as_ref()),
        at_decision: facts.at_decision.as_ref().map(|it| version(it, now)),
        circumstances: act
            .circumstances
            .iter()
            .filter_map(|it| circumstance(it, facts))
            .collect(),
        exempt: act.exempt,
        mitigate: act.mitigate,
        weights: Weights::USUAL,
    }
}

fn version(version: &Version, chosen: Option<&Chosen>) -> Weighable {
    let tier = version
        .standard()
        .zip(chosen)
        .and_then(|(standard, chosen)| {
            let tier = standard.tiers.iter().find(|it| it.name == chosen.tier)?;
            Some(Tier {
                standard: standard.version.clone(),
                document: standard.document.clone(),
                name: tier.name.clone(),
                condition: chosen.condition.clone(),
                range: tier.range,
            })
        });
    Weighable {
        item: version.item.clone(),
        statutory: version.statutory,
        tier,
    }
}

fn circumstance(it: &Named, facts: &WeighingFacts) -> Option<Circumstance> {
    let versions = || std::iter::once(&facts.at_act).chain(&facts.at_decision);
    let ground = match &it.ground {
        NamedGround::Law(ground) => ground.clone(),
        NamedGround::Factor(words) => {
            let mut standards = versions().filter_map(Version::standard);
            standards.find_map(|standard| {
                let factor = standard.factors.iter().find(|f| f.circumstance == *words)?;
                Some(Ground::Factor {
                    standard: standard.version.clone(),
                    circumstance: factor.circumstance.clone(),
                    effect: factor.effect,
                })
            })?
        }
        NamedGround::Listed { list, entry } => versions().find_map(|version| {
            let mut entries = version.lists.iter().filter(|it| it.list == *list);
            let found = entries.nth(place(*entry))?;
            Some(Ground::Listed {
                list: found.version.clone(),
                name: found.name.clone(),
                effect: found.effect,
            })
        })?,
    };
    Some(Circumstance {
        ground,
        description: it.description.clone(),
        evidence: it.evidence.clone(),
    })
}
