//! From an access token to a caller: the signature once for each token, the database once, then memory.

use std::sync::Arc;

use actor::{Actor, Kind, Posting};
use chrono::{DateTime, Utc};
use http::{HeaderMap, header};
use refusal::{Failure, Fault};
use sqlx::PgPool;
use uuid::Uuid;

use crate::caller::Caller;
use crate::refusals::unauthenticated;
use crate::roles::{self, Role};
use crate::tokens::{self, Claims, TokenKeys};
use crate::verified::Verified;

/// Believes access tokens.
#[derive(Debug)]
pub struct Authenticator {
    keys: Arc<TokenKeys>,
    verified: Arc<Verified>,
    pool: PgPool,
}

impl Authenticator {
    /// Believes tokens of `keys` whose session or service account stands in the database.
    pub fn new(keys: Arc<TokenKeys>, verified: Arc<Verified>, pool: PgPool) -> Self {
        Self {
            keys,
            verified,
            pool,
        }
    }

    /// Who calls with these headers.
    ///
    /// # Refuses
    /// Unauthenticated, in the same words whatever the reason. Fails closed: when a token has to be looked up and the
    /// database does not answer, the call is refused as unavailable.
    pub async fn authenticate(
        &self,
        headers: &HeaderMap,
        now: DateTime<Utc>,
    ) -> Result<Arc<Caller>, Failure> {
        let token = bearer(headers).ok_or_else(unauthenticated)?;
        if let Some(caller) = self.verified.get(token) {
            if tokens::is_alive(caller.expires(), now) {
                return Ok(caller);
            }
            return Err(unauthenticated().into());
        }
        let claims = self
            .keys
            .verify(token, now)
            .map_err(|_| unauthenticated())?;
        let begun = self.verified.epoch();
        let caller = match claims.sid {
            Some(session) => person(&self.pool, &claims, session, now).await?,
            None => service(&self.pool, &claims).await?,
        };
        let caller = Arc::new(caller.ok_or_else(unauthenticated)?);
        self.verified.insert(begun, token, Arc::clone(&caller));
        Ok(caller)
    }
}

/// The one bearer token of a call. Two are none: which of them is meant would be a guess.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next()?.to_str().ok()?;
    if values.next().is_some() {
        return None;
    }
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= tokens::LONGEST).then_some(token)
}

async fn person(
    pool: &PgPool,
    claims: &Claims,
    session: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Caller>, Fault> {
    let Ok(account) = Uuid::parse_str(&claims.sub) else {
        return Ok(None);
    };
    let row = sqlx::query!(
        r#"
        select a.username, a.display_name, a.officer_id, a.agency_id, a.division,
            array(select r.role from account_role r
                where r.account_id = a.account_id order by r.role) as "roles!",
            array(select p.agency_id from account_posting p
                where p.account_id = a.account_id order by p.agency_id) as "posting_agencies!",
            array(select p.division from account_posting p
                where p.account_id = a.account_id order by p.agency_id) as "posting_divisions!"
        from session s
        join account a on a.account_id = s.account_id
        where s.session_id = $1
            and s.account_id = $2
            and s.revoked_at is null
            and s.ends_at > $3
            and a.disabled_at is null
        "#,
        session,
        account,
        now,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| {
        let roles: Vec<Role> = row
            .roles
            .iter()
            .filter_map(|name| Role::named(name))
            .collect();
        let actor = Actor {
            principal: account.to_string(),
            kind: Kind::Person,
            officer_id: row.officer_id,
            display_name: row.display_name,
            agency_id: row.agency_id,
            division: row.division,
            postings: row
                .posting_agencies
                .into_iter()
                .zip(row.posting_divisions)
                .map(|(agency_id, division)| Posting {
                    agency_id,
                    division,
                })
                .collect(),
            permissions: roles::permissions(&roles),
            session_id: Some(session),
            expires: claims.expires(),
        };
        Caller::new(actor, row.username, row.roles, claims.expires())
    }))
}

async fn service(pool: &PgPool, claims: &Claims) -> Result<Option<Caller>, Fault> {
    let row = sqlx::query!(
        r#"
        select display_name, scopes, division
        from service_account
        where name = $1 and disabled_at is null
        "#,
        claims.sub,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| {
        let actor = Actor {
            principal: claims.sub.clone(),
            kind: Kind::Service,
            officer_id: None,
            display_name: row.display_name,
            agency_id: String::new(),
            division: row.division,
            postings: Vec::new(),
            permissions: row.scopes.into_iter().collect(),
            session_id: None,
            expires: claims.expires(),
        };
        Caller::new(actor, claims.sub.clone(), Vec::new(), claims.expires())
    }))
}
