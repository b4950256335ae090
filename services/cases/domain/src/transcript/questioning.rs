//! Who was asked when by whom: nobody can ask two persons at once (市场监管程序规定 §29: separately).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Content;
use crate::guard::{Fails, View};
use crate::{Act, Case, CaseCode, OfficerId};

/// A time in which officers asked somebody in another case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questioning {
    /// Identity code of that case.
    pub case: CaseCode,
    /// Officers who asked.
    pub officers: Vec<OfficerId>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
}

/// The officers asked nobody else meanwhile, in this case or, as far as it is known, in another.
pub(super) fn one_at_a_time(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::Transcript(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let Some(content) = act.concluded().map(|it| &it.content) else {
        return Ok(());
    };
    if !content.form.asks() {
        return Ok(());
    }
    let team: Vec<&OfficerId> = team(view);
    let meets = |officers: &[OfficerId], from: DateTime<Utc>, to: DateTime<Utc>| {
        let overlap = from < content.ended && content.started < to;
        overlap && officers.iter().any(|it| team.contains(&it))
    };
    for (whom, officers, from, to) in asked_in(case, act.about()) {
        if whom != content.person.name && meets(&officers, from, to) {
            return Err(format!("同一执法人员在同一时间还询问了{whom}"));
        }
    }
    let elsewhere = view.facts.questionings.iter();
    let mut elsewhere = elsewhere.filter(|it| meets(&it.officers, it.started, it.ended));
    match elsewhere.next() {
        Some(other) => Err(format!(
            "同一执法人员在同一时间还在案件{}中进行询问",
            other.case
        )),
        None => Ok(()),
    }
}

fn team<'a>(view: &View<'a>) -> Vec<&'a OfficerId> {
    let officers = view.facts.officer().into_iter();
    let officers = officers.chain(&view.facts.co_officer);
    officers.map(|it| &it.id).collect()
}

/// Who was asked in the case, by which officers, from when to when; without the versions of the transcript that is revised.
fn asked_in(
    case: &Case,
    revised: u32,
) -> Vec<(&str, Vec<OfficerId>, DateTime<Utc>, DateTime<Utc>)> {
    let first = super::find(case, revised).map(|it| it.first);
    let transcripts = case
        .transcripts
        .iter()
        .filter(|it| it.stands() && it.content.form.asks() && Some(it.first) != first)
        .map(|it| {
            let Content {
                person,
                started,
                ended,
                ..
            } = &it.content;
            (person.name.as_str(), &it.officers, *started, *ended)
        });
    let interviews = case.interviews.iter().filter_map(|it| {
        let held = it.held.as_ref()?;
        Some((
            held.whom.name.as_str(),
            &it.officers,
            held.started,
            held.ended,
        ))
    });
    transcripts
        .chain(interviews)
        .map(|(whom, officers, from, to)| {
            let ids = officers.iter().map(|it| it.id.clone()).collect();
            (whom, ids, from, to)
        })
        .collect()
}

/// The party itself was heard in a transcript that was signed, or not signed with that noted.
pub(crate) fn heard_in(case: &Case) -> bool {
    case.transcripts.iter().any(|it| {
        let asked = it.content.form.asks() && it.content.person.role.is_party();
        asked && it.stands() && it.is_settled()
    })
}
