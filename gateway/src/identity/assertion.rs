//! Assertions of service accounts (private_key_jwt, RFC 7523): made by others' libraries, so their header is read, strictly.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use refusal::Fault;
use serde::Deserialize;

use super::{Identity, Visit};
use crate::tokens::{self, YIFA};

/// Longest time an assertion may still be good for, in seconds, with what clocks may differ by.
const LIFE: i64 = 5 * 60 + 5;
/// Longest id of an assertion.
const LONGEST_JTI: usize = 128;

/// A header that only names the algorithm and perhaps the key. `crit`, `jku`, `x5u`, `jwk` and anything else unknown is
/// refused: following any of them would let the assertion choose how it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default, rename = "kid")]
    _kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: i64,
    jti: String,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
}

struct Parts<'a> {
    message: &'a str,
    signature: &'a str,
    claims: Claims,
}

impl Identity {
    /// The service account that an assertion proves; none when it proves none.
    pub(super) async fn asserted(
        &self,
        visit: &Visit,
        assertion: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, Fault> {
        let Some(parts) = read(assertion) else {
            visit.note.reason("ASSERTION_UNREADABLE");
            return Ok(None);
        };
        let claims = &parts.claims;
        visit.note.username(&claims.iss);
        if !is_timely(claims, now) || claims.iss != claims.sub || claims.aud != YIFA {
            visit.note.reason("ASSERTION_UNFIT");
            return Ok(None);
        }
        let key = sqlx::query_scalar!(
            "select public_key_pem from service_account where name = $1 and disabled_at is null",
            claims.iss,
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(key) = key else {
            visit.note.reason("NO_SUCH_SERVICE_ACCOUNT");
            return Ok(None);
        };
        let key = DecodingKey::from_ed_pem(key.as_bytes()).map_err(Fault::internal)?;
        let signed = crypto::verify(
            parts.signature,
            parts.message.as_bytes(),
            &key,
            Algorithm::EdDSA,
        );
        if !signed.unwrap_or(false) {
            visit.note.reason("ASSERTION_FORGED");
            return Ok(None);
        }
        if !self.is_first_use(claims).await? {
            visit.note.reason("ASSERTION_REUSED");
            return Ok(None);
        }
        Ok(Some(parts.claims.iss))
    }

    async fn is_first_use(&self, claims: &Claims) -> Result<bool, Fault> {
        // Kept a little longer than the assertion is good for, so that clocks that differ find it too.
        let expires = DateTime::from_timestamp(claims.exp + 60, 0)
            .ok_or_else(|| Fault::internal("an assertion's end was checked and is no instant"))?;
        let kept = sqlx::query!(
            r#"
            insert into used_assertion (name, jti, expires_at)
            values ($1, $2, $3)
            on conflict do nothing
            "#,
            claims.iss,
            claims.jti,
            expires,
        )
        .execute(&self.pool)
        .await?;
        Ok(kept.rows_affected() == 1)
    }
}

fn read(assertion: &str) -> Option<Parts<'_>> {
    if assertion.len() > tokens::LONGEST {
        return None;
    }
    let (message, signature) = assertion.rsplit_once('.')?;
    let (header, claims) = message.split_once('.')?;
    let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
    let is_jwt = header.typ.is_none_or(|typ| typ.eq_ignore_ascii_case("jwt"));
    if header.alg != "EdDSA" || !is_jwt {
        return None;
    }
    let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
    let fits = |text: &str| (1..=LONGEST_JTI).contains(&text.len()) && !text.contains('\0');
    (fits(&claims.jti) && fits(&claims.iss)).then_some(Parts {
        message,
        signature,
        claims,
    })
}

fn is_timely(claims: &Claims, now: DateTime<Utc>) -> bool {
    let present = now.timestamp();
    let (iat, nbf) = (
        claims.iat.unwrap_or(present),
        claims.nbf.unwrap_or(present.min(claims.exp)),
    );
    tokens::is_current(iat, nbf, claims.exp, now) && claims.exp <= present.saturating_add(LIFE)
}
