//! Payments as banks tell them, over the contract.

use cases_domain::{CaseId, CivilDate};
use chrono::{DateTime, Utc};
use contract::cases::v1 as proto;
use contract::cases::v1::payment_service_server::PaymentService;
use host::Call;
use page::{List, Size};
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response};

use super::acts::Answered;
use super::parse;
use crate::bank;
use crate::bank_day::{self, Difference, Kind, Reconciliation, Total};
use crate::handle::Desk;
use crate::record::parts;
use crate::store::{self, BankPayment, ParkedPlace, State, Told};
use crate::visibility::sees;

const LIST_PARKED: &str = "/yifa.cases.v1.PaymentService/ListParkedPayments";

/// Scope of a bank.
const NOTIFY: &str = "payments.notify";

/// Permission to look at payments, and to propose what is to become of them.
const HANDLE: &str = "cases.handle";

/// Permission to decide on that.
const APPROVE: &str = "cases.approve";

/// A page of parked payments.
const PARKED: Size = Size::new(50, 200);

/// Most payments of a day.
const MOST_LINES: usize = 10_000;

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
        Err(crate::handle::absent().into())
    }

    async fn page_of_parked(
        &self,
        call: &Call,
        message: &proto::ListParkedPaymentsRequest,
    ) -> Result<proto::ListParkedPaymentsResponse, Failure> {
        let size = PARKED.of(message.page_size)?;
        let list = List::of(LIST_PARKED, &call.actor.principal, &[]);
        let after = list.place(&message.page_token, read_place)?;
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let mut rows = store::parked(&mut conn, after.as_ref(), page::one_more(size)).await?;
        let more = page::cut(&mut rows, size, |_| 1024);
        let last = rows.last().filter(|_| more);
        Ok(proto::ListParkedPaymentsResponse {
            next_page_token: last
                .map(|row| list.token(&write_place(&row.place())))
                .unwrap_or_default(),
            payments: rows.into_iter().map(shown).collect(),
        })
    }
}

fn write_place(place: &ParkedPlace) -> String {
    format!("{} {}", place.received_at.to_rfc3339(), place.transaction)
}

fn read_place(key: &str) -> Option<ParkedPlace> {
    let (received_at, transaction) = key.split_once(' ')?;
    Some(ParkedPlace {
        received_at: DateTime::parse_from_rfc3339(received_at)
            .ok()?
            .with_timezone(&Utc),
        transaction: transaction.to_owned(),
    })
}

fn shown(it: BankPayment) -> proto::BankPayment {
    let state = match it.state {
        State::Received => proto::BankPaymentState::Received,
        State::Posted => proto::BankPaymentState::Posted,
        State::Parked => proto::BankPaymentState::Parked,
        State::Proposed => proto::BankPaymentState::Proposed,
        State::Assigned => proto::BankPaymentState::Assigned,
        State::Returned => proto::BankPaymentState::Returned,
    };
    proto::BankPayment {
        transaction_number: it.told.transaction,
        notice_number: it.told.notice,
        amount_fen: parts::fen(it.told.amount),
        paid_date: it.told.on.to_string(),
        state: state.into(),
        case_id: it.case_id.map(|id| id.to_string()).unwrap_or_default(),
        reason: it.reason,
        payer: it.told.payer,
        proposed_by: it.proposed_by,
        proposal: it.proposal,
    }
}

/// Nothing of the case for the bank, but that its money arrived.
fn shown_to_bank(it: BankPayment) -> proto::BankPayment {
    let it = shown(it);
    proto::BankPayment {
        transaction_number: it.transaction_number,
        notice_number: it.notice_number,
        amount_fen: it.amount_fen,
        paid_date: it.paid_date,
        state: it.state,
        ..proto::BankPayment::default()
    }
}

fn line(it: &proto::DayFileLine, day: CivilDate) -> Result<Told, Refusal> {
    Ok(Told {
        transaction: parse::line("lines.transaction_number", &it.transaction_number)?,
        notice: parse::line("lines.notice_number", &it.notice_number)?,
        amount: parse::some_fen("lines.amount_fen", it.amount_fen)?,
        on: day,
        receipt: parse::line_if_any("lines.receipt_number", &it.receipt_number)?,
        payer: parse::line_if_any("lines.payer", &it.payer)?,
    })
}

/// The lines of a day, none of them twice.
fn lines(list: &[proto::DayFileLine], day: CivilDate) -> Result<Vec<Told>, Refusal> {
    if list.len() > MOST_LINES {
        let rule = format!("must have at most {MOST_LINES} entries");
        return Err(Refusal::malformed("lines", rule, "一日至多一万笔"));
    }
    let mut lines: Vec<Told> = list
        .iter()
        .map(|it| line(it, day))
        .collect::<Result<_, _>>()?;
    lines.sort_by(|a, b| a.transaction.cmp(&b.transaction));
    let twice = lines
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.transaction == b.transaction));
    if twice {
        let rule = "must not name a transaction twice";
        return Err(Refusal::malformed("lines", rule, "同一流水号不能出现两次"));
    }
    Ok(lines)
}

fn total(it: Total) -> proto::DayTotal {
    proto::DayTotal {
        count: parts::count(it.count),
        amount_fen: parts::fen(it.amount),
    }
}

fn difference(it: Difference) -> proto::DayDifference {
    let kind = match it.kind {
        Kind::NotHere => proto::DayDifferenceKind::NotHere,
        Kind::NotAtBank => proto::DayDifferenceKind::NotAtBank,
        Kind::Contents => proto::DayDifferenceKind::Contents,
        Kind::NotBooked => proto::DayDifferenceKind::NotBooked,
        Kind::NotInBooks => proto::DayDifferenceKind::NotInBooks,
    };
    proto::DayDifference {
        transaction_number: it.transaction,
        kind: kind.into(),
        explanation: it.zh,
        bank_amount_fen: it.bank.map_or(0, parts::fen),
        our_amount_fen: it.ours.map_or(0, parts::fen),
    }
}

fn compared(day: CivilDate, it: Reconciliation) -> proto::Reconciliation {
    proto::Reconciliation {
        date: day.to_string(),
        received_time: it.received_at.map(parts::timestamp),
        bank: Some(total(it.bank)),
        booked: Some(total(it.booked)),
        parked: Some(total(it.parked)),
        returned: Some(total(it.returned)),
        differences: it.differences.into_iter().map(difference).collect(),
    }
}

#[tonic::async_trait]
impl PaymentService for Payments {
    async fn notify_payment(
        &self,
        request: Request<proto::NotifyPaymentRequest>,
    ) -> Answered<proto::NotifyPaymentResponse> {
        let call = Call::of(&request)?;
        call.permit(NOTIFY)?;
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
        Ok(Response::new(proto::NotifyPaymentResponse {
            payment: Some(shown_to_bank(payment)),
        }))
    }

    async fn list_parked_payments(
        &self,
        request: Request<proto::ListParkedPaymentsRequest>,
    ) -> Answered<proto::ListParkedPaymentsResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let message = request.into_inner();
        Ok(Response::new(self.page_of_parked(&call, &message).await?))
    }

    async fn propose_parked_payment(
        &self,
        request: Request<proto::ProposeParkedPaymentRequest>,
    ) -> Answered<proto::ProposeParkedPaymentResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
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
        call.permit(APPROVE)?;
        let it = request.into_inner();
        let transaction = parse::line("transaction_number", &it.transaction_number)?;
        let payment = bank::decide(&self.desk, &call.actor, &transaction, it.approved).await?;
        Ok(Response::new(proto::DecideParkedPaymentResponse {
            payment: Some(shown(payment)),
        }))
    }

    async fn submit_day_file(
        &self,
        request: Request<proto::SubmitDayFileRequest>,
    ) -> Answered<proto::SubmitDayFileResponse> {
        let call = Call::of(&request)?;
        call.permit(NOTIFY)?;
        let it = request.into_inner();
        let day = parse::day("date", &it.date)?;
        if day > self.desk.today() {
            let rule = "must not lie in the future";
            return Err(Refusal::malformed("date", rule, "日期不能晚于当日").into());
        }
        let lines = lines(&it.lines, day)?;
        let taken_in = bank_day::submit(&self.desk, &call.actor, day, &lines).await?;
        Ok(Response::new(proto::SubmitDayFileResponse {
            taken_in: parts::count(taken_in),
        }))
    }

    async fn get_reconciliation(
        &self,
        request: Request<proto::GetReconciliationRequest>,
    ) -> Answered<proto::GetReconciliationResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let day = parse::day("date", &request.into_inner().date)?;
        let reconciliation = bank_day::reconcile(&self.desk, day).await?;
        Ok(Response::new(proto::GetReconciliationResponse {
            reconciliation: Some(compared(day, reconciliation)),
        }))
    }
}
