//! A day as the bank closed it, compared with what was booked (对账).
//!
//! Nothing of the comparison is kept: it is made anew whenever it is asked for, so that what was mended meanwhile is no longer told.

use actor::Actor;
use calendar::CivilDate;
use cases_domain::{Fen, in_yuan};
use chrono::{DateTime, Utc};
use refusal::{Failure, Fault};

use crate::bank;
use crate::handle::Desk;
use crate::store::{self, DayRow, Named, State, Told};

/// A day compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reconciliation {
    /// When the bank's file came; none: it has not.
    pub(crate) received_at: Option<DateTime<Utc>>,
    /// What the bank says.
    pub(crate) bank: Total,
    /// What is booked in cases.
    pub(crate) booked: Total,
    /// What is parked.
    pub(crate) parked: Total,
    /// What goes back to its payers.
    pub(crate) returned: Total,
    /// What does not agree.
    pub(crate) differences: Vec<Difference>,
}

/// How many payments, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Total {
    /// How many.
    pub(crate) count: u32,
    /// How much in all.
    pub(crate) amount: Fen,
}

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Number of the bank's transaction.
    pub(crate) transaction: String,
    /// What does not agree.
    pub(crate) kind: Kind,
    /// The same in Chinese.
    pub(crate) zh: String,
    /// The amount that the bank names; none: it names none.
    pub(crate) bank: Option<Fen>,
    /// The amount that we have; none: none.
    pub(crate) ours: Option<Fen>,
}

/// What does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The bank has it, we have not.
    NotHere,
    /// We have it, the bank has not.
    NotAtBank,
    /// Another amount, notice or day.
    Contents,
    /// It is not booked in any case.
    NotBooked,
    /// It is said to be booked, and the case's books do not have it.
    NotInBooks,
}

/// Keeps the bank's file of a day, and takes in what was never told; how many that were.
pub(crate) async fn submit(
    desk: &Desk,
    bank: &Actor,
    day: CivilDate,
    lines: &[Told],
) -> Result<u32, Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let untold = store::file_day(&mut conn, day, lines, desk.now()).await?;
    drop(conn);
    let mut taken_in = 0;
    for line in lines {
        if untold.binary_search(&line.transaction).is_ok() {
            match bank::take(desk, bank, line).await {
                Ok(_) => taken_in += 1,
                // It was told meanwhile with other contents: the comparison shows it.
                Err(Failure::Refusal(_)) => {}
                Err(fault) => return Err(fault),
            }
        }
    }
    Ok(taken_in)
}

/// Compares a day.
pub(crate) async fn reconcile(desk: &Desk, day: CivilDate) -> Result<Reconciliation, Fault> {
    let mut conn = desk.pool().acquire().await?;
    let received_at = store::day_filed(&mut conn, day).await?;
    let rows = store::day_rows(&mut conn, day).await?;
    let mut compared = Reconciliation {
        received_at,
        bank: Total::default(),
        booked: Total::default(),
        parked: Total::default(),
        returned: Total::default(),
        differences: Vec::new(),
    };
    for row in &rows {
        if let Some(filed) = &row.filed {
            compared.bank.add(filed.amount);
        }
        if let Some((told, state)) = row.told.as_ref().zip(row.state) {
            let total = match state {
                State::Posted | State::Assigned => &mut compared.booked,
                State::Received | State::Parked | State::Proposed => &mut compared.parked,
                State::Returned => &mut compared.returned,
            };
            if row.told_for == Some(day) {
                total.add(told.amount);
            }
        }
        if let Some((kind, zh)) = difference(row, day, received_at.is_some()) {
            compared.differences.push(Difference {
                transaction: row.transaction.clone(),
                kind,
                zh,
                bank: row.filed.as_ref().map(|it| it.amount),
                ours: row.told.as_ref().map(|it| it.amount),
            });
        }
    }
    Ok(compared)
}

/// What of a payment does not agree, the gravest first; none: it all does.
fn difference(row: &DayRow, day: CivilDate, filed: bool) -> Option<(Kind, String)> {
    let number = &row.transaction;
    let Some(told) = &row.told else {
        return Some((
            Kind::NotHere,
            format!("银行流水{number}在对账文件中有，我方没有收到"),
        ));
    };
    match &row.filed {
        None if filed => {
            return Some((
                Kind::NotAtBank,
                format!(
                    "我方收到银行流水{number}（{}），银行对账文件中没有",
                    in_yuan(told.amount)
                ),
            ));
        }
        Some(line) if line != told || row.told_for != Some(day) => {
            return Some((
                Kind::Contents,
                format!(
                    "银行流水{number}内容不一致：对账文件为{}，我方为{}",
                    words(line, Some(day)),
                    words(told, row.told_for)
                ),
            ));
        }
        _ => {}
    }
    match row.state? {
        State::Received | State::Parked | State::Proposed => Some((
            Kind::NotBooked,
            format!(
                "银行流水{number}（{}）待查，尚未计入案件",
                in_yuan(told.amount)
            ),
        )),
        State::Posted | State::Assigned if !row.in_books => Some((
            Kind::NotInBooks,
            format!("银行流水{number}标明已入账，但案件账簿中没有该笔缴款"),
        )),
        State::Posted | State::Assigned | State::Returned => None,
    }
}

fn words(it: &Named, day: Option<CivilDate>) -> String {
    let day = day.map_or_else(String::new, CivilDate::zh);
    format!("{day}缴款通知{}、{}", it.notice, in_yuan(it.amount))
}

impl Total {
    fn add(&mut self, amount: Fen) {
        self.count += 1;
        self.amount = self.amount.plus(amount);
    }
}
