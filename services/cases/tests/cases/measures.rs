//! Measures and executions by force over the contract.

use cases::clocks::tick;
use contract::cases::v1::execution_service_client::ExecutionServiceClient;
use contract::cases::v1::measure_service_client::MeasureServiceClient;
use contract::cases::v1::{self as proto, *};
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use host::Upstream;

use crate::acts::{self, done, signed};
use crate::elements::{MARKET, SHIMA};
use crate::office::{self, Office, fresh, guo, huang, lin, reason, refusal, timestamp, zheng};

pub(crate) fn power(means: &[elements::CompulsionMeans]) -> Body {
    Body::Item(elements::Item {
        item_id: "i-force".to_owned(),
        name: "对涉嫌违法产品的查封、扣押".to_owned(),
        kind: elements::ItemKind::Compulsion.into(),
        fine_cap_fen: 0,
        person_fine_cap_fen: 0,
        agency_ids: vec![MARKET.to_owned(), SHIMA.to_owned()],
        means: means.iter().map(|it| (*it).into()).collect(),
        ..crate::elements::penalty_item()
    })
}

pub(crate) struct Force {
    pub(crate) office: Office,
    pub(crate) measures: MeasureServiceClient<Upstream>,
    pub(crate) executions: ExecutionServiceClient<Upstream>,
}

pub(crate) async fn open(at: &str) -> Force {
    let office = office::open(at).await;
    office.told.tell(power(&[]));
    office.hear().await;
    Force {
        measures: MeasureServiceClient::new(office.door.clone()),
        executions: ExecutionServiceClient::new(office.door.clone()),
        office,
    }
}

impl Force {
    pub(crate) fn by<T>(&self, actor: &actor::Actor, message: T) -> tonic::Request<T> {
        self.office.by(actor, message)
    }

    pub(crate) fn at_once(&self, case_id: &str) -> ImplementAtOnceRequest {
        let now = self.office.now();
        ImplementAtOnceRequest {
            request_id: fresh(),
            case_id: case_id.to_owned(),
            kind: MeasureKind::Seize.into(),
            item_id: "i-force".to_owned(),
            reasons: "涉嫌销售标识不合格的产品".to_owned(),
            emergency: "当事人正在装车转移".to_owned(),
            co_officer_id: "o-cai".to_owned(),
            site: Some(MeasureSite {
                place: "石码街道解放路1号仓库".to_owned(),
                start_time: Some(timestamp(now)),
                end_time: Some(timestamp(now)),
                certificates_shown: true,
                party_present: true,
                reasons_told: true,
                heard: true,
                handed_over: true,
                list_copies: 2,
                signature: signed(),
                ..MeasureSite::default()
            }),
            objects: vec![ListedObject {
                object: Some(MeasureObject {
                    name: "糕点".to_owned(),
                    quantity: "12.5".to_owned(),
                    unit: "千克".to_owned(),
                    condition: "完好".to_owned(),
                    custody: "本局仓库".to_owned(),
                    custodian: "保管员甲".to_owned(),
                    ..MeasureObject::default()
                }),
                related: true,
                ..ListedObject::default()
            }],
            ..ImplementAtOnceRequest::default()
        }
    }
}

pub(crate) fn apply(case_id: &str, kind: MeasureKind) -> ApplyForMeasureRequest {
    ApplyForMeasureRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        kind: kind.into(),
        item_id: "i-force".to_owned(),
        reasons: "防止证据损毁".to_owned(),
        ..ApplyForMeasureRequest::default()
    }
}

pub(crate) fn approve(case_id: &str, granted: bool) -> ApproveMeasureRequest {
    ApproveMeasureRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        granted,
        reasons: "情况属实".to_owned(),
        ..ApproveMeasureRequest::default()
    }
}

#[tokio::test]
async fn an_emergency_on_a_holiday_is_approved_within_twenty_four_hours_or_given_back() {
    let force = open("2026-10-01T16:30:00+08:00").await;
    let office = &force.office;
    let id = acts::filed(office).await.case_id;
    let tried = ImplementAtOnceRequest {
        validate_only: true,
        ..force.at_once(&id)
    };
    let answer = done!(force, &zheng(), measures.implement_at_once(tried));
    assert_eq!(answer.measures[0].step, "EMERGENCY");
    assert_eq!(answer.measures[0].document_number, "", "it took no number");
    assert!(office.case(&zheng(), &id).await.measures.is_empty());

    let request = force.at_once(&id);
    let case = done!(force, &zheng(), measures.implement_at_once(request.clone()));
    let again = done!(force, &zheng(), measures.implement_at_once(request));
    assert_eq!(case, again, "a retry answers the same");
    assert_eq!(case.measures[0].document_number, "龙市监查扣〔2026〕1号");
    let report = case
        .deadlines
        .iter()
        .find(|clock| clock.kind == "EMERGENCY_APPROVAL")
        .unwrap();
    let until = "2026-10-02T16:30:00+08:00".parse().unwrap();
    assert_eq!(report.until_time, Some(timestamp(until)));

    office.at("2026-10-02T16:31:00+08:00");
    tick(&office.desk).await.unwrap();
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.measures[0].step, "MUST_RELEASE");
    let late = office.by(&guo(), approve(&id, true));
    let refused = force.measures.clone().approve_measure(late).await;
    assert_eq!(reason(refused), "STEP_PASSED");
    let release = ReleaseObjectsRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        ground: ReleaseGround::NoLongerNeeded.into(),
        reasons: "逾期未补办批准".to_owned(),
        ..ReleaseObjectsRequest::default()
    };
    done!(force, &guo(), measures.release_objects(release));
    let back = ReturnObjectsRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        co_officer_id: "o-cai".to_owned(),
        objects: vec![ObjectReturn {
            object: 1,
            ..ObjectReturn::default()
        }],
        signature: signed(),
        ..ReturnObjectsRequest::default()
    };
    let case = done!(force, &zheng(), measures.return_objects(back));
    assert_eq!(case.measures[0].step, "ENDED");
    office.stands_as_recorded(&id).await;
    force.office.close().await;
}

#[tokio::test]
async fn the_law_says_by_which_item_and_of_two_approvals_one_wins() {
    let force = open("2026-03-02T09:00:00+08:00").await;
    let office = &force.office;
    let id = acts::filed(office).await.case_id;
    let freeze = office.by(&zheng(), apply(&id, MeasureKind::Freeze));
    let refused = force.measures.clone().apply_for_measure(freeze).await;
    let (reason_given, article, _) = refusal(&refused.unwrap_err());
    assert_eq!(
        (reason_given.as_str(), article.as_str()),
        ("FREEZE_POWER_NOT_GIVEN", "行政强制法第二十九条第一款")
    );
    let unknown = ApplyForMeasureRequest {
        item_id: "i-label".to_owned(),
        ..apply(&id, MeasureKind::Seize)
    };
    let refused = force
        .measures
        .clone()
        .apply_for_measure(office.by(&zheng(), unknown))
        .await;
    assert_eq!(reason(refused), "COMPULSION_ITEM_NOT_LISTED");

    let seize = apply(&id, MeasureKind::Seize);
    done!(force, &zheng(), measures.apply_for_measure(seize));
    let (mut one, mut two) = (force.measures.clone(), force.measures.clone());
    let (yes, no) = tokio::join!(
        one.approve_measure(office.by(&guo(), approve(&id, true))),
        two.approve_measure(office.by(&guo(), approve(&id, false))),
    );
    assert!(yes.is_ok() != no.is_ok(), "{yes:?} {no:?}");
    let loser = if yes.is_ok() { no } else { yes };
    assert!(
        ["STEP_PASSED", "CASE_CLOSED"].contains(&reason(loser).as_str()),
        "the second finds it decided"
    );
    office.stands_as_recorded(&id).await;
    force.office.close().await;
}

#[tokio::test]
async fn a_fine_that_is_not_paid_is_urged_and_goes_to_the_court() {
    let force = open("2026-03-02T09:00:00+08:00").await;
    let office = &force.office;
    let id = acts::served(office).await.case_id;
    let urge = |office: &Office| UrgePerformanceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        obligation: ExecutionObligation::Money.into(),
        urging: Some(ExecutionUrging {
            until_date: office.today().add_days(10).to_string(),
            manner: "缴至指定银行账户".to_owned(),
            principal_fen: 300_000,
            late_fine_fen: 300_000,
            rights_told: true,
            service: acts::direct(),
            ..ExecutionUrging::default()
        }),
        ..UrgePerformanceRequest::default()
    };
    let early = office.by(&zheng(), urge(office));
    let refused = force.executions.clone().urge_performance(early).await;
    assert_eq!(reason(refused), "PERFORMANCE_NOT_OVERDUE");
    // Served on 2026-03-02: suit until 2026-09-02.
    office.at("2026-08-17T09:00:00+08:00");
    let letter = urge(office);
    let case = done!(force, &zheng(), executions.urge_performance(letter));
    assert_eq!(case.executions[0].step, "URGED");
    let decide = DecideExecutionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        means: ExecutionMeans::Transfer.into(),
        item_id: "i-force".to_owned(),
        reasons: "经催告逾期仍不履行".to_owned(),
        ..DecideExecutionRequest::default()
    };
    let to_court = ApplyToCourtRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        court: "漳州市龙海区人民法院".to_owned(),
        object: "罚款及加处罚款".to_owned(),
        file_complete: true,
        signed: true,
        ..ApplyToCourtRequest::default()
    };
    office.at("2026-09-03T09:00:00+08:00");
    let refused = force
        .executions
        .clone()
        .decide_execution(office.by(&guo(), decide))
        .await;
    assert_eq!(reason(refused), "EXECUTION_MEANS_NOT_GIVEN");
    let case = done!(force, &guo(), executions.apply_to_court(to_court));
    assert_eq!(case.executions[0].step, "FILED");
    let court = case.executions[0].court.as_ref().unwrap();
    assert_eq!(court.document_number, "龙市监申执〔2026〕1号");
    office.stands_as_recorded(&id).await;
    force.office.close().await;
}

fn clock<'a>(case: &'a proto::Case, kind: &str) -> &'a Deadline {
    let mut newest_first = case.deadlines.iter().rev();
    newest_first.find(|clock| clock.kind == kind).unwrap()
}

#[tokio::test]
async fn goods_seized_in_a_holiday_night_are_approved_by_the_next_evening_and_not_a_minute_later() {
    let force = open("2026-10-03T23:30:00+08:00").await;
    let office = &force.office;
    let (id, other) = (
        acts::filed(office).await.case_id,
        acts::filed(office).await.case_id,
    );
    for case_id in [&id, &other] {
        let request = force.at_once(case_id);
        let case = done!(force, &zheng(), measures.implement_at_once(request));
        let report = clock(&case, "EMERGENCY_APPROVAL");
        let until = "2026-10-04T23:30:00+08:00".parse().unwrap();
        assert_eq!(report.until_time, Some(timestamp(until)));
        assert_eq!(report.citation, "行政强制法第十九条");
        assert_eq!(case.tasks.last().unwrap().act, "APPROVE_MEASURE");
    }
    // Reported on the holiday: no day of rest stops the hours, and thirty days follow from the night itself.
    office.at("2026-10-04T20:00:00+08:00");
    let case = done!(force, &guo(), measures.approve_measure(approve(&id, true)));
    assert_eq!(case.measures[0].step, "IN_FORCE");
    assert_eq!(
        clock(&case, "EMERGENCY_APPROVAL").state(),
        DeadlineState::Met
    );
    assert_eq!(clock(&case, "SEIZURE").due_date, "2026-11-02");

    office.at("2026-10-04T23:31:00+08:00");
    let late = office.by(&guo(), approve(&other, true));
    let refused = force.measures.clone().approve_measure(late).await;
    let (late, article, _) = refusal(&refused.unwrap_err());
    assert_eq!(
        (late.as_str(), article.as_str()),
        ("EMERGENCY_APPROVAL_LATE", "行政强制法第十九条")
    );
    tick(&office.desk).await.unwrap();
    let case = office.case(&zheng(), &other).await;
    assert_eq!(case.measures[0].step, "MUST_RELEASE");
    assert_eq!(
        clock(&case, "EMERGENCY_APPROVAL").state(),
        DeadlineState::Passed
    );
    assert_eq!(clock(&case, "SEIZURE").state(), DeadlineState::Cancelled);
    assert_eq!(case.tasks.last().unwrap().act, "RELEASE_OBJECTS");
    let kept = office.case(&zheng(), &id).await;
    assert_eq!(
        kept.measures[0].step, "IN_FORCE",
        "the clock leaves the other"
    );
    office.stands_as_recorded(&other).await;
    force.office.close().await;
}

#[tokio::test]
async fn of_a_release_and_an_extension_at_once_one_wins() {
    let force = open("2026-03-02T09:00:00+08:00").await;
    let office = &force.office;
    let id = acts::filed(office).await.case_id;
    let seize = force.at_once(&id);
    done!(force, &zheng(), measures.implement_at_once(seize));
    let case = done!(force, &guo(), measures.approve_measure(approve(&id, true)));
    let release = ReleaseObjectsRequest {
        request_id: fresh(),
        case_id: id.clone(),
        etag: case.etag.clone(),
        number: 1,
        ground: ReleaseGround::NoLongerNeeded.into(),
        reasons: "来源已经核实".to_owned(),
        ..ReleaseObjectsRequest::default()
    };
    let extend = ExtendMeasureRequest {
        request_id: fresh(),
        case_id: id.clone(),
        etag: case.etag.clone(),
        number: 1,
        days: 30,
        reasons: "需逐批核实来源".to_owned(),
        ..ExtendMeasureRequest::default()
    };
    let (mut one, mut two) = (force.measures.clone(), force.measures.clone());
    let (released, extended) = tokio::join!(
        one.release_objects(office.by(&guo(), release)),
        two.extend_measure(office.by(&guo(), extend)),
    );
    assert!(
        released.is_ok() != extended.is_ok(),
        "{released:?} {extended:?}"
    );
    let loser = if released.is_ok() {
        extended.map(|_| ())
    } else {
        released.map(|_| ())
    };
    let (stale, ..) = refusal(&loser.unwrap_err());
    assert_eq!(
        stale, "STALE",
        "whoever decides looks at the measure as it stands"
    );
    let case = office.case(&zheng(), &id).await;
    let measure = &case.measures[0];
    assert_eq!(measure.step == "RELEASING", measure.extension.is_none());
    office.stands_as_recorded(&id).await;
    force.office.close().await;
}

#[tokio::test]
async fn a_measure_goes_from_an_inspection_into_the_penalty_that_follows_and_its_days_go_on() {
    let force = open("2023-12-01T09:00:00+08:00").await;
    let office = &force.office;
    let id = acts::entered(office).await.case_id;
    let site = acts::record_site(office, &id, &["软管老化"]);
    done!(office, &lin(), inspections.record_site(site));
    let seize = ImplementAtOnceRequest {
        co_officer_id: "o-chen".to_owned(),
        ..force.at_once(&id)
    };
    done!(force, &lin(), measures.implement_at_once(seize));
    let case = done!(
        force,
        &huang(),
        measures.approve_measure(approve(&id, true))
    );
    let due = clock(&case, "SEIZURE").due_date.clone();

    office.at("2023-12-08T09:00:00+08:00");
    let filing = FileCaseRequest {
        party_id: "p-snack".to_owned(),
        from_case_id: id.clone(),
        ..acts::file(office)
    };
    let penalty = done!(office, &zheng(), penalties.file_case(filing)).case_id;
    let carry = || CarryMeasureRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        to_case_id: penalty.clone(),
        ..CarryMeasureRequest::default()
    };
    let wrong = CarryMeasureRequest {
        to_case_id: acts::filed(office).await.case_id,
        ..carry()
    };
    let wrong = office.by(&lin(), wrong);
    let refused = force.measures.clone().carry_measure(wrong).await;
    assert_eq!(reason(refused), "MEASURE_RECEIVER_DOES_NOT_FOLLOW");
    let tried = CarryMeasureRequest {
        validate_only: true,
        ..carry()
    };
    done!(force, &lin(), measures.carry_measure(tried));
    assert!(office.case(&zheng(), &penalty).await.measures.is_empty());

    let request = carry();
    let (mut one, mut two) = (force.measures.clone(), force.measures.clone());
    let (first, second) = tokio::join!(
        one.carry_measure(office.by(&lin(), request.clone())),
        two.carry_measure(office.by(&lin(), carry())),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    if let Ok(first) = first {
        let again = done!(force, &lin(), measures.carry_measure(request));
        assert_eq!(
            first.into_inner().case.unwrap(),
            again,
            "a retry answers the same"
        );
    }
    let given = office.case(&lin(), &id).await;
    assert_eq!(given.measures[0].step, "CARRIED");
    assert_eq!(clock(&given, "SEIZURE").state(), DeadlineState::Cancelled);
    let received = office.case(&zheng(), &penalty).await;
    assert_eq!(received.measures.len(), 1);
    assert_eq!(received.measures[0].step, "IN_FORCE");
    assert_eq!(received.measures[0].from.as_ref().unwrap().case_id, id);
    assert_eq!(clock(&received, "SEIZURE").due_date, due);
    assert_eq!(clock(&received, "SEIZURE").state(), DeadlineState::Open);
    office.stands_as_recorded(&id).await;
    office.stands_as_recorded(&penalty).await;
    let report = feed::verify::database(&office.database.pool, office.desk.feed().public_pem())
        .await
        .unwrap();
    assert!(report.is_sound(), "{report:?}");
    force.office.close().await;
}
