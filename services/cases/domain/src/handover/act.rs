//! Acts of a handover.

use serde::{Deserialize, Serialize};

use super::HandedObject;
use crate::{AgencyId, FileCase, Right};

/// An act of a handover with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 移送案件
    OfferHandover(OfferHandover),
    /// 接收移送案件
    AcceptHandover(AcceptHandover),
    /// 拒绝接收移送案件
    RefuseHandover(RefuseHandover),
    /// 报请上级决定移送
    EscalateHandover(EscalateHandover),
    /// 决定移送归属
    DirectHandover(DirectHandover),
    /// 撤回移送
    WithdrawHandover(WithdrawHandover),
}

/// Offers the case to another agency, with the evidence and the objects that go along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferHandover {
    /// Agency that is to handle it.
    pub to: AgencyId,
    /// Why.
    pub reasons: String,
    /// Objects that go along.
    pub objects: Vec<HandedObject>,
}

/// Accepts the case: the sender's ends as transferred, the receiver's opens with the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptHandover {
    /// Number of the handover within the case.
    pub number: u32,
    /// The case to be opened.
    pub filing: Box<FileCase>,
}

/// Refuses the case, with reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefuseHandover {
    /// Number of the handover within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
}

/// Puts a refusal before the common superior.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalateHandover {
    /// Number of the handover within the case.
    pub number: u32,
    /// Common superior.
    pub superior: AgencyId,
    /// Reasons.
    pub reasons: String,
}

/// Decides, as the common superior, whether the receiver takes the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectHandover {
    /// Number of the handover within the case.
    pub number: u32,
    /// Whether the receiver takes it.
    pub take: bool,
    /// Reasons.
    pub reasons: String,
}

/// Withdraws the offer: the case goes on where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawHandover {
    /// Number of the handover within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
}

/// An act of a handover without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 移送案件
    OfferHandover,
    /// 接收移送案件
    AcceptHandover,
    /// 拒绝接收移送案件
    RefuseHandover,
    /// 报请上级决定移送
    EscalateHandover,
    /// 决定移送归属
    DirectHandover,
    /// 撤回移送
    WithdrawHandover,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::OfferHandover(_) => Kind::OfferHandover,
            Self::AcceptHandover(_) => Kind::AcceptHandover,
            Self::RefuseHandover(_) => Kind::RefuseHandover,
            Self::EscalateHandover(_) => Kind::EscalateHandover,
            Self::DirectHandover(_) => Kind::DirectHandover,
            Self::WithdrawHandover(_) => Kind::WithdrawHandover,
        }
    }

    /// Number of the handover it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::OfferHandover(_) => 0,
            Self::AcceptHandover(act) => act.number,
            Self::RefuseHandover(act) => act.number,
            Self::EscalateHandover(act) => act.number,
            Self::DirectHandover(act) => act.number,
            Self::WithdrawHandover(act) => act.number,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::OfferHandover,
        Self::AcceptHandover,
        Self::RefuseHandover,
        Self::EscalateHandover,
        Self::DirectHandover,
        Self::WithdrawHandover,
    ];

    /// Name on the wire: `OFFER_HANDOVER`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OfferHandover => "OFFER_HANDOVER",
            Self::AcceptHandover => "ACCEPT_HANDOVER",
            Self::RefuseHandover => "REFUSE_HANDOVER",
            Self::EscalateHandover => "ESCALATE_HANDOVER",
            Self::DirectHandover => "DIRECT_HANDOVER",
            Self::WithdrawHandover => "WITHDRAW_HANDOVER",
        }
    }

    /// The act in Chinese: `移送案件`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OfferHandover => "移送案件",
            Self::AcceptHandover => "接收移送案件",
            Self::RefuseHandover => "拒绝接收移送案件",
            Self::EscalateHandover => "报请上级决定移送",
            Self::DirectHandover => "决定移送归属",
            Self::WithdrawHandover => "撤回移送",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::OfferHandover
            | Self::RefuseHandover
            | Self::EscalateHandover
            | Self::WithdrawHandover => Right::Approve,
            Self::AcceptHandover => Right::Handle,
            Self::DirectHandover => Right::Designate,
        }
    }
}
