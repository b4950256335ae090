//! One party stands for another from a day on; that can be undone, and what was known before stays readable.

use contract::elements::v1::*;
use tonic::Code;

use crate::centre::*;
use crate::pages::code_of;

async fn with_two() -> TestCentre {
    let mut centre = longhai().await;
    for (at, id) in ["p-old", "p-new"].into_iter().enumerate() {
        let body = Party {
            identity_code: code_of(at),
            name: format!("{id}公司"),
            ..party(id)
        };
        let request = centre.by_clerk(record_party(body));
        centre.elements.record_party(request).await.unwrap();
    }
    centre
}

fn merge(merged: &str, into: &str, from: &str) -> MergePartiesRequest {
    MergePartiesRequest {
        request_id: fresh(),
        into_party_id: into.into(),
        merged_party_id: merged.into(),
        valid_from: from.into(),
        reason: "同一市场主体".into(),
        ..MergePartiesRequest::default()
    }
}

fn undo(merged: &str, from: &str) -> UndoPartyMergeRequest {
    UndoPartyMergeRequest {
        request_id: fresh(),
        merged_party_id: merged.into(),
        valid_from: from.into(),
        ..UndoPartyMergeRequest::default()
    }
}

impl TestCentre {
    async fn stands_for(&mut self, id: &str, as_of: Option<AsOf>) -> String {
        let request = self.by_clerk(get_party(id, as_of));
        let read = self.elements.get_party(request).await.unwrap();
        read.into_inner().party.unwrap().merged_into
    }

    async fn parties(&mut self, merged: bool, as_of: Option<AsOf>) -> Vec<String> {
        let request = ListPartiesRequest {
            merged,
            as_of,
            ..ListPartiesRequest::default()
        };
        let answer = self.elements.list_parties(self.by_clerk(request)).await;
        let parties = answer.unwrap().into_inner().parties;
        parties.into_iter().map(|party| party.party_id).collect()
    }
}

#[tokio::test]
async fn a_merged_party_is_left_out_of_lists_and_still_read() {
    let mut centre = with_two().await;
    let request = centre.by_clerk(merge("p-old", "p-new", "2023-06-01"));
    let answer = centre.elements.merge_parties(request).await.unwrap();
    assert_eq!(answer.into_inner().etag, "v2");
    assert_eq!(centre.stands_for("p-old", None).await, "p-new");
    assert_eq!(centre.stands_for("p-new", None).await, "");
    let before = || as_of("2023-05-31", "");
    assert_eq!(centre.stands_for("p-old", before()).await, "");
    assert_eq!(centre.parties(false, None).await, ["p-new"]);
    assert_eq!(centre.parties(true, None).await, ["p-new", "p-old"]);
    assert_eq!(centre.parties(false, before()).await, ["p-new", "p-old"]);
    centre.close().await;
}

#[tokio::test]
async fn a_merge_that_is_undone_never_was_and_what_was_known_stays() {
    let mut centre = with_two().await;
    let request = centre.by_clerk(merge("p-old", "p-new", "2023-06-01"));
    centre.elements.merge_parties(request).await.unwrap();
    centre.test.clock.advance(chrono::Duration::days(1));
    let request = centre.by_clerk(undo("p-old", ""));
    centre.elements.undo_party_merge(request).await.unwrap();
    for day in ["2023-05-31", "2023-06-01", "2023-11-21"] {
        assert_eq!(centre.stands_for("p-old", as_of(day, "")).await, "");
    }
    let known = as_of("2023-06-01", "2023-11-20T12:00:00+08:00");
    assert_eq!(centre.stands_for("p-old", known).await, "p-new");
    let twice = centre.by_clerk(undo("p-old", ""));
    let twice = centre.elements.undo_party_merge(twice).await;
    assert_eq!(
        refused(twice),
        (Code::FailedPrecondition, "NOT_MERGED".into(), vec![])
    );
    centre.close().await;
}

#[tokio::test]
async fn a_merge_undone_from_a_day_on_stands_until_then() {
    let mut centre = with_two().await;
    let request = centre.by_clerk(merge("p-old", "p-new", "2023-06-01"));
    centre.elements.merge_parties(request).await.unwrap();
    let request = centre.by_clerk(undo("p-old", "2023-09-01"));
    centre.elements.undo_party_merge(request).await.unwrap();
    for (day, into) in [
        ("2023-05-31", ""),
        ("2023-08-31", "p-new"),
        ("2023-09-01", ""),
    ] {
        assert_eq!(
            centre.stands_for("p-old", as_of(day, "")).await,
            into,
            "{day}"
        );
    }
    centre.close().await;
}

#[tokio::test]
async fn every_later_state_of_a_party_is_merged_with_it() {
    let mut centre = with_two().await;
    let moved = RecordPartyRequest {
        valid_from: "2023-09-01".into(),
        ..record_party(Party {
            identity_code: code_of(0),
            address: "新地址".into(),
            ..party("p-old")
        })
    };
    let moved = centre.by_clerk(moved);
    centre.elements.record_party(moved).await.unwrap();
    let request = centre.by_clerk(merge("p-old", "p-new", "2023-06-01"));
    centre.elements.merge_parties(request).await.unwrap();
    for (day, address) in [
        ("2023-06-01", "福建省漳州市龙海区"),
        ("2023-09-01", "新地址"),
    ] {
        let request = centre.by_clerk(get_party("p-old", as_of(day, "")));
        let read = centre.elements.get_party(request).await.unwrap();
        let party = read.into_inner().party.unwrap();
        assert_eq!(
            (party.merged_into.as_str(), party.address.as_str()),
            ("p-new", address)
        );
    }
    centre.close().await;
}

#[tokio::test]
async fn what_cannot_stand_for_it_is_refused() {
    let mut centre = with_two().await;
    let person = Party {
        kind: PartyKind::Person.into(),
        identity_code: "350604199001010016".into(),
        representative: String::new(),
        ..party("p-person")
    };
    let third = Party {
        identity_code: code_of(2),
        ..party("p-third")
    };
    for body in [person, third] {
        let request = centre.by_clerk(record_party(body));
        centre.elements.record_party(request).await.unwrap();
    }
    let request = centre.by_clerk(merge("p-old", "p-new", "2023-06-01"));
    centre.elements.merge_parties(request).await.unwrap();
    for (merged, into, from, reason) in [
        ("p-new", "p-new", "2023-06-01", "MERGE_IMPOSSIBLE"),
        ("p-new", "p-person", "2023-06-01", "MERGE_IMPOSSIBLE"),
        ("p-third", "p-old", "2023-06-01", "MERGE_IMPOSSIBLE"),
        // The target is merged later: there would be days without anybody.
        ("p-third", "p-old", "2023-01-01", "MERGE_IMPOSSIBLE"),
        // Back into what was merged into it.
        ("p-new", "p-old", "2023-07-01", "MERGE_IMPOSSIBLE"),
        ("p-third", "p-nobody", "2023-06-01", "NOT_FOUND"),
        ("p-nobody", "p-new", "2023-06-01", "NOT_FOUND"),
    ] {
        let request = centre.by_clerk(merge(merged, into, from));
        let answer = centre.elements.merge_parties(request).await;
        assert_eq!(refused(answer).1, reason, "{merged} into {into}");
    }
    let by_hand = Party {
        merged_into: "p-new".into(),
        ..party("p-third")
    };
    let request = centre.by_clerk(record_party(by_hand));
    let answer = centre.elements.record_party(request).await;
    assert_eq!(refused(answer).2, ["party.merged_into"]);
    let over = Party {
        identity_code: code_of(0),
        ..party("p-old")
    };
    let request = centre.by_clerk(record_party(over));
    let answer = centre.elements.record_party(request).await;
    assert_eq!(refused(answer).1, "MERGE_IMPOSSIBLE");
    centre.close().await;
}
