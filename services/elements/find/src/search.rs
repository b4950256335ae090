//! Searches by words: every word must be found, and what stands in titles and as one phrase comes first.
//!
//! Points of a hit, added up: for each word [`IN_TEXT`] in its own text and [`IN_TITLE`] in its title; [`AS_PHRASE`] when several
//! words stand one behind the other; [`WHOLE_NAME`] when they are the whole name. An article that holds none of the words itself
//! (they are all in its law's title) comes after those that hold one: they have [`OWN`] more.

use contract::elements::v1 as proto;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::Field;
use words::{Indexed, Phrase, mark, phrased};

use crate::collect::{Best, Sieve, Standing};
use crate::documents::{Held, LawHead, number, party_bit};
use crate::index::Finder;
use crate::schema::{Fields, Kind, day, weighing};
use calendar::CivilDate;

/// Points of a word in the text.
const IN_TEXT: f32 = 2.0;
/// Points of a word in the title.
const IN_TITLE: f32 = 3.0;
/// Points of several words that follow each other.
const AS_PHRASE: f32 = 8.0;
/// Points of the whole name.
const WHOLE_NAME: f32 = 64.0;
/// Points of an article that holds a word itself.
const OWN: f32 = 256.0;

/// Articles that are looked for.
#[derive(Debug, Clone)]
pub struct ArticleQuery {
    /// Words, all of which must be found.
    pub words: Vec<Phrase>,
    /// Only in this law.
    pub law_id: Option<String>,
    /// Only in laws of this rank.
    pub rank: Option<String>,
    /// Day on which they are in force.
    pub on: CivilDate,
}

/// Laws that are looked for.
#[derive(Debug, Clone)]
pub struct LawQuery {
    /// Words, all of which must be found.
    pub words: Vec<Phrase>,
    /// Only those of this rank.
    pub rank: Option<String>,
    /// Day on which they are in force.
    pub on: CivilDate,
}

/// Items that are looked for.
#[derive(Debug, Clone)]
pub struct ItemQuery {
    /// Words, all of which must be found.
    pub words: Vec<Phrase>,
    /// Only of this line.
    pub domain: Option<proto::Domain>,
    /// Only of this family.
    pub kind: Option<proto::ItemKind>,
    /// Only those for this kind of party.
    pub party_kind: Option<proto::PartyKind>,
    /// Day on which they hold.
    pub on: CivilDate,
}

/// Where a page ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After(Standing);

/// A page of what was found.
#[derive(Debug, Clone)]
pub struct Found<T> {
    /// The hits, best first, each with where it stands.
    pub hits: Vec<(After, T)>,
}

impl After {
    /// The place as a token keeps it.
    pub fn write(self) -> String {
        format!("{}.{}", self.0.0, self.0.1)
    }

    /// Reads what [`After::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let (points, order) = text.split_once('.')?;
        Some(Self((points.parse().ok()?, order.parse().ok()?)))
    }
}

impl Finder {
    /// Finds articles in force on a day, at most `limit` after a place.
    pub fn articles(
        &self,
        query: &ArticleQuery,
        after: Option<After>,
        limit: usize,
    ) -> Indexed<Found<proto::ArticleHit>> {
        let mut clauses = self.words(&query.words);
        let own = query.words.iter().map(|word| self.in_text(word)).collect();
        let own = weighing(Box::new(BooleanQuery::union(own)), OWN);
        clauses.push((Occur::Should, own));
        if let Some(law) = &query.law_id {
            clauses.push((Occur::Must, Fields::exactly(self.fields.law, law)));
        }
        if let Some(rank) = &query.rank {
            clauses.push((Occur::Must, Fields::exactly(self.fields.rank, rank)));
        }
        let sieve = Sieve::of(Kind::Article, day(query.on));
        let found: Found<proto::ArticleHit> = self.best(clauses, sieve, after, limit)?;
        Ok(found.map(|mut hit| {
            mark_article(&mut hit, &query.words);
            hit
        }))
    }

    /// Finds laws in force on a day, at most `limit` after a place.
    pub fn laws_by_words(
        &self,
        query: &LawQuery,
        after: Option<After>,
        limit: usize,
    ) -> Indexed<Found<proto::LawHit>> {
        let mut clauses = self.words(&query.words);
        if let Some(rank) = &query.rank {
            clauses.push((Occur::Must, Fields::exactly(self.fields.rank, rank)));
        }
        let sieve = Sieve::of(Kind::Law, day(query.on));
        let found: Found<LawHead> = self.best(clauses, sieve, after, limit)?;
        Ok(found.map(|head| {
            let mut hit = head.hit.unwrap_or_default();
            let short = head.short_titles.iter().map(String::as_str);
            let texts = [hit.title.as_str()].into_iter().chain(short);
            hit.matched = mark::matched(texts.chain([hit.issuer.as_str()]), &query.words);
            hit
        }))
    }

    /// Finds items that hold on a day, at most `limit` after a place.
    pub fn items(
        &self,
        query: &ItemQuery,
        after: Option<After>,
        limit: usize,
    ) -> Indexed<Found<proto::ItemHit>> {
        let sieve = Sieve {
            domain: query.domain.map(|domain| number(domain.into())),
            family: query.kind.map(|kind| number(kind.into())),
            party: query.party_kind.map(|kind| party_bit(kind.into())),
            ..Sieve::of(Kind::Item, day(query.on))
        };
        let found: Found<Held> = self.best(self.words(&query.words), sieve, after, limit)?;
        Ok(found.map(|held| {
            let (item, valid_from) = held.item().unwrap_or_default();
            let keywords = item.keywords.iter().map(String::as_str);
            let texts = [item.name.as_str()].into_iter().chain(keywords);
            let matched = mark::matched(texts.chain([item.catalogue_code.as_str()]), &query.words);
            proto::ItemHit {
                item: Some(item),
                valid_from,
                matched,
            }
        }))
    }

    /// Every word in the text or the title, with its points.
    fn words(&self, words: &[Phrase]) -> Vec<(Occur, Box<dyn Query>)> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in words {
            let either = BooleanQuery::union(vec![
                weighing(self.in_text(word), IN_TEXT),
                weighing(self.in_title(word), IN_TITLE),
            ]);
            clauses.push((Occur::Must, Box::new(either)));
        }
        let joined: String = words.iter().map(Phrase::text).collect();
        let whole = weighing(words::term(self.fields.name, &joined), WHOLE_NAME);
        clauses.push((Occur::Should, whole));
        if words.len() > 1
            && let Ok([phrase]) = Phrase::all("words", &joined).as_deref()
        {
            let either = vec![self.in_text(phrase), self.in_title(phrase)];
            let either = Box::new(BooleanQuery::union(either));
            clauses.push((Occur::Should, weighing(either, AS_PHRASE)));
        }
        clauses
    }

    fn in_text(&self, word: &Phrase) -> Box<dyn Query> {
        in_fields(word, self.fields.words, self.fields.single)
    }

    fn in_title(&self, word: &Phrase) -> Box<dyn Query> {
        in_fields(word, self.fields.title, self.fields.title_single)
    }

    fn best<M: prost::Message + Default>(
        &self,
        mut clauses: Vec<(Occur, Box<dyn Query>)>,
        sieve: Sieve,
        after: Option<After>,
        limit: usize,
    ) -> Indexed<Found<M>> {
        clauses.push((Occur::Must, self.fields.of_kind(sieve.kind)));
        let best = Best {
            sieve,
            after: after.map(|after| after.0),
            limit,
        };
        let searcher = self.index.searcher();
        let found = searcher.search(&BooleanQuery::new(clauses), &best)?;
        let mut hits = Vec::with_capacity(found.len());
        for (standing, address) in found {
            hits.push((After(standing), self.read(&searcher, address)?));
        }
        Ok(Found { hits })
    }
}

impl<T> Found<T> {
    fn map<U>(self, made: impl Fn(T) -> U) -> Found<U> {
        let hits = self.hits.into_iter();
        Found {
            hits: hits.map(|(after, hit)| (after, made(hit))).collect(),
        }
    }
}

/// Shows what of an article matches, and where.
fn mark_article(hit: &mut proto::ArticleHit, words: &[Phrase]) {
    let article = hit.article.clone().unwrap_or_default();
    let texts = [
        article.text.as_str(),
        &article.section,
        &article.chapter,
        &article.part,
        &hit.law_title,
    ];
    hit.matched = mark::matched(texts, words);
    hit.snippet = mark::snippet(&article.text, words);
}

fn in_fields(word: &Phrase, pairs: Field, single: Field) -> Box<dyn Query> {
    phrased(word, pairs, single)
}
