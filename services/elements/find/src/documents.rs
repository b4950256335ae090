//! An element's timeline as documents of the index.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use prost::Message;
use statute::{Rank, chinese};
use tantivy::TantivyDocument;
use words::tokens;

use crate::schema::{Fields, Kind, OPEN, day, place};
use elements_domain::{Key, Registry};

/// Ranks of laws, the highest first.
const RANKS: [Rank; 7] = [
    Rank::Law,
    Rank::AdministrativeRegulation,
    Rank::LocalRegulation,
    Rank::DepartmentRule,
    Rank::LocalGovernmentRule,
    Rank::JudicialInterpretation,
    Rank::PolicyDocument,
];
/// Every kind of party, one bit each.
const ALL_PARTIES: u64 = u64::MAX;

/// What the index keeps of a law besides its articles.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct LawHead {
    #[prost(message, optional, tag = "1")]
    pub(crate) hit: Option<proto::LawHit>,
    #[prost(string, repeated, tag = "2")]
    pub(crate) short_titles: Vec<String>,
    #[prost(string, tag = "3")]
    pub(crate) replaced_by: String,
}

/// What the index keeps of an item, a standard and a typical case.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Held {
    #[prost(message, optional, tag = "1")]
    pub(crate) element: Option<proto::Element>,
    #[prost(string, tag = "2")]
    pub(crate) valid_from: String,
}

/// What is found by: everything else of a document is common to all kinds.
struct Entry<'a> {
    kind: Kind,
    words: Vec<&'a str>,
    title: Vec<&'a str>,
    names: Vec<&'a str>,
    order: u64,
    body: Vec<u8>,
}

/// Days of a version: text as recorded, days as counted.
#[derive(Clone, Copy)]
struct Span<'a> {
    valid_from: &'a str,
    valid_to: &'a str,
    from: u64,
    to: u64,
}

/// The element that a change is about; none when it is of no registry that is found by words.
pub(crate) fn key(change: &proto::ElementChanged) -> Option<Key> {
    let registry = Registry::from_proto(change.registry)?;
    match registry {
        Registry::Law | Registry::Item | Registry::Standard | Registry::TypicalCase => {
            Some(Key::new(registry, change.element_id.clone()))
        }
        _ => None,
    }
}

/// The documents of an element as it is now known. What has no days, or cannot be read, is left out.
pub(crate) fn documents(
    fields: &Fields,
    key: &Key,
    change: &proto::ElementChanged,
) -> Vec<TantivyDocument> {
    let mut documents = Vec::new();
    for entry in &change.timeline {
        let body = entry.element.as_ref().and_then(|it| it.body.as_ref());
        let (Some(span), Some(body)) = (span(entry), body) else {
            continue;
        };
        let mut add = |document: Entry<'_>, more: &dyn Fn(&mut TantivyDocument)| {
            let mut document = fields.document(key, span, &document);
            more(&mut document);
            documents.push(document);
        };
        match body {
            Body::Law(law) => {
                add(of_law(law, span), &|document| {
                    document.add_text(fields.law, &law.law_id);
                    document.add_text(fields.rank, &law.rank);
                });
                for article in &law.articles {
                    add(of_article(law, article, span), &|document| {
                        document.add_text(fields.law, &law.law_id);
                        document.add_text(fields.rank, &law.rank);
                        let at = place(&law.law_id, article.number, article.suffix);
                        document.add_text(fields.place, at);
                    });
                }
            }
            Body::Item(item) => add(of_item(item, span), &|document| {
                document.add_text(fields.item, &item.item_id);
                document.add_u64(fields.domain, number(item.domain));
                document.add_u64(fields.family, number(item.kind));
                document.add_u64(fields.parties, parties(&item.party_kinds));
                for basis in &item.violated {
                    document.add_text(fields.breaks, place(&basis.law_id, basis.article, 0));
                }
            }),
            Body::Standard(standard) => add(of_standard(standard, span), &|document| {
                document.add_text(fields.item, &standard.item_id);
                document.add_u64(fields.domain, number(standard.domain));
            }),
            Body::TypicalCase(case) => add(of_typical_case(case, span), &|document| {
                document.add_text(fields.item, &case.item_id);
                document.add_u64(fields.domain, number(case.domain));
            }),
            _ => {}
        }
    }
    documents
}

/// An article as it is cited: 《中华人民共和国行政处罚法》第五十一条.
pub(crate) fn cite(title: &str, article: i32, suffix: i32) -> String {
    format!(
        "{}第{}条{}",
        quoted(title),
        numeral(article),
        behind(suffix)
    )
}

/// A title in its marks; those within it become single ones.
pub(crate) fn quoted(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}

/// The part of a citation behind the article: 第一款第（二）项; nothing for zeros.
pub(crate) fn within(paragraph: i32, item: i32) -> String {
    let paragraph = (paragraph > 0).then(|| format!("第{}款", numeral(paragraph)));
    let item = (item > 0).then(|| format!("第（{}）项", numeral(item)));
    [paragraph, item].into_iter().flatten().collect()
}

pub(crate) fn numeral(number: i32) -> String {
    u16::try_from(number).map_or_else(|_| number.to_string(), chinese)
}

fn behind(suffix: i32) -> String {
    if suffix > 0 {
        format!("之{}", numeral(suffix))
    } else {
        String::new()
    }
}

/// The bit of a kind of party.
pub(crate) fn party_bit(kind: i32) -> u64 {
    u32::try_from(kind)
        .ok()
        .and_then(|kind| 1_u64.checked_shl(kind))
        .unwrap_or(0)
}

fn of_law<'a>(law: &'a proto::Law, span: Span<'_>) -> Entry<'a> {
    let titles: Vec<&str> = titles(law).collect();
    let head = LawHead {
        hit: Some(proto::LawHit {
            law_id: law.law_id.clone(),
            title: law.title.clone(),
            rank: law.rank.clone(),
            issuer: law.issuer.clone(),
            valid_from: span.valid_from.to_owned(),
            valid_to: span.valid_to.to_owned(),
            articles: i32::try_from(law.articles.len()).unwrap_or(i32::MAX),
            matched: Vec::new(),
        }),
        short_titles: law.short_titles.clone(),
        replaced_by: law.replaced_by.clone(),
    };
    let order = rank_of(&law.rank) << 60
        | length_of(&law.title, 0xFF) << 52
        | age(span) << 36
        | hash(&law.law_id) >> 28;
    Entry {
        kind: Kind::Law,
        words: titles
            .iter()
            .copied()
            .chain([law.issuer.as_str()])
            .collect(),
        names: titles.clone(),
        title: titles,
        order,
        body: head.encode_to_vec(),
    }
}

fn of_article<'a>(law: &'a proto::Law, article: &'a proto::Article, span: Span<'_>) -> Entry<'a> {
    let hit = proto::ArticleHit {
        law_id: law.law_id.clone(),
        law_title: law.title.clone(),
        rank: law.rank.clone(),
        article: Some(article.clone()),
        citation: cite(&law.title, article.number, article.suffix),
        valid_from: span.valid_from.to_owned(),
        valid_to: span.valid_to.to_owned(),
        ..proto::ArticleHit::default()
    };
    let order = rank_of(&law.rank) << 60
        | age(span) << 44
        | (hash(&law.law_id) >> 40) << 20
        | (number(article.number) & 0xFFF) << 8
        | number(article.suffix) & 0xFF;
    Entry {
        kind: Kind::Article,
        words: vec![
            &article.text,
            &article.part,
            &article.chapter,
            &article.section,
        ],
        title: titles(law).collect(),
        names: Vec::new(),
        order,
        body: hit.encode_to_vec(),
    }
}

fn of_item<'a>(item: &'a proto::Item, span: Span<'_>) -> Entry<'a> {
    let mut words = vec![item.name.as_str(), item.catalogue_code.as_str()];
    words.extend(item.keywords.iter().map(String::as_str));
    Entry {
        kind: Kind::Item,
        words,
        title: vec![&item.name],
        names: vec![&item.name, &item.catalogue_code],
        order: by_name(&item.name, &item.item_id),
        body: held(Body::Item(item.clone()), span),
    }
}

fn of_standard<'a>(standard: &'a proto::Standard, span: Span<'_>) -> Entry<'a> {
    let tiers = standard.tiers.iter();
    let conditions = tiers.flat_map(|tier| tier.conditions.iter().map(String::as_str));
    Entry {
        kind: Kind::Standard,
        words: [standard.name.as_str(), &standard.document_number]
            .into_iter()
            .chain(conditions)
            .collect(),
        title: vec![&standard.name],
        names: vec![&standard.name],
        order: by_name(&standard.name, &standard.standard_id),
        body: held(Body::Standard(standard.clone()), span),
    }
}

fn of_typical_case<'a>(case: &'a proto::TypicalCase, span: Span<'_>) -> Entry<'a> {
    Entry {
        kind: Kind::TypicalCase,
        words: vec![&case.title, &case.facts],
        title: vec![&case.title],
        names: vec![&case.title],
        order: by_name(&case.title, &case.typical_case_id),
        body: held(Body::TypicalCase(case.clone()), span),
    }
}

impl Fields {
    fn document(&self, key: &Key, span: Span<'_>, entry: &Entry<'_>) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.element, key.aggregate_id());
        document.add_u64(self.kind, entry.kind as u64);
        let pairs = tokens::pairs_of(entry.words.iter().copied());
        document.add_u64(self.length, pairs.tokens.len() as u64);
        document.add_pre_tokenized_text(self.words, pairs);
        let singles = tokens::singles_of(entry.words.iter().copied());
        document.add_pre_tokenized_text(self.single, singles);
        let titles = || entry.title.iter().copied();
        document.add_pre_tokenized_text(self.title, tokens::pairs_of(titles()));
        document.add_pre_tokenized_text(self.title_single, tokens::singles_of(titles()));
        for name in &entry.names {
            let plain = words::plain(name);
            if !plain.is_empty() {
                document.add_text(self.name, plain);
            }
        }
        document.add_u64(self.from, span.from);
        document.add_u64(self.to, span.to);
        document.add_u64(self.order, entry.order);
        document.add_bytes(self.body, &entry.body);
        document
    }
}

fn titles(law: &proto::Law) -> impl Iterator<Item = &str> {
    let short = law.short_titles.iter().map(String::as_str);
    [law.title.as_str()].into_iter().chain(short)
}

fn held(body: Body, span: Span<'_>) -> Vec<u8> {
    Held {
        element: Some(proto::Element { body: Some(body) }),
        valid_from: span.valid_from.to_owned(),
    }
    .encode_to_vec()
}

fn span(entry: &proto::TimelineEntry) -> Option<Span<'_>> {
    let from = CivilDate::parse(&entry.valid_from).ok()?;
    let to = match entry.valid_to.as_str() {
        "" => OPEN,
        text => day(CivilDate::parse(text).ok()?),
    };
    Some(Span {
        valid_from: &entry.valid_from,
        valid_to: &entry.valid_to,
        from: day(from),
        to,
    })
}

fn parties(kinds: &[i32]) -> u64 {
    if kinds.is_empty() {
        return ALL_PARTIES;
    }
    kinds.iter().fold(0, |bits, kind| bits | party_bit(*kind))
}

pub(crate) fn number(number: i32) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// The shorter name first: it is nearer to what was looked for. The id decides what is left.
fn by_name(name: &str, id: &str) -> u64 {
    length_of(name, 0xFFF) << 52 | hash(id) >> 12
}

fn rank_of(rank: &str) -> u64 {
    let at = RANKS.iter().position(|known| known.zh() == rank);
    at.map_or(15, |at| at as u64)
}

fn length_of(text: &str, most: u64) -> u64 {
    (text.chars().count() as u64).min(most)
}

/// The newer, the smaller.
fn age(span: Span<'_>) -> u64 {
    0xFFFF - span.from.min(0xFFFF)
}

/// The same for the same id, wherever and whenever it is worked out (FNV-1a, then mixed so that every bit counts).
fn hash(id: &str) -> u64 {
    let hash = id.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let mixed = (hash ^ hash >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    mixed ^ mixed >> 33
}
