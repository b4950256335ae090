//! What a handover asks for, and what it forbids.

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, Step, find, reasons};
use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::procedure::penalty::Step as PenaltyStep;
use crate::{AgencyId, Case, jurisdiction};

/// A condition of the law for an act of a handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The case is a penalty without a decision.
    BeforeDecision,
    /// No other handover is under way.
    NoneUnderWay,
    /// The receiver is another enforcement subject.
    ReceiverQualified,
    /// Where an agency was designated, it is the receiver.
    ReceiverDesignated,
    /// What is accepted is what was offered.
    SameMatter,
    /// Nobody has designated the receiver.
    NotBound,
    /// The superior is one of both agencies.
    CommonSuperior,
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::BeforeDecision,
        Self::NoneUnderWay,
        Self::ReceiverQualified,
        Self::ReceiverDesignated,
        Self::SameMatter,
        Self::NotBound,
        Self::CommonSuperior,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::BeforeDecision => "行政处罚案件尚未作出决定",
            Self::NoneUnderWay => "没有正在办理的移送",
            Self::ReceiverQualified => "接收机关具有行政执法主体资格",
            Self::ReceiverDesignated => "接收机关与指定管辖相符",
            Self::SameMatter => "接收的案件与移送的一致",
            Self::NotBound => "接收机关未经指定管辖",
            Self::CommonSuperior => "由双方共同的上一级行政机关决定",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::BeforeDecision => (&reasons::HANDOVER_NOT_POSSIBLE, penalty(22)),
            Self::NoneUnderWay => (&reasons::HANDOVER_UNDER_WAY, penalty(22)),
            Self::ReceiverQualified => (&reasons::RECEIVER_NOT_QUALIFIED, penalty(22)),
            Self::ReceiverDesignated => {
                (&reasons::RECEIVER_NOT_DESIGNATED, penalty(25).paragraph(2))
            }
            Self::SameMatter => (&reasons::HANDOVER_NOT_AS_OFFERED, penalty(22)),
            Self::NotBound => (&reasons::RECEIVER_BOUND, penalty(25).paragraph(2)),
            Self::CommonSuperior => (&reasons::NOT_A_COMMON_SUPERIOR, penalty(25).paragraph(2)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::BeforeDecision => before_decision(view),
            Self::NoneUnderWay => none_under_way(view),
            Self::ReceiverQualified => receiver_qualified(view),
            Self::ReceiverDesignated => receiver_designated(view),
            Self::SameMatter => same_matter(view),
            Self::NotBound => not_bound(view),
            Self::CommonSuperior => common_superior(view),
        }
    }
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

/// Where a case that another agency is to handle is spoken of.
pub(crate) const ELSEWHERE: Citation = penalty(25).paragraph(2);

const fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Handover(act)) => Some(act),
        _ => None,
    }
}

/// A penalty that nobody has decided yet: what may still change hands.
pub(crate) fn before_decision(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    match case.penalty().map(|penalty| penalty.step) {
        Some(
            PenaltyStep::Filed
            | PenaltyStep::Concluded
            | PenaltyStep::Reviewed
            | PenaltyStep::Noticed
            | PenaltyStep::Heard,
        ) => Ok(()),
        Some(step) => Err(format!("案件{}", step.zh())),
        None => Err("本案不是行政处罚案件".to_owned()),
    }
}

fn none_under_way(view: &View<'_>) -> Result<(), Fails> {
    let under_way = view.case.and_then(under_way);
    under_way.map_or(Ok(()), |(number, step)| {
        Err(format!("第{number}次移送{}", step.zh()))
    })
}

/// The handover that has begun and not ended.
fn under_way(case: &Case) -> Option<(u32, Step)> {
    let open = case.handovers.iter().find(|it| !it.step.is_final())?;
    Some((open.number, open.step))
}

fn receiver_qualified(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::OfferHandover(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    if act.to == case.opening.agency.id {
        return Err("接收机关就是本机关".to_owned());
    }
    if view.facts.agencies.contains_key(&act.to) {
        return Ok(());
    }
    Err(format!("机关{}在办理之日不具有行政执法主体资格", act.to))
}

fn receiver_designated(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::OfferHandover(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    match jurisdiction::elsewhere(case) {
        Some(agency) if agency.id != act.to => Err(format!("本案已确定由{}管辖", agency.name)),
        _ => Ok(()),
    }
}

fn same_matter(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::AcceptHandover(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let filing = &act.filing;
    let of_case = super::filing(
        case,
        &filing.agency,
        &filing.item,
        filing.co_officer.as_ref(),
    );
    let receiver = find(case, view.about).map(|it| &it.offer.to.id);
    if of_case.as_ref() == Some(filing) && receiver == Some(&filing.agency) {
        return Ok(());
    }
    Err("接收机关、当事人或者违法行为与移送的不一致".to_owned())
}

fn not_bound(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    match jurisdiction::elsewhere(case) {
        Some(agency) => Err(format!("本案已确定由{}管辖", agency.name)),
        None => Ok(()),
    }
}

fn common_superior(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::EscalateHandover(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let Some(handover) = find(case, view.about) else {
        return Ok(());
    };
    let both = [&case.opening.agency, &handover.offer.to];
    jurisdiction::stands_above(view.facts, &act.superior, &both)
}

/// For whom somebody has to act who does an act of a handover.
pub(crate) fn acting<'a>(view: &View<'a>, case: &'a Case) -> Vec<&'a AgencyId> {
    use super::Kind;
    let crate::ActKind::Handover(kind) = view.kind else {
        return Vec::new();
    };
    let handover = find(case, view.about);
    let receiver = handover.map(|it| &it.offer.to.id);
    let superior = handover.and_then(|it| it.escalation.as_ref());
    match kind {
        Kind::OfferHandover | Kind::EscalateHandover | Kind::WithdrawHandover => {
            vec![&case.opening.agency.id]
        }
        Kind::AcceptHandover | Kind::RefuseHandover => receiver.into_iter().collect(),
        Kind::DirectHandover => superior.map(|it| &it.superior.id).into_iter().collect(),
    }
}

/// Nobody else is to handle the case, and nobody else claims to.
pub(crate) fn in_charge(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    if let Some((number, step)) = under_way(case) {
        return Err(format!("第{number}次移送{}", step.zh()));
    }
    jurisdiction::settled(case)
}
