//! Finding, over gRPC: words, citations, what fits a description, who a party is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::elements::v1::find_service_client::FindServiceClient;
use contract::elements::v1::*;
use elements::find::{ArticleQuery, IndexFollower};
use elements::seed::ids;
use feed::{Feed, HeadSigner};
use host::Upstream;
use testkit::eventually;
use tonic::{Code, Status};

use crate::centre::*;

/// Descriptions in officers' words, each with the item of the demonstration that must be among the first three.
const GOLDEN: [(&str, &str); 13] = [
    (
        ids::ITEM_GAS_INSPECTION,
        "对辖区内餐饮店的燃气使用开展安全检查，查看气瓶和连接管",
    ),
    (
        ids::ITEM_GAS_INSPECTION,
        "小吃店后厨的燃气软管超过使用年限，灶具已被国家明令淘汰",
    ),
    (
        ids::ITEM_GAS_INSPECTION,
        "饭店没有建立燃气安全管理制度，员工不懂用气安全知识",
    ),
    (
        ids::ITEM_GAS_USER,
        "燃气用户擅自改装户内燃气管道，责令限期改正后逾期不改",
    ),
    (ids::ITEM_GAS_USER, "该户将燃气管道作为负重支架，逾期不改正"),
    (
        ids::ITEM_GAS_USER,
        "在不具备安全条件的地下室储存燃气，整改期满仍未改正",
    ),
    (ids::ITEM_GAS_USER, "单位擅自操作公用燃气阀门，拒不整改"),
    (
        ids::ITEM_AD_CITATION,
        "当事人的广告海报引用统计数据，没有表明出处",
    ),
    (
        ids::ITEM_AD_CITATION,
        "食品公司网页广告中引用调查结果，未注明来源",
    ),
    (
        ids::ITEM_AD_CITATION,
        "广告使用文摘、引用语等引证内容不真实、不准确",
    ),
    (
        ids::ITEM_AD_CITATION,
        "宣传单印有“临床数据显示有效率98%”，引证内容没有出处",
    ),
    (ids::ITEM_LITTER, "行人在步行街随地吐痰"),
    (ids::ITEM_LITTER, "路人把烟头、纸屑乱扔在人行道上"),
];

fn client(centre: &TestCentre) -> FindServiceClient<Upstream> {
    FindServiceClient::new(centre.door.clone())
}

async fn articles(
    centre: &TestCentre,
    request: SearchArticlesRequest,
) -> Result<SearchArticlesResponse, Status> {
    let request = centre.by_clerk(request);
    let found = client(centre).search_articles(request).await;
    found.map(tonic::Response::into_inner)
}

/// Searches until something is found: the index follows what is published.
async fn found(centre: &TestCentre, words: &str) -> Vec<ArticleHit> {
    eventually("an article", || async {
        let request = SearchArticlesRequest {
            words: words.to_owned(),
            ..SearchArticlesRequest::default()
        };
        match articles(centre, request).await {
            Ok(found) if !found.hits.is_empty() => Some(found.hits),
            // It is still being opened.
            Ok(_) => None,
            Err(status) if status.code() == Code::Unavailable => None,
            Err(status) => panic!("{status}"),
        }
    })
    .await
}

async fn suggest(centre: &TestCentre, facts: &str, valid_date: &str) -> SuggestBasesResponse {
    let request = SuggestBasesRequest {
        facts: facts.to_owned(),
        valid_date: valid_date.to_owned(),
        ..SuggestBasesRequest::default()
    };
    let answer = client(centre).suggest_bases(centre.by_clerk(request)).await;
    answer.unwrap().into_inner()
}

async fn prefill(
    centre: &TestCentre,
    identity_code: &str,
    name: &str,
) -> Result<Vec<PrefilledParty>, Status> {
    let request = PrefillPartyRequest {
        identity_code: identity_code.to_owned(),
        name: name.to_owned(),
        valid_date: String::new(),
    };
    let answer = client(centre).prefill_party(centre.by_clerk(request)).await;
    Ok(answer?.into_inner().parties)
}

fn field<'a>(party: &'a PrefilledParty, name: &str) -> &'a PrefilledField {
    let found = party.fields.iter().find(|field| field.field == name);
    found.unwrap_or_else(|| panic!("no {name}: {:?}", party.fields))
}

/// A law with the same id and other articles from a day.
fn amended() -> RecordLawRequest {
    let mut amended = law();
    amended.articles[1].text = "广告引用统计资料未表明出处的，处二十万元以下罚款。".into();
    RecordLawRequest {
        valid_from: "2023-06-01".into(),
        ..record_law(amended)
    }
}

/// A law whose second article is what the test's item rests on and says is broken.
async fn with_item() -> TestCentre {
    let mut centre = longhai().await;
    let mut first = law();
    first.articles[1].text = "广告引用统计资料未表明出处的，处十万元以下罚款。".into();
    let first = RecordLawRequest {
        valid_from: "2022-01-01".into(),
        ..record_law(first)
    };
    for law in [first, amended()] {
        let request = centre.by(&centre.province, law);
        centre.elements.record_law(request).await.unwrap();
    }
    let item = Item {
        name: "对广告引用统计资料未表明出处的行政处罚".into(),
        violated: vec![Basis {
            law_id: "law-test".into(),
            article: 59,
            ..Basis::default()
        }],
        ..item("i-ad", &["market"])
    };
    let request = centre.by_clerk(record_item(item));
    centre.elements.record_item(request).await.unwrap();
    found(&centre, "二十万元").await;
    eventually("the item", || async {
        let found = suggest(&centre, "广告引用统计资料未表明出处", "").await;
        (!found.items.is_empty()).then_some(())
    })
    .await;
    centre
}

#[tokio::test]
async fn what_is_published_is_found_and_what_is_only_proposed_is_not() {
    let mut centre = longhai().await;
    let hits = found(&centre, "试验").await;
    assert_eq!(hits[0].citation, "《试验法》第一条");
    assert_eq!(hits[0].matched, ["试验"]);
    let mut proposed = law();
    proposed.articles[0].text = "拟议中的条文。".into();
    let request = centre.by(&centre.province, record_law(proposed));
    let answer = centre.elements.proposing.record_law(request).await.unwrap();
    // Something else that is published later is found: the proposal is not.
    let mut other = law();
    other.law_id = "law-other".into();
    other.title = "另一部法".into();
    other.articles[0].text = "旁的条文。".into();
    let request = centre.by(&centre.province, record_law(other));
    centre.elements.record_law(request).await.unwrap();
    found(&centre, "旁的条文").await;
    let request = SearchArticlesRequest {
        words: "拟议".into(),
        ..SearchArticlesRequest::default()
    };
    assert!(articles(&centre, request).await.unwrap().hits.is_empty());
    let publish = PublishChangeRequest {
        request_id: fresh(),
        change_id: answer.into_inner().change_id,
        etag: String::new(),
    };
    let publish = centre.by(&second_person(), publish);
    centre.changes.publish_change(publish).await.unwrap();
    found(&centre, "拟议").await;
    let request = SearchArticlesRequest {
        words: "为了试验".into(),
        law_id: "law-test".into(),
        ..SearchArticlesRequest::default()
    };
    let left = articles(&centre, request).await.unwrap();
    assert!(
        left.hits.is_empty(),
        "superseded knowledge has left: {left:?}"
    );
    centre.close().await;
}

#[tokio::test]
async fn searches_are_refused_clearly_and_paged_with_their_own_tokens() {
    let centre = longhai().await;
    found(&centre, "试验").await;
    let ask = |words: &str, size: i32, token: &str, date: &str| SearchArticlesRequest {
        words: words.into(),
        page_size: size,
        page_token: token.into(),
        valid_date: date.into(),
        ..SearchArticlesRequest::default()
    };
    for (request, field) in [
        (ask("", 0, "", ""), "words"),
        (ask("，。！", 0, "", ""), "words"),
        (ask(&"法".repeat(101), 0, "", ""), "words"),
        (ask("一 二 三 四 五 六 七 八 九", 0, "", ""), "words"),
        (ask("试验", -1, "", ""), "page_size"),
        (ask("试验", 0, "x", ""), "page_token"),
        (ask("试验", 0, "", "2023-13-01"), "valid_date"),
    ] {
        let (code, _, fields) = refused(articles(&centre, request).await);
        assert_eq!(
            (code, fields),
            (Code::InvalidArgument, vec![field.to_owned()])
        );
    }
    let first = articles(&centre, ask("法", 1, "", "")).await.unwrap();
    assert_eq!(first.hits.len(), 1);
    let token = first.next_page_token.as_str();
    assert!(!token.is_empty());
    let second = articles(&centre, ask("法", 1, token, "")).await.unwrap();
    assert_eq!(second.hits.len(), 1);
    assert_ne!(first.hits[0].citation, second.hits[0].citation);
    assert!(second.next_page_token.is_empty());
    let (code, _, fields) = refused(articles(&centre, ask("试验", 1, token, "")).await);
    assert_eq!(
        (code, fields),
        (Code::InvalidArgument, vec!["page_token".to_owned()])
    );
    let stranger = testkit::actor::person("o-x", "market", "350604", &[]);
    let request = centre.by(&stranger, ask("试验", 0, "", ""));
    let denied = client(&centre).search_articles(request).await;
    assert_eq!(denied.unwrap_err().code(), Code::PermissionDenied);
    centre.close().await;
}

#[tokio::test]
async fn a_citation_is_resolved_by_the_day_or_says_what_was_not_found() {
    let centre = with_item().await;
    let resolve = async |citation: &str, valid_date: &str| {
        let request = ResolveCitationRequest {
            citation: citation.into(),
            valid_date: valid_date.into(),
        };
        let answer = client(&centre)
            .resolve_citation(centre.by_clerk(request))
            .await;
        answer.map(|answer| answer.into_inner().readings)
    };
    let text = |readings: Vec<CitationReading>| readings[0].text.clone();
    assert!(text(resolve("试验法第五十九条", "2022-05-01").await.unwrap()).contains("十万元"));
    assert!(text(resolve("《试验法》59", "").await.unwrap()).contains("二十万元"));
    for citation in ["不存在法第一条", "试验法第六十条", "试验法第59条第9款"] {
        let (code, reason, _) = refused(resolve(citation, "").await);
        assert_eq!(
            (code, reason.as_str()),
            (Code::NotFound, "CITATION_NOT_FOUND")
        );
    }
    let (code, reason, _) = refused(resolve("试验法第一条", "2020-01-01").await);
    assert_eq!(
        (code, reason.as_str()),
        (Code::NotFound, "CITATION_NOT_FOUND")
    );
    centre.close().await;
}

#[tokio::test]
async fn changing_the_day_of_the_act_across_an_amendment_changes_the_article() {
    let centre = with_item().await;
    let facts = "店内广告引用统计资料，未表明出处";
    let shown = async |date: &str| {
        let answer = suggest(&centre, facts, date).await;
        let first = &answer.items[0];
        assert_eq!(first.item.as_ref().unwrap().item_id, "i-ad");
        assert!(!first.matched.is_empty());
        let hit = &first.articles[0];
        (hit.valid_from.clone(), hit.article.clone().unwrap().text)
    };
    let (before, after) = (shown("2023-05-31").await, shown("2023-06-01").await);
    assert_eq!(
        (before.0.as_str(), after.0.as_str()),
        ("2022-01-01", "2023-06-01")
    );
    assert!(
        before.1.contains("十万元") && after.1.contains("二十万元"),
        "{before:?} {after:?}"
    );
    centre.close().await;
}

#[tokio::test]
async fn what_officers_write_leads_to_the_items_of_the_demonstration() {
    let centre = empty().await;
    let host = &centre.test.host;
    let (clock, entropy) = (host.clock.as_ref(), host.entropy.as_ref());
    elements::seed::demo(&centre.database.pool, clock, entropy, None)
        .await
        .unwrap();
    eventually("the last item", || async {
        let request = SearchItemsRequest {
            words: "引证".into(),
            ..SearchItemsRequest::default()
        };
        let found = client(&centre).search_items(centre.by_clerk(request)).await;
        (!found.ok()?.into_inner().hits.is_empty()).then_some(())
    })
    .await;
    let follower = follower(&centre, Path::new(""));
    follower.catch_up().await.unwrap();
    for (expected, facts) in GOLDEN {
        let description = elements::find::Description {
            facts: facts.to_owned(),
            domain: None,
            party_kind: None,
            on: calendar::CivilDate::parse("2023-11-20").unwrap(),
            division: None,
            limit: 3,
        };
        let answer = follower
            .search(move |finder| finder.suggest(&description))
            .await
            .unwrap();
        let items: Vec<_> = answer
            .items
            .iter()
            .map(|it| it.item.as_ref().unwrap().item_id.as_str())
            .collect();
        assert!(items.contains(&expected), "{facts}: {items:?}");
    }
    centre.close().await;
}

#[tokio::test]
async fn a_registered_party_is_filled_in_with_source_and_earlier_values() {
    let mut centre = longhai().await;
    let moved = Party {
        address: "福建省漳州市龙海区新址".into(),
        phone: "0596-0000001".into(),
        ..party("p-food")
    };
    for (party, valid_from) in [(party("p-food"), "2022-01-01"), (moved, "2023-01-01")] {
        let request = RecordPartyRequest {
            valid_from: valid_from.into(),
            ..record_party(party)
        };
        let request = centre.by_clerk(request);
        centre.elements.record_party(request).await.unwrap();
    }
    for (code, name) in [
        ("91350604MA8UAB126N", ""),
        (" 91350604ma8uab126n ", ""),
        ("", "漳州市示例食品有限公司"),
    ] {
        let parties = prefill(&centre, code, name).await.unwrap();
        let [party] = parties.as_slice() else {
            panic!("{parties:?}");
        };
        assert_eq!(party.party_id, "p-food");
        let address = field(party, "address");
        assert_eq!(address.value, "福建省漳州市龙海区新址");
        assert_eq!(address.earlier, ["福建省漳州市龙海区"]);
        assert!(
            address.source.contains("检查对象登记（2023-01-01起有效）"),
            "{}",
            address.source
        );
        assert!(address.record_time.is_some());
        let name = field(party, "name");
        assert!(
            name.source.contains("2022-01-01"),
            "since when it has held: {}",
            name.source
        );
        assert!(name.earlier.is_empty() && !name.label.is_empty());
        let kind = field(party, "subject_kind");
        assert_eq!((kind.value.as_str(), kind.record_time), ("企业", None));
        assert_eq!(kind.source, "由统一社会信用代码推出");
        assert_eq!(field(party, "registering_division_name").value, "龙海区");
    }
    assert!(
        prefill(&centre, "", "没有登记的名称")
            .await
            .unwrap()
            .is_empty()
    );
    let (code, _, fields) = refused(prefill(&centre, "", "").await);
    assert_eq!(
        (code, fields),
        (Code::InvalidArgument, vec!["identity_code".to_owned()])
    );
    centre.close().await;
}

#[tokio::test]
async fn an_unregistered_code_says_what_follows_from_it_and_a_wrong_one_is_refused() {
    let centre = longhai().await;
    let parties = prefill(&centre, "91350604MA8UAB126N", "").await.unwrap();
    assert_eq!(parties[0].party_id, "");
    assert_eq!(field(&parties[0], "subject_kind").value, "企业");
    assert_eq!(field(&parties[0], "registering_division").value, "350604");
    let parties = prefill(&centre, "11010519491231002X", "").await.unwrap();
    assert_eq!(field(&parties[0], "birth").value, "1949-12-31");
    assert_eq!(field(&parties[0], "sex").value, "女");
    assert_eq!(field(&parties[0], "sex").source, "由公民身份号码推出");
    for wrong in [
        "91350604MA8UAB126P",
        "110105194912310021",
        "123",
        "110105194902310021",
    ] {
        let (code, _, fields) = refused(prefill(&centre, wrong, "").await);
        assert_eq!(
            (code, fields),
            (Code::InvalidArgument, vec!["identity_code".to_owned()]),
            "{wrong}"
        );
    }
    centre.close().await;
}

#[tokio::test]
async fn a_merged_party_leads_to_the_one_that_stands_for_it() {
    let mut centre = longhai().await;
    let twin = Party {
        name: "示例食品（旧登记）".into(),
        identity_code: credit_code("91350604MA8U00001"),
        ..party("p-old")
    };
    let code = twin.identity_code.clone();
    for party in [party("p-food"), twin] {
        let request = centre.by_clerk(record_party(party));
        centre.elements.record_party(request).await.unwrap();
    }
    let merge = MergePartiesRequest {
        request_id: fresh(),
        merged_party_id: "p-old".into(),
        into_party_id: "p-food".into(),
        valid_from: "2022-01-01".into(),
        reason: "同一企业重复登记".into(),
        ..MergePartiesRequest::default()
    };
    let merge = centre.by_clerk(merge);
    centre.elements.merge_parties(merge).await.unwrap();
    let parties = prefill(&centre, &code, "").await.unwrap();
    let [party] = parties.as_slice() else {
        panic!("{parties:?}");
    };
    assert_eq!(party.party_id, "p-food");
    assert_eq!(party.merged_ids, ["p-old"]);
    let name = field(party, "name");
    assert_eq!(name.value, "漳州市示例食品有限公司");
    assert!(name.source.contains("p-old"), "it says so: {}", name.source);
    centre.close().await;
}

#[tokio::test]
async fn an_index_that_is_lost_broken_or_of_another_record_is_made_anew() {
    let centre = longhai().await;
    found(&centre, "试验").await;
    let folder = folder("anew");
    let index = follower(&centre, &folder);
    index.catch_up().await.unwrap();
    assert!(index.was_abreast());
    assert_eq!(count(&index).await, 1);
    index.forget().await.unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    index.catch_up().await.unwrap();
    assert_eq!(count(&index).await, 1);
    drop(index);
    std::fs::write(folder.join("meta.json"), b"{").unwrap();
    let index = follower(&centre, &folder);
    index.catch_up().await.unwrap();
    assert_eq!(count(&index).await, 1);
    drop(index);
    // The same folder, another record, shorter than the first.
    let other = empty().await;
    let index = follower(&other, &folder);
    index.catch_up().await.unwrap();
    assert_eq!(count(&index).await, 0);
    drop(index);
    let index = follower(&centre, &folder);
    index.catch_up().await.unwrap();
    assert_eq!(count(&index).await, 1);
    drop(index);
    std::fs::remove_dir_all(&folder).unwrap();
    other.close().await;
    centre.close().await;
}

#[tokio::test]
async fn what_was_found_is_found_while_the_database_is_away() {
    let centre = longhai().await;
    let hits = found(&centre, "试验").await;
    let name = centre.database.url.rsplit('/').next().unwrap().to_owned();
    let admin = testkit::database(&[]).await;
    admin
        .tamper(&format!("alter database {name} allow_connections false"))
        .await;
    admin
        .tamper(&format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        ))
        .await;
    assert_eq!(found(&centre, "试验").await, hits);
    admin
        .tamper(&format!("alter database {name} allow_connections true"))
        .await;
    admin.close().await;
    centre.close().await;
}

/// A follower of the centre's record with an index of its own.
fn follower(centre: &TestCentre, folder: &Path) -> IndexFollower {
    let host = &centre.test.host;
    let signer = HeadSigner::generate(host.entropy.as_ref()).unwrap();
    let pool = centre.database.pool.clone();
    let feed = Feed::new(pool, elements::NAME, signer, Arc::clone(&host.clock));
    IndexFollower::new(feed, folder)
}

async fn count(index: &IndexFollower) -> usize {
    let query = ArticleQuery {
        words: words::Phrase::some("words", "为了试验").unwrap(),
        law_id: None,
        rank: None,
        on: calendar::CivilDate::parse("2023-11-20").unwrap(),
    };
    let found = index
        .search(move |finder| finder.articles(&query, None, 10))
        .await;
    found.unwrap().hits.len()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("yifa-find-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// A code with the check character that fits.
fn credit_code(stem: &str) -> String {
    let checks = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars();
    let mut codes = checks.map(|check| format!("{stem}{check}"));
    codes
        .find(|code| statute::identifier::Uscc::parse(code).is_ok())
        .unwrap()
}
