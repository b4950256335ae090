//! A feed out of memory.

use std::sync::{Arc, Mutex, PoisonError};

use ::feed::{Page, Pages, Source};
use contract::feed::v1::Event;
use futures::{StreamExt as _, stream};
use refusal::Fault;

/// A feed that tells what it is given. Cheap to clone; every clone tells the same.
#[derive(Debug, Clone)]
pub struct Told {
    events: Arc<Mutex<Vec<Event>>>,
    page: usize,
}

impl Told {
    /// A feed of these events, whose positions must be 1, 2, 3 …; it gives at most `page` at once.
    pub fn new(events: Vec<Event>, page: usize) -> Self {
        Self {
            events: Arc::new(Mutex::new(events)),
            page: page.max(1),
        }
    }

    /// The same feed in pages of another size.
    #[must_use]
    pub fn paged(&self, page: usize) -> Self {
        Self {
            events: Arc::clone(&self.events),
            page: page.max(1),
        }
    }

    /// Tells more.
    pub fn tell(&self, events: impl IntoIterator<Item = Event>) {
        self.lock().extend(events);
    }

    /// Everything told.
    pub fn events(&self) -> Vec<Event> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Event>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn after(&self, after: i64, limit: usize) -> Page {
        let events = self.lock();
        let told = i64::try_from(events.len()).unwrap_or(i64::MAX);
        let from = usize::try_from(after.clamp(0, told)).unwrap_or(0);
        let to = events.len().min(from + limit.min(self.page));
        Page {
            events: events[from..to].to_vec(),
            head: told,
        }
    }
}

impl Source for Told {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        Ok(self.after(after, usize::try_from(limit).unwrap_or(0)))
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        let told = self.clone();
        let pages = stream::unfold(after, move |after| {
            let told = told.clone();
            async move {
                let page = told.after(after, told.page);
                let last = page.events.last()?.position;
                Some((Ok(page), last))
            }
        });
        Ok(pages.boxed())
    }
}
