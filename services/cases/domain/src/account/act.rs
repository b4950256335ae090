//! Acts of an account.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Instalment, OnSpot};
use crate::{Fen, OfficerId, Right};

/// An act of an account with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 开具缴款通知: for everything that is owed today
    IssueNotice(IssueNotice),
    /// 银行入账: by the platform only, as the bank tells
    TakePayment(TakePayment),
    /// 认领待查款项
    AssignPayment(AssignPayment),
    /// 当场收缴
    CollectCash(CollectCash),
    /// 现金交至机关
    HandOverCash(HandOverCash),
    /// 现金缴付银行
    BankCash(BankCash),
    /// 申请延期、分期缴纳
    RequestDeferral(RequestDeferral),
    /// 决定延期、分期缴纳
    DecideDeferral(DecideDeferral),
    /// 分期逾期: by the clock only
    DefaultDeferral(DefaultDeferral),
    /// 申请退款
    RequestRefund(RequestRefund),
    /// 审批退款
    DecideRefund(DecideRefund),
    /// 登记退款
    PayRefund(PayRefund),
    /// 减免加处罚款
    RemitLateFine(RemitLateFine),
    /// 补登票据
    AddReceipt(AddReceipt),
}

/// Issues a payment notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueNotice;

/// Takes in what the bank tells was paid on a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakePayment {
    /// Number of the notice within the case.
    pub number: u32,
    /// Number of the bank's transaction.
    pub transaction: String,
    /// How much.
    pub amount: Fen,
    /// Number of the treasury receipt; empty: it is not issued yet.
    pub receipt: String,
    /// Day.
    pub on: CivilDate,
}

/// Assigns a parked payment to the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignPayment {
    /// Number of the bank's transaction.
    pub transaction: String,
    /// How much.
    pub amount: Fen,
    /// Number of the treasury receipt; empty: it is not issued yet.
    pub receipt: String,
    /// Day on which it was paid.
    pub on: CivilDate,
    /// Who proposed it.
    pub proposed_by: OfficerId,
}

/// Collects the fine on the spot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectCash {
    /// How much.
    pub amount: Fen,
    /// Number of the treasury receipt handed over.
    pub receipt: String,
    /// Day.
    pub on: CivilDate,
    /// On which ground.
    pub on_spot: OnSpot,
}

/// Hands cash to the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverCash {
    /// Number of the cash.
    pub number: u32,
    /// Who takes it.
    pub receiver: OfficerId,
    /// Day.
    pub on: CivilDate,
}

/// Pays cash into the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankCash {
    /// Number of the cash.
    pub number: u32,
    /// Number of the bank's slip.
    pub slip: String,
    /// Day.
    pub on: CivilDate,
}

/// Asks for a deferral or for instalments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestDeferral {
    /// Why the party cannot pay in time.
    pub grounds: String,
    /// What is to be paid when, at least one.
    pub instalments: Vec<Instalment>,
}

/// Decides on a deferral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideDeferral {
    /// Its number.
    pub number: u32,
    /// Whether it is granted.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
}

/// An instalment was not paid in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultDeferral {
    /// Number of the deferral.
    pub number: u32,
    /// Which instalment, from 1.
    pub instalment: u32,
}

/// Asks for a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRefund {
    /// How much.
    pub amount: Fen,
    /// Why.
    pub reasons: String,
}

/// Decides on a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideRefund {
    /// Its number.
    pub number: u32,
    /// Whether it is approved.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
}

/// Records that a refund was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayRefund {
    /// Its number.
    pub number: u32,
    /// Number of the treasury's transfer.
    pub transfer: String,
    /// Day.
    pub on: CivilDate,
}

/// Remits a late fine under an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemitLateFine {
    /// How much.
    pub amount: Fen,
    /// The agreement it rests on.
    pub instrument: String,
    /// Whether no more accrues from today on.
    pub stops: bool,
}

/// Adds the receipt of a payment that came without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddReceipt {
    /// Place of the payment, from 1.
    pub payment: u32,
    /// Number of the treasury receipt.
    pub receipt: String,
}

macro_rules! kinds {
    ($($kind:ident = $name:literal, $zh:literal, $right:ident;)*) => {
        /// An act of an account without its contents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = $zh] $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire: `ISSUE_PAYMENT_NOTICE`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The act in Chinese: `开具缴款通知`.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }

            /// Who may do it at all.
            pub const fn right(self) -> Right {
                match self { $(Self::$kind => Right::$right,)* }
            }
        }
    };
}

kinds! {
    IssueNotice = "ISSUE_PAYMENT_NOTICE", "开具缴款通知", Handle;
    TakePayment = "TAKE_PAYMENT", "银行缴款入账", Clock;
    AssignPayment = "ASSIGN_PAYMENT", "认领待查款项", Approve;
    CollectCash = "COLLECT_CASH", "当场收缴", Handle;
    HandOverCash = "HAND_OVER_CASH", "当场收缴款交至机关", Handle;
    BankCash = "BANK_CASH", "当场收缴款缴付银行", Handle;
    RequestDeferral = "REQUEST_DEFERRAL", "申请延期、分期缴纳", Handle;
    DecideDeferral = "DECIDE_DEFERRAL", "决定延期、分期缴纳", Approve;
    DefaultDeferral = "DEFAULT_DEFERRAL", "分期缴纳逾期", Clock;
    PerformDeferral = "PERFORM_DEFERRAL", "延期、分期缴纳履行完毕", Clock;
    RequestRefund = "REQUEST_REFUND", "申请退款", Handle;
    DecideRefund = "DECIDE_REFUND", "审批退款", Approve;
    PayRefund = "PAY_REFUND", "登记退款", Handle;
    RemitLateFine = "REMIT_LATE_FINE", "减免加处罚款", Approve;
    AddReceipt = "ADD_RECEIPT", "补登票据", Handle;
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::IssueNotice(_) => Kind::IssueNotice,
            Self::TakePayment(_) => Kind::TakePayment,
            Self::AssignPayment(_) => Kind::AssignPayment,
            Self::CollectCash(_) => Kind::CollectCash,
            Self::HandOverCash(_) => Kind::HandOverCash,
            Self::BankCash(_) => Kind::BankCash,
            Self::RequestDeferral(_) => Kind::RequestDeferral,
            Self::DecideDeferral(_) => Kind::DecideDeferral,
            Self::DefaultDeferral(_) => Kind::DefaultDeferral,
            Self::RequestRefund(_) => Kind::RequestRefund,
            Self::DecideRefund(_) => Kind::DecideRefund,
            Self::PayRefund(_) => Kind::PayRefund,
            Self::RemitLateFine(_) => Kind::RemitLateFine,
            Self::AddReceipt(_) => Kind::AddReceipt,
        }
    }

    /// Number of the thing it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::TakePayment(act) => act.number,
            Self::HandOverCash(act) => act.number,
            Self::BankCash(act) => act.number,
            Self::DecideDeferral(act) => act.number,
            Self::DefaultDeferral(act) => act.number,
            Self::DecideRefund(act) => act.number,
            Self::PayRefund(act) => act.number,
            _ => 0,
        }
    }

    /// The day on which the thing itself was done, where the act says so.
    pub const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::TakePayment(act) => Some(act.on),
            Self::AssignPayment(act) => Some(act.on),
            Self::CollectCash(act) => Some(act.on),
            Self::HandOverCash(act) => Some(act.on),
            Self::BankCash(act) => Some(act.on),
            Self::PayRefund(act) => Some(act.on),
            _ => None,
        }
    }

    /// The receipt it puts on record, where it does.
    pub fn receipt(&self) -> Option<&str> {
        let receipt = match self {
            Self::TakePayment(act) => &act.receipt,
            Self::AssignPayment(act) => &act.receipt,
            Self::CollectCash(act) => &act.receipt,
            Self::AddReceipt(act) => &act.receipt,
            _ => return None,
        };
        Some(receipt.as_str()).filter(|receipt| !receipt.is_empty())
    }
}
