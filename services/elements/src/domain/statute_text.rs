//! Reading a statute's text: chapters as `## 第一章 总则`, articles as paragraphs that begin with `第一条`.

use contract::elements::v1 as proto;
use statute::Citation;

/// Ends the notes on adoption and amendments that stand before the text, where there are any.
const END_OF_NOTES: &str = "<!-- INFO END -->";

/// The text is not a statute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAStatute {
    /// No article was found.
    #[error("the text holds no article")]
    NoArticle,
    /// An article does not follow the one before it.
    #[error("article {0} stands after article {1}")]
    OutOfOrder(i32, i32),
}

/// The articles of a statute, with the chapter each stands in. Articles may be left out, not stand in another order.
pub fn articles(text: &str) -> Result<Vec<proto::Article>, NotAStatute> {
    let text = text.split_once(END_OF_NOTES).map_or(text, |(_, text)| text);
    let mut chapter = String::new();
    let mut articles: Vec<proto::Article> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim();
            if is_chapter(heading) {
                heading.clone_into(&mut chapter);
            }
        } else if let Some((number, rest)) = beginning_of_article(line) {
            if let Some(before) = articles
                .last()
                .map(|article| article.number)
                .filter(|before| *before >= number)
            {
                return Err(NotAStatute::OutOfOrder(number, before));
            }
            articles.push(proto::Article {
                number,
                text: rest.to_owned(),
                chapter: chapter.clone(),
            });
        } else if let Some(article) = articles.last_mut() {
            article.text.push('\n');
            article.text.push_str(line);
        }
    }
    if articles.is_empty() {
        Err(NotAStatute::NoArticle)
    } else {
        Ok(articles)
    }
}

/// Sections (节) are left aside: an article is found by its chapter.
fn is_chapter(heading: &str) -> bool {
    heading
        .split_whitespace()
        .next()
        .is_some_and(|word| word.starts_with('第') && word.ends_with('章'))
}

/// `第四十四条　行政机关…`: the number and the text. The space after it tells an article from a reference to one.
fn beginning_of_article(line: &str) -> Option<(i32, &str)> {
    let (place, text) = line.split_once(char::is_whitespace)?;
    let number = place
        .starts_with('第')
        .then(|| format!("行政处罚法{place}").parse::<Citation>().ok())??;
    let whole = number.paragraph.is_none() && number.item.is_none() && number.article > 0;
    whole.then(|| (i32::from(number.article), text.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# 某法\n\n2021年1月1日 通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为了规范，制定本法。\n\n\
        第二条　本法所称行为，是指：\n\n（一）甲；\n\n（二）乙。\n\n第一款规定的行为除外。\n\n### 第二节 略\n\n## 第九章 附则\n\n\
        第一百零三条 本法自2021年7月15日起施行。\n";

    #[test]
    fn articles_keep_their_paragraphs_and_chapters() {
        let articles = articles(TEXT).unwrap();
        let found: Vec<_> = articles
            .iter()
            .map(|a| (a.number, a.chapter.as_str()))
            .collect();
        assert_eq!(
            found,
            [(1, "第一章 总则"), (2, "第一章 总则"), (103, "第九章 附则")]
        );
        assert_eq!(
            articles[1].text,
            "本法所称行为，是指：\n（一）甲；\n（二）乙。\n第一款规定的行为除外。"
        );
    }

    #[test]
    fn a_text_without_order_is_refused() {
        assert_eq!(articles("# 空\n"), Err(NotAStatute::NoArticle));
        assert_eq!(
            articles("第三条 甲\n第二条 乙\n"),
            Err(NotAStatute::OutOfOrder(2, 3))
        );
    }
}
