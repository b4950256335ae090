//! Certificates that the deployment issued, what they rest on, and hand signatures.

use calendar::CivilDate;
use cases_domain::CaseId;
use chrono::{DateTime, Utc};
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Element, read_date};

/// An agency as the replica has it.
#[derive(Debug)]
pub(crate) struct AgencyRow {
    pub(crate) agency: elements::Agency,
    /// First day on which it no longer stands; none: no end is known.
    pub(crate) ends: Option<CivilDate>,
}

/// A certificate as it is kept.
#[derive(Debug)]
pub(crate) struct CertificateRow<'a> {
    pub(crate) serial: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) owner_id: &'a str,
    pub(crate) generation: i32,
    pub(crate) key_id: &'a str,
    pub(crate) authority_key_id: &'a str,
    pub(crate) valid: (DateTime<Utc>, DateTime<Utc>),
    pub(crate) der: &'a [u8],
    pub(crate) issued_at: DateTime<Utc>,
}

/// A hand signature as it is kept.
#[derive(Debug)]
pub(crate) struct HandRow<'a> {
    pub(crate) id: Uuid,
    pub(crate) case_id: CaseId,
    pub(crate) document_sm3: &'a [u8],
    pub(crate) page: i32,
    pub(crate) strokes_sm3: &'a [u8],
    pub(crate) signer_kind: &'a str,
    pub(crate) signer_id: &'a str,
    pub(crate) signer_name: &'a str,
    pub(crate) witness: &'a str,
    pub(crate) signed_at: DateTime<Utc>,
    pub(crate) signature: &'a seal::strokes::HandSignature,
}

/// A hand signature that is on file.
#[derive(Debug)]
pub struct HandOnFile {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case_id: CaseId,
    /// Who saw it; empty: nobody is named.
    pub witness: String,
    /// The signature as it proves itself.
    pub signature: seal::strokes::HandSignature,
}

/// The agency as it stands on a day; none: it does not.
pub(crate) async fn agency_on(
    conn: &mut PgConnection,
    id: &str,
    on: CivilDate,
) -> Result<Option<AgencyRow>, Fault> {
    let row = sqlx::query!(
        "
        select element_id, valid_from, valid_to, body
        from replica_element
        where registry = 'agency' and element_id = $1
            and valid_from <= $2 and (valid_to is null or $2 < valid_to)
        ",
        id,
        on.naive()
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let element = Element::read(row.element_id, row.valid_from, &row.body)?;
    let Body::Agency(agency) = element.body else {
        return Ok(None);
    };
    Ok(Some(AgencyRow {
        agency,
        ends: row.valid_to.map(read_date).transpose()?,
    }))
}

/// An officer with certificates and postings, and the agencies that they name, as they stand on a day.
pub(crate) async fn officer_on(
    conn: &mut PgConnection,
    id: &str,
    on: CivilDate,
) -> Result<Vec<Element>, Fault> {
    let rows = sqlx::query!(
        "
        select element_id, valid_from, body
        from replica_element
        where ((registry = 'officer' and element_id = $1) or (registry in ('certificate', 'posting') and officer_id = $1))
            and valid_from <= $2 and (valid_to is null or $2 < valid_to)
        ",
        id,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Element::read(row.element_id, row.valid_from, &row.body))
        .collect()
}

/// The newest certificate of an owner: generation and certificate (DER).
pub(crate) async fn newest_certificate(
    conn: &mut PgConnection,
    kind: &str,
    owner_id: &str,
) -> Result<Option<(i32, Vec<u8>)>, Fault> {
    let row = sqlx::query!(
        "select generation, der from certificate where kind = $1 and owner_id = $2 order by generation desc limit 1",
        kind,
        owner_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.generation, row.der)))
}

/// Keeps a certificate; false: somebody else has issued this generation.
pub(crate) async fn keep_certificate(
    conn: &mut PgConnection,
    it: &CertificateRow<'_>,
) -> Result<bool, Fault> {
    let done = sqlx::query!(
        "
        insert into certificate (
            serial, kind, owner_id, generation, key_id, authority_key_id, valid_from, valid_until, der, issued_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict do nothing
        ",
        it.serial,
        it.kind,
        it.owner_id,
        it.generation,
        it.key_id,
        it.authority_key_id,
        it.valid.0,
        it.valid.1,
        it.der,
        it.issued_at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What is published: every authority there ever was, and the certificates of agencies that have not ended (DER), oldest first.
pub(crate) async fn published_certificates(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<Vec<Vec<u8>>, Fault> {
    let rows = sqlx::query_scalar!(
        r#"
        select der
        from certificate
        where kind = 'authority' or (kind = 'agency' and valid_until >= $1)
        order by kind desc, issued_at, serial
        "#,
        now
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Keeps a hand signature; false: this id is taken.
pub(crate) async fn keep_hand(conn: &mut PgConnection, it: &HandRow<'_>) -> Result<bool, Fault> {
    let done = sqlx::query!(
        "
        insert into hand_signature (
            hand_signature_id, case_id, document_sm3, page, strokes_sm3, signer_kind, signer_id, signer_name, witness, signed_at,
            signature
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (hand_signature_id) do nothing
        ",
        it.id,
        it.case_id.0,
        it.document_sm3,
        it.page,
        it.strokes_sm3,
        it.signer_kind,
        it.signer_id,
        it.signer_name,
        it.witness,
        it.signed_at,
        Json(it.signature) as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether strokes are on file: in this case, on one of these documents, by this kind of hand: `party` by its name, `officer` by its
/// id.
pub(crate) async fn is_drawn(
    conn: &mut PgConnection,
    case_id: CaseId,
    strokes: &[u8],
    documents: &[Vec<u8>],
    (kind, who): (&str, String),
) -> Result<bool, Fault> {
    let found = sqlx::query_scalar!(
        r#"
        select exists (
            select from hand_signature
            where case_id = $1 and strokes_sm3 = $2 and document_sm3 = any ($3) and signer_kind = $4
                and $5 = case signer_kind when 'party' then signer_name else signer_id end
        ) as "found!"
        "#,
        case_id.0,
        strokes,
        documents,
        kind,
        who
    )
    .fetch_one(conn)
    .await?;
    Ok(found)
}

/// The hand signature of this id.
pub(crate) async fn hand(conn: &mut PgConnection, id: Uuid) -> Result<Option<HandOnFile>, Fault> {
    let row = sqlx::query!(
        r#"
        select case_id, witness, signature as "signature: Json<seal::strokes::HandSignature>"
        from hand_signature
        where hand_signature_id = $1
        "#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| HandOnFile {
        id,
        case_id: CaseId(row.case_id),
        witness: row.witness,
        signature: row.signature.0,
    }))
}

/// The hand signatures of a case, in the order in which they were made.
pub(crate) async fn hands(
    conn: &mut PgConnection,
    case_id: CaseId,
) -> Result<Vec<HandOnFile>, Fault> {
    let rows = sqlx::query!(
        r#"
        select hand_signature_id, witness, signature as "signature: Json<seal::strokes::HandSignature>"
        from hand_signature
        where case_id = $1
        order by signed_at, hand_signature_id
        "#,
        case_id.0
    )
    .fetch_all(conn)
    .await?;
    let on_file = rows.into_iter().map(|row| HandOnFile {
        id: row.hand_signature_id,
        case_id,
        witness: row.witness,
        signature: row.signature.0,
    });
    Ok(on_file.collect())
}
