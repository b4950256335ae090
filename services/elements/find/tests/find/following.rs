//! What the index answers does not depend on how it came to be.

use contract::elements::v1 as proto;
use contract::elements::v1::Registry;
use contract::elements::v1::element::Body;
use elements_find::{ArticleQuery, Description, Finder, ItemQuery};
use words::{Place, Shelved as _};

use crate::library::*;

const DESCRIPTION: &str = "该店在地下室使用液化石油气钢瓶，未安装可燃气体报警器";

/// Everything that a few questions are answered with.
fn answers(finder: &Finder) -> Vec<String> {
    let mut answers = Vec::new();
    for text in ["处罚", "燃气 安全", "的", "食品"] {
        let query = ArticleQuery {
            words: words(text),
            law_id: None,
            rank: None,
            on: day("2023-11-20"),
        };
        answers.push(format!("{:?}", finder.articles(&query, None, 50).unwrap()));
        let query = ItemQuery {
            words: words(text),
            domain: None,
            kind: None,
            party_kind: None,
            on: day("2023-11-20"),
        };
        answers.push(format!("{:?}", finder.items(&query, None, 50).unwrap()));
    }
    let description = Description {
        facts: DESCRIPTION.to_owned(),
        domain: None,
        party_kind: None,
        on: day("2023-11-20"),
        division: None,
        limit: 20,
    };
    answers.push(format!("{:?}", finder.suggest(&description).unwrap()));
    answers
}

#[test]
fn an_index_made_anew_answers_like_one_that_followed() {
    let rebuilt = open();
    let followed = empty();
    // Bit by bit, with earlier knowledge of every element first.
    for (position, change) in (1..).zip(changes()) {
        let mut earlier = change.clone();
        for entry in &mut earlier.timeline {
            if let Some(Body::Law(law)) = entry.element.as_mut().and_then(|it| it.body.as_mut()) {
                for article in &mut law.articles {
                    article.text = format!("旧文：{}", article.text);
                }
            }
        }
        followed.write([&earlier]).unwrap();
        followed.commit(&at(position * 2)).unwrap();
        followed.write([&change]).unwrap();
        followed.commit(&at(position * 2 + 1)).unwrap();
    }
    assert_eq!(answers(&followed), answers(&rebuilt));
    assert_eq!(answers(&rebuilt), answers(&rebuilt));
}

#[test]
fn superseded_knowledge_leaves_the_index() {
    let finder = open();
    let text = |text: &str| ArticleQuery {
        words: words(text),
        law_id: None,
        rank: None,
        on: day("2023-11-20"),
    };
    let count = |query: &ArticleQuery| finder.articles(query, None, 10).unwrap().hits.len();
    assert_eq!(count(&text("疏散通道")), 1);
    let corrected = law(
        "law-fire",
        "中华人民共和国消防法",
        &[],
        "法律",
        &[(28, "更正后的条文")],
    );
    let corrected = entry("2021-04-29", "", Body::Law(corrected));
    let change = changed(Registry::Law, "law-fire", vec![corrected]);
    finder.write([&change]).unwrap();
    assert_eq!(
        count(&text("疏散通道")),
        1,
        "nobody sees what is not committed"
    );
    finder.commit(&at(2)).unwrap();
    assert_eq!(
        (count(&text("疏散通道")), count(&text("更正后的条文"))),
        (0, 1)
    );
    finder
        .write([&changed(Registry::Law, "law-fire", vec![])])
        .unwrap();
    finder.commit(&at(3)).unwrap();
    assert_eq!(count(&text("更正后的条文")), 0);
    let gone = finder.resolve("消防法第28条", day("2023-11-20")).unwrap();
    assert!(gone.is_err(), "{gone:?}");
}

#[test]
fn a_kill_between_write_and_commit_loses_nothing() {
    let folder = std::env::temp_dir().join(format!("yifa-find-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let place = Place::at(&folder);
    let finder = Finder::open(&place).unwrap();
    let changes = changes();
    let (first, second) = changes.split_at(changes.len() / 2);
    finder.write(first).unwrap();
    finder.commit(&at(1)).unwrap();
    finder.write(second).unwrap();
    drop(finder);
    let finder = Finder::open(&place).unwrap();
    assert_eq!(finder.position().unwrap(), Some(at(1)));
    // Whoever follows goes on from there.
    finder.write(second).unwrap();
    finder.commit(&at(2)).unwrap();
    assert_eq!(answers(&finder), answers(&open()));
    drop(finder);
    let finder = Finder::open(&place).unwrap();
    assert_eq!(finder.position().unwrap(), Some(at(2)));
    assert!(
        finder
            .resolve("消防法第28条", day("2023-11-20"))
            .unwrap()
            .is_ok()
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_cannot_be_read_is_left_out_and_the_rest_stays() {
    let finder = empty();
    let good = law("law-a", "甲法", &[], "法律", &[(1, "好的条文")]);
    let entries = vec![
        entry("不是日期", "", Body::Law(good.clone())),
        proto::TimelineEntry::default(),
        entry("2020-01-01", "", Body::Law(good)),
    ];
    finder
        .write([&changed(Registry::Law, "law-a", entries)])
        .unwrap();
    finder
        .write([&changed(Registry::Officer, "o-lin", vec![])])
        .unwrap();
    finder.commit(&at(1)).unwrap();
    assert!(
        finder
            .resolve("甲法第1条", day("2020-01-01"))
            .unwrap()
            .is_ok()
    );
}
