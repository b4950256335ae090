//! The newest of what matches, without looking at all of it.
//!
//! A search that matches little is looked through whole. One that matches much is looked through month by month, newest first,
//! until the page is full: of five million cases only those of a few months are touched.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::query::{BooleanQuery, EnableScoring, Query};
use tantivy::{DocSet as _, Searcher, SegmentReader, TERMINATED};
use uuid::Uuid;
use words::{Indexed, term};

use crate::query::Found;
use crate::schema::{Fields, HIGH, LOW};

/// Matches counted at most; past that it is only said that there are more.
pub const MOST_COUNTED: usize = 10_000;

type Column = Arc<dyn ColumnValues<u64>>;

/// Finds a page of at most `limit` cases, newest first, after a case.
pub(crate) fn find(
    searcher: &Searcher,
    fields: &Fields,
    wanted: &BooleanQuery,
    after: Option<Uuid>,
    limit: usize,
) -> Indexed<Found> {
    let mut all = Newest::new(after, limit);
    let mut total = 0;
    each(searcher, wanted, |id| {
        all.offer(id);
        total += 1;
        total <= MOST_COUNTED
    })?;
    if total <= MOST_COUNTED {
        let ids = all.page();
        return Ok(Found { ids, total });
    }
    let mut newest = Newest::new(after, limit);
    for month in months(searcher, after)? {
        let of_month = term(fields.month, &month.to_string());
        let both = BooleanQuery::intersection(vec![Box::new(wanted.clone()), of_month]);
        each(searcher, &both, |id| {
            newest.offer(id);
            true
        })?;
        if newest.is_full() {
            break;
        }
    }
    Ok(Found {
        ids: newest.page(),
        total,
    })
}

/// Months of thirty days since the beginning of Unix time; the upper 48 bits of an id are milliseconds.
pub(crate) const fn month(high: u64) -> u64 {
    (high >> 16) / (30 * 24 * 60 * 60 * 1_000)
}

/// The months in which cases may have been opened, newest first, from that of a case on.
fn months(searcher: &Searcher, after: Option<Uuid>) -> Indexed<impl Iterator<Item = u64>> {
    let (mut first, mut last) = (u64::MAX, 0);
    for reader in searcher.segment_readers() {
        let high = column(reader, HIGH)?;
        if reader.max_doc() > 0 {
            first = first.min(month(high.min_value()));
            last = last.max(month(high.max_value()));
        }
    }
    if let Some(after) = after {
        last = last.min(month(after.as_u64_pair().0));
    }
    Ok((first..=last).rev())
}

/// Visits the ids of what matches, in no order, until told to stop.
fn each(
    searcher: &Searcher,
    query: &dyn Query,
    mut visit: impl FnMut(Uuid) -> bool,
) -> Indexed<()> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for reader in searcher.segment_readers() {
        let (high, low) = (column(reader, HIGH)?, column(reader, LOW)?);
        let mut matching = weight.scorer(reader, 1.0)?;
        let mut document = matching.doc();
        while document != TERMINATED {
            let deleted = reader
                .alive_bitset()
                .is_some_and(|alive| alive.is_deleted(document));
            if !deleted {
                let id = Uuid::from_u64_pair(high.get_val(document), low.get_val(document));
                if !visit(id) {
                    return Ok(());
                }
            }
            document = matching.advance();
        }
    }
    Ok(())
}

fn column(reader: &SegmentReader, name: &str) -> Indexed<Column> {
    Ok(reader.fast_fields().u64(name)?.first_or_default_col(0))
}

/// The newest of those offered, after a case.
struct Newest {
    after: Option<Uuid>,
    limit: usize,
    /// The oldest of those kept on top.
    kept: BinaryHeap<Reverse<Uuid>>,
}

impl Newest {
    fn new(after: Option<Uuid>, limit: usize) -> Self {
        Self {
            after,
            limit,
            kept: BinaryHeap::new(),
        }
    }

    fn offer(&mut self, id: Uuid) {
        if self.after.is_some_and(|after| id >= after) {
            return;
        }
        if !self.is_full() {
            self.kept.push(Reverse(id));
        } else if let Some(mut oldest) = self.kept.peek_mut()
            && oldest.0 < id
        {
            *oldest = Reverse(id);
        }
    }

    fn is_full(&self) -> bool {
        self.kept.len() >= self.limit
    }

    fn page(self) -> Vec<Uuid> {
        let sorted = self.kept.into_sorted_vec();
        sorted.into_iter().map(|Reverse(id)| id).collect()
    }
}
