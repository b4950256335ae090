//! A case that the police do not take, nor again when asked to reconsider, nor the prosecutor: it goes on to its fine, and the
//! days with the police cost the agency none of its own.

use contract::cases::v1::referral_service_client::ReferralServiceClient;
use contract::cases::v1::{
    AcceptRefusalRequest, AskPoliceReviewRequest, AskProsecutorRequest, ConcludeInquiryRequest,
    DeadlineState, DecideReferralRequest, RecordPoliceAnswerRequest, RecordPoliceReceiptRequest,
    RecordReviewAnswerRequest, RecordSupervisionRequest, ReferralDossierKind, ReferralPaper,
    ReportCrimeRequest, TransferCrimeRequest,
};
use elements::seed::ids;
use stories::Stage;

use crate::crew::{Crew, FINE, advertisement};
use crate::{act, clock, ends, refused};

fn dossier(kinds: &[ReferralDossierKind]) -> Vec<ReferralPaper> {
    let paper = |kind: &ReferralDossierKind| ReferralPaper {
        kind: (*kind).into(),
        title: "移送材料".to_owned(),
    };
    kinds.iter().map(paper).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_referral_refused_and_reconsidered_comes_back_and_is_fined() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let crew = Crew::sign_in(&stage).await;
    let id = crew.file(advertisement("2026-02-10")).await.case_id;
    crew.evidence(&id).await;
    crew.weigh(&id).await;
    let own = |client: &suite::client::Client| ReferralServiceClient::new(client.service());

    stage.travel_to("2026-03-03T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let reported = act!(
        stage,
        own(&crew.zheng),
        report_crime(ReportCrimeRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            crime: "虚假广告罪".to_owned(),
            facts: "违法所得可能达到追诉标准".to_owned(),
            opinion: "建议移送".to_owned(),
        })
    );
    // 移送规定 §5: three days to decide, then 24 hours to transfer.
    assert_eq!(clock(&reported, "REFERRAL_APPROVAL").due_date, "2026-03-06");
    let approved = act!(
        stage,
        own(&crew.guo),
        decide_referral(DecideReferralRequest {
            case_id: id.clone(),
            number: 1,
            approved: true,
            reasons: "涉嫌犯罪".to_owned(),
        })
    );
    let within = clock(&approved, "REFERRAL_TRANSFER").until_time.unwrap();
    assert_eq!(within.seconds - stage.now().seconds, 24 * 3600);

    let papers = [
        ReferralDossierKind::TransferLetter,
        ReferralDossierKind::InquiryReport,
        ReferralDossierKind::GoodsList,
    ];
    let thin = refused!(
        stage,
        own(&crew.zheng),
        transfer_crime(TransferCrimeRequest {
            case_id: id.clone(),
            number: 1,
            police: "龙海公安分局".to_owned(),
            prosecutor: "龙海区人民检察院".to_owned(),
            dossier: dossier(&papers[..1]),
            transfer_time: Some(stage.now()),
        })
    );
    assert_eq!(thin.reason, "DOSSIER_INCOMPLETE");
    assert!(thin.article.starts_with("移送规定第六条"), "{thin:?}");
    act!(
        stage,
        own(&crew.zheng),
        transfer_crime(TransferCrimeRequest {
            case_id: id.clone(),
            number: 1,
            police: "龙海公安分局".to_owned(),
            prosecutor: "龙海区人民检察院".to_owned(),
            dossier: dossier(&papers),
            transfer_time: Some(stage.now()),
        })
    );
    act!(
        stage,
        own(&crew.zheng),
        record_police_receipt(RecordPoliceReceiptRequest {
            case_id: id.clone(),
            number: 1,
            receiver: "王警官".to_owned(),
            receipt: "龙公受〔2026〕3号".to_owned(),
        })
    );
    let meanwhile = refused!(
        stage,
        crew.zheng.penalties(),
        conclude_inquiry(ConcludeInquiryRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            facts: "引证内容未表明出处".to_owned(),
            proposed_fine_fen: FINE,
            discretion: "从轻".to_owned(),
        })
    );
    assert_eq!(meanwhile.reason, "REFERRAL_PENDING");

    stage.travel_to("2026-03-05T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let refusal = act!(
        stage,
        own(&crew.zheng),
        record_police_answer(RecordPoliceAnswerRequest {
            case_id: id.clone(),
            number: 1,
            filed: false,
            document: "龙公不立〔2026〕1号".to_owned(),
            reasons: "未达追诉标准".to_owned(),
        })
    );
    assert_eq!(refusal.referrals[0].step, "POLICE_REFUSED");
    assert!(!clock(&refusal, "DECISION").paused_date.is_empty());
    act!(
        stage,
        own(&crew.zheng),
        ask_police_review(AskPoliceReviewRequest {
            case_id: id.clone(),
            number: 1,
            grounds: "违法所得计算有误".to_owned(),
        })
    );
    stage.travel_to("2026-03-09T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    act!(
        stage,
        own(&crew.zheng),
        record_review_answer(RecordReviewAnswerRequest {
            case_id: id.clone(),
            number: 1,
            filed: false,
            document: "龙公复〔2026〕1号".to_owned(),
            reasons: "维持原决定".to_owned(),
        })
    );
    act!(
        stage,
        own(&crew.zheng),
        ask_prosecutor(AskProsecutorRequest {
            case_id: id.clone(),
            number: 1,
            prosecutor: "龙海区人民检察院".to_owned(),
            grounds: "应当立案而不立案".to_owned(),
        })
    );
    stage.travel_to("2026-03-20T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let back = act!(
        stage,
        own(&crew.zheng),
        record_supervision(RecordSupervisionRequest {
            case_id: id.clone(),
            number: 1,
            filed: false,
            document: "龙检监〔2026〕2号".to_owned(),
            reasons: "不立案理由成立".to_owned(),
        })
    );
    let back = if back.referrals[0].step == "NOT_FILED" {
        back
    } else {
        act!(
            stage,
            own(&crew.guo),
            accept_refusal(AcceptRefusalRequest {
                case_id: id.clone(),
                number: 1,
                reasons: "不构成犯罪，依法给予行政处罚".to_owned(),
            })
        )
    };
    let decision = clock(&back, "DECISION");
    assert_eq!(decision.state(), DeadlineState::Open);
    // Nominally 90 days from filing are 2026-05-31; 17 of them, from the transfer to the return, did not count.
    assert!(decision.due_date.as_str() > "2026-06-15", "{decision:?}");

    crew.conclude(&id).await;
    crew.review(&id).await;
    crew.notify(&id).await;
    crew.waive(&id).await;
    crew.endorse(&id).await;
    crew.decide(&id).await;
    crew.serve(&id).await;
    crew.pay(&id).await;
    assert!(crew.close(&id).await.closed);
    ends(stage).await;
}
