//! Requests that are right, to be sent as they are or bent by a test; and cases taken to a step.

use std::sync::atomic::{AtomicI64, Ordering};

use actor::Actor;
use contract::cases::v1::{self as proto, *};

use crate::elements::{FIRE, MARKET, SHIMA, URBAN};
use crate::office::{Office, fresh, guo, head, huang, lin, timestamp, xu, zheng};

pub(crate) const HAZARDS: [&str; 3] = ["未配置灭火器", "燃气软管不合格", "未安装燃气泄漏报警装置"];

pub(crate) fn open_inspection() -> OpenInspectionRequest {
    OpenInspectionRequest {
        request_id: fresh(),
        agency_id: SHIMA.to_owned(),
        joint_agency_ids: vec![MARKET.to_owned(), URBAN.to_owned(), FIRE.to_owned()],
        party_id: "p-snack".to_owned(),
        item_ids: vec!["i-gas".to_owned()],
        kind: InspectionKind::Special.into(),
        basis: Some(InspectionBasis {
            kind: InspectionBasisKind::Complaint.into(),
            reference: "12345-2023-0031".to_owned(),
        }),
        reason: "燃气安全专项检查".to_owned(),
        place: "石码街道".to_owned(),
        planned_date: String::new(),
        co_officer_id: "o-chen".to_owned(),
        ..OpenInspectionRequest::default()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "requests carry it as an option")]
pub(crate) fn signed() -> Option<Signature> {
    Some(Signature {
        manner: SignatureManner::Signed.into(),
        signer: "张某某".to_owned(),
        witness: String::new(),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "requests carry it as an option")]
pub(crate) fn direct() -> Option<Service> {
    Some(Service {
        manner: ServiceManner::Direct.into(),
        served_date: String::new(),
        receiver: "张某某".to_owned(),
        remarks: String::new(),
    })
}

pub(crate) fn record_site(office: &Office, case_id: &str, found: &[&str]) -> RecordSiteRequest {
    let now = office.now();
    RecordSiteRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-chen".to_owned(),
        start_time: Some(timestamp(now - chrono::Duration::minutes(30))),
        end_time: Some(timestamp(now)),
        certificates_shown: true,
        rights_told: true,
        findings: found
            .iter()
            .map(|what| Finding {
                description: (*what).to_owned(),
                ..Finding::default()
            })
            .collect(),
        party_remark: "无异议".to_owned(),
        signature: signed(),
        ..RecordSiteRequest::default()
    }
}

pub(crate) fn order(case_id: &str, due_date: &str) -> OrderRectificationRequest {
    OrderRectificationRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-chen".to_owned(),
        requirement: "配置灭火器，更换软管，安装报警装置".to_owned(),
        due_date: due_date.to_owned(),
        ..OrderRectificationRequest::default()
    }
}

pub(crate) fn confirm_address(office: &Office, case_id: &str) -> ConfirmServiceAddressRequest {
    ConfirmServiceAddressRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        email: "shop@example.cn".to_owned(),
        electronic_consent: true,
        signed_date: office.today().to_string(),
        ..ConfirmServiceAddressRequest::default()
    }
}

pub(crate) fn serve_order(case_id: &str, service: Option<Service>) -> ServeOrderRequest {
    ServeOrderRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        service,
        ..ServeOrderRequest::default()
    }
}

pub(crate) fn revisit(office: &Office, case_id: &str, corrected: &[i32]) -> RecordRevisitRequest {
    RecordRevisitRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-chen".to_owned(),
        visit_time: Some(timestamp(office.now())),
        results: corrected
            .iter()
            .map(|number| RevisitResult {
                finding_number: *number,
                corrected: true,
                evidence: "整改照片".to_owned(),
            })
            .collect(),
        ..RecordRevisitRequest::default()
    }
}

pub(crate) fn close_inspection(case_id: &str) -> CloseInspectionRequest {
    CloseInspectionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        conclusion: "全部整改到位".to_owned(),
        ..CloseInspectionRequest::default()
    }
}

/// A day of its own for each act, also when the clock moves on between two: of one act there is one filing.
fn act_date(office: &Office) -> String {
    static FILED: AtomicI64 = AtomicI64::new(0);
    let earlier = (FILED.fetch_add(1, Ordering::Relaxed) * 11) % 601;
    office.today().add_days(-5 - earlier).to_string()
}

pub(crate) fn file(office: &Office) -> FileCaseRequest {
    FileCaseRequest {
        request_id: fresh(),
        party_id: "p-foods".to_owned(),
        item_id: "i-label".to_owned(),
        source: "监督检查".to_owned(),
        summary: "销售标识不合格的产品".to_owned(),
        act_date: act_date(office),
        co_officer_id: "o-cai".to_owned(),
        ..FileCaseRequest::default()
    }
}

pub(crate) fn evidence(office: &Office, case_id: &str) -> RecordEvidenceRequest {
    RecordEvidenceRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        kind: EvidenceKind::PartyStatement.into(),
        description: "现场检查笔录".to_owned(),
        collect_time: Some(timestamp(office.now())),
        ..RecordEvidenceRequest::default()
    }
}

pub(crate) fn conclude(case_id: &str, fine_fen: i64) -> ConcludeInquiryRequest {
    ConcludeInquiryRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        facts: "违法事实清楚".to_owned(),
        proposed_fine_fen: fine_fen,
        discretion: "一般情节".to_owned(),
        ..ConcludeInquiryRequest::default()
    }
}

pub(crate) fn review(case_id: &str) -> ReviewLegalityRequest {
    ReviewLegalityRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        opinion: ReviewOpinion::Passed.into(),
        remarks: "主体、程序、依据合法".to_owned(),
        ..ReviewLegalityRequest::default()
    }
}

pub(crate) fn serve_notice(case_id: &str) -> ServeNoticeRequest {
    ServeNoticeRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        content: "拟作出的行政处罚内容及事实、理由、依据".to_owned(),
        service: direct(),
        ..ServeNoticeRequest::default()
    }
}

pub(crate) fn waive(case_id: &str) -> WaiveStatementRequest {
    WaiveStatementRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        signature: signed(),
        ..WaiveStatementRequest::default()
    }
}

pub(crate) fn decide(case_id: &str, fine_fen: i64) -> DecideRequest {
    DecideRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        fine_fen,
        reasons: "事实清楚，证据确凿，裁量适当".to_owned(),
        correction_order: "责令立即改正".to_owned(),
        ..DecideRequest::default()
    }
}

pub(crate) fn serve_decision(case_id: &str) -> ServeDecisionRequest {
    ServeDecisionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        service: direct(),
        ..ServeDecisionRequest::default()
    }
}

pub(crate) fn pay(office: &Office, case_id: &str, amount_fen: i64) -> RecordPaymentRequest {
    RecordPaymentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        amount_fen,
        receipt_number: format!("FJ-{}", fresh()),
        paid_date: office.today().to_string(),
        ..RecordPaymentRequest::default()
    }
}

pub(crate) fn close_case(case_id: &str) -> CloseCaseRequest {
    CloseCaseRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        conclusion: "罚款已缴清，执行完毕".to_owned(),
        ..CloseCaseRequest::default()
    }
}

pub(crate) fn revoke(case_id: &str) -> RevokeDecisionRequest {
    RevokeDecisionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        effect: RevocationEffect::Revoked.into(),
        ground: RevocationGround::Reconsideration.into(),
        instrument: "龙政行复〔2023〕7号".to_owned(),
        reasons: "主要事实不清、证据不足".to_owned(),
        ..RevokeDecisionRequest::default()
    }
}

/// Sends a request and gives the case after it. On the heap: a test does it many times over, each with room of its own.
macro_rules! done {
    ($office:expr, $actor:expr, $client:ident.$method:ident($message:expr)) => {{
        let request = $office.by($actor, $message);
        let mut client = $office.$client.clone();
        let call = async move {
            let answer = client.$method(request).await.unwrap();
            answer.into_inner().case.unwrap()
        };
        Box::pin(call).await
    }};
}
pub(crate) use done;

/// An inspection that has just been opened.
pub(crate) async fn opened(office: &Office) -> proto::Case {
    done!(
        office,
        &lin(),
        inspections.open_inspection(open_inspection())
    )
}

/// The same, approved by a leader and told to the firm: the officers may enter.
pub(crate) async fn entered(office: &Office) -> proto::Case {
    let id = opened(office).await.case_id;
    enter(office, &id).await
}

/// Approves an inspection and hands its notice over.
pub(crate) async fn enter(office: &Office, case_id: &str) -> proto::Case {
    let (approval, notice) = (approve(case_id, true), inspection_notice(case_id));
    done!(office, &huang(), inspections.approve_inspection(approval));
    done!(office, &lin(), inspections.serve_inspection_notice(notice))
}

pub(crate) fn approve(case_id: &str, granted: bool) -> ApproveInspectionRequest {
    ApproveInspectionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        granted,
        reasons: "属于年度重点检查对象".to_owned(),
        ..ApproveInspectionRequest::default()
    }
}

pub(crate) fn inspection_notice(case_id: &str) -> ServeInspectionNoticeRequest {
    ServeInspectionNoticeRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        service: direct(),
        ..ServeInspectionNoticeRequest::default()
    }
}

/// A penalty case that has just been filed.
pub(crate) async fn filed(office: &Office) -> proto::Case {
    filed_by(office, &zheng()).await
}

/// The same, filed by somebody.
pub(crate) async fn filed_by(office: &Office, actor: &Actor) -> proto::Case {
    done!(office, actor, penalties.file_case(file(office)))
}

/// A penalty case of 3,000 yuan that has just passed the legal review.
pub(crate) async fn reviewed(office: &Office) -> proto::Case {
    let id = filed(office).await.case_id;
    done!(
        office,
        &zheng(),
        penalties.record_evidence(evidence(office, &id))
    );
    done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(conclude(&id, 300_000))
    );
    done!(office, &xu(), penalties.review_legality(review(&id)))
}

/// The same, with its notice just served.
pub(crate) async fn noticed(office: &Office) -> proto::Case {
    let id = reviewed(office).await.case_id;
    done!(office, &zheng(), penalties.serve_notice(serve_notice(&id)))
}

/// The same, ready to be decided.
pub(crate) async fn heard(office: &Office) -> proto::Case {
    let id = noticed(office).await.case_id;
    done!(office, &zheng(), penalties.waive_statement(waive(&id)));
    done!(office, &head(), decisions.endorse_decision(endorse(&id)))
}

/// The head of the unit agrees.
pub(crate) fn endorse(case_id: &str) -> EndorseDecisionRequest {
    EndorseDecisionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        opinion: ReviewOpinion::Passed.into(),
        remarks: "同意拟处理意见".to_owned(),
        ..EndorseDecisionRequest::default()
    }
}

/// The officers propose to close the case.
pub(crate) fn propose_closing(case_id: &str) -> ProposeClosingRequest {
    ProposeClosingRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        ground: ClosingGround::Executed.into(),
        conclusion: "罚款已缴清，违法行为已改正".to_owned(),
        ..ProposeClosingRequest::default()
    }
}

/// The case, closed as its officers propose and a leader approves.
pub(crate) async fn closed(office: &Office, case_id: &str) -> proto::Case {
    done!(
        office,
        &zheng(),
        decisions.propose_closing(propose_closing(case_id))
    );
    done!(office, &guo(), penalties.close_case(close_case(case_id)))
}

/// The same, just decided.
pub(crate) async fn decided(office: &Office) -> proto::Case {
    let id = heard(office).await.case_id;
    done!(office, &guo(), penalties.decide(decide(&id, 300_000)))
}

/// The same, just served.
pub(crate) async fn served(office: &Office) -> proto::Case {
    let id = decided(office).await.case_id;
    done!(
        office,
        &zheng(),
        penalties.serve_decision(serve_decision(&id))
    )
}
