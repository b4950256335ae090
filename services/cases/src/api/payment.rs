//! Payments over the contract.

use cases_domain::CaseId;
use contract::cases::v1 as proto;
use contract::cases::v1::payment_service_server::PaymentService;
use host::Call;
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response};

use super::acts::Answered;
use super::parse;
use crate::bank;
use crate::handle::Desk;
use crate::record::parts;
use crate::store::{self, BankPayment, Told};
use crate::visibility::sees;

/// Parked payments told where the caller does not say how many.
const PAGE: i32 = 50;

/// Payments as the contract serves them.
#[derive(Debug, Clone)]
pub struct Payments {
    desk: Desk,
}

impl Payments {
    /// Payments at this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// The case that a payment is proposed for is one that the caller may know of.
    async fn case(&self, call: &Call, id: &str) -> Result<Option<CaseId>, Failure> {
        if id.is_empty() {
            return Ok(None);
        }
        let id = parse::case_id("case_id", id)?;
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let found = store::get(&mut conn, id).await?;
        let known = found.is_some_and(|stored| sees(&call.actor, &stored.case));
        if known {
            return Ok(Some(id));
        }
        let rule = "must be a case that the caller may see";
        Err(Refusal::malformed("case_id", rule, "应为您可查看的案件").into())
    }
}

fn shown(it: BankPayment) -> proto::BankPayment {
    proto::BankPayment {
        transaction_number: it.told.transaction,
        notice_number: it.told.notice,
        amount_fen: parts::fen(it.told.amount),
        paid_date: it.told.on.to_string(),
        state: it.state,
        case_id: it.case_id.map(|id| id.to_string()).unwrap_or_default(),
        reason: it.reason,
        payer: it.told.payer,
    }
}

#[tonic::async_trait]
impl PaymentService for Payments {
    async fn notify_payment(
        &self,
        request: Request<proto::NotifyPaymentRequest>,
    ) -> Answered<proto::NotifyPaymentResponse> {
        let call = Call::of(&request)?;
        let it = request.into_inner();
        let told = Told {
            transaction: parse::line("transaction_number", &it.transaction_number)?,
            notice: parse::line("notice_number", &it.notice_number)?,
            amount: parse::some_fen("amount_fen", it.amount_fen)?,
            on: parse::day("paid_date", &it.paid_date)?,
            receipt: parse::line_if_any("receipt_number", &it.receipt_number)?,
            payer: parse::line_if_any("payer", &it.payer)?,
        };
        let payment = bank::take(&self.desk, &call.actor, &told).await?;
        // Nothing of the case for the bank, but that its money arrived.
        let payment = proto::BankPayment {
            payer: String::new(),
            case_id: String::new(),
            reason: String::new(),
            ..shown(payment)
        };
        Ok(Response::new(proto::NotifyPaymentResponse {
            payment: Some(payment),
        }))
    }

    async fn list_parked_payments(
        &self,
        request: Request<proto::ListParkedPaymentsRequest>,
    ) -> Answered<proto::ListParkedPaymentsResponse> {
        Call::of(&request)?;
        let size = match request.into_inner().page_size {
            0 => PAGE,
            size => size.clamp(1, 200),
        };
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let payments = store::parked(&mut conn, i64::from(size)).await?;
        Ok(Response::new(proto::ListParkedPaymentsResponse {
            payments: payments.into_iter().map(shown).collect(),
        }))
    }

    async fn propose_parked_payment(
        &self,
        request: Request<proto::ProposeParkedPaymentRequest>,
    ) -> Answered<proto::ProposeParkedPaymentResponse> {
        let call = Call::of(&request)?;
        let it = request.into_inner();
        let transaction = parse::line("transaction_number", &it.transaction_number)?;
        let reasons = parse::text("reasons", &it.reasons)?;
        let case_id = self.case(&call, &it.case_id).await?;
        let proposal = (case_id, reasons.as_str());
        let payment = bank::propose(&self.desk, &call.actor, &transaction, proposal).await?;
        Ok(Response::new(proto::ProposeParkedPaymentResponse {
            payment: Some(shown(payment)),
        }))
    }

    async fn decide_parked_payment(
        &self,
        request: Request<proto::DecideParkedPaymentRequest>,
    ) -> Answered<proto::DecideParkedPaymentResponse> {
        let call = Call::of(&request)?;
        let it = request.into_inner();
        let transaction = parse::line("transaction_number", &it.transaction_number)?;
        let payment = bank::decide(&self.desk, &call.actor, &transaction, it.approved).await?;
        Ok(Response::new(proto::DecideParkedPaymentResponse {
            payment: Some(shown(payment)),
        }))
    }
}
