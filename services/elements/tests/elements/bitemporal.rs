//! Whatever is corrected and withdrawn, in whatever order: every read of a day as it was known at an instant agrees with the
//! plainest model there is, which keeps all that was ever said and looks for the last that speaks of the day.

use calendar::CivilDate;
use chrono::{DateTime, Duration, Utc};
use contract::elements::v1::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::centre::*;
use crate::pages::code_of;

/// Days that are spoken of, from the first.
const DAYS: i64 = 20;
/// Sequences that are tried.
const CASES: usize = 12;

/// What was published: from this instant on, `name` (or nothing) holds for these days.
#[derive(Debug, Clone)]
struct Said {
    at: DateTime<Utc>,
    from: i64,
    to: Option<i64>,
    name: Option<String>,
}

/// What is to be said next: first day, number of days (open if none), whether it holds at all, and which of a few names, so
/// that the same is said again now and then.
type Saying = (i64, Option<i64>, bool, u8);

fn sayings() -> impl Strategy<Value = Vec<Saying>> {
    let saying = (
        0..DAYS,
        prop::option::of(1..DAYS),
        prop::bool::weighted(0.75),
        0_u8..3,
    );
    prop::collection::vec(saying, 1..7)
}

fn day(offset: i64) -> CivilDate {
    CivilDate::ymd(2022, 1, 1).unwrap().add_days(offset)
}

#[tokio::test]
async fn every_read_at_any_two_instants_agrees_with_what_was_said() {
    let mut centre = longhai().await;
    let mut runner = TestRunner::default();
    for case in 0..CASES {
        let sayings = sayings().new_tree(&mut runner).unwrap().current();
        let id = format!("p-{case:02}");
        let mut said: Vec<Said> = Vec::new();
        for (from, length, holds, name) in &sayings {
            centre.test.clock.advance(Duration::minutes(1));
            let to = length.map(|length| from + length);
            let name = holds.then(|| format!("第{name}号名称"));
            if say(&mut centre, &id, case, (*from, to), name.as_deref()).await {
                let at = centre.test.host.clock.now();
                let from = *from;
                said.push(Said { at, from, to, name });
            }
        }
        agrees(&mut centre, &id, &said, &sayings).await;
    }
    centre.close().await;
}

/// Has it proposed by one and published by another; false: there was nothing to withdraw.
async fn say(
    centre: &mut TestCentre,
    id: &str,
    case: usize,
    (from, to): (i64, Option<i64>),
    name: Option<&str>,
) -> bool {
    let valid_from = day(from).to_string();
    let valid_to = to.map(|to| day(to).to_string()).unwrap_or_default();
    let answer = if let Some(name) = name {
        let body = Party {
            name: name.into(),
            identity_code: code_of(case),
            ..party(id)
        };
        let request = RecordPartyRequest {
            valid_from,
            valid_to,
            ..record_party(body)
        };
        let request = centre.by_clerk(request);
        centre.elements.record_party(request).await.map(drop)
    } else {
        let request = WithdrawElementRequest {
            request_id: fresh(),
            registry: Registry::Party.into(),
            element_id: id.into(),
            valid_from,
            valid_to,
            ..WithdrawElementRequest::default()
        };
        let request = centre.by_clerk(request);
        centre.elements.withdraw_element(request).await.map(drop)
    };
    match answer {
        Ok(()) => true,
        Err(status) => {
            let nothing = is(&status, "NOTHING_HOLDS") || is(&status, "NOT_FOUND");
            assert!(nothing && name.is_none(), "{status:?}");
            false
        }
    }
}

async fn agrees(centre: &mut TestCentre, id: &str, said: &[Said], sayings: &[Saying]) {
    let instants = said
        .iter()
        .flat_map(|said| [said.at, said.at - Duration::seconds(1)]);
    for known in instants {
        for offset in [-1, 0, 3, 7, 11, 15, 19, 30, 60] {
            let expected = said
                .iter()
                .rfind(|said| {
                    said.at <= known && said.from <= offset && said.to.is_none_or(|to| offset < to)
                })
                .and_then(|said| said.name.clone());
            let at = as_of(&day(offset).to_string(), &known.to_rfc3339());
            let request = centre.by_clerk(get_party(id, at));
            let read = centre.elements.get_party(request).await.ok();
            let found = read.map(|read| read.into_inner().party.unwrap().name);
            assert_eq!(
                found,
                expected,
                "{id} on {} as known at {known}, after {sayings:?}",
                day(offset)
            );
        }
    }
}
