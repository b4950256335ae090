//! The journal: entries in order, and the balances they come to.

use std::collections::BTreeMap;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::Fen;

use crate::account::{Account, Head, Side};
use crate::movement::{Movement, Split};

/// One side of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Account.
    #[serde(flatten)]
    pub account: Account,
    /// Fen: a debit is positive, a credit negative.
    pub fen: i64,
}

/// A movement as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number within the journal, from 1.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
    /// What happened.
    pub movement: Movement,
    /// What it is known by: a receipt, a bank's transaction, a document.
    pub reference: String,
    /// What it posts; the sum is nothing.
    pub postings: Vec<Posting>,
}

/// Entries in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Journal {
    entries: Vec<Entry>,
}

/// What stands on each account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Balances(BTreeMap<Account, i128>);

/// Why a movement cannot be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPosted {
    /// An account would fall below nothing.
    #[error("{0:?} would be overdrawn")]
    Overdrawn(Account),
    /// An amount is larger than an account can hold.
    #[error("an amount is too large")]
    TooLarge,
}

impl Journal {
    /// The entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Enters a movement, unless it moves nothing.
    ///
    /// # Errors
    /// [`NotPosted`] when an account would be overdrawn: the journal stays as it was.
    pub fn enter(
        &mut self,
        on: CivilDate,
        reference: &str,
        movement: Movement,
    ) -> Result<(), NotPosted> {
        let mut balances = self.balances();
        let mut postings = Vec::new();
        for (account, fen) in movement.postings(&balances) {
            if fen != 0 {
                balances.add(account, fen);
                let fen = i64::try_from(fen).map_err(|_| NotPosted::TooLarge)?;
                postings.push(Posting { account, fen });
            }
        }
        if let Some(account) = balances.overdrawn() {
            return Err(NotPosted::Overdrawn(account));
        }
        if postings.is_empty() {
            return Ok(());
        }
        let number = u32::try_from(self.entries.len() + 1).map_err(|_| NotPosted::TooLarge)?;
        self.entries.push(Entry {
            number,
            on,
            movement,
            reference: reference.to_owned(),
            postings,
        });
        Ok(())
    }

    /// What stands on each account.
    pub fn balances(&self) -> Balances {
        let mut balances = Balances::default();
        for posting in self.entries.iter().flat_map(|entry| &entry.postings) {
            balances.add(posting.account, i128::from(posting.fen));
        }
        balances
    }
}

impl Balances {
    /// The balance of an account: a debit is positive, a credit negative.
    pub fn of(&self, account: Account) -> i128 {
        self.0.get(&account).copied().unwrap_or(0)
    }

    /// The balance on the account's own side, never below nothing.
    pub fn amount(&self, account: Account) -> Fen {
        let fen = match account.side() {
            Side::Debit => self.of(account),
            Side::Credit => -self.of(account),
        };
        Fen(u64::try_from(fen.max(0)).unwrap_or(u64::MAX))
    }

    /// What is still owed, head by head.
    pub fn owed(&self) -> Split {
        let of = |head| self.amount(Account::Receivable(head));
        Split {
            fine: of(Head::Fine),
            confiscation: of(Head::Confiscation),
            late_fine: of(Head::LateFine),
        }
    }

    /// The sum over all accounts: nothing, always.
    pub fn sum(&self) -> i128 {
        self.0.values().sum()
    }

    fn add(&mut self, account: Account, fen: i128) {
        *self.0.entry(account).or_default() += fen;
    }

    /// An account below nothing.
    fn overdrawn(&self) -> Option<Account> {
        let below = |(account, fen): (&Account, &i128)| {
            let wrong = match account.side() {
                Side::Debit => *fen < 0,
                Side::Credit => *fen > 0,
            };
            wrong.then_some(*account)
        };
        self.0.iter().find_map(below)
    }
}
