//! Acts of an inquiry beside the case's own procedure: preserving, testing, standing still.

use cases_domain::preservation::{
    Act as PreservationAct, ApplyForPreservation, CarryOutPreservation, DecidePreservation,
    Disposition, DropPreservation, Fate, HandlePreserved, Manner, Object, Plan, PreserveAtOnce,
    ReportPreservation,
};
use cases_domain::suspension::{
    Act as SuspensionAct, DecideExtension, DecideSuspension, Ground, ProposeExtension,
    ProposeSuspension, ResumeInquiry,
};
use cases_domain::testing::{
    AbandonTesting, Act as TestingAct, EntrustRetest, EntrustTesting, Institution, Order, Outcome,
    RecordResult, Retest, ReturnSample, Sample, SendSample, TakeSample, TellResult, TestingKind,
};
use cases_domain::*;
use chrono::Duration;

use super::{day, direct, morning, second, signed, text};

pub(crate) fn plan() -> Plan {
    let object = |name: &str| Object {
        name: text(name),
        spec: text("500克/袋"),
        quantity: text("20"),
        unit: text("袋"),
        condition: text("完好"),
    };
    Plan {
        grounds: text("证据可能灭失"),
        place: text("当事人仓库"),
        manner: Manner::OnTheSpot,
        objects: vec![object("标签不合格食品"), object("进货单据")],
    }
}

pub(crate) fn apply() -> Act {
    Act::Preservation(PreservationAct::ApplyForPreservation(
        ApplyForPreservation { plan: plan() },
    ))
}

pub(crate) fn decide_preservation(approved: bool) -> Act {
    Act::Preservation(PreservationAct::DecidePreservation(DecidePreservation {
        number: 1,
        approved,
        reasons: text("情况属实"),
    }))
}

pub(crate) fn carry_out(on: CivilDate) -> Act {
    Act::Preservation(PreservationAct::CarryOutPreservation(
        CarryOutPreservation {
            number: 1,
            co_officer: second(),
            at: morning(on) - Duration::minutes(5),
            signature: signed(),
        },
    ))
}

pub(crate) fn at_once(on: CivilDate) -> Act {
    Act::Preservation(PreservationAct::PreserveAtOnce(PreserveAtOnce {
        co_officer: second(),
        plan: plan(),
        at: morning(on) - Duration::minutes(5),
        signature: signed(),
    }))
}

pub(crate) fn report_preservation() -> Act {
    Act::Preservation(PreservationAct::ReportPreservation(ReportPreservation {
        number: 1,
        report: text("现场正在转移货物"),
    }))
}

pub(crate) fn fate(object: u32, disposition: Disposition) -> Fate {
    Fate {
        object,
        disposition,
        measure: 0,
        remark: String::new(),
    }
}

pub(crate) fn handle(on: CivilDate) -> Act {
    Act::Preservation(PreservationAct::HandlePreserved(HandlePreserved {
        number: 1,
        co_officer: second(),
        fates: vec![
            fate(1, Disposition::ConfiscationProposed),
            fate(2, Disposition::CopiedAndReturned),
        ],
        service: direct(on),
    }))
}

pub(crate) fn give_up() -> Act {
    Act::Preservation(PreservationAct::DropPreservation(DropPreservation {
        number: 1,
        reasons: text("当事人已提供"),
    }))
}

pub(crate) fn lapse_preservation() -> Act {
    Act::Preservation(PreservationAct::LapsePreservation(1))
}

pub(crate) fn take_sample(on: CivilDate) -> Act {
    Act::Testing(TestingAct::TakeSample(TakeSample {
        co_officer: second(),
        sample: Sample {
            what: text("批次20260201食品"),
            base: text("20袋"),
            quantity: text("4袋"),
            counterpart: text("备份2袋，封存于本机关"),
            without_counterpart: String::new(),
            place: text("当事人仓库"),
            at: morning(on) - Duration::minutes(5),
            signature: signed(),
        },
    }))
}

pub(crate) fn order_until(on: CivilDate, until: CivilDate, name: &str) -> Order {
    Order {
        kind: TestingKind::Inspection,
        object: text("批次20260201食品"),
        questions: text("标签所列营养成分是否属实"),
        institution: Institution {
            name: text(name),
            qualification: format!("CMA-{name}"),
            qualified_until: day("2028-12-31"),
        },
        until,
        measure: 0,
        service: direct(on),
        by: "".into(),
    }
}

pub(crate) fn order(on: CivilDate) -> Order {
    order_until(on, on.add_days(20), "省质检院")
}

pub(crate) fn send_sample(on: CivilDate) -> Act {
    Act::Testing(TestingAct::SendSample(SendSample {
        number: 1,
        order: order(on),
    }))
}

pub(crate) fn return_sample() -> Act {
    Act::Testing(TestingAct::ReturnSample(ReturnSample {
        number: 1,
        reasons: text("无需检验"),
    }))
}

pub(crate) fn entrust(on: CivilDate) -> Act {
    Act::Testing(TestingAct::EntrustTesting(EntrustTesting {
        order: order(on),
    }))
}

pub(crate) fn result_of(number: u32, on: CivilDate) -> Act {
    Act::Testing(TestingAct::RecordResult(RecordResult {
        number,
        outcome: Outcome {
            report: text("闽质检〔2026〕118号"),
            conclusion: text("不合格"),
            on,
            content_hash: String::new(),
        },
    }))
}

pub(crate) fn abandon() -> Act {
    Act::Testing(TestingAct::AbandonTesting(AbandonTesting {
        number: 1,
        reasons: text("样品损坏"),
    }))
}

pub(crate) fn tell(on: CivilDate, until: Option<CivilDate>) -> Act {
    Act::Testing(TestingAct::TellResult(TellResult {
        number: 1,
        service: direct(on),
        retest: until.map(|until| Retest {
            until,
            basis: text("食品安全法第八十八条"),
        }),
    }))
}

pub(crate) fn retest(asked_on: CivilDate, on: CivilDate) -> Act {
    Act::Testing(TestingAct::EntrustRetest(EntrustRetest {
        number: 1,
        asked_on,
        order: order_until(on, on.add_days(15), "国家质检中心"),
    }))
}

pub(crate) fn lapse_retest() -> Act {
    Act::Testing(TestingAct::LapseRetest(1))
}

pub(crate) fn propose_suspension() -> Act {
    Act::Suspension(SuspensionAct::ProposeSuspension(ProposeSuspension {
        ground: Ground::RelatedCase,
        reasons: text("等待法院判决"),
    }))
}

pub(crate) fn decide_suspension(number: u32, approved: bool) -> Act {
    Act::Suspension(SuspensionAct::DecideSuspension(DecideSuspension {
        number,
        approved,
        reasons: text("情况属实"),
    }))
}

pub(crate) fn resume(number: u32) -> Act {
    Act::Suspension(SuspensionAct::ResumeInquiry(ResumeInquiry {
        number,
        reasons: text("判决已生效"),
    }))
}

pub(crate) fn propose_extension(days: u32) -> Act {
    Act::Suspension(SuspensionAct::ProposeExtension(ProposeExtension {
        days,
        reasons: text("案情复杂"),
    }))
}

pub(crate) fn decide_extension(number: u32, approved: bool, meeting: &str) -> Act {
    Act::Suspension(SuspensionAct::DecideExtension(DecideExtension {
        number,
        approved,
        reasons: text("案情复杂"),
        meeting: text(meeting),
        instrument: String::new(),
    }))
}

pub(crate) fn terminate() -> Act {
    Act::TerminateCase(EndCase {
        ground: EndGround::OrganisationEnded,
        reasons: text("公司已注销，没有承受人"),
    })
}

pub(crate) fn withdraw() -> Act {
    Act::WithdrawCase(EndCase {
        ground: EndGround::Unfounded,
        reasons: text("违法事实不成立"),
    })
}
