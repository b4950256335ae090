//! Acts of a request for assistance.

use serde::{Deserialize, Serialize};

use crate::{AgencyId, Right};

/// An act of a request for assistance with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 请求协助
    RequestAssistance(RequestAssistance),
    /// 答复协助请求
    AnswerAssistance(AnswerAssistance),
    /// 拒绝协助
    RefuseAssistance(RefuseAssistance),
    /// 报请上级决定协助
    EscalateAssistance(EscalateAssistance),
    /// 决定是否协助
    DirectAssistance(DirectAssistance),
    /// 撤回协助请求
    WithdrawAssistance(WithdrawAssistance),
}

/// Asks another agency for assistance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestAssistance {
    /// Agency that is asked.
    pub from: AgencyId,
    /// What is asked for.
    pub matter: String,
    /// Why, and under which remit.
    pub grounds: String,
}

/// Answers a request, with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerAssistance {
    /// Number of the request within the case.
    pub number: u32,
    /// What was found or done.
    pub answer: String,
    /// Material that goes along.
    pub material: String,
}

/// Refuses a request, with reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefuseAssistance {
    /// Number of the request within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
}

/// Puts a refusal before the common superior.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalateAssistance {
    /// Number of the request within the case.
    pub number: u32,
    /// Common superior.
    pub superior: AgencyId,
    /// Reasons.
    pub reasons: String,
}

/// Decides, as the common superior, whether assistance is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectAssistance {
    /// Number of the request within the case.
    pub number: u32,
    /// Whether it is to be given.
    pub assist: bool,
    /// Reasons.
    pub reasons: String,
}

/// Withdraws a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawAssistance {
    /// Number of the request within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
}

/// An act of a request for assistance without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 请求协助
    RequestAssistance,
    /// 答复协助请求
    AnswerAssistance,
    /// 拒绝协助
    RefuseAssistance,
    /// 报请上级决定协助
    EscalateAssistance,
    /// 决定是否协助
    DirectAssistance,
    /// 撤回协助请求
    WithdrawAssistance,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::RequestAssistance(_) => Kind::RequestAssistance,
            Self::AnswerAssistance(_) => Kind::AnswerAssistance,
            Self::RefuseAssistance(_) => Kind::RefuseAssistance,
            Self::EscalateAssistance(_) => Kind::EscalateAssistance,
            Self::DirectAssistance(_) => Kind::DirectAssistance,
            Self::WithdrawAssistance(_) => Kind::WithdrawAssistance,
        }
    }

    /// Number of the request for assistance it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::RequestAssistance(_) => 0,
            Self::AnswerAssistance(act) => act.number,
            Self::RefuseAssistance(act) => act.number,
            Self::EscalateAssistance(act) => act.number,
            Self::DirectAssistance(act) => act.number,
            Self::WithdrawAssistance(act) => act.number,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::RequestAssistance,
        Self::AnswerAssistance,
        Self::RefuseAssistance,
        Self::EscalateAssistance,
        Self::DirectAssistance,
        Self::WithdrawAssistance,
    ];

    /// Name on the wire: `REQUEST_ASSISTANCE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RequestAssistance => "REQUEST_ASSISTANCE",
            Self::AnswerAssistance => "ANSWER_ASSISTANCE",
            Self::RefuseAssistance => "REFUSE_ASSISTANCE",
            Self::EscalateAssistance => "ESCALATE_ASSISTANCE",
            Self::DirectAssistance => "DIRECT_ASSISTANCE",
            Self::WithdrawAssistance => "WITHDRAW_ASSISTANCE",
        }
    }

    /// The act in Chinese: `请求协助`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::RequestAssistance => "请求协助",
            Self::AnswerAssistance => "答复协助请求",
            Self::RefuseAssistance => "拒绝协助",
            Self::EscalateAssistance => "报请上级决定协助",
            Self::DirectAssistance => "决定是否协助",
            Self::WithdrawAssistance => "撤回协助请求",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::RequestAssistance | Self::AnswerAssistance | Self::WithdrawAssistance => {
                Right::Handle
            }
            Self::RefuseAssistance | Self::EscalateAssistance => Right::Approve,
            Self::DirectAssistance => Right::Designate,
        }
    }
}
