//! What a dispute over jurisdiction asks for, and what it forbids.

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, Kind, Step, find, reasons};
use crate::guard::{Fails, View};
use crate::handover::before_decision;
use crate::procedure::Stage as _;
use crate::{Agency, AgencyId, Case, Facts};

/// A condition of the law for an act of a dispute over jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The case is a penalty without a decision.
    BeforeDecision,
    /// The case is another agency's.
    NotOwnCase,
    /// No other dispute is open.
    NoneOpen,
    /// The superior is one of both agencies.
    CommonSuperior,
    /// Who decides stands above both the agency that handles the case and the one that is to.
    OneBelow,
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::BeforeDecision,
        Self::NotOwnCase,
        Self::NoneOpen,
        Self::CommonSuperior,
        Self::OneBelow,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::BeforeDecision => "行政处罚案件尚未作出决定",
            Self::NotOwnCase => "案件由其他机关办理",
            Self::NoneOpen => "没有未解决的管辖争议",
            Self::CommonSuperior => "由双方共同的上一级行政机关指定",
            Self::OneBelow => "由上级行政机关决定",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::BeforeDecision => (&reasons::DISPUTE_NOT_POSSIBLE, penalty(25).paragraph(1)),
            Self::NotOwnCase => (&reasons::DISPUTE_WITHIN_AGENCY, penalty(25).paragraph(2)),
            Self::NoneOpen => (&reasons::DISPUTE_OPEN, penalty(25).paragraph(2)),
            Self::CommonSuperior => (&reasons::NO_COMMON_SUPERIOR, penalty(25).paragraph(2)),
            Self::OneBelow => (&reasons::NOT_ABOVE_THE_AGENCY, penalty(23)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::BeforeDecision => before_decision(view),
            Self::NotOwnCase => not_own_case(view),
            Self::NoneOpen => none_open(view),
            Self::CommonSuperior => common_superior(view),
            Self::OneBelow => one_below(view),
        }
    }
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Jurisdiction(act)) => Some(act),
        _ => None,
    }
}

fn not_own_case(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let agency = &case.opening.agency;
    let claims_own = match own(view) {
        Some(Act::RaiseDispute(act)) => act.filing.agency == agency.id,
        // Not known yet: whoever handles the case has nothing to claim.
        _ => view
            .facts
            .person()
            .is_some_and(|it| it.agencies.contains(&agency.id)),
    };
    if claims_own {
        return Err(format!("本案由{}自己办理", agency.name));
    }
    Ok(())
}

fn none_open(view: &View<'_>) -> Result<(), Fails> {
    view.case.map_or(Ok(()), settled)
}

/// Who handles the case is not in dispute, and nobody else is to handle it.
pub(crate) fn settled(case: &Case) -> Result<(), Fails> {
    if let Some(open) = case.disputes.iter().find(|it| !it.step.is_final()) {
        return Err(format!("第{}件管辖争议{}", open.number, open.step.zh()));
    }
    match elsewhere(case) {
        Some(agency) => Err(format!("本案已确定由{}管辖，应当移送", agency.name)),
        None => Ok(()),
    }
}

/// The agency that is to handle the case in place of this one, as was agreed or designated last.
pub(crate) fn elsewhere(case: &Case) -> Option<&Agency> {
    let mut last_first = case.disputes.iter().rev();
    let yielded = last_first.find(|it| it.step == Step::Yielded)?;
    match (&yielded.taking_up, &yielded.claim) {
        (Some(taking_up), _) => Some(&taking_up.to),
        (None, claim) => claim.as_ref().map(|claim| &claim.claimant),
    }
}

fn common_superior(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::EscalateDispute(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let claim = find(case, view.about).and_then(|it| it.claim.as_ref());
    let Some(claim) = claim else { return Ok(()) };
    let both = [&case.opening.agency, &claim.claimant];
    stands_above(view.facts, &act.superior, &both)
}

fn one_below(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::TakeUpCase(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let handling = &case.opening.agency;
    if act.to == handling.id {
        return Err(format!("本案已由{}办理", handling.name));
    }
    let to = view.facts.agencies.get(&act.to).map(|it| &it.agency);
    let Some(to) = to else {
        return Err(format!("机关{}在办理之日不具有行政执法主体资格", act.to));
    };
    // A superior decides on its own cases and takes up those of others.
    let below: Vec<&Agency> = [handling, to]
        .into_iter()
        .filter(|agency| agency.id != act.superior)
        .collect();
    stands_above(view.facts, &act.superior, &below)
}

/// An agency stands above others: each names it as its superior, itself or through those between; or it is the people's government of a
/// division that holds them all.
pub(crate) fn stands_above(
    facts: &Facts<'_>,
    superior: &AgencyId,
    below: &[&Agency],
) -> Result<(), Fails> {
    let Some(above) = facts.agencies.get(superior) else {
        return Err(format!("机关{superior}不在执法主体名录中"));
    };
    let name = &above.agency.name;
    for agency in below {
        let known = facts.agencies.get(&agency.id);
        let in_line = known.is_some_and(|it| it.above.contains(superior));
        let governs = name.ends_with("人民政府")
            && agency.id != *superior
            && above.agency.division.covers(&agency.division);
        if !in_line && !governs {
            return Err(format!("{name}不是{}的上级行政机关", agency.name));
        }
    }
    Ok(())
}

/// For whom somebody has to act who does an act of a dispute.
pub(crate) fn acting<'a>(view: &View<'a>, case: &'a Case) -> Vec<&'a AgencyId> {
    let crate::ActKind::Jurisdiction(kind) = view.kind else {
        return Vec::new();
    };
    let dispute = find(case, view.about);
    let handling = &case.opening.agency.id;
    let claimant = dispute
        .and_then(|it| it.claim.as_ref())
        .map(|it| &it.claimant.id);
    let superior = dispute
        .and_then(|it| it.escalation.as_ref())
        .map(|it| &it.superior.id);
    match kind {
        Kind::RaiseDispute => match own(view) {
            Some(Act::RaiseDispute(act)) => vec![&act.filing.agency],
            _ => Vec::new(),
        },
        Kind::TakeUpCase => match own(view) {
            Some(Act::TakeUpCase(act)) => vec![&act.superior],
            _ => Vec::new(),
        },
        Kind::AgreeJurisdiction => vec![handling],
        Kind::WithdrawDispute => claimant.into_iter().collect(),
        Kind::EscalateDispute => claimant.into_iter().chain([handling]).collect(),
        Kind::DesignateJurisdiction => superior.into_iter().collect(),
    }
}
