//! From service to publication, withdrawal and the end of the window.

use contract::disclosure::v1::{self as proto, PublicationState};
use disclosure::mask::mask;
use disclosure::publication::Told as Telling;
use disclosure::served::Served;
use prost::Message as _;
use subscription::{Log, Origin};

use crate::cases::{Case, penalty};
use crate::world::{self, World};

async fn served(world: &World, case: uuid::Uuid) -> Served {
    let row: sqlx::types::Json<Served> =
        sqlx::query_scalar("select served from case_file where case_id = $1")
            .bind(case)
            .fetch_one(&world.all.pool)
            .await
            .unwrap();
    row.0
}

#[tokio::test]
async fn a_served_decision_is_published_at_once_and_is_the_mask_of_the_case_everywhere() {
    let world = world::open().await;
    let cases = [penalty(1), penalty(2).person("林建国")];
    for case in &cases {
        case.whole(&world.told);
    }
    world.hear().await;
    let events = world.events().await;
    assert_eq!(events.len(), 2);
    for (case, event) in cases.iter().zip(&events) {
        let masked = mask(&served(&world, case.id).await).unwrap();
        let kept: Vec<u8> =
            sqlx::query_scalar("select decision from publication where case_id = $1")
                .bind(case.id)
                .fetch_one(&world.all.pool)
                .await
                .unwrap();
        assert_eq!(kept, masked.encode_to_vec(), "the table");
        let Some(Telling::Published(told)) = Telling::read(event).unwrap() else {
            panic!("{event:?}")
        };
        assert_eq!(
            told.decision.as_ref().unwrap().encode_to_vec(),
            masked.encode_to_vec(),
            "the feed"
        );
        assert_eq!(
            (event.actor.as_str(), event.trace_id.as_str()),
            ("yifa.disclosure", "0af7651916cd43dd8448eb211c80319c")
        );
        assert_eq!(event.request_id, uuid::Uuid::from_u128(7).to_string());
        let found = world
            .search(proto::SearchDecisionsRequest {
                document_number: case.number.clone(),
                ..Default::default()
            })
            .await;
        assert_eq!(found.total, 1);
        assert_eq!(
            found.decisions[0]
                .decision
                .as_ref()
                .unwrap()
                .encode_to_vec(),
            masked.encode_to_vec(),
            "the search"
        );
        assert_eq!(told.due_date, "2026-03-11");
        assert_eq!(told.published_date, "2026-03-03");
        assert_eq!(told.display_until, "2027-03-02");
        assert!(
            masked.case_code.is_empty(),
            "the party's key is not published"
        );
    }
    world.close().await;
}

#[tokio::test]
async fn events_applied_again_publish_nothing_twice_and_a_rebuild_changes_nothing() {
    let world = world::open().await;
    penalty(1).whole(&world.told);
    penalty(2).decide(&world.told);
    penalty(3).inspect(&world.told, true);
    world.hear().await;
    let before = world.publications().await;
    let following = world.following(Log::Cases, Origin::HERE);
    let now = world.test.host.clock.now();
    let rebuilt = feed::rebuild(&world.all.pool, &following, &world.told, now)
        .await
        .unwrap();
    assert_eq!(rebuilt.digest_before, rebuilt.digest_after);
    assert!(rebuilt.digest_after.is_some());
    assert_eq!(world.publications().await, before);
    assert_eq!(world.events().await.len(), 2);
    world.close().await;
}

#[tokio::test]
async fn an_inspection_is_published_once_it_was_on_site_and_closed() {
    let world = world::open().await;
    penalty(1).inspect(&world.told, true);
    penalty(2).inspect(&world.told, false);
    world.hear().await;
    let only = world.only().await;
    assert_eq!(only.kind(), proto::PublicationKind::Inspection);
    assert_eq!(
        (only.due_date.as_str(), only.state()),
        ("2026-03-30", PublicationState::Published)
    );
    let decision = only.decision.unwrap();
    assert_eq!(decision.content, "已改正");
    assert!(!decision.facts.contains("解放西路"), "{}", decision.facts);
    world.close().await;
}

#[tokio::test]
async fn a_minor_s_decision_is_never_published_and_looks_like_none() {
    let world = world::open().await;
    let mut case = penalty(1).person("林小小");
    case.party.minor = true;
    case.whole(&world.told);
    let mut warning = penalty(2);
    warning.fine_fen = 0;
    warning.whole(&world.told);
    world.hear().await;
    let all = world.publications().await;
    let reasons: Vec<&str> = all.iter().map(|it| it.reason.as_str()).collect();
    assert!(
        reasons.contains(&"MINOR") && reasons.contains(&"WARNING_ONLY"),
        "{reasons:?}"
    );
    let unknown = answer(&world, &world::fresh()).await;
    for it in &all {
        assert_eq!(it.state(), PublicationState::Withheld);
        assert!(!it.citation.is_empty());
        assert_eq!(answer(&world, &it.publication_id).await, unknown);
    }
    assert_eq!(world.search(crate::world::anything()).await.total, 0);
    let look = |code: &str| {
        world.anyone(proto::LookUpCaseRequest {
            case_code: code.to_owned(),
        })
    };
    let mut public = world.public.clone();
    let nobody = public
        .look_up_case(look(&penalty(9).code))
        .await
        .unwrap_err();
    let minor = public.look_up_case(look(&case.code)).await.unwrap_err();
    assert_eq!(
        (nobody.code(), nobody.message(), nobody.details()),
        (minor.code(), minor.message(), minor.details())
    );
    let spared = public
        .look_up_case(look(&warning.code))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (spared.stage.as_str(), spared.publication_id.as_str()),
        ("决定书已送达", "")
    );
    world.close().await;
}

/// Everything the public is told of an id.
async fn answer(world: &World, id: &str) -> (tonic::Code, String, Vec<u8>, i32, Vec<u8>) {
    let request = world.anyone(proto::GetDecisionRequest {
        publication_id: id.to_owned(),
    });
    let status = world
        .public
        .clone()
        .get_decision(request)
        .await
        .unwrap_err();
    let page = world.page(&format!("/public/decisions/{id}"), &[]).await;
    let body = String::from_utf8(page.body).unwrap().replace(id, "ID");
    (
        status.code(),
        status.message().to_owned(),
        status.details().to_vec(),
        page.status,
        body.into_bytes(),
    )
}

#[tokio::test]
async fn a_revoked_decision_is_withdrawn_at_once_and_its_reasons_stay() {
    let world = world::open().await;
    let case = penalty(1);
    case.whole(&world.told);
    world.hear().await;
    let id = world.only().await.publication_id;
    case.revoke(&world.told, "2026-03-06");
    world.at("2026-03-06T10:00:00+08:00");
    // Even before the index has followed it is gone from the search.
    world.follower().catch_up().await.unwrap();
    assert!(
        world
            .search(crate::world::anything())
            .await
            .decisions
            .is_empty()
    );
    world.all.index.catch_up().await.unwrap();
    assert_eq!(world.search(crate::world::anything()).await.total, 0);
    let only = world.only().await;
    assert_eq!(
        (only.state(), only.withdrawn_date.as_str()),
        (PublicationState::Withdrawn, "2026-03-06")
    );
    let request = world.anyone(proto::GetDecisionRequest {
        publication_id: id.clone(),
    });
    let told = world
        .public
        .clone()
        .get_decision(request)
        .await
        .unwrap()
        .into_inner();
    let withdrawal = told.withdrawal.unwrap();
    assert!(told.published.is_none());
    assert_eq!(
        withdrawal.reasons,
        "经行政复议（龙政复决〔2026〕3号），原决定已被撤销。主要证据不足，联系电话***"
    );
    assert!(
        withdrawal.citation.contains("第四十八条"),
        "{}",
        withdrawal.citation
    );
    let page = world.page(&format!("/public/decisions/{id}"), &[]).await;
    let html = String::from_utf8(page.body).unwrap();
    assert_eq!(page.status, 200);
    assert!(
        html.contains("公示已撤回") && html.contains("主要证据不足") && !html.contains("福源"),
        "{html}"
    );
    let data = world.page("/public/open-data/decisions.json", &[]).await;
    assert!(!String::from_utf8(data.body).unwrap().contains("福源"));
    let events = world.events().await;
    let Some(Telling::Withdrawn(event)) = Telling::read(&events[1]).unwrap() else {
        panic!("{events:?}")
    };
    assert_eq!(event.due_date, "2026-03-11");
    world.close().await;
}

/// Takes the record up anew, as an operator does: nothing that was told is told again.
async fn heard_anew(world: &World) {
    let before = (world.only().await, world.events().await.len());
    let following = world.following(Log::Cases, Origin::HERE);
    let now = world.test.host.clock.now();
    let rebuilt = feed::rebuild(&world.all.pool, &following, &world.told, now).await;
    rebuilt.unwrap();
    world.all.index.catch_up().await.unwrap();
    assert_eq!((world.only().await, world.events().await.len()), before);
}

#[tokio::test]
async fn a_decision_made_anew_is_published_in_the_place_of_the_one_that_fell() {
    let world = world::open().await;
    let case = penalty(1);
    case.whole(&world.told);
    world.hear().await;
    case.revoke(&world.told, "2026-03-06");
    world.at("2026-03-06T10:00:00+08:00");
    world.hear().await;
    assert_eq!(world.only().await.state(), PublicationState::Withdrawn);
    heard_anew(&world).await;

    let anew = Case {
        number: "龙市监罚〔2026〕88号".to_owned(),
        fine_fen: case.fine_fen / 2,
        decided: "2026-03-16",
        ..case
    };
    world.at("2026-03-16T10:00:00+08:00");
    anew.decide_anew(&world.told);
    world.hear().await;
    assert_eq!(world.only().await.state(), PublicationState::Withdrawn);
    anew.serve(&world.told, "2026-03-17");
    world.at("2026-03-17T10:00:00+08:00");
    world.hear().await;
    let only = world.only().await;
    assert_eq!(only.state(), PublicationState::Published);
    let shown = only.decision.clone().unwrap();
    assert_eq!(
        (shown.document_number.as_str(), shown.fine_fen),
        ("龙市监罚〔2026〕88号", anew.fine_fen)
    );
    assert_eq!(world.search(crate::world::anything()).await.total, 1);
    heard_anew(&world).await;
    world.close().await;
}

#[tokio::test]
async fn a_changed_decision_is_withdrawn_and_shown_as_it_stands_now() {
    let world = world::open().await;
    let case = penalty(1);
    case.whole(&world.told);
    world.hear().await;
    case.change(&world.told, "2026-03-06");
    world.at("2026-03-06T10:00:00+08:00");
    world.hear().await;
    let told: Vec<Telling> = world
        .events()
        .await
        .iter()
        .filter_map(|event| Telling::read(event).unwrap())
        .collect();
    assert!(
        matches!(
            told.as_slice(),
            [
                Telling::Published(_),
                Telling::Withdrawn(_),
                Telling::Published(_)
            ]
        ),
        "{told:?}"
    );
    let shown = world.only().await.decision.unwrap();
    assert_eq!(shown.document_number, "龙市监纠〔2026〕1号");
    let yuan = case.fine_fen / 200;
    assert!(
        shown
            .content
            .starts_with(&format!("罚款人民币{yuan}元；没收非法财物（过期饼干三箱）")),
        "{}",
        shown.content
    );
    heard_anew(&world).await;
    world.close().await;
}

#[tokio::test]
async fn at_the_end_of_its_window_a_decision_is_hidden_and_its_link_says_so() {
    let world = world::open().await;
    penalty(1).whole(&world.told);
    world.hear().await;
    let only = world.only().await;
    assert_eq!(only.display_until, "2027-03-02");
    world.at("2027-03-02T23:59:00+08:00");
    assert_eq!(world.day_comes().await, 0);
    assert_eq!(world.search(crate::world::anything()).await.total, 1);
    world.at("2027-03-03T00:00:00+08:00");
    // The public sees it no more even before the worker has come by.
    assert!(
        world
            .search(crate::world::anything())
            .await
            .decisions
            .is_empty()
    );
    assert_eq!(
        world
            .page(&format!("/public/decisions/{}", only.publication_id), &[])
            .await
            .status,
        410
    );
    assert_eq!(world.day_comes().await, 1);
    assert_eq!(world.day_comes().await, 0);
    assert_eq!(world.search(crate::world::anything()).await.total, 0);
    let page = world
        .page(&format!("/public/decisions/{}", only.publication_id), &[])
        .await;
    let html = String::from_utf8(page.body).unwrap();
    assert_eq!(page.status, 410);
    assert!(
        html.contains("公示期满") && !html.contains("福源"),
        "{html}"
    );
    let events = world.events().await;
    assert!(matches!(
        Telling::read(&events[1]).unwrap(),
        Some(Telling::Expired(_))
    ));
    assert_eq!(world.only().await.state(), PublicationState::Expired);
    world.close().await;
}

#[tokio::test]
async fn a_wait_is_kept_and_ends_by_itself_within_the_limit() {
    let world = world::open_with(|settings| settings.rules.general.publish_after_days = 3).await;
    penalty(1).whole(&world.told);
    world.hear().await;
    let only = world.only().await;
    assert_eq!(
        (only.state(), only.published_date.as_str()),
        (PublicationState::Pending, "")
    );
    assert_eq!(world.search(crate::world::anything()).await.total, 0);
    world.at("2026-03-05T10:00:00+08:00");
    assert_eq!(world.day_comes().await, 0);
    world.at("2026-03-06T00:10:00+08:00");
    assert_eq!(world.day_comes().await, 1);
    let only = world.only().await;
    assert_eq!(
        (only.state(), only.published_date.as_str()),
        (PublicationState::Published, "2026-03-06")
    );
    assert!(only.published_date <= only.due_date);
    assert_eq!(world.search(crate::world::anything()).await.total, 1);
    world.close().await;
}

#[tokio::test]
async fn a_decision_revoked_before_it_was_served_is_never_seen() {
    let world = world::open().await;
    let case = penalty(1);
    case.decide(&world.told);
    case.revoke(&world.told, "2026-03-03");
    case.serve(&world.told, "2026-03-03");
    world.hear().await;
    let only = world.only().await;
    assert_eq!(
        (only.state(), only.reason.as_str()),
        (PublicationState::Withheld, "REVOKED")
    );
    world.close().await;
}
