//! Articles, laws and items by words.

use contract::elements::v1 as proto;
use contract::elements::v1::{Domain, ItemKind, PartyKind};
use elements_find::{After, ArticleQuery, Finder, ItemQuery, LawQuery};

use crate::library::*;

fn article_query(text: &str) -> ArticleQuery {
    ArticleQuery {
        words: words(text),
        law_id: None,
        rank: None,
        on: day("2023-11-20"),
    }
}

fn item_query(text: &str) -> ItemQuery {
    ItemQuery {
        words: words(text),
        domain: None,
        kind: None,
        party_kind: None,
        on: day("2023-11-20"),
    }
}

fn articles(finder: &Finder, query: &ArticleQuery) -> Vec<String> {
    let found = finder.articles(query, None, 100).unwrap();
    let citation = |(_, hit): (After, proto::ArticleHit)| hit.citation;
    found.hits.into_iter().map(citation).collect()
}

fn items(finder: &Finder, query: &ItemQuery) -> Vec<String> {
    let found = finder.items(query, None, 100).unwrap();
    let id = |(_, hit): (After, proto::ItemHit)| hit.item.unwrap().item_id;
    found.hits.into_iter().map(id).collect()
}

#[test]
fn two_characters_find_an_article_with_its_words_shown() {
    let finder = open();
    let found = finder.articles(&article_query("听证"), None, 10).unwrap();
    let [(_, hit)] = found.hits.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(hit.citation, "《中华人民共和国行政处罚法》第六十三条");
    assert_eq!(
        (hit.law_id.as_str(), hit.rank.as_str()),
        ("law-penalty", "法律")
    );
    assert_eq!(hit.valid_from, "2021-07-15");
    assert_eq!(hit.matched, ["听证"]);
    assert!(hit.snippet.contains("听证"), "{}", hit.snippet);
    assert_eq!(hit.article.as_ref().unwrap().number, 63);
}

#[test]
fn every_word_must_be_found_in_the_article_or_the_title_of_its_law() {
    let finder = open();
    assert_eq!(
        articles(&finder, &article_query("食品 健康证明")),
        ["《中华人民共和国食品安全法》第四十五条"]
    );
    assert_eq!(
        articles(&finder, &article_query("行政处罚法 听证")),
        ["《中华人民共和国行政处罚法》第六十三条"]
    );
    assert!(articles(&finder, &article_query("食品 听证")).is_empty());
    assert!(articles(&finder, &article_query("证明健康")).is_empty());
}

#[test]
fn words_are_found_whatever_their_width_case_and_signs() {
    let finder = open();
    let plain = articles(&finder, &article_query("10万元"));
    assert_eq!(plain, ["《城镇燃气管理条例》第四十九条"]);
    for text in ["１０万元", "「10万元」", "“１０万元”，罚款", "  10万元  "] {
        assert_eq!(articles(&finder, &article_query(text)), plain, "{text}");
    }
}

#[test]
fn what_looks_like_a_query_language_is_only_words() {
    let finder = open();
    for text in [
        "words:听证",
        "听证 OR 食品",
        "听* ~",
        "\"听证",
        "NOT 听证",
        "title:[* TO *]",
    ] {
        let found = finder.articles(&article_query(text), None, 10).unwrap();
        let by_hand: Vec<_> = found.hits.iter().map(|(_, hit)| &hit.citation).collect();
        if text.contains(char::is_alphabetic) && text.is_ascii() || text.contains("OR") {
            assert!(by_hand.is_empty(), "{text}: {by_hand:?}");
        }
    }
}

#[test]
fn one_character_finds_what_holds_it() {
    let finder = open();
    assert_eq!(
        articles(&finder, &article_query("赌")),
        ["《中华人民共和国治安管理处罚法》第七十条"]
    );
}

#[test]
fn laws_of_titles_come_first_and_articles_without_the_word_last() {
    let finder = open();
    let found = articles(&finder, &article_query("燃气"));
    assert_eq!(found.len(), 4, "{found:?}");
    let found = articles(&finder, &article_query("处罚"));
    let titles: Vec<_> = found
        .iter()
        .map(|citation| citation.contains("处罚法"))
        .collect();
    assert!(titles.is_sorted_by(|one, next| one >= next), "{found:?}");
    // 第八十六条 does not hold the word itself.
    assert!(found.last().unwrap().contains("处罚法"), "{found:?}");
    let after_own = found
        .iter()
        .position(|c| c.ends_with("第八十六条"))
        .unwrap();
    let with_own = found
        .iter()
        .position(|c| c.ends_with("第五十一条"))
        .unwrap();
    assert!(with_own < after_own, "{found:?}");
}

#[test]
fn the_day_decides_which_version_is_found() {
    let finder = open();
    let on = |date: &str, text: &str| {
        let query = ArticleQuery {
            on: day(date),
            law_id: Some("law-penalty".to_owned()),
            ..article_query(text)
        };
        articles(&finder, &query).len()
    };
    assert_eq!(on("2021-07-14", "五十元以下"), 1);
    assert_eq!(on("2021-07-15", "五十元以下"), 0);
    assert_eq!((on("2021-07-14", "听证"), on("2021-07-15", "听证")), (0, 1));
    assert_eq!(on("2017-12-31", "本法"), 0);
}

#[test]
fn rank_and_law_bound_a_search() {
    let finder = open();
    let of_rank = ArticleQuery {
        rank: Some("行政法规".to_owned()),
        ..article_query("不得")
    };
    let found = articles(&finder, &of_rank);
    assert!(
        !found.is_empty() && found.iter().all(|c| c.contains("条例")),
        "{found:?}"
    );
    let of_law = ArticleQuery {
        law_id: Some("law-fire".to_owned()),
        ..article_query("不得")
    };
    assert_eq!(articles(&finder, &of_law).len(), 1);
}

#[test]
fn pages_show_each_hit_once_in_one_order() {
    let finder = open();
    let whole = articles(&finder, &article_query("的"));
    assert!(whole.len() > 6, "{whole:?}");
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let found = finder.articles(&article_query("的"), after, 3).unwrap();
        let Some((last, _)) = found.hits.last() else {
            break;
        };
        after = After::read(&last.write());
        paged.extend(found.hits.iter().map(|(_, hit)| hit.citation.clone()));
    }
    assert_eq!(paged, whole);
}

#[test]
fn laws_are_found_by_title_short_title_and_exactly_first() {
    let finder = open();
    let titles = |text: &str| -> Vec<String> {
        let query = LawQuery {
            words: words(text),
            rank: None,
            on: day("2023-11-20"),
        };
        let found = finder.laws_by_words(&query, None, 10).unwrap();
        found.hits.into_iter().map(|(_, hit)| hit.title).collect()
    };
    assert_eq!(
        titles("处罚法"),
        ["中华人民共和国行政处罚法", "中华人民共和国治安管理处罚法"],
        "its short title is just that"
    );
    assert_eq!(titles("燃气条例"), ["城镇燃气管理条例"]);
    assert_eq!(titles("固废法"), ["中华人民共和国固体废物污染环境防治法"]);
    assert_eq!(titles("消防"), ["中华人民共和国消防法"]);
}

#[test]
fn items_are_found_by_name_and_keyword_within_line_family_and_kind_of_party() {
    let finder = open();
    assert_eq!(
        items(&finder, &item_query("煤气")),
        ["i-gas-restaurant", "i-gas-user"]
    );
    assert_eq!(
        items(&finder, &item_query("燃气 检查")),
        ["i-gas-restaurant"]
    );
    let of_kind = |kind| ItemQuery {
        kind: Some(kind),
        ..item_query("燃气")
    };
    assert_eq!(items(&finder, &of_kind(ItemKind::Penalty)), ["i-gas-user"]);
    let of_line = |domain| ItemQuery {
        domain: Some(domain),
        ..item_query("燃气")
    };
    assert_eq!(items(&finder, &of_line(Domain::Housing)).len(), 2);
    assert!(items(&finder, &of_line(Domain::Transport)).is_empty());
    let against = |party_kind| ItemQuery {
        party_kind: Some(party_kind),
        ..item_query("饲养动物")
    };
    assert_eq!(items(&finder, &against(PartyKind::Person)), ["i-dog"]);
    assert!(items(&finder, &against(PartyKind::Organisation)).is_empty());
    let before = ItemQuery {
        on: day("2021-07-14"),
        ..item_query("燃气")
    };
    assert!(items(&finder, &before).is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]

    #[test]
    fn every_two_characters_of_an_article_find_it(at in 0_usize..1_000, text in "[燃气安全AbＣ１，。\n（一）]{2,30}") {
        let finder = empty();
        let text = format!("{text}{at}");
        let law = law("law-a", "某法", &[], "法律", &[(1, &text), (2, "别的")]);
        let body = contract::elements::v1::element::Body::Law(law);
        let change = changed(contract::elements::v1::Registry::Law, "law-a", vec![entry("2020-01-01", "", body)]);
        finder.write([&change]).unwrap();
        finder.commit(&crate::library::at(1)).unwrap();
        let characters: Vec<char> = text.chars().collect();
        for pair in characters.windows(2) {
            let pair: String = pair.iter().collect();
            let Ok(words) = ::words::Phrase::some("words", &pair) else { continue };
            let query = ArticleQuery { words, ..article_query("某") };
            let found = articles(&finder, &query);
            proptest::prop_assert!(found.contains(&"《某法》第一条".to_owned()), "{:?}", pair);
        }
    }
}
