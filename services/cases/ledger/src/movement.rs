//! What happens to money, and what it posts.

use serde::{Deserialize, Serialize};
use statute::Fen;

use crate::account::{Account, Head};
use crate::journal::Balances;

/// Something that happens to money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// What is owed under a head is from now on this much in all: decided, accrued, changed, or withdrawn (nothing). What was
    /// paid beyond it is to be given back.
    Assess {
        /// Under which head.
        head: Head,
        /// How much in all, what was remitted left out.
        owed: Fen,
    },
    /// 减免: so much of the late fine is no longer asked for (行政强制法 §42).
    Remit(Fen),
    /// 缴款: money came in. What is beyond what is owed is to be given back.
    Pay {
        /// Where it is now.
        till: Till,
        /// What it is for.
        split: Split,
        /// What is beyond.
        over: Fen,
    },
    /// 执法人员交至机关
    HandOver(Fen),
    /// 机关缴付银行
    Bank(Fen),
    /// 退款
    Refund(Fen),
    /// 待查: taken in, nobody knows for what.
    Park(Fen),
    /// 待查款项转出: assigned to a case's book, or returned to the payer
    Release(Fen),
}

/// Where money came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Till {
    /// At the bank, or by electronic payment.
    Bank,
    /// Into an officer's hands.
    Officer,
    /// It was parked, and is now assigned.
    Suspense,
}

/// What a payment is for, head by head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Split {
    /// Of the fine.
    pub fine: Fen,
    /// Of the confiscated income.
    pub confiscation: Fen,
    /// Of the late fine.
    pub late_fine: Fen,
}

/// Which head a payment that does not cover all goes to first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// 先抵罚款: fine, confiscated income, late fine. It favours the party, whose late fine grows with the fine left.
    #[default]
    FineFirst,
    /// 先抵加处罚款: late fine, fine, confiscated income.
    LateFineFirst,
}

impl Split {
    /// The sum.
    pub fn total(self) -> Fen {
        self.fine.plus(self.confiscation).plus(self.late_fine)
    }

    /// The part of a head.
    pub const fn of(self, head: Head) -> Fen {
        match head {
            Head::Fine => self.fine,
            Head::Confiscation => self.confiscation,
            Head::LateFine => self.late_fine,
        }
    }

    fn set(&mut self, head: Head, amount: Fen) {
        match head {
            Head::Fine => self.fine = amount,
            Head::Confiscation => self.confiscation = amount,
            Head::LateFine => self.late_fine = amount,
        }
    }
}

impl Order {
    /// The heads in turn.
    pub const fn heads(self) -> [Head; 3] {
        match self {
            Self::FineFirst => [Head::Fine, Head::Confiscation, Head::LateFine],
            Self::LateFineFirst => [Head::LateFine, Head::Fine, Head::Confiscation],
        }
    }

    /// How an amount is divided over what is owed, and what is left over.
    pub fn divide(self, amount: Fen, owed: Split) -> (Split, Fen) {
        let mut split = Split::default();
        let mut left = amount;
        for head in self.heads() {
            let part = left.min(owed.of(head));
            split.set(head, part);
            left = left.less(part);
        }
        (split, left)
    }
}

impl Till {
    const fn account(self) -> Account {
        match self {
            // What was parked lies at the treasury: it leaves the deployment's book for the case's.
            Self::Bank | Self::Suspense => Account::Treasury,
            Self::Officer => Account::CashInTransit,
        }
    }
}

impl Movement {
    /// The movement in Chinese: `缴款`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Assess { .. } => "核定",
            Self::Remit(_) => "减免加处罚款",
            Self::Pay {
                till: Till::Bank, ..
            } => "银行缴款",
            Self::Pay {
                till: Till::Officer,
                ..
            } => "当场收缴",
            Self::Pay {
                till: Till::Suspense,
                ..
            } => "待查款项认领",
            Self::HandOver(_) => "现金交至机关",
            Self::Bank(_) => "机关缴付银行",
            Self::Refund(_) => "退款",
            Self::Park(_) => "列为待查",
            Self::Release(_) => "待查款项转出",
        }
    }

    /// What it posts at these balances: debits positive, credits negative.
    pub(crate) fn postings(self, at: &Balances) -> Vec<(Account, i128)> {
        let between = |debit, credit, amount: Fen| {
            let amount = i128::from(amount.0);
            vec![(debit, amount), (credit, -amount)]
        };
        match self {
            Self::Assess { head, owed } => assess(at, head, owed),
            Self::Remit(amount) => between(
                Account::Remitted,
                Account::Receivable(Head::LateFine),
                amount,
            ),
            Self::Pay { till, split, over } => {
                let all = i128::from(split.total().0) + i128::from(over.0);
                let mut postings = vec![(till.account(), all)];
                for head in Head::ALL {
                    postings.push((Account::Receivable(head), -i128::from(split.of(head).0)));
                }
                postings.push((Account::RefundDue, -i128::from(over.0)));
                postings
            }
            Self::HandOver(amount) => between(Account::AtAgency, Account::CashInTransit, amount),
            Self::Bank(amount) => between(Account::Treasury, Account::AtAgency, amount),
            Self::Refund(amount) => between(Account::RefundDue, Account::Treasury, amount),
            Self::Park(amount) => between(Account::Treasury, Account::Suspense, amount),
            Self::Release(amount) => between(Account::Suspense, Account::Treasury, amount),
        }
    }
}

/// More owed makes a claim; less ends what is still open of it first, and what was paid beyond is to be given back.
fn assess(at: &Balances, head: Head, owed: Fen) -> Vec<(Account, i128)> {
    let remitted = match head {
        Head::LateFine => at.of(Account::Remitted),
        Head::Fine | Head::Confiscation => 0,
    };
    let before = -at.of(Account::Assessed(head)) - remitted;
    let more = i128::from(owed.0) - before;
    if more >= 0 {
        return vec![
            (Account::Receivable(head), more),
            (Account::Assessed(head), -more),
        ];
    }
    let less = -more;
    let open = at.of(Account::Receivable(head)).min(less);
    vec![
        (Account::Assessed(head), less),
        (Account::Receivable(head), -open),
        (Account::RefundDue, -(less - open)),
    ]
}
