//! What the account of a penalty has on file.

use std::collections::BTreeMap;

use calendar::CivilDate;
use ledger::{Fen, Journal, Order, Split, Till};
use serde::{Deserialize, Serialize};
use statute::late_fine::Base;

use super::{NoticeNumber, Numbered, OnSpot, cash, deferral, notice, refund};
use crate::OfficerId;

/// The account of a penalty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// What of the fine falls due when.
    pub claims: Vec<Claim>,
    /// Late fine that had accrued when the claims were last made anew.
    pub carried: Fen,
    /// Day from which no late fine accrues any more; none: it may.
    pub accrues_until: Option<CivilDate>,
    /// Payment notices.
    pub notices: Vec<Notice>,
    /// Cash collected on the spot.
    pub cash: Vec<Cash>,
    /// Deferrals and instalments.
    pub deferrals: Vec<Deferral>,
    /// Refunds.
    pub refunds: Vec<Refund>,
    /// Late fines remitted.
    pub remissions: Vec<Remission>,
    /// Receipts that came after their payments, by the payment's place from 1.
    pub receipts: BTreeMap<u32, String>,
    /// Payments that came without a receipt, by their place from 1.
    pub unreceipted: Vec<u32>,
    /// How many payments there were.
    pub payments: u32,
    /// The ledger.
    pub journal: Journal,
}

/// A part of the fine that falls due on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Last day.
    pub due: CivilDate,
    /// How much of the fine.
    pub amount: Fen,
    /// What was paid of it, and when.
    pub paid: Vec<(CivilDate, Fen)>,
}

/// A payment notice (缴款通知).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: notice::Step,
    /// Its number, as the payer names it at the bank.
    pub notice_number: NoticeNumber,
    /// What it asks for, by head.
    pub amounts: Split,
    /// The revenue item under which the treasury takes it in.
    pub revenue: Revenue,
    /// Day.
    pub on: CivilDate,
}

/// A revenue item (非税收入项目).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Revenue {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Code of the unit that collects.
    pub collector: String,
    /// The mapping it comes from, with the first day of its version: `rev-longhai-market@2022-01-01`.
    pub version: String,
}

/// Cash collected on the spot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cash {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: cash::Step,
    /// How much.
    pub amount: Fen,
    /// On which ground.
    pub on_spot: OnSpot,
    /// Day.
    pub on: CivilDate,
    /// Officer who collected it.
    pub by: OfficerId,
    /// Who took it at the agency; none: nobody yet.
    pub handed_to: Option<OfficerId>,
}

/// A deferral, or payment by instalments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deferral {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: deferral::Step,
    /// Why the party cannot pay in time.
    pub grounds: String,
    /// What is to be paid when; one: a deferral.
    pub instalments: Vec<Instalment>,
    /// Day of the application.
    pub requested_on: CivilDate,
    /// Leader who decided; none: nobody has yet.
    pub decided_by: Option<OfficerId>,
    /// Reasons of the decision.
    pub reasons: String,
    /// Paid since it was granted.
    pub paid: Fen,
}

/// One part of a payment by instalments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// Last day: once granted, rolled off a day of rest.
    pub due: CivilDate,
    /// How much.
    pub amount: Fen,
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: refund::Step,
    /// How much.
    pub amount: Fen,
    /// Why.
    pub reasons: String,
    /// Who asked for it.
    pub requested_by: OfficerId,
    /// Leader who decided; none: nobody has yet.
    pub decided_by: Option<OfficerId>,
    /// Number of the treasury's transfer; empty: it has not been paid.
    pub transfer: String,
}

/// A late fine that was remitted (行政强制法 §42).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remission {
    /// How much.
    pub amount: Fen,
    /// The agreement it rests on.
    pub instrument: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who remitted it.
    pub by: OfficerId,
}

/// How a payment came in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An officer entered the bank's slip.
    #[default]
    Slip,
    /// The bank told.
    Bank {
        /// Number of the bank's transaction.
        transaction: String,
    },
    /// In cash, on the spot.
    Cash,
    /// It was parked, and is assigned.
    Assigned {
        /// Number of the bank's transaction.
        transaction: String,
    },
}

/// What a payment does to the account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Paid {
    /// How it came in.
    pub channel: Channel,
    /// What it is for.
    pub split: Split,
    /// What is beyond, to be given back.
    pub over: Fen,
    /// The late fine in all on the day of the payment, what was remitted left out.
    pub late_fine: Fen,
}

/// What an account is kept by: data, not code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// Which head a payment that does not cover all goes to first.
    pub order: Order,
    /// What the three per cent are taken of after a part was paid.
    pub late_fine_of: LateFineBase,
}

/// What the three per cent are taken of after a part was paid (law.md 9.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LateFineBase {
    /// 未缴部分: the common practice, which favours the party.
    #[default]
    Balance,
    /// 罚款数额: the letter of the law.
    Fine,
}

/// What is looked up for the acts of an account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// What it is kept by.
    pub terms: Terms,
    /// The revenue item of the case's agency and item; none: there is no mapping.
    pub revenue: Option<Revenue>,
    /// The number that a notice would take.
    pub notice_number: Option<NoticeNumber>,
}

impl LateFineBase {
    pub(super) const fn base(self) -> Base {
        match self {
            Self::Balance => Base::OutstandingBalance,
            Self::Fine => Base::OriginalFine,
        }
    }
}

impl Channel {
    /// Where the money is.
    pub const fn till(&self) -> Till {
        match self {
            Self::Slip | Self::Bank { .. } => Till::Bank,
            Self::Cash => Till::Officer,
            Self::Assigned { .. } => Till::Suspense,
        }
    }

    /// Number of the bank's transaction, where there is one.
    pub fn transaction(&self) -> Option<&str> {
        match self {
            Self::Bank { transaction } | Self::Assigned { transaction } => Some(transaction),
            Self::Slip | Self::Cash => None,
        }
    }

    /// The way in Chinese: `银行缴款`.
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Slip => "银行缴款（凭证）",
            Self::Bank { .. } => "银行缴款",
            Self::Cash => "当场收缴",
            Self::Assigned { .. } => "待查款项认领",
        }
    }
}

impl Account {
    /// The deferral that holds, if one does.
    pub fn deferral(&self) -> Option<&Deferral> {
        let mut deferrals = self.deferrals.iter();
        deferrals.find(|it| it.step == deferral::Step::Granted)
    }

    /// What was asked to be refunded and is not paid yet.
    pub(super) fn refunds_under_way(&self) -> Fen {
        let under_way = self
            .refunds
            .iter()
            .filter(|it| matches!(it.step, refund::Step::Requested | refund::Step::Approved));
        crate::total(under_way.map(|it| it.amount))
    }
}

impl Claim {
    /// What is left of it.
    pub(super) fn left(&self) -> Fen {
        self.amount
            .less(crate::total(self.paid.iter().map(|(_, amount)| *amount)))
    }
}

macro_rules! numbered {
    ($($thing:ident),*) => {$(
        impl Numbered for $thing {
            fn number(&self) -> u32 {
                self.number
            }
        }
    )*};
}

numbered!(Notice, Cash, Deferral, Refund);
