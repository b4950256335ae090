//! Acts beside the case's own procedure, and cases taken to one of their steps.

use std::collections::BTreeMap;

use cases_domain::assistance::{
    self, AnswerAssistance, DirectAssistance, EscalateAssistance, RefuseAssistance,
    RequestAssistance, WithdrawAssistance,
};
use cases_domain::handover::{
    self, AcceptHandover, DirectHandover, EscalateHandover, HandedObject, OfferHandover,
    RefuseHandover, WithdrawHandover,
};
use cases_domain::jurisdiction::{
    self, AgreeJurisdiction, DesignateJurisdiction, EscalateDispute, RaiseDispute, TakeUpCase,
    WithdrawDispute,
};
use cases_domain::procedure::Stage as _;
use cases_domain::referral::{
    AcceptRefusal, Act as ReferralAct, AskPoliceReview, AskProsecutor, CriminalOutcome,
    DecideReferral, DossierKind, Goods, HandOverGoods, LapseReview, Paper, RecordForwarding,
    RecordOutcome, RecordPoliceAnswer, RecordPoliceReceipt, RecordReviewAnswer, RecordSupervision,
    ReportCrime, TransferCrime,
};
use cases_domain::*;

use super::{
    AGENCY, Story, agency, day, morning, officer, penalty_at, person, second, subject, text,
};

/// Another department of the district.
pub(crate) const URBAN: &str = "longhai-urban";
/// The government above both.
pub(crate) const GOVERNMENT: &str = "longhai-government";
/// A department of the city above the first.
pub(crate) const CITY: &str = "zhangzhou-market";

fn of(id: &str, name: &str, division: &str) -> Agency {
    Agency {
        id: id.into(),
        name: text(name),
        division: division.into(),
    }
}

pub(crate) fn urban() -> Agency {
    of(URBAN, "漳州市龙海区城市管理和综合执法局", "350604")
}

/// Every agency that the tests name, with those that stand above it.
pub(crate) fn agencies() -> BTreeMap<AgencyId, Known> {
    let government = of(GOVERNMENT, "漳州市龙海区人民政府", "350604");
    let city = of(CITY, "漳州市市场监督管理局", "3506");
    let above = |ids: &[&str]| ids.iter().map(|id| AgencyId::from(*id)).collect();
    let known = [
        (agency(), above(&[CITY])),
        (urban(), above(&[])),
        (government, above(&[])),
        (city, above(&[])),
    ];
    known
        .into_iter()
        .map(|(agency, above)| (agency.id.clone(), Known { agency, above }))
        .collect()
}

/// Lets the agency act whose turn it is, and lets it know what it files.
pub(crate) fn in_turn(story: &Story, act: &Act, facts: &mut Facts<'_>) {
    use cases_domain::assistance::Act as A;
    use cases_domain::handover::Act as H;
    use cases_domain::jurisdiction::Act as J;
    let agency = match act {
        Act::Handover(H::AcceptHandover(_) | H::RefuseHandover(_))
        | Act::Jurisdiction(J::RaiseDispute(_) | J::WithdrawDispute(_))
        | Act::Assistance(A::AnswerAssistance(_) | A::RefuseAssistance(_)) => URBAN,
        Act::Handover(H::DirectHandover(_))
        | Act::Jurisdiction(J::DesignateJurisdiction(_))
        | Act::Assistance(A::DirectAssistance(_)) => GOVERNMENT,
        Act::Jurisdiction(J::TakeUpCase(_)) => CITY,
        _ => AGENCY,
    };
    if agency != AGENCY {
        let other = |id: &str| Officer {
            agency: agency.into(),
            ..officer(id, "他人")
        };
        facts.caller = person(other("o-other"), &[act.kind().right()]);
        facts.co_officer = Some(other("o-chen"));
    }
    if act.filing().is_some() && !act.kind().opens() {
        let mut opening = super::opening(story.item.clone(), story.party.clone());
        opening.id = CaseId(uuid::Uuid::from_u128(8));
        opening.code = CaseCode::from_random([8; 10]);
        opening.agency = Some(urban());
        let held = Competence::Held(vec![subject(URBAN, "漳州市龙海区城市管理和综合执法局")]);
        opening.competence = BTreeMap::from([(story.item.snapshot.id.clone(), held)]);
        facts.opening = Some(opening);
    }
}

pub(crate) fn close_transferred() -> Act {
    Act::CloseTransferred(Close {
        conclusion: text("公安机关已立案，移送结案"),
    })
}

pub(crate) fn report() -> Act {
    Act::Referral(ReferralAct::ReportCrime(ReportCrime {
        co_officer: second(),
        crime: text("生产、销售伪劣产品罪"),
        facts: text("销售金额六万元"),
        opinion: text("已达追诉标准"),
    }))
}

pub(crate) fn decide_referral(approved: bool) -> Act {
    Act::Referral(ReferralAct::DecideReferral(DecideReferral {
        number: 1,
        approved,
        reasons: text("涉嫌犯罪事实清楚"),
    }))
}

pub(crate) fn goods(measure_number: u32) -> Goods {
    Goods {
        name: text("伪劣食品"),
        quantity: text("120箱"),
        measure_number,
    }
}

pub(crate) fn paper(kind: DossierKind) -> Paper {
    Paper {
        kind,
        title: text(kind.zh()),
    }
}

pub(crate) fn transfer(on: CivilDate) -> Act {
    Act::Referral(ReferralAct::TransferCrime(TransferCrime {
        number: 1,
        police: text("漳州市公安局龙海分局"),
        prosecutor: text("漳州市龙海区人民检察院"),
        dossier: vec![
            paper(DossierKind::TransferLetter),
            paper(DossierKind::InquiryReport),
            paper(DossierKind::GoodsList),
        ],
        goods: vec![goods(1)],
        at: morning(on),
    }))
}

pub(crate) fn receipt(on: CivilDate) -> Act {
    Act::Referral(ReferralAct::RecordPoliceReceipt(RecordPoliceReceipt {
        number: 1,
        receiver: text("民警甲"),
        receipt: text("龙公（经）受〔2026〕5号"),
        on,
    }))
}

pub(crate) fn forwarding(on: CivilDate) -> Act {
    Act::Referral(ReferralAct::RecordForwarding(RecordForwarding {
        number: 1,
        police: text("漳州市公安局"),
        on,
    }))
}

pub(crate) fn police_answer(filed: bool, on: CivilDate) -> Act {
    Act::Referral(ReferralAct::RecordPoliceAnswer(RecordPoliceAnswer {
        number: 1,
        filed,
        document: text("龙公（经）不立〔2026〕3号"),
        reasons: text(if filed { "" } else { "情节显著轻微" }),
        on,
    }))
}

pub(crate) fn ask_review(on: CivilDate) -> Act {
    Act::Referral(ReferralAct::AskPoliceReview(AskPoliceReview {
        number: 1,
        grounds: text("销售金额已达追诉标准"),
        on,
    }))
}

pub(crate) fn review_answer(filed: bool, on: CivilDate) -> Act {
    Act::Referral(ReferralAct::RecordReviewAnswer(RecordReviewAnswer {
        number: 1,
        filed,
        document: text("龙公复〔2026〕1号"),
        reasons: text("维持原决定"),
        on,
    }))
}

pub(crate) fn ask_prosecutor(on: CivilDate) -> Act {
    Act::Referral(ReferralAct::AskProsecutor(AskProsecutor {
        number: 1,
        prosecutor: text("漳州市龙海区人民检察院"),
        grounds: text("应当立案而不立案"),
        on,
    }))
}

pub(crate) fn supervision(filed: bool, on: CivilDate) -> Act {
    Act::Referral(ReferralAct::RecordSupervision(RecordSupervision {
        number: 1,
        filed,
        document: text("龙检通立〔2026〕2号"),
        reasons: text("不立案理由成立"),
        on,
    }))
}

pub(crate) fn accept_refusal() -> Act {
    Act::Referral(ReferralAct::AcceptRefusal(AcceptRefusal {
        number: 1,
        reasons: text("依法作行政处理"),
    }))
}

pub(crate) fn lapse_review() -> Act {
    Act::Referral(ReferralAct::LapseReview(LapseReview { number: 1 }))
}

pub(crate) fn hand_over_goods(told: Option<CivilDate>, on: CivilDate) -> Act {
    Act::Referral(ReferralAct::HandOverGoods(HandOverGoods {
        number: 1,
        goods: vec![goods(0)],
        material: text("案卷材料一册"),
        receiver: text("民警甲"),
        party_told: told,
        on,
    }))
}

pub(crate) fn outcome(outcome: CriminalOutcome, on: CivilDate) -> Act {
    Act::Referral(ReferralAct::RecordOutcome(RecordOutcome {
        number: 1,
        outcome,
        document: text("（2026）闽0604刑初88号"),
        criminal_fine: Fen::yuan(50_000),
        prosecutor_opinion: text("建议依法给予行政处罚"),
        on,
    }))
}

/// A filed case with evidence whose referral has just reached a step.
pub(crate) fn referred_to(step: &str) -> Story {
    let mut story = penalty_at("FILED");
    let at = |story: &Story| story.case().referrals[0].step.name().to_owned();
    let convicted = CriminalOutcome::Convicted;
    let path: Vec<(&str, Act)> = match step {
        "NOT_APPROVED" => vec![("2026-03-05", decide_referral(false))],
        "POLICE_REFUSED" | "UNDER_REVIEW" | "REVIEW_REFUSED" | "UNDER_SUPERVISION"
        | "NOT_FILED" => vec![
            ("2026-03-05", decide_referral(true)),
            ("2026-03-06", transfer(day("2026-03-06"))),
            ("2026-03-06", receipt(day("2026-03-06"))),
            ("2026-03-09", police_answer(false, day("2026-03-09"))),
            ("2026-03-11", ask_review(day("2026-03-11"))),
            ("2026-03-13", review_answer(false, day("2026-03-13"))),
            ("2026-03-16", ask_prosecutor(day("2026-03-16"))),
            ("2026-03-26", supervision(false, day("2026-03-26"))),
        ],
        _ => vec![
            ("2026-03-05", decide_referral(true)),
            ("2026-03-06", transfer(day("2026-03-06"))),
            ("2026-03-06", receipt(day("2026-03-06"))),
            ("2026-03-09", police_answer(true, day("2026-03-09"))),
            (
                "2026-03-12",
                hand_over_goods(Some(day("2026-03-12")), day("2026-03-12")),
            ),
            (
                "2026-09-01",
                outcome(
                    if step == "RETURNED" {
                        CriminalOutcome::NotProsecuted
                    } else {
                        convicted
                    },
                    day("2026-09-01"),
                ),
            ),
        ],
    };
    story.then("2026-03-04").act(&report());
    for (today, act) in path {
        if at(&story) == step {
            return story;
        }
        story.then(today).act(&act);
    }
    assert_eq!(at(&story), step, "no such step");
    story
}

pub(crate) fn offer(to: &str) -> Act {
    Act::Handover(handover::Act::OfferHandover(OfferHandover {
        to: to.into(),
        reasons: text("违法行为属于城市管理领域"),
        objects: vec![HandedObject {
            name: text("占道经营工具"),
            quantity: text("1套"),
            custodian: text("本局物品保管室"),
        }],
    }))
}

pub(crate) fn accept(case: &Case) -> Act {
    let filing = handover::filing(case, &URBAN.into(), &"".into(), second().as_ref());
    Act::Handover(handover::Act::AcceptHandover(AcceptHandover {
        number: 1,
        filing: filing.expect("a penalty"),
    }))
}

pub(crate) fn refuse_handover() -> Act {
    Act::Handover(handover::Act::RefuseHandover(RefuseHandover {
        number: 1,
        reasons: text("不属于本机关职责"),
    }))
}

pub(crate) fn escalate_handover(superior: &str) -> Act {
    Act::Handover(handover::Act::EscalateHandover(EscalateHandover {
        number: 1,
        superior: superior.into(),
        reasons: text("双方意见不一致"),
    }))
}

pub(crate) fn direct_handover(take: bool) -> Act {
    Act::Handover(handover::Act::DirectHandover(DirectHandover {
        number: 1,
        take,
        reasons: text("按职责分工"),
    }))
}

pub(crate) fn withdraw_handover() -> Act {
    Act::Handover(handover::Act::WithdrawHandover(WithdrawHandover {
        number: 1,
        reasons: text("继续由本机关办理"),
    }))
}

/// A concluded case whose handover has just reached a step; accepted: the sender's.
pub(crate) fn handed_to(step: &str) -> Story {
    let mut story = penalty_at("CONCLUDED");
    story.act(&offer(URBAN));
    let path: Vec<Act> = match step {
        "OFFERED" => vec![],
        "ACCEPTED" => vec![accept(story.case())],
        "WITHDRAWN" => vec![withdraw_handover()],
        "REFUSED" => vec![refuse_handover()],
        "ESCALATED" => vec![refuse_handover(), escalate_handover(GOVERNMENT)],
        _ => vec![
            refuse_handover(),
            escalate_handover(GOVERNMENT),
            direct_handover(step == "DIRECTED"),
        ],
    };
    for act in path {
        story.act(&act);
    }
    assert_eq!(story.case().handovers[0].step.name(), step);
    story
}

pub(crate) fn raise(case: &Case) -> Act {
    let filing = handover::filing(case, &URBAN.into(), &"".into(), None);
    Act::Jurisdiction(jurisdiction::Act::RaiseDispute(RaiseDispute {
        filing: filing.expect("a penalty"),
        grounds: text("本机关亦有管辖权且先发现"),
    }))
}

pub(crate) fn agree(stays: bool) -> Act {
    Act::Jurisdiction(jurisdiction::Act::AgreeJurisdiction(AgreeJurisdiction {
        number: 1,
        stays,
        agreement: text("管辖协商纪要1号"),
    }))
}

pub(crate) fn withdraw_dispute() -> Act {
    Act::Jurisdiction(jurisdiction::Act::WithdrawDispute(WithdrawDispute {
        number: 1,
        reasons: text("同意由先立案机关办理"),
    }))
}

pub(crate) fn escalate_dispute(superior: &str) -> Act {
    Act::Jurisdiction(jurisdiction::Act::EscalateDispute(EscalateDispute {
        number: 1,
        superior: superior.into(),
        grounds: text("协商不成"),
    }))
}

pub(crate) fn designate(stays: bool) -> Act {
    Act::Jurisdiction(jurisdiction::Act::DesignateJurisdiction(
        DesignateJurisdiction {
            number: 1,
            stays,
            reasons: text("便于查处"),
        },
    ))
}

pub(crate) fn take_up(to: &str) -> Act {
    Act::Jurisdiction(jurisdiction::Act::TakeUpCase(TakeUpCase {
        superior: CITY.into(),
        to: to.into(),
        reasons: text("案情重大"),
    }))
}

/// A concluded case whose dispute has just reached a step.
pub(crate) fn disputed_to(step: &str) -> Story {
    let mut story = penalty_at("CONCLUDED");
    story.act(&raise(story.case()));
    match step {
        "NEGOTIATING" => {}
        "ESCALATED" => {
            story.act(&escalate_dispute(GOVERNMENT));
        }
        _ => {
            story.act(&agree(step == "KEPT"));
        }
    }
    assert_eq!(story.case().disputes[0].step.name(), step);
    story
}

pub(crate) fn ask(from: &str) -> Act {
    Act::Assistance(assistance::Act::RequestAssistance(RequestAssistance {
        from: from.into(),
        matter: text("提供该场所的城管执法记录"),
        grounds: text("查明违法行为持续时间"),
    }))
}

pub(crate) fn answer() -> Act {
    Act::Assistance(assistance::Act::AnswerAssistance(AnswerAssistance {
        number: 1,
        answer: text("自2026年1月起有三次记录"),
        material: text("记录复印件3页"),
    }))
}

pub(crate) fn refuse_assistance() -> Act {
    Act::Assistance(assistance::Act::RefuseAssistance(RefuseAssistance {
        number: 1,
        reasons: text("不属于本机关职责"),
    }))
}

pub(crate) fn escalate_assistance(superior: &str) -> Act {
    Act::Assistance(assistance::Act::EscalateAssistance(EscalateAssistance {
        number: 1,
        superior: superior.into(),
        reasons: text("请求合法"),
    }))
}

pub(crate) fn direct_assistance(assist: bool) -> Act {
    Act::Assistance(assistance::Act::DirectAssistance(DirectAssistance {
        number: 1,
        assist,
        reasons: text("属于协助范围"),
    }))
}

pub(crate) fn withdraw_assistance() -> Act {
    Act::Assistance(assistance::Act::WithdrawAssistance(WithdrawAssistance {
        number: 1,
        reasons: text("已自行查明"),
    }))
}

/// A filed case whose request for assistance has just reached a step.
pub(crate) fn asked_to(step: &str) -> Story {
    let mut story = penalty_at("FILED");
    story.act(&ask(URBAN));
    let path: Vec<Act> = match step {
        "REQUESTED" => vec![],
        "ANSWERED" => vec![answer()],
        "WITHDRAWN" => vec![withdraw_assistance()],
        "REFUSED" => vec![refuse_assistance()],
        "ESCALATED" => vec![refuse_assistance(), escalate_assistance(GOVERNMENT)],
        _ => vec![
            refuse_assistance(),
            escalate_assistance(GOVERNMENT),
            direct_assistance(step == "DIRECTED"),
        ],
    };
    for act in path {
        story.act(&act);
    }
    assert_eq!(story.case().assistances[0].step.name(), step);
    story
}

/// What the register says of another agency's case on the same act, decided with a fine.
pub(crate) fn fined_elsewhere(case: &Case) -> register::Filing {
    let mut other = register::filing(case).expect("a penalty");
    other.case = CaseId(uuid::Uuid::from_u128(99));
    other.code = CaseCode::from_random([9; 10]);
    other.agency = urban();
    other.standing = register::Standing::Fined;
    other.fine = Fen::yuan(5000);
    other.decided_on = Some(day("2026-03-01"));
    other
}
