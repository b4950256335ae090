//! How fast elements are published: to be run by hand, in release, on a machine that does nothing else.
//! `cargo nextest run --release -p elements --run-ignored all -E 'test(how_many)' --no-capture`

use std::time::Instant;

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements::publish::{self, By, Entry};
use elements_domain as domain;
use sqlx::PgPool;

use crate::centre::*;

/// Officers; each has a certificate.
const OFFICERS: usize = 30_000;

#[tokio::test]
#[ignore = "measures, and takes a while"]
async fn how_many_elements_are_published_in_a_second() {
    let centre = longhai().await;
    let host = &centre.test.host;
    let pool = &centre.database.pool;
    let first = fill(pool, host, "a", OFFICERS).await;
    let second = fill(pool, host, "b", OFFICERS).await;
    println!("{first:.0} elements/s into an empty centre, {second:.0} beside as many");
    let kept: i64 =
        sqlx::query_scalar("select count(*) from record where aggregateid like 'certificate/%'")
            .fetch_one(pool)
            .await
            .unwrap();
    assert_eq!(kept, 2 * i64::try_from(OFFICERS).unwrap());
    centre.close().await;
}

/// Publishes so many officers and as many certificates in one transaction; gives elements per second.
pub(crate) async fn fill(pool: &PgPool, host: &host::Host, prefix: &str, officers: usize) -> f64 {
    let today = CivilDate::ymd(2023, 11, 20).unwrap();
    let span = domain::Span::since(CivilDate::ymd(2021, 7, 15).unwrap());
    let bodies = (0..officers).flat_map(|at| {
        let id = format!("o-{prefix}-{at:06}");
        let certificate = Certificate {
            number: format!("35{prefix}{at:08}"),
            ..certificate(&format!("c-{prefix}-{at:06}"), &id)
        };
        [
            Body::Officer(officer(&id, "market")),
            Body::Certificate(certificate),
        ]
    });
    let entries: Vec<Entry> = bodies
        .map(|body| {
            let element = domain::Element::read(body, span, today).unwrap();
            Entry {
                change: domain::Change::Record(Box::new(element)),
                span,
                seen: None,
            }
        })
        .collect();
    let by = By {
        publisher: "account-of-second-clerk".into(),
        proposed_by: "account-of-clerk".into(),
        change_id: Some(host.entropy.random_id()),
        request_id: host.entropy.random_id(),
        trace_id: String::new(),
        keeps: None,
    };
    let begun = Instant::now();
    let mut tx = pool.begin().await.unwrap();
    let (now, entropy) = (host.clock.now(), host.entropy.as_ref());
    let published = publish::publish(&mut tx, now, entropy, &by, &entries, &|_| {})
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let took = begun.elapsed().as_secs_f64();
    assert_eq!(published.new, entries.len());
    #[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
    let count = entries.len() as f64;
    count / took
}
