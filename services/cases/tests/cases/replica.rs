//! The replica of the elements.

use cases::Settings;
use cases::follow::Elements;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Element, Registry, TimelineEntry};
use feed::Projection as _;

use crate::acts::{self, done};
use crate::elements;
use crate::office::{self, guo, reason, xu, zheng};

#[tokio::test]
async fn acts_that_need_a_certificate_wait_for_fresh_elements_others_go_on() {
    let settings = Settings {
        replica_max_age_s: 86_400,
        ..Settings::default()
    };
    let office = office::open_with("2023-11-20T09:00:00+08:00", settings).await;
    let id = acts::filed(&office).await.case_id;
    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &id))
    );
    done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 300_000))
    );
    office.days_later(2);
    let refused = office.by(&zheng(), acts::file(&office));
    let status = office
        .penalties
        .clone()
        .file_case(refused)
        .await
        .unwrap_err();
    let (reason_given, article, _) = office::refusal(&status);
    assert_eq!(
        (reason_given.as_str(), article.as_str()),
        ("REPLICA_TOO_OLD", "行政处罚法第四十二条第一款")
    );
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    let notice = office.by(&zheng(), acts::serve_notice(&id));
    assert_eq!(
        reason(office.penalties.clone().serve_notice(notice).await),
        "REPLICA_TOO_OLD"
    );

    office.told.tell(Body::Law(elements::law()));
    office.hear().await;
    done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(&id))
    );
    office.close().await;
}

#[tokio::test]
async fn a_second_past_its_age_the_replica_carries_no_act_and_every_read() {
    const AGE: u32 = 3_600;
    let settings = Settings {
        replica_max_age_s: AGE,
        ..Settings::default()
    };
    let office = office::open_with("2023-11-20T09:00:00+08:00", settings).await;
    let case = acts::filed(&office).await;
    let evidence = || acts::evidence(&office, &case.case_id);
    office
        .test
        .clock
        .advance(chrono::Duration::seconds(AGE.into()));
    let case = done!(office, &zheng(), penalties.record_evidence(evidence()));
    acts::filed(&office).await;

    office.test.clock.advance(chrono::Duration::seconds(1));
    // Neither officers' certificates nor agencies' powers can be relied on.
    let filing = office.by(&zheng(), acts::file(&office));
    let added = office.by(&zheng(), evidence());
    assert_eq!(
        reason(office.penalties.clone().file_case(filing).await),
        "REPLICA_TOO_OLD"
    );
    assert_eq!(
        reason(office.penalties.clone().record_evidence(added).await),
        "REPLICA_TOO_OLD"
    );
    assert_eq!(office.case(&zheng(), &case.case_id).await, case);
    let all = office.by(&zheng(), contract::cases::v1::ListCasesRequest::default());
    let page = office.cases.clone().list_cases(all).await.unwrap();
    assert_eq!(page.into_inner().cases.len(), 2);
    office.close().await;
}

#[tokio::test]
async fn a_rebuilt_replica_holds_what_was_taken_over_step_by_step() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    for day in ["2023-01-01", "2023-02-01"] {
        let mut item = elements::penalty_item();
        item.name = format!("自{day}起");
        office.told.tell_from(day, Body::Item(item));
        office.hear().await;
    }
    // Withdrawn: nothing holds of it any more.
    office
        .told
        .change(Registry::Certificate, "c-wu", Vec::new());
    office.hear().await;
    let pool = office.database.pool.clone();
    let rebuilt = feed::rebuild(&pool, &Elements, &office.told, office.now())
        .await
        .unwrap();
    assert_eq!(rebuilt.digest_before, rebuilt.digest_after);
    assert_eq!(
        rebuilt.events,
        i64::try_from(office.told.events().len()).unwrap()
    );
    let mut conn = pool.acquire().await.unwrap();
    Elements.clear(&mut conn).await.unwrap();
    let emptied = Elements.digest(&mut conn).await.unwrap();
    assert_ne!(emptied, rebuilt.digest_after);
    drop(conn);
    office.close().await;
}

#[tokio::test]
async fn of_a_law_the_articles_are_not_kept() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let mut conn = office.database.pool.acquire().await.unwrap();
    let before = Elements.digest(&mut conn).await.unwrap();
    let mut longer = elements::law();
    longer.articles.clear();
    // Told again at the same position, without its articles: nothing kept differs.
    let told = elements::Told::whole();
    let mut events = told.events();
    let first = events.remove(0);
    let change = elements::Told::default();
    change.tell(Body::Law(longer));
    let mut retold = change.events().remove(0);
    retold.position = first.position;
    Elements.apply(&mut conn, &[retold]).await.unwrap();
    assert_eq!(Elements.digest(&mut conn).await.unwrap(), before);
    drop(conn);
    office.close().await;
}

#[tokio::test]
async fn a_decision_binds_the_laws_as_they_stand_on_its_day() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::heard(&office).await.case_id;
    let version = |valid_from: &str, valid_to: &str| TimelineEntry {
        valid_from: valid_from.to_owned(),
        valid_to: valid_to.to_owned(),
        element: Some(Element {
            body: Some(Body::Law(elements::law())),
        }),
    };
    let timeline = vec![
        version("2021-07-15", "2023-11-22"),
        version("2023-11-22", "2024-01-01"),
        version("2024-01-01", ""),
    ];
    office.told.change(Registry::Law, "law-gas", timeline);
    office.hear().await;
    office.at("2023-11-23T09:00:00+08:00");
    let case = done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    assert_eq!(
        case.penalty.unwrap().bound_versions,
        ["law-gas@2021-07-15", "law-gas@2023-11-22"]
    );
    // The record of the decision itself says both.
    let kept = office.kept(&id).await;
    let decision = &kept["procedure"]["ordinary_penalty"]["decision"];
    assert_eq!(
        decision["bound_versions"],
        serde_json::json!(["law-gas@2021-07-15", "law-gas@2023-11-22"])
    );
    office.close().await;
}
