//! Places for connections and for calls: bounded in all, and for each source, so that none can take them all.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many places in all, and so many for one source.
#[derive(Debug, Clone)]
pub(crate) struct Places(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    all: usize,
    per_source: usize,
    present: Mutex<Present>,
}

#[derive(Debug, Default)]
struct Present {
    all: usize,
    by_source: HashMap<IpAddr, usize>,
}

/// A place, given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    places: Places,
    source: Option<IpAddr>,
}

impl Places {
    pub(crate) fn new(all: usize, per_source: usize) -> Self {
        Self(Arc::new(Inner {
            all,
            per_source,
            present: Mutex::default(),
        }))
    }

    /// A place, when there is one. Without a source only the total counts.
    pub(crate) fn enter(&self, source: Option<IpAddr>) -> Option<Place> {
        let mut present = self.present();
        if present.all >= self.0.all {
            return None;
        }
        if let Some(source) = source {
            let count = present.by_source.get(&source).copied().unwrap_or(0);
            if count >= self.0.per_source {
                return None;
            }
            present.by_source.insert(source, count + 1);
        }
        present.all += 1;
        Some(Place {
            places: self.clone(),
            source,
        })
    }

    /// Places taken in all.
    pub(crate) fn taken(&self) -> i64 {
        i64::try_from(self.present().all).unwrap_or(i64::MAX)
    }

    fn present(&self) -> MutexGuard<'_, Present> {
        self.0
            .present
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut present = self.places.present();
        present.all = present.all.saturating_sub(1);
        if let Some(source) = self.source
            && let Some(count) = present.by_source.get_mut(&source)
        {
            *count -= 1;
            if *count == 0 {
                present.by_source.remove(&source);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_and_given_back() {
        let places = Places::new(3, 2);
        let (a, b): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let first = places.enter(Some(a));
        let second = places.enter(Some(a));
        assert!(first.is_some() && second.is_some());
        assert!(places.enter(Some(a)).is_none(), "a third of one source");
        let third = places.enter(Some(b));
        assert!(third.is_some());
        assert!(places.enter(None).is_none(), "a fourth in all");
        drop((first, second, third));
        assert!(places.enter(Some(a)).is_some());
        assert!(places.present().by_source.is_empty());
    }
}
