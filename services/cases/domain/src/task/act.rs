//! Acts on tasks.

use serde::{Deserialize, Serialize};

use crate::{OfficerId, Right};

/// An act on a task with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 指派
    AssignTask(AssignTask),
    /// 转办
    DelegateTask(DelegateTask),
    /// 退回
    ReturnTask(ReturnTask),
    /// 催办
    UrgeTask(UrgeTask),
}

/// Assigns a task to an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignTask {
    /// Number of the task.
    pub number: u32,
    /// To whom.
    pub to: OfficerId,
    /// What the leader says about it; may be empty.
    pub words: String,
}

/// Passes an assigned task on to another officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegateTask {
    /// Number of the task.
    pub number: u32,
    /// To whom.
    pub to: OfficerId,
    /// Why.
    pub words: String,
}

/// Gives an assigned task back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTask {
    /// Number of the task.
    pub number: u32,
    /// Why.
    pub words: String,
}

/// Urges that a task be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgeTask {
    /// Number of the task.
    pub number: u32,
    /// In words.
    pub words: String,
}

/// An act on a task without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 指派
    AssignTask,
    /// 转办
    DelegateTask,
    /// 退回
    ReturnTask,
    /// 催办
    UrgeTask,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::AssignTask(_) => Kind::AssignTask,
            Self::DelegateTask(_) => Kind::DelegateTask,
            Self::ReturnTask(_) => Kind::ReturnTask,
            Self::UrgeTask(_) => Kind::UrgeTask,
        }
    }

    /// Number of the task it is about.
    pub const fn about(&self) -> u32 {
        match self {
            Self::AssignTask(act) => act.number,
            Self::DelegateTask(act) => act.number,
            Self::ReturnTask(act) => act.number,
            Self::UrgeTask(act) => act.number,
        }
    }

    /// The officer who is to do the task.
    pub const fn assignee(&self) -> Option<&OfficerId> {
        match self {
            Self::AssignTask(act) => Some(&act.to),
            Self::DelegateTask(act) => Some(&act.to),
            Self::ReturnTask(_) | Self::UrgeTask(_) => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::AssignTask,
        Self::DelegateTask,
        Self::ReturnTask,
        Self::UrgeTask,
    ];

    /// Name on the wire: `ASSIGN_TASK`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AssignTask => "ASSIGN_TASK",
            Self::DelegateTask => "DELEGATE_TASK",
            Self::ReturnTask => "RETURN_TASK",
            Self::UrgeTask => "URGE_TASK",
        }
    }

    /// The act in Chinese: `指派办理`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::AssignTask => "指派办理",
            Self::DelegateTask => "转交办理",
            Self::ReturnTask => "退回办理",
            Self::UrgeTask => "催办",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::AssignTask => Right::Approve,
            Self::DelegateTask | Self::ReturnTask | Self::UrgeTask => Right::Read,
        }
    }
}
