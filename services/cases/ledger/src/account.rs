//! The accounts.

use serde::{Deserialize, Serialize};

/// What a party owes: the kinds of claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Head {
    /// 罚款
    Fine,
    /// 没收违法所得
    Confiscation,
    /// 加处罚款
    LateFine,
}

/// An account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "account", content = "head")]
pub enum Account {
    /// 应收罚款、应收没收违法所得、应收加处罚款: not yet paid.
    Receivable(Head),
    /// 核定应缴: what was decided, the other side of what is owed.
    Assessed(Head),
    /// 减免: late fines remitted by an agreement.
    Remitted,
    /// 在途现金（执法人员）: collected on the spot, not yet handed in.
    CashInTransit,
    /// 机关待缴: at the agency, not yet at the bank.
    AtAgency,
    /// 国库
    Treasury,
    /// 待查款项: taken in, nobody knows for what.
    Suspense,
    /// 应退款: to be given back to the party.
    RefundDue,
}

/// On which side an account stands: what its balance may never fall below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 借方: claims and money.
    Debit,
    /// 贷方: what they come from, and what is owed to others.
    Credit,
}

impl Head {
    /// Every head.
    pub const ALL: [Self; 3] = [Self::Fine, Self::Confiscation, Self::LateFine];

    /// The head in Chinese: `罚款`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Fine => "罚款",
            Self::Confiscation => "没收违法所得",
            Self::LateFine => "加处罚款",
        }
    }

    /// Name on the wire: `FINE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fine => "FINE",
            Self::Confiscation => "CONFISCATION",
            Self::LateFine => "LATE_FINE",
        }
    }
}

impl Account {
    /// Every account, in the order of a statement.
    pub const ALL: [Self; 12] = [
        Self::Receivable(Head::Fine),
        Self::Receivable(Head::Confiscation),
        Self::Receivable(Head::LateFine),
        Self::CashInTransit,
        Self::AtAgency,
        Self::Treasury,
        Self::Suspense,
        Self::RefundDue,
        Self::Remitted,
        Self::Assessed(Head::Fine),
        Self::Assessed(Head::Confiscation),
        Self::Assessed(Head::LateFine),
    ];

    /// On which side it stands.
    pub const fn side(self) -> Side {
        match self {
            Self::Receivable(_)
            | Self::Remitted
            | Self::CashInTransit
            | Self::AtAgency
            | Self::Treasury => Side::Debit,
            Self::Assessed(_) | Self::Suspense | Self::RefundDue => Side::Credit,
        }
    }

    /// The account in Chinese: `应收罚款`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Receivable(Head::Fine) => "应收罚款",
            Self::Receivable(Head::Confiscation) => "应收没收违法所得",
            Self::Receivable(Head::LateFine) => "应收加处罚款",
            Self::Assessed(Head::Fine) => "核定罚款",
            Self::Assessed(Head::Confiscation) => "核定没收违法所得",
            Self::Assessed(Head::LateFine) => "核定加处罚款",
            Self::Remitted => "减免",
            Self::CashInTransit => "在途现金（执法人员）",
            Self::AtAgency => "机关待缴",
            Self::Treasury => "国库",
            Self::Suspense => "待查款项",
            Self::RefundDue => "应退款",
        }
    }

    /// Name on the wire: `RECEIVABLE_FINE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Receivable(Head::Fine) => "RECEIVABLE_FINE",
            Self::Receivable(Head::Confiscation) => "RECEIVABLE_CONFISCATION",
            Self::Receivable(Head::LateFine) => "RECEIVABLE_LATE_FINE",
            Self::Assessed(Head::Fine) => "ASSESSED_FINE",
            Self::Assessed(Head::Confiscation) => "ASSESSED_CONFISCATION",
            Self::Assessed(Head::LateFine) => "ASSESSED_LATE_FINE",
            Self::Remitted => "REMITTED",
            Self::CashInTransit => "CASH_IN_TRANSIT",
            Self::AtAgency => "AT_AGENCY",
            Self::Treasury => "TREASURY",
            Self::Suspense => "SUSPENSE",
            Self::RefundDue => "REFUND_DUE",
        }
    }
}
