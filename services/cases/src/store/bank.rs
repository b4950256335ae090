//! What banks told was paid, and what became of it.

use calendar::CivilDate;
use cases_domain::{Case, CaseId, Fen};
use chrono::{DateTime, Utc};
use refusal::Fault;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{read_date, unreadable};

/// A payment as a bank told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// Number of the bank's transaction.
    pub(crate) transaction: String,
    /// Number of the notice, as the payer named it.
    pub(crate) notice: String,
    /// How much.
    pub(crate) amount: Fen,
    /// Day.
    pub(crate) on: CivilDate,
    /// Number of the treasury receipt; empty: not told.
    pub(crate) receipt: String,
    /// Who paid.
    pub(crate) payer: String,
}

/// The same with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BankPayment {
    /// As it was told.
    pub(crate) told: Told,
    /// Where it stands.
    pub(crate) state: State,
    /// The case it is for, or is proposed for.
    pub(crate) case_id: Option<CaseId>,
    /// Why it was parked.
    pub(crate) reason: String,
    /// Who proposed what is to be done; empty: nobody.
    pub(crate) proposed_by: String,
    /// Why that.
    pub(crate) proposal: String,
    /// Who decided on it; empty: nobody.
    pub(crate) decided_by: String,
    /// When it was told.
    pub(crate) received_at: DateTime<Utc>,
}

/// A place in the list of what is parked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ParkedPlace {
    /// When it was told.
    pub(crate) received_at: DateTime<Utc>,
    /// Number of the bank's transaction.
    pub(crate) transaction: String,
}

impl BankPayment {
    /// Where it stands in the list of what is parked.
    pub(crate) fn place(&self) -> ParkedPlace {
        ParkedPlace {
            received_at: self.received_at,
            transaction: self.told.transaction.clone(),
        }
    }
}

/// Where a payment stands that a bank told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Written down, and nothing made of it yet.
    Received,
    /// A payment of the case whose notice it names.
    Posted,
    /// 待查
    Parked,
    /// Parked, and one person says what is to become of it.
    Proposed,
    /// A payment of the case that two persons say it is for.
    Assigned,
    /// To be returned to the payer, as two persons say.
    Returned,
}

/// A payment that an act enters into a case's books.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken<'a> {
    /// Number of the bank's transaction.
    pub(crate) transaction: &'a str,
    /// Who assigned it to the case; none: it names the case's notice.
    pub(crate) assigned_by: Option<&'a str>,
}

impl State {
    const ALL: [Self; 6] = [
        Self::Received,
        Self::Posted,
        Self::Parked,
        Self::Proposed,
        Self::Assigned,
        Self::Returned,
    ];

    /// Name in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Received => "RECEIVED",
            Self::Posted => "POSTED",
            Self::Parked => "PARKED",
            Self::Proposed => "PROPOSED",
            Self::Assigned => "ASSIGNED",
            Self::Returned => "RETURNED",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self, Fault> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.name() == name)
            .ok_or_else(|| unreadable("state of a payment"))
    }
}

/// Writes down what a bank told, once; then what stands.
pub(crate) async fn hear(
    conn: &mut PgConnection,
    told: &Told,
    at: DateTime<Utc>,
) -> Result<BankPayment, Fault> {
    sqlx::query!(
        r#"
        insert into bank_payment (
            transaction_number, notice_number, amount_fen, paid_on, receipt_number, payer, state, received_at
        )
        values ($1, $2, $3, $4, $5, $6, 'RECEIVED', $7)
        on conflict on constraint bank_payment_pkey do nothing
        "#,
        told.transaction,
        told.notice,
        i64::try_from(told.amount.0).map_err(Fault::internal)?,
        told.on.naive(),
        told.receipt,
        told.payer,
        at
    )
    .execute(&mut *conn)
    .await?;
    let found = bank_payment(conn, &told.transaction).await?;
    found.ok_or_else(|| unreadable("payment that was written"))
}

/// A payment by the bank's number.
pub(crate) async fn bank_payment(
    conn: &mut PgConnection,
    transaction: &str,
) -> Result<Option<BankPayment>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select
            transaction_number, notice_number, amount_fen, paid_on, receipt_number, payer, state, case_id, reason,
            proposed_by, proposal, decided_by, received_at
        from bank_payment
        where transaction_number = $1
        "#,
        transaction
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::read).transpose()
}

/// Payments that nothing final was made of, oldest first, those after a place.
pub(crate) async fn parked(
    conn: &mut PgConnection,
    after: Option<&ParkedPlace>,
    limit: i64,
) -> Result<Vec<BankPayment>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            transaction_number, notice_number, amount_fen, paid_on, receipt_number, payer, state, case_id, reason,
            proposed_by, proposal, decided_by, received_at
        from bank_payment
        where state in ('RECEIVED', 'PARKED', 'PROPOSED')
            and ($1::timestamptz is null or (received_at, transaction_number) > ($1, $2))
        order by received_at, transaction_number
        limit $3
        "#,
        after.map(|place| place.received_at),
        after.map(|place| place.transaction.as_str()),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Parks a payment that was received, unless something was made of it meanwhile.
pub(crate) async fn park(
    conn: &mut PgConnection,
    transaction: &str,
    reason: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update bank_payment
        set state = 'PARKED', reason = $2
        where transaction_number = $1 and state = 'RECEIVED'
        "#,
        transaction,
        reason
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that a payment is in the books of a case, in the transaction that enters it; false: it is no longer to be entered there.
pub(super) async fn enter(
    conn: &mut PgConnection,
    case: &Case,
    taken: &Taken<'_>,
) -> sqlx::Result<bool> {
    let entered = match taken.assigned_by {
        None => {
            sqlx::query!(
                r#"
                update bank_payment
                set state = 'POSTED', case_id = $2, reason = ''
                where transaction_number = $1 and state in ('RECEIVED', 'PARKED')
                "#,
                taken.transaction,
                case.id().0
            )
            .execute(conn)
            .await?
        }
        Some(by) => {
            sqlx::query!(
                r#"
                update bank_payment
                set state = 'ASSIGNED', decided_by = $3
                where transaction_number = $1 and state = 'PROPOSED' and case_id = $2 and proposed_by <> $3
                "#,
                taken.transaction,
                case.id().0,
                by
            )
            .execute(conn)
            .await?
        }
    };
    Ok(entered.rows_affected() == 1)
}

/// Keeps what one person proposes for a parked payment: a case, or none to return it. Who proposed may propose anew. False: it
/// is not parked.
pub(crate) async fn propose(
    conn: &mut PgConnection,
    transaction: &str,
    by: &str,
    (case_id, proposal): (Option<CaseId>, &str),
) -> Result<bool, Fault> {
    let moved = sqlx::query!(
        r#"
        update bank_payment
        set state = 'PROPOSED', case_id = $3, proposed_by = $2, proposal = $4, decided_by = ''
        where transaction_number = $1
            and (state in ('PARKED', 'RECEIVED') or (state = 'PROPOSED' and proposed_by = $2))
        "#,
        transaction,
        by,
        case_id.map(|id| id.0),
        proposal
    )
    .execute(conn)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// Ends what was proposed without entering it anywhere: it is returned, or parked again. False: another thing is proposed by now,
/// or nothing.
pub(crate) async fn conclude(
    conn: &mut PgConnection,
    proposed: &BankPayment,
    by: &str,
    to: State,
) -> Result<bool, Fault> {
    let moved = sqlx::query!(
        r#"
        update bank_payment
        set state = $3, decided_by = $2, case_id = null
        where transaction_number = $1 and state = 'PROPOSED' and proposed_by = $4
            and case_id is not distinct from $5
        "#,
        proposed.told.transaction,
        by,
        to.name(),
        proposed.proposed_by,
        proposed.case_id.map(|id| id.0)
    )
    .execute(conn)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// The case that issued a payment notice.
pub(crate) async fn noticed(
    conn: &mut PgConnection,
    notice: &str,
) -> Result<Option<CaseId>, Fault> {
    let named = json!([{ "notice_number": notice }]);
    let found = sqlx::query_scalar!(
        r#"select case_id from cases where state #> '{account,notices}' @> $1 limit 1"#,
        named
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.map(CaseId))
}

struct Row {
    transaction_number: String,
    notice_number: String,
    amount_fen: i64,
    paid_on: chrono::NaiveDate,
    receipt_number: String,
    payer: String,
    state: String,
    case_id: Option<Uuid>,
    reason: String,
    proposed_by: String,
    proposal: String,
    decided_by: String,
    received_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<BankPayment, Fault> {
        Ok(BankPayment {
            told: Told {
                transaction: self.transaction_number,
                notice: self.notice_number,
                amount: Fen(u64::try_from(self.amount_fen).map_err(Fault::internal)?),
                on: read_date(self.paid_on)?,
                receipt: self.receipt_number,
                payer: self.payer,
            },
            state: State::read(&self.state)?,
            case_id: self.case_id.map(CaseId),
            reason: self.reason,
            proposed_by: self.proposed_by,
            proposal: self.proposal,
            decided_by: self.decided_by,
            received_at: self.received_at,
        })
    }
}
