//! A fine as high as the law goes: the party asks for a hearing, is heard, and the meeting that must discuss it is not of one mind.

use contract::cases::v1::hearing_service_client::HearingServiceClient;
use contract::cases::v1::meeting_service_client::MeetingServiceClient;
use contract::cases::v1::{
    AnswerHearingRequest, AppointPresiderRequest, CallMeetingRequest, ChosenTier,
    ConcludeInquiryRequest, ConcludeMeetingRequest, DecideRequest, Disposal, HearingManner,
    HoldHearingRequest, MeetingVoice, NotifyHearingRequest, RecordStatementRequest,
    ReportHearingRequest, RequestHearingRequest, Ruling, Sanction, SanctionKind,
    ServeNoticeRequest, WeighPenaltyRequest,
};
use contract::elements::v1::Domain;
use elements::seed::ids;
use stories::{Clerks, Stage};
use suite::client::{Client, SignedIn};

use crate::crew::{Crew, advertisement, in_person, signed};
use crate::people::{Wanted, hire};
use crate::{act, ends, refused};

/// A hundred thousand yuan in fen: from here on a firm may ask for a hearing (市场监管), and the item knows no more.
const HEAVY: i64 = 10_000_000;

fn hearings(client: &Client) -> HearingServiceClient<SignedIn> {
    HearingServiceClient::new(client.service())
}

fn meetings(client: &Client) -> MeetingServiceClient<SignedIn> {
    MeetingServiceClient::new(client.service())
}

const fn of_the_board(username: &'static str, name: &'static str) -> Wanted {
    Wanted {
        username,
        name,
        agency: ids::AGENCY_MARKET,
        division: ids::DIVISION_LONGHAI,
        domain: Domain::MarketSupervision,
        role: "leader",
    }
}

fn fined() -> Disposal {
    Disposal {
        ruling: Ruling::Punished.into(),
        sanctions: vec![Sanction {
            kind: SanctionKind::Fine.into(),
            amount_fen: HEAVY,
            ..Sanction::default()
        }],
        ..Disposal::default()
    }
}

fn decision(stage: &Stage, id: &str) -> DecideRequest {
    DecideRequest {
        request_id: stage.request_id(),
        case_id: id.to_owned(),
        fine_fen: HEAVY,
        reasons: "经听证和集体讨论，事实清楚，裁量适当".to_owned(),
        correction_order: "责令停止发布".to_owned(),
        ..DecideRequest::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_heavy_fine_is_heard_discussed_and_decided_no_heavier_than_it_was_told() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    let wanted = [
        of_the_board("ye.fang", "叶芳"),
        of_the_board("lan.tian", "蓝天"),
    ];
    let [ye, lan] = hire(&stage, &clerks, wanted)
        .await
        .map(|it| it.officer_id());
    let crew = Crew::sign_in(&stage).await;
    let id = crew.file(advertisement("2026-02-10")).await.case_id;
    proposed(&crew, &id).await;

    let silent = refused!(
        stage,
        crew.zheng.penalties(),
        serve_notice(ServeNoticeRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            content: "拟罚款十万元".to_owned(),
            service: Some(in_person()),
        })
    );
    assert!(
        silent.article.starts_with("行政处罚法第六十三条"),
        "{silent:?}"
    );
    act!(
        stage,
        crew.zheng.penalties(),
        serve_notice(ServeNoticeRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            content: "拟罚款十万元".to_owned(),
            hearing_told: true,
            service: Some(in_person()),
        })
    );
    act!(
        stage,
        crew.zheng.penalties(),
        record_statement(RecordStatementRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            statement: "处罚过重".to_owned(),
            reply: "情节较重，不予采纳".to_owned(),
        })
    );
    heard(&stage, &crew, &id).await;

    let crew = Crew::sign_in(&stage).await;
    crew.review(&id).await;
    act!(
        stage,
        meetings(&crew.zheng),
        call_meeting(CallMeetingRequest {
            case_id: id.clone(),
            member_ids: vec![ids::OFFICER_GUO.id.to_owned(), ye.clone(), lan],
            why: "拟给予较重的行政处罚".to_owned(),
        })
    );
    let undiscussed = stories::said(crew.guo.penalties().decide(decision(&stage, &id)).await);
    assert!(
        undiscussed.article.starts_with("行政处罚法第五十七条"),
        "{undiscussed:?}"
    );
    let voice = |member: &str, agrees: bool| MeetingVoice {
        member_id: member.to_owned(),
        agrees,
        opinion: if agrees { "" } else { "建议从轻" }.to_owned(),
    };
    let minutes = act!(
        stage,
        meetings(&crew.guo),
        conclude_meeting(ConcludeMeetingRequest {
            case_id: id.clone(),
            number: 1,
            presider_id: ids::OFFICER_GUO.id.to_owned(),
            voices: vec![voice(ids::OFFICER_GUO.id, true), voice(&ye, false)],
            disposal: Some(fined()),
            conclusion: "同意拟处罚意见，一人保留不同意见".to_owned(),
        })
    );
    let voices = &minutes.meetings[0].minutes.as_ref().unwrap().voices;
    assert!(voices.iter().any(|it| !it.agrees), "the dissent is kept");
    crew.endorse(&id).await;
    let heavier = DecideRequest {
        fine_fen: HEAVY + 1,
        ..decision(&stage, &id)
    };
    let heavier = stories::said(crew.guo.penalties().decide(heavier).await);
    assert!(!heavier.article.is_empty(), "{heavier:?}");
    let decided = crew.guo.penalties().decide(decision(&stage, &id)).await;
    let decided = decided.unwrap().into_inner().case.unwrap();
    assert_eq!(decided.penalty.as_ref().unwrap().fine_fen, HEAVY);
    crew.serve(&id).await;
    ends(stage).await;
}

/// From evidence to the proposal of a hundred thousand yuan and its legal review.
async fn proposed(crew: &Crew<'_>, id: &str) {
    let stage = crew.stage;
    crew.evidence(id).await;
    act!(
        stage,
        crew.zheng.discretion(),
        weigh_penalty(WeighPenaltyRequest {
            case_id: id.to_owned(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            tier_at_act: Some(ChosenTier {
                tier: "较重".to_owned(),
                condition: "两年内因同类违法行为受过行政处罚，或者造成较重危害后果".to_owned(),
            }),
            amount_fen: Some(HEAVY),
        })
    );
    act!(
        stage,
        crew.zheng.penalties(),
        conclude_inquiry(ConcludeInquiryRequest {
            case_id: id.to_owned(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            facts: "引证内容虚假，造成较重危害后果".to_owned(),
            proposed_fine_fen: HEAVY,
            discretion: "情节较重".to_owned(),
        })
    );
    crew.review(id).await;
}

/// From the request to the report, fourteen days later.
async fn heard(stage: &Stage, crew: &Crew<'_>, id: &str) {
    act!(
        stage,
        hearings(&crew.zheng),
        request_hearing(RequestHearingRequest {
            case_id: id.to_owned(),
            manner: HearingManner::Oral.into(),
        })
    );
    let pending = stories::said(crew.guo.penalties().decide(decision(stage, id)).await);
    assert!(!pending.article.is_empty(), "{pending:?}");
    act!(
        stage,
        hearings(&crew.guo),
        answer_hearing(AnswerHearingRequest {
            case_id: id.to_owned(),
            number: 1,
            granted: true,
            reasons: "符合听证条件".to_owned(),
        })
    );
    let own = refused!(
        stage,
        hearings(&crew.guo),
        appoint_presider(AppointPresiderRequest {
            case_id: id.to_owned(),
            number: 1,
            presider_id: ids::OFFICER_CAI.id.to_owned(),
        })
    );
    assert_eq!(own.reason, "PRESIDER_HANDLED_CASE");
    act!(
        stage,
        hearings(&crew.guo),
        appoint_presider(AppointPresiderRequest {
            case_id: id.to_owned(),
            number: 1,
            presider_id: ids::OFFICER_XU.id.to_owned(),
        })
    );
    let notice = |day: &str| NotifyHearingRequest {
        request_id: stage.request_id(),
        case_id: id.to_owned(),
        number: 1,
        hearing_date: day.to_owned(),
        place: "上午九时，局三楼听证室".to_owned(),
        service: Some(in_person()),
        ..NotifyHearingRequest::default()
    };
    // 行政处罚法 §64(2): seven days before.
    let short = stories::said(
        hearings(&crew.xu)
            .notify_hearing(notice("2026-03-06"))
            .await,
    );
    assert!(
        short.article.starts_with("行政处罚法第六十四条"),
        "{short:?}"
    );
    let told = hearings(&crew.xu)
        .notify_hearing(notice("2026-03-16"))
        .await;
    let told = told.unwrap().into_inner().case.unwrap();
    assert_eq!(told.hearings[0].step, "NOTIFIED");

    stage.travel_to("2026-03-16T10:00:00+08:00");
    let crew = Crew::sign_in(stage).await;
    act!(
        stage,
        hearings(&crew.xu),
        hold_hearing(HoldHearingRequest {
            case_id: id.to_owned(),
            number: 1,
            agents: vec!["王律师".to_owned()],
            record: "调查人员举证，当事人陈述、申辩、质证".to_owned(),
            signature: Some(signed()),
        })
    );
    act!(
        stage,
        hearings(&crew.xu),
        report_hearing(ReportHearingRequest {
            case_id: id.to_owned(),
            number: 1,
            report: "事实清楚，建议维持拟处罚意见".to_owned(),
        })
    );
}
