//! An extract of an aggregate's record: some events in full, of the others no more than their hashes, and still one chain under one
//! signed head. What a party gets, who may see what concerns it and not what was deliberated about it.

use serde::{Deserialize, Serialize};

use crate::bundle::{About, Bundle, BundledEvent, BundledHead, Link};
use crate::hash::Hash;
use crate::verify::{Problem, Report};

/// Format of the file.
const FORMAT: &str = "yifa.extract.v1";

/// An aggregate's events, some of them withheld, with the proof that each stands in the log, and the signed head of the log.
///
/// It shows what a bundle shows of the events it gives in full, that each is linked to the one before it, and how many are
/// withheld and where: none can be left out unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extract {
    /// `yifa.extract.v1`.
    pub format: String,
    /// Kind of the aggregate, e.g. `case`.
    pub aggregate_type: String,
    /// Id of the aggregate.
    pub aggregate_id: String,
    /// The events, oldest first.
    pub events: Vec<Extracted>,
    /// Signed head of the log.
    pub head: BundledHead,
    /// Public key that the log says it signs with (SPKI, PEM). Trust it only if it came another way too.
    pub public_key_pem: String,
}

/// An event of an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extracted {
    /// Given in full.
    Shown(Box<BundledEvent>),
    /// Withheld: that it is there, and nothing of what it says.
    Withheld(Withheld),
}

/// An event of which no more is told than that it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// Position in the feed.
    pub position: i64,
    /// Version of the aggregate after the event.
    pub aggregate_version: i64,
    /// Hash of the event.
    pub hash: Hash,
    /// Siblings from the leaf upwards, up to the head's root.
    pub inclusion: Vec<Hash>,
}

impl Extract {
    /// An extract that shows the events for which `shown` says so.
    pub fn of(bundle: Bundle, shown: impl Fn(&BundledEvent) -> bool) -> Self {
        let events = bundle.events.into_iter().map(|event| {
            if shown(&event) {
                return Extracted::Shown(Box::new(event));
            }
            Extracted::Withheld(Withheld {
                position: event.position,
                aggregate_version: event.aggregate_version,
                hash: event.hash,
                inclusion: event.inclusion,
            })
        });
        Self {
            format: FORMAT.to_owned(),
            aggregate_type: bundle.aggregate_type,
            aggregate_id: bundle.aggregate_id,
            events: events.collect(),
            head: bundle.head,
            public_key_pem: bundle.public_key_pem,
        }
    }

    /// The events that are given in full.
    pub fn shown(&self) -> impl Iterator<Item = &BundledEvent> {
        self.events.iter().filter_map(|event| match event {
            Extracted::Shown(event) => Some(event.as_ref()),
            Extracted::Withheld(_) => None,
        })
    }
}

/// Checks an extract without a database. `trusted_public_pem` holds the keys that the reader got another way; without it the
/// extract's own key is used, and the report says that nobody vouched for it.
pub fn verify(extract: &Extract, trusted_public_pem: Option<&str>) -> Report {
    let about = About {
        kind: &extract.aggregate_type,
        id: &extract.aggregate_id,
        head: &extract.head,
        public_pem: trusted_public_pem.unwrap_or(&extract.public_key_pem),
    };
    let mut report = about.report(trusted_public_pem.is_some());
    if extract.format != FORMAT {
        let what = format!("the format is not {FORMAT}");
        report.add(Problem::new("bundle", what));
        return report;
    }
    about.check_head(&mut report);
    if extract.events.is_empty() {
        report.add(Problem::new("bundle", "it holds no event"));
    }
    let mut link = Link::default();
    for event in &extract.events {
        link = match event {
            Extracted::Shown(event) => about.check(event, link, &mut report),
            Extracted::Withheld(it) => {
                let here = Link {
                    version: it.aggregate_version,
                    hash: it.hash,
                    position: it.position,
                };
                about.check_place(here, link, &it.inclusion, &mut report);
                here
            }
        };
    }
    report
}
