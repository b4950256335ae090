//! Writing an act.

use std::collections::BTreeSet;

use calendar::CivilDate;
use cases_domain::{Case, CaseId, Deadline, DeadlineState, DocumentNumber};
use chrono::{DateTime, NaiveDate, Utc};
use feed::{Batch, Hash};
use sqlx::types::Json;
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use super::bank::{self, Taken};
use super::task::Tasks;
use super::transcript::{self, Concluding};
use super::visit::Visit;
use super::weighing::Decision;
use super::{file, letter, receipt, register, upload};

/// An act to be written.
#[derive(Debug)]
pub(crate) struct Writing<'a> {
    /// The case before, with the version it stood at; none: it is opened.
    pub(crate) before: Option<(&'a Case, i64)>,
    /// The case after.
    pub(crate) after: &'a Case,
    /// Its version after.
    pub(crate) version: i64,
    /// Hash of its newest event after.
    pub(crate) head: Hash,
    /// The document number that the act takes.
    pub(crate) issued: Option<Issued<'a>>,
    /// The visits of the year that the act opens.
    pub(crate) visits: Vec<Visit>,
    /// The events and the answer.
    pub(crate) batch: &'a Batch,
    /// Number of the party's newest entry in the register, where the act was judged on it.
    pub(crate) register_seen: Option<i32>,
    /// Another case that the act opens or changes.
    pub(crate) beside: Option<&'a Writing<'a>>,
    /// SM3 of the files that the act relies on.
    pub(crate) files: Vec<Vec<u8>>,
    /// The upload that the act ends.
    pub(crate) upload: Option<Uuid>,
    /// What a bank told, that the act makes a payment.
    pub(crate) taken: Option<Taken<'a>>,
    /// The draft and the times of asking, where the act concludes a transcript.
    pub(crate) concluding: Option<Concluding<'a>>,
    /// Another case that the act was judged on, and the version at which it was seen.
    pub(crate) unmoved: Option<(CaseId, i64)>,
}

/// A document number that an act takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Issued<'a> {
    /// The number.
    pub(crate) number: &'a DocumentNumber,
    /// Day of the document.
    pub(crate) on: CivilDate,
}

/// Writes an act; false: the case no longer stands at the version it was judged on.
///
/// One statement, or a transaction where the act changes the register of filed acts, or another case too, or puts money on record.
pub(crate) async fn write(conn: &mut PgConnection, writing: &Writing<'_>) -> sqlx::Result<bool> {
    let before = writing.before.map(|(case, _)| case);
    let filed = register::change(before, writing.after);
    let receipts = before.map_or_else(Vec::new, |before| receipt::added(before, writing.after));
    let letters = before.map_or_else(Vec::new, |before| letter::sent(before, writing.after));
    let recalled = before.map_or_else(Vec::new, |before| letter::recalled(before, writing.after));
    if filed.is_none()
        && writing.beside.is_none()
        && receipts.is_empty()
        && writing.taken.is_none()
        && writing.files.is_empty()
        && writing.concluding.is_none()
        && writing.unmoved.is_none()
        && letters.is_empty()
        && recalled.is_empty()
    {
        return alone(conn, writing).await;
    }
    let mut tx = conn.begin().await?;
    if !alone(&mut tx, writing).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    if let Some(filed) = &filed {
        register::add(&mut tx, filed, writing.register_seen).await?;
    }
    if let Some(beside) = writing.beside {
        if !alone(&mut tx, beside).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        let before = beside.before.map(|(case, _)| case);
        if let Some(filed) = register::change(before, beside.after) {
            register::add(&mut tx, &filed, None).await?;
        }
    }
    receipt::take(&mut tx, writing.after, &receipts).await?;
    if let Some(id) = writing.upload
        && !upload::complete(&mut tx, id, writing.after, writing.batch.provenance.at).await?
    {
        // Ended meanwhile: judged anew, and told.
        tx.rollback().await?;
        return Ok(false);
    }
    let now = writing.batch.provenance.at;
    if !recalled.is_empty() {
        letter::recall(&mut tx, writing.after.id(), &recalled, now).await?;
    }
    letter::write_letters(&mut tx, writing.after.id(), &letters, now).await?;
    if !writing.files.is_empty() && !file::commit(&mut tx, &writing.files, now).await? {
        // Removed since it was put: whoever asks again puts it anew.
        return Err(sqlx::Error::Protocol(
            "a file of the act is not in the vault".to_owned(),
        ));
    }
    if let Some(taken) = &writing.taken
        && !bank::enter(&mut tx, writing.after, taken).await?
    {
        tx.rollback().await?;
        return Ok(false);
    }
    if let Some((other, version)) = writing.unmoved
        && !stands(&mut tx, other, version).await?
    {
        // What was judged on has changed, e.g. a grant was withdrawn: judged anew.
        tx.rollback().await?;
        return Ok(false);
    }
    if let Some(concluding) = &writing.concluding
        && !transcript::conclude(&mut tx, writing.after.id(), concluding).await?
    {
        tx.rollback().await?;
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

/// Whether another case still stands at the version at which it was seen. It cannot move before the act is committed.
async fn stands(conn: &mut PgConnection, case: CaseId, version: i64) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select case_id from cases where case_id = $1 and version = $2 for share"#,
        case.0,
        version
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

/// Writes one case in one statement.
async fn alone(conn: &mut PgConnection, writing: &Writing<'_>) -> sqlx::Result<bool> {
    match writing.before {
        None => open(conn, writing).await,
        Some((before, version)) => save(conn, writing, before, version).await,
    }
}

async fn open(conn: &mut PgConnection, writing: &Writing<'_>) -> sqlx::Result<bool> {
    let Writing { after, batch, .. } = writing;
    let parts: Vec<String> = parts(after).into_iter().collect();
    let clocks = Clocks::changed(&[], &after.deadlines);
    let tasks = Tasks::changed(None, after);
    let visits = Visits::of(&writing.visits);
    let appended = sqlx::query_file_scalar!(
        "queries/open.sql",
        after.id().0,
        after.opening.code.plain(),
        after.procedure.name(),
        after.step_name(),
        after.is_closed(),
        after.opening.agency.id.as_str(),
        after.opening.party.id.as_str(),
        after.division().as_str(),
        writing.version,
        writing.head.as_slice(),
        Json(after) as _,
        batch.provenance.at,
        &parts,
        &clocks.numbers,
        &clocks.kinds,
        &clocks.states,
        &clocks.starts,
        &clocks.nominals,
        &clocks.dues,
        &clocks.provisionals,
        &clocks.settled as &[Option<NaiveDate>],
        &clocks.abouts,
        &clocks.untils as &[Option<DateTime<Utc>>],
        &clocks.paused,
        &batch.ids,
        &batch.aggregate_types,
        &batch.aggregate_ids,
        &batch.aggregate_versions,
        &batch.types,
        &batch.payloads,
        &batch.divisions,
        &batch.previous_hashes,
        &batch.hashes,
        batch.provenance.actor,
        batch.provenance.request_id,
        batch.provenance.trace_id,
        batch.provenance.at,
        batch.method.as_deref(),
        batch.payload_hash.as_deref(),
        batch.response.as_deref(),
        &tasks.numbers,
        &tasks.acts,
        &tasks.whoms,
        &tasks.officers as &[Option<String>],
        &tasks.co_officers as &[Option<String>],
        &tasks.dues,
        &visits.items,
        &visits.years,
        &visits.numbers,
    )
    .fetch_optional(conn)
    .await?;
    Ok(appended.is_some())
}

async fn save(
    conn: &mut PgConnection,
    writing: &Writing<'_>,
    before: &Case,
    version: i64,
) -> sqlx::Result<bool> {
    let Writing { after, batch, .. } = writing;
    let parts: Vec<String> = parts(after)
        .difference(&self::parts(before))
        .cloned()
        .collect();
    let clocks = Clocks::changed(&before.deadlines, &after.deadlines);
    let tasks = Tasks::changed(Some(before), after);
    let decided = Decision::new(before, after);
    let issued = writing.issued;
    if parts.is_empty()
        && clocks.is_empty()
        && tasks.is_empty()
        && decided.is_none()
        && issued.is_none()
    {
        return save_alone(conn, writing, version).await;
    }
    let number = issued.map(|issued| issued.number);
    let appended = sqlx::query_file_scalar!(
        "queries/save.sql",
        after.id().0,
        version,
        after.step_name(),
        after.is_closed(),
        writing.version,
        writing.head.as_slice(),
        Json(after) as _,
        batch.provenance.at,
        &parts,
        &clocks.numbers,
        &clocks.kinds,
        &clocks.states,
        &clocks.starts,
        &clocks.nominals,
        &clocks.dues,
        &clocks.provisionals,
        &clocks.settled as &[Option<NaiveDate>],
        &clocks.abouts,
        &clocks.untils as &[Option<DateTime<Utc>>],
        &clocks.paused,
        &batch.ids,
        &batch.aggregate_types,
        &batch.aggregate_ids,
        &batch.aggregate_versions,
        &batch.types,
        &batch.payloads,
        &batch.divisions,
        &batch.previous_hashes,
        &batch.hashes,
        batch.provenance.actor,
        batch.provenance.request_id,
        batch.provenance.trace_id,
        batch.provenance.at,
        batch.method.as_deref(),
        batch.payload_hash.as_deref(),
        batch.response.as_deref(),
        number.map(DocumentNumber::prefix),
        number.map(|number| i32::from(number.year())),
        number.map(|number| i64::from(number.number())),
        issued.map(|issued| issued.on.naive()),
        &tasks.done,
        &tasks.numbers,
        &tasks.acts,
        &tasks.whoms,
        &tasks.officers as &[Option<String>],
        &tasks.co_officers as &[Option<String>],
        &tasks.dues,
        after.opening.agency.id.as_str(),
        after.division().as_str(),
        decided.as_ref().map(|it| it.item),
        decided.as_ref().map(|it| it.party),
        decided.as_ref().map(|it| it.tier),
        decided.as_ref().map(|it| it.fine),
        decided.as_ref().map(|it| it.on.naive()),
    )
    .fetch_optional(conn)
    .await?;
    Ok(appended.is_some())
}

/// Writes an act that changes nothing beside the case.
async fn save_alone(
    conn: &mut PgConnection,
    writing: &Writing<'_>,
    version: i64,
) -> sqlx::Result<bool> {
    let Writing { after, batch, .. } = writing;
    let appended = sqlx::query_file_scalar!(
        "queries/save_alone.sql",
        after.id().0,
        version,
        after.step_name(),
        after.is_closed(),
        writing.version,
        writing.head.as_slice(),
        Json(after) as _,
        batch.provenance.at,
        &batch.ids,
        &batch.aggregate_types,
        &batch.aggregate_ids,
        &batch.aggregate_versions,
        &batch.types,
        &batch.payloads,
        &batch.divisions,
        &batch.previous_hashes,
        &batch.hashes,
        batch.provenance.actor,
        batch.provenance.request_id,
        batch.provenance.trace_id,
        batch.provenance.at,
        batch.method.as_deref(),
        batch.payload_hash.as_deref(),
        batch.response.as_deref(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(appended.is_some())
}

/// Visits as columns.
#[derive(Debug, Default)]
struct Visits {
    items: Vec<String>,
    years: Vec<i32>,
    numbers: Vec<i32>,
}

impl Visits {
    fn of(visits: &[Visit]) -> Self {
        let mut columns = Self::default();
        for visit in visits {
            columns.items.push(visit.item.clone());
            columns.years.push(visit.year);
            columns
                .numbers
                .push(i32::try_from(visit.number).unwrap_or(i32::MAX));
        }
        columns
    }
}

/// Who has a part in a case besides the agency that handles it.
pub(crate) fn parts(case: &Case) -> BTreeSet<String> {
    let involved = case.involved();
    let agencies = involved.iter().map(|id| format!("agency:{id}"));
    let officers = case.handlers.iter().map(|id| format!("officer:{id}"));
    agencies.chain(officers).collect()
}

/// Clocks as columns.
#[derive(Debug, Default)]
struct Clocks {
    numbers: Vec<i32>,
    kinds: Vec<String>,
    states: Vec<String>,
    starts: Vec<NaiveDate>,
    nominals: Vec<NaiveDate>,
    dues: Vec<NaiveDate>,
    provisionals: Vec<bool>,
    settled: Vec<Option<NaiveDate>>,
    abouts: Vec<i32>,
    untils: Vec<Option<DateTime<Utc>>>,
    paused: Vec<bool>,
}

impl Clocks {
    const fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The clocks that an act changed or started, in their order.
    fn changed(before: &[Deadline], after: &[Deadline]) -> Self {
        let mut clocks = Self::default();
        for (at, deadline) in after.iter().enumerate() {
            if before.get(at) != Some(deadline) {
                clocks.push(at, deadline);
            }
        }
        clocks
    }

    fn push(&mut self, at: usize, deadline: &Deadline) {
        self.numbers.push(i32::try_from(at + 1).unwrap_or(i32::MAX));
        self.kinds.push(deadline.kind().name().to_owned());
        self.states.push(state(deadline.state).to_owned());
        self.starts.push(deadline.start.naive());
        self.nominals.push(deadline.nominal.naive());
        self.dues.push(deadline.due.naive());
        self.provisionals.push(deadline.provisional);
        self.settled.push(deadline.settled_on.map(CivilDate::naive));
        self.abouts
            .push(i32::try_from(deadline.clock.about).unwrap_or(i32::MAX));
        self.untils.push(deadline.until);
        self.paused.push(deadline.paused_on.is_some());
    }
}

const fn state(state: DeadlineState) -> &'static str {
    match state {
        DeadlineState::Open => "OPEN",
        DeadlineState::Met => "MET",
        DeadlineState::Passed => "PASSED",
        DeadlineState::Cancelled => "CANCELLED",
    }
}
