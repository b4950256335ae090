//! Following cases: the same warnings live, in batches cut anywhere, in a replay and after a rebuild.

use contract::cases::v1::{DeadlineState, InspectionKind};
use contract::feed::v1::Event;
use feed::Projection as _;
use refusal::Fault;
use subscription::{Log, Origin, Subscription};
use supervision::follow::Elements;

use crate::office::{self, Office, Seen};
use crate::story::{Opening, Told};

/// A story of three months that gives every rule something to find. After each step `pause` may take over and sweep.
async fn story(office: &Office, told: &Told, live: bool) {
    let step = async || {
        if live {
            office.hear().await;
            office.sweep().await;
        }
    };
    office.on("2026-01-05");
    told.file(
        &Opening {
            id: 1,
            expiry: "2026-02-01",
            ..Opening::default()
        },
        "2026-04-07",
    );
    told.file(
        &Opening {
            id: 2,
            ..Opening::default()
        },
        "2026-02-02",
    );
    told.file(
        &Opening {
            id: 3,
            ..Opening::default()
        },
        "2026-02-02",
    );
    step().await;
    for (id, day, kind) in [
        (11, "2026-01-06", InspectionKind::Daily),
        (12, "2026-01-07", InspectionKind::Case),
        (13, "2026-01-08", InspectionKind::Special),
        (14, "2026-01-09", InspectionKind::Daily),
    ] {
        office.on(day);
        told.inspect(&Opening {
            id,
            kind,
            cap: 2,
            ..Opening::default()
        });
        step().await;
    }
    office.on("2026-01-12");
    told.notice(1, "2026-01-19");
    // Several acts of one obstacle are one warning; what came in time is none.
    told.replay(1, "2026-01-02");
    told.replay(1, "2026-01-02");
    told.replay(1, "2026-01-09");
    step().await;
    for day in ["2026-01-19", "2026-01-20", "2026-01-21", "2026-01-22"] {
        office.on(day);
        step().await;
    }
    // Case 2 comes near and is decided; case 3 comes near and passes.
    office.on("2026-01-26");
    told.decide(2);
    told.adjust(1, ("DECISION", "2026-01-05"), "2026-04-07", "2026-01-20");
    told.adjust(1, ("DECISION", "2026-01-05"), "2026-04-14", "");
    step().await;
    office.on("2026-02-03");
    told.settle(3, "DECISION", DeadlineState::Passed);
    step().await;
    office.on("2026-03-02");
    told.decide(1);
    told.arm(1, "DECISION_SERVICE", "送达处罚决定书期限", "2026-03-11");
    step().await;
    office.on("2026-03-06");
    step().await;
    office.on("2026-03-16");
    // Recorded late: it had passed by then, whatever day the service was.
    told.settle(1, "DECISION_SERVICE", DeadlineState::Met);
    step().await;
}

fn expected() -> Vec<(String, String, String)> {
    let it = |rule: &str, object: &str, state: &str| {
        (rule.to_owned(), object.to_owned(), state.to_owned())
    };
    vec![
        it("BACK_ENTRY_LATE", "2026-01-02", "RAISED"),
        it("CERTIFICATE_ENDING", "o-zheng", "RAISED"),
        it("CLOCK_NEAR", "DECISION:2026-02-02", "CLOSED"),
        it("CLOCK_NEAR", "DECISION:2026-02-02", "CLOSED"),
        it("CLOCK_NEAR", "DECISION_SERVICE:2026-03-11", "CLOSED"),
        it("CLOCK_PASSED", "DECISION:2026-02-02", "RAISED"),
        it("CLOCK_PASSED", "DECISION_SERVICE:2026-03-11", "RAISED"),
        it("DECISION_LATE", "NOTICE", "RAISED"),
        it("INSPECTION_CAP", "i-food:2026", "RAISED"),
    ]
}

fn told_of(seen: &[Seen]) -> Vec<(String, String, String)> {
    let mut told: Vec<_> = seen
        .iter()
        .map(|it| (it.rule.clone(), it.object.clone(), it.state.clone()))
        .collect();
    told.sort();
    told
}

/// Applies events in batches whose sizes follow from a seed.
async fn in_batches(office: &Office, events: &[Event], seed: u64) {
    let projection = office.cases();
    let mut rest = events;
    let mut state = seed;
    while !rest.is_empty() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let size = usize::try_from(state >> 33).unwrap() % 7 + 1;
        let (batch, later) = rest.split_at(size.min(rest.len()));
        let mut tx = office.database.pool.begin().await.unwrap();
        projection.apply(&mut tx, batch).await.unwrap();
        tx.commit().await.unwrap();
        rest = later;
    }
}

#[tokio::test]
async fn live_at_once_and_in_batches_cut_anywhere_the_warnings_are_the_same() {
    let live = office::open("2026-01-05T09:00:00+08:00").await;
    story(&live, &live.told, true).await;
    let seen = live.seen().await;
    assert_eq!(told_of(&seen), expected());
    let gone: Vec<_> = seen.iter().filter(|it| it.state == "CLOSED").collect();
    assert!(
        gone.iter()
            .all(|it| it.outcome.as_deref() == Some("GROUND_GONE"))
    );

    let events = live.told.events();
    for seed in 0..6 {
        let replayed = office::open("2026-09-01T09:00:00+08:00").await;
        in_batches(&replayed, &events, seed).await;
        replayed.sweep().await;
        assert_eq!(replayed.seen().await, seen, "seed {seed}");
        replayed.close().await;
    }
    let at_once = office::open("2026-09-01T09:00:00+08:00").await;
    story(&at_once, &at_once.told, false).await;
    at_once.on("2026-09-01");
    at_once.hear().await;
    assert_eq!(at_once.seen().await, seen);
    at_once.close().await;
    live.close().await;
}

#[tokio::test]
async fn a_rebuild_keeps_what_there_is_and_raises_nothing_twice() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    story(&office, &office.told, true).await;
    // A yellow one that still stands.
    office.told.file(
        &Opening {
            id: 4,
            ..Opening::default()
        },
        "2026-03-20",
    );
    office.hear().await;
    office.on("2026-03-17");
    office.sweep().await;
    let seen = office.seen().await;
    let recorded = recorded(&office).await;
    let pool = office.database.pool.clone();
    let now = office.test.host.clock.now();
    let rebuilt = feed::rebuild(&pool, &office.cases(), &office.told, now)
        .await
        .unwrap();
    assert!(rebuilt.digest_before.is_some());
    assert_eq!(rebuilt.digest_before, rebuilt.digest_after);
    assert_eq!(office.seen().await, seen);
    assert_eq!(office.sweep().await.events, 0);
    assert_eq!(recorded, self::recorded(&office).await);

    let mut tx = pool.begin().await.unwrap();
    office.cases().clear(&mut tx).await.unwrap();
    let emptied = office.cases().digest(&mut tx).await.unwrap();
    assert_ne!(emptied, rebuilt.digest_after);
    drop(tx);
    office.close().await;
}

async fn recorded(office: &Office) -> i64 {
    sqlx::query_scalar("select count(*) from record")
        .fetch_one(&office.database.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_does_not_fit_is_a_fault_of_the_event_and_not_of_the_moment() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    let apply = async |told: &Told, origin: Origin| {
        let mut tx = office.database.pool.begin().await.unwrap();
        let events = told.events();
        let done = office.cases_of(origin).apply(&mut tx, &events).await;
        tx.rollback().await.unwrap();
        done
    };
    let unknown = Told::new(office.test.clock.clone());
    unknown.settle(7, "DECISION", DeadlineState::Met);
    let done = apply(&unknown, Origin::HERE).await;
    assert!(matches!(done, Err(Fault::Internal(_))));
    // The same of a lead, which stands in the same log: no rule speaks of it, and it is no poison.
    let mut of_lead = unknown.events();
    "lead".clone_into(&mut of_lead[0].aggregate_type);
    let mut tx = office.database.pool.begin().await.unwrap();
    let leads = office.cases_of(Origin::HERE).apply(&mut tx, &of_lead).await;
    assert!(leads.is_ok());
    tx.rollback().await.unwrap();
    let no_clock = Told::new(office.test.clock.clone());
    no_clock.file(&Opening::default(), "2026-04-07");
    no_clock.settle(1, "CLOSING", DeadlineState::Met);
    let done = apply(&no_clock, Origin::HERE).await;
    assert!(matches!(done, Err(Fault::Internal(_))));
    office.told.file(&Opening::default(), "2026-04-07");
    office.hear().await;
    let anothers = Told::new(office.test.clock.clone());
    anothers.settle(1, "DECISION", DeadlineState::Passed);
    let done = apply(&anothers, Origin::named("350604")).await;
    assert!(
        matches!(done, Err(Fault::Internal(_))),
        "the origin that opened it owns it"
    );
    office.close().await;
}

#[tokio::test]
async fn names_of_agencies_and_divisions_are_those_they_have_now() {
    use contract::elements::v1::element::Body;
    use contract::elements::v1::{
        Agency, Division, Element, ElementChanged, Registry, TimelineEntry,
    };
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let entry = |from: &str, body: Body| TimelineEntry {
        valid_from: from.to_owned(),
        valid_to: String::new(),
        element: Some(Element { body: Some(body) }),
    };
    let agency = |name: &str| {
        Body::Agency(Agency {
            agency_id: crate::story::MARKET.to_owned(),
            name: name.to_owned(),
            ..Agency::default()
        })
    };
    let elements = Told::new(office.test.clock.clone());
    elements.tell(
        900,
        &ElementChanged {
            registry: Registry::Agency.into(),
            element_id: crate::story::MARKET.to_owned(),
            timeline: vec![
                entry("2021-01-01", agency("旧名")),
                entry("2026-01-01", agency("新名")),
            ],
            ..ElementChanged::default()
        },
    );
    elements.tell(
        901,
        &ElementChanged {
            registry: Registry::Division.into(),
            element_id: "350604".to_owned(),
            timeline: vec![entry(
                "2021-01-01",
                Body::Division(Division {
                    code: "350604".to_owned(),
                    name: "龙海区".to_owned(),
                    parent: "3506".to_owned(),
                }),
            )],
            ..ElementChanged::default()
        },
    );
    let subscription = Subscription::new(supervision::NAME, Log::Elements, Origin::HERE);
    let projection = Elements::new(&subscription);
    let pool = office.database.pool.clone();
    let now = office.test.host.clock.now();
    let first = feed::rebuild(&pool, &projection, &elements, now)
        .await
        .unwrap();
    let again = feed::rebuild(&pool, &projection, &elements, now)
        .await
        .unwrap();
    assert_eq!(first.digest_after, again.digest_before);
    assert_eq!(again.digest_before, again.digest_after);
    assert_ne!(first.digest_before, first.digest_after);

    office.told.file(
        &Opening {
            expiry: "2026-03-20",
            ..Opening::default()
        },
        "2026-06-01",
    );
    office.hear().await;
    let warning = office.only().await;
    assert_eq!(warning.present_agency_name, "新名");
    let mut api = office.api.clone();
    let counts = api.count_warnings(office.by(
        &office::hong(),
        contract::supervision::v1::CountWarningsRequest::default(),
    ));
    let counts = counts.await.unwrap().into_inner().counts;
    assert_eq!(
        (counts.len(), counts[0].division_name.as_str()),
        (1, "龙海区")
    );
    office.close().await;
}

#[tokio::test]
async fn a_calendar_that_is_told_moves_the_day_on_which_a_clock_is_near() {
    use contract::elements::v1::element::Body;
    use contract::elements::v1::{
        Element, ElementChanged, HolidayCalendar, Registry, TimelineEntry,
    };
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    // A week off in March, by a document: ten working days before the last are a week earlier.
    let week = [
        "2026-03-23",
        "2026-03-24",
        "2026-03-25",
        "2026-03-26",
        "2026-03-27",
    ];
    let shipped = [
        "2026-01-01",
        "2026-01-02",
        "2026-02-16",
        "2026-02-17",
        "2026-02-18",
        "2026-02-19",
        "2026-02-20",
        "2026-02-23",
    ];
    let calendar = HolidayCalendar {
        holiday_calendar_id: "2026".to_owned(),
        document_number: "国办发明电〔2026〕1号".to_owned(),
        days_off: shipped
            .iter()
            .chain(&week)
            .map(|day| (*day).to_owned())
            .collect(),
        make_up_days: Vec::new(),
    };
    let elements = Told::new(office.test.clock.clone());
    elements.tell(
        902,
        &ElementChanged {
            registry: Registry::HolidayCalendar.into(),
            element_id: "2026".to_owned(),
            timeline: vec![TimelineEntry {
                valid_from: "2026-01-01".to_owned(),
                valid_to: String::new(),
                element: Some(Element {
                    body: Some(Body::HolidayCalendar(calendar)),
                }),
            }],
            ..ElementChanged::default()
        },
    );
    let subscription = Subscription::new(supervision::NAME, Log::Elements, Origin::HERE);
    let projection = Elements::new(&subscription);
    let now = office.test.host.clock.now();
    let told = feed::rebuild(&office.database.pool, &projection, &elements, now)
        .await
        .unwrap();
    assert_ne!(told.digest_before, told.digest_after);

    office.told.file(&Opening::default(), "2026-03-31");
    office.hear().await;
    office.on("2026-03-09");
    assert_eq!(office.sweep().await.events, 0);
    office.on("2026-03-10");
    assert_eq!(office.sweep().await.events, 1);
    office.close().await;
}
