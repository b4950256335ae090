//! The market regulators of 龙海区 on the ordinary way to a fine for an advertisement.

use contract::cases::v1::{
    AgreeFastRequest, Case, CloseCaseRequest, ClosingGround, ConcludeInquiryRequest, DecideRequest,
    EndorseDecisionRequest, EvidenceKind, FileCaseRequest, ProposeClosingRequest,
    ProposeClosingResponse, RecordEvidenceRequest, RecordPaymentRequest, ReviewLegalityRequest,
    ReviewOpinion, ServeDecisionRequest, ServeNoticeRequest, Service, ServiceManner, Signature,
    SignatureManner, WaiveStatementRequest,
};
use elements::seed::ids;
use stories::Stage;
use suite::client::Client;
use tonic::{Response, Status};

use crate::act;

/// 3,000 yuan in fen.
pub(crate) const FINE: i64 = 300_000;

/// Who handles it.
pub(crate) struct Crew<'a> {
    pub(crate) stage: &'a Stage,
    pub(crate) zheng: Client,
    pub(crate) xu: Client,
    pub(crate) dai: Client,
    pub(crate) guo: Client,
}

impl<'a> Crew<'a> {
    pub(crate) async fn sign_in(stage: &'a Stage) -> Self {
        Self {
            stage,
            zheng: stage.sign_in("zheng.haifeng").await,
            xu: stage.sign_in("xu.jingyi").await,
            dai: stage.sign_in("dai.jianping").await,
            guo: stage.sign_in("guo.licheng").await,
        }
    }

    pub(crate) async fn file(&self, filing: FileCaseRequest) -> Case {
        let request = FileCaseRequest {
            request_id: self.stage.request_id(),
            ..filing
        };
        let answer = self.zheng.penalties().file_case(request).await;
        answer.unwrap().into_inner().case.unwrap()
    }

    pub(crate) async fn evidence(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.zheng.penalties(),
            record_evidence(RecordEvidenceRequest {
                case_id: id.to_owned(),
                co_officer_id: ids::OFFICER_CAI.id.to_owned(),
                kind: EvidenceKind::Documentary.into(),
                description: "广告样件".to_owned(),
                collect_time: Some(self.stage.now()),
            })
        )
    }

    pub(crate) async fn agree_fast(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.zheng.penalties(),
            agree_fast(AgreeFastRequest {
                case_id: id.to_owned(),
                co_officer_id: ids::OFFICER_CAI.id.to_owned(),
                admission: "承认违法事实，同意快速办理".to_owned(),
                facts_clear: true,
                signature: Some(signed()),
            })
        )
    }

    pub(crate) async fn weigh(&self, id: &str) -> Case {
        let request = suite::demo::weigh(self.stage.request_id(), id, FINE);
        let answer = self.zheng.discretion().weigh_penalty(request).await;
        answer.unwrap().into_inner().case.unwrap()
    }

    pub(crate) async fn conclude(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.zheng.penalties(),
            conclude_inquiry(ConcludeInquiryRequest {
                case_id: id.to_owned(),
                co_officer_id: ids::OFFICER_CAI.id.to_owned(),
                facts: "引证内容未表明出处".to_owned(),
                proposed_fine_fen: FINE,
                discretion: "初次违法，从轻".to_owned(),
            })
        )
    }

    pub(crate) async fn review(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.xu.penalties(),
            review_legality(ReviewLegalityRequest {
                case_id: id.to_owned(),
                opinion: ReviewOpinion::Passed.into(),
                remarks: "主体、程序、依据合法".to_owned(),
            })
        )
    }

    pub(crate) async fn notify(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.zheng.penalties(),
            serve_notice(ServeNoticeRequest {
                case_id: id.to_owned(),
                co_officer_id: ids::OFFICER_CAI.id.to_owned(),
                content: "拟罚款三千元".to_owned(),
                service: Some(in_person()),
            })
        )
    }

    pub(crate) async fn waive(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.zheng.penalties(),
            waive_statement(WaiveStatementRequest {
                case_id: id.to_owned(),
                signature: Some(signed()),
            })
        )
    }

    pub(crate) async fn decide(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.guo.penalties(),
            decide(DecideRequest {
                case_id: id.to_owned(),
                fine_fen: FINE,
                reasons: "事实清楚，证据确凿".to_owned(),
                correction_order: "责令停止发布".to_owned(),
            })
        )
    }

    pub(crate) async fn serve(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.zheng.penalties(),
            serve_decision(ServeDecisionRequest {
                case_id: id.to_owned(),
                service: Some(in_person()),
            })
        )
    }

    pub(crate) async fn pay(&self, id: &str) -> Case {
        let today = calendar::CivilDate::of(self.stage.instant());
        act!(
            self.stage,
            self.zheng.penalties(),
            record_payment(RecordPaymentRequest {
                case_id: id.to_owned(),
                amount_fen: FINE,
                receipt_number: format!("闽财{}", self.stage.request_id()),
                paid_date: today.to_string(),
            })
        )
    }

    /// The head of the unit says what he thinks of it.
    pub(crate) async fn endorse(&self, id: &str) -> Case {
        act!(
            self.stage,
            self.dai.decisions(),
            endorse_decision(EndorseDecisionRequest {
                case_id: id.to_owned(),
                opinion: ReviewOpinion::Passed.into(),
                remarks: "同意拟处理意见".to_owned(),
            })
        )
    }

    /// Proposed by its handler, approved by the leader.
    pub(crate) async fn close(&self, id: &str) -> Case {
        self.propose_closing(id).await.unwrap();
        act!(
            self.stage,
            self.guo.penalties(),
            close_case(CloseCaseRequest {
                case_id: id.to_owned(),
                conclusion: "同意结案".to_owned(),
            })
        )
    }

    pub(crate) async fn propose_closing(
        &self,
        id: &str,
    ) -> Result<Response<ProposeClosingResponse>, Status> {
        let request = ProposeClosingRequest {
            request_id: self.stage.request_id(),
            case_id: id.to_owned(),
            ground: ClosingGround::Executed.into(),
            conclusion: "履行完毕".to_owned(),
            ..ProposeClosingRequest::default()
        };
        self.zheng.decisions().propose_closing(request).await
    }
}

/// A filing of the advertisement, of an act of this day.
pub(crate) fn advertisement(act_date: &str) -> FileCaseRequest {
    FileCaseRequest {
        party_id: ids::PARTY_FOODS.to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        source: "日常检查".to_owned(),
        summary: "广告引证内容未表明出处".to_owned(),
        act_date: act_date.to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        ..FileCaseRequest::default()
    }
}

pub(crate) fn in_person() -> Service {
    Service {
        manner: ServiceManner::Direct.into(),
        receiver: "许大海".to_owned(),
        ..Service::default()
    }
}

pub(crate) fn signed() -> Signature {
    Signature {
        manner: SignatureManner::Signed.into(),
        signer: "许大海".to_owned(),
        ..Signature::default()
    }
}
