//! GetArticle: one article of a law as it stood, taken apart.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Refusal;

/// The article of a version of a law.
///
/// # Refuses
/// Malformed: a number below 1, a suffix below 0 · Absent: no law, no such article in this version
pub(super) fn article(
    version: proto::Version,
    number: i32,
    suffix: i32,
) -> Result<proto::GetArticleResponse, Refusal> {
    check(number, suffix)?;
    let Some(Body::Law(law)) = version.element.and_then(|element| element.body) else {
        return Err(Refusal::absent("law", "执法依据"));
    };
    let article = elements_domain::article_with_suffix(&law, number, suffix)
        .cloned()
        .ok_or_else(|| Refusal::absent("article", "条文"))?;
    Ok(proto::GetArticleResponse {
        paragraphs: paragraphs(&article.text),
        article: Some(article),
        law_title: law.title,
        valid_from: version.valid_from,
        valid_to: version.valid_to,
        replaced_by: law.replaced_by,
    })
}

fn check(number: i32, suffix: i32) -> Result<(), Refusal> {
    if number < 1 {
        return Err(Refusal::malformed(
            "article",
            "must be 1 or more",
            "应为正整数",
        ));
    }
    if suffix < 0 {
        return Err(Refusal::malformed(
            "suffix",
            "must not be negative",
            "不能为负数",
        ));
    }
    Ok(())
}

fn paragraphs(text: &str) -> Vec<proto::Paragraph> {
    statute_text::paragraphs(text)
        .into_iter()
        .map(|paragraph| proto::Paragraph {
            number: paragraph.number.into(),
            text: paragraph.text,
            items: paragraph
                .items
                .into_iter()
                .map(|item| proto::ParagraphItem {
                    number: item.number.into(),
                    text: item.text,
                    points: item.points,
                })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version() -> proto::Version {
        let article = |number, suffix, text: &str| proto::Article {
            number,
            suffix,
            text: text.to_owned(),
            ..proto::Article::default()
        };
        let law = proto::Law {
            title: "某某条例".to_owned(),
            articles: vec![
                article(
                    3,
                    0,
                    "有下列情形的：\n（一）甲：\n1.子；\n2.丑。\n（二）乙。\n前款除外。",
                ),
                article(3, 1, "丙。"),
            ],
            replaced_by: "law-b".to_owned(),
            ..proto::Law::default()
        };
        proto::Version {
            valid_from: "2020-01-01".to_owned(),
            valid_to: "2022-01-01".to_owned(),
            element: Some(proto::Element {
                body: Some(Body::Law(law)),
            }),
            ..proto::Version::default()
        }
    }

    #[test]
    fn an_article_is_given_with_its_paragraphs_items_and_points() {
        let answer = article(version(), 3, 0).unwrap();
        assert_eq!(answer.paragraphs.len(), 2);
        let items = &answer.paragraphs[0].items;
        assert_eq!(items[0].points, ["子；", "丑。"]);
        assert_eq!((items[1].number, items[1].text.as_str()), (2, "乙。"));
        assert_eq!(answer.valid_to, "2022-01-01");
        assert_eq!(answer.replaced_by, "law-b");
    }

    #[test]
    fn a_suffix_names_an_article_of_its_own() {
        let answer = article(version(), 3, 1).unwrap();
        assert_eq!(answer.article.unwrap().text, "丙。");
        assert!(article(version(), 3, 2).is_err());
        assert!(article(version(), 0, 0).is_err());
        assert!(article(version(), 3, -1).is_err());
    }
}
