//! What fits a description of facts.

use contract::elements::v1 as proto;
use contract::elements::v1::{Domain, ItemKind, PartyKind};
use elements_find::{Description, Finder};
use statute::identifier::DivisionCode;

use crate::library::*;

/// Descriptions in officers' words, each with the item that must be among the first three.
const GOLDEN: &str = include_str!("golden.tsv");

fn description(facts: &str) -> Description {
    Description {
        facts: facts.to_owned(),
        domain: None,
        party_kind: None,
        on: day("2023-11-20"),
        division: None,
        limit: 5,
    }
}

fn suggest(finder: &Finder, description: &Description) -> proto::SuggestBasesResponse {
    finder.suggest(description).unwrap()
}

fn ids(answer: &proto::SuggestBasesResponse) -> Vec<&str> {
    let items = answer.items.iter().filter_map(|it| it.item.as_ref());
    items.map(|item| item.item_id.as_str()).collect()
}

#[test]
fn what_officers_write_leads_to_the_item_among_the_first_three() {
    let finder = open();
    let mut firsts = 0;
    for line in GOLDEN.lines() {
        let (expected, facts) = line.split_once('\t').unwrap();
        let answer = suggest(&finder, &description(facts));
        let ids = ids(&answer);
        let place = ids.iter().position(|id| *id == expected);
        assert!(place.is_some_and(|at| at < 3), "{facts}: {ids:?}");
        firsts += usize::from(place == Some(0));
    }
    let all = GOLDEN.lines().count();
    assert!(
        all >= 12 && firsts * 10 >= all * 8,
        "{firsts} of {all} come first"
    );
}

#[test]
fn a_suggestion_shows_articles_words_standards_and_a_typical_case() {
    let finder = open();
    let place = DivisionCode::parse("350604001").unwrap();
    let answer = suggest(
        &finder,
        &Description {
            division: Some(place),
            ..description("该小吃店在地下室使用液化石油气钢瓶，擅自改装户内燃气设施")
        },
    );
    let first = &answer.items[0];
    assert_eq!(first.item.as_ref().unwrap().item_id, "i-gas-user");
    let citations: Vec<_> = first.articles.iter().map(|hit| &hit.citation).collect();
    assert_eq!(
        citations,
        [
            "《城镇燃气管理条例》第二十八条",
            "《城镇燃气管理条例》第四十九条"
        ]
    );
    assert!(
        first.matched.iter().any(|piece| piece.contains("燃气设施")),
        "{:?}",
        first.matched
    );
    let standards: Vec<_> = first.standards.iter().map(|it| &it.standard_id).collect();
    assert_eq!(
        standards,
        ["s-zhangzhou", "s-fujian"],
        "the nearest first, no other place's"
    );
    let case = &answer.typical_cases[0];
    assert_eq!(
        case.typical_case.as_ref().unwrap().typical_case_id,
        "case-gas"
    );
    assert!(!case.matched.is_empty());
    assert!((0.0..=1.0).contains(&first.score) && (0.0..=1.0).contains(&case.score));
    assert!(
        answer
            .articles
            .iter()
            .any(|hit| hit.citation.contains("第二十八条"))
    );
}

#[test]
fn without_a_place_only_the_provinces_standards_are_shown() {
    let finder = open();
    let answer = suggest(
        &finder,
        &description("燃气用户违规使用燃气，擅自改装燃气设施"),
    );
    let standards: Vec<_> = answer.items[0]
        .standards
        .iter()
        .map(|it| &it.standard_id)
        .collect();
    assert_eq!(standards, ["s-fujian"]);
}

#[test]
fn the_day_of_the_act_decides_which_article_is_shown() {
    let finder = open();
    let facts = "在海报上引用统计资料，没有表明出处";
    // The item stands from 2021-07-15; what it rests on is shown as of the day in both directions.
    let text = |on: &str| -> Vec<(String, String)> {
        let description = Description {
            on: day(on),
            ..description(facts)
        };
        let articles = suggest(&finder, &description).articles;
        let of_law = articles
            .into_iter()
            .filter(|hit| hit.law_id == "law-advertising");
        of_law
            .map(|hit| (hit.valid_from, hit.article.unwrap().text))
            .filter(|(_, text)| text.contains("统计资料"))
            .collect()
    };
    let (before, after) = (text("2021-04-28"), text("2021-04-29"));
    assert_eq!((before.len(), after.len()), (1, 1), "{before:?} {after:?}");
    assert_eq!(
        (before[0].0.as_str(), after[0].0.as_str()),
        ("2015-09-01", "2021-04-29")
    );
    assert!(before[0].1.starts_with("旧法"), "{before:?}");
}

#[test]
fn line_and_kind_of_party_bound_the_suggestions() {
    let finder = open();
    let facts = "邻居养狗整夜吠叫，干扰他人正常生活";
    let against = |party_kind| Description {
        party_kind: Some(party_kind),
        ..description(facts)
    };
    assert_eq!(
        ids(&suggest(&finder, &against(PartyKind::Person))).first(),
        Some(&"i-dog")
    );
    assert!(!ids(&suggest(&finder, &against(PartyKind::Organisation))).contains(&"i-dog"));
    let of_line = Description {
        domain: Some(Domain::Housing),
        ..description("燃气")
    };
    let answer = suggest(&finder, &of_line);
    assert!(answer.items.iter().all(|it| {
        let item = it.item.as_ref().unwrap();
        item.domain() == Domain::Housing && item.kind() != ItemKind::Unspecified
    }));
}

#[test]
fn the_language_of_every_case_suggests_nothing_of_its_own() {
    let finder = open();
    let plain = suggest(&finder, &description("占道经营"));
    let wordy = suggest(
        &finder,
        &description("执法人员依法检查，现场发现当事人存在违法行为，占道经营，责令改正"),
    );
    assert_eq!(ids(&plain).first(), ids(&wordy).first());
    let matched = &wordy.items[0].matched;
    assert!(matched.contains(&"占道经营".to_owned()), "{matched:?}");
    assert!(
        !matched
            .iter()
            .any(|piece| piece == "当事人" || piece == "执法人员"),
        "{matched:?}"
    );
    assert!(ids(&suggest(&finder, &description("。。。"))).is_empty());
    assert!(ids(&suggest(&finder, &description("zzzz"))).is_empty());
}
