//! However events come – in other batches, twice, late, from several deployments, anew – the same is counted.

use analytics::synthetic::{self, Dice, Scribe, Told};
use chrono::NaiveDate;
use contract::cases::v1::{DecisionRevoked, LeadAccepted};
use contract::feed::v1::Event;
use feed::Source as _;
use refusal::Fault;
use subscription::Log;
use uuid::Uuid;

use crate::bureau::{self, here, of, published, raised, reader, subject};

fn first() -> NaiveDate {
    "2026-01-20".parse().unwrap()
}

#[tokio::test]
async fn batches_of_any_size_count_the_same() {
    let events = synthetic::cases(21, 900, 15, first());
    let mut digests = Vec::new();
    for page in [1, 13, 900] {
        let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
        let told = Told::new(events.clone(), page);
        bureau.hear(&here(Log::Cases), &told).await;
        digests.push(bureau.digest(&here(Log::Cases)).await);
        bureau.close().await;
    }
    assert_eq!(digests[0], digests[1]);
    assert_eq!(digests[0], digests[2]);
}

#[tokio::test]
async fn what_is_told_twice_or_late_counts_once() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let events = synthetic::cases(22, 600, 15, first());
    let cases = here(Log::Cases);
    let mut dice = Dice::new(22);
    let told = Told::new(events.clone(), 2_000);
    bureau.hear(&cases, &told).await;
    let digest = bureau.digest(&cases).await;

    // A feed that begins anew from further back, in other pages.
    for _ in 0..5 {
        let again = told.paged(1 + dice.below(200));
        bureau.hear(&cases, &again).await;
    }
    // A second replica that has not noticed how far the first has come.
    let page = told.list(0, 2_000).await.unwrap();
    assert_eq!(page.events.len(), events.len());
    assert_eq!(bureau.digest(&cases).await, digest);
    bureau.close().await;
}

#[tokio::test]
async fn counting_anew_changes_nothing() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let warnings = crate::model::made_up_warnings(23, 80, first());
    let publications = crate::model::made_up_publications(23, 80, first());
    for (subscription, events) in [
        (here(Log::Cases), synthetic::cases(23, 900, 15, first())),
        (here(Log::Supervision), warnings),
        (here(Log::Disclosure), publications),
        (
            of("350604", Log::Cases),
            synthetic::cases(24, 500, 15, first()),
        ),
    ] {
        let told = Told::new(events, 97);
        bureau.hear(&subscription, &told).await;
        let rebuilt = bureau.rebuild(&subscription, &told.paged(400)).await;
        assert_eq!(
            rebuilt.digest_before, rebuilt.digest_after,
            "{subscription:?}"
        );
        assert_eq!(rebuilt.events, rebuilt.position_before);
    }
    bureau.close().await;
}

#[tokio::test]
async fn a_digest_sees_a_sum_that_no_row_confirms() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let cases = here(Log::Cases);
    let told = Told::new(synthetic::cases(25, 300, 15, first()), 2_000);
    bureau.hear(&cases, &told).await;
    let before = bureau.digest(&cases).await;
    let tampered =
        "update rollup set count = count + 1 where measure = 1 and level = 1 and grain = 1";
    bureau.database.tamper(tampered).await;
    assert_ne!(bureau.digest(&cases).await, before);
    bureau.close().await;
}

#[tokio::test]
async fn a_lower_deployments_cases_are_counted_with_ones_own_and_forgotten_alone() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let caller = reader("35");
    let own = Told::new(synthetic::cases(26, 400, 15, first()), 2_000);
    let lower = Told::new(synthetic::cases(27, 300, 15, first()), 2_000);
    let (here, county) = (here(Log::Cases), of("350604", Log::Cases));
    bureau.hear(&here, &own).await;
    let alone = bureau.figure(&caller, "cases.opened").await.value;
    let digest = bureau.digest(&here).await;
    bureau.hear(&county, &lower).await;
    let both = bureau.figure(&caller, "cases.opened").await;
    let of_lower = both.value - alone;
    assert!(of_lower > 0);
    let rows = bureau.rows(&caller, &both, 500).await;
    let received = rows.iter().filter(|row| row.origin == "350604").count();
    assert_eq!(i64::try_from(received).unwrap(), of_lower);
    assert_eq!(bureau.digest(&here).await, digest);

    // The county's feed is emptied: the city's own stays.
    let nothing = Told::new(Vec::new(), 10);
    bureau.rebuild(&county, &nothing).await;
    assert_eq!(bureau.figure(&caller, "cases.opened").await.value, alone);
    assert_eq!(bureau.digest(&here).await, digest);
    bureau.close().await;
}

#[tokio::test]
async fn a_case_that_two_deployments_tell_of_is_the_first_ones() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let told = Told::new(synthetic::cases(28, 50, 15, first()), 2_000);
    bureau.hear(&here(Log::Cases), &told).await;
    let before = bureau.figure(&reader("35"), "cases.opened").await.value;
    let mut conn = bureau.database.pool.acquire().await.unwrap();
    let projection = analytics::follow::Cases::new(&of("350604", Log::Cases));
    let refused = feed::Projection::apply(&projection, &mut conn, &told.events()).await;
    assert!(matches!(refused, Err(Fault::Internal(_))), "{refused:?}");
    drop(conn);
    let after = bureau.figure(&reader("35"), "cases.opened").await.value;
    assert_eq!(before, after);
    bureau.close().await;
}

#[tokio::test]
async fn an_act_of_a_case_that_was_never_opened_is_not_counted_away() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let mut scribe = Scribe::default();
    let id = Uuid::from_u128(5).to_string();
    let orphan = scribe.write(
        ("case", &id),
        "350604001",
        bureau::on("2026-03-01"),
        &DecisionRevoked::default(),
    );
    let mut conn = bureau.database.pool.acquire().await.unwrap();
    let projection = analytics::follow::Cases::new(&here(Log::Cases));
    let refused = feed::Projection::apply(&projection, &mut conn, &[orphan]).await;
    assert!(matches!(refused, Err(Fault::Internal(_))), "{refused:?}");
    drop(conn);
    bureau.close().await;
}

#[tokio::test]
async fn a_revoked_decision_moves_the_fine_and_stays_a_decision() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let events = synthetic::cases(29, 3_000, 15, first());
    let is_revoked = |event: &Event| {
        let url = event.payload.as_ref().map(|any| any.type_url.clone());
        url.is_some_and(|url| url.ends_with("DecisionRevoked")) && DecisionRevoked::is_fall(event)
    };
    let at = events.iter().position(is_revoked).unwrap();
    let told = Told::new(events[..at].to_vec(), 2_000);
    bureau.hear(&here(Log::Cases), &told).await;
    let caller = reader("35");
    let figures = || async {
        let mut values = Vec::new();
        for id in [
            "penalties.decided",
            "fines.decided",
            "fines.paid",
            "decisions.revoked",
        ] {
            values.push(bureau.figure(&caller, id).await.value);
        }
        values
    };
    let before = figures().await;
    told.tell([events[at].clone()]);
    bureau.hear(&here(Log::Cases), &told).await;
    let after = figures().await;
    assert_eq!(after[0], before[0]);
    assert!(after[1] < before[1]);
    assert_eq!(after[2], before[2]);
    assert_eq!(after[3], before[3] + 1);
    bureau.close().await;
}

trait Falls {
    fn is_fall(event: &Event) -> bool;
}

impl Falls for DecisionRevoked {
    fn is_fall(event: &Event) -> bool {
        use contract::cases::v1::RevocationEffect;
        use prost::Message as _;
        let value = &event.payload.as_ref().unwrap().value;
        let revoked = Self::decode(value.as_slice()).unwrap();
        matches!(
            revoked.effect(),
            RevocationEffect::Revoked | RevocationEffect::DeclaredVoid
        )
    }
}

#[tokio::test]
async fn what_an_upper_deployment_raises_or_publishes_of_its_own_is_not_counted_again() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let caller = reader("3506");
    let mut scribe = Scribe::default();
    let warning = raised(&mut scribe, Uuid::from_u128(1), subject("2026-03-01"));
    let county = Told::new(vec![warning], 10);
    bureau.hear(&of("350604", Log::Supervision), &county).await;
    let mut scribe = Scribe::default();
    let mut same = subject("2026-03-02");
    same.origin = "350604".to_owned();
    let own = Told::new(vec![raised(&mut scribe, Uuid::from_u128(2), same)], 10);
    bureau.hear(&here(Log::Supervision), &own).await;
    assert_eq!(bureau.figure(&caller, "warnings.raised").await.value, 1);
    assert_eq!(bureau.figure(&caller, "warnings.open").await.value, 1);

    let mut scribe = Scribe::default();
    let mut shown = published("2026-03-01", "2026-03-08");
    let now = bureau::on("2026-03-01");
    let event = scribe.write(("publication", "p-1"), "350604001", now, &shown);
    bureau
        .hear(&of("350604", Log::Disclosure), &Told::new(vec![event], 10))
        .await;
    let mut scribe = Scribe::default();
    shown.origin = "350604".to_owned();
    let event = scribe.write(("publication", "p-2"), "350604001", now, &shown);
    bureau
        .hear(&here(Log::Disclosure), &Told::new(vec![event], 10))
        .await;
    let figure = bureau.figure(&caller, "decisions.published").await;
    assert_eq!(figure.value, 1);
    let rows = bureau.rows(&caller, &figure, 10).await;
    assert_eq!(rows[0].case_code, "0123-4567-89AB-CDEF-G");
    assert_eq!(rows[0].case_id, Uuid::from_u128(78).to_string());
    bureau.close().await;
}

#[tokio::test]
async fn a_lead_in_the_same_log_counts_as_nothing_and_is_no_poison() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let cases = here(Log::Cases);
    let nothing = bureau.digest(&cases).await;
    let mut scribe = Scribe::default();
    let id = Uuid::from_u128(1).to_string();
    let now = "2026-01-20T09:00:00+08:00".parse().unwrap();
    let accepted = LeadAccepted::default();
    let event = scribe.write(("lead", &id), "350604001", now, &accepted);
    bureau.hear(&cases, &Told::new(vec![event], 10)).await;
    assert_eq!(bureau.digest(&cases).await, nothing);
    let aside: i64 = sqlx::query_scalar("select count(*) from set_aside")
        .fetch_one(&bureau.database.pool)
        .await
        .unwrap();
    assert_eq!(aside, 0);
    bureau.close().await;
}
