//! Acts on one case take turns within a process, before they take a connection: they would only overtake one another in
//! the database. Between processes the version of the case decides.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use cases_domain::CaseId;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Queues: enough that two cases seldom share one.
const QUEUES: usize = 256;

/// The queues of the acts.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    cases: Queues,
    numbers: Queues,
}

type Queues = Arc<[Arc<Mutex<()>>]>;

impl Turns {
    /// Empty queues.
    pub(crate) fn new() -> Self {
        let queues = || (0..QUEUES).map(|_| Arc::default()).collect();
        Self {
            cases: queues(),
            numbers: queues(),
        }
    }

    /// Waits for its turn, first come first served; the turn ends when the guard is dropped. An act that opens a case
    /// has nobody to wait for.
    pub(crate) async fn take(&self, case_id: Option<CaseId>) -> Option<OwnedMutexGuard<()>> {
        let id = case_id?.0.as_u128();
        // The random bits of an id stand at its end.
        let at = usize::try_from(id % QUEUES as u128).ok()?;
        let queue = Arc::clone(self.cases.get(at)?);
        Some(queue.lock_owned().await)
    }

    /// Waits for its turn to take a document number of an agency, after that of the case. Only a guess at whose numbers they
    /// will be: which number it is, the database decides.
    pub(crate) async fn number(&self, agency_id: &str) -> Option<OwnedMutexGuard<()>> {
        let mut hasher = DefaultHasher::new();
        agency_id.hash(&mut hasher);
        let at = usize::try_from(hasher.finish() % QUEUES as u64).ok()?;
        let queue = Arc::clone(self.numbers.get(at)?);
        Some(queue.lock_owned().await)
    }
}
