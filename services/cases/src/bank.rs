//! What banks tell: each transaction is written down first, then made a payment of the case whose notice it names, once. What
//! cannot be is parked (待查款项), and leaves that state only by two persons.
//!
//! Exactly once: the bank's number is a key of the table, and its row moves on in the transaction that enters the payment into the
//! case's books ([`store::Taken`]). Two callbacks at once, one that is told again after a lost answer, or one that is assigned while
//! it is told again: one of them moves the row, and with it the money.

use actor::Actor;
use cases_domain::account::{Act as Own, AssignPayment, TakePayment, notice};
use cases_domain::{Act, CaseId, OfficerId};
use chrono::{DateTime, Utc};
use refusal::{Code, Failure, Fault, Refusal};
use sqlx::PgPool;

use crate::clocks::request_id;
use crate::handle::{By, Desk, Mode, Request};
use crate::reasons::{
    PARKED_PAYMENT_SETTLED, PAYMENT_CONTENTS_DIFFER, PAYMENT_DECIDED_BY_PROPOSER,
};
use crate::store::{self, BankPayment, State, Told};

/// "Method" under which what banks tell is kept.
const TAKE: &str = "/yifa.cases.bank/Take";

/// "Method" under which assigned payments are kept.
const ASSIGN: &str = "/yifa.cases.bank/Assign";

/// Why a payment is parked that names no notice of ours.
const UNKNOWN_NOTICE: &str = "没有该缴款通知";

/// Why one is parked on whose notice nothing is left to pay.
const SETTLED_NOTICE: &str = "该缴款通知的应缴款已缴清";

/// Why a payment did not become one of the case.
enum NotTaken {
    /// The case does not take it, for this reason.
    Refused(String),
    /// Another got there first.
    Overtaken,
}

/// Takes in what a bank tells.
///
/// # Refuses
/// [`PAYMENT_CONTENTS_DIFFER`] where the same transaction was told with other contents.
pub(crate) async fn take(desk: &Desk, bank: &Actor, told: &Told) -> Result<BankPayment, Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let heard = store::hear(&mut conn, told, desk.now()).await?;
    if heard.told != *told {
        return Err(differs().into());
    }
    if heard.state != State::Received {
        return Ok(heard);
    }
    let notice = noticed(&mut conn, &told.notice).await?;
    drop(conn);
    let taken = match notice {
        Some((_, _, notice::Step::Settled)) => Err(NotTaken::Refused(SETTLED_NOTICE.to_owned())),
        Some((case_id, number, notice::Step::Issued)) => {
            post(desk, bank, told, case_id, number).await?
        }
        None => Err(NotTaken::Refused(UNKNOWN_NOTICE.to_owned())),
    };
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    if let Err(NotTaken::Refused(why)) = &taken {
        store::park(&mut conn, &told.transaction, why).await?;
        tracing::warn!("a payment that a bank told is parked");
    }
    let stands = stands(&mut conn, &told.transaction).await?;
    match (taken, stands.state) {
        // The case was busy: the bank tells it once more.
        (Err(NotTaken::Overtaken), State::Received) => {
            Err(Fault::unavailable("the case is busy").into())
        }
        _ => Ok(stands),
    }
}

/// The case of a notice, the notice's number within it, and where it stands.
async fn noticed(
    conn: &mut sqlx::PgConnection,
    notice: &str,
) -> Result<Option<(CaseId, u32, notice::Step)>, Fault> {
    let Some(case_id) = store::noticed(conn, notice).await? else {
        return Ok(None);
    };
    let stored = store::get(conn, case_id).await?;
    Ok(stored.and_then(|stored| {
        let mut notices = stored.case.account.notices.into_iter();
        let issued = notices.find(|it| it.notice_number.as_str() == notice)?;
        Some((case_id, issued.number, issued.step))
    }))
}

async fn post(
    desk: &Desk,
    bank: &Actor,
    told: &Told,
    case_id: CaseId,
    number: u32,
) -> Result<Result<(), NotTaken>, Fault> {
    let act = Own::TakePayment(TakePayment {
        number,
        transaction: told.transaction.clone(),
        amount: told.amount,
        receipt: told.receipt.clone(),
        on: told.on,
    });
    let request = request(TAKE, &told.transaction, case_id, act);
    match desk.handle(By::Bank(bank), "", &request).await {
        Ok(_) => Ok(Ok(())),
        Err(Failure::Refusal(refusal)) if refusal.reason().code == Code::Stale => {
            Ok(Err(NotTaken::Overtaken))
        }
        Err(Failure::Refusal(refusal)) => Ok(Err(NotTaken::Refused(refusal.zh().to_owned()))),
        Err(Failure::Fault(fault)) => Err(fault),
    }
}

/// Payments told before a moment of which nothing final was made; a thousand at most. For operators: whose the money is, and what
/// is to become of it, the agencies see in their own list.
pub async fn waiting(pool: &PgPool, before: DateTime<Utc>) -> Result<usize, Fault> {
    const MOST: i64 = 1_000;
    let mut conn = pool.acquire().await?;
    let oldest_first = store::parked(&mut conn, None, MOST).await?;
    let longer = oldest_first.iter().filter(|it| it.received_at < before);
    Ok(longer.count())
}

/// One person proposes what is to become of a parked payment: a case it is for, or its return to the payer.
///
/// # Refuses
/// [`PARKED_PAYMENT_SETTLED`] where it is not parked.
pub(crate) async fn propose(
    desk: &Desk,
    by: &Actor,
    transaction: &str,
    proposal: (Option<CaseId>, &str),
) -> Result<BankPayment, Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let officer = officer(by)?;
    let found = store::bank_payment(&mut conn, transaction).await?;
    found.ok_or_else(absent)?;
    if !store::propose(&mut conn, transaction, &officer.0, proposal).await? {
        return Err(settled().into());
    }
    Ok(stands(&mut conn, transaction).await?)
}

/// Another person decides on it. Whoever decided is answered the same again.
///
/// # Refuses
/// [`PARKED_PAYMENT_SETTLED`] where nothing is proposed, [`PAYMENT_DECIDED_BY_PROPOSER`], and what the case refuses.
pub(crate) async fn decide(
    desk: &Desk,
    by: &Actor,
    transaction: &str,
    approved: bool,
) -> Result<BankPayment, Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let found = store::bank_payment(&mut conn, transaction).await?;
    let payment = found.ok_or_else(absent)?;
    let officer = officer(by)?;
    if payment.state != State::Proposed {
        let approves = matches!(payment.state, State::Assigned | State::Returned);
        if payment.decided_by == officer.0 && approves == approved {
            return Ok(payment);
        }
        return Err(settled().into());
    }
    if payment.proposed_by == officer.0 {
        return Err(own().into());
    }
    let done = match (approved, payment.case_id) {
        (true, Some(case_id)) => {
            drop(conn);
            assign(desk, by, &payment, case_id).await?
        }
        (approved, _) => {
            let to = if approved {
                State::Returned
            } else {
                State::Parked
            };
            let concluded = store::conclude(&mut conn, &payment, &officer.0, to).await?;
            drop(conn);
            concluded
        }
    };
    if !done {
        return Err(settled().into());
    }
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    Ok(stands(&mut conn, transaction).await?)
}

/// Enters it into the case's books; false: somebody decided otherwise meanwhile.
async fn assign(
    desk: &Desk,
    by: &Actor,
    payment: &BankPayment,
    case_id: CaseId,
) -> Result<bool, Failure> {
    let told = &payment.told;
    let act = Own::AssignPayment(AssignPayment {
        transaction: told.transaction.clone(),
        amount: told.amount,
        receipt: told.receipt.clone(),
        on: told.on,
        proposed_by: OfficerId(payment.proposed_by.clone()),
    });
    let request = request(ASSIGN, &told.transaction, case_id, act);
    match desk.handle(By::Actor(by), "", &request).await {
        Ok(_) => Ok(true),
        Err(Failure::Refusal(refusal)) if refusal.reason().code == Code::Stale => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// The request that enters a transaction: the same for the same one, whoever makes it.
fn request(method: &'static str, transaction: &str, case_id: CaseId, act: Own) -> Request {
    let name = format!("{method} {transaction} {case_id}");
    Request {
        request_id: request_id(&name),
        method,
        payload: name.into_bytes(),
        case_id: Some(case_id),
        seen: None,
        from_lead: None,
        act: Act::Account(act),
        mode: Mode::Write,
        replayed: None,
    }
}

async fn stands(conn: &mut sqlx::PgConnection, transaction: &str) -> Result<BankPayment, Fault> {
    let stands = store::bank_payment(conn, transaction).await?;
    stands.ok_or_else(|| Fault::internal("a payment that was written down is gone"))
}

fn officer(by: &Actor) -> Result<OfficerId, Refusal> {
    let id = by.officer_id.clone();
    id.map(OfficerId).ok_or_else(|| {
        let reason = cases_domain::Guard::CallerIsOfficer.reason();
        refused(reason, "您的账号不是执法人员账号")
    })
}

fn refused(reason: &'static refusal::Reason, why: &str) -> Refusal {
    let zh = format!("{why}。{}", reason.remedy);
    Refusal::new(reason, reason.meaning.to_owned(), zh)
}

fn differs() -> Refusal {
    refused(&PAYMENT_CONTENTS_DIFFER, "该流水号已告知过不同的内容")
}

fn settled() -> Refusal {
    refused(&PARKED_PAYMENT_SETTLED, "该款项不在待查状态")
}

fn own() -> Refusal {
    refused(&PAYMENT_DECIDED_BY_PROPOSER, "该处理意见由您本人提出")
}

fn absent() -> Refusal {
    Refusal::absent("payment", "款项")
}
