//! What an act is judged on, looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use cases_domain::inspection::Visits;
use cases_domain::transcript::Questioning;
use cases_domain::weighing::WeighingFacts;
use cases_domain::{
    Act, AgencyId, Case, CompulsionFacts, Division, DocumentNumber, ItemId, Known as KnownAgency,
    Linked, OpeningFacts, Parameters, PartyId, account, exhibit, issuing, summary_penalty,
};
use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::PgConnection;

use super::{By, Request};
use crate::facts::{self, Elements};
use crate::packs;
use crate::store::{self, Chained, Registered, Taken, Visit, Wanted};
use crate::weighing;

/// What was looked up for an act, and when.
pub(super) struct Known {
    pub(super) calendar: Arc<Calendar>,
    pub(super) packs: Arc<packs::Told>,
    pub(super) now: DateTime<Utc>,
    pub(super) elements: Elements,
    pub(super) weighing: Option<WeighingFacts>,
    pub(super) document_number: Option<DocumentNumber>,
    pub(super) printed: Option<issuing::Printed>,
    pub(super) account: account::Known,
    pub(super) linked: Option<Linked>,
    pub(super) granted: Option<Box<exhibit::Granted>>,
    pub(super) receiver: Option<Chained>,
    pub(super) compulsion: Option<CompulsionFacts>,
    pub(super) visits: BTreeMap<ItemId, Visits>,
    pub(super) questionings: Vec<Questioning>,
    pub(super) agencies: BTreeMap<AgencyId, KnownAgency>,
    pub(super) registered: Option<Registered>,
}

/// The numbers by which a case's line acts where its agency is, or that of a case about to be opened.
pub(super) fn parameters(
    packs: &packs::Told,
    case: Option<&Case>,
    opening: Option<&OpeningFacts>,
) -> Arc<Parameters> {
    if let Some(case) = case {
        return packs.of(case.domain(), case.division().as_str());
    }
    let line = opening.and_then(|facts| {
        let item = facts.items.first()?;
        Some((item.snapshot.domain, facts.agency.as_ref()?))
    });
    line.map_or_else(Arc::default, |(domain, agency)| {
        packs.of(domain, agency.division.as_str())
    })
}

/// SM3 of the files that an act relies on, each once.
pub(super) fn files(act: &Act, printed: Option<&issuing::Printed>) -> Result<Vec<Vec<u8>>, Fault> {
    let mut files: BTreeSet<&str> = act.files().into_iter().collect();
    files.extend(printed.map(|it| it.sm3.as_str()));
    let files = files.into_iter().map(|sm3| {
        let digest: vault::Digest = sm3.parse().map_err(Fault::internal)?;
        Ok(digest.to_vec())
    });
    files.collect()
}

/// What a bank told, that the act enters into the case's books.
pub(super) fn taken<'a>(by: By<'a>, act: &'a Act) -> Option<Taken<'a>> {
    match act {
        Act::Account(account::Act::TakePayment(act)) => Some(Taken {
            transaction: &act.transaction,
            assigned_by: None,
        }),
        Act::Account(account::Act::AssignPayment(act)) => Some(Taken {
            transaction: &act.transaction,
            assigned_by: match by {
                By::Actor(actor) => actor.officer_id.as_deref(),
                By::Clock | By::Platform | By::Party | By::Bank(_) => None,
            },
        }),
        _ => None,
    }
}

/// What is to be looked up for an act of today.
pub(super) fn wanted<'a>(by: By<'a>, request: &'a Request, today: CivilDate) -> Wanted<'a> {
    let act = &request.act;
    let caller = by.officer();
    let on = act.done_on().unwrap_or(today);
    Wanted {
        principal: by.principal(),
        request_id: request.request_id,
        case_id: request.case_id,
        elements: facts::named(act, caller.as_ref()),
        officers: facts::officers(act, caller.as_ref()),
        on,
        laws_on: match act {
            Act::FileCase(act) => act.act_on,
            Act::Summary(summary_penalty::Act::OpenSummary(act)) => act.act_on,
            act => act.filing().map_or(on, |filing| filing.act_on),
        },
        bound_laws: matches!(act, Act::Decide(_) | Act::Dismiss(_)),
        document: act.document(),
        today,
        place: facts::stated_place(act).map(Division::as_str),
    }
}

/// What is on record of the year's visits to the party that an inspection is to be opened of.
pub(super) async fn visits(
    conn: &mut PgConnection,
    act: &Act,
    today: CivilDate,
) -> Result<BTreeMap<ItemId, Visits>, Fault> {
    let Act::OpenInspection(act) = act else {
        return Ok(BTreeMap::new());
    };
    if !act.basis.kind.cause().counts_towards_cap() {
        return Ok(BTreeMap::new());
    }
    store::visits(conn, act, today).await
}

/// The visits that an act opens and that use up a cap, each with its number.
pub(super) fn visited(case: &Case, known: &BTreeMap<ItemId, Visits>) -> Vec<Visit> {
    let counts = case
        .inspection()
        .filter(|it| it.counts_towards_cap(case.opening.party.kind));
    let Some(inspection) = counts else {
        return Vec::new();
    };
    let items = case.opening.items.iter();
    items
        .map(|item| Visit {
            item: item.id.to_string(),
            year: inspection.planned_on.year(),
            number: known.get(&item.id).map_or(1, |it| it.newest + 1),
        })
        .collect()
}

/// The party against whom an act files a case.
pub(super) fn party_of(act: &Act) -> Option<&PartyId> {
    match act {
        Act::Summary(summary_penalty::Act::OpenSummary(act)) => Some(&act.party),
        _ => act.filing().map(|filing| &filing.party),
    }
}

/// What the register holds of the party of a case, for an act that is judged on it.
pub(super) async fn registered(
    conn: &mut PgConnection,
    act: &Act,
    case: Option<&Chained>,
    today: CivilDate,
) -> Result<Option<Registered>, Fault> {
    let judged = matches!(
        act,
        Act::ConcludeInquiry(_)
            | Act::Decide(_)
            | Act::Concurrence(_)
            | Act::Summary(summary_penalty::Act::DecideOnSpot(_))
    );
    let Some(case) = case.filter(|_| judged) else {
        return Ok(None);
    };
    let party = &case.stored.case.opening.party.id;
    let held = store::registered(conn, party.as_str(), today).await?;
    Ok(Some(held))
}

/// What the case's fine is weighed by on a day.
pub(super) async fn weighable(
    conn: &mut PgConnection,
    case: &Case,
    today: CivilDate,
) -> Result<Option<WeighingFacts>, Fault> {
    let Some((item, penalty)) = weighing::subject(case) else {
        return Ok(None);
    };
    let elements = store::weighable(conn, item, penalty.act_on, today).await?;
    Ok(weighing::facts(case, &elements))
}

/// Agencies that the act names, and those of the case that they are to stand above.
pub(super) async fn agencies(
    conn: &mut PgConnection,
    act: &Act,
    case: Option<&Chained>,
    today: CivilDate,
) -> Result<BTreeMap<AgencyId, KnownAgency>, Fault> {
    let named = act.agencies_named();
    let Some(case) = case.filter(|_| !named.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let case = &case.stored.case;
    let involved = case.involved();
    let ids: BTreeSet<String> = named
        .into_iter()
        .chain(involved)
        .chain([&case.opening.agency.id])
        .map(ToString::to_string)
        .collect();
    let found = store::agencies_above(conn, &ids, today).await?;
    Ok(facts::with_superiors(&ids, &found))
}
