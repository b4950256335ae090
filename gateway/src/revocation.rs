//! Revocations: what this process and every other replica must forget within five seconds.
//!
//! The database is the truth: a revoked session or disabled account is refused whenever it is looked up. What is told here
//! is only whose tokens to look up again. A process tells itself at once, others through the database (read every two
//! seconds) and through Redis where there is one.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

use crate::verified::Verified;

/// Rows read again each time. A row whose transaction was slow to commit may appear below rows already seen; it is found
/// unless this many were written meanwhile.
const OVERLAP: i64 = 256;

/// Whose tokens to look up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// Those of one session.
    Session(Uuid),
    /// Those of one account or service account.
    Principal(String),
}

/// The verified tokens that revocations are applied to.
#[derive(Debug, Clone, Default)]
pub struct Revocations(Arc<Verified>);

impl Revocations {
    /// Those that are applied to `verified`.
    pub fn of(verified: &Arc<Verified>) -> Self {
        Self(Arc::clone(verified))
    }

    /// Forgets the tokens that `revocations` name.
    pub fn apply(&self, revocations: &[Revocation]) {
        let mut sessions = HashSet::new();
        let mut principals = HashSet::new();
        for revocation in revocations {
            match revocation {
                Revocation::Session(session) => sessions.insert(*session),
                Revocation::Principal(principal) => principals.insert(principal.as_str()),
            };
        }
        self.0.forget(|caller| {
            caller
                .session()
                .is_some_and(|session| sessions.contains(&session))
                || principals.contains(caller.actor().principal.as_str())
        });
    }
}

/// Writes a revocation, in the transaction of what caused it.
pub(crate) async fn record(
    executor: impl PgExecutor<'_>,
    revocation: &Revocation,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (kind, subject) = revocation.parts();
    sqlx::query!(
        "insert into revocation (subject_kind, subject, at) values ($1, $2, $3)",
        kind,
        subject,
        at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// How far the revocations of the database have been read.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    last: i64,
    /// Ids seen within the overlap.
    seen: BTreeSet<i64>,
}

impl Reader {
    /// Applies what was revoked since the last time.
    pub(crate) async fn read(
        &mut self,
        pool: &PgPool,
        revocations: &Revocations,
    ) -> Result<(), sqlx::Error> {
        let rows = sqlx::query!(
            r#"
            select revocation_id, subject_kind, subject
            from revocation
            where revocation_id > $1
            order by revocation_id
            "#,
            self.last - OVERLAP,
        )
        .fetch_all(pool)
        .await?;
        let mut new = Vec::new();
        for row in rows {
            if self.seen.insert(row.revocation_id) {
                new.extend(Revocation::from_parts(&row.subject_kind, &row.subject));
            }
            self.last = self.last.max(row.revocation_id);
        }
        self.seen = self.seen.split_off(&(self.last - OVERLAP));
        if !new.is_empty() {
            revocations.apply(&new);
        }
        Ok(())
    }
}

impl Revocation {
    fn parts(&self) -> (&'static str, String) {
        match self {
            Self::Session(session) => ("session", session.to_string()),
            Self::Principal(principal) => ("principal", principal.clone()),
        }
    }

    fn from_parts(kind: &str, subject: &str) -> Option<Self> {
        match kind {
            "session" => Uuid::parse_str(subject).ok().map(Self::Session),
            "principal" => Some(Self::Principal(subject.to_owned())),
            _ => None,
        }
    }
}

impl fmt::Display for Revocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, subject) = self.parts();
        write!(f, "{kind}:{subject}")
    }
}

/// A text that is no revocation.
#[derive(Debug, thiserror::Error)]
#[error("not a revocation")]
pub struct NoRevocation;

impl FromStr for Revocation {
    type Err = NoRevocation;

    fn from_str(text: &str) -> Result<Self, NoRevocation> {
        let (kind, subject) = text.split_once(':').ok_or(NoRevocation)?;
        Self::from_parts(kind, subject).ok_or(NoRevocation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revocation_reads_as_it_was_written() {
        for revocation in [
            Revocation::Session(Uuid::from_u128(7)),
            Revocation::Principal("cases".to_owned()),
        ] {
            assert_eq!(
                revocation.to_string().parse::<Revocation>().unwrap(),
                revocation
            );
        }
        assert!("session:x".parse::<Revocation>().is_err());
    }
}
