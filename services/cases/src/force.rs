//! By what an agency may use force: the item of compulsion that an act names, with who is competent for it where the case lies.
//! Looked up by a second statement, for the few acts that need it, once it is known which case they are about.

use std::collections::BTreeSet;

use calendar::CivilDate;
use cases_domain::{Act, Case, CompulsionFacts, Means};
use contract::cases::v1 as cases;
use contract::elements::v1 as proto;
use refusal::Fault;
use sqlx::PgConnection;

use crate::facts::Elements;
use crate::store::{self, Surroundings};

/// What is known of the item by which an act uses force; none: it uses none, or there is no case.
pub(crate) async fn compulsion(
    conn: &mut PgConnection,
    act: &Act,
    case: Option<&Case>,
    today: CivilDate,
) -> Result<Option<CompulsionFacts>, Fault> {
    let Some((item, case)) = act.compulsion_item().zip(case) else {
        return Ok(None);
    };
    let place = case.opening.place.as_ref();
    let place = place.unwrap_or_else(|| case.division());
    let on = act.done_on().unwrap_or(today);
    let named = [
        ("agency", case.opening.agency.id.to_string()),
        ("item", item.to_string()),
    ];
    let surroundings = Surroundings {
        elements: &named,
        on,
        laws_on: on,
        bound_by: None,
        place: Some(place.as_str()),
    };
    let elements = Elements::of(store::around(conn, &surroundings).await?);
    elements
        .compulsion(item, place, case.opening.party.kind)
        .map(Some)
}

/// What the law lets an agency do by an item.
pub(crate) fn means(item: &proto::Item) -> BTreeSet<Means> {
    let named: BTreeSet<Means> = item.means().filter_map(one).collect();
    if named.is_empty() {
        return Means::UNNAMED.iter().copied().collect();
    }
    named
}

const fn one(means: proto::CompulsionMeans) -> Option<Means> {
    match means {
        proto::CompulsionMeans::Seal => Some(Means::Seal),
        proto::CompulsionMeans::Seize => Some(Means::Seize),
        proto::CompulsionMeans::Freeze => Some(Means::Freeze),
        proto::CompulsionMeans::OtherMeasure => Some(Means::OtherMeasure),
        proto::CompulsionMeans::Transfer => Some(Means::Transfer),
        proto::CompulsionMeans::Auction => Some(Means::Auction),
        proto::CompulsionMeans::ClearObstruction => Some(Means::ClearObstruction),
        proto::CompulsionMeans::Restore => Some(Means::Restore),
        proto::CompulsionMeans::Demolish => Some(Means::Demolish),
        proto::CompulsionMeans::Substitute => Some(Means::Substitute),
        proto::CompulsionMeans::OtherExecution => Some(Means::OtherExecution),
        proto::CompulsionMeans::Unspecified => None,
    }
}

/// Takes back the document number that a tried act showed: it was given none.
pub(crate) fn not_issued(case: &mut cases::Case, number: &str) {
    let measures = case.measures.iter_mut().flat_map(|it| {
        let extension = it.extension.as_mut();
        let extension = extension.map(|it| &mut it.document_number);
        [&mut it.document_number, &mut it.release_number]
            .into_iter()
            .chain(extension)
    });
    let executions = case.executions.iter_mut().flat_map(|it| {
        let urging = it.urging.as_mut().map(|it| &mut it.document_number);
        let decision = it.decision.as_mut().map(|it| &mut it.document_number);
        let court = it.court.as_mut().map(|it| &mut it.document_number);
        urging.into_iter().chain(decision).chain(court)
    });
    for shown in measures.chain(executions) {
        if shown == number {
            shown.clear();
        }
    }
}
