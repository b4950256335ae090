//! What went wrong on our side.

use std::error::Error;

use crate::Refusal;

type Source = Box<dyn Error + Send + Sync>;

/// A fault of ours. Its text goes to the log, never to the caller.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A part that is needed does not answer; the same call may succeed later.
    #[error("unavailable")]
    Unavailable(#[source] Source),
    /// A bug, or data that cannot be.
    #[error("internal fault")]
    Internal(#[source] Source),
}

impl Fault {
    /// A part that is needed does not answer.
    pub fn unavailable(source: impl Into<Source>) -> Self {
        Self::Unavailable(source.into())
    }

    /// A bug, or data that cannot be.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::Internal(source.into())
    }
}

#[cfg(feature = "database")]
impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Self::Unavailable(error.into()),
            // Class 08 connection, 53 resources (disk full, too many connections), 57 operator intervention
            // (shutdown, cancel), 40 serialisation: all may succeed later.
            sqlx::Error::Database(database)
                if database
                    .code()
                    .is_some_and(|c| matches!(c.get(..2), Some("08" | "53" | "57" | "40"))) =>
            {
                Self::Unavailable(error.into())
            }
            _ => Self::Internal(error.into()),
        }
    }
}

/// Why a call did not succeed: the law's no, or our fault.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A no, for the caller.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// A fault, for the log.
    #[error(transparent)]
    Fault(#[from] Fault),
}

#[cfg(feature = "database")]
impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}
