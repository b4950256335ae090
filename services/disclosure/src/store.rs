//! The tables.

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::NaiveDate;
use contract::disclosure::v1::{PublicDecision, PublicationKind};
use feed::Hash;
use prost::Message as _;
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::publication::{Body, Publication, State};
use crate::served::Served;

/// A case and the deployment that opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) case_id: Uuid,
    pub(crate) origin: String,
    pub(crate) served: Served,
}

/// Who asks for a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Viewer {
    pub(crate) agencies: Vec<String>,
    pub(crate) overseen: Option<String>,
}

/// What a list is restricted to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) state: Option<State>,
    pub(crate) kind: Option<PublicationKind>,
    pub(crate) agency_id: Option<String>,
    pub(crate) division: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) due_until: Option<CivilDate>,
}

/// A publication as the database keeps it.
pub(crate) struct Row {
    pub(crate) publication_id: Uuid,
    pub(crate) serial: i64,
    pub(crate) case_id: Uuid,
    pub(crate) origin: String,
    pub(crate) kind: i16,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) chain_head: Hash,
    pub(crate) agency_id: String,
    pub(crate) division: String,
    pub(crate) domain: String,
    pub(crate) decision: Vec<u8>,
    pub(crate) body: Json<Body>,
}

/// A row that this program did not write.
#[derive(Debug, thiserror::Error)]
#[error("publication {0} cannot be read")]
struct Unreadable(Uuid);

impl TryFrom<Row> for Publication {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let unreadable = || Fault::internal(Unreadable(row.publication_id));
        Ok(Self {
            id: row.publication_id,
            serial: row.serial,
            case_id: row.case_id,
            origin: row.origin,
            kind: PublicationKind::try_from(i32::from(row.kind)).map_err(|_| unreadable())?,
            state: State::named(&row.state).ok_or_else(unreadable)?,
            version: row.version,
            head: row.chain_head,
            agency_id: row.agency_id,
            division: row.division,
            domain: row.domain,
            decision: PublicDecision::decode(row.decision.as_slice()).map_err(|_| unreadable())?,
            body: row.body.0,
        })
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<Publication>, Fault> {
    rows.into_iter().map(Publication::try_from).collect()
}

/// What is known of these cases.
pub(crate) async fn files(
    conn: &mut PgConnection,
    case_ids: &[Uuid],
) -> Result<BTreeMap<Uuid, File>, Fault> {
    let rows = sqlx::query!(
        r#"
        select case_id, origin, served as "served: Json<Served>"
        from case_file
        where case_id = any($1)
        "#,
        case_ids
    )
    .fetch_all(conn)
    .await?;
    let files = rows.into_iter().map(|row| {
        let file = File {
            case_id: row.case_id,
            origin: row.origin,
            served: row.served.0,
        };
        (row.case_id, file)
    });
    Ok(files.collect())
}

/// The case of an identity code, without groups.
pub(crate) async fn file_by_code(
    conn: &mut PgConnection,
    code: &str,
) -> Result<Option<File>, Fault> {
    let row = sqlx::query!(
        r#"
        select case_id, origin, served as "served: Json<Served>"
        from case_file
        where code = $1
        "#,
        code
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| File {
        case_id: row.case_id,
        origin: row.origin,
        served: row.served.0,
    }))
}

/// Keeps what is known of cases.
pub(crate) async fn put_files(
    conn: &mut PgConnection,
    files: impl Iterator<Item = &File> + Send,
) -> Result<(), Fault> {
    let (mut ids, mut origins, mut codes, mut bodies) = (vec![], vec![], vec![], vec![]);
    for file in files {
        ids.push(file.case_id);
        origins.push(file.origin.clone());
        codes.push(file.served.case_code.replace('-', ""));
        bodies.push(serde_json::to_value(&file.served).map_err(Fault::internal)?);
    }
    sqlx::query!(
        r#"
        insert into case_file (case_id, origin, code, served)
        select case_id, origin, code, served
        from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) as given (case_id, origin, code, served)
        on conflict on constraint case_file_pkey do update
        set served = excluded.served
        "#,
        &ids,
        &origins,
        &codes,
        &bodies
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what was made of an origin's cases: the files, and publications of which nothing was told.
pub(crate) async fn clear_files(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
    sqlx::query!("delete from case_file where origin = $1", origin)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "delete from publication where origin = $1 and version = 0",
        origin
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what another deployment has published.
pub(crate) async fn clear_received(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
    sqlx::query!("delete from publication where origin = $1", origin)
        .execute(conn)
        .await?;
    Ok(())
}

/// Hash over an origin's files.
pub(crate) async fn digest_files(conn: &mut PgConnection, origin: &str) -> Result<Hash, Fault> {
    let rows = sqlx::query_scalar!(
        r#"
        select concat_ws('|', case_id::text, code, served::text) as "line!"
        from case_file
        where origin = $1
        order by case_id
        "#,
        origin
    )
    .fetch_all(conn)
    .await?;
    let lines: Vec<&[u8]> = rows.iter().map(String::as_bytes).collect();
    Ok(feed::sm3(&lines))
}

/// Hash over what another deployment has published.
pub(crate) async fn digest_received(conn: &mut PgConnection, origin: &str) -> Result<Hash, Fault> {
    let rows = sqlx::query_scalar!(
        r#"
        select concat_ws('|', publication_id::text, case_id::text, state, version::text, body::text, encode(decision, 'hex')) as "line!"
        from publication
        where origin = $1
        order by publication_id
        "#,
        origin
    )
    .fetch_all(conn)
    .await?;
    let lines: Vec<&[u8]> = rows.iter().map(String::as_bytes).collect();
    Ok(feed::sm3(&lines))
}

/// The publications of these cases, held until the transaction ends.
pub(crate) async fn of_cases(
    conn: &mut PgConnection,
    case_ids: &[Uuid],
) -> Result<Vec<Publication>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where case_id = any($1)
        order by publication_id
        for update
        "#,
        case_ids
    )
    .fetch_all(conn)
    .await?;
    read(rows)
}

/// A publication, held until the transaction ends.
pub(crate) async fn hold(conn: &mut PgConnection, id: Uuid) -> Result<Option<Publication>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where publication_id = $1
        for update
        "#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Publication::try_from).transpose()
}

/// A publication as it stands.
pub(crate) async fn get(conn: &mut PgConnection, id: Uuid) -> Result<Option<Publication>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where publication_id = $1
        "#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Publication::try_from).transpose()
}

/// The publication of a case.
pub(crate) async fn of_case(
    conn: &mut PgConnection,
    case_id: Uuid,
) -> Result<Option<Publication>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where case_id = $1
        "#,
        case_id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Publication::try_from).transpose()
}

/// What of these the public sees on a day, by their serials.
pub(crate) async fn shown(
    conn: &mut PgConnection,
    serials: &[i64],
    today: CivilDate,
) -> Result<BTreeMap<i64, Publication>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where serial = any($1) and state = 'PUBLISHED' and display_until >= $2
        "#,
        serials,
        today.naive()
    )
    .fetch_all(conn)
    .await?;
    let found = read(rows)?;
    Ok(found.into_iter().map(|it| (it.serial, it)).collect())
}

/// What the public sees on a day, in the order of arrival, after a serial.
pub(crate) async fn shown_after(
    conn: &mut PgConnection,
    after: i64,
    today: CivilDate,
    limit: i64,
) -> Result<Vec<Publication>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where serial > $1 and state = 'PUBLISHED' and display_until >= $2
        order by serial
        limit $3
        "#,
        after,
        today.naive(),
        limit
    )
    .fetch_all(conn)
    .await?;
    read(rows)
}

/// Own publications whose time has come on a day: to be shown, or to be hidden. Those that another replica holds are left.
pub(crate) async fn due(
    conn: &mut PgConnection,
    today: CivilDate,
    limit: i64,
) -> Result<Vec<Publication>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where origin = ''
            and ((state = 'PUBLISHED' and display_until < $1) or (state = 'PENDING' and publish_on <= $1))
        order by publication_id
        limit $2
        for update skip locked
        "#,
        today.naive(),
        limit
    )
    .fetch_all(conn)
    .await?;
    read(rows)
}

/// Publications that changed after a change, and the newest of those changes; none when nothing did. A row that changes
/// between the two statements is left to its new number.
pub(crate) async fn changed(
    conn: &mut PgConnection,
    after: i64,
    limit: i64,
) -> Result<Option<(i64, Vec<Publication>)>, Fault> {
    let changes = sqlx::query_scalar!(
        "select change from publication where change > $1 order by change limit $2",
        after,
        limit
    )
    .fetch_all(&mut *conn)
    .await?;
    let Some(newest) = changes.last().copied() else {
        return Ok(None);
    };
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where change = any($1)
        order by change
        "#,
        &changes
    )
    .fetch_all(conn)
    .await?;
    Ok(Some((newest, read(rows)?)))
}

/// A page of a list, latest due first, after a row.
pub(crate) async fn list(
    conn: &mut PgConnection,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<(CivilDate, Uuid)>,
    limit: i64,
) -> Result<Vec<Publication>, Fault> {
    let kind = filter.kind.map(wire_kind);
    let (after_due, after_id) = after.unzip();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            publication_id, serial, case_id, origin, kind, state, version, chain_head as "chain_head: Hash",
            agency_id, division, domain, decision, body as "body: Json<Body>"
        from publication
        where (agency_id = any($1) or ($2::text is not null and starts_with(division, $2)))
            and ($3::text is null or state = $3)
            and ($4::smallint is null or kind = $4)
            and ($5::text is null or agency_id = $5)
            and ($6::text is null or starts_with(division, $6))
            and ($7::text is null or domain = $7)
            and ($8::date is null or due_on <= $8)
            and ($9::date is null or (coalesce(due_on, date '0001-01-01'), publication_id) < ($9, $10::uuid))
        order by coalesce(due_on, date '0001-01-01') desc, publication_id desc
        limit $11
        "#,
        &viewer.agencies,
        viewer.overseen.as_deref(),
        filter.state.map(State::name),
        kind,
        filter.agency_id.as_deref(),
        filter.division.as_deref(),
        filter.domain.as_deref(),
        filter.due_until.map(CivilDate::naive),
        after_due.map(CivilDate::naive),
        after_id,
        limit
    )
    .fetch_all(conn)
    .await?;
    read(rows)
}

/// Numbers for so many changes; the counter is held until the transaction ends. Gives the number before the first.
pub(crate) async fn changes(conn: &mut PgConnection, count: i64) -> Result<i64, Fault> {
    let newest = sqlx::query_scalar!(
        "update publication_change set newest = newest + $1 returning newest",
        count
    )
    .fetch_one(conn)
    .await?;
    Ok(newest - count)
}

/// The newest change, and the database it is of.
pub(crate) async fn newest_change(conn: &mut PgConnection) -> Result<(i64, String), Fault> {
    let row = sqlx::query!("select newest, instance from publication_change")
        .fetch_one(conn)
        .await?;
    Ok((row.newest, row.instance))
}

/// Gives the database a name of its own, once.
pub(crate) async fn name_instance(conn: &mut PgConnection, name: Uuid) -> Result<(), Fault> {
    sqlx::query!(
        "update publication_change set instance = $1 where instance = ''",
        name.to_string()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps publications as they stand now. Their rows are held, or new.
pub(crate) async fn put(
    conn: &mut PgConnection,
    publications: &[&Publication],
) -> Result<(), Fault> {
    if publications.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(publications.len()).map_err(Fault::internal)?;
    let before = changes(conn, count).await?;
    for (publication, change) in publications.iter().zip(before + 1..) {
        put_one(conn, publication, change).await?;
    }
    Ok(())
}

async fn put_one(conn: &mut PgConnection, it: &Publication, change: i64) -> Result<(), Fault> {
    let naive = |day: Option<CivilDate>| -> Option<NaiveDate> { day.map(CivilDate::naive) };
    sqlx::query!(
        r#"
        insert into publication (
            publication_id, case_id, origin, kind, state, version, chain_head, agency_id, division, domain,
            due_on, publish_on, display_until, decision, body, change
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict on constraint publication_pkey do update
        set
            kind = excluded.kind,
            state = excluded.state,
            version = excluded.version,
            chain_head = excluded.chain_head,
            agency_id = excluded.agency_id,
            division = excluded.division,
            domain = excluded.domain,
            due_on = excluded.due_on,
            publish_on = excluded.publish_on,
            display_until = excluded.display_until,
            decision = excluded.decision,
            body = excluded.body,
            change = excluded.change
        "#,
        it.id,
        it.case_id,
        it.origin,
        wire_kind(it.kind),
        it.state.name(),
        it.version,
        it.head.as_slice(),
        it.agency_id,
        it.division,
        it.domain,
        naive(it.body.due),
        naive(it.body.publish_on),
        naive(it.body.until),
        it.decision.encode_to_vec(),
        Json(&it.body) as _,
        change
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A kind as the database keeps it.
pub(crate) fn wire_kind(kind: PublicationKind) -> i16 {
    i16::try_from(i32::from(kind)).unwrap_or(0)
}
