//! Tasks as the contract writes them, and back.

use cases_domain::task::{Event, Note, Task, TaskAssigned, TaskReturned, TaskUrged};
use cases_domain::{ActKind, Case, OfficerId};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::TaskAssigned(it) => Written::of(&proto::TaskAssigned {
            number: parts::count(it.number),
            act: it.act.name().to_owned(),
            assignee_id: it.to.to_string(),
            delegated: it.delegated,
            words: it.words.clone(),
            assigned_date: it.on.to_string(),
            assigned_by: it.by.to_string(),
        }),
        Event::TaskReturned(it) => Written::of(&proto::TaskReturned {
            number: parts::count(it.number),
            act: it.act.name().to_owned(),
            words: it.words.clone(),
            returned_date: it.on.to_string(),
            returned_by: it.by.to_string(),
        }),
        Event::TaskUrged(it) => Written::of(&proto::TaskUrged {
            number: parts::count(it.number),
            act: it.act.name().to_owned(),
            words: it.words.clone(),
            urged_date: it.on.to_string(),
            urged_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not a task's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "TaskAssigned" => {
            let it: proto::TaskAssigned = message(written)?;
            Event::TaskAssigned(TaskAssigned {
                number: parts::number(it.number)?,
                act: act(&it.act)?,
                to: OfficerId(it.assignee_id),
                delegated: it.delegated,
                words: it.words,
                on: parts::day(&it.assigned_date)?,
                by: OfficerId(it.assigned_by),
            })
        }
        "TaskReturned" => {
            let it: proto::TaskReturned = message(written)?;
            Event::TaskReturned(TaskReturned {
                number: parts::number(it.number)?,
                act: act(&it.act)?,
                words: it.words,
                on: parts::day(&it.returned_date)?,
                by: OfficerId(it.returned_by),
            })
        }
        "TaskUrged" => {
            let it: proto::TaskUrged = message(written)?;
            Event::TaskUrged(TaskUrged {
                number: parts::number(it.number)?,
                act: act(&it.act)?,
                words: it.words,
                on: parts::day(&it.urged_date)?,
                by: OfficerId(it.urged_by),
            })
        }
        _ => return Ok(None),
    }))
}

fn act(name: &str) -> Read<ActKind> {
    ActKind::named(name).ok_or(Unreadable("act of a task"))
}

/// The task as callers see it; `method` does it.
pub(crate) fn file(case: &Case, task: &Task, method: &str) -> proto::TaskFile {
    proto::TaskFile {
        number: parts::count(task.number),
        act: task.act.name().to_owned(),
        act_name: task.act.zh().to_owned(),
        method: method.to_owned(),
        about: parts::count(task.about),
        whom: task.whom.name().to_owned(),
        whom_name: task.whom.zh().to_owned(),
        officer_ids: task
            .officers(case)
            .iter()
            .map(ToString::to_string)
            .collect(),
        due_date: Task::due(case)
            .map(|due| due.to_string())
            .unwrap_or_default(),
        urged: task.urged.iter().map(note).collect(),
        returned: task.returned.iter().map(note).collect(),
    }
}

fn note(note: &Note) -> proto::TaskNote {
    proto::TaskNote {
        officer_id: note.by.to_string(),
        date: note.on.to_string(),
        words: note.words.clone(),
    }
}
