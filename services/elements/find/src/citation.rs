//! What a citation means on a day: 行政处罚法第五十一条, 处罚法51, 《城镇燃气管理条例》第46条第1款.

use std::cmp::Reverse;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use refusal::Refusal;
use statute_text::citation::{self, LooseCitation};
use statute_text::{TitleMatch, normal_title, title_matches};
use tantivy::Searcher;
use words::Indexed;

use crate::documents::{LawHead, cite, quoted, within};
use crate::index::Finder;
use crate::schema::day;
use elements_domain::reasons;

/// What stands before the title of a law of the whole state, and may be left out.
const STATE: &str = "中华人民共和国";
/// Most readings of a citation.
const MOST_READINGS: usize = 10;

/// A version of a law that a citation may mean.
#[derive(Debug)]
struct Named<'a> {
    fit: TitleMatch,
    law: &'a proto::LawHit,
    replaced_by: &'a str,
}

impl Finder {
    /// Every reading of a citation on a day, best first.
    ///
    /// # Refuses
    /// Malformed: no name of a law. `CITATION_NOT_FOUND`: no such law, none in force on the day, no such article, paragraph or
    /// item in it.
    pub fn resolve(
        &self,
        text: &str,
        on: CivilDate,
    ) -> Indexed<Result<Vec<proto::CitationReading>, Refusal>> {
        let Some(cited) = citation::parse(text) else {
            return Ok(Err(Refusal::malformed(
                "citation",
                "must name a law, e.g. 行政处罚法第五十一条",
                "应写明法律法规名称，如“行政处罚法第五十一条”",
            )));
        };
        let laws = self.laws();
        // A name that ends with a number reads as an article too: the whole text as a title comes first.
        let whole = LooseCitation {
            title_words: text.trim().to_owned(),
            article: None,
            suffix: 0,
            paragraph: None,
            item: None,
        };
        let as_title = named(&laws, &whole.title_words);
        let is_title = as_title.first().is_some_and(|best| {
            matches!(
                best.fit,
                TitleMatch::Exact | TitleMatch::WithoutState | TitleMatch::Short
            )
        });
        let (cited, named) = if is_title {
            (whole, as_title)
        } else {
            let named = named(&laws, &cited.title_words);
            (cited, named)
        };
        self.read_citation(&cited, &named, &laws, on)
    }

    fn read_citation(
        &self,
        cited: &LooseCitation,
        named: &[Named<'_>],
        laws: &[LawHead],
        on: CivilDate,
    ) -> Indexed<Result<Vec<proto::CitationReading>, Refusal>> {
        let searcher = self.index.searcher();
        let mut readings: Vec<(TitleMatch, proto::CitationReading)> = Vec::new();
        let mut nothing: Option<Refusal> = None;
        for version in named.iter().filter(|version| holds(version.law, on)) {
            if readings
                .first()
                .is_some_and(|(best, _)| *best != version.fit)
            {
                break;
            }
            match self.reading(&searcher, cited, version, named, on)? {
                Ok(reading) => readings.push((version.fit, reading)),
                Err(refusal) => nothing = nothing.or(Some(refusal)),
            }
            if readings.len() == MOST_READINGS {
                break;
            }
        }
        if readings.is_empty() {
            return Ok(Err(nothing.unwrap_or_else(|| match named.first() {
                Some(version) => not_in_force(version, named, laws, on),
                None => not_found(
                    "law",
                    format!("no law is called {}", quoted(&cited.title_words)),
                    format!("未收录名为{}的法律、法规、规章", quoted(&cited.title_words)),
                ),
            })));
        }
        Ok(Ok(readings
            .into_iter()
            .map(|(_, reading)| reading)
            .collect()))
    }

    fn reading(
        &self,
        searcher: &Searcher,
        cited: &LooseCitation,
        version: &Named<'_>,
        named: &[Named<'_>],
        on: CivilDate,
    ) -> Indexed<Result<proto::CitationReading, Refusal>> {
        let law = version.law;
        let reading = proto::CitationReading {
            citation: quoted(&law.title),
            law_id: law.law_id.clone(),
            law_title: law.title.clone(),
            valid_from: law.valid_from.clone(),
            valid_to: law.valid_to.clone(),
            ..proto::CitationReading::default()
        };
        let Some(number) = cited.article else {
            return Ok(Ok(reading));
        };
        let (number, suffix) = (i32::from(number), i32::from(cited.suffix));
        let name = cite(&law.title, number, suffix);
        let Some(hit) = self.article(searcher, (&law.law_id, number, suffix), day(on))? else {
            let others = self.versions_with(searcher, named, law, (number, suffix))?;
            return Ok(Err(no_article(&name, law, &others, on)));
        };
        let article = hit.article.unwrap_or_default();
        let Some(text) = statute_text::place(&article.text, cited.paragraph, cited.item) else {
            return Ok(Err(no_place(&name, &article.text, cited)));
        };
        let paragraph = cited.paragraph.map_or(0, i32::from);
        let item = cited.item.map_or(0, i32::from);
        Ok(Ok(proto::CitationReading {
            citation: format!("{name}{}", within(paragraph, item)),
            article: Some(article),
            paragraph,
            item,
            text,
            ..reading
        }))
    }

    /// Other versions of a law that have the article.
    fn versions_with<'a>(
        &self,
        searcher: &Searcher,
        named: &[Named<'a>],
        law: &proto::LawHit,
        (number, suffix): (i32, i32),
    ) -> Indexed<Vec<&'a proto::LawHit>> {
        let mut with = Vec::new();
        for other in named.iter().map(|version| version.law) {
            let Ok(first) = CivilDate::parse(&other.valid_from) else {
                continue;
            };
            let is_other = other.law_id == law.law_id && other.valid_from != law.valid_from;
            let at = (law.law_id.as_str(), number, suffix);
            if is_other && self.article(searcher, at, day(first))?.is_some() {
                with.push(other);
            }
        }
        Ok(with)
    }
}

/// The versions of laws that are called so: the best fit first, then the shorter title, then the id and the newer version.
fn named<'a>(laws: &'a [LawHead], title: &str) -> Vec<Named<'a>> {
    // A title that lacks a character of the name cannot fit; to see that is much cheaper than to compare.
    let asked = normal_title(title);
    let bare = asked.strip_prefix(STATE).filter(|bare| !bare.is_empty());
    let letters: Vec<char> = bare
        .unwrap_or(&asked)
        .chars()
        .filter(|letter| ('\u{4E00}'..='\u{9FFF}').contains(letter))
        .collect();
    let may_fit = |head: &LawHead, law: &proto::LawHit| {
        !head.short_titles.is_empty() || letters.iter().all(|letter| law.title.contains(*letter))
    };
    let mut named: Vec<Named<'a>> = laws
        .iter()
        .filter_map(|head| {
            let law = head.hit.as_ref().filter(|law| may_fit(head, law))?;
            let fit = title_matches(title, &law.title, &head.short_titles)?;
            Some(Named {
                fit,
                law,
                replaced_by: &head.replaced_by,
            })
        })
        .collect();
    named.sort_by(|one, other| {
        let key = |version: &Named<'a>| {
            (
                version.fit,
                version.law.title.chars().count(),
                &version.law.law_id,
                Reverse(&version.law.valid_from),
            )
        };
        key(one).cmp(&key(other))
    });
    named
}

fn holds(law: &proto::LawHit, on: CivilDate) -> bool {
    let on = on.to_string();
    law.valid_from <= on && (law.valid_to.is_empty() || law.valid_to > on)
}

/// The law is known, but not in force on the day.
fn not_in_force(
    version: &Named<'_>,
    named: &[Named<'_>],
    laws: &[LawHead],
    on: CivilDate,
) -> Refusal {
    let on = on.to_string();
    let title = quoted(&version.law.title);
    let of_law = named
        .iter()
        .filter(|other| other.law.law_id == version.law.law_id);
    let later = of_law
        .clone()
        .filter(|other| other.law.valid_from > on)
        .map(|other| other.law.valid_from.as_str())
        .min();
    if let Some(from) = later {
        return not_found(
            "version",
            format!("{title} is in force from {from}, not on {on}"),
            format!("{title}自{from}起施行，{on}没有施行中的版本"),
        )
        .with_metadata("valid_from", from);
    }
    let last = of_law.max_by_key(|other| &other.law.valid_to);
    let to = last.map_or("", |last| last.law.valid_to.as_str());
    let successor = last.and_then(|last| {
        let heads = laws.iter().filter_map(|head| head.hit.as_ref());
        let mut heads = heads.filter(|hit| hit.law_id == last.replaced_by);
        heads.next_back().map(|hit| quoted(&hit.title))
    });
    let (by, by_zh) = successor.map_or_else(Default::default, |title| {
        (format!(", replaced by {title}"), format!("，由{title}取代"))
    });
    not_found(
        "version",
        format!("{title} is no longer in force since {to}{by}"),
        format!("{title}已自{to}起失效{by_zh}，{on}没有施行中的版本"),
    )
    .with_metadata("valid_to", to)
}

fn no_article(
    name: &str,
    law: &proto::LawHit,
    others: &[&proto::LawHit],
    on: CivilDate,
) -> Refusal {
    let mut text = vec![format!("{} does not have {name} on {on}", law.law_id)];
    let mut zh = vec![format!(
        "{on}施行的版本（{}起施行）没有{name}",
        law.valid_from
    )];
    for other in others {
        let until = match other.valid_to.as_str() {
            "" => "起".to_owned(),
            to => format!("至{to}前"),
        };
        text.push(format!("the version from {} does", other.valid_from));
        zh.push(format!("{}{until}施行的版本有该条", other.valid_from));
    }
    let (text, zh) = (text.join("; "), zh.join("；"));
    let refusal = not_found("article", text, zh);
    match others.first() {
        Some(other) => refusal.with_metadata("valid_from", other.valid_from.clone()),
        None => refusal,
    }
}

fn no_place(name: &str, text: &str, cited: &LooseCitation) -> Refusal {
    let has_paragraph =
        cited.paragraph.is_none() || statute_text::place(text, cited.paragraph, None).is_some();
    let part = if has_paragraph { "item" } else { "paragraph" };
    let place = within(
        cited.paragraph.map_or(0, i32::from),
        cited.item.map_or(0, i32::from),
    );
    not_found(
        part,
        format!("{name} has no {place}"),
        format!("{name}没有{place}"),
    )
}

fn not_found(part: &'static str, text: String, zh: String) -> Refusal {
    Refusal::new(&reasons::CITATION_NOT_FOUND, text, zh).with_metadata("part", part)
}
