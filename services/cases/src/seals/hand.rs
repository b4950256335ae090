//! Hand signatures: strokes bound to what was shown, by the key of whoever drew them, and kept with the case.

use cases_domain::{CaseId, OfficerId};
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use refusal::{Failure, Fault, Refusal, general};
use seal::strokes::{HandSignature, Shown, Strokes, Unsigned};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Seals;
use crate::store::{self, HandRow};

pub use crate::store::HandOnFile;

/// What strokes have to be to be a signature.
const HAND: &str =
    "strokes inside their field, at times that rise from 0 within ten minutes, longer than a dot";

/// What was drawn, and on what.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// Id of the signature, made by the client.
    pub id: Uuid,
    /// The case.
    pub case_id: CaseId,
    /// SM3 of the document as it was shown.
    pub document: [u8; 32],
    /// The page, from 1; 0: the document as a whole.
    pub page: u32,
    /// What the hand drew.
    pub strokes: Strokes,
    /// Who saw it; empty: nobody is named.
    pub witness: String,
}

/// Whose hand it is.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// An officer's.
    Officer(&'a OfficerId),
    /// That of somebody without an account: a party, its agent, a witness.
    Party {
        /// Tells one session from another: of the party's page, or of the officer's device.
        session: &'a str,
        /// Name.
        name: &'a str,
    },
}

impl Seals {
    /// Binds strokes to a document and keeps the signature; the same id again answers what is kept.
    ///
    /// # Refuses
    /// `MALFORMED_FIELD` for strokes that are no signature, `SIGNER_LAPSED`, `IDEMPOTENCY_KEY_REUSED` for an id that is another's.
    pub async fn sign_by_hand(
        &self,
        conn: &mut PgConnection,
        drawn: Drawn,
        whose: Whose<'_>,
        now: DateTime<Utc>,
    ) -> Result<HandOnFile, Failure> {
        if let Some(kept) = store::hand(conn, drawn.id).await? {
            return Ok(same(kept, &drawn)?);
        }
        let sealer = match whose {
            Whose::Officer(id) => self.officer(conn, id, now).await?,
            Whose::Party { session, name } => {
                self.party(conn, (drawn.case_id, session), name, now)
                    .await?
            }
        };
        let shown = Shown {
            document: &drawn.document,
            page: drawn.page,
        };
        let certificates = (&sealer.certificate, &sealer.authority);
        let signature = HandSignature::sign(
            drawn.strokes.clone(),
            shown,
            now,
            sealer.signer.as_ref(),
            certificates,
        );
        let signature = match signature {
            Ok(signature) => signature,
            Err(Unsigned::Strokes(why)) => {
                return Err(Refusal::malformed("strokes", HAND, why.to_string()).into());
            }
            Err(Unsigned::Key(error)) => return Err(Fault::internal(error).into()),
        };
        let subject = sealer.certificate.subject();
        let row = HandRow {
            id: drawn.id,
            case_id: drawn.case_id,
            document_sm3: &drawn.document,
            page: i32::try_from(drawn.page).map_err(Fault::internal)?,
            strokes_sm3: &drawn.strokes.digest(),
            signer_kind: subject.kind.name(),
            signer_id: &subject.id,
            signer_name: &subject.name,
            witness: &drawn.witness,
            signed_at: now,
            signature: &signature,
        };
        if store::keep_hand(conn, &row).await? {
            return Ok(HandOnFile {
                id: drawn.id,
                case_id: drawn.case_id,
                witness: drawn.witness,
                signature,
            });
        }
        // Somebody else was faster with the same id.
        match store::hand(conn, drawn.id).await? {
            Some(kept) => Ok(same(kept, &drawn)?),
            None => Err(Fault::internal(Gone).into()),
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a hand signature was kept and is not found")]
struct Gone;

fn same(kept: HandOnFile, drawn: &Drawn) -> Result<HandOnFile, Refusal> {
    let is_same = kept.case_id == drawn.case_id
        && kept.signature.document_sm3 == HEXLOWER.encode(&drawn.document)
        && kept.signature.page == drawn.page
        && kept.signature.strokes == drawn.strokes
        && kept.witness == drawn.witness;
    if is_same {
        return Ok(kept);
    }
    let reason = &general::REQUEST_ID_REUSED;
    Err(Refusal::new(reason, reason.meaning, reason.remedy))
}
