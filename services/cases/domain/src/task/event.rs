//! Events of tasks, and what they make of them.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Note, Task};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened to a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已指派、转交
    TaskAssigned(TaskAssigned),
    /// 已退回
    TaskReturned(TaskReturned),
    /// 已催办
    TaskUrged(TaskUrged),
}

/// A task was assigned or passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAssigned {
    /// Its number.
    pub number: u32,
    /// What is to be done.
    pub act: ActKind,
    /// To whom.
    pub to: OfficerId,
    /// Whether its assignee passed it on.
    pub delegated: bool,
    /// What was said about it.
    pub words: String,
    /// Day.
    pub on: CivilDate,
    /// By whom.
    pub by: OfficerId,
}

/// A task was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReturned {
    /// Its number.
    pub number: u32,
    /// What is to be done.
    pub act: ActKind,
    /// Why.
    pub words: String,
    /// Day.
    pub on: CivilDate,
    /// By whom.
    pub by: OfficerId,
}

/// A task was urged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskUrged {
    /// Its number.
    pub number: u32,
    /// What is to be done.
    pub act: ActKind,
    /// In words.
    pub words: String,
    /// Day.
    pub on: CivilDate,
    /// By whom.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::TaskAssigned(_) => "TaskAssigned",
            Self::TaskReturned(_) => "TaskReturned",
            Self::TaskUrged(_) => "TaskUrged",
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::TaskAssigned(it) => {
                let word = if it.delegated { "转交" } else { "指派" };
                format!("“{}”{word}人员{}{}", it.act.zh(), it.to, said(&it.words))
            }
            Self::TaskReturned(it) => format!("“{}”被退回{}", it.act.zh(), said(&it.words)),
            Self::TaskUrged(it) => format!("催办“{}”{}", it.act.zh(), said(&it.words)),
        }
    }
}

fn said(words: &str) -> String {
    if words.is_empty() {
        String::new()
    } else {
        format!("：{words}")
    }
}

/// The case after an event of a task; none where it waits for no such thing.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    match event {
        Event::TaskAssigned(it) => {
            let task = open(case, it.number)?;
            task.assignee = Some(it.to.clone());
            task.assigned_by = Some(it.by.clone());
        }
        Event::TaskReturned(it) => {
            let task = open(case, it.number)?;
            task.assignee = None;
            task.returned.push(Note {
                by: it.by.clone(),
                on: it.on,
                words: it.words.clone(),
            });
        }
        Event::TaskUrged(it) => open(case, it.number)?.urged.push(Note {
            by: it.by.clone(),
            on: it.on,
            words: it.words.clone(),
        }),
    }
    Some(())
}

fn open(case: &mut Case, number: u32) -> Option<&mut Task> {
    case.tasks.iter_mut().find(|task| task.number == number)
}
