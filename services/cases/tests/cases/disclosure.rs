//! What disclosure tells becomes part of a case's own record: nothing lost, nothing doubled.

use std::sync::{Arc, Mutex};

use cases::clocks::tick;
use cases::follow::{DISCLOSURE, Disclosures};
use contract::cases::v1::{self as proto, DeadlineState};
use contract::disclosure::v1::{
    DecisionExpired, DecisionPublished, DecisionWithdrawn, DecisionWithheld,
};
use contract::feed::v1::Event;
use feed::{Follower, Page, Pages, Projection as _, Source};
use futures::StreamExt as _;
use prost::Name;
use refusal::Fault;
use uuid::Uuid;

use crate::acts::{self, done};
use crate::office::{self, Office, guo, zheng};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

/// A feed of disclosure that tests speak into.
#[derive(Debug, Clone, Default)]
struct Told(Arc<Mutex<Vec<Event>>>);

impl Told {
    fn tell<M: Name>(&self, message: &M) {
        self.tell_bytes(M::type_url(), message.encode_to_vec());
    }

    fn tell_bytes(&self, type_url: String, value: Vec<u8>) {
        let mut events = self.0.lock().unwrap();
        let position = i64::try_from(events.len()).unwrap() + 1;
        let mut event = Event {
            position,
            event_id: Uuid::from_u128(u128::try_from(position).unwrap()).to_string(),
            aggregate_type: "publication".to_owned(),
            aggregate_id: format!("p-{position}"),
            aggregate_version: 1,
            payload: Some(prost_types::Any { type_url, value }),
            record_time: Some(prost_types::Timestamp::default()),
            actor: "yifa.disclosure".to_owned(),
            request_id: Uuid::from_u128(1).to_string(),
            trace_id: TRACE.to_owned(),
            division: "350604".to_owned(),
            previous_hash: vec![0; 32],
            hash: Vec::new(),
        };
        event.hash = feed::event_hash(&event).unwrap().to_vec();
        events.push(event);
    }

    fn published(&self, case_id: &str, on: &str) {
        self.tell(&DecisionPublished {
            case_id: case_id.to_owned(),
            published_date: on.to_owned(),
            ..DecisionPublished::default()
        });
    }

    fn withdrawn(&self, case_id: &str, on: &str) {
        self.tell(&DecisionWithdrawn {
            case_id: case_id.to_owned(),
            withdrawn_date: on.to_owned(),
            ..DecisionWithdrawn::default()
        });
    }
}

impl Source for Told {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let events = self.0.lock().unwrap().clone();
        let head = i64::try_from(events.len()).unwrap();
        let page = events.into_iter().filter(|event| event.position > after);
        Ok(Page {
            events: page.take(usize::try_from(limit).unwrap()).collect(),
            head,
        })
    }

    async fn watch(&self, _: i64) -> Result<Pages, Fault> {
        Ok(futures::stream::pending().boxed())
    }
}

fn follower(office: &Office, told: &Told) -> Follower<Told, Disclosures> {
    let clock = Arc::clone(&office.test.host.clock);
    Follower::new(
        office.database.pool.clone(),
        told.clone(),
        Disclosures,
        clock,
    )
}

fn state(case: &proto::Case, kind: &str) -> DeadlineState {
    let mut deadlines = case.deadlines.iter();
    let deadline = deadlines.find(|deadline| deadline.kind == kind);
    deadline.unwrap().state()
}

async fn waiting(office: &Office) -> i64 {
    sqlx::query_scalar("select count(*) from settlement_due")
        .fetch_one(&office.database.pool)
        .await
        .unwrap()
}

/// The newest event of a case.
async fn newest(office: &Office, case_id: &str) -> Event {
    let request = proto::ListCaseEventsRequest {
        case_id: case_id.to_owned(),
        ..proto::ListCaseEventsRequest::default()
    };
    let request = office.by(&zheng(), request);
    let page = office.cases.clone().list_case_events(request).await;
    page.unwrap().into_inner().events.pop().unwrap()
}

#[tokio::test]
async fn what_was_published_in_time_is_noted_in_the_case_exactly_once() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let before = acts::served(&office).await;
    let id = before.case_id.clone();
    let told = Told::default();
    told.published(&id, "2023-11-20");
    follower(&office, &told).catch_up().await.unwrap();
    assert_eq!(
        office.case(&zheng(), &id).await,
        before,
        "not yet in the record"
    );

    let (other, _) = office.second().await;
    let (one, two) = tokio::join!(tick(&office.desk), tick(&other));
    assert_eq!(one.unwrap().troubles + two.unwrap().troubles, 0);
    tick(&office.desk).await.unwrap();
    let case = office.case(&zheng(), &id).await;
    assert_eq!(state(&case, "PUBLICITY"), DeadlineState::Met);
    assert_eq!((case.step.as_str(), waiting(&office).await), ("SERVED", 0));
    let event = newest(&office, &id).await;
    assert_eq!(
        (event.actor.as_str(), event.trace_id.as_str()),
        ("service:cases", TRACE)
    );
    let type_url = event.payload.unwrap().type_url;
    assert!(
        type_url.ends_with("yifa.cases.v1.DeadlineSettled"),
        "{type_url}"
    );

    // Told once more from the beginning: the record already says so.
    feed::rebuild(&office.database.pool, &Disclosures, &told, office.now())
        .await
        .unwrap();
    assert_eq!(waiting(&office).await, 1);
    tick(&office.desk).await.unwrap();
    assert_eq!(office.case(&zheng(), &id).await, case);
    assert_eq!(waiting(&office).await, 0);
    let report = feed::verify::database(&office.database.pool, office.desk.feed().public_pem())
        .await
        .unwrap();
    assert!(report.is_sound(), "{report:?}");
    office.close().await;
}

#[tokio::test]
async fn what_was_done_in_time_is_met_though_it_is_heard_after_the_last_day() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let told = Told::default();
    told.published(&id, "2023-11-29");
    // Seven working days after the decision of 2023-11-20 are over.
    office.at("2023-11-30T00:00:00+08:00");
    follower(&office, &told).catch_up().await.unwrap();
    tick(&office.desk).await.unwrap();
    let case = office.case(&zheng(), &id).await;
    assert_eq!(state(&case, "PUBLICITY"), DeadlineState::Met);
    assert_eq!(state(&case, "CREDIT_REPORT"), DeadlineState::Passed);
    office.close().await;
}

#[tokio::test]
async fn what_is_withheld_or_withdrawn_ends_its_duty() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let withheld = acts::served(&office).await.case_id;
    let revoked = acts::served(&office).await.case_id;
    done!(
        office,
        &guo(),
        penalties.revoke_decision(acts::revoke(&revoked))
    );
    let told = Told::default();
    told.tell(&DecisionWithheld {
        case_id: withheld.clone(),
        withheld_date: "2023-11-20".to_owned(),
        ..DecisionWithheld::default()
    });
    told.withdrawn(&revoked, "2023-11-22");
    // Of no case of ours, and of no interest.
    told.published(&office::fresh(), "2023-11-20");
    told.tell(&DecisionExpired {
        case_id: withheld.clone(),
        expired_date: "2023-11-20".to_owned(),
        origin: String::new(),
    });
    told.tell(&DecisionPublished {
        case_id: withheld.clone(),
        published_date: "2023-11-20".to_owned(),
        origin: "350681".to_owned(),
        ..DecisionPublished::default()
    });
    office.at("2023-11-22T09:00:00+08:00");
    follower(&office, &told).catch_up().await.unwrap();
    assert_eq!(waiting(&office).await, 3);
    let ticked = tick(&office.desk).await.unwrap();
    assert_eq!((ticked.acts, ticked.troubles), (2, 0));
    assert_eq!(waiting(&office).await, 0);
    let case = office.case(&zheng(), &withheld).await;
    assert_eq!(state(&case, "PUBLICITY"), DeadlineState::Cancelled);
    let case = office.case(&zheng(), &revoked).await;
    assert_eq!(state(&case, "WITHDRAWAL"), DeadlineState::Met);
    office.close().await;
}

#[tokio::test]
async fn an_event_that_cannot_be_read_holds_up_nobody_else() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let told = Told::default();
    told.published("no case", "2023-11-20");
    told.tell_bytes(DecisionPublished::type_url(), vec![0xff]);
    told.published(&id, "2023-11-20");
    let follower = follower(&office, &told).with_tries(1);
    let progress = follower.catch_up().await.unwrap();
    assert_eq!((progress.position, progress.set_aside), (3, 2));
    assert_eq!(Disclosures.name(), DISCLOSURE);
    tick(&office.desk).await.unwrap();
    let case = office.case(&zheng(), &id).await;
    assert_eq!(state(&case, "PUBLICITY"), DeadlineState::Met);
    office.close().await;
}
