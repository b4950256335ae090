//! The history of an aggregate, page by page, with what each event says.

use contract::feed::v1::Event;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::record::Written;

/// A page of events.
const EVENTS: Size = Size::new(100, 500);

/// Which page of which history is wanted.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    /// Method that lists it.
    pub(super) method: &'static str,
    /// Who asks.
    pub(super) principal: &'a str,
    /// Kind and id of the aggregate.
    pub(super) aggregate: (&'static str, Uuid),
    /// Size of the page as it was asked for.
    pub(super) page_size: i32,
    /// Token of the page.
    pub(super) page_token: &'a str,
}

/// A page of a history.
#[derive(Debug)]
pub(super) struct Page {
    /// The events, oldest first.
    pub(super) events: Vec<Event>,
    /// What each says, in Chinese; its name when it cannot be read.
    pub(super) summaries: Vec<String>,
    /// Token of the next page; empty at the end.
    pub(super) next_page_token: String,
}

/// Reads a page. `summary` says what an event says, if it can be read.
pub(super) async fn page(
    conn: &mut PgConnection,
    wanted: &Wanted<'_>,
    summary: impl Fn(&Written) -> Option<String>,
) -> Result<Page, Failure> {
    let size = EVENTS.of(wanted.page_size)?;
    let (kind, id) = wanted.aggregate;
    let list = List::of(wanted.method, wanted.principal, &[id.as_bytes()]);
    let after = list.place(wanted.page_token, |key| key.parse::<i64>().ok())?;
    let after = after.unwrap_or(0);
    let limit = page::one_more(size);
    let mut events = feed::read::of_aggregate(conn, kind, &id.to_string(), after, limit)
        .await
        .map_err(Fault::from)?;
    let more = page::cut(&mut events, size, Event::encoded_len);
    let last = events.last().filter(|_| more);
    let next_page_token = last
        .map(|event| list.token(&event.aggregate_version))
        .unwrap_or_default();
    let says = |event: &Event| {
        let Some(payload) = &event.payload else {
            return String::new();
        };
        let type_name = payload.type_url.rsplit('/').next().unwrap_or_default();
        let written = Written {
            type_name: type_name.to_owned(),
            payload: payload.value.clone(),
        };
        summary(&written).unwrap_or(written.type_name)
    };
    Ok(Page {
        summaries: events.iter().map(says).collect(),
        events,
        next_page_token,
    })
}
