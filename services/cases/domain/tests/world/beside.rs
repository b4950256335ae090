//! Acts beside the case's own procedure, and cases taken to one of their steps.

use cases_domain::procedure::Stage as _;
use cases_domain::referral::{
    AcceptRefusal, Act as ReferralAct, AskPoliceReview, AskProsecutor, CriminalOutcome,
    DecideReferral, DossierKind, Goods, HandOverGoods, LapseReview, Paper, RecordForwarding,
    RecordOutcome, RecordPoliceAnswer, RecordPoliceReceipt, RecordReviewAnswer, RecordSupervision,
    ReportCrime, TransferCrime,
};
use cases_domain::*;

use super::{Story, day, morning, penalty_at, second, text};

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
        goods: vec![goods(1)],
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
