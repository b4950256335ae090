//! Changes of many entries: published in the background, whole or not at all.

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements::changes::{self, Proposal};
use elements_domain as domain;
use statute::identifier::DivisionCode;

use crate::centre::*;
use crate::changes::numbered;

/// Proposes more parties than are published within a call; the last of them is `last`.
async fn large(centre: &TestCentre, count: usize, last: Party) -> String {
    let today = CivilDate::ymd(2023, 11, 20).unwrap();
    let span = domain::Span::since(CivilDate::ymd(2022, 1, 1).unwrap());
    let bodies = (0..count).map(numbered).chain([last]);
    let entries: Vec<elements::publish::Entry> = bodies
        .map(|body| {
            let element = domain::Element::read(Body::Party(body), span, today).unwrap();
            elements::publish::Entry {
                change: domain::Change::Record(Box::new(element)),
                span,
                seen: None,
            }
        })
        .collect();
    let proposal = Proposal {
        proposed_by: "account-of-clerk-of-longhai",
        proposer_name: "导入",
        division: &DivisionCode::parse("350604").unwrap(),
        title: "导入检查对象",
        reason: "",
        operation_id: None,
        entries: &entries,
    };
    let host = &centre.test.host;
    let mut tx = centre.database.pool.begin().await.unwrap();
    let id = changes::propose(&mut tx, host.clock.now(), host.entropy.as_ref(), &proposal)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

async fn ended(centre: &TestCentre, change_id: &str) -> Change {
    testkit::eventually("the change is not being published any more", || async {
        let change = centre.change(&second_person(), change_id).await.ok()?;
        (change.state() != ChangeState::Publishing).then_some(change)
    })
    .await
}

#[tokio::test]
async fn a_large_change_is_published_in_the_background() {
    let centre = longhai().await;
    let change_id = large(&centre, 2_500, numbered(2_500)).await;
    let answer = centre.publish(&second_person(), &change_id).await.unwrap();
    assert_eq!(answer.state(), ChangeState::Publishing);
    let change = ended(&centre, &change_id).await;
    assert_eq!(
        (change.state(), change.done, change.entries),
        (ChangeState::Published, 2_501, 2_501),
        "{change:?}"
    );
    assert_eq!(
        centre
            .count("record where aggregateid like 'party/%'")
            .await,
        2_501
    );
    centre.close().await;
}

#[tokio::test]
async fn a_large_change_that_is_refused_is_proposed_again_with_the_reason() {
    let centre = longhai().await;
    // The same code twice.
    let twin = Party {
        party_id: "p-twin".into(),
        ..numbered(7)
    };
    let change_id = large(&centre, 600, twin).await;
    centre.publish(&second_person(), &change_id).await.unwrap();
    let change = ended(&centre, &change_id).await;
    assert_eq!(change.state(), ChangeState::Proposed);
    assert!(
        change.answer.starts_with("第601项（检查对象“p-twin”）"),
        "{}",
        change.answer
    );
    assert_eq!(centre.count("element where registry = 'party'").await, 0);
    centre.close().await;
}

#[tokio::test]
async fn a_large_change_goes_on_after_a_restart() {
    let centre = longhai().await;
    let change_id = large(&centre, 600, numbered(600)).await;
    // Nobody is there to publish it.
    let grace = std::time::Duration::from_secs(5);
    centre.test.host.tasks.stop(grace).await;
    centre.publish(&second_person(), &change_id).await.unwrap();
    let waiting = centre.change(&second_person(), &change_id).await.unwrap();
    assert_eq!(waiting.state(), ChangeState::Publishing);

    let again = testkit::host(NOW);
    let log_key = ::feed::HeadSigner::generate(again.host.entropy.as_ref())
        .unwrap()
        .to_pem()
        .unwrap();
    let settings = elements::Settings {
        database: host::database::Settings::at(centre.database.url.as_str()),
        log_key: log_key.as_str().into(),
        ..elements::Settings::default()
    };
    elements::start(settings, &again.host).await.unwrap();
    let change = ended(&centre, &change_id).await;
    assert_eq!(change.state(), ChangeState::Published, "{change:?}");
    again.host.tasks.stop(grace).await;
    centre.close().await;
}
