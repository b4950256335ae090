//! The portal: what it shows, what it never shows, and what its pages are made of.

use contract::disclosure::v1 as proto;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::cases::penalty;
use crate::masking::{canaries, digits};
use crate::world::{self, World};

fn text(page: &proto::RenderPageResponse) -> String {
    String::from_utf8(page.body.clone()).unwrap()
}

/// Every page there is, with the query that leads to it.
async fn everything(world: &World) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut paths: Vec<(String, Vec<(&str, &str)>)> = vec![
        ("/public/".to_owned(), vec![]),
        ("/public/".to_owned(), vec![("view", "elder")]),
        ("/public/decisions".to_owned(), vec![("q", "经营")]),
        ("/public/decisions".to_owned(), vec![]),
        ("/public/about".to_owned(), vec![]),
        ("/public/case".to_owned(), vec![]),
        ("/public/open-data/decisions.json".to_owned(), vec![]),
        ("/public/open-data/decisions.csv".to_owned(), vec![]),
        ("/public/sitemap.xml".to_owned(), vec![]),
        ("/public/robots.txt".to_owned(), vec![]),
        ("/public/style.css".to_owned(), vec![]),
        ("/public/nothing".to_owned(), vec![]),
    ];
    for it in world.publications().await {
        paths.push((format!("/public/decisions/{}", it.publication_id), vec![]));
    }
    for (path, query) in paths {
        pages.push((path.clone(), text(&world.page(&path, &query).await)));
    }
    pages
}

#[tokio::test]
async fn no_public_byte_holds_a_number_an_address_an_account_or_a_minor() {
    let world = world::open().await;
    let mut runner = TestRunner::deterministic();
    let mut secrets = Vec::new();
    for n in 1..=40_u8 {
        let (number, written) = canaries().new_tree(&mut runner).unwrap().current();
        let mut case = penalty(n).person(&format!(
            "钟离{}",
            ["春花", "秋月", "冬雪"][usize::from(n) % 3]
        ));
        case.facts = format!(
            "{}在榜山镇北溪头社区甲八八经营，{written}，由陈小明签收",
            case.party.name
        );
        case.party.minor = n % 10 == 0;
        secrets.push(case.party.name.clone());
        secrets.push(number);
        case.whole(&world.told);
        if n % 7 == 0 {
            case.revoke(&world.told, "2026-03-03");
        }
    }
    secrets.extend(
        [
            "陈小明",
            "北溪头社区",
            "fuyuan@example.com",
            "闽060012345",
            "13800138000",
            "3506**********0016",
            "郑卫民",
        ]
        .map(str::to_owned),
    );
    secrets.extend((1..=40).map(|n| penalty(n).code));
    world.hear().await;
    assert!(world.search(crate::world::anything()).await.total > 20);
    let mut bytes = everything(&world).await;
    let all = world
        .search(proto::SearchDecisionsRequest {
            page_size: 100,
            ..Default::default()
        })
        .await;
    bytes.push(("search".to_owned(), format!("{all:?}")));
    for event in world.events().await {
        let payload = event.payload.unwrap().value;
        bytes.push((
            "feed".to_owned(),
            String::from_utf8_lossy(&payload).into_owned(),
        ));
    }
    for file in std::fs::read_dir(world.folder()).unwrap() {
        let path = file.unwrap().path();
        let file = std::fs::read(&path).unwrap();
        bytes.push((
            path.display().to_string(),
            String::from_utf8_lossy(&file).into_owned(),
        ));
    }
    for (place, text) in bytes {
        let plain = digits(&text);
        for secret in &secrets {
            let secret_plain = digits(secret);
            assert!(
                !text.contains(secret) && !plain.contains(&secret_plain),
                "{secret} in {place}"
            );
        }
    }
    world.close().await;
}

#[tokio::test]
async fn a_detail_page_shows_the_masked_decision_and_no_page_asks_for_anything_from_outside() {
    let world = world::open().await;
    penalty(1).whole(&world.told);
    world.hear().await;
    let it = world.only().await;
    let page = world
        .page(&format!("/public/decisions/{}", it.publication_id), &[])
        .await;
    assert_eq!(
        (page.status, page.content_type.as_str()),
        (200, "text/html; charset=utf-8")
    );
    let html = text(&page);
    let decision = it.decision.unwrap();
    for shown in [
        &decision.document_number,
        &decision.party_name,
        &decision.facts,
        &decision.content,
        &decision.basis[0],
    ] {
        assert!(html.contains(shown.as_str()), "{shown}\n{html}");
    }
    for (path, body) in everything(&world).await {
        if path.contains("sitemap") || path.contains("robots") {
            continue;
        }
        for outside in [
            "http://",
            "https://",
            "<script",
            "style=\"",
            "onclick",
            "javascript:",
        ] {
            assert!(!body.contains(outside), "{outside} in {path}");
        }
        if body.starts_with("<!doctype") {
            for needed in [
                "lang=\"zh-CN\"",
                "<main",
                "<h1>",
                "class=\"skip\"",
                "name=\"viewport\"",
            ] {
                assert!(body.contains(needed), "{needed} in {path}");
            }
        }
    }
    world.close().await;
}

#[tokio::test]
async fn whatever_stands_in_a_case_is_text_on_a_page_and_a_cell_in_a_table() {
    let world = world::open().await;
    let mut case = penalty(1);
    case.party.name = "=HYPERLINK(\"x\")<script>alert(1)</script>\"'&餐馆".to_owned();
    case.facts = "<img src=x onerror=alert(1)>经营{{ 7*7 }}".to_owned();
    case.whole(&world.told);
    world.hear().await;
    for (path, body) in everything(&world).await {
        assert!(
            !body.contains("<script") || path.contains("open-data"),
            "{path}"
        );
        assert!(
            !body.contains("<img") || path.contains("open-data"),
            "{path}"
        );
        assert!(!body.contains("49</"), "{path}");
    }
    let query = [
        ("q", "\"><script>alert(1)</script>"),
        ("view", "elder\"onload=x"),
        ("from", "'x"),
    ];
    let html = text(&world.page("/public/decisions", &query).await);
    assert!(
        !html.contains("<script") && !html.contains("onload=x\""),
        "{html}"
    );
    let html = text(&world.page("/public//evil.example/\"><script>", &[]).await);
    assert!(
        !html.contains("<script") && !html.contains("href=\"//"),
        "{html}"
    );
    let csv = text(&world.page("/public/open-data/decisions.csv", &[]).await);
    assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")"), "{csv}");
    let json = world.page("/public/open-data/decisions.json", &[]).await;
    let json: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
    assert_eq!(json["decisions"][0]["当事人"], case.party.name);
    world.close().await;
}

#[tokio::test]
async fn search_pages_carry_on_what_was_asked() {
    let world = world::open().await;
    for n in 1..=25 {
        penalty(n).whole(&world.told);
    }
    world.hear().await;
    let html = text(
        &world
            .page("/public/decisions", &[("q", "过期食品"), ("view", "elder")])
            .await,
    );
    assert!(
        html.contains("共 25 条") && html.contains("class=\"elder\""),
        "{html}"
    );
    let next = html
        .split("rel=\"next\" href=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    assert!(
        next.contains("q=%E8%BF%87%E6%9C%9F%E9%A3%9F%E5%93%81") && next.contains("view=elder"),
        "{next}"
    );
    let token = next
        .split("page=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let second = world
        .page(
            "/public/decisions",
            &[("q", "过期食品"), ("view", "elder"), ("page", token)],
        )
        .await;
    let second = text(&second);
    assert_eq!(second.matches("<h3>").count(), 5);
    assert!(second.contains("回到第一页") && !second.contains("rel=\"next\""));
    let bad = world.page("/public/decisions", &[("from", "昨天")]).await;
    assert_eq!(bad.status, 400);
    assert!(text(&bad).contains("role=\"alert\""));
    world.close().await;
}

#[tokio::test]
async fn the_same_page_has_the_same_tag_and_a_lookup_is_kept_by_nobody() {
    let world = world::open().await;
    let case = penalty(1);
    case.whole(&world.told);
    world.hear().await;
    let (one, two) = (
        world.page("/public/", &[]).await,
        world.page("/public/", &[]).await,
    );
    assert_eq!(
        (&one.etag, one.cache_control.as_str()),
        (&two.etag, "public, max-age=60")
    );
    assert!(one.etag.starts_with('"') && one.etag.len() == 34);
    let found = world.page("/public/case", &[("code", &case.code)]).await;
    assert_eq!(
        (found.status, found.cache_control.as_str()),
        (200, "no-store")
    );
    assert!(text(&found).contains("决定书已送达"));
    let none = world
        .page("/public/case", &[("code", &penalty(2).code)])
        .await;
    assert_eq!(none.status, 404);
    let mistyped = world
        .page("/public/case", &[("code", "0000-0000-0000-0000-1")])
        .await;
    assert_eq!(mistyped.status, 400);
    world.close().await;
}

#[tokio::test]
async fn open_data_is_read_in_batches_to_its_end() {
    let world = world::open().await;
    let today = calendar::CivilDate::parse("2026-03-03").unwrap();
    disclosure::fill::fill(&world.all.pool, 1_100, 7, today)
        .await
        .unwrap();
    let (mut rows, mut after) = (0, String::new());
    loop {
        let page = world
            .page("/public/open-data/decisions.json", &[("after", &after)])
            .await;
        let json: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
        rows += json["decisions"].as_array().unwrap().len();
        match json["next"].as_str() {
            Some(next) => next.split_once("after=").unwrap().1.clone_into(&mut after),
            None => break,
        }
    }
    assert_eq!(rows, 1_100);
    assert_eq!(
        world
            .page("/public/open-data/decisions.csv", &[("after", "-1")])
            .await
            .status,
        400
    );
    world.close().await;
}
