//! What phones recorded without a network: done once, whatever the order of arrival, the cuts and the duplicates.

use std::slice::from_ref;

use actor::Actor;
use cases::clocks::tick;
use chrono::TimeDelta;
use contract::cases::v1::{self as proto, *};
use tonic::Code;

use crate::acts::{self, done};
use crate::office::{self, Office, cai, guo, head, luo, reason, refusal, timestamp, zheng};
use crate::phone::{CONCLUDE, FILE, Phone, client, replayed, sent};
use crate::timeline::told;

pub(crate) const MONDAY: &str = "2023-11-20T09:00:00+08:00";

/// The one command of a call, refused: reason, the field it names, the Chinese text.
pub(crate) async fn refused(
    office: &Office,
    by: &Actor,
    phone: &Phone,
    command: OfflineCommand,
) -> (String, String, String) {
    let results = replayed(office, by, phone, &[command]).await;
    assert_eq!(results[0].state(), CommandState::Refused, "{results:?}");
    let why = results[0].refusal.clone().unwrap();
    let field = why.violations.first().map(|it| it.field.clone());
    (why.reason, field.unwrap_or_default(), why.text)
}

pub(crate) fn states(results: &[CommandResult]) -> Vec<CommandState> {
    results.iter().map(CommandResult::state).collect()
}

pub(crate) async fn count(office: &Office, statement: &'static str) -> i64 {
    sqlx::query_scalar(statement)
        .fetch_one(&office.database.pool)
        .await
        .unwrap()
}

pub(crate) const REPLAYED: &str =
    "select count(*) from record where type = 'yifa.cases.v1.CommandReplayed'";

#[tokio::test]
async fn a_case_that_was_opened_without_a_network_is_done_once_in_one_go() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone::new("p-1");
    let filing = phone.file(&office, &acts::file(&office));
    let id = filing.opens_case_id.clone();
    let evidence = acts::evidence(&office, &id);
    let first = phone.evidence(&office, &evidence, &[&filing]);
    let conclude = acts::conclude(&id, 300_000);
    let said = (conclude.request_id.as_str(), &conclude);
    let last = phone.record(office.now(), CONCLUDE, said, &[&first]);
    // As they happen to lie in the message.
    let all = [last.clone(), first, filing];
    let results = replayed(&office, &zheng(), &phone, &all).await;
    assert_eq!(states(&results), [CommandState::Accepted; 3], "{results:?}");
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.penalty.as_ref().unwrap().evidence.len(), 1);
    assert_eq!(case.step, "CONCLUDED", "{}", case.step);
    assert_eq!(results[0].case.as_ref(), Some(&case), "the act's answer");
    assert_eq!(results[0].etag, case.etag);

    office.days_later(1);
    let again = replayed(&office, &zheng(), &phone, &all).await;
    assert_eq!(states(&again), [CommandState::AlreadyDone; 3]);
    for (first, again) in results.iter().zip(&again) {
        assert_eq!(first.case, again.case, "the answer given then");
    }
    // The same request on-line gets the same answer, and the other way round.
    let online = done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    assert_eq!(Some(online), results[0].case);
    assert_eq!(count(&office, REPLAYED).await, 3);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn an_act_that_was_done_on_line_is_not_done_again_as_a_command() {
    let office = office::open(MONDAY).await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    let online = done!(
        office,
        &zheng(),
        penalties.record_evidence(evidence.clone())
    );
    let mut phone = Phone::new("p-1");
    let command = phone.evidence(&office, &evidence, &[]);
    let results = replayed(&office, &zheng(), &phone, &[command]).await;
    assert_eq!(states(&results), [CommandState::Accepted]);
    assert_eq!(results[0].case, Some(online));
    assert_eq!(count(&office, REPLAYED).await, 0);
    office.close().await;
}

#[tokio::test]
async fn what_arrives_before_what_it_builds_on_waits_for_it() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone::new("p-1");
    let filing = phone.file(&office, &acts::file(&office));
    let id = filing.opens_case_id.clone();
    let first = phone.evidence(&office, &acts::evidence(&office, &id), &[&filing]);
    let second = phone.evidence(&office, &acts::evidence(&office, &id), &[&first]);
    let waits = replayed(&office, &zheng(), &phone, &[second.clone(), first.clone()]).await;
    assert_eq!(states(&waits), [CommandState::Waiting; 2]);
    assert_eq!(waits[1].waits_for, from_ref(&filing.command_id));
    assert!(waits[1].expire_time.is_some() && waits[1].settle_time.is_none());
    let all = replayed(&office, &zheng(), &phone, from_ref(&filing)).await;
    assert_eq!(states(&all), [CommandState::Accepted; 3], "{all:?}");
    let ids: Vec<&str> = all.iter().map(|it| it.command_id.as_str()).collect();
    assert_eq!(
        ids,
        [&filing.command_id, &first.command_id, &second.command_id]
    );
    let request = GetCommandRequest {
        command_id: second.command_id.clone(),
    };
    let asked = client(&office)
        .get_command(office.by(&zheng(), request.clone()))
        .await;
    let asked = asked.unwrap().into_inner().command.unwrap();
    assert_eq!(asked.case, all[2].case);
    // Nobody else's to ask for.
    let asked = client(&office)
        .get_command(office.by(&guo(), request))
        .await;
    assert_eq!(asked.unwrap_err().code(), Code::NotFound);

    let mut listed = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = ListCommandsRequest {
            page_size: 2,
            page_token,
            device_id: "p-1".to_owned(),
            states: vec![CommandState::Accepted.into()],
        };
        let page = client(&office)
            .list_commands(office.by(&zheng(), request))
            .await;
        let page = page.unwrap().into_inner();
        listed.extend(page.commands.into_iter().map(|it| it.command_id));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    listed.sort_unstable();
    let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
    ids.sort_unstable();
    assert_eq!(listed, ids);
    office.close().await;
}

#[tokio::test]
async fn what_waits_in_vain_expires_and_is_not_done_after_that() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone::new("p-1");
    let filing = phone.file(&office, &acts::file(&office));
    let id = filing.opens_case_id.clone();
    let orphan = phone.evidence(&office, &acts::evidence(&office, &id), &[&filing]);
    replayed(&office, &zheng(), &phone, from_ref(&orphan)).await;
    office.days_later(29);
    tick(&office.desk).await.unwrap();
    let waits = replayed(&office, &zheng(), &phone, from_ref(&orphan)).await;
    assert_eq!(states(&waits), [CommandState::Waiting]);
    office.days_later(2);
    tick(&office.desk).await.unwrap();
    let both = [orphan.clone(), filing];
    let results = replayed(&office, &zheng(), &phone, &both).await;
    assert_eq!(
        states(&results),
        [CommandState::Expired, CommandState::Accepted]
    );
    let why = results[0].refusal.as_ref().unwrap();
    assert_eq!(why.reason, "COMMAND_EXPIRED");
    assert!(why.text.contains("逾期未到"), "{}", why.text);
    let case = office.case(&zheng(), &id).await;
    assert!(case.penalty.unwrap().evidence.is_empty());
    // A call without commands tries what waits, and asks for nothing else.
    let empty = sent(&office, &zheng(), ReplayRequest::default())
        .await
        .unwrap();
    assert!(empty.results.is_empty());
    office.close().await;
}

#[tokio::test]
async fn a_case_that_somebody_changed_meanwhile_is_given_back_and_not_overwritten() {
    let office = office::open(MONDAY).await;
    let case = acts::filed(&office).await;
    let id = case.case_id.clone();
    let mut phone = Phone::new("p-1");
    let seen = |description: &str, etag: &str| RecordEvidenceRequest {
        etag: etag.to_owned(),
        description: description.to_owned(),
        ..acts::evidence(&office, &id)
    };
    let first = phone.evidence(&office, &seen("手机一", &case.etag), &[]);
    let second = phone.evidence(&office, &seen("手机二", &case.etag), &[&first]);
    // The same officer at the desk is another device.
    let desk = seen("电脑", "");
    let newer = done!(office, &zheng(), penalties.record_evidence(desk));
    let both = [first.clone(), second];
    let results = replayed(&office, &zheng(), &phone, &both).await;
    assert_eq!(
        states(&results),
        [CommandState::Conflict, CommandState::Refused]
    );
    assert_eq!(results[0].case.as_ref(), Some(&newer), "as it stands");
    let why = results[0].refusal.as_ref().unwrap();
    assert_eq!(
        (why.code.as_str(), why.reason.as_str()),
        ("ABORTED", "STALE")
    );
    assert_eq!(why.metadata["current_etag"], newer.etag);
    let why = results[1].refusal.as_ref().unwrap();
    assert_eq!(why.reason, "PRECEDING_COMMAND_NOT_DONE");
    assert_eq!(why.metadata["command_id"], first.command_id);
    assert_eq!(office.case(&zheng(), &id).await, newer);

    // Having looked at it the officer sends it anew.
    let rebased = phone.evidence(&office, &seen("手机一", &newer.etag), &[]);
    let results = replayed(&office, &zheng(), &phone, &[rebased, first]).await;
    assert_eq!(
        states(&results),
        [CommandState::Accepted, CommandState::Conflict]
    );
    let case = office.case(&zheng(), &id).await;
    assert_eq!(results[1].case.as_ref(), Some(&case), "the newest");
    let kept: Vec<String> = case
        .penalty
        .unwrap()
        .evidence
        .into_iter()
        .map(|it| it.description)
        .collect();
    assert_eq!(kept, ["电脑", "手机一"]);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn what_others_did_to_a_case_that_the_phone_opened_is_a_conflict_too() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone::new("p-1");
    let filing = phone.file(&office, &acts::file(&office));
    let id = filing.opens_case_id.clone();
    let evidence = || acts::evidence(&office, &id);
    let built_on = phone.evidence(&office, &evidence(), &[&filing]);
    let on_nothing = phone.evidence(&office, &evidence(), &[]);
    replayed(&office, &zheng(), &phone, &[filing]).await;
    let by_another = RecordEvidenceRequest {
        co_officer_id: "o-zheng".to_owned(),
        ..evidence()
    };
    let newer = done!(office, &cai(), penalties.record_evidence(by_another));
    let both = [built_on, on_nothing];
    let results = replayed(&office, &zheng(), &phone, &both).await;
    let expected = [CommandState::Conflict, CommandState::Accepted];
    assert_eq!(states(&results), expected, "{results:?}");
    let shown = results[0].case.as_ref().unwrap().penalty.as_ref().unwrap();
    assert_eq!(shown.evidence[0], newer.penalty.unwrap().evidence[0]);
    office.close().await;
}

#[tokio::test]
async fn what_the_phone_itself_and_the_clock_did_is_no_conflict() {
    let office = office::open(MONDAY).await;
    let case = acts::filed(&office).await;
    let mut phone = Phone::new("p-1");
    let seen = || RecordEvidenceRequest {
        etag: case.etag.clone(),
        ..acts::evidence(&office, &case.case_id)
    };
    let first = phone.evidence(&office, &seen(), &[]);
    let second = phone.evidence(&office, &seen(), &[&first]);
    let third = phone.evidence(&office, &seen(), &[]);
    let results = replayed(&office, &zheng(), &phone, &[first, second, third]).await;
    assert_eq!(states(&results), [CommandState::Accepted; 3], "{results:?}");

    let noticed = acts::noticed(&office).await;
    let endorse = EndorseDecisionRequest {
        etag: noticed.etag,
        ..acts::endorse(&noticed.case_id)
    };
    let mut phone = Phone::new("p-2");
    let said = (endorse.request_id.as_str(), &endorse);
    let method = "/yifa.cases.v1.DecisionService/EndorseDecision";
    let command = phone.record(office.now(), method, said, &[]);
    office.at("2023-11-29T09:00:00+08:00");
    tick(&office.desk).await.unwrap();
    let results = replayed(&office, &head(), &phone, &[command]).await;
    assert_eq!(states(&results), [CommandState::Accepted], "{results:?}");
    office.close().await;
}

#[tokio::test]
async fn a_device_three_days_ahead_is_flagged_and_the_platforms_clock_counts() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone {
        ahead: TimeDelta::days(3),
        ..Phone::new("p-1")
    };
    let an_hour_ago = office.now() - TimeDelta::hours(1);
    let filing = acts::file(&office);
    let said = (filing.request_id.as_str(), &filing);
    let command = phone.record(an_hour_ago, FILE, said, &[]);
    let batch = phone.batch(office.now(), &[command]);
    let answer = sent(&office, &zheng(), batch).await.unwrap();
    assert_eq!(answer.clock_ahead_s, 3 * 24 * 3600);
    let result = &answer.results[0];
    assert_eq!(result.state(), CommandState::Accepted);
    assert!(result.clock_off && !result.late);
    assert_eq!(
        result.device_time,
        Some(timestamp(an_hour_ago + TimeDelta::days(3)))
    );
    assert_eq!(result.reckoned_time, Some(timestamp(an_hour_ago)));
    assert_eq!(result.receive_time, Some(timestamp(office.now())));
    let case = result.case.as_ref().unwrap();
    assert_eq!(case.penalty.as_ref().unwrap().filed_date, "2023-11-20");
    assert_eq!(case.deadlines[0].start_date, "2023-11-20");
    let timeline = told(&office, &zheng(), &case.case_id).await.unwrap();
    let entry = timeline.entries.last().unwrap();
    assert_eq!(
        entry.summary,
        "离线办理后补录（现场无网络）：设备记录时间2023年11月23日08:00，平台收到时间2023年11月20日09:00，\
         设备时钟有误（快3天）"
    );
    assert!(entry.article.contains("第十七条"), "{}", entry.article);
    assert_eq!(entry.officers[0].officer_id, "o-zheng");
    office.stands_as_recorded(&case.case_id).await;
    office.close().await;
}

#[tokio::test]
async fn late_back_entry_is_warned_of_and_never_refused() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone::new("p-1");
    let on_time = phone.file(&office, &acts::file(&office));
    // 2023-11-20 is the fifth working day after 2023-11-13.
    phone.obstacle_ended = "2023-11-13".to_owned();
    let results = replayed(&office, &zheng(), &phone, &[on_time]).await;
    assert!(results[0].state() == CommandState::Accepted && !results[0].late);
    phone.obstacle_ended = "2023-11-10".to_owned();
    let late = phone.file(&office, &acts::file(&office));
    let id = late.opens_case_id.clone();
    let results = replayed(&office, &zheng(), &phone, &[late]).await;
    assert!(results[0].state() == CommandState::Accepted && results[0].late);
    let timeline = told(&office, &zheng(), &id).await.unwrap();
    let summary = &timeline.entries.last().unwrap().summary;
    assert!(summary.ends_with("补录已超过五个工作日"), "{summary}");

    let early = phone.file(&office, &acts::file(&office));
    let mut early = phone.batch(office.now(), &[early]);
    early.obstacle_ended_date = "2023-11-21".to_owned();
    let status = sent(&office, &zheng(), early).await.unwrap_err();
    assert!(
        status.message().starts_with("obstacle_ended_date"),
        "{status:?}"
    );
    office.close().await;
}

#[tokio::test]
async fn a_command_is_no_way_around_permission_and_sight() {
    let office = office::open(MONDAY).await;
    let heard = acts::heard(&office).await;
    let mut phone = Phone::new("p-1");
    let decide = acts::decide(&heard.case_id, 300_000);
    let said = (decide.request_id.as_str(), &decide);
    let method = "/yifa.cases.v1.PenaltyService/Decide";
    let command = phone.record(office.now(), method, said, &[]);
    let (why, _, text) = refused(&office, &zheng(), &phone, command).await;
    assert_eq!(why, "PERMISSION_DENIED");
    assert!(text.contains("没有办理该事项的权限"), "{text}");

    let id = acts::filed(&office).await.case_id;
    let evidence = phone.evidence(&office, &acts::evidence(&office, &id), &[]);
    let (why, _, _) = refused(&office, &luo(), &phone, evidence).await;
    assert_eq!(why, "NOT_FOUND", "another city's case is not there");
    let with_etag = RecordEvidenceRequest {
        etag: "v1".to_owned(),
        ..acts::evidence(&office, &id)
    };
    let evidence = phone.evidence(&office, &with_etag, &[]);
    let (why, _, _) = refused(&office, &luo(), &phone, evidence).await;
    assert_eq!(why, "NOT_FOUND", "nor is there a newer version of it");
    // Whoever may not see cases at all cannot send.
    let nobody = Actor {
        permissions: ["cases.handle".to_owned()].into(),
        ..zheng()
    };
    let refused = sent(&office, &nobody, ReplayRequest::default()).await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
    office.close().await;
}

#[tokio::test]
async fn an_act_is_refused_as_it_is_on_line() {
    let office = office::open(MONDAY).await;
    let id = acts::filed(&office).await.case_id;
    let mut phone = Phone::new("p-1");
    let alone = RecordEvidenceRequest {
        co_officer_id: String::new(),
        ..acts::evidence(&office, &id)
    };
    let online = office.by(&zheng(), alone.clone());
    let online = office.penalties.clone().record_evidence(online).await;
    let online = online.unwrap_err();
    let command = phone.evidence(&office, &alone, &[]);
    let results = replayed(&office, &zheng(), &phone, from_ref(&command)).await;
    let why = results[0].refusal.clone().unwrap();
    let (reason, article, text) = refusal(&online);
    assert_eq!((why.reason, why.article, why.text), (reason, article, text));
    assert_eq!(why.code, "FAILED_PRECONDITION");
    assert_eq!(why.law, "行政处罚法");
    assert_eq!(why.message, online.message());
    // For good: also once it could be done.
    let again = replayed(&office, &zheng(), &phone, &[command]).await;
    assert_eq!(again[0].refusal, results[0].refusal);
    assert_eq!(again[0].settle_time, results[0].settle_time);
    office.close().await;
}

#[tokio::test]
async fn an_id_made_on_a_phone_opens_one_case_only() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone::new("p-1");
    let first = phone.file(&office, &acts::file(&office));
    let second = OfflineCommand {
        opens_case_id: first.opens_case_id.clone(),
        ..phone.file(&office, &acts::file(&office))
    };
    replayed(&office, &zheng(), &phone, from_ref(&first)).await;
    let (why, _, text) = refused(&office, &zheng(), &phone, second).await;
    assert_eq!(why, "CASE_ID_TAKEN");
    assert!(text.contains("重新生成编号"), "{text}");
    office.stands_as_recorded(&first.opens_case_id).await;
    office.close().await;
}

#[tokio::test]
async fn of_two_devices_on_one_case_the_stale_write_is_refused_with_the_newer_version() {
    let office = office::open(MONDAY).await;
    let case = acts::filed(&office).await;
    let seen = || RecordEvidenceRequest {
        etag: case.etag.clone(),
        ..acts::evidence(&office, &case.case_id)
    };
    let newer = done!(office, &zheng(), penalties.record_evidence(seen()));
    let stale = office.by(&zheng(), seen());
    let status = office
        .penalties
        .clone()
        .record_evidence(stale)
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::Aborted);
    let details = tonic_types::StatusExt::get_error_details(&status);
    let info = details.error_info().unwrap();
    assert_eq!(info.metadata["current_etag"], newer.etag);
    assert_eq!(office.case(&zheng(), &case.case_id).await, newer);
    let stale = office.by(&zheng(), seen());
    assert_eq!(
        reason(office.penalties.clone().record_evidence(stale).await),
        "STALE"
    );
    office.close().await;
}

#[tokio::test]
async fn twins_of_a_call_do_everything_once() {
    let office = office::open(MONDAY).await;
    let mut phone = Phone::new("p-1");
    let filing = phone.file(&office, &acts::file(&office));
    let id = filing.opens_case_id.clone();
    let mut commands = vec![filing];
    for _ in 0..5 {
        let evidence = acts::evidence(&office, &id);
        let last = commands[commands.len() - 1].clone();
        commands.push(phone.evidence(&office, &evidence, &[&last]));
    }
    let twins = (0..6).map(|_| {
        let batch = phone.batch(office.now(), &commands);
        let (office, by) = (&office, zheng());
        async move { sent(office, &by, batch).await.unwrap() }
    });
    let twins: Vec<ReplayResponse> = futures::future::join_all(twins).await;
    for twin in &twins {
        for (result, first) in twin.results.iter().zip(&twins[0].results) {
            let is_done = matches!(
                result.state(),
                CommandState::Accepted | CommandState::AlreadyDone
            );
            assert!(is_done, "{result:?}");
            assert_eq!(result.case, first.case);
        }
    }
    let case: proto::Case = office.case(&zheng(), &id).await;
    assert_eq!(case.penalty.unwrap().evidence.len(), 5);
    assert_eq!(count(&office, REPLAYED).await, 6);
    office.close().await;
}
