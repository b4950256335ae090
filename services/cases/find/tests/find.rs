//! Finding: exactly the words, only what the searcher may see, newest first, each case once.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use cases_find::{Entry, Eyes, Finder, MOST_COUNTED, Phrase, Position, Query};
use uuid::Uuid;
use words::{Place, Shelved as _};

const NONE: [u64; 0] = [];
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// The id of a case opened so many days after a day of 2023.
fn id(day: u64) -> Uuid {
    let milliseconds = 1_700_000_000_000 + day * DAY_MS;
    Uuid::from_u64_pair((milliseconds << 16) | 0x7000, 0x8000_0000_0000_0000)
}

fn entry(day: u64, words: &str) -> Entry {
    Entry {
        id: id(day),
        words: vec![words.to_owned()],
        procedure: "INSPECTION".to_owned(),
        step: "OPENED".to_owned(),
        agency: "market".to_owned(),
        division: "350604".to_owned(),
        party: "p-1".to_owned(),
        ..Entry::default()
    }
}

fn finder(entries: &[Entry]) -> Finder {
    let finder = Finder::open(&Place::Memory).unwrap();
    finder.write(entries).unwrap();
    let position = Position {
        at: 7,
        hash: vec![0xab, 0x01],
    };
    finder.commit(&position).unwrap();
    assert_eq!(finder.position().unwrap(), Some(position));
    finder
}

fn province() -> Eyes {
    Eyes {
        division: Some("35".to_owned()),
        ..Eyes::default()
    }
}

fn part(name: &str) -> Eyes {
    Eyes {
        parts: vec![name.to_owned()],
        ..Eyes::default()
    }
}

fn words(text: &str) -> Query {
    Query {
        words: Phrase::all("query", text).unwrap(),
        ..Query::default()
    }
}

fn days(finder: &Finder, query: &Query, eyes: &Eyes) -> Vec<u64> {
    let found = finder.find(query, eyes, None, 100).unwrap();
    assert_eq!(found.total, found.ids.len());
    let day = |id: &Uuid| ((id.as_u64_pair().0 >> 16) - 1_700_000_000_000) / DAY_MS;
    found.ids.iter().map(day).collect()
}

#[test]
fn every_word_must_stand_there_as_it_is_and_the_newest_comes_first() {
    let finder = finder(&[
        entry(1, "占道经营"),
        entry(2, "占用道路"),
        entry(3, "占道堆放"),
    ]);
    assert_eq!(days(&finder, &words("占道"), &province()), [3, 1]);
    assert_eq!(days(&finder, &words("占道 经营"), &province()), [1]);
    assert_eq!(days(&finder, &words("道"), &province()), [3, 2, 1]);
    assert_eq!(days(&finder, &words("占道经营堆放"), &province()), NONE);
}

#[test]
fn what_is_not_the_searchers_is_not_there() {
    let mut taken_part = entry(1, "占道经营");
    taken_part.parts = vec!["agency:urban".to_owned(), "officer:o-lin".to_owned()];
    let mut elsewhere = entry(2, "占道经营");
    elsewhere.division = "350405102".to_owned();
    elsewhere.agency = "gaosha".to_owned();
    let finder = finder(&[taken_part, elsewhere]);
    let of = |eyes: &Eyes| days(&finder, &words("占道"), eyes);
    assert_eq!(of(&province()), [2, 1]);
    assert_eq!(of(&part("agency:market")), [1]);
    assert_eq!(of(&part("agency:urban")), [1]);
    assert_eq!(of(&part("officer:o-lin")), [1]);
    assert_eq!(of(&part("agency:gaosha")), [2]);
    assert_eq!(of(&part("agency:fire")), NONE);
    assert_eq!(of(&Eyes::default()), NONE);
    let both = Eyes {
        division: Some("350405".to_owned()),
        ..part("officer:o-lin")
    };
    assert_eq!(of(&both), [2, 1]);
}

#[test]
fn a_case_that_changes_is_found_as_it_is_now() {
    let finder = finder(&[entry(1, "占道经营")]);
    let moved = Entry {
        step: "CLOSED".to_owned(),
        closed: true,
        ..entry(1, "占道经营")
    };
    finder.write(&[moved]).unwrap();
    finder
        .commit(&Position {
            at: 8,
            hash: vec![1],
        })
        .unwrap();
    let at = |step: &str, closed| Query {
        step: Some(step.to_owned()),
        closed: Some(closed),
        ..words("占道")
    };
    assert_eq!(days(&finder, &at("OPENED", false), &province()), NONE);
    assert_eq!(days(&finder, &at("CLOSED", true), &province()), [1]);
}

#[test]
fn pages_of_more_than_is_counted_hold_each_case_once_and_in_order() {
    let many = u64::try_from(MOST_COUNTED).unwrap() + 500;
    // Eight to a day, so that pages end within days and months; written out of order.
    let ids: Vec<Uuid> = (0..many)
        .map(|n| {
            let (high, low) = id(n / 8 % 400).as_u64_pair();
            Uuid::from_u64_pair(high, low | n)
        })
        .collect();
    let entries: Vec<Entry> = ids
        .iter()
        .map(|id| Entry {
            id: *id,
            ..entry(0, "占道经营")
        })
        .collect();
    let finder = finder(&entries);
    let mut seen = Vec::new();
    loop {
        let after = seen.last().copied();
        let page = finder
            .find(&words("占道"), &province(), after, 700)
            .unwrap();
        assert_eq!(page.total, MOST_COUNTED + 1, "counted no further");
        if page.ids.is_empty() {
            break;
        }
        seen.extend(page.ids);
    }
    let mut wanted = ids;
    wanted.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(seen, wanted);
}
