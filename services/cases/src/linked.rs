//! The case as which another goes on: what an act that names it asks about it, and what is told it.

use cases_domain::exhibit::Granted;
use cases_domain::{Act, Event, Facts, Linked, measure};
use refusal::Fault;
use sqlx::PgConnection;

use crate::store::{self, Chained, Stored};

/// The case as which another is to go on, if the act names one. Whoever may not see it learns only that it comes from their own.
pub(crate) async fn receiver(conn: &mut PgConnection, act: &Act) -> Result<Option<Chained>, Fault> {
    match act.leads_to() {
        Some(id) => store::chained(conn, id).await,
        None => Ok(None),
    }
}

/// A grant in another case, and the version at which that case was seen: it is used only as long as the case still stands there.
pub(crate) struct Lent {
    /// The grant.
    pub(crate) granted: Box<Granted>,
    /// Version of its case.
    pub(crate) version: i64,
}

/// The exhibit of another case on which the act relies, with its grant and its custody as they stand there. Whoever was given none
/// learns nothing.
pub(crate) async fn granted(conn: &mut PgConnection, act: &Act) -> Result<Option<Lent>, Fault> {
    let Some((id, exhibit, grant)) = act.relies_on() else {
        return Ok(None);
    };
    let Some(Stored { case, version, .. }) = store::get(conn, id).await? else {
        return Ok(None);
    };
    let mut exhibits = case.exhibits.iter();
    let Some(exhibit) = exhibits.find(|it| it.number == exhibit) else {
        return Ok(None);
    };
    let mut grants = exhibit.grants.iter();
    let named = grants.find(|it| it.number == grant);
    if named.is_none() && grant > 0 {
        return Ok(None);
    }
    let custody = case.custody.iter();
    let granted = Box::new(Granted {
        case: case.id(),
        code: case.opening.code,
        agency: case.opening.agency.clone(),
        exhibit: exhibit.clone(),
        grant: named.cloned(),
        custody: custody
            .filter(|it| it.exhibit == exhibit.number)
            .cloned()
            .collect(),
    });
    Ok(Some(Lent { granted, version }))
}

/// As far as the act asks about it.
pub(crate) fn facts(receiver: &Chained) -> Linked {
    let case = &receiver.stored.case;
    Linked {
        id: case.id(),
        procedure: case.procedure.kind(),
        from_case: case.penalty().and_then(|it| it.from_case),
        party: case.opening.party.id.clone(),
        code: case.opening.code,
        agency: case.opening.agency.clone(),
        closed: case.is_closed(),
        measures: u32::try_from(case.measures.len()).unwrap_or(u32::MAX),
    }
}

/// The case that receives a measure, with what it is told of it; none: the act gives none away.
pub(crate) fn carried<'k>(
    before: Option<&Stored>,
    act: &Act,
    receiver: Option<&'k Chained>,
    facts: &Facts<'_>,
) -> Option<(&'k Chained, Vec<Event>)> {
    let (Act::Measure(act), Some(receiver)) = (act, receiver) else {
        return None;
    };
    let measure::Act::CarryMeasure(act) = &**act else {
        return None;
    };
    let events = measure::received(&before?.case, act.number, &receiver.stored.case, facts)?;
    Some((receiver, events))
}
