//! A law out of its text, as it is imported.
//!
//! The versions of one title are spans of one law: a version holds until the next begins, so an older one that is imported
//! later only fills the time before.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use refusal::Refusal;
use sm3::{Digest as _, Sm3};
use statute::Rank;
use statute_text::{Numbering, StatuteText, normal_title};

use crate::timeline::Span;

/// Digits of the hash in an id.
const ID_DIGITS: usize = 16;

/// What whoever imports says instead of what the text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Id of the law as it is known already; `None`: made from the title.
    pub law_id: Option<String>,
    /// Issuing body and number.
    pub issuer: Option<String>,
    /// Rank.
    pub rank: Option<Rank>,
    /// Day of issue.
    pub issue_date: Option<CivilDate>,
    /// First day in force.
    pub valid_from: Option<CivilDate>,
    /// First day no longer in force; `None`: open.
    pub valid_to: Option<CivilDate>,
    /// Law that replaced it from then on.
    pub replaced_by: String,
    /// Short titles besides those that follow from the title, e.g. those that are known already.
    pub short_titles: Vec<String>,
}

/// The law that a text holds, and the days of this version: from the day of effect that the text states, but never before
/// the day of the version.
///
/// # Refuses
/// Malformed: neither the file's name nor the text nor the overrides state a day; the end is not after the beginning.
pub fn from_text(text: &StatuteText, overrides: &Overrides) -> Result<(proto::Law, Span), Refusal> {
    let issued = overrides.issue_date.or(text.version).or(text.in_force);
    let from = overrides
        .valid_from
        .or_else(|| issued.max(text.in_force))
        .ok_or_else(no_day)?;
    let span = Span::new(from, overrides.valid_to).ok_or_else(ends_before)?;
    // A day of effect that somebody states may lie before the version that the file's name states.
    let issued = issued.unwrap_or(from).min(from);
    let rank = overrides.rank.or(text.rank);
    let law = proto::Law {
        law_id: overrides
            .law_id
            .clone()
            .unwrap_or_else(|| id_of_title(&text.title)),
        title: text.title.clone(),
        issuer: overrides
            .issuer
            .clone()
            .or_else(|| text.issuer.clone())
            .unwrap_or_default(),
        rank: rank.map(Rank::zh).unwrap_or_default().to_owned(),
        issue_date: issued.to_string(),
        articles: articles(text),
        short_titles: short_titles(text, overrides),
        replaced_by: overrides.replaced_by.clone(),
        adoption: text.notes.join("\n"),
        annexes: text
            .annexes
            .iter()
            .map(|annex| proto::Annex {
                title: annex.title.clone(),
                text: annex.text.clone(),
            })
            .collect(),
        preamble: text.preamble.join("\n"),
    };
    Ok((law, span))
}

/// The id of a law that is not known yet: the same for every version of a title.
pub fn id_of_title(title: &str) -> String {
    let hash = Sm3::digest(normal_title(title).as_bytes());
    let mut id = "law-".to_owned();
    for byte in hash.iter().take(ID_DIGITS / 2) {
        for half in [byte >> 4, byte & 0xf] {
            id.extend(char::from_digit(half.into(), 16));
        }
    }
    id
}

/// The days of a version that begins on `from` beside those that are known: until the next begins, or until the law ends.
pub fn span_among(from: CivilDate, held: impl IntoIterator<Item = Span>) -> Span {
    let held: Vec<Span> = held.into_iter().collect();
    let around = held.iter().find(|span| span.holds_on(from));
    let to = match around {
        Some(around) => around.to(),
        None => held
            .iter()
            .map(|span| span.from())
            .filter(|next| *next > from)
            .min(),
    };
    Span::new(from, to).unwrap_or(Span::since(from))
}

fn articles(text: &StatuteText) -> Vec<proto::Article> {
    let mut articles = Vec::new();
    for held in &text.articles {
        for number in held.key.number..=held.last.max(held.key.number) {
            articles.push(proto::Article {
                number: number.into(),
                text: if held.text.is_empty() {
                    "（无正文）".to_owned()
                } else {
                    held.text.clone()
                },
                chapter: held.chapter.clone(),
                suffix: held.key.suffix.into(),
                part: held.part.clone(),
                section: held.section.clone(),
                label: match text.numbering {
                    Numbering::Articles => String::new(),
                    Numbering::Items => held.label.clone(),
                    Numbering::Whole => "全文".to_owned(),
                },
            });
        }
    }
    articles
}

fn short_titles(text: &StatuteText, overrides: &Overrides) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for title in overrides.short_titles.iter().chain(&text.short_titles) {
        if !titles.contains(title) && *title != text.title {
            titles.push(title.clone());
        }
    }
    titles
}

fn no_day() -> Refusal {
    Refusal::malformed(
        "valid_from",
        "must be stated: neither the file's name nor its text names a day",
        "文件名和正文均未写明版本日期，请填写施行日期，或者在文件名中注明，例如“行政处罚法(2021-01-22).md”",
    )
}

fn ends_before() -> Refusal {
    Refusal::malformed(
        "valid_to",
        "must be after valid_from",
        "失效日期应晚于施行日期",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::elements::v1::element::Body;

    const TEXT: &str = "# 中华人民共和国某某法\n2021年1月22日 第十三届全国人民代表大会常务委员会第二十五次会议修订\n\
        <!-- INFO END -->\n引语。\n## 第一章 总则\n第一条 甲。\n第二条至第三条（删去）\n第三条之一 乙。\n\
        第四条 本法自2021年7月15日起施行。\n附件：某表\n一行\n";

    fn day(year: i32, month: u32, day: u32) -> CivilDate {
        CivilDate::ymd(year, month, day).unwrap()
    }

    #[test]
    fn a_text_becomes_a_law_that_may_be_recorded() {
        let text = statute_text::read("行政法/某某法(2021-01-22).md", TEXT.as_bytes()).unwrap();
        let (law, span) = from_text(&text, &Overrides::default()).unwrap();
        assert_eq!(span, Span::since(day(2021, 7, 15)));
        assert_eq!(law.issue_date, "2021-01-22");
        assert_eq!(law.rank, "法律");
        assert_eq!(law.short_titles, ["某某法"]);
        assert_eq!(law.preamble, "引语。");
        assert_eq!(law.annexes[0].title, "附件：某表");
        let keys: Vec<_> = law.articles.iter().map(|a| (a.number, a.suffix)).collect();
        assert_eq!(keys, [(1, 0), (2, 0), (3, 0), (3, 1), (4, 0)]);
        let element = crate::Element::read(Body::Law(law.clone()), span, day(2026, 1, 1)).unwrap();
        assert_eq!(element.key().id, law.law_id);
    }

    #[test]
    fn what_is_said_goes_before_what_is_read() {
        let text = statute_text::read("某某法.md", TEXT.as_bytes()).unwrap();
        let overrides = Overrides {
            law_id: Some("law-a".to_owned()),
            valid_from: Some(day(2020, 1, 1)),
            valid_to: Some(day(2022, 1, 1)),
            rank: Some(Rank::LocalRegulation),
            short_titles: vec!["某法".to_owned(), "某某法".to_owned()],
            ..Overrides::default()
        };
        let (law, span) = from_text(&text, &overrides).unwrap();
        assert_eq!(
            span,
            Span::new(day(2020, 1, 1), Some(day(2022, 1, 1))).unwrap()
        );
        assert_eq!(
            (law.law_id.as_str(), law.rank.as_str()),
            ("law-a", "地方性法规")
        );
        assert_eq!(law.issue_date, "2020-01-01");
        assert_eq!(law.short_titles, ["某法", "某某法"]);
        let backwards = Overrides {
            valid_to: Some(day(2019, 1, 1)),
            ..overrides
        };
        assert!(from_text(&text, &backwards).is_err());
        let undated = statute_text::read("某法.md", "某法\n第一条 甲。".as_bytes()).unwrap();
        assert!(from_text(&undated, &Overrides::default()).is_err());
    }

    #[test]
    fn every_version_of_a_title_is_one_law() {
        let id = id_of_title("中华人民共和国某某法");
        assert_eq!(id.len(), "law-".len() + ID_DIGITS);
        assert_eq!(crate::check_id(&id), Ok(()));
        assert_eq!(id_of_title("《中华人民共和国 某某法》（2021修订）"), id);
        assert_ne!(id_of_title("某某法"), id);
    }

    #[test]
    fn an_older_version_only_fills_the_time_before() {
        let span = |from: i32, to: Option<i32>| {
            Span::new(day(from, 1, 1), to.map(|to| day(to, 1, 1))).unwrap()
        };
        let among = |from: i32, held: &[Span]| span_among(day(from, 1, 1), held.iter().copied());
        assert_eq!(among(2010, &[]), span(2010, None));
        assert_eq!(among(2010, &[span(2020, None)]), span(2010, Some(2020)));
        assert_eq!(
            among(2015, &[span(2010, Some(2020)), span(2020, None)]),
            span(2015, Some(2020))
        );
        assert_eq!(
            among(2025, &[span(2010, Some(2020)), span(2020, None)]),
            span(2025, None)
        );
        assert_eq!(among(2020, &[span(2020, None)]), span(2020, None));
        // A law that has ended is not brought back.
        assert_eq!(
            among(2021, &[span(2020, Some(2023))]),
            span(2021, Some(2023))
        );
    }
}
