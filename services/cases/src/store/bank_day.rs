//! Days as the bank closed them, beside what was booked.

use calendar::CivilDate;
use cases_domain::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use refusal::Fault;
use sqlx::{Connection as _, PgConnection};

use super::bank::{State, Told};
use super::read_date;

/// A payment of a day: as the bank's file names it, as it was told, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DayRow {
    /// Number of the bank's transaction.
    pub(crate) transaction: String,
    /// As the file names it.
    pub(crate) filed: Option<Named>,
    /// As it was told.
    pub(crate) told: Option<Named>,
    /// Day for which it was told.
    pub(crate) told_for: Option<CivilDate>,
    /// What became of it.
    pub(crate) state: Option<State>,
    /// Whether the case that is said to have it has it in its books.
    pub(crate) in_books: bool,
}

/// A payment in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Number of the notice.
    pub(crate) notice: String,
    /// How much.
    pub(crate) amount: Fen,
}

/// Keeps the bank's file of a day, in the place of the one before; the numbers of those that were never told.
pub(crate) async fn file_day(
    conn: &mut PgConnection,
    day: CivilDate,
    lines: &[Told],
    at: DateTime<Utc>,
) -> Result<Vec<String>, Fault> {
    let column =
        |of: fn(&Told) -> &String| -> Vec<String> { lines.iter().map(of).cloned().collect() };
    let (transactions, notices) = (column(|it| &it.transaction), column(|it| &it.notice));
    let amounts = lines.iter().map(|it| i64::try_from(it.amount.0));
    let amounts: Vec<i64> = amounts.collect::<Result<_, _>>().map_err(Fault::internal)?;
    let mut tx = conn.begin().await?;
    sqlx::query!(
        r#"
        insert into bank_day (day, received_at)
        values ($1, $2)
        on conflict on constraint bank_day_pkey do update set received_at = excluded.received_at
        "#,
        day.naive(),
        at
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from bank_day_line where day = $1", day.naive())
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        r#"
        insert into bank_day_line (day, transaction_number, notice_number, amount_fen)
        select $1, line.transaction_number, line.notice_number, line.amount_fen
        from unnest($2::text[], $3::text[], $4::bigint[]) as line (transaction_number, notice_number, amount_fen)
        "#,
        day.naive(),
        &transactions,
        &notices,
        &amounts
    )
    .execute(&mut *tx)
    .await?;
    let untold = sqlx::query_scalar!(
        r#"
        select line.transaction_number
        from bank_day_line line
        where line.day = $1
            and not exists (
                select from bank_payment told
                where told.transaction_number = line.transaction_number and told.state <> 'RECEIVED'
            )
        order by line.transaction_number
        "#,
        day.naive()
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(untold)
}

/// When the bank's file of a day came; none: it has not.
pub(crate) async fn day_filed(
    conn: &mut PgConnection,
    day: CivilDate,
) -> Result<Option<DateTime<Utc>>, Fault> {
    let at = sqlx::query_scalar!(
        "select received_at from bank_day where day = $1",
        day.naive()
    );
    Ok(at.fetch_optional(conn).await?)
}

/// Everything of a day: what the file names, and what was told for it, by the bank's numbers.
pub(crate) async fn day_rows(
    conn: &mut PgConnection,
    day: CivilDate,
) -> Result<Vec<DayRow>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            coalesce(line.transaction_number, told.transaction_number) as "transaction_number!",
            line.notice_number as "filed_notice?",
            line.amount_fen as "filed_fen?",
            told.notice_number as "told_notice?",
            told.amount_fen as "told_fen?",
            told.paid_on as "told_for?",
            told.state as "state?",
            coalesce(
                kept.state #> '{account,journal}' @> jsonb_build_array(jsonb_build_object(
                    'reference', told.transaction_number,
                    'postings', jsonb_build_array(jsonb_build_object('account', 'treasury', 'fen', told.amount_fen))
                )),
                false
            ) as "in_books!"
        from (select transaction_number, notice_number, amount_fen from bank_day_line where day = $1) line
        full join (
            select transaction_number, notice_number, amount_fen, paid_on, state, case_id
            from bank_payment
            where paid_on = $1
                or transaction_number in (select transaction_number from bank_day_line where day = $1)
        ) told on told.transaction_number = line.transaction_number
        left join cases kept on kept.case_id = told.case_id and told.state in ('POSTED', 'ASSIGNED')
        order by 1
        "#,
        day.naive()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

struct Row {
    transaction_number: String,
    filed_notice: Option<String>,
    filed_fen: Option<i64>,
    told_notice: Option<String>,
    told_fen: Option<i64>,
    told_for: Option<NaiveDate>,
    state: Option<String>,
    in_books: bool,
}

impl Row {
    fn read(self) -> Result<DayRow, Fault> {
        Ok(DayRow {
            transaction: self.transaction_number,
            filed: named(self.filed_notice, self.filed_fen)?,
            told: named(self.told_notice, self.told_fen)?,
            told_for: self.told_for.map(read_date).transpose()?,
            state: self.state.as_deref().map(State::read).transpose()?,
            in_books: self.in_books,
        })
    }
}

fn named(notice: Option<String>, fen: Option<i64>) -> Result<Option<Named>, Fault> {
    let Some((notice, fen)) = notice.zip(fen) else {
        return Ok(None);
    };
    let amount = Fen(u64::try_from(fen).map_err(Fault::internal)?);
    Ok(Some(Named { notice, amount }))
}
