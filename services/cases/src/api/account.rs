//! Accounts of penalties over the contract.

use cases_domain::account::{
    Act as Own, AddReceipt, BankCash, CollectCash, DecideDeferral, DecideRefund, HandOverCash,
    Instalment, IssueNotice, Kind, OnSpot, PayRefund, RemitLateFine, RequestDeferral,
    RequestRefund,
};
use cases_domain::{Act, OfficerId};
use contract::cases::v1 as proto;
use contract::cases::v1::account_service_server::AccountService;
use host::Call;
use refusal::{Fault, Refusal};
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::{READ, object, parse};
use crate::record::account::{read_ground, statement};
use crate::store;
use crate::visibility::sees;

act_request!(IssuePaymentNoticeRequest -> IssuePaymentNoticeResponse, "AccountService/IssuePaymentNotice", issue_payment_notice);
act_request!(CollectCashRequest -> CollectCashResponse, "AccountService/CollectCash", collect_cash);
act_request!(HandOverCashRequest -> HandOverCashResponse, "AccountService/HandOverCash", hand_over_cash);
act_request!(BankCashRequest -> BankCashResponse, "AccountService/BankCash", bank_cash);
act_request!(RequestDeferralRequest -> RequestDeferralResponse, "AccountService/RequestDeferral", request_deferral);
act_request!(DecideDeferralRequest -> DecideDeferralResponse, "AccountService/DecideDeferral", decide_deferral);
act_request!(RequestRefundRequest -> RequestRefundResponse, "AccountService/RequestRefund", request_refund);
act_request!(DecideRefundRequest -> DecideRefundResponse, "AccountService/DecideRefund", decide_refund);
act_request!(PayRefundRequest -> PayRefundResponse, "AccountService/PayRefund", pay_refund);
act_request!(RemitLateFineRequest -> RemitLateFineResponse, "AccountService/RemitLateFine", remit_late_fine);
act_request!(AddReceiptRequest -> AddReceiptResponse, "AccountService/AddReceipt", add_receipt);

/// The method that does an act; none does what only the platform does.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::IssueNotice => Some("/yifa.cases.v1.AccountService/IssuePaymentNotice"),
        Kind::CollectCash => Some("/yifa.cases.v1.AccountService/CollectCash"),
        Kind::HandOverCash => Some("/yifa.cases.v1.AccountService/HandOverCash"),
        Kind::BankCash => Some("/yifa.cases.v1.AccountService/BankCash"),
        Kind::RequestDeferral => Some("/yifa.cases.v1.AccountService/RequestDeferral"),
        Kind::DecideDeferral => Some("/yifa.cases.v1.AccountService/DecideDeferral"),
        Kind::RequestRefund => Some("/yifa.cases.v1.AccountService/RequestRefund"),
        Kind::DecideRefund => Some("/yifa.cases.v1.AccountService/DecideRefund"),
        Kind::PayRefund => Some("/yifa.cases.v1.AccountService/PayRefund"),
        Kind::RemitLateFine => Some("/yifa.cases.v1.AccountService/RemitLateFine"),
        Kind::AddReceipt => Some("/yifa.cases.v1.AccountService/AddReceipt"),
        Kind::TakePayment | Kind::AssignPayment | Kind::DefaultDeferral | Kind::PerformDeferral => {
            None
        }
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every message is read by such a function"
)]
fn issue_payment_notice(
    _: &proto::IssuePaymentNoticeRequest,
    _: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::IssueNotice(IssueNotice)))
}

fn collect_cash(it: &proto::CollectCashRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::CollectCash(CollectCash {
        amount: parse::some_fen("amount_fen", it.amount_fen)?,
        receipt: parse::line("receipt_number", &it.receipt_number)?,
        on: parse::day_or_today("collected_date", &it.collected_date, context.today)?,
        on_spot: on_spot(it.on_spot.as_ref())?,
    })))
}

fn hand_over_cash(it: &proto::HandOverCashRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::HandOverCash(HandOverCash {
        number: parse::number("number", it.number)?,
        receiver: OfficerId(parse::id("receiver_id", &it.receiver_id)?),
        on: parse::day_or_today("handed_date", &it.handed_date, context.today)?,
    })))
}

fn bank_cash(it: &proto::BankCashRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::BankCash(BankCash {
        number: parse::number("number", it.number)?,
        slip: parse::line("slip", &it.slip)?,
        on: parse::day_or_today("banked_date", &it.banked_date, context.today)?,
    })))
}

fn request_deferral(it: &proto::RequestDeferralRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::RequestDeferral(RequestDeferral {
        grounds: parse::text("grounds", &it.grounds)?,
        instalments: instalments(&it.instalments)?,
    })))
}

fn decide_deferral(it: &proto::DecideDeferralRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::DecideDeferral(DecideDeferral {
        number: parse::number("number", it.number)?,
        granted: it.granted,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn request_refund(it: &proto::RequestRefundRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::RequestRefund(RequestRefund {
        amount: parse::some_fen("amount_fen", it.amount_fen)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn decide_refund(it: &proto::DecideRefundRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::DecideRefund(DecideRefund {
        number: parse::number("number", it.number)?,
        approved: it.approved,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn pay_refund(it: &proto::PayRefundRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::PayRefund(PayRefund {
        number: parse::number("number", it.number)?,
        transfer: parse::line("transfer", &it.transfer)?,
        on: parse::day_or_today("paid_date", &it.paid_date, context.today)?,
    })))
}

fn remit_late_fine(it: &proto::RemitLateFineRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::RemitLateFine(RemitLateFine {
        amount: parse::some_fen("amount_fen", it.amount_fen)?,
        instrument: parse::line("instrument", &it.instrument)?,
        stops: it.stops,
    })))
}

fn add_receipt(it: &proto::AddReceiptRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Account(Own::AddReceipt(AddReceipt {
        payment: parse::number("payment", it.payment)?,
        receipt: parse::line("receipt_number", &it.receipt_number)?,
    })))
}

fn on_spot(it: Option<&proto::CashOnSpot>) -> Result<OnSpot, Refusal> {
    let it = it.ok_or_else(|| Refusal::malformed("on_spot", "must be given", "不能为空"))?;
    Ok(OnSpot {
        ground: parse::chosen("on_spot.ground", read_ground(it.ground()))?,
        ashore_on: match it.ashore_date.as_str() {
            "" => None,
            date => Some(parse::day("on_spot.ashore_date", date)?),
        },
    })
}

fn instalments(list: &[proto::Instalment]) -> Result<Vec<Instalment>, Refusal> {
    parse::not_too_many("instalments", list)?;
    if list.is_empty() {
        let rule = "must have at least one entry";
        return Err(Refusal::malformed("instalments", rule, "至少一期"));
    }
    list.iter()
        .map(|it| {
            Ok(Instalment {
                due: parse::day("instalments.due_date", &it.due_date)?,
                amount: parse::some_fen("instalments.amount_fen", it.amount_fen)?,
            })
        })
        .collect()
}

#[tonic::async_trait]
impl AccountService for Acts {
    async fn issue_payment_notice(
        &self,
        request: Request<proto::IssuePaymentNoticeRequest>,
    ) -> Answered<proto::IssuePaymentNoticeResponse> {
        self.act(request).await
    }

    async fn collect_cash(
        &self,
        request: Request<proto::CollectCashRequest>,
    ) -> Answered<proto::CollectCashResponse> {
        self.act(request).await
    }

    async fn hand_over_cash(
        &self,
        request: Request<proto::HandOverCashRequest>,
    ) -> Answered<proto::HandOverCashResponse> {
        self.act(request).await
    }

    async fn bank_cash(
        &self,
        request: Request<proto::BankCashRequest>,
    ) -> Answered<proto::BankCashResponse> {
        self.act(request).await
    }

    async fn request_deferral(
        &self,
        request: Request<proto::RequestDeferralRequest>,
    ) -> Answered<proto::RequestDeferralResponse> {
        self.act(request).await
    }

    async fn decide_deferral(
        &self,
        request: Request<proto::DecideDeferralRequest>,
    ) -> Answered<proto::DecideDeferralResponse> {
        self.act(request).await
    }

    async fn request_refund(
        &self,
        request: Request<proto::RequestRefundRequest>,
    ) -> Answered<proto::RequestRefundResponse> {
        self.act(request).await
    }

    async fn decide_refund(
        &self,
        request: Request<proto::DecideRefundRequest>,
    ) -> Answered<proto::DecideRefundResponse> {
        self.act(request).await
    }

    async fn pay_refund(
        &self,
        request: Request<proto::PayRefundRequest>,
    ) -> Answered<proto::PayRefundResponse> {
        self.act(request).await
    }

    async fn remit_late_fine(
        &self,
        request: Request<proto::RemitLateFineRequest>,
    ) -> Answered<proto::RemitLateFineResponse> {
        self.act(request).await
    }

    async fn add_receipt(
        &self,
        request: Request<proto::AddReceiptRequest>,
    ) -> Answered<proto::AddReceiptResponse> {
        self.act(request).await
    }

    async fn get_statement(
        &self,
        request: Request<proto::GetStatementRequest>,
    ) -> Answered<proto::GetStatementResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let id = parse::case_id("case_id", &request.into_inner().case_id)?;
        let desk = self.desk();
        let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
        let found = store::get(&mut conn, id).await?;
        let seen = found.filter(|stored| sees(&call.actor, &stored.case));
        let stored = seen.ok_or_else(crate::handle::absent)?;
        let statement = statement(&stored.case, desk.terms(), desk.today());
        let answer = proto::GetStatementResponse {
            statement: Some(statement),
        };
        Ok(host::about(&object(&id.to_string()), answer))
    }
}
