//! Acts of an inquiry beside the case's own procedure: preserving, testing, standing still.

use cases_domain::interview::{
    Act as InterviewAct, Held, Interviewee, Missed, RecordInterview, RecordNotReached, Role,
};
use cases_domain::offsite::{
    Act as OffsiteAct, Device, Paper, RecordCapture, Taken, TellCapture, VerifyCapture,
};
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
pub(crate) fn interview(on: CivilDate, role: Role) -> Act {
    Act::Interview(InterviewAct::RecordInterview(RecordInterview {
        co_officer: second(),
        held: Held {
            whom: Interviewee {
                name: text("王某"),
                role,
                relation: text("仓库负责人"),
            },
            place: text("当事人办公室"),
            started: morning(on) - Duration::minutes(40),
            ended: morning(on) - Duration::minutes(5),
            record: text("问：标签由谁印制？答：本公司自行印制。"),
            signature: signed(),
        },
        certificates_shown: true,
        rights_told: true,
        alone: true,
    }))
}

pub(crate) fn not_reached(on: CivilDate) -> Act {
    Act::Interview(InterviewAct::RecordNotReached(RecordNotReached {
        co_officer: second(),
        missed: Missed {
            attempts: text("两次上门无人，登记电话停机"),
            at: morning(on) - Duration::minutes(5),
        },
    }))
}

pub(crate) fn capture(on: CivilDate) -> Act {
    let paper = |reference: &str| {
        Some(Paper {
            reference: text(reference),
            on: day("2025-06-01"),
        })
    };
    Act::Offsite(OffsiteAct::RecordCapture(RecordCapture {
        taken: Taken {
            device: Device {
                number: text("LH-S35-01"),
                place: text("省道311线K12+300"),
                basis: text("公路安全保护条例第四十条"),
                legal_review: paper("龙法审〔2025〕6号"),
                technical_review: paper("闽检测〔2025〕118号"),
                publication: paper("龙海区人民政府网站公告〔2025〕9号"),
            },
            shows: text("车货总重超限百分之三十"),
            at: morning(on) - Duration::minutes(90),
            content_hash: "ab".repeat(32),
        },
    }))
}

pub(crate) fn verify_capture(sound: bool) -> Act {
    Act::Offsite(OffsiteAct::VerifyCapture(VerifyCapture {
        number: 1,
        sound,
        opinion: text("图像清晰，称重数据完整"),
    }))
}

pub(crate) fn tell_capture(on: CivilDate) -> Act {
    Act::Offsite(OffsiteAct::TellCapture(TellCapture {
        number: 1,
        service: direct(on),
        access: text("凭车牌号在政务服务网查询、提交陈述申辩"),
    }))
}
