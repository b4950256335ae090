//! Decisions over the routes: what has to go before them, what becomes of them, who may not race whom.

use contract::cases::v1::*;

use crate::acts::{self, done};
use crate::office::{self, fresh, guo, head, reason, refusal, xu, zheng};

const HEAVY: i64 = 10_000_000;

pub(crate) fn fined(fen: i64) -> Disposal {
    Disposal {
        ruling: Ruling::Punished.into(),
        sanctions: vec![Sanction {
            kind: SanctionKind::Fine.into(),
            amount_fen: fen,
            ..Sanction::default()
        }],
        ..Disposal::default()
    }
}

fn spared() -> Disposal {
    Disposal {
        ruling: Ruling::Spared.into(),
        spare_ground: SpareGround::MinorCorrected.into(),
        ..Disposal::default()
    }
}

pub(crate) fn dismiss(case_id: &str) -> DecideWithoutPenaltyRequest {
    DecideWithoutPenaltyRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        disposal: Some(spared()),
        reasons: "违法行为轻微并及时改正，没有造成危害后果".to_owned(),
        correction_order: "已改正，不再责令".to_owned(),
        education: "当面进行法律法规宣传教育".to_owned(),
        ..DecideWithoutPenaltyRequest::default()
    }
}

#[tokio::test]
async fn a_heavy_case_is_heard_reviewed_discussed_endorsed_and_decided() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let proposal = ConcludeInquiryRequest {
        proposed_fine_fen: 0,
        proposal: Some(fined(HEAVY)),
        ..acts::conclude(&id, HEAVY)
    };
    let case = done!(office, &zheng(), penalties.conclude_inquiry(proposal));
    let file = case.penalty.unwrap();
    assert_eq!(
        file.review_grounds().collect::<Vec<_>>(),
        [LegalReviewGround::Heavy]
    );
    assert_eq!(
        file.meeting_triggers,
        ["拟给予较重的行政处罚", "属于应当进行法制审核的案件"]
    );
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    let notice = ServeNoticeRequest {
        hearing_told: true,
        ..acts::serve_notice(&id)
    };
    done!(office, &zheng(), penalties.serve_notice(notice));
    let statement = RecordStatementRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-cai".to_owned(),
        statement: "请求从轻".to_owned(),
        reply: "不予采纳".to_owned(),
        ..RecordStatementRequest::default()
    };
    done!(office, &zheng(), penalties.record_statement(statement));

    let request = RequestHearingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        manner: HearingManner::Oral.into(),
        ..RequestHearingRequest::default()
    };
    done!(office, &zheng(), hearings.request_hearing(request));
    let answer = AnswerHearingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        granted: true,
        reasons: "符合条件".to_owned(),
        ..AnswerHearingRequest::default()
    };
    done!(office, &guo(), hearings.answer_hearing(answer));
    let appoint = |who: &str| AppointPresiderRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        presider_id: who.to_owned(),
        ..AppointPresiderRequest::default()
    };
    let wrong = office.by(&guo(), appoint("o-cai"));
    let status = office.hearings.clone().appoint_presider(wrong).await;
    let (why, article, _) = refusal(&status.unwrap_err());
    assert_eq!(
        (why.as_str(), article.as_str()),
        ("PRESIDER_HANDLED_CASE", "行政处罚法第六十四条第（四）项")
    );
    done!(office, &guo(), hearings.appoint_presider(appoint("o-xu")));
    let notify = NotifyHearingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        hearing_date: "2026-03-16".to_owned(),
        place: "上午九时，局三楼听证室".to_owned(),
        service: acts::serve_notice(&id).service,
        ..NotifyHearingRequest::default()
    };
    let tried = NotifyHearingRequest {
        validate_only: true,
        ..notify.clone()
    };
    let before = office.case(&guo(), &id).await;
    let would_be = done!(office, &xu(), hearings.notify_hearing(tried));
    let session = would_be.hearings[0].session.clone().unwrap();
    assert_eq!(session.document_number, "", "what is tried takes no number");
    assert_eq!(office.case(&guo(), &id).await, before);
    let told = done!(office, &xu(), hearings.notify_hearing(notify.clone()));
    assert_eq!(
        told.hearings[0].session.as_ref().unwrap().document_number,
        "龙市监听通〔2026〕1号"
    );
    assert_eq!(done!(office, &xu(), hearings.notify_hearing(notify)), told);

    office.at("2026-03-16T10:00:00+08:00");
    let held = HoldHearingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        agents: vec!["王律师".to_owned()],
        record: "陈述、申辩、质证".to_owned(),
        signature: acts::waive(&id).signature,
        ..HoldHearingRequest::default()
    };
    done!(office, &xu(), hearings.hold_hearing(held));
    let decide = || office.by(&guo(), acts::decide(&id, HEAVY));
    assert_eq!(
        reason(office.penalties.clone().decide(decide()).await),
        "HEARING_OPEN"
    );
    let report = ReportHearingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        report: "建议维持".to_owned(),
        ..ReportHearingRequest::default()
    };
    done!(office, &xu(), hearings.report_hearing(report));
    assert_eq!(
        reason(office.penalties.clone().decide(decide()).await),
        "LEGAL_REVIEW_NEEDED"
    );
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    let call = CallMeetingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        member_ids: ["o-guo", "o-ye", "o-lan"].map(ToOwned::to_owned).to_vec(),
        why: "拟给予较重处罚".to_owned(),
        ..CallMeetingRequest::default()
    };
    done!(office, &zheng(), meetings.call_meeting(call));
    let voice = |who: &str, agrees: bool| MeetingVoice {
        member_id: who.to_owned(),
        agrees,
        opinion: if agrees { "" } else { "建议从轻" }.to_owned(),
    };
    let conclude = ConcludeMeetingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        presider_id: "o-guo".to_owned(),
        voices: vec![voice("o-guo", true), voice("o-ye", false)],
        disposal: Some(fined(HEAVY)),
        conclusion: "同意拟处罚意见".to_owned(),
        ..ConcludeMeetingRequest::default()
    };
    done!(office, &guo(), meetings.conclude_meeting(conclude));
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    // It is the most that the item knows, and the most that was told and discussed.
    let heavier = office.by(&guo(), acts::decide(&id, HEAVY + 1));
    let status = office.penalties.clone().decide(heavier).await.unwrap_err();
    let (why, article, _) = refusal(&status);
    assert_eq!(
        (why.as_str(), article.as_str()),
        ("FINE_OUTSIDE_RANGE", "行政处罚法第四条")
    );
    let absent = testkit::actor::leader("o-lan", crate::elements::MARKET, "350604");
    let absent = office.by(&absent, acts::decide(&id, HEAVY));
    let status = office.penalties.clone().decide(absent).await.unwrap_err();
    let (why, article, _) = refusal(&status);
    assert_eq!(
        (why.as_str(), article.as_str()),
        ("DECIDER_NOT_AT_MEETING", "行政处罚法第五十七条第二款")
    );
    let decided = done!(office, &guo(), penalties.decide(acts::decide(&id, HEAVY)));
    assert_eq!(decided.step, "DECIDED");
    let minutes = decided.meetings[0].minutes.clone().unwrap();
    assert!(!minutes.voices[1].agrees, "dissent is kept");
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_party_that_is_spared_is_decided_upon_without_a_notice_and_closed_and_archived() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    let uneducated = DecideWithoutPenaltyRequest {
        education: String::new(),
        ..dismiss(&id)
    };
    let uneducated = office.by(&guo(), uneducated);
    let mut decisions = office.decisions.clone();
    let status = decisions.decide_without_penalty(uneducated).await;
    let (why, article, _) = refusal(&status.unwrap_err());
    assert_eq!(
        (why.as_str(), article.as_str()),
        ("EDUCATION_MISSING", "行政处罚法第三十三条第三款")
    );
    let case = done!(
        office,
        &guo(),
        decisions.decide_without_penalty(dismiss(&id))
    );
    let file = case.penalty.unwrap();
    assert_eq!(case.step, "DISMISSED");
    assert_eq!(file.document_number, "龙市监不罚〔2026〕1号");
    assert_eq!(file.fine_fen, 0);
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    let propose = ProposeClosingRequest {
        ground: ClosingGround::NotPunished.into(),
        ..acts::propose_closing(&id)
    };
    done!(office, &zheng(), decisions.propose_closing(propose));
    done!(office, &guo(), penalties.close_case(acts::close_case(&id)));
    let archive = ArchiveCaseRequest {
        request_id: fresh(),
        case_id: id.clone(),
        archive_number: "2026-行处-001".to_owned(),
        ..ArchiveCaseRequest::default()
    };
    let filed_away = done!(office, &zheng(), decisions.archive_case(archive));
    assert_eq!(filed_away.step, "DISMISSAL_ARCHIVED");
    let evidence = office.by(&zheng(), acts::evidence(&office, &id));
    assert_eq!(
        reason(office.penalties.clone().record_evidence(evidence).await),
        "CASE_CLOSED"
    );
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn without_a_revenue_item_nothing_is_decided_that_has_to_be_paid() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::heard(&office).await.case_id;
    let of_another = contract::elements::v1::element::Body::RevenueMapping(
        contract::elements::v1::RevenueMapping {
            agency_id: "elsewhere".to_owned(),
            ..crate::elements::revenue_mapping(crate::elements::MARKET)
        },
    );
    office.told.tell(of_another);
    office.hear().await;
    let decide = office.by(&guo(), acts::decide(&id, 300_000));
    let (why, article, _) = refusal(&office.penalties.clone().decide(decide).await.unwrap_err());
    assert_eq!(
        (why.as_str(), article.as_str()),
        ("REVENUE_NOT_MAPPED", "行政处罚法第六十七条第一款")
    );
    // The item's own is enough.
    let own = contract::elements::v1::RevenueMapping {
        revenue_mapping_id: "rev-label".to_owned(),
        item_id: "i-label".to_owned(),
        ..crate::elements::revenue_mapping(crate::elements::MARKET)
    };
    let own = contract::elements::v1::element::Body::RevenueMapping(own);
    office.told.tell(own);
    office.hear().await;
    done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    office.close().await;
}

#[tokio::test]
async fn of_two_leaders_who_decide_at_once_one_decides() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::heard(&office).await.case_id;
    let (_, mut elsewhere) = office.second().await;
    let mut here = office.penalties.clone();
    let other = testkit::actor::leader("o-ye", crate::elements::MARKET, "350604");
    let first = office.by(&guo(), acts::decide(&id, 300_000));
    let second = office.by(&other, acts::decide(&id, 200_000));
    let (first, second) = tokio::join!(here.decide(first), elsewhere.decide(second));
    let won = [first.is_ok(), second.is_ok()];
    assert_eq!(won.iter().filter(|won| **won).count(), 1, "{won:?}");
    let lost = first.err().or(second.err()).unwrap();
    assert_eq!(refusal(&lost).0, "STEP_PASSED");
    let fine = office.case(&guo(), &id).await.penalty.unwrap().fine_fen;
    assert_eq!(fine, if won[0] { 300_000 } else { 200_000 });
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_decision_and_the_withdrawal_of_its_endorsement_race_and_one_wins() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::heard(&office).await.case_id;
    let back = EndorseDecisionRequest {
        opinion: ReviewOpinion::Returned.into(),
        remarks: "发现新线索，退回补充调查".to_owned(),
        ..acts::endorse(&id)
    };
    let (mut penalties, mut decisions) = (office.penalties.clone(), office.decisions.clone());
    let decide = office.by(&guo(), acts::decide(&id, 300_000));
    let back = office.by(&head(), back);
    let (decided, returned) =
        tokio::join!(penalties.decide(decide), decisions.endorse_decision(back));
    assert_ne!(decided.is_ok(), returned.is_ok());
    let step = office.case(&guo(), &id).await.step;
    assert_eq!(step, if decided.is_ok() { "DECIDED" } else { "FILED" });
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_changed_decision_is_collected_and_a_corrected_one_is_what_it_was() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let correct = CorrectErrorsRequest {
        request_id: fresh(),
        case_id: id.clone(),
        wrong: "石玛街道".to_owned(),
        right: "石码街道".to_owned(),
        ..CorrectErrorsRequest::default()
    };
    let corrected = done!(office, &guo(), decisions.correct_errors(correct));
    let file = corrected.penalty.unwrap();
    assert_eq!(file.corrections[0].document_number, "龙市监补正〔2026〕1号");
    let change = |fen: i64| RevokeDecisionRequest {
        effect: RevocationEffect::Changed.into(),
        ground: RevocationGround::SelfCorrection.into(),
        changed: Some(fined(fen)),
        ..acts::revoke(&id)
    };
    let heavier = office.by(&guo(), change(300_001));
    assert_eq!(
        reason(office.penalties.clone().revoke_decision(heavier).await),
        "CHANGE_HEAVIER"
    );
    let case = done!(office, &guo(), penalties.revoke_decision(change(200_000)));
    let file = case.penalty.unwrap();
    assert_eq!((case.step.as_str(), file.fine_fen), ("SERVED", 200_000));
    assert_eq!(file.document_number, "龙市监纠〔2026〕1号");
    assert_eq!(
        file.former[0].decided.as_ref().unwrap().sanctions[0].amount_fen,
        300_000
    );
    let payment = acts::pay(&office, &id, 200_000);
    let paid = done!(office, &zheng(), penalties.record_payment(payment));
    assert_eq!(paid.step, "PAID");
    acts::closed(&office, &id).await;
    office.stands_as_recorded(&id).await;

    let redo = RevokeDecisionRequest {
        redo: true,
        ..acts::revoke(&id)
    };
    let anew = done!(office, &guo(), penalties.revoke_decision(redo));
    assert_eq!((anew.step.as_str(), anew.closed), ("FILED", false));
    office.stands_as_recorded(&id).await;
    office.close().await;
}
