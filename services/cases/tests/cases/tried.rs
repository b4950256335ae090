//! What is only tried: every act around a decision says what would come of it, or why it is refused, and writes nothing.

use contract::cases::v1::{self as proto, *};

use crate::acts::{self, done};
use crate::office::{self, Office, fresh, guo, head, refusal, xu, zheng};

/// How much has been written: events, answers, document numbers, tasks.
async fn written(office: &Office) -> Vec<i64> {
    sqlx::query_scalar(
        "select array[(select count(*) from record), (select count(*) from answer), \
         (select count(*) from document_number), (select coalesce(max(number), 0) from case_task)]",
    )
    .fetch_one(&office.database.pool)
    .await
    .unwrap()
}

/// A case without the number that only the act itself is given.
fn unnumbered(mut case: proto::Case) -> proto::Case {
    if let Some(file) = &mut case.penalty {
        file.document_number.clear();
        for correction in &mut file.corrections {
            correction.document_number.clear();
        }
    }
    case
}

/// Tries an act, sees that nothing is written, does it, and sees that it came out as it was said; the case after it.
macro_rules! tried {
    ($office:expr, $actor:expr, $client:ident.$method:ident($request:expr)) => {{
        let request = $request;
        // On the heap: a test tries many acts, each with room of its own.
        let trying = async {
            let mut only = request.clone();
            only.request_id = fresh();
            only.validate_only = true;
            let before = (
                written(&$office).await,
                $office.kept(&request.case_id).await,
            );
            let would = done!($office, $actor, $client.$method(only));
            let after = (
                written(&$office).await,
                $office.kept(&request.case_id).await,
            );
            assert_eq!(after, before, "what is tried writes nothing");
            let case = done!($office, $actor, $client.$method(request));
            let shown = would.penalty.as_ref().unwrap();
            let file = case.penalty.as_ref().unwrap();
            if shown.document_number != file.document_number {
                assert_eq!(shown.document_number, "", "no number is shown");
            }
            assert_eq!(unnumbered(would), unnumbered(case.clone()));
            case
        };
        Box::pin(trying).await
    }};
}

/// Tries an act that is refused; reason and article, the same as those of the act itself, and nothing is written.
macro_rules! refused {
    ($office:expr, $actor:expr, $client:ident.$method:ident($request:expr)) => {{
        let request = $request;
        let mut only = request.clone();
        only.request_id = fresh();
        only.validate_only = true;
        let before = (
            written(&$office).await,
            $office.kept(&request.case_id).await,
        );
        let trial = $office
            .$client
            .clone()
            .$method($office.by($actor, only))
            .await;
        let act = $office
            .$client
            .clone()
            .$method($office.by($actor, request.clone()))
            .await;
        let (trial, act) = (refusal(&trial.unwrap_err()), refusal(&act.unwrap_err()));
        assert_eq!(trial, act);
        let after = (
            written(&$office).await,
            $office.kept(&request.case_id).await,
        );
        assert_eq!(after, before);
        (act.0, act.1)
    }};
}

fn correct(case_id: &str) -> CorrectErrorsRequest {
    CorrectErrorsRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        wrong: "石玛街道".to_owned(),
        right: "石码街道".to_owned(),
        ..CorrectErrorsRequest::default()
    }
}

fn fined(fen: i64) -> Disposal {
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

fn change(case_id: &str, fen: i64) -> RevokeDecisionRequest {
    RevokeDecisionRequest {
        effect: RevocationEffect::Changed.into(),
        ground: RevocationGround::SelfCorrection.into(),
        changed: Some(fined(fen)),
        ..acts::revoke(case_id)
    }
}

fn why(reason: &str, article: &str) -> (String, String) {
    (reason.to_owned(), article.to_owned())
}

#[tokio::test]
async fn a_penalty_is_tried_from_its_endorsement_to_its_decision() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    done!(
        office,
        &zheng(),
        penalties.waive_statement(acts::waive(&id))
    );
    let early = refused!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    assert_eq!(
        early,
        why("ENDORSEMENT_MISSING", "行政处罚法第五十七条第一款")
    );
    tried!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    let heavier = refused!(office, &guo(), penalties.decide(acts::decide(&id, 300_001)));
    assert_eq!(heavier.0, "FINE_ABOVE_NOTICE");
    let decided = tried!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    assert_eq!(decided.step, "DECIDED");
    let corrected = tried!(office, &guo(), decisions.correct_errors(correct(&id)));
    assert_eq!(corrected.step, "DECIDED");
    office.close().await;
}

#[tokio::test]
async fn what_becomes_of_a_served_decision_is_tried_to_its_closing() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let heavier = refused!(
        office,
        &guo(),
        penalties.revoke_decision(change(&id, 300_001))
    );
    assert_eq!(heavier.0, "CHANGE_HEAVIER");
    let changed = tried!(
        office,
        &guo(),
        penalties.revoke_decision(change(&id, 200_000))
    );
    assert_eq!(changed.penalty.unwrap().fine_fen, 200_000);
    let unpaid = refused!(
        office,
        &zheng(),
        decisions.propose_closing(acts::propose_closing(&id))
    );
    assert_eq!(unpaid.0, "FINE_NOT_PAID");
    let payment = acts::pay(&office, &id, 200_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    let unproposed = refused!(office, &guo(), penalties.close_case(acts::close_case(&id)));
    assert_eq!(unproposed.0, "CLOSING_NOT_PROPOSED");
    tried!(
        office,
        &zheng(),
        decisions.propose_closing(acts::propose_closing(&id))
    );
    office.close().await;
}

#[tokio::test]
async fn a_closing_and_a_decision_made_anew_are_tried() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let payment = acts::pay(&office, &id, 300_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    done!(
        office,
        &zheng(),
        decisions.propose_closing(acts::propose_closing(&id))
    );
    let closed = tried!(office, &guo(), penalties.close_case(acts::close_case(&id)));
    assert_eq!((closed.step.as_str(), closed.closed), ("CLOSED", true));
    let unpublished = refused!(office, &zheng(), decisions.archive_case(archive(&id)));
    assert_eq!(unpublished.0, "PUBLICITY_RUNNING");
    let redo = RevokeDecisionRequest {
        redo: true,
        ..acts::revoke(&id)
    };
    let anew = tried!(office, &guo(), penalties.revoke_decision(redo));
    assert_eq!((anew.step.as_str(), anew.closed), ("FILED", false));
    office.close().await;
}

fn archive(case_id: &str) -> ArchiveCaseRequest {
    ArchiveCaseRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        archive_number: "2026-行处-001".to_owned(),
        ..ArchiveCaseRequest::default()
    }
}

#[tokio::test]
async fn what_spares_a_party_is_tried_from_its_decision_to_the_archive() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    tried!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    let spare = DecideWithoutPenaltyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        disposal: Some(Disposal {
            ruling: Ruling::Spared.into(),
            spare_ground: SpareGround::MinorCorrected.into(),
            ..Disposal::default()
        }),
        reasons: "违法行为轻微并及时改正，没有造成危害后果".to_owned(),
        correction_order: "已改正，不再责令".to_owned(),
        education: "当面进行法律法规宣传教育".to_owned(),
        ..DecideWithoutPenaltyRequest::default()
    };
    let handler = refused!(
        office,
        &zheng(),
        decisions.decide_without_penalty(spare.clone())
    );
    assert_eq!(handler.0, "NOT_A_RESPONSIBLE_LEADER");
    let spared = tried!(office, &guo(), decisions.decide_without_penalty(spare));
    assert_eq!(spared.step, "DISMISSED");
    tried!(office, &guo(), decisions.correct_errors(correct(&id)));
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    let wrong = refused!(
        office,
        &zheng(),
        decisions.propose_closing(acts::propose_closing(&id))
    );
    assert_eq!(wrong.0, "CLOSING_GROUND_DOES_NOT_FIT");
    let propose = ProposeClosingRequest {
        ground: ClosingGround::NotPunished.into(),
        ..acts::propose_closing(&id)
    };
    tried!(office, &zheng(), decisions.propose_closing(propose.clone()));
    let back = CloseCaseRequest {
        returned: true,
        conclusion: "请补充送达回证".to_owned(),
        ..acts::close_case(&id)
    };
    let sent_back = tried!(office, &guo(), penalties.close_case(back));
    assert!(!sent_back.closed);
    let again = ProposeClosingRequest {
        request_id: fresh(),
        ..propose
    };
    done!(office, &zheng(), decisions.propose_closing(again));
    tried!(office, &guo(), penalties.close_case(acts::close_case(&id)));
    let archived = tried!(office, &zheng(), decisions.archive_case(archive(&id)));
    assert_eq!(archived.step, "DISMISSAL_ARCHIVED");
    let late = refused!(office, &guo(), decisions.correct_errors(correct(&id)));
    assert_eq!(late.0, "CASE_CLOSED");
    office.close().await;
}

#[tokio::test]
async fn the_steps_before_a_decision_are_tried_too() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    tried!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 300_000))
    );
    let forgo = ForgoReviewRequest {
        request_id: fresh(),
        case_id: id.clone(),
        reasons: "不属于应当进行法制审核的情形".to_owned(),
        ..ForgoReviewRequest::default()
    };
    let reviewer = refused!(office, &xu(), decisions.forgo_review(forgo.clone()));
    assert_eq!(reviewer.0, "ROLE_NOT_PERMITTED");
    let forgone = tried!(office, &zheng(), decisions.forgo_review(forgo));
    assert_eq!(forgone.step, "REVIEWED");
    let extend = ExtendReviewRequest {
        request_id: fresh(),
        case_id: id.clone(),
        reasons: "案情复杂".to_owned(),
        ..ExtendReviewRequest::default()
    };
    let late = refused!(office, &guo(), decisions.extend_review(extend));
    assert_eq!(late.0, "STEP_PASSED");
    office.close().await;
}
