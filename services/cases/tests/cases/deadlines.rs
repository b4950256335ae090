//! Clocks: at their moment, exactly once, counted anew by changed holidays and corrected days, by the packs in force, listed.

use std::time::Duration;

use cases::clocks::{Ticked, rest, stuck, tick};
use contract::cases::v1::deadline_service_client::DeadlineServiceClient;
use contract::cases::v1::referral_service_client::ReferralServiceClient;
use contract::cases::v1::{self as proto, DeadlineState};
use contract::elements::v1::element::Body;
use contract::elements::v1::{self as elements, ParameterDirection, ParameterUnit};
use host::Upstream;

use crate::acts::{self, done};
use crate::office::{self, Office, fresh, guo, luo, reason, refusal, supervisor, zheng};

fn client(office: &Office) -> DeadlineServiceClient<Upstream> {
    DeadlineServiceClient::new(office.door.clone())
}

fn clock<'a>(case: &'a proto::Case, kind: &str) -> &'a proto::Deadline {
    let mut newest_first = case.deadlines.iter().rev();
    newest_first.find(|it| it.kind == kind).unwrap()
}

fn schedule(document_number: &str, off: &[&str], make_up: &[&str]) -> Body {
    let days = |days: &[&str]| days.iter().map(|day| (*day).to_owned()).collect();
    Body::HolidayCalendar(elements::HolidayCalendar {
        holiday_calendar_id: "2026".to_owned(),
        document_number: document_number.to_owned(),
        days_off: days(off),
        make_up_days: days(make_up),
    })
}

/// The events of a case by their names.
async fn told(office: &Office, case_id: &str) -> Vec<String> {
    let request = proto::ListCaseEventsRequest {
        case_id: case_id.to_owned(),
        page_size: 500,
        ..proto::ListCaseEventsRequest::default()
    };
    let mut client = office.cases.clone();
    let answer = client.list_case_events(office.by(&zheng(), request)).await;
    let events = answer.unwrap().into_inner().events.into_iter();
    let name = |event: contract::feed::v1::Event| {
        let payload = event.payload.unwrap();
        payload.type_url.rsplit('.').next().unwrap().to_owned()
    };
    events.map(name).collect()
}

fn times(told: &[String], name: &str) -> usize {
    told.iter().filter(|it| *it == name).count()
}

#[tokio::test]
async fn a_clock_of_hours_runs_out_at_its_moment_and_the_worker_wakes_for_it() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let mut referrals = ReferralServiceClient::new(office.door.clone());
    let report = proto::ReportCrimeRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-cai".to_owned(),
        crime: "生产、销售伪劣产品罪".to_owned(),
        facts: "销售金额达到立案追诉标准".to_owned(),
        opinion: "建议移送公安机关".to_owned(),
        ..proto::ReportCrimeRequest::default()
    };
    let report = office.by(&zheng(), report);
    referrals.report_crime(report).await.unwrap();
    let approve = proto::DecideReferralRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        approved: true,
        reasons: "同意移送".to_owned(),
        ..proto::DecideReferralRequest::default()
    };
    let approve = office.by(&guo(), approve);
    referrals.decide_referral(approve).await.unwrap();

    let hour = Duration::from_hours(1);
    office.at("2026-03-03T09:30:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap(), Ticked::default());
    let rest = rest(&office.desk, hour).await;
    assert!(rest <= Duration::from_secs(1_801), "{rest:?}");
    office.at("2026-03-03T09:59:59+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 0);
    office.at("2026-03-03T10:00:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    let case = office.case(&zheng(), &id).await;
    let transfer = clock(&case, "REFERRAL_TRANSFER");
    assert_eq!(
        (transfer.state(), transfer.about),
        (DeadlineState::Passed, 1)
    );
    assert_eq!(
        rest_of(&office, hour).await,
        hour,
        "nothing runs out within the hour"
    );
    office.stands_as_recorded(&id).await;
    office.close().await;
}

async fn rest_of(office: &Office, interval: Duration) -> Duration {
    rest(&office.desk, interval).await
}

#[tokio::test]
async fn everything_that_is_due_is_done_once_by_two_replicas_at_work() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let mut ids = Vec::new();
    for _ in 0..60 {
        ids.push(acts::noticed(&office).await.case_id);
    }
    office.at("2023-11-28T00:00:00+08:00");
    let (other, _) = office.second().await;
    let mut acts = 0;
    loop {
        let (one, two) = tokio::join!(tick(&office.desk), tick(&other));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!((one.troubles, two.troubles), (0, 0));
        if one.acts + two.acts == 0 && !one.elsewhere && !two.elsewhere {
            break;
        }
        acts += one.acts + two.acts;
        if acts == 60 && (one.elsewhere || two.elsewhere) {
            break;
        }
    }
    assert_eq!(acts, 60);
    for id in &ids {
        let told = told(&office, id).await;
        assert_eq!(times(&told, "StatementLapsed"), 1);
        assert_eq!(
            times(&told, "DeadlineSettled"),
            2,
            "the review was met: {told:?}"
        );
    }
    office.stands_as_recorded(&ids[0]).await;
    other.pool().close().await;
    office.close().await;
}

#[tokio::test]
async fn an_officer_who_is_faster_than_the_clock_leaves_it_nothing_to_do() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    office.at("2023-11-28T09:00:00+08:00");
    let lapse = proto::LapseStatementRequest {
        request_id: fresh(),
        case_id: id.clone(),
        ..proto::LapseStatementRequest::default()
    };
    let mut penalties = office.penalties.clone();
    let by_officer = penalties.lapse_statement(office.by(&zheng(), lapse));
    let (ticked, lapsed) = tokio::join!(tick(&office.desk), by_officer);
    let by_clock = ticked.unwrap().acts == 1;
    assert_ne!(by_clock, lapsed.is_ok(), "exactly one of them");
    assert_eq!(times(&told(&office, &id).await, "StatementLapsed"), 1);
    office.close().await;
}

#[tokio::test]
async fn a_clock_that_sticks_stops_no_other_and_is_tried_later_and_later_and_shown() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let broken = acts::noticed(&office).await.case_id;
    let whole = acts::noticed(&office).await.case_id;
    let id = uuid::Uuid::parse_str(&broken).unwrap();
    let break_it =
        "update cases set state = jsonb_set(state, '{handlers}', '7') where case_id = $1";
    sqlx::query(break_it)
        .bind(id)
        .execute(&office.database.pool)
        .await
        .unwrap();

    office.at("2023-11-28T09:00:00+08:00");
    let ticked = tick(&office.desk).await.unwrap();
    assert_eq!((ticked.acts, ticked.troubles), (1, 1));
    assert_eq!(office.case(&zheng(), &whole).await.step, "HEARD");
    assert_eq!(
        tick(&office.desk).await.unwrap(),
        Ticked::default(),
        "not at once"
    );
    let mut tries = 1;
    for (after, tried) in [
        ("09:00:59", false),
        ("09:01:00", true),
        ("09:02:59", false),
        ("09:03:00", true),
        ("09:06:59", false),
        ("09:07:00", true),
    ] {
        office.at(&format!("2023-11-28T{after}+08:00"));
        tries += i32::from(tried);
        let ticked = tick(&office.desk).await.unwrap();
        assert_eq!(
            (ticked.acts, ticked.troubles),
            (0, u32::from(tried)),
            "{after}"
        );
        let shown = stuck(office.desk.pool()).await.unwrap();
        assert_eq!(shown.len(), usize::from(tries >= 3), "{after}");
    }
    let shown = stuck(office.desk.pool()).await.unwrap();
    assert_eq!((shown[0].case_id, shown[0].tries), (id, 4));
    assert!(
        shown[0].reason.contains("cannot be read"),
        "{}",
        shown[0].reason
    );

    let mend = "update cases set state = jsonb_set(state, '{handlers}', '[\"o-zheng\", \"o-cai\"]') where case_id = $1";
    sqlx::query(mend)
        .bind(id)
        .execute(&office.database.pool)
        .await
        .unwrap();
    office.at("2023-11-28T09:15:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    assert_eq!(office.case(&zheng(), &broken).await.step, "HEARD");
    assert!(stuck(office.desk.pool()).await.unwrap().is_empty());
    office.close().await;
}

/// 2026 as it was announced, with days off and make-up days of one week changed.
fn year(document_number: &str, more_off: &[&str], less_off: &[&str]) -> Body {
    let shipped: serde_json::Value =
        serde_json::from_str(&calendar::Calendar::state_council().to_json()).unwrap();
    let of = |list: &str| -> Vec<String> {
        let days = shipped["years"]["2026"][list].as_array().unwrap().iter();
        let days = days.map(|day| day.as_str().unwrap().to_owned());
        days.filter(|day| !less_off.contains(&day.as_str()))
            .collect()
    };
    let (mut off, make_up) = (of("off"), of("makeup"));
    off.extend(more_off.iter().map(|day| (*day).to_owned()));
    let off: Vec<&str> = off.iter().map(String::as_str).collect();
    let make_up: Vec<&str> = make_up.iter().map(String::as_str).collect();
    schedule(document_number, &off, &make_up)
}

#[tokio::test]
async fn changed_holidays_move_only_the_clocks_that_run_and_each_once() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    // Settled before the change: five working days from 2026-03-02 end on the 9th.
    let settled = acts::heard(&office).await.case_id;
    let running = acts::noticed(&office).await.case_id;
    assert_eq!(tick(&office.desk).await.unwrap().acts, 0);
    let before = office.case(&zheng(), &running).await;
    assert_eq!(clock(&before, "STATEMENT").due_date, "2026-03-09");
    assert_eq!(clock(&before, "DECISION").due_date, "2026-06-01");
    let settled_before = office.case(&zheng(), &settled).await;

    // The last day becomes a day of rest.
    office
        .told
        .tell(year("国办发明电〔2026〕9号", &["2026-03-09"], &[]));
    office.hear().await;
    let (other, _) = office.second().await;
    let (one, two) = tokio::join!(tick(&office.desk), tick(&other));
    let moved = one.unwrap().acts + two.unwrap().acts;
    assert_eq!(moved, 1, "the statement of the one that runs");
    let case = office.case(&zheng(), &running).await;
    let statement = clock(&case, "STATEMENT");
    assert_eq!(
        (statement.due_date.as_str(), statement.state()),
        ("2026-03-10", DeadlineState::Open)
    );
    assert_eq!(
        clock(&case, "DECISION").due_date,
        clock(&before, "DECISION").due_date
    );
    let events = told(&office, &running).await;
    assert_eq!(times(&events, "DeadlineAdjusted"), 1);
    assert_eq!(times(&told(&office, &settled).await, "DeadlineAdjusted"), 0);
    let settled_after = office.case(&zheng(), &settled).await;
    assert_eq!(
        clock(&settled_after, "STATEMENT"),
        clock(&settled_before, "STATEMENT")
    );
    office.stands_as_recorded(&running).await;

    // Nothing is moved twice: not by the next look, not when stragglers are looked for.
    assert_eq!(tick(&office.desk).await.unwrap().acts, 0);
    office.at("2026-03-02T09:05:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 0);

    // And back: it is worked again, and so is the Saturday before.
    let worked = Body::HolidayCalendar(match year("国办发明电〔2026〕10号", &[], &[]) {
        Body::HolidayCalendar(mut it) => {
            it.make_up_days.push("2026-03-07".to_owned());
            it
        }
        other => panic!("{other:?}"),
    });
    office.told.tell(worked);
    office.hear().await;
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    let case = office.case(&zheng(), &running).await;
    assert_eq!(clock(&case, "STATEMENT").due_date, "2026-03-07");
    assert_eq!(times(&told(&office, &running).await, "DeadlineAdjusted"), 2);

    // The moved day is the one that counts: it lapses after the 7th.
    office.at("2026-03-08T00:00:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    assert_eq!(office.case(&zheng(), &running).await.step, "HEARD");
    other.pool().close().await;
    office.close().await;
}

#[tokio::test]
async fn a_clock_is_not_run_out_by_holidays_that_have_changed_meanwhile() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    assert_eq!(tick(&office.desk).await.unwrap().acts, 0);
    office
        .told
        .tell(year("国办发明电〔2026〕9号", &["2026-03-09"], &[]));
    office.hear().await;
    // The worker was away: the change and the old last day lie behind it.
    office.at("2026-03-10T09:00:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1, "counted anew");
    let case = office.case(&zheng(), &id).await;
    assert_eq!(
        (
            case.step.as_str(),
            clock(&case, "STATEMENT").due_date.as_str()
        ),
        ("NOTICED", "2026-03-10"),
        "the party's last day is today"
    );
    office.close().await;
}

fn correction(case_id: &str, start_date: &str) -> proto::CorrectDeadlineStartRequest {
    proto::CorrectDeadlineStartRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        kind: "STATEMENT".to_owned(),
        start_date: start_date.to_owned(),
        reason: "送达回证载明的签收日期为3月4日".to_owned(),
        ..proto::CorrectDeadlineStartRequest::default()
    }
}

#[tokio::test]
async fn a_start_day_recorded_wrongly_is_corrected_by_a_leader_with_reasons() {
    let office = office::open("2026-03-03T09:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    office.at("2026-03-05T09:00:00+08:00");
    let notice = acts::serve_notice(&id);
    let noticed = done!(office, &zheng(), penalties.serve_notice(notice));
    assert_eq!(clock(&noticed, "STATEMENT").due_date, "2026-03-12");
    let mut deadlines = client(&office);

    let by_officer = deadlines
        .correct_deadline_start(office.by(&zheng(), correction(&id, "2026-03-04")))
        .await;
    assert_eq!(reason(by_officer), "NOT_A_RESPONSIBLE_LEADER");
    for day in ["2026-03-05", "2026-03-02", "2026-03-06"] {
        let refused = deadlines
            .correct_deadline_start(office.by(&guo(), correction(&id, day)))
            .await
            .unwrap_err();
        let (reason, article, zh) = refusal(&refused);
        assert_eq!(reason, "DEADLINE_START_IMPOSSIBLE", "{day}");
        assert!(zh.contains(&article), "{zh}");
    }
    let tried = proto::CorrectDeadlineStartRequest {
        validate_only: true,
        ..correction(&id, "2026-03-04")
    };
    let tried = office.by(&guo(), tried);
    let tried = deadlines.correct_deadline_start(tried).await.unwrap();
    let tried = tried.into_inner().case.unwrap();
    assert_eq!(clock(&tried, "STATEMENT").due_date, "2026-03-11");
    assert_eq!(
        office.case(&zheng(), &id).await,
        noticed,
        "nothing is written"
    );

    let request = correction(&id, "2026-03-04");
    let mut answers = Vec::new();
    for _ in 0..2 {
        let request = office.by(&guo(), request.clone());
        let answer = deadlines.correct_deadline_start(request).await.unwrap();
        answers.push(answer.into_inner().case.unwrap());
    }
    assert_eq!(answers[0], answers[1], "a retry is answered the same");
    let statement = clock(&answers[0], "STATEMENT");
    assert_eq!(
        (statement.start_date.as_str(), statement.due_date.as_str()),
        ("2026-03-04", "2026-03-11")
    );
    let told = told(&office, &id).await;
    assert_eq!(times(&told, "DeadlineStartCorrected"), 1);
    assert_eq!(times(&told, "DeadlineAdjusted"), 1);
    office.stands_as_recorded(&id).await;

    // It runs out by the corrected day; settled, it is corrected no more.
    office.at("2026-03-12T00:00:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    let late = deadlines
        .correct_deadline_start(office.by(&guo(), correction(&id, "2026-03-05")))
        .await;
    assert_eq!(reason(late), "DEADLINE_NOT_RUNNING");
    office.close().await;
}

fn parameter(key: &str, value: i64, unit: ParameterUnit) -> elements::Parameter {
    elements::Parameter {
        key: key.to_owned(),
        value,
        unit: unit.into(),
        direction: ParameterDirection::Minimum.into(),
        citation: "龙海区行政执法办案规程第八条".to_owned(),
        verified: true,
    }
}

fn pack(id: &str, division: &str, parameters: Vec<elements::Parameter>) -> Body {
    Body::ParameterPack(elements::ParameterPack {
        parameter_pack_id: id.to_owned(),
        name: "市场监管办案参数".to_owned(),
        domain: elements::Domain::MarketSupervision.into(),
        division: division.to_owned(),
        document: "龙海区行政执法办案规程".to_owned(),
        rank: "规范性文件".to_owned(),
        parameters,
    })
}

#[tokio::test]
async fn clocks_count_by_the_pack_in_force_where_the_agency_is_and_never_below_the_law() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let national = acts::noticed(&office).await;
    let statement = clock(&national, "STATEMENT");
    assert_eq!(
        (statement.due_date.as_str(), statement.rule_version.as_str()),
        ("2026-03-09", "")
    );

    let county = vec![
        parameter("statement_period", 7, ParameterUnit::WorkingDays),
        // Three natural days for a hearing undercut the law: passed over.
        parameter("hearing_request_period", 3, ParameterUnit::Days),
        parameter(
            "hearing_threshold_organisation",
            250_000,
            ParameterUnit::Fen,
        ),
    ];
    let from = "2026-02-01";
    office
        .told
        .tell_from(from, pack("pack-longhai", "350604", county));
    let elsewhere = vec![parameter("statement_period", 9, ParameterUnit::WorkingDays)];
    office
        .told
        .tell_from(from, pack("pack-shaxian", "350405", elsewhere));
    let broken = vec![parameter("no_such_key", 1, ParameterUnit::Days)];
    office
        .told
        .tell_from(from, pack("pack-broken", "3506", broken));
    office.hear().await;
    assert_eq!(
        cases::packs::unreadable(office.desk.pool()).await.unwrap(),
        ["pack-broken@2026-02-01"]
    );

    // 3,000 yuan reach the county's figure of 2,500: the right to a hearing is to be told.
    let id = acts::reviewed(&office).await.case_id;
    let untold = office.by(&zheng(), acts::serve_notice(&id));
    let untold = office.penalties.clone().serve_notice(untold).await;
    assert_eq!(reason(untold), "HEARING_RIGHT_NOT_TOLD");
    let told_of = proto::ServeNoticeRequest {
        hearing_told: true,
        ..acts::serve_notice(&id)
    };
    let local = done!(office, &zheng(), penalties.serve_notice(told_of));
    let statement = clock(&local, "STATEMENT");
    assert_eq!(
        (
            statement.due_date.as_str(),
            statement.length.as_str(),
            statement.rule_version.as_str(),
            statement.rule_place.as_str()
        ),
        (
            "2026-03-11",
            "七个工作日",
            "pack-longhai@2026-02-01",
            "龙海区行政执法办案规程第八条"
        )
    );
    let hearing = clock(&local, "HEARING_REQUEST");
    assert_eq!(
        (hearing.due_date.as_str(), hearing.rule_version.as_str()),
        ("2026-03-09", "")
    );
    // What was armed before keeps its period.
    let kept = office.case(&zheng(), &national.case_id).await;
    assert_eq!(clock(&kept, "STATEMENT").due_date, "2026-03-09");
    office.stands_as_recorded(&id).await;
    office.close().await;
}

async fn listed(
    office: &Office,
    actor: &actor::Actor,
    request: proto::ListDeadlinesRequest,
) -> Vec<proto::DueDeadline> {
    let mut all = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = proto::ListDeadlinesRequest {
            page_token,
            ..request.clone()
        };
        let answer = client(office)
            .list_deadlines(office.by(actor, request))
            .await
            .unwrap()
            .into_inner();
        all.extend(answer.deadlines);
        page_token = answer.next_page_token;
        if page_token.is_empty() {
            return all;
        }
    }
}

#[tokio::test]
async fn what_is_due_is_listed_for_the_agency_the_officer_and_the_division() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(acts::noticed(&office).await.case_id);
        office.days_later(1);
    }
    let all = proto::ListDeadlinesRequest::default;
    let own = listed(&office, &zheng(), all()).await;
    let kinds = |due: &[proto::DueDeadline]| -> Vec<(String, String)> {
        let due = due.iter().filter_map(|it| it.deadline.as_ref());
        due.map(|it| (it.kind.clone(), it.due_date.clone()))
            .collect()
    };
    let expected = [
        ("STATEMENT", "2026-03-09"),
        ("STATEMENT", "2026-03-10"),
        ("STATEMENT", "2026-03-11"),
        ("DECISION", "2026-06-01"),
        ("DECISION", "2026-06-01"),
        ("DECISION", "2026-06-02"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(kind, due)| ((*kind).to_owned(), (*due).to_owned()))
        .collect();
    assert_eq!(kinds(&own), expected);
    let first = own[0].deadline.as_ref().unwrap();
    // Today is Thursday, 2026-03-05.
    assert_eq!(
        (first.days_left, first.working_days_left),
        (Some(4), Some(2))
    );
    assert_eq!(first.warn_date, "2026-03-04");
    assert_eq!(
        (own[0].step.as_str(), own[0].case_id.as_str()),
        ("NOTICED", ids[0].as_str())
    );

    // In pages of two the same, and through other eyes what these may see.
    let paged = proto::ListDeadlinesRequest {
        page_size: 2,
        ..all()
    };
    assert_eq!(listed(&office, &zheng(), paged).await, own);
    for division in ["350604", "3506", "35"] {
        let seen = listed(&office, &supervisor(division), all()).await;
        assert_eq!(seen, own, "{division}");
    }
    assert!(
        listed(&office, &supervisor("350405"), all())
            .await
            .is_empty()
    );
    assert!(listed(&office, &luo(), all()).await.is_empty());
    let of_theirs = proto::ListDeadlinesRequest {
        agency_id: zheng().agency_id,
        ..all()
    };
    assert!(listed(&office, &luo(), of_theirs.clone()).await.is_empty());
    assert_eq!(listed(&office, &supervisor("35"), of_theirs).await, own);

    let mine = proto::ListDeadlinesRequest {
        mine: true,
        ..all()
    };
    assert_eq!(listed(&office, &zheng(), mine.clone()).await, own);
    assert!(
        listed(&office, &guo(), mine).await.is_empty(),
        "handled none"
    );
    let statements = proto::ListDeadlinesRequest {
        kinds: vec!["STATEMENT".to_owned()],
        due_from: "2026-03-10".to_owned(),
        due_to: "2026-03-10".to_owned(),
        ..all()
    };
    for actor in [zheng(), supervisor("35")] {
        let seen = listed(&office, &actor, statements.clone()).await;
        assert_eq!(kinds(&seen), expected[1..2]);
    }

    // Passed ones are listed apart; what was met is with its case.
    office.at("2026-03-10T00:00:00+08:00");
    tick(&office.desk).await.unwrap();
    let passed = proto::ListDeadlinesRequest {
        state: DeadlineState::Passed.into(),
        ..all()
    };
    let seen = listed(&office, &zheng(), passed).await;
    assert_eq!(kinds(&seen), expected[..1]);
    assert_eq!(seen[0].deadline.as_ref().unwrap().days_left, None);
    let met = proto::ListDeadlinesRequest {
        state: DeadlineState::Met.into(),
        ..all()
    };
    let refused = client(&office)
        .list_deadlines(office.by(&zheng(), met))
        .await;
    assert_eq!(refused.unwrap_err().code(), tonic::Code::InvalidArgument);
    office.close().await;
}
