//! What a referral asks for, and what it forbids.

use calendar::CivilDate;
use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, DossierKind, Step, find, reasons};
use crate::disposal::{Disposal, Ruling};
use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::{ActKind, Case, Clock, DeadlineKind, Fen, measure};

/// A condition of the law for an act of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The case is a penalty.
    OfPenalty,
    /// No other referral is under way.
    NoneUnderWay,
    /// Who decides has not handled the case.
    HeadNotOfGroup,
    /// The dossier has what the regulation asks for.
    DossierComplete,
    /// A refusal is recorded with its reasons.
    RefusalReasoned,
    /// The objection is made in time.
    ObjectionInTime,
    /// The days to object have passed.
    ObjectionOver,
    /// The party was told that goods under a measure go along.
    PartyTold,
    /// Goods named as held under a measure are held under it.
    GoodsHeld,
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::OfPenalty,
        Self::NoneUnderWay,
        Self::HeadNotOfGroup,
        Self::DossierComplete,
        Self::RefusalReasoned,
        Self::ObjectionInTime,
        Self::ObjectionOver,
        Self::PartyTold,
        Self::GoodsHeld,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OfPenalty => "案件为行政处罚案件",
            Self::NoneUnderWay => "没有正在办理的移送",
            Self::HeadNotOfGroup => "决定人未参与本案办理",
            Self::DossierComplete => "移送材料齐全",
            Self::RefusalReasoned => "不予立案载明理由",
            Self::ObjectionInTime => "在三日内提出异议",
            Self::ObjectionOver => "异议期限已届满",
            Self::PartyTold => "物品随案移送已书面告知当事人",
            Self::GoodsHeld => "所列查封、扣押的物品在押",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::OfPenalty => (&reasons::REFERRAL_NOT_OF_PENALTY, PENALTY.paragraph(1)),
            Self::NoneUnderWay => (&reasons::REFERRAL_UNDER_WAY, transfer(5).paragraph(1)),
            Self::HeadNotOfGroup => (
                &reasons::REFERRAL_DECIDED_BY_GROUP,
                transfer(5).paragraph(2),
            ),
            Self::DossierComplete => (&reasons::DOSSIER_INCOMPLETE, transfer(6)),
            Self::RefusalReasoned => (&reasons::REFUSAL_WITHOUT_REASONS, transfer(8)),
            Self::ObjectionInTime => (&reasons::OBJECTION_OUT_OF_TIME, transfer(9)),
            Self::ObjectionOver => (&reasons::OBJECTION_STILL_OPEN, transfer(9)),
            Self::PartyTold => (&reasons::PARTY_NOT_TOLD_OF_GOODS, COERCION),
            Self::GoodsHeld => (&reasons::GOODS_NOT_HELD, COERCION),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::OfPenalty => of_penalty(view),
            Self::NoneUnderWay => none_under_way(view),
            Self::HeadNotOfGroup => head_not_of_group(view),
            Self::DossierComplete => dossier_complete(view),
            Self::RefusalReasoned => refusal_reasoned(view),
            Self::ObjectionInTime => objection_in_time(view),
            Self::ObjectionOver => objection_over(view),
            Self::PartyTold => party_told(view),
            Self::GoodsHeld => goods_held(view),
        }
    }
}

const PENALTY: Citation = Citation::article(Law::AdministrativePenaltyLaw, 27);
const COERCION: Citation = Citation::article(Law::AdministrativeCoercionLaw, 21);

/// Where no fine in place of a transfer is asked for.
pub(crate) const NO_FINE: Citation = transfer(11).paragraph(1);
/// Where a case that ends by transfer is spoken of.
pub(crate) const TRANSFERRED: Citation = Citation::article(Law::AdministrativePenaltyLaw, 57)
    .paragraph(1)
    .item(4);

const fn transfer(article: u16) -> Citation {
    Citation::article(Law::CriminalTransferRegulation, article)
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Referral(act)) => Some(act),
        _ => None,
    }
}

fn of_penalty(view: &View<'_>) -> Result<(), Fails> {
    match view.case {
        Some(case) if case.penalty().is_none() => Err("本案不是行政处罚案件".to_owned()),
        _ => Ok(()),
    }
}

fn none_under_way(view: &View<'_>) -> Result<(), Fails> {
    let pending = view.case.and_then(pending);
    pending.map_or(Ok(()), |(number, step)| {
        Err(format!("第{number}次移送{}", step.zh()))
    })
}

fn head_not_of_group(view: &View<'_>) -> Result<(), Fails> {
    let caller = view.facts.person().and_then(|it| it.officer_id.as_ref());
    let Some((case, caller)) = view.case.zip(caller) else {
        return Ok(());
    };
    let reported = find(case, view.about).is_some_and(|it| it.report.officers.contains(caller));
    if reported || case.handlers.contains(caller) {
        return Err("您参与了本案的办理或者报告".to_owned());
    }
    Ok(())
}

fn dossier_complete(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::TransferCrime(act)) = own(view) else {
        return Ok(());
    };
    let listed = |kind| act.dossier.iter().any(|paper| paper.kind == kind);
    let goods = (!act.goods.is_empty()).then_some(DossierKind::GoodsList);
    let asked = [DossierKind::TransferLetter, DossierKind::InquiryReport];
    let missing = asked.into_iter().chain(goods).find(|kind| !listed(*kind));
    missing.map_or(Ok(()), |kind| Err(format!("缺少{}", kind.zh())))
}

fn refusal_reasoned(view: &View<'_>) -> Result<(), Fails> {
    let (filed, reasons) = match own(view) {
        Some(Act::RecordPoliceAnswer(act)) => (act.filed, &act.reasons),
        Some(Act::RecordReviewAnswer(act)) => (act.filed, &act.reasons),
        Some(Act::RecordSupervision(act)) => (act.filed, &act.reasons),
        _ => return Ok(()),
    };
    if filed || !reasons.is_empty() {
        return Ok(());
    }
    Err("未填写不予立案的理由".to_owned())
}

/// The clock by which a refusal may be objected to, where the referral stands at one.
pub(super) fn objection(step: Step, number: u32) -> Option<Clock> {
    match step {
        Step::PoliceRefused => Some(DeadlineKind::PoliceReview.about(number)),
        Step::ReviewRefused => Some(DeadlineKind::ProsecutorRequest.about(number)),
        _ => None,
    }
}

/// The last day to object, as far as it can be told.
fn last_day(view: &View<'_>) -> Option<CivilDate> {
    let case = view.case?;
    let referral = find(case, view.about)?;
    let running = case.running(objection(referral.step, referral.number)?)?;
    Some(running.firm_due(view.facts.calendar).unwrap_or(running.due))
}

fn objection_in_time(view: &View<'_>) -> Result<(), Fails> {
    let on = match own(view) {
        Some(Act::AskPoliceReview(act)) => act.on,
        Some(Act::AskProsecutor(act)) => act.on,
        _ => view.facts.today(),
    };
    match last_day(view) {
        Some(last) if on <= last => Ok(()),
        Some(last) => Err(format!("异议期限已于{}届满", last.zh())),
        None => Err("异议期限已届满".to_owned()),
    }
}

fn objection_over(view: &View<'_>) -> Result<(), Fails> {
    match last_day(view) {
        Some(last) if view.facts.today() <= last => Err(format!("异议期限至{}止", last.zh())),
        _ => Ok(()),
    }
}

fn party_told(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::HandOverGoods(act)) = own(view) else {
        return Ok(());
    };
    let held = act.goods.iter().any(|goods| goods.measure_number > 0);
    if held && act.party_told.is_none() {
        return Err("查封、扣押的物品一并移送，尚未书面告知当事人".to_owned());
    }
    Ok(())
}

fn goods_held(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::HandOverGoods(act)) => measure::hold_goods(view, &act.goods),
        _ => Ok(()),
    }
}

/// The referral that is under way, if one is.
fn pending(case: &Case) -> Option<(u32, Step)> {
    let mut referrals = case.referrals.iter();
    let pending = referrals.find(|it| !it.step.is_final())?;
    Some((pending.number, pending.step))
}

/// No fine is put in the place of a transfer, nor beside a sentence (行政处罚法 §35, 移送规定 §11). Other kinds of penalty are not
/// barred.
pub(crate) fn fine_allowed(view: &View<'_>) -> Result<(), Fails> {
    let Some(disposal) = view.act.and_then(disposal) else {
        return Ok(());
    };
    let Some(case) = view.case.filter(|_| disposal.fine() > Fen::ZERO) else {
        return Ok(());
    };
    if let Some((_, step)) = pending(case) {
        return Err(format!("涉嫌犯罪案件移送尚未有结果（{}）", step.zh()));
    }
    if case.referrals.iter().any(|it| it.step == Step::Convicted) {
        return Err("人民法院已判处刑罚".to_owned());
    }
    Ok(())
}

/// What an act proposes or decides.
const fn disposal(act: &crate::Act) -> Option<&Disposal> {
    match act {
        crate::Act::Decide(act) => Some(&act.disposal),
        crate::Act::ConcludeInquiry(act) => Some(&act.proposal),
        _ => None,
    }
}

/// The police have filed the case that is to end as transferred to them.
pub(crate) fn police_have_filed(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let to_police = match (view.kind, view.act.and_then(disposal)) {
        (ActKind::CloseTransferred, _) => true,
        (_, Some(disposal)) => matches!(disposal.ruling, Ruling::ToPolice(_)),
        _ => false,
    };
    if !to_police {
        return Ok(());
    }
    let filed = [Step::Filed, Step::GoodsHanded, Step::Convicted];
    if case.referrals.iter().any(|it| filed.contains(&it.step)) {
        return Ok(());
    }
    Err("公安机关尚未立案".to_owned())
}
