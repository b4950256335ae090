//! 追责时效 (行政处罚法 §36, K37): an act that was not found out in time is no longer punished.
//!
//! Two years from the act, or from the end of one that went on; five where it touched life, health or financial security and did
//! harm; what the line's own law sets otherwise. Found in time, it stays punishable: the clock ends on the day of discovery.
//! Harm that is claimed when the case is filed has to be established by the inquiry.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::limitation::{Concern, Field, Harm, last_day, limitation};
use statute::{Domain, Limit};

use crate::disposal::Ruling;
use crate::guard::{Fails, View};
use crate::{Act, Case, Deadline, DeadlineKind, DeadlineState};

/// Harm that makes the period longer (行政处罚法 §36(1), 生态环境法典 §1054).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraveHarm {
    /// 危害公民生命健康安全
    LifeAndHealth,
    /// 危害金融安全
    Finance,
    /// 污染环境、破坏生态
    Ecology,
}

impl GraveHarm {
    /// The harm in Chinese: `危害公民生命健康安全`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::LifeAndHealth => "危害公民生命健康安全",
            Self::Finance => "危害金融安全",
            Self::Ecology => "污染环境、破坏生态",
        }
    }
}

/// The act was found before it was barred: when a case is opened, and when a penalty is proposed or decided.
pub(crate) fn within(view: &View<'_>) -> Result<(), Fails> {
    match (view.act, view.case.and_then(Case::penalty)) {
        (Some(Act::ConcludeInquiry(act)), Some(penalty)) => {
            let harm = penalty.extent.harm.filter(|_| !act.harm_refuted);
            punishable(view, &act.proposal.ruling, harm)
        }
        (Some(Act::Decide(act)), Some(penalty)) => {
            punishable(view, &act.disposal.ruling, penalty.harm())
        }
        _ => found_in_time(view),
    }
}

fn punishable(view: &View<'_>, ruling: &Ruling, harm: Option<GraveHarm>) -> Result<(), Fails> {
    let (Some(case), Some(penalty)) = (view.case, view.case.and_then(Case::penalty)) else {
        return Ok(());
    };
    if *ruling != Ruling::Punished {
        return Ok(());
    }
    let days = (penalty.act_on, penalty.found_on);
    not_barred(&limit(case.domain(), days.0, harm), days)
}

fn found_in_time(view: &View<'_>) -> Result<(), Fails> {
    let breach = view.act.and_then(|act| act.breach(view.facts.today()));
    let (Some(days), Some(facts)) = (breach, view.facts.opening.as_ref()) else {
        return Ok(());
    };
    let harm = match view.act {
        Some(Act::FileCase(act)) => act.extent.harm,
        _ => None,
    };
    let domain = facts.items.first().map(|item| item.snapshot.domain);
    not_barred(&limit_in(domain, days.0, harm), days)
}

fn not_barred(limit: &Limit, (act_on, found_on): (CivilDate, CivilDate)) -> Result<(), Fails> {
    let last = last_day(limit, act_on);
    if found_on <= last {
        return Ok(());
    }
    let (done, found) = (act_on.zh(), found_on.zh());
    Err(format!(
        "违法行为于{done}终了，{found}才被发现，已超过{}",
        last.zh()
    ))
}

/// The clock of a penalty: from the end of the act, ended on the day on which it was found.
pub fn clock(case: &Case) -> Option<Deadline> {
    let penalty = case.penalty()?;
    let limit = limit(case.domain(), penalty.act_on, penalty.harm());
    let started = Deadline::that_stays(DeadlineKind::Limitation, penalty.act_on, &limit);
    let in_time = penalty.found_on <= started.due;
    Some(Deadline {
        state: if in_time {
            DeadlineState::Met
        } else {
            DeadlineState::Passed
        },
        settled_on: Some(penalty.found_on),
        ..started
    })
}

fn limit(domain: Domain, act_on: CivilDate, harm: Option<GraveHarm>) -> Limit {
    limit_in(Some(domain), act_on, harm)
}

fn limit_in(domain: Option<Domain>, act_on: CivilDate, harm: Option<GraveHarm>) -> Limit {
    let field = match domain {
        Some(Domain::PublicSecurity) => Field::PublicSecurity,
        Some(Domain::Environment) => Field::Ecological,
        _ => Field::General,
    };
    let (concern, done) = match harm {
        Some(GraveHarm::LifeAndHealth | GraveHarm::Finance) => {
            (Concern::LifeHealthOrFinance, Harm::Done)
        }
        Some(GraveHarm::Ecology) => (Concern::Other, Harm::Done),
        None => (Concern::Other, Harm::None),
    };
    limitation(field, act_on, concern, done)
}
