//! A statement of account (对账单): entry by entry, and what it comes to.

use calendar::CivilDate;
use statute::Fen;

use crate::account::{Account, Head};
use crate::journal::Journal;
use crate::movement::Movement;

/// What a journal comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// Entry by entry.
    pub lines: Vec<Line>,
    /// Decided and accrued in all, as it stands now.
    pub assessed: Fen,
    /// Of it remitted.
    pub remitted: Fen,
    /// Paid in all, by whatever way.
    pub paid: Fen,
    /// Given back.
    pub refunded: Fen,
    /// To be given back.
    pub refund_due: Fen,
    /// Still owed.
    pub outstanding: Fen,
    /// Collected on the spot and not yet at the bank.
    pub on_the_way: Fen,
}

/// An entry and what is owed after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Number within the journal.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
    /// What happened.
    pub movement: Movement,
    /// What it is known by.
    pub reference: String,
    /// What it posted, by account.
    pub postings: Vec<(Account, i64)>,
    /// Still owed after it.
    pub outstanding: Fen,
}

impl Statement {
    /// The statement of a journal.
    pub fn of(journal: &Journal) -> Self {
        let mut statement = Self::default();
        let mut outstanding: i128 = 0;
        for entry in journal.entries() {
            for posting in &entry.postings {
                if matches!(posting.account, Account::Receivable(_)) {
                    outstanding += i128::from(posting.fen);
                }
            }
            match entry.movement {
                Movement::Pay { split, over, .. } => {
                    statement.paid = statement.paid.plus(split.total()).plus(over);
                }
                Movement::Refund(amount) => {
                    statement.refunded = statement.refunded.plus(amount);
                }
                _ => {}
            }
            statement.lines.push(Line {
                number: entry.number,
                on: entry.on,
                movement: entry.movement,
                reference: entry.reference.clone(),
                postings: entry
                    .postings
                    .iter()
                    .map(|posting| (posting.account, posting.fen))
                    .collect(),
                outstanding: Fen(u64::try_from(outstanding.max(0)).unwrap_or(u64::MAX)),
            });
        }
        let balances = journal.balances();
        let sum = |accounts: &[Account]| {
            let amounts = accounts.iter().map(|account| balances.amount(*account));
            amounts.fold(Fen::ZERO, Fen::plus)
        };
        statement.assessed = sum(&Head::ALL.map(Account::Assessed));
        statement.remitted = sum(&[Account::Remitted]);
        statement.refund_due = sum(&[Account::RefundDue]);
        statement.outstanding = sum(&Head::ALL.map(Account::Receivable));
        statement.on_the_way = sum(&[Account::CashInTransit, Account::AtAgency]);
        statement
    }

    /// Whether what was asked for is what was kept and what is still owed (I7): assessed − remitted = paid − refunded − to be
    /// refunded + outstanding.
    pub fn adds_up(&self) -> bool {
        let fen = |amount: Fen| i128::from(amount.0);
        fen(self.assessed) - fen(self.remitted)
            == fen(self.paid) - fen(self.refunded) - fen(self.refund_due) + fen(self.outstanding)
    }
}
