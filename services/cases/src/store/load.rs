//! Loading what an act is judged on.

use std::collections::BTreeSet;

use calendar::CivilDate;
use cases_domain::{Case, CaseId, DocumentKind, OfficerId};
use chrono::{DateTime, NaiveDate, Utc};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use feed::{Answer, Hash};
use prost::Message as _;
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Chained, Stored, read_date, unreadable};
use crate::follow::CONSUMER;
use crate::numbering::Numbering;

/// What is to be looked up for an act.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    /// Who asks.
    pub(crate) principal: &'a str,
    /// By which request.
    pub(crate) request_id: Uuid,
    /// The case; none: it is about to be opened.
    pub(crate) case_id: Option<CaseId>,
    /// Elements the act names: registry and id.
    pub(crate) elements: Vec<(&'static str, String)>,
    /// Officers of whom certificates and postings are wanted.
    pub(crate) officers: Vec<OfficerId>,
    /// Day on which the elements are looked at.
    pub(crate) on: CivilDate,
    /// Day on which the laws are looked at.
    pub(crate) laws_on: CivilDate,
    /// Whether the laws bound by the case are wanted, as they stand on that day.
    pub(crate) bound_laws: bool,
    /// The numbered document that the act issues.
    pub(crate) document: Option<DocumentKind>,
    /// Today: the day of that document.
    pub(crate) today: CivilDate,
    /// Division of the place of an act that opens a case, where it is stated.
    pub(crate) place: Option<&'a str>,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The answer already given to the request.
    pub(crate) answer: Option<Answer>,
    /// The case.
    pub(crate) case: Option<Chained>,
    /// When the replica of the elements last took something over; none: never.
    pub(crate) replica_at: Option<DateTime<Utc>>,
    /// Position of the newest change of the holiday calendars; none: none was ever told.
    pub(crate) calendar_at: Option<i64>,
    /// Position of the newest change of the parameter packs; none: none was ever told.
    pub(crate) packs_at: Option<i64>,
    /// Elements as they stood.
    pub(crate) elements: Vec<Element>,
    /// Where the numbers of the document stand; none: it has none, or the agency has no word.
    pub(crate) numbering: Option<Numbering>,
}

/// An element as it stood on a day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Element {
    /// Id within its registry.
    pub(crate) id: String,
    /// First day of this version.
    pub(crate) valid_from: CivilDate,
    /// What held.
    pub(crate) body: Body,
}

/// The row of queries/load.sql.
struct Line {
    method: Option<String>,
    payload_hash: Option<Hash>,
    response: Option<Vec<u8>>,
    version: Option<i64>,
    chain_head: Option<Hash>,
    state: Option<Json<Case>>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
    replica_at: Option<DateTime<Utc>>,
    calendar_at: Option<i64>,
    packs_at: Option<i64>,
    ids: Option<Vec<String>>,
    valid_froms: Option<Vec<NaiveDate>>,
    bodies: Option<Vec<Vec<u8>>>,
    agency_word: Option<String>,
    newest_number: Option<i32>,
}

/// What surrounds the items, agencies and parties that an act names.
#[derive(Debug)]
pub(crate) struct Surroundings<'a> {
    /// Elements the act names: registry and id.
    pub(crate) elements: &'a [(&'static str, String)],
    /// Day on which they are looked at.
    pub(crate) on: CivilDate,
    /// Day on which the laws are looked at.
    pub(crate) laws_on: CivilDate,
    /// The case whose bound laws are wanted too.
    pub(crate) bound_by: Option<CaseId>,
    /// Division of the place, where it is stated.
    pub(crate) place: Option<&'a str>,
}

/// Looks up everything that an act is judged on: in one statement, or in two where it names what has surroundings.
pub(crate) async fn load(conn: &mut PgConnection, wanted: &Wanted<'_>) -> Result<Loaded, Fault> {
    let bound_by = wanted.case_id.filter(|_| wanted.bound_laws);
    let (surrounded, alone): (Vec<_>, Vec<_>) = wanted
        .elements
        .iter()
        .cloned()
        .partition(|(registry, _)| matches!(*registry, "item" | "party" | "agency"));
    let mut loaded = lone(conn, wanted, &alone).await?;
    if loaded.answer.is_none() && (!surrounded.is_empty() || bound_by.is_some()) {
        let surroundings = Surroundings {
            elements: &surrounded,
            on: wanted.on,
            laws_on: wanted.laws_on,
            bound_by,
            place: wanted.place,
        };
        loaded.elements.extend(around(conn, &surroundings).await?);
    }
    Ok(loaded)
}

/// Looks up everything but what surrounds the elements named.
async fn lone(
    conn: &mut PgConnection,
    wanted: &Wanted<'_>,
    elements: &[(&'static str, String)],
) -> Result<Loaded, Fault> {
    let (registries, ids) = columns(elements);
    let officers: BTreeSet<&OfficerId> = wanted.officers.iter().collect();
    let officers: Vec<String> = officers.into_iter().map(ToString::to_string).collect();
    let mut line = sqlx::query_file_as!(
        Line,
        "queries/load.sql",
        wanted.principal,
        wanted.request_id,
        wanted.case_id.map(|id| id.0),
        &registries,
        &ids,
        &officers,
        wanted.on.naive(),
        CONSUMER,
        wanted.document.map(DocumentKind::word),
        wanted.today.naive(),
        wanted.today.year(),
    )
    .fetch_one(conn)
    .await?;
    let elements = line.elements()?;
    let (replica_at, calendar_at) = (line.replica_at, line.calendar_at);
    let packs_at = line.packs_at;
    let numbering = line.numbering();
    let (answer, case) = line.split()?;
    Ok(Loaded {
        answer,
        case,
        replica_at,
        calendar_at,
        packs_at,
        elements,
        numbering,
    })
}

/// Looks up elements and what surrounds them.
pub(crate) async fn around(
    conn: &mut PgConnection,
    wanted: &Surroundings<'_>,
) -> Result<Vec<Element>, Fault> {
    let (registries, ids) = columns(wanted.elements);
    let lines = sqlx::query_file!(
        "queries/around.sql",
        &registries,
        &ids,
        wanted.on.naive(),
        wanted.laws_on.naive(),
        wanted.bound_by.map(|id| id.0),
        wanted.place,
    )
    .fetch_all(conn)
    .await?;
    lines
        .into_iter()
        .map(|line| Element::read(line.element_id, line.valid_from, &line.body))
        .collect()
}

fn columns(elements: &[(&'static str, String)]) -> (Vec<String>, Vec<String>) {
    elements
        .iter()
        .map(|(registry, id)| ((*registry).to_owned(), id.clone()))
        .unzip()
}

impl Line {
    fn elements(&mut self) -> Result<Vec<Element>, Fault> {
        let ids = self.ids.take().unwrap_or_default();
        let froms = self.valid_froms.take().unwrap_or_default();
        let bodies = self.bodies.take().unwrap_or_default();
        ids.into_iter()
            .zip(froms)
            .zip(bodies)
            .map(|((id, from), body)| Element::read(id, from, &body))
            .collect()
    }

    fn numbering(&self) -> Option<Numbering> {
        let newest = self.newest_number.unwrap_or(0);
        Some(Numbering {
            agency_word: self.agency_word.clone()?,
            newest: u32::try_from(newest).unwrap_or(0),
        })
    }

    fn split(self) -> Result<(Option<Answer>, Option<Chained>), Fault> {
        let answer = Answer::from_columns(self.method, self.payload_hash, self.response);
        let Some((Json(case), version)) = self.state.zip(self.version) else {
            return Ok((answer, None));
        };
        let whole = || unreadable("case");
        let stored = Stored {
            case,
            version,
            created_at: self.created_at.ok_or_else(whole)?,
            updated_at: self.updated_at.ok_or_else(whole)?,
        };
        let head = self.chain_head.ok_or_else(whole)?;
        Ok((answer, Some(Chained { stored, head })))
    }
}

impl Element {
    /// The element of a row.
    pub(super) fn read(id: String, valid_from: NaiveDate, body: &[u8]) -> Result<Self, Fault> {
        let element = proto::Element::decode(body).map_err(Fault::internal)?;
        let body = element
            .body
            .ok_or_else(|| unreadable("body of an element"))?;
        Ok(Self {
            id,
            valid_from: read_date(valid_from)?,
            body,
        })
    }
}
