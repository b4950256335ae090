//! Withholding and releasing, and who may see what.

use contract::disclosure::v1::{self as proto, PublicationState, WithholdReason};
use disclosure::publication::Told as Telling;
use tonic::{Code, Response, Status};
use tonic_types::StatusExt as _;

use crate::cases::penalty;
use crate::world::{self, World, fresh, leader, stranger, supervisor};

fn withhold(id: &str) -> proto::WithholdPublicationRequest {
    proto::WithholdPublicationRequest {
        request_id: fresh(),
        publication_id: id.to_owned(),
        etag: String::new(),
        validate_only: false,
        reason: WithholdReason::TradeSecret.into(),
        text: "涉及配方，联系13800138000".to_owned(),
    }
}

fn release(id: &str) -> proto::ReleasePublicationRequest {
    proto::ReleasePublicationRequest {
        request_id: fresh(),
        publication_id: id.to_owned(),
        ..Default::default()
    }
}

fn reason<T: std::fmt::Debug>(answer: Result<Response<T>, Status>) -> String {
    answer
        .unwrap_err()
        .get_error_details()
        .error_info()
        .unwrap()
        .reason
        .clone()
}

async fn published(world: &World) -> proto::Publication {
    penalty(1).whole(&world.told);
    world.hear().await;
    world.only().await
}

#[tokio::test]
async fn what_an_agency_withholds_disappears_at_once_and_comes_back_when_released() {
    let world = world::open().await;
    let it = published(&world).await;
    let mut staff = world.staff.clone();
    let tried = proto::WithholdPublicationRequest {
        validate_only: true,
        ..withhold(&it.publication_id)
    };
    let tried = staff
        .withhold_publication(world.by(&leader(), tried))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        tried.publication.unwrap().state(),
        PublicationState::Withheld
    );
    assert_eq!(world.only().await, it, "trying writes nothing");
    let request = proto::WithholdPublicationRequest {
        etag: it.etag.clone(),
        ..withhold(&it.publication_id)
    };
    let done = staff
        .withhold_publication(world.by(&leader(), request.clone()))
        .await
        .unwrap()
        .into_inner();
    let again = staff
        .withhold_publication(world.by(&leader(), request.clone()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(done, again, "a retry is answered, not carried out");
    let done = done.publication.unwrap();
    assert_eq!(
        (done.state(), done.reason.as_str()),
        (PublicationState::Withheld, "TRADE_SECRET")
    );
    assert_eq!(done.reason_text, "涉及配方，联系***");
    assert_eq!(done.citation, "政府信息公开条例第十五条");
    let gone = world.anyone(proto::GetDecisionRequest {
        publication_id: it.publication_id.clone(),
    });
    assert_eq!(
        world
            .public
            .clone()
            .get_decision(gone)
            .await
            .unwrap_err()
            .code(),
        Code::NotFound
    );
    assert!(
        world
            .search(crate::world::anything())
            .await
            .decisions
            .is_empty()
    );
    assert_eq!(
        reason(
            staff
                .withhold_publication(world.by(&leader(), withhold(&it.publication_id)))
                .await
        ),
        "ALREADY_WITHHELD"
    );
    let reused = proto::WithholdPublicationRequest {
        text: "别的".to_owned(),
        ..request
    };
    assert_eq!(
        reason(
            staff
                .withhold_publication(world.by(&leader(), reused))
                .await
        ),
        "IDEMPOTENCY_KEY_REUSED"
    );
    let stale = proto::ReleasePublicationRequest {
        etag: it.etag.clone(),
        ..release(&it.publication_id)
    };
    assert_eq!(
        reason(staff.release_publication(world.by(&leader(), stale)).await),
        "STALE"
    );
    let back = staff
        .release_publication(world.by(&leader(), release(&it.publication_id)))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        back.publication.unwrap().state(),
        PublicationState::Published
    );
    world.all.index.catch_up().await.unwrap();
    assert_eq!(
        world.search(crate::world::anything()).await.decisions.len(),
        1
    );
    let told: Vec<&str> = world
        .events()
        .await
        .iter()
        .map(|event| match Telling::read(event).unwrap().unwrap() {
            Telling::Published(_) => "published",
            Telling::Withheld(_) => "withheld",
            Telling::Released(_) => "released",
            Telling::Withdrawn(_) => "withdrawn",
            Telling::Expired(_) => "expired",
        })
        .collect();
    assert_eq!(told, ["published", "withheld", "released", "published"]);
    world.close().await;
}

#[tokio::test]
async fn what_is_withheld_before_service_is_not_published_by_it_until_released() {
    let world = world::open().await;
    let case = penalty(1);
    case.decide(&world.told);
    world.hear().await;
    let it = world.only().await;
    assert_eq!(
        (it.state(), it.due_date.as_str()),
        (PublicationState::Pending, "2026-03-11")
    );
    let mut staff = world.staff.clone();
    staff
        .withhold_publication(world.by(&leader(), withhold(&it.publication_id)))
        .await
        .unwrap();
    let back = staff
        .release_publication(world.by(&leader(), release(&it.publication_id)))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        back.publication.unwrap().state(),
        PublicationState::Pending,
        "not served yet"
    );
    staff
        .withhold_publication(world.by(&leader(), withhold(&it.publication_id)))
        .await
        .unwrap();
    case.serve(&world.told, "2026-03-03");
    world.hear().await;
    assert_eq!(world.only().await.state(), PublicationState::Withheld);
    staff
        .release_publication(world.by(&leader(), release(&it.publication_id)))
        .await
        .unwrap();
    assert_eq!(world.only().await.state(), PublicationState::Published);
    world.close().await;
}

#[tokio::test]
async fn what_the_law_withholds_no_agency_releases() {
    let world = world::open().await;
    let mut case = penalty(1).person("林小小");
    case.party.minor = true;
    case.whole(&world.told);
    world.hear().await;
    let it = world.only().await;
    let answer = world
        .staff
        .clone()
        .release_publication(world.by(&leader(), release(&it.publication_id)))
        .await;
    assert_eq!(reason(answer), "WITHHELD_BY_RULE");
    let revoked = penalty(2);
    revoked.whole(&world.told);
    revoked.revoke(&world.told, "2026-03-03");
    world.hear().await;
    let all = world.publications().await;
    let withdrawn = all
        .iter()
        .find(|it| it.state() == PublicationState::Withdrawn)
        .unwrap();
    let mut staff = world.staff.clone();
    for answer in [
        reason(
            staff
                .release_publication(world.by(&leader(), release(&withdrawn.publication_id)))
                .await,
        ),
        reason(
            staff
                .withhold_publication(world.by(&leader(), withhold(&withdrawn.publication_id)))
                .await,
        ),
    ] {
        assert_eq!(answer, "NO_LONGER_PUBLIC");
    }
    world.close().await;
}

#[tokio::test]
async fn a_foreign_publication_cannot_be_told_from_one_that_does_not_exist() {
    let world = world::open().await;
    let it = published(&world).await;
    let mut staff = world.staff.clone();
    let mut seen = Vec::new();
    for id in [it.publication_id.clone(), fresh()] {
        let get = proto::GetPublicationRequest {
            publication_id: id.clone(),
        };
        let get = staff
            .get_publication(world.by(&stranger(), get))
            .await
            .unwrap_err();
        let hold = staff
            .withhold_publication(world.by(&stranger(), withhold(&id)))
            .await
            .unwrap_err();
        let free = staff
            .release_publication(world.by(&stranger(), release(&id)))
            .await
            .unwrap_err();
        seen.push([get, hold, free].map(|status| {
            (
                status.code(),
                status.message().to_owned(),
                status.details().to_vec(),
            )
        }));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0][0].0, Code::NotFound);
    // Who oversees may see, and not act.
    let get = proto::GetPublicationRequest {
        publication_id: it.publication_id.clone(),
    };
    assert!(
        staff
            .get_publication(world.by(&supervisor("35"), get))
            .await
            .is_ok()
    );
    let answer = staff
        .withhold_publication(world.by(&supervisor("35"), withhold(&it.publication_id)))
        .await;
    assert_eq!(answer.unwrap_err().code(), Code::PermissionDenied);
    let nobody = testkit::actor::person("o-x", "longhai-market", "350604", &[]);
    let answer = staff
        .list_publications(world.by(&nobody, proto::ListPublicationsRequest::default()))
        .await;
    assert_eq!(answer.unwrap_err().code(), Code::PermissionDenied);
    world.close().await;
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let world = world::open().await;
    for n in 1..=7 {
        let mut case = penalty(n);
        if n > 5 {
            case.domain = "transport";
            case.division = "350604001";
            case.decided = "2026-02-27";
        }
        case.whole(&world.told);
    }
    penalty(8).decide(&world.told);
    world.hear().await;
    let list = async |request: proto::ListPublicationsRequest| {
        let request = world.by(&leader(), request);
        world
            .staff
            .clone()
            .list_publications(request)
            .await
            .map(Response::into_inner)
    };
    let all = proto::ListPublicationsRequest {
        page_size: 3,
        ..Default::default()
    };
    let (mut ids, mut token) = (Vec::new(), String::new());
    loop {
        let page = list(proto::ListPublicationsRequest {
            page_token: token,
            ..all.clone()
        })
        .await
        .unwrap();
        ids.extend(page.publications.into_iter().map(|it| it.publication_id));
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    let mut distinct = ids.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!((ids.len(), distinct.len()), (8, 8));
    let count = async |request: proto::ListPublicationsRequest| {
        list(request).await.unwrap().publications.len()
    };
    let of = proto::ListPublicationsRequest::default;
    assert_eq!(
        count(proto::ListPublicationsRequest {
            state: PublicationState::Pending.into(),
            ..of()
        })
        .await,
        1
    );
    assert_eq!(
        count(proto::ListPublicationsRequest {
            domain: "transport".to_owned(),
            ..of()
        })
        .await,
        2
    );
    assert_eq!(
        count(proto::ListPublicationsRequest {
            division: "350604001".to_owned(),
            ..of()
        })
        .await,
        2
    );
    assert_eq!(
        count(proto::ListPublicationsRequest {
            due_until: "2026-03-10".to_owned(),
            ..of()
        })
        .await,
        2
    );
    assert_eq!(
        count(proto::ListPublicationsRequest {
            agency_id: "elsewhere".to_owned(),
            ..of()
        })
        .await,
        0
    );
    assert_eq!(
        list(proto::ListPublicationsRequest {
            page_token: "x".to_owned(),
            ..of()
        })
        .await
        .unwrap_err()
        .code(),
        Code::InvalidArgument
    );
    let request = world.by(&stranger(), of());
    assert!(
        world
            .staff
            .clone()
            .list_publications(request)
            .await
            .unwrap()
            .into_inner()
            .publications
            .is_empty()
    );
    world.close().await;
}
