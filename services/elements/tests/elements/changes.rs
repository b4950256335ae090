//! Two persons: what one proposes, another publishes, whole or not at all.

use actor::Actor;
use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use futures::future::join_all;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::centre::*;
use crate::pages::code_of;

impl TestCentre {
    pub(crate) async fn propose_party(&self, body: Party) -> String {
        let mut elements = self.elements.proposing.clone();
        let answer = elements.record_party(self.by_clerk(record_party(body)));
        answer.await.unwrap().into_inner().change_id
    }

    pub(crate) async fn propose(&self, entries: Vec<ProposedEntry>) -> Result<Change, Status> {
        let request = ProposeChangeRequest {
            request_id: fresh(),
            title: "成批变更".into(),
            entries,
            ..ProposeChangeRequest::default()
        };
        let request = self.by_clerk(request);
        let answer = self.changes.clone().propose_change(request).await;
        Ok(answer?.into_inner().change.unwrap())
    }

    pub(crate) async fn publish(&self, by: &Actor, change_id: &str) -> Result<Change, Status> {
        let request = PublishChangeRequest {
            request_id: fresh(),
            change_id: change_id.into(),
            etag: String::new(),
        };
        let request = self.by(by, request);
        let answer = self.changes.clone().publish_change(request).await;
        Ok(answer?.into_inner().change.unwrap())
    }

    pub(crate) async fn reject(
        &self,
        by: &Actor,
        change_id: &str,
        reason: &str,
    ) -> Result<Change, Status> {
        let request = RejectChangeRequest {
            request_id: fresh(),
            change_id: change_id.into(),
            reason: reason.into(),
            etag: String::new(),
        };
        let request = self.by(by, request);
        let answer = self.changes.clone().reject_change(request).await;
        Ok(answer?.into_inner().change.unwrap())
    }

    pub(crate) async fn cancel(&self, by: &Actor, change_id: &str) -> Result<Change, Status> {
        let request = CancelChangeRequest {
            request_id: fresh(),
            change_id: change_id.into(),
            etag: String::new(),
        };
        let request = self.by(by, request);
        let answer = self.changes.clone().cancel_change(request).await;
        Ok(answer?.into_inner().change.unwrap())
    }

    pub(crate) async fn change(&self, by: &Actor, change_id: &str) -> Result<Change, Status> {
        let request = GetChangeRequest {
            change_id: change_id.into(),
        };
        let request = self.by(by, request);
        let answer = self.changes.clone().get_change(request).await;
        Ok(answer?.into_inner().change.unwrap())
    }

    pub(crate) async fn listed(&self, by: &Actor, request: ListChangesRequest) -> Vec<String> {
        let request = self.by(by, request);
        let answer = self.changes.clone().list_changes(request).await;
        let changes = answer.unwrap().into_inner().changes;
        changes.into_iter().map(|change| change.change_id).collect()
    }

    pub(crate) async fn holds(&self, id: &str) -> bool {
        let mut elements = self.elements.clone();
        let request = self.by_clerk(get_party(id, None));
        elements.get_party(request).await.is_ok()
    }

    pub(crate) async fn count(&self, table: &str) -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
    }
}

fn entry(body: Body, valid_from: &str) -> ProposedEntry {
    ProposedEntry {
        element: Some(Element { body: Some(body) }),
        valid_from: valid_from.into(),
        ..ProposedEntry::default()
    }
}

pub(crate) fn numbered(at: usize) -> Party {
    Party {
        identity_code: code_of(at),
        ..party(&format!("p-{at:04}"))
    }
}

fn metadata(status: &Status, key: &str) -> String {
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    info.metadata.get(key).cloned().unwrap_or_default()
}

#[tokio::test]
async fn what_is_proposed_holds_nowhere_until_another_person_publishes_it() {
    let centre = longhai().await;
    let change_id = centre.propose_party(party("p-foods")).await;
    assert!(!centre.holds("p-foods").await);
    let proposed = centre.change(&centre.longhai, &change_id).await.unwrap();
    assert_eq!(
        (proposed.state(), proposed.title.as_str(), proposed.entries),
        (
            ChangeState::Proposed,
            "登记检查对象“漳州市示例食品有限公司”",
            1
        )
    );

    let own = centre.publish(&centre.longhai, &change_id).await;
    assert_eq!(
        refused(own),
        (Code::FailedPrecondition, "SAME_PERSON".into(), vec![])
    );
    let machine = testkit::actor::service("machine", &["elements.read", "elements.publish"]);
    let by_machine = centre.publish(&machine, &change_id).await;
    assert_eq!(refused(by_machine).1, "PERSON_ONLY");
    let reader = testkit::actor::officer("o-lin", "market", "350604");
    let by_reader = centre.publish(&reader, &change_id).await;
    assert_eq!(refused(by_reader).1, "PERMISSION_DENIED");
    let elsewhere = centre.publish(&centre.changtai, &change_id).await;
    assert_eq!(
        refused(elsewhere).0,
        Code::NotFound,
        "it is not theirs to see"
    );
    assert!(!centre.holds("p-foods").await);

    let published = centre.publish(&second_person(), &change_id).await.unwrap();
    assert_eq!(
        (published.state(), published.decided_by.as_str()),
        (ChangeState::Published, "account-of-second-clerk-of-fujian")
    );
    let mut elements = centre.elements.clone();
    let request = centre.by_clerk(get_party("p-foods", None));
    let read = elements.get_party(request).await.unwrap().into_inner();
    let version = read.version.unwrap();
    assert_eq!(
        (version.change_id, version.proposed_by, version.recorded_by),
        (
            change_id.clone(),
            "account-of-clerk-of-longhai".into(),
            "account-of-second-clerk-of-fujian".into()
        )
    );
    assert!(
        centre.change(&centre.changtai, &change_id).await.is_ok(),
        "what was published is known to everybody"
    );
    centre.close().await;
}

#[tokio::test]
async fn an_event_says_who_proposed_and_by_which_change() {
    let centre = longhai().await;
    let change_id = centre.propose_party(party("p-foods")).await;
    centre.publish(&second_person(), &change_id).await.unwrap();
    let payload: Vec<u8> =
        sqlx::query_scalar("select payload from record where aggregateid = 'party/p-foods'")
            .fetch_one(&centre.database.pool)
            .await
            .unwrap();
    let event: ElementChanged = prost::Message::decode(payload.as_slice()).unwrap();
    assert_eq!(
        (event.change_id, event.proposed_by.as_str()),
        (change_id, "account-of-clerk-of-longhai")
    );
    centre.close().await;
}

#[tokio::test]
async fn a_change_of_several_is_published_whole_or_not_at_all() {
    let mut centre = longhai().await;
    let newcomer = entry(Body::Officer(officer("o-new", "urban")), "2022-01-01");
    let entries = vec![
        entry(Body::Agency(agency("urban", "350604")), "2022-01-01"),
        newcomer.clone(),
        entry(Body::Party(party("p-foods")), "2022-01-01"),
    ];
    let refused_alone = centre.propose(vec![newcomer]).await;
    assert_eq!(refused(refused_alone).1, "REFERENCE_NOT_IN_FORCE");
    let change = centre.propose(entries).await.unwrap();
    assert_eq!((change.entries, change.division.as_str()), (3, "350604"));
    let published = centre.publish(&second_person(), &change.change_id).await;
    assert_eq!(published.unwrap().state(), ChangeState::Published);
    assert!(centre.holds("p-foods").await);

    // What an entry refers to is gone when it is to be published.
    let entries = vec![
        entry(Body::Party(numbered(1)), "2022-01-01"),
        entry(Body::Officer(officer("o-late", "urban")), "2022-01-01"),
    ];
    let change = centre.propose(entries).await.unwrap();
    let withdraw = WithdrawElementRequest {
        request_id: fresh(),
        registry: Registry::Agency.into(),
        element_id: "urban".into(),
        valid_from: "2022-01-01".into(),
        ..WithdrawElementRequest::default()
    };
    let withdraw = centre.by_clerk(withdraw);
    centre.elements.withdraw_element(withdraw).await.unwrap();
    let before = (
        centre.count("element_version").await,
        centre.count("record").await,
    );
    let status = centre
        .publish(&second_person(), &change.change_id)
        .await
        .unwrap_err();
    assert!(is(&status, "REFERENCE_NOT_IN_FORCE"), "{status:?}");
    assert_eq!(metadata(&status, "entry"), "2");
    let after = (
        centre.count("element_version").await,
        centre.count("record").await,
    );
    assert_eq!(before, after, "nothing of it is written");
    let change = centre.change(&centre.longhai, &change.change_id).await;
    assert_eq!(change.unwrap().state(), ChangeState::Proposed);
    centre.close().await;
}

#[tokio::test]
async fn an_element_that_has_moved_since_refuses_the_change() {
    let mut centre = longhai().await;
    let first = centre.by_clerk(record_party(party("p-foods")));
    centre.elements.record_party(first).await.unwrap();
    let renamed = |name: &str| Party {
        name: name.into(),
        ..party("p-foods")
    };
    let old = centre.propose_party(renamed("甲公司")).await;
    let faster = centre.propose_party(renamed("乙公司")).await;
    centre.publish(&second_person(), &faster).await.unwrap();
    let status = centre.publish(&second_person(), &old).await.unwrap_err();
    assert_eq!(status.code(), Code::Aborted);
    assert!(is(&status, "ELEMENT_MOVED"), "{status:?}");
    assert_eq!(
        (
            metadata(&status, "element_id"),
            metadata(&status, "current_etag")
        ),
        ("p-foods".into(), "v2".into())
    );
    let old = centre.change(&centre.longhai, &old).await.unwrap();
    assert_eq!(old.state(), ChangeState::Proposed);
    centre.close().await;
}

#[tokio::test]
async fn a_change_sent_back_or_taken_back_is_never_published() {
    let centre = longhai().await;
    let rejected = centre.propose_party(numbered(1)).await;
    let own = centre.reject(&centre.longhai, &rejected, "不全").await;
    assert_eq!(refused(own).1, "SAME_PERSON");
    let empty = centre.reject(&second_person(), &rejected, " ").await;
    assert_eq!(refused(empty).2, ["reason"]);
    let answer = centre.reject(&second_person(), &rejected, "材料不全").await;
    let answer = answer.unwrap();
    assert_eq!(
        (answer.state(), answer.answer.as_str()),
        (ChangeState::Rejected, "材料不全")
    );

    let cancelled = centre.propose_party(numbered(2)).await;
    let other = centre.cancel(&second_person(), &cancelled).await;
    assert_eq!(refused(other).1, "NOT_THE_PROPOSER");
    let answer = centre.cancel(&centre.longhai, &cancelled).await.unwrap();
    assert_eq!(answer.state(), ChangeState::Cancelled);

    for (change, state) in [(&rejected, "REJECTED"), (&cancelled, "CANCELLED")] {
        let status = centre.publish(&second_person(), change).await.unwrap_err();
        assert!(is(&status, "CHANGE_NOT_PENDING"), "{status:?}");
        assert_eq!(metadata(&status, "state"), state);
    }
    assert!(!centre.holds("p-0001").await && !centre.holds("p-0002").await);
    for statement in [
        "update change set state = 'PROPOSED', decided_by = '', decided_at = null where state = 'REJECTED'",
        "update change set state = 'PUBLISHED', decided_by = 'x', decided_at = proposed_at where state = 'CANCELLED'",
        "update change set title = 'x'",
        "delete from change",
        "delete from change_entry",
        "update change_entry set body = null",
    ] {
        let kept = sqlx::raw_sql(statement)
            .execute(&centre.database.pool)
            .await;
        assert!(kept.is_err(), "{statement}");
    }
    centre.close().await;
}

#[tokio::test]
async fn a_repeated_publication_gets_the_same_answer() {
    let centre = longhai().await;
    let change_id = centre.propose_party(party("p-foods")).await;
    let request = PublishChangeRequest {
        request_id: fresh(),
        change_id: change_id.clone(),
        etag: "v1".into(),
    };
    let mut answers = Vec::new();
    for _ in 0..2 {
        let request = centre.by(&second_person(), request.clone());
        let answer = centre.changes.clone().publish_change(request).await;
        answers.push(answer.unwrap().into_inner());
    }
    assert_eq!(answers[0], answers[1]);
    let other = PublishChangeRequest {
        etag: String::new(),
        ..request
    };
    let answer = centre
        .changes
        .clone()
        .publish_change(centre.by(&second_person(), other))
        .await;
    assert_eq!(refused(answer).1, "IDEMPOTENCY_KEY_REUSED");
    assert_eq!(
        centre
            .count("record where aggregateid = 'party/p-foods'")
            .await,
        1
    );
    centre.close().await;
}

#[tokio::test]
async fn changes_are_listed_newest_first_to_whom_they_concern() {
    let centre = longhai().await;
    let mut own = Vec::new();
    for at in 0..3 {
        centre.test.clock.advance(chrono::Duration::seconds(1));
        own.push(centre.propose_party(numbered(at)).await);
    }
    own.reverse();
    let pending = ListChangesRequest {
        state: ChangeState::Proposed.into(),
        ..ListChangesRequest::default()
    };
    assert_eq!(centre.listed(&centre.longhai, pending.clone()).await, own);
    assert_eq!(centre.listed(&second_person(), pending.clone()).await, own);
    assert!(
        centre
            .listed(&centre.changtai, pending.clone())
            .await
            .is_empty()
    );
    let mine = ListChangesRequest {
        mine: true,
        ..pending.clone()
    };
    assert!(centre.listed(&second_person(), mine).await.is_empty());
    let about = ListChangesRequest {
        registry: Registry::Party.into(),
        element_id: "p-0001".into(),
        ..ListChangesRequest::default()
    };
    assert_eq!(
        centre.listed(&centre.longhai, about).await,
        [own[1].as_str()]
    );
    let page = ListChangesRequest {
        page_size: 2,
        ..pending.clone()
    };
    let answer = centre
        .changes
        .clone()
        .list_changes(centre.by_clerk(page.clone()))
        .await
        .unwrap()
        .into_inner();
    let next = ListChangesRequest {
        page_token: answer.next_page_token.clone(),
        ..page
    };
    assert_eq!(centre.listed(&centre.longhai, next).await, own[2..]);
    let other = ListChangesRequest {
        page_token: answer.next_page_token,
        ..ListChangesRequest::default()
    };
    let answer = centre
        .changes
        .clone()
        .list_changes(centre.by_clerk(other))
        .await;
    assert_eq!(refused(answer).2, ["page_token"]);
    centre.close().await;
}

#[tokio::test]
async fn the_entries_of_a_change_show_what_holds_now() {
    let mut centre = longhai().await;
    let first = centre.by_clerk(record_party(party("p-foods")));
    centre.elements.record_party(first).await.unwrap();
    let renamed = Party {
        name: "新名公司".into(),
        ..party("p-foods")
    };
    let change_id = centre.propose_party(renamed).await;
    let request = ListChangeEntriesRequest {
        change_id: change_id.clone(),
        ..ListChangeEntriesRequest::default()
    };
    let answer = centre
        .changes
        .clone()
        .list_change_entries(centre.by_clerk(request.clone()))
        .await
        .unwrap()
        .into_inner();
    let name = |element: &Option<Element>| match &element.as_ref().unwrap().body {
        Some(Body::Party(party)) => party.name.clone(),
        other => panic!("{other:?}"),
    };
    let entry = &answer.entries[0];
    assert_eq!(
        (
            entry.ordinal,
            name(&entry.element).as_str(),
            name(&entry.present).as_str(),
            entry.etag.as_str()
        ),
        (1, "新名公司", "漳州市示例食品有限公司", "v1")
    );
    let hidden = centre
        .changes
        .clone()
        .list_change_entries(centre.by(&centre.changtai, request))
        .await;
    assert_eq!(refused(hidden).0, Code::NotFound);
    centre.close().await;
}

#[tokio::test]
async fn of_those_who_publish_the_same_change_at_once_one_does() {
    let centre = longhai().await;
    let change_id = centre.propose_party(party("p-foods")).await;
    let people: Vec<Actor> = (0..6)
        .map(|at| testkit::actor::element_clerk(&format!("clerk-{at}"), "35"))
        .collect();
    let answers = join_all(people.iter().map(|by| centre.publish(by, &change_id))).await;
    let (done, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(done.len(), 1);
    for other in others {
        assert_eq!(refused(other).1, "CHANGE_NOT_PENDING");
    }
    assert_eq!(
        centre
            .count("record where aggregateid = 'party/p-foods'")
            .await,
        1
    );
    centre.close().await;
}

#[tokio::test]
async fn a_change_is_either_published_or_cancelled_when_both_are_asked_for_at_once() {
    let centre = longhai().await;
    for at in 0..8 {
        let change_id = centre.propose_party(numbered(at)).await;
        let second = second_person();
        let (published, cancelled) = futures::join!(
            centre.publish(&second, &change_id),
            centre.cancel(&centre.longhai, &change_id)
        );
        assert_ne!(published.is_ok(), cancelled.is_ok());
        let holds = centre.holds(&format!("p-{at:04}")).await;
        assert_eq!(holds, published.is_ok());
    }
    centre.close().await;
}

#[tokio::test]
async fn of_two_changes_to_one_element_at_once_one_wins_and_the_other_is_told() {
    let centre = longhai().await;
    for at in 0..8 {
        let named = |name: &str| Party {
            name: name.into(),
            ..numbered(at)
        };
        // New elements at even numbers, known ones at odd.
        if at % 2 == 1 {
            let first = centre.propose_party(numbered(at)).await;
            centre.publish(&second_person(), &first).await.unwrap();
        }
        let (a, b) = (
            centre.propose_party(named("甲公司")).await,
            centre.propose_party(named("乙公司")).await,
        );
        let second = second_person();
        let (a, b) = futures::join!(centre.publish(&second, &a), centre.publish(&second, &b));
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        let lost = if a.is_ok() { b } else { a };
        assert_eq!(refused(lost).1, "ELEMENT_MOVED");
    }
    centre.close().await;
}

#[tokio::test]
async fn a_code_is_published_once_however_many_publish_it_at_once() {
    let centre = longhai().await;
    for round in 0..6 {
        let named = |id: &str| Party {
            party_id: format!("p-{round}-{id}"),
            identity_code: code_of(round),
            ..party("p")
        };
        let mut proposed = Vec::new();
        for id in ["a", "b", "c"] {
            proposed.push(centre.propose_party(named(id)).await);
        }
        let second = second_person();
        let answers = join_all(proposed.iter().map(|id| centre.publish(&second, id))).await;
        let (done, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(done.len(), 1, "round {round}");
        for other in others {
            assert_eq!(refused(other).1, "IDENTITY_TAKEN");
        }
    }
    centre.close().await;
}

#[tokio::test]
async fn two_officers_with_one_certificate_number_are_refused_within_one_change() {
    let centre = longhai().await;
    let numbered = |id: &str, officer: &str| Certificate {
        number: "N-1".into(),
        ..certificate(id, officer)
    };
    let status = centre
        .propose(vec![
            entry(Body::Officer(officer("o-new", "market")), "2022-01-01"),
            entry(Body::Certificate(numbered("c-1", "o-lin")), "2022-01-01"),
            entry(Body::Certificate(numbered("c-2", "o-new")), "2022-01-01"),
        ])
        .await
        .unwrap_err();
    assert!(is(&status, "IDENTITY_TAKEN"), "{status:?}");
    assert_eq!(metadata(&status, "entry"), "3");
    assert_eq!(centre.count("change where title = '成批变更'").await, 0);
    centre.close().await;
}

#[tokio::test]
async fn of_parties_merged_into_each_other_at_once_one_stands_for_itself() {
    let centre = longhai().await;
    for round in 0..4 {
        let (a, b) = (round * 2, round * 2 + 1);
        for at in [a, b] {
            let first = centre.propose_party(numbered(at)).await;
            centre.publish(&second_person(), &first).await.unwrap();
        }
        let merge = async |into: usize, merged: usize| {
            let request = MergePartiesRequest {
                request_id: fresh(),
                into_party_id: format!("p-{into:04}"),
                merged_party_id: format!("p-{merged:04}"),
                valid_from: "2023-01-01".into(),
                ..MergePartiesRequest::default()
            };
            let mut elements = centre.elements.proposing.clone();
            let answer = elements.merge_parties(centre.by_clerk(request)).await;
            answer.unwrap().into_inner().change_id
        };
        let (ab, ba) = (merge(b, a).await, merge(a, b).await);
        let second = second_person();
        let (ab, ba) = futures::join!(centre.publish(&second, &ab), centre.publish(&second, &ba));
        assert_ne!(ab.is_ok(), ba.is_ok(), "{ab:?} {ba:?}");
        let lost = if ab.is_ok() { ba } else { ab };
        assert_eq!(refused(lost).1, "MERGE_IMPOSSIBLE");
    }
    centre.close().await;
}
