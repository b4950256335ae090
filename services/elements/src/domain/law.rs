//! 执法依据: a law with its articles. A revision is the same law with other articles from the day it is in force.

use contract::elements::v1 as proto;
use statute::Rank;

use super::element::Columns;
use super::fields::Fields;
use super::timeline::Span;

/// Longest article, in characters.
const LONGEST_ARTICLE: usize = 20_000;
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
    Columns {
        id: law.law_id.clone(),
        name: law.title.clone(),
        ..Columns::default()
    }
}

/// The article of that number.
pub fn article(law: &proto::Law, number: i32) -> Option<&proto::Article> {
    let at = law
        .articles
        .binary_search_by_key(&number, |article| article.number)
        .ok()?;
    law.articles.get(at)
}

fn read_articles(articles: &[proto::Article], fields: &mut Fields) {
    if articles.is_empty() {
        fields.refuse("articles", "must hold at least one article", "至少录入一条");
    }
    let mut before = 0;
    for (at, article) in articles.iter().enumerate() {
        if article.number <= before {
            fields.refuse(
                format!("articles[{at}].number"),
                "numbers must be 1 or more and ascend",
                "条文序号应为正整数且依次递增",
            );
        }
        before = before.max(article.number);
        fields.text_up_to(
            format!("articles[{at}].text"),
            &article.text,
            LONGEST_ARTICLE,
        );
        fields.text_if_any(format!("articles[{at}].chapter"), &article.chapter, 200);
    }
}
