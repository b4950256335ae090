//! Tokens that have been verified, so that only the first call of each pays for its signature.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::caller::Caller;

/// Tokens in one generation. Two generations are kept: about 40,000 tokens, some 60 MB when full.
const GENERATION: usize = 20_000;

/// Verified tokens by their whole text. Bounded: when the young generation is full it becomes the old one, and what nobody
/// has used since is forgotten.
#[derive(Debug, Default)]
pub struct Verified(RwLock<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Box<str>, Arc<Caller>>,
    old: HashMap<Box<str>, Arc<Caller>>,
    epoch: u64,
}

/// When a caller began to be looked up: what is forgotten since then must not be remembered from before.
#[derive(Debug, Clone, Copy)]
pub struct Epoch(u64);

impl Verified {
    /// The caller behind a token that was verified before.
    pub fn get(&self, token: &str) -> Option<Arc<Caller>> {
        {
            let generations = self.read();
            if let Some(caller) = generations.young.get(token) {
                return Some(Arc::clone(caller));
            }
            if !generations.old.contains_key(token) {
                return None;
            }
        }
        let mut generations = self.write();
        let (token, caller) = generations.old.remove_entry(token)?;
        generations.remember(token, Arc::clone(&caller));
        Some(caller)
    }

    /// To be taken before the database is asked about a token.
    pub fn epoch(&self) -> Epoch {
        Epoch(self.read().epoch)
    }

    /// Remembers a verified token, unless something was revoked since `begun`: the answer may be from before the revocation.
    pub fn insert(&self, begun: Epoch, token: &str, caller: Arc<Caller>) {
        let mut generations = self.write();
        if generations.epoch == begun.0 {
            generations.remember(token.into(), caller);
        }
    }

    /// Forgets every token of the callers that `gone` names.
    pub fn forget(&self, gone: impl Fn(&Caller) -> bool) {
        let mut generations = self.write();
        generations.epoch += 1;
        generations.young.retain(|_, caller| !gone(caller));
        generations.old.retain(|_, caller| !gone(caller));
    }

    fn read(&self) -> RwLockReadGuard<'_, Generations> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Generations> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn remember(&mut self, token: Box<str>, caller: Arc<Caller>) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(token, caller);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actor::{Actor, Kind};
    use chrono::DateTime;

    fn caller(principal: &str) -> Arc<Caller> {
        let actor = Actor {
            principal: principal.to_owned(),
            kind: Kind::Person,
            officer_id: None,
            display_name: String::new(),
            agency_id: String::new(),
            division: "35".to_owned(),
            postings: vec![],
            permissions: [].into(),
            session_id: None,
            expires: DateTime::UNIX_EPOCH,
        };
        Arc::new(Caller::new(
            actor,
            principal.to_owned(),
            vec![],
            DateTime::UNIX_EPOCH,
        ))
    }

    #[test]
    fn what_was_revoked_meanwhile_is_not_remembered() {
        let verified = Verified::default();
        let begun = verified.epoch();
        verified.forget(|caller| caller.actor().principal == "a");
        verified.insert(begun, "token", caller("a"));
        assert!(verified.get("token").is_none());
        verified.insert(verified.epoch(), "token", caller("a"));
        assert!(verified.get("token").is_some());
    }

    #[test]
    fn the_memory_is_bounded_and_keeps_what_is_used() {
        let verified = Verified::default();
        let someone = caller("a");
        verified.insert(verified.epoch(), "used", Arc::clone(&someone));
        for number in 0..3 * GENERATION {
            verified.insert(verified.epoch(), &number.to_string(), Arc::clone(&someone));
            if number % 1_000 == 0 {
                assert!(verified.get("used").is_some(), "after {number}");
            }
        }
        let generations = verified.read();
        assert!(generations.young.len() + generations.old.len() <= 2 * GENERATION);
    }
}
