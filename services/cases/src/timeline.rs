//! 案件全程: one matter across the leads and cases it went through, back to the first complaint and on to what followed.

mod entry;
mod part;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use actor::Actor;
use calendar::CivilDate;
use cases_domain::CaseId;
use contract::cases::v1 as proto;
use refusal::{Failure, Fault};
use sqlx::PgConnection;

use crate::handle::absent;
use crate::store;
use entry::Told;
use part::Place;

/// Leads and cases of one matter that are told of at once.
const PARTS: usize = 40;
/// Events of one of them that are told of at once.
const EVENTS: i64 = 1_000;

/// Tells the matter of a case as the caller may see it.
///
/// # Refuses
/// A case that is not there, or not the caller's to see.
pub(crate) async fn tell(
    conn: &mut PgConnection,
    actor: &Actor,
    id: CaseId,
    today: CivilDate,
) -> Result<proto::GetTimelineResponse, Failure> {
    let mut answer = proto::GetTimelineResponse::default();
    let mut told: Vec<Told> = Vec::new();
    let mut seen: BTreeMap<Place, i32> = BTreeMap::new();
    let mut queue = VecDeque::from([(Place::Case(id), "本案", 0)]);
    while let Some((place, relation, from)) = queue.pop_front() {
        if seen.contains_key(&place) {
            continue;
        }
        if seen.len() >= PARTS {
            answer.cut = true;
            break;
        }
        let number = i32::try_from(seen.len() + 1).unwrap_or(i32::MAX);
        seen.insert(place, number);
        let known = part::look_up(conn, actor, place).await?;
        let Some(known) = known else {
            if from == 0 {
                return Err(absent().into());
            }
            answer.parts.push(proto::TimelinePart {
                number,
                kind: place.kind().into(),
                relation: relation.to_owned(),
                from,
                ..proto::TimelinePart::default()
            });
            continue;
        };
        answer.parts.push(known.shown(number, relation, from));
        let (events, more) = history(conn, place).await?;
        answer.cut |= more;
        told.extend(entry::of(&known, number, &events)?);
        let around = known.around();
        queue.extend(
            around
                .into_iter()
                .map(|(place, relation)| (place, relation, number)),
        );
    }
    // Of one instant: the lead before what came of it.
    let parts = answer.parts.iter();
    let leads: BTreeSet<i32> = parts
        .filter(|part| part.kind() == proto::TimelinePartKind::Lead)
        .map(|part| part.number)
        .collect();
    told.sort_by_key(|it| {
        let follows = !leads.contains(&it.entry.part);
        (it.recorded, follows, it.entry.part, it.version)
    });
    let names = entry::names(&told);
    let names = store::officer_names(conn, &names, today).await?;
    answer.entries = told
        .into_iter()
        .map(|it| it.with_names(&names).entry)
        .collect();
    Ok(answer)
}

/// The events of a part, and whether there are more than are told.
async fn history(
    conn: &mut PgConnection,
    place: Place,
) -> Result<(Vec<contract::feed::v1::Event>, bool), Fault> {
    let (kind, id) = place.aggregate();
    let mut events = feed::read::of_aggregate(conn, kind, &id.to_string(), 0, EVENTS + 1).await?;
    let most = usize::try_from(EVENTS).unwrap_or(usize::MAX);
    let more = events.len() > most;
    events.truncate(most);
    Ok((events, more))
}
