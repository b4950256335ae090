//! Sessions: begun by signing in, renewed by rotating refresh tokens, ended by signing out or by revocation.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use contract::identity::v1::Tokens;
use refusal::Fault;
use sm3::{Digest as _, Sm3};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Identity, timestamp};
use crate::revocation::{self, Revocation};
use crate::tokens::{Claims, YIFA};

/// Length of a refresh token in bytes.
const TOKEN: usize = 32;

/// A refresh token as it is given out, and its hash as it is kept.
pub(super) struct Refresh {
    text: Zeroizing<String>,
    pub(super) hash: Vec<u8>,
}

impl Refresh {
    fn new(identity: &Identity) -> Self {
        let mut bytes = Zeroizing::new([0_u8; TOKEN]);
        identity.entropy.fill(bytes.as_mut());
        Self {
            text: Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_ref())),
            hash: digest(bytes.as_ref()),
        }
    }
}

/// The hash under which a refresh token is kept; none for what is no refresh token.
pub(super) fn hash_of(text: &str) -> Option<Vec<u8>> {
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
    (bytes.len() == TOKEN).then(|| digest(&bytes))
}

fn digest(bytes: &[u8]) -> Vec<u8> {
    Sm3::digest(bytes).to_vec()
}

/// A session as it is known when its tokens are made.
pub(super) struct Session {
    pub(super) account_id: Uuid,
    pub(super) id: Uuid,
    pub(super) ends_at: DateTime<Utc>,
}

impl Identity {
    /// Begins a session for an account that has proved itself, unless its code was used meanwhile.
    pub(super) async fn begin(
        &self,
        account_id: Uuid,
        step: i64,
        source: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Tokens>, Fault> {
        let session = Session {
            account_id,
            id: self.entropy.id(now),
            ends_at: now + seconds(self.settings.session_seconds),
        };
        let refresh = Refresh::new(self);
        let expires = self.refresh_end(&session, now);
        let done = sqlx::query!(
            r#"
            with accepted as (
                update account
                set one_time_step = $2, failed_attempts = 0, locked_until = null
                where account_id = $1
                    and one_time_step < $2
                    and disabled_at is null
                    and (locked_until is null or locked_until <= $5)
                returning account_id
            ), begun as (
                insert into session (session_id, account_id, source, started_at, ends_at)
                select $3::uuid, account_id, $4::text, $5::timestamptz, $6::timestamptz
                from accepted
                returning session_id
            )
            insert into refresh_token (token_hash, session_id, issued_at, expires_at)
            select $7::bytea, session_id, $5, $8::timestamptz
            from begun
            "#,
            session.account_id,
            step,
            session.id,
            source,
            now,
            session.ends_at,
            refresh.hash,
            expires,
        )
        .execute(&self.pool)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        self.tokens(&session, &refresh, now).map(Some)
    }

    /// Renews a session: the old refresh token is used up, a new one takes its place.
    pub(super) async fn renew(
        &self,
        hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<Tokens>, Fault> {
        let refresh = Refresh::new(self);
        let renewed = sqlx::query!(
            r#"
            with used as (
                update refresh_token t
                set used_at = $2
                from session s
                join account a on a.account_id = s.account_id
                where t.token_hash = $1
                    and t.used_at is null
                    and t.expires_at > $2
                    and s.session_id = t.session_id
                    and s.revoked_at is null
                    and s.ends_at > $2
                    and a.disabled_at is null
                returning s.session_id, s.account_id, s.ends_at
            ), renewed as (
                insert into refresh_token (token_hash, session_id, issued_at, expires_at)
                select $3::bytea, session_id, $2, least($4::timestamptz, ends_at)
                from used
            )
            select session_id, account_id, ends_at from used
            "#,
            hash,
            now,
            refresh.hash,
            now + seconds(self.settings.refresh_seconds),
        )
        .fetch_optional(&self.pool)
        .await?;
        match renewed {
            Some(row) => {
                let session = Session {
                    account_id: row.account_id,
                    id: row.session_id,
                    ends_at: row.ends_at,
                };
                self.tokens(&session, &refresh, now).map(Some)
            }
            None => Ok(None),
        }
    }

    /// The open session whose refresh token has been used before: somebody else holds a copy of it.
    pub(super) async fn reused(&self, hash: &[u8]) -> Result<Option<Uuid>, Fault> {
        Ok(sqlx::query_scalar!(
            r#"
            select t.session_id
            from refresh_token t
            join session s on s.session_id = t.session_id
            where t.token_hash = $1 and t.used_at is not null and s.revoked_at is null
            "#,
            hash,
        )
        .fetch_optional(&self.pool)
        .await?)
    }

    /// Ends a session everywhere.
    pub(super) async fn end(
        &self,
        session_id: Uuid,
        because: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let revocation = Revocation::Session(session_id);
        let mut transaction = self.pool.begin().await?;
        let ended = sqlx::query!(
            r#"
            update session
            set revoked_at = $2, revoked_because = $3
            where session_id = $1 and revoked_at is null
            "#,
            session_id,
            now,
            because,
        )
        .execute(&mut *transaction)
        .await?;
        if ended.rows_affected() > 0 {
            revocation::record(&mut *transaction, &revocation, now).await?;
        }
        transaction.commit().await?;
        self.spread(&revocation).await;
        Ok(())
    }

    fn tokens(
        &self,
        session: &Session,
        refresh: &Refresh,
        now: DateTime<Utc>,
    ) -> Result<Tokens, Fault> {
        let expires = (now + seconds(self.settings.access_seconds)).min(session.ends_at);
        let claims = Claims {
            iss: YIFA.to_owned(),
            aud: YIFA.to_owned(),
            sub: session.account_id.to_string(),
            sid: Some(session.id),
            jti: self.entropy.random_id(),
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: expires.timestamp(),
        };
        Ok(Tokens {
            access_token: self.keys.sign(&claims).map_err(Fault::internal)?,
            access_expire_time: Some(timestamp(claims.expires())),
            refresh_token: refresh.text.to_string(),
            refresh_expire_time: Some(timestamp(self.refresh_end(session, now))),
        })
    }

    fn refresh_end(&self, session: &Session, now: DateTime<Utc>) -> DateTime<Utc> {
        (now + seconds(self.settings.refresh_seconds)).min(session.ends_at)
    }
}

/// A setting in seconds as a duration.
pub(super) fn seconds(seconds: u32) -> Duration {
    Duration::seconds(seconds.into())
}
