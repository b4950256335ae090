//! Cases of a county, received by its city.

use subscription::Origin;

use crate::acts::{acknowledge, act, close, explain};
use crate::office::{self, reason, supervisor, zheng};
use crate::story::{Opening, Told};
use contract::supervision::v1::{self as proto, WarningOutcome};

#[tokio::test]
async fn a_received_case_warns_like_ones_own_but_is_explained_where_it_is_handled() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let county = Told::new(office.test.clock.clone());
    let origin = Origin::named("350604");
    county.file(
        &Opening {
            expiry: "2026-03-20",
            ..Opening::default()
        },
        "2026-06-01",
    );
    office.hear_from(origin.clone(), &county).await;
    office.told.file(
        &Opening {
            id: 2,
            expiry: "2026-03-20",
            ..Opening::default()
        },
        "2026-06-01",
    );
    office.hear().await;
    let city = supervisor("o-city", "zhangzhou-justice", "3506");
    let of = |name: Option<&str>| proto::ListWarningsRequest {
        origin: name.map(str::to_owned),
        ..proto::ListWarningsRequest::default()
    };
    assert_eq!(office.listed(&city, of(None)).await.len(), 2);
    assert_eq!(office.listed(&city, of(Some(""))).await.len(), 1);
    let received = office.listed(&city, of(Some("350604"))).await;
    assert_eq!(received[0].subject.clone().unwrap().origin, "350604");
    let warning = &received[0];
    act!(office, city, acknowledge_warning, acknowledge(warning)).unwrap();
    let refused = act!(office, zheng(), explain_warning, explain(warning));
    assert_eq!(reason(refused), "HANDLED_ELSEWHERE");
    let closing = close(warning, WarningOutcome::Pursued);
    act!(office, city, close_warning, closing).unwrap();

    // Made anew, one origin's rows alone.
    let pool = office.database.pool.clone();
    let now = office.test.host.clock.now();
    let cases = office.cases_of(origin);
    let rebuilt = feed::rebuild(&pool, &cases, &county, now).await.unwrap();
    assert_eq!(rebuilt.digest_before, rebuilt.digest_after);
    let own: i64 = sqlx::query_scalar("select count(*) from supervised_case where origin = ''")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(own, 1);
    office.close().await;
}

#[tokio::test]
async fn a_line_that_is_cut_makes_no_clock_pass() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let county = Told::new(office.test.clock.clone());
    let origin = Origin::named("350604");
    county.file(&Opening::default(), "2026-03-20");
    office.hear_from(origin.clone(), &county).await;
    office.on("2026-03-03");
    county.decide(1);
    office.on("2026-04-20");
    assert_eq!(office.sweep().await.events, 0);
    office.hear_from(origin.clone(), &county).await;
    office.sweep().await;
    assert!(office.seen().await.is_empty());
    // What comes from it later moves its day on.
    office.on("2026-04-21");
    county.file(
        &Opening {
            id: 2,
            ..Opening::default()
        },
        "2026-04-24",
    );
    office.on("2026-04-27");
    county.file(
        &Opening {
            id: 3,
            ..Opening::default()
        },
        "2026-09-01",
    );
    office.hear_from(origin, &county).await;
    office.on("2026-07-01");
    office.sweep().await;
    let seen = office.seen().await;
    let rules: Vec<_> = seen.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["CLOCK_NEAR", "CLOCK_PASSED"]);
    office.close().await;
}
