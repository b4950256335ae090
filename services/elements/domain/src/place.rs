//! Whether a place stands in a law: article, paragraph, item.

use contract::elements::v1 as proto;

use super::law::article_with_suffix;

/// What of a place a law does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// The article (条).
    Article,
    /// The paragraph (款).
    Paragraph,
    /// The item (项).
    Item,
}

/// Whether the law has the place; what is missing otherwise.
pub(super) fn missing(law: &proto::Law, basis: &proto::Basis) -> Result<(), Missing> {
    let article = article_with_suffix(law, basis.article, basis.suffix).ok_or(Missing::Article)?;
    if basis.paragraph == 0 {
        return Ok(());
    }
    let paragraphs = statute_text::paragraphs(&article.text);
    let paragraph = paragraphs
        .iter()
        .find(|paragraph| i32::from(paragraph.number) == basis.paragraph)
        .ok_or(Missing::Paragraph)?;
    let has = |number: i32| {
        paragraph
            .items
            .iter()
            .any(|item| i32::from(item.number) == number)
    };
    if basis.item == 0 || has(basis.item) {
        Ok(())
    } else {
        Err(Missing::Item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law() -> proto::Law {
        let article = |number, suffix, text: &str| proto::Article {
            number,
            suffix,
            text: text.into(),
            ..proto::Article::default()
        };
        proto::Law {
            articles: vec![
                article(1, 0, "为了试验，制定本法。"),
                article(2, 0, "本法所称：\n（一）甲；\n（二）乙。\n前款规定除外。"),
                article(2, 1, "补充规定。"),
            ],
            ..proto::Law::default()
        }
    }

    #[test]
    fn a_place_is_found_down_to_its_item() {
        for ((article, suffix, paragraph, item), expected) in [
            ((1, 0, 0, 0), Ok(())),
            ((1, 0, 1, 0), Ok(())),
            ((2, 0, 1, 2), Ok(())),
            ((2, 0, 2, 0), Ok(())),
            ((2, 1, 1, 0), Ok(())),
            ((3, 0, 0, 0), Err(Missing::Article)),
            ((1, 1, 0, 0), Err(Missing::Article)),
            ((1, 0, 2, 0), Err(Missing::Paragraph)),
            ((2, 0, 3, 0), Err(Missing::Paragraph)),
            ((2, 0, 1, 3), Err(Missing::Item)),
            ((2, 0, 2, 1), Err(Missing::Item)),
        ] {
            let basis = proto::Basis {
                law_id: "law-test".into(),
                article,
                paragraph,
                item,
                suffix,
            };
            assert_eq!(missing(&law(), &basis), expected, "{basis:?}");
        }
    }
}
