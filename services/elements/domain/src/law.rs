//! 执法依据: a law with its articles. A revision is the same law with other articles from the day it is in force.

mod from_text;
mod replacement;

use std::collections::BTreeMap;

use contract::elements::v1 as proto;
use statute::{Rank, chinese};

use super::element::Columns;
use super::facet::facet;
use super::fields::Fields;
use super::timeline::Span;

pub use from_text::{Overrides, from_text, id_of_title, span_among};
pub(super) use replacement::check;
pub use replacement::{replaced_by_cycle, successor};

/// Longest article, in characters.
const LONGEST_ARTICLE: usize = 100_000;
/// Longest notes on adoption, and longest preamble, in characters.
const LONGEST_NOTES: usize = 20_000;
/// Longest annex, in characters.
const LONGEST_ANNEX: usize = 200_000;
/// Longest law with all its articles and annexes, in characters: a message holds no more.
const LONGEST_LAW: usize = 1_000_000;
/// Most articles.
const MOST_ARTICLES: usize = 5_000;
/// Most annexes, and most short titles.
const MOST_ANNEXES: usize = 200;
const MOST_SHORT_TITLES: usize = 20;
/// Highest number of an article.
const HIGHEST: i32 = 9_999;

/// Every rank that a law may state.
const RANKS: [Rank; 7] = [
    Rank::Law,
    Rank::AdministrativeRegulation,
    Rank::JudicialInterpretation,
    Rank::LocalRegulation,
    Rank::DepartmentRule,
    Rank::LocalGovernmentRule,
    Rank::PolicyDocument,
];

/// Reads a law.
pub(super) fn read(law: &proto::Law, span: Span, fields: &mut Fields) -> Columns {
    fields.id("law_id", &law.law_id);
    fields.text("title", &law.title);
    fields.text("issuer", &law.issuer);
    if !RANKS.iter().any(|rank| rank.zh() == law.rank) {
        let known = RANKS.map(Rank::zh).join("、");
        fields.refuse(
            "rank",
            format!("must be one of {known}"),
            format!("应为{known}之一"),
        );
    }
    let issued = fields.date("issue_date", &law.issue_date);
    if issued.is_some_and(|issued| span.from() < issued) {
        fields.refuse(
            "issue_date",
            "must not be after valid_from",
            "不能晚于施行日期",
        );
    }
    read_articles(&law.articles, fields);
    read_short_titles(law, fields);
    read_replacement(law, span, fields);
    fields.text_if_any("adoption", &law.adoption, LONGEST_NOTES);
    fields.text_if_any("preamble", &law.preamble, LONGEST_NOTES);
    read_annexes(&law.annexes, fields);
    let whole = law.articles.iter().map(|article| &article.text);
    let whole = whole.chain(law.annexes.iter().map(|annex| &annex.text));
    if whole.map(|text| text.chars().count()).sum::<usize>() > LONGEST_LAW {
        fields.refuse(
            "articles",
            format!("must have at most {LONGEST_LAW} characters with the annexes"),
            format!("连同附件不能超过{LONGEST_LAW}个字"),
        );
    }
    Columns {
        id: law.law_id.clone(),
        name: law.title.clone(),
        facets: vec![facet("rank", &law.rank)],
        // A law carries no day of its own on it: it lapses with its validity.
        expires: span.to().map(|to| to.add_days(-1)),
        ..Columns::default()
    }
}

/// The article of that number: 第…条.
pub fn article(law: &proto::Law, number: i32) -> Option<&proto::Article> {
    article_with_suffix(law, number, 0)
}

/// The article of that number and suffix: 第…条之….
pub fn article_with_suffix(law: &proto::Law, number: i32, suffix: i32) -> Option<&proto::Article> {
    let at = law
        .articles
        .binary_search_by_key(&(number, suffix), |article| {
            (article.number, article.suffix)
        })
        .ok()?;
    law.articles.get(at)
}

fn read_articles(articles: &[proto::Article], fields: &mut Fields) {
    if articles.is_empty() {
        fields.refuse("articles", "must hold at least one article", "至少录入一条");
    }
    if articles.len() > MOST_ARTICLES {
        fields.refuse(
            "articles",
            format!("must hold at most {MOST_ARTICLES} articles"),
            format!("不能超过{MOST_ARTICLES}条"),
        );
    }
    let mut places: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    let mut before = (0, 0);
    for (at, article) in articles.iter().enumerate() {
        let key = (article.number, article.suffix);
        let path = format!("articles[{at}].number");
        if !(1..=HIGHEST).contains(&article.number) || !(0..=HIGHEST).contains(&article.suffix) {
            fields.refuse(
                path,
                format!("must be 1 to {HIGHEST}, its suffix 0 to {HIGHEST}"),
                format!("条文序号应为1至{HIGHEST}，“之几”应为0至{HIGHEST}"),
            );
        } else if let Some(first) = places.get(&key) {
            fields.refuse(
                path,
                format!("{} stands at articles[{first}] already", name(key)),
                format!("{}重复：第{}个条文已是该条", name(key), first + 1),
            );
        } else if key < before {
            fields.refuse(
                path,
                format!("{} must not stand after {}", name(key), name(before)),
                format!("条文应依次递增：{}不能排在{}之后", name(key), name(before)),
            );
        }
        places.entry(key).or_insert(at);
        before = before.max(key);
        fields.text_up_to(
            format!("articles[{at}].text"),
            &article.text,
            LONGEST_ARTICLE,
        );
        for (part, text) in [
            ("part", &article.part),
            ("chapter", &article.chapter),
            ("section", &article.section),
            ("label", &article.label),
        ] {
            fields.text_if_any(format!("articles[{at}].{part}"), text, 200);
        }
    }
}

fn name((number, suffix): (i32, i32)) -> String {
    let numeral = |number: i32| u16::try_from(number).map_or_else(|_| number.to_string(), chinese);
    match suffix {
        0 => format!("第{}条", numeral(number)),
        suffix => format!("第{}条之{}", numeral(number), numeral(suffix)),
    }
}

fn read_short_titles(law: &proto::Law, fields: &mut Fields) {
    if law.short_titles.len() > MOST_SHORT_TITLES {
        fields.refuse(
            "short_titles",
            format!("must hold at most {MOST_SHORT_TITLES}"),
            format!("不能超过{MOST_SHORT_TITLES}个"),
        );
    }
    for (at, title) in law.short_titles.iter().enumerate() {
        let path = format!("short_titles[{at}]");
        if law
            .short_titles
            .iter()
            .take(at)
            .any(|before| before == title)
        {
            fields.refuse(path, "must not be named twice", "简称重复填写");
        } else {
            fields.text(path, title);
        }
    }
}

fn read_replacement(law: &proto::Law, span: Span, fields: &mut Fields) {
    if law.replaced_by.is_empty() {
        return;
    }
    fields.id("replaced_by", &law.replaced_by);
    if span.to().is_none() {
        fields.refuse(
            "replaced_by",
            "must be stated with valid_to: a law is replaced from the end of its validity",
            "填写替代法律时应同时填写失效日期",
        );
    }
}

fn read_annexes(annexes: &[proto::Annex], fields: &mut Fields) {
    if annexes.len() > MOST_ANNEXES {
        fields.refuse(
            "annexes",
            format!("must hold at most {MOST_ANNEXES}"),
            format!("不能超过{MOST_ANNEXES}个"),
        );
    }
    for (at, annex) in annexes.iter().enumerate() {
        fields.text(format!("annexes[{at}].title"), &annex.title);
        fields.text_if_any(format!("annexes[{at}].text"), &annex.text, LONGEST_ANNEX);
    }
}

#[cfg(test)]
mod tests {
    use calendar::CivilDate;
    use contract::elements::v1::element::Body;
    use refusal::Refusal;

    use super::*;
    use crate::Element;

    fn day(year: i32) -> CivilDate {
        CivilDate::ymd(year, 1, 1).unwrap()
    }

    fn law(keys: &[(i32, i32)]) -> proto::Law {
        let article = |(number, suffix): &(i32, i32)| proto::Article {
            number: *number,
            suffix: *suffix,
            text: "甲。".to_owned(),
            ..proto::Article::default()
        };
        proto::Law {
            law_id: "law-a".to_owned(),
            title: "某某条例".to_owned(),
            issuer: "国务院令第1号".to_owned(),
            rank: "行政法规".to_owned(),
            issue_date: "2020-01-01".to_owned(),
            articles: keys.iter().map(article).collect(),
            ..proto::Law::default()
        }
    }

    fn read(law: proto::Law, span: Span) -> Result<Element, Refusal> {
        Element::read(Body::Law(law), span, day(2026))
    }

    fn broken(law: proto::Law, span: Span) -> Vec<(String, String)> {
        let refusal = read(law, span).unwrap_err();
        let fields = refusal.fields().iter();
        fields
            .map(|field| (field.path.clone(), field.zh.clone()))
            .collect()
    }

    #[test]
    fn articles_ascend_by_number_then_by_suffix() {
        let since = Span::since(day(2020));
        let element = read(law(&[(1, 0), (1, 1), (2, 0), (2, 12)]), since).unwrap();
        assert_eq!(element.facets(), ["rank=行政法规"]);
        assert_eq!(element.expires(), None);
        assert_eq!(
            broken(law(&[(1, 0), (2, 0), (1, 1)]), since),
            [(
                "law.articles[2].number".to_owned(),
                "条文应依次递增：第一条之一不能排在第二条之后".to_owned()
            )]
        );
    }

    #[test]
    fn an_article_that_repeats_is_refused_with_both_places() {
        assert_eq!(
            broken(law(&[(1, 0), (2, 0), (2, 0)]), Span::since(day(2020))),
            [(
                "law.articles[2].number".to_owned(),
                "第二条重复：第2个条文已是该条".to_owned()
            )]
        );
    }

    #[test]
    fn an_article_is_found_by_number_and_suffix() {
        let law = law(&[(1, 0), (1, 1), (3, 0)]);
        let found = |number, suffix| article_with_suffix(&law, number, suffix).is_some();
        assert!(found(1, 0) && found(1, 1) && found(3, 0));
        assert!(!found(1, 2) && !found(2, 0));
        assert_eq!(article(&law, 3).map(|article| article.number), Some(3));
    }

    #[test]
    fn a_law_expires_with_its_validity_and_only_then_is_replaced() {
        let ends = Span::new(day(2020), Some(day(2022))).unwrap();
        let replaced = |span| {
            let mut law = law(&[(1, 0)]);
            law.replaced_by = "law-b".to_owned();
            read(law, span)
        };
        assert_eq!(
            replaced(ends).unwrap().expires(),
            CivilDate::ymd(2021, 12, 31)
        );
        assert!(replaced(Span::since(day(2020))).is_err());
    }
}
