//! The best documents of a query on a day: by points, then by their order; nothing else decides.

use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::schema::Kind;

/// What a document must hold to besides the words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sieve {
    pub(crate) kind: Kind,
    /// Day on which it holds.
    pub(crate) on: u64,
    pub(crate) domain: Option<u64>,
    pub(crate) family: Option<u64>,
    /// Bit of the kind of party.
    pub(crate) party: Option<u64>,
}

/// The same, for the documents of one segment.
pub(crate) struct SegmentSieve {
    sieve: Sieve,
    kind: Column,
    from: Column,
    to: Column,
    domain: Column,
    family: Column,
    parties: Column,
}

type Column = Arc<dyn ColumnValues<u64>>;

/// Where a document stands among all that were found: fewer is earlier.
pub(crate) type Standing = (u32, u64);

/// Collects the first `limit` after a standing.
pub(crate) struct Best {
    pub(crate) sieve: Sieve,
    pub(crate) after: Option<Standing>,
    pub(crate) limit: usize,
}

/// The same, in one segment.
pub(crate) struct SegmentBest {
    segment: SegmentOrdinal,
    sieve: SegmentSieve,
    order: Column,
    after: Option<Standing>,
    limit: usize,
    /// The last of those kept on top.
    kept: BinaryHeap<(Standing, DocAddress)>,
}

impl Sieve {
    /// Everything of a kind on a day.
    pub(crate) const fn of(kind: Kind, on: u64) -> Self {
        Self {
            kind,
            on,
            domain: None,
            family: None,
            party: None,
        }
    }

    pub(crate) fn in_segment(self, segment: &SegmentReader) -> tantivy::Result<SegmentSieve> {
        let column = |name| segment.fast_fields().column_first_or_default::<u64>(name);
        Ok(SegmentSieve {
            sieve: self,
            kind: column("kind")?,
            from: column("from")?,
            to: column("to")?,
            domain: column("domain")?,
            family: column("family")?,
            parties: column("parties")?,
        })
    }
}

impl SegmentSieve {
    pub(crate) fn lets(&self, doc: DocId) -> bool {
        let Sieve {
            kind,
            on,
            domain,
            family,
            party,
        } = self.sieve;
        self.kind.get_val(doc) == kind as u64
            && self.from.get_val(doc) <= on
            && self.to.get_val(doc) > on
            && domain.is_none_or(|domain| self.domain.get_val(doc) == domain)
            && family.is_none_or(|family| self.family.get_val(doc) == family)
            && party.is_none_or(|party| self.parties.get_val(doc) & party != 0)
    }
}

/// The more points, the earlier.
pub(crate) fn standing(points: Score, order: u64) -> Standing {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "points are small whole numbers"
    )]
    let points = points.round().max(0.0) as u32;
    (u32::MAX - points, order)
}

impl Collector for Best {
    type Fruit = Vec<(Standing, DocAddress)>;
    type Child = SegmentBest;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentBest> {
        Ok(SegmentBest {
            segment,
            sieve: self.sieve.in_segment(reader)?,
            order: reader.fast_fields().column_first_or_default("order")?,
            after: self.after,
            limit: self.limit,
            kept: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all: Self::Fruit = fruits.into_iter().flatten().collect();
        all.sort_unstable();
        all.truncate(self.limit);
        Ok(all)
    }
}

impl SegmentCollector for SegmentBest {
    type Fruit = Vec<(Standing, DocAddress)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let full = self.kept.len() >= self.limit;
        let worst = self.kept.peek().map(|(standing, _)| *standing);
        let points = standing(score, 0).0;
        if full && worst.is_some_and(|(least, _)| points > least) {
            return;
        }
        if !self.sieve.lets(doc) {
            return;
        }
        let standing = (points, self.order.get_val(doc));
        if self.after.is_some_and(|after| standing <= after) {
            return;
        }
        let found = (standing, DocAddress::new(self.segment, doc));
        if !full {
            self.kept.push(found);
        } else if let Some(mut worst) = self.kept.peek_mut()
            && found < *worst
        {
            *worst = found;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.kept.into_sorted_vec()
    }
}
