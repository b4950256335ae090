//! A place in a law: article, paragraph, item.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::numeral::{chinese, number};
use crate::{Law, Rank};

/// A place in a law, printed as statutes are cited: `行政处罚法第四十四条第一款第（二）项`.
///
/// `article` 0 is the whole instrument. A policy document has numbered items instead of articles;
/// `article` is then the item's number: `国办发〔2018〕118号第（六）项`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The instrument.
    pub law: Law,
    /// 条
    pub article: u16,
    /// 款
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u8>,
    /// 项
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u8>,
}

/// The text is not a citation of a known law.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a citation: {0:?}")]
pub struct NotACitation(pub String);

impl Citation {
    /// The article: 条.
    pub const fn article(law: Law, article: u16) -> Self {
        Self {
            law,
            article,
            paragraph: None,
            item: None,
        }
    }

    /// The instrument as a whole, where no article can be named.
    pub const fn whole(law: Law) -> Self {
        Self::article(law, 0)
    }

    /// The paragraph of the article: 款.
    #[must_use]
    pub const fn paragraph(mut self, paragraph: u8) -> Self {
        self.paragraph = Some(paragraph);
        self
    }

    /// The item of the article or paragraph: 项.
    #[must_use]
    pub const fn item(mut self, item: u8) -> Self {
        self.item = Some(item);
        self
    }

    /// Whether the article can exist: false only where the law is known to be shorter.
    pub const fn exists(&self) -> bool {
        match self.law.articles() {
            Some(count) => self.article <= count,
            None => true,
        }
    }

    /// The citation with the law's full name, as decisions print it:
    /// `《中华人民共和国行政处罚法》第四十四条`.
    pub fn formal(&self) -> String {
        let title = self.law.full().replace('《', "〈").replace('》', "〉");
        format!("《{title}》{}", self.place())
    }

    /// The place without the law: `第四十四条第一款`; nothing for the whole instrument.
    pub fn place(&self) -> String {
        let article = match (self.article, self.law.rank()) {
            (0, _) => None,
            (item, Rank::PolicyDocument) => Some(format!("第（{}）项", chinese(item))),
            (article, _) => Some(format!("第{}条", chinese(article))),
        };
        let paragraph = self.paragraph.map(|n| format!("第{}款", chinese(n.into())));
        let item = self.item.map(|n| format!("第（{}）项", chinese(n.into())));
        [article, paragraph, item].into_iter().flatten().collect()
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.law.short(), self.place())
    }
}

/// Reads what [`Citation`] prints, and the formal form with 《》.
impl FromStr for Citation {
    type Err = NotACitation;

    fn from_str(text: &str) -> Result<Self, NotACitation> {
        parse(text).ok_or_else(|| NotACitation(text.chars().take(64).collect()))
    }
}

fn parse(text: &str) -> Option<Citation> {
    // The law's own name may hold 第…号 or 第, so the longest name that is known is taken.
    let places = text
        .match_indices('第')
        .map(|(at, _)| at)
        .chain([text.len()]);
    for at in places {
        let (name, place) = text.split_at(at);
        if let Ok(law) = name.parse::<Law>()
            && let Some(citation) = parse_place(law, place)
        {
            return Some(citation);
        }
    }
    None
}

fn parse_place(law: Law, place: &str) -> Option<Citation> {
    let (opening, closing) = match law.rank() {
        Rank::PolicyDocument => ("第（", "）项"),
        _ => ("第", "条"),
    };
    let mut citation = Citation::whole(law);
    let mut rest = place;
    if let Some((article, tail)) = part(rest, opening, closing) {
        citation.article = article;
        rest = tail;
    }
    if let Some((paragraph, tail)) = part(rest, "第", "款") {
        citation.paragraph = Some(u8::try_from(paragraph).ok()?);
        rest = tail;
    }
    if let Some((item, tail)) = part(rest, "第（", "）项") {
        citation.item = Some(u8::try_from(item).ok()?);
        rest = tail;
    }
    rest.is_empty().then_some(citation)
}

fn part<'a>(text: &'a str, opening: &str, closing: &str) -> Option<(u16, &'a str)> {
    let (numeral, rest) = text.strip_prefix(opening)?.split_once(closing)?;
    Some((number(numeral)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 44)
        .paragraph(1)
        .item(2);

    #[test]
    fn a_citation_reads_as_lawyers_write_it() {
        assert_eq!(NOTICE.to_string(), "行政处罚法第四十四条第一款第（二）项");
        assert_eq!(
            Citation::article(Law::AdministrativePenaltyLaw, 64)
                .item(1)
                .to_string(),
            "行政处罚法第六十四条第（一）项"
        );
        assert_eq!(
            Citation::article(Law::EcologicalEnvironmentCode, 1054).to_string(),
            "生态环境法典第一千零五十四条"
        );
        assert_eq!(
            Citation::article(Law::ThreeSystemsOpinion, 6).to_string(),
            "国办发〔2018〕118号第（六）项"
        );
        assert_eq!(
            Citation::article(Law::AdministrativePenaltyLaw, 85).formal(),
            "《中华人民共和国行政处罚法》第八十五条"
        );
        assert_eq!(
            Citation::whole(Law::UrbanGasRegulation).to_string(),
            "城镇燃气管理条例"
        );
    }

    #[test]
    fn what_is_printed_reads_back() {
        for law in Law::ALL {
            for citation in [
                Citation::whole(law),
                Citation::article(law, 7),
                Citation::article(law, 42).paragraph(2),
                Citation::article(law, 110).paragraph(1).item(11),
            ] {
                assert_eq!(citation.to_string().parse(), Ok(citation), "{citation}");
                assert_eq!(
                    citation.formal().parse(),
                    Ok(citation),
                    "{}",
                    citation.formal()
                );
            }
        }
        assert!("行政处罚法第四十四".parse::<Citation>().is_err());
        assert!("某法第一条".parse::<Citation>().is_err());
    }

    #[test]
    fn an_article_past_the_last_does_not_exist() {
        assert!(Citation::article(Law::AdministrativePenaltyLaw, 86).exists());
        assert!(!Citation::article(Law::AdministrativePenaltyLaw, 87).exists());
        assert!(!Citation::article(Law::AdministrativeCoercionLaw, 72).exists());
    }

    #[test]
    fn the_stored_form_names_law_and_place() {
        let stored = serde_json::to_string(&NOTICE).unwrap();
        assert_eq!(
            stored,
            r#"{"law":"administrative_penalty_law","article":44,"paragraph":1,"item":2}"#
        );
        assert_eq!(serde_json::from_str::<Citation>(&stored).unwrap(), NOTICE);
    }
}
