//! Measures of compulsion and executions by force: acts, and cases taken to one of their steps.

use cases_domain::execution::{
    Answer, ApplyToCourt, BreakAgreement, CarryOut, ClearAtOnce, DecideExecution, DecideSubstitute,
    Harm, HearResponse, MakeAgreement, NotifyCleared, Obligation, RecordCourtAnswer,
    RecordPerformance, ResumeExecution, ServeExecution, Spill, Stage, Substitute, SuspendExecution,
    SuspensionGround, TerminateExecution, TerminationGround, Urge, UrgeAgain,
};
use cases_domain::measure::{
    ApplyForMeasure, ApproveMeasure, CarryMeasure, DisposeEarly, EndTesting, ExtendMeasure,
    FreezeDeposit, HandleObjects, Handling, ImplementAtOnce, ImplementMeasure, Listed, MeasureKind,
    ReleaseGround, ReleaseObjects, ReturnObjects, Returning, Site, TellExtension, TestObjects,
    Unfreeze,
};
use cases_domain::procedure::Stage as _;
use cases_domain::*;
use chrono::{DateTime, Duration, Utc};

use super::{
    AGENCY, DIVISION, Story, acts, day, direct, item, morning, penalty_at, second, signed, subject,
    text,
};

/// An item of compulsion that gives every power.
pub(crate) fn power() -> CompulsionFacts {
    CompulsionFacts {
        item: Some(item(
            "i-force",
            ItemKind::Compulsion,
            Domain::MarketSupervision,
        )),
        means: Means::ALL.iter().copied().collect(),
        place: DIVISION.into(),
        competence: Some(Competence::Held(vec![subject(
            AGENCY,
            "漳州市龙海区市场监督管理局",
        )])),
    }
}

pub(crate) fn measure(act: measure::Act) -> Act {
    Act::Measure(Box::new(act))
}

pub(crate) fn execution(act: execution::Act) -> Act {
    Act::Execution(Box::new(act))
}

pub(crate) fn apply(kind: MeasureKind) -> Act {
    measure(measure::Act::ApplyForMeasure(ApplyForMeasure {
        kind,
        item: "i-force".into(),
        reasons: text("防止证据损毁、危害扩大"),
    }))
}

pub(crate) fn approve(granted: bool) -> Act {
    measure(measure::Act::ApproveMeasure(ApproveMeasure {
        number: 1,
        granted,
        reasons: text("情况属实"),
    }))
}

pub(crate) fn withdraw() -> Act {
    measure(measure::Act::WithdrawApplication {
        number: 1,
        reasons: text("当事人已自行下架"),
    })
}

/// A record of half an hour from a moment on that lacks nothing.
pub(crate) fn site(started: DateTime<Utc>) -> Site {
    Site {
        place: text("石码街道解放路1号仓库"),
        started,
        ended: started + Duration::minutes(20),
        certificates_shown: true,
        party_present: true,
        reasons_told: true,
        statement: text("无异议"),
        heard: true,
        handed_over: true,
        list_copies: 2,
        signature: signed(),
        recording: text("ZFJL-0001"),
    }
}

pub(crate) fn listed(name: &str, perishable: bool) -> Listed {
    Listed {
        name: text(name),
        specification: text("500克/袋"),
        quantity: text("120"),
        unit: text("袋"),
        condition: text("外包装完好"),
        custody: text("本局涉案物品仓库"),
        custodian: text("保管员甲"),
        perishable,
        related: true,
        necessity: false,
        seized_elsewhere: false,
    }
}

pub(crate) fn things() -> Vec<Listed> {
    vec![listed("标签不合格糕点", true), listed("包装袋", false)]
}

pub(crate) fn implement(started: DateTime<Utc>) -> Act {
    measure(measure::Act::ImplementMeasure(ImplementMeasure {
        number: 1,
        co_officer: second(),
        site: site(started),
        objects: things(),
        term_days: None,
    }))
}

pub(crate) fn at_once(kind: MeasureKind, started: DateTime<Utc>) -> Act {
    measure(measure::Act::ImplementAtOnce(ImplementAtOnce {
        kind,
        item: "i-force".into(),
        reasons: text("涉嫌销售不符合食品安全标准的食品"),
        emergency: text("当事人正在装车转移"),
        co_officer: second(),
        site: site(started),
        objects: things(),
        term_days: (kind == MeasureKind::Other).then_some(15),
    }))
}

pub(crate) fn freeze(at: DateTime<Utc>) -> Act {
    measure(measure::Act::FreezeDeposit(FreezeDeposit {
        number: 1,
        co_officer: second(),
        bank: text("龙海农村商业银行"),
        account: text("6221********0016"),
        amount: Fen::yuan(5000),
        involved: Fen::yuan(6000),
        frozen_elsewhere: false,
        certificates_shown: true,
        bank_notified: true,
        at,
    }))
}

pub(crate) fn serve_freeze(on: CivilDate) -> Act {
    measure(measure::Act::ServeFreezeDecision {
        number: 1,
        service: direct(on),
    })
}

pub(crate) fn extend(days: u32) -> Act {
    measure(measure::Act::ExtendMeasure(extension(days)))
}

pub(crate) fn extend_freeze(days: u32) -> Act {
    measure(measure::Act::ExtendFreeze(extension(days)))
}

fn extension(days: u32) -> ExtendMeasure {
    ExtendMeasure {
        number: 1,
        days,
        reasons: text("涉案产品批次多，需逐批核实来源"),
    }
}

pub(crate) fn tell_extension(on: CivilDate) -> Act {
    measure(measure::Act::TellExtension(TellExtension {
        number: 1,
        service: direct(on),
    }))
}

pub(crate) fn test(from: &str, to: &str, told: CivilDate) -> Act {
    measure(measure::Act::TestObjects(TestObjects {
        number: 1,
        what: text("产品质量检验"),
        from: day(from),
        to: day(to),
        service: direct(told),
    }))
}

pub(crate) fn end_test(on: CivilDate) -> Act {
    measure(measure::Act::EndTesting(EndTesting { number: 1, on }))
}

pub(crate) fn dispose(objects: &[u32]) -> Act {
    measure(measure::Act::DisposeEarly(DisposeEarly {
        number: 1,
        objects: objects.to_vec(),
        reasons: text("保质期将届满，公告后变卖"),
        proceeds: Fen::yuan(300),
    }))
}

pub(crate) fn handle(handling: Handling, objects: &[u32]) -> Act {
    measure(measure::Act::HandleObjects(HandleObjects {
        number: 1,
        objects: objects.to_vec(),
        handling,
        reasons: text("依法处理"),
        told: (handling == Handling::Transferred).then(|| direct(day("2026-03-03"))),
    }))
}

pub(crate) fn release(ground: ReleaseGround, objects: &[u32]) -> Act {
    measure(measure::Act::ReleaseObjects(ReleaseObjects {
        number: 1,
        objects: objects.to_vec(),
        ground,
        reasons: text("经查无需继续采取措施"),
    }))
}

pub(crate) fn give_back(objects: &[u32], on: CivilDate) -> Act {
    measure(measure::Act::ReturnObjects(ReturnObjects {
        number: 1,
        co_officer: second(),
        objects: objects
            .iter()
            .map(|object| Returning {
                object: *object,
                loss: String::new(),
                compensation: Fen::ZERO,
            })
            .collect(),
        signature: signed(),
        on,
    }))
}

pub(crate) fn unfreeze(ground: ReleaseGround) -> Act {
    measure(measure::Act::Unfreeze(Unfreeze {
        number: 1,
        ground,
        reasons: text("不再需要冻结"),
        bank_notified: true,
    }))
}

pub(crate) fn carry() -> Act {
    measure(measure::Act::CarryMeasure(CarryMeasure {
        number: 1,
        to: acts::next_case(),
    }))
}

pub(crate) fn lapse() -> Act {
    measure(measure::Act::LapseApproval { number: 1 })
}

pub(crate) fn expire() -> Act {
    measure(measure::Act::ExpireMeasure { number: 1 })
}

/// A filed case of 2026-03-02 whose measure has just reached a step.
pub(crate) fn measure_at(step: &str) -> Story {
    use ReleaseGround::NoLongerNeeded;
    let mut story = penalty_at("FILED");
    let today = day("2026-03-03");
    let soon = morning(today);
    let kind = match step {
        "FROZEN" => MeasureKind::Freeze,
        _ => MeasureKind::Seize,
    };
    let asked = || vec![("2026-03-03", apply(kind))];
    let in_force = || {
        let mut path = asked();
        path.push(("2026-03-03", approve(true)));
        path.push((
            "2026-03-04",
            implement(morning(day("2026-03-04")) - Duration::minutes(30)),
        ));
        path
    };
    let path = match step {
        "APPLIED" => asked(),
        "REFUSED" => [asked(), vec![("2026-03-03", approve(false))]].concat(),
        "WITHDRAWN" => [asked(), vec![("2026-03-03", withdraw())]].concat(),
        "APPROVED" => [asked(), vec![("2026-03-03", approve(true))]].concat(),
        "EMERGENCY" => vec![(
            "2026-03-03",
            at_once(MeasureKind::Seize, soon - Duration::minutes(30)),
        )],
        "IN_FORCE" => in_force(),
        "FROZEN" => [
            asked(),
            vec![
                ("2026-03-03", approve(true)),
                ("2026-03-04", freeze(morning(day("2026-03-04")))),
            ],
        ]
        .concat(),
        "MUST_RELEASE" => [in_force(), vec![("2026-04-04", expire())]].concat(),
        "RELEASING" => [
            in_force(),
            vec![("2026-03-05", release(NoLongerNeeded, &[]))],
        ]
        .concat(),
        "ENDED" => [
            in_force(),
            vec![
                ("2026-03-05", release(NoLongerNeeded, &[])),
                ("2026-03-06", give_back(&[1, 2], day("2026-03-06"))),
            ],
        ]
        .concat(),
        "CARRIED" => [in_force(), vec![("2026-03-05", carry())]].concat(),
        other => panic!("no such step: {other}"),
    };
    for (today, act) in path {
        story.then(today).act(&act);
    }
    assert_eq!(story.case().measures[0].step.name(), step);
    story
}

pub(crate) fn urge(obligation: Obligation, on: CivilDate, until: &str) -> Act {
    let money = obligation == Obligation::Money;
    execution(execution::Act::Urge(Urge {
        obligation,
        overdue_since: (!money).then(|| day("2026-04-01")),
        until: day(until),
        manner: text("缴至指定银行账户"),
        principal: if money { Fen::yuan(3000) } else { Fen::ZERO },
        late_fine: if money { Fen::yuan(900) } else { Fen::ZERO },
        rights_told: true,
        service: direct(on),
    }))
}

pub(crate) fn respond(adopted: bool, on: CivilDate) -> Act {
    execution(execution::Act::HearResponse(HearResponse {
        number: 1,
        statement: text("经营困难，请求暂缓"),
        adopted,
        reply: text("经复核"),
        on,
    }))
}

pub(crate) fn execute(means: Means) -> Act {
    execution(execution::Act::DecideExecution(DecideExecution {
        number: 1,
        means,
        item: "i-force".into(),
        reasons: text("经催告逾期仍不履行，且无正当理由"),
        moving_assets: String::new(),
        announced_on: Some(day("2026-05-08")),
    }))
}

pub(crate) fn substitute(on: &str) -> Act {
    execution(execution::Act::DecideSubstitute(DecideSubstitute {
        number: 1,
        item: "i-force".into(),
        reasons: text("逾期不清除污染物"),
        substitute: Substitute {
            performer: text("龙海环境工程有限公司"),
            disinterested: true,
            budget: Fen::yuan(2000),
            on: day(on),
            harm: Harm::Pollution,
        },
    }))
}

pub(crate) fn serve_execution(on: CivilDate) -> Act {
    execution(execution::Act::ServeExecution(ServeExecution {
        number: 1,
        service: direct(on),
    }))
}

pub(crate) fn urge_again(on: CivilDate) -> Act {
    execution(execution::Act::UrgeAgain(UrgeAgain {
        number: 1,
        service: direct(on),
    }))
}

pub(crate) fn carry_out(started: DateTime<Utc>, completed: bool) -> Act {
    execution(execution::Act::CarryOut(CarryOut {
        number: 1,
        co_officer: second(),
        started,
        ended: started + Duration::minutes(20),
        what: text("通知银行划拨存款"),
        emergency: String::new(),
        cuts_utilities: false,
        official_present: true,
        amount: Fen::yuan(3900),
        signature: signed(),
        completed,
    }))
}

pub(crate) fn clear(at: DateTime<Utc>, party_present: bool) -> Act {
    execution(execution::Act::ClearAtOnce(ClearAtOnce {
        co_officer: second(),
        spill: Spill::Spilled,
        place: text("国道324线石码段"),
        party_cannot: true,
        party_present,
        performer: text("公路养护站"),
        cost: Fen::yuan(800),
        at,
    }))
}

pub(crate) fn notify_cleared(on: CivilDate) -> Act {
    execution(execution::Act::NotifyCleared(NotifyCleared {
        number: 1,
        service: direct(on),
    }))
}

pub(crate) fn agree(stages: &[(&str, u64)], reduction: Fen, remedy: &str) -> Act {
    let stages = stages.iter().map(|(due, yuan)| Stage {
        due: day(due),
        what: text("缴纳罚款"),
        amount: Fen::yuan(*yuan),
    });
    execution(execution::Act::MakeAgreement(MakeAgreement {
        number: 1,
        stages: stages.collect(),
        reduction,
        remedy: text(remedy),
        harmless: true,
    }))
}

pub(crate) fn break_agreement() -> Act {
    execution(execution::Act::BreakAgreement(BreakAgreement {
        number: 1,
        reasons: text("第一期未缴"),
    }))
}

pub(crate) fn suspend(ground: SuspensionGround, harmless: bool) -> Act {
    execution(execution::Act::SuspendExecution(SuspendExecution {
        number: 1,
        ground,
        reasons: text("暂无履行能力"),
        harmless,
    }))
}

pub(crate) fn resume() -> Act {
    execution(execution::Act::ResumeExecution(ResumeExecution {
        number: 1,
        reasons: text("恢复履行能力"),
    }))
}

pub(crate) fn terminate(ground: TerminationGround) -> Act {
    execution(execution::Act::TerminateExecution(TerminateExecution {
        number: 1,
        ground,
        reasons: text("经核实"),
    }))
}

pub(crate) fn to_court() -> Act {
    execution(execution::Act::ApplyToCourt(ApplyToCourt {
        number: 1,
        court: text("漳州市龙海区人民法院"),
        object: text("罚款3000元及加处罚款"),
        file_complete: true,
        signed: true,
        urgency: String::new(),
    }))
}

pub(crate) fn answer(answer: Answer, on: CivilDate) -> Act {
    execution(execution::Act::RecordCourtAnswer(RecordCourtAnswer {
        number: 1,
        answer,
        instrument: text("（2026）闽0604行审7号"),
        reasons: text("符合法定条件"),
        on,
    }))
}

pub(crate) fn performed(on: CivilDate) -> Act {
    execution(execution::Act::RecordPerformance(RecordPerformance {
        number: 1,
        what: text("罚款及加处罚款已缴清"),
        on,
    }))
}

pub(crate) fn give_up() -> Act {
    execution(execution::Act::GiveUp { number: 1 })
}

/// A served decision of 3,000 yuan of 2026-03-19, to be paid by 2026-04-03, whose execution has just reached a step.
pub(crate) fn execution_at(step: &str) -> Story {
    let mut story = penalty_at("SERVED");
    let urged = vec![(
        "2026-05-11",
        urge(Obligation::Money, day("2026-05-11"), "2026-05-20"),
    )];
    let served = || {
        vec![
            ("2026-05-25", execute(Means::Transfer)),
            ("2026-05-26", serve_execution(day("2026-05-26"))),
        ]
    };
    let filed = || vec![("2026-09-21", to_court())];
    let accepted = || vec![("2026-09-23", answer(Answer::Accepted, day("2026-09-23")))];
    let after = match step {
        "URGED" => vec![],
        "DROPPED" => vec![("2026-05-12", respond(true, day("2026-05-12")))],
        "DECIDED" => vec![("2026-05-25", execute(Means::Transfer))],
        "SERVED" => served(),
        "AGREED" => vec![("2026-05-12", agree(&[("2026-06-30", 3900)], Fen::ZERO, ""))],
        "SUSPENDED" => vec![("2026-05-12", suspend(SuspensionGround::Inability, true))],
        "FILED" => filed(),
        "ACCEPTED" => [filed(), accepted()].concat(),
        "DENIED" => [
            filed(),
            vec![("2026-09-23", answer(Answer::Refused, day("2026-09-23")))],
        ]
        .concat(),
        "GRANTED" => [
            filed(),
            accepted(),
            vec![("2026-09-24", answer(Answer::Granted, day("2026-09-24")))],
        ]
        .concat(),
        "DONE" => vec![("2026-05-12", performed(day("2026-05-12")))],
        "TERMINATED" => vec![("2026-05-12", terminate(TerminationGround::ObjectLost))],
        "GIVEN_UP" => vec![
            ("2026-05-12", suspend(SuspensionGround::Inability, true)),
            ("2029-05-13", give_up()),
        ],
        "URGED_AGAIN" => return substitute_urged(),
        "CLEARED" => {
            story
                .then("2026-05-11")
                .act(&clear(morning(day("2026-05-11")), false));
            return story;
        }
        other => panic!("no such step: {other}"),
    };
    for (today, act) in [urged, after].concat() {
        story.then(today).act(&act);
    }
    assert_eq!(story.case().executions[0].step.name(), step);
    story
}

/// A case in which another is to perform on 2026-06-10, the party having been urged again.
pub(crate) fn substitute_urged() -> Story {
    let mut story = penalty_at("SERVED");
    for (today, act) in [
        (
            "2026-05-11",
            urge(Obligation::Conduct, day("2026-05-11"), "2026-05-20"),
        ),
        ("2026-05-25", substitute("2026-06-10")),
        ("2026-05-26", serve_execution(day("2026-05-26"))),
        ("2026-06-05", urge_again(day("2026-06-05"))),
    ] {
        story.then(today).act(&act);
    }
    assert_eq!(story.case().executions[0].step.name(), "URGED_AGAIN");
    story
}
