//! What fits a description of facts. A suggestion: the officer decides.
//!
//! The description is cut into pairs of characters. A pair weighs ln(1 + (N − n + ½) / (n + ½)), n of the N documents of the index
//! holding it (BM25's weight), a tenth of that when it belongs to the language of every case ([`common`]); one that more than a
//! quarter of the documents hold weighs nothing. A document's score is the sum of the weights of the pairs it holds, divided
//! by 1 − B + B × its length ÷ the usual length of its kind: long texts do not win by their length.
//!
//! An item's score is [`OWN`] times that of its name and keywords, plus [`BROKEN`] times that of the best article that it says is
//! broken, plus [`POWER`] times that of the best article it rests on, plus [`PRECEDENT`] times that of the best typical case about it.
//! Articles and typical cases are those of the day of the act. The score that is shown is s / (s + [`HALF`]).
//!
//! Counting is exact (deleted documents are left out), sums are made in the order of the description, and ids decide between
//! equals, so that the same record gives the same suggestions on every replica.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use calendar::CivilDate;
use contract::elements::v1 as proto;
use statute::identifier::{DivisionCode, Level};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet as _, Searcher, SegmentReader, TERMINATED, Term};
use words::{Indexed, Phrase, mark, tokens};

use crate::collect::{SegmentSieve, Sieve};
use crate::common::{COMMON_WEIGHT, is_common, says_nothing};
use crate::documents::{Held, cite, number, party_bit, within};
use crate::index::{Finder, first};
use crate::schema::{Kind, day, place};

/// Weight of an item's own words.
const OWN: f32 = 3.0;
/// Weight of the best article that is broken.
const BROKEN: f32 = 1.0;
/// Weight of the best article that gives the power.
const POWER: f32 = 0.4;
/// Weight of the best typical case.
const PRECEDENT: f32 = 0.8;
/// Score that is shown as a half.
const HALF: f32 = 20.0;
/// How much the length of a text counts.
const LENGTH: f32 = 0.5;
/// What scores less than this part of the best is not suggested.
const FAR_BEHIND: f32 = 0.15;
/// Articles and items that are looked at more closely.
const CANDIDATES: usize = 40;
/// Items that are taken over from one article or one typical case.
const ITEMS_OF_ONE: usize = 20;
/// Articles of one item that are shown.
const ARTICLES_OF_ITEM: usize = 20;
/// Pieces of the description that are shown as matching.
const MOST_PIECES: usize = 12;

/// Facts, and what bounds the suggestions.
#[derive(Debug, Clone)]
pub struct Description {
    /// Facts, in the officer's words.
    pub facts: String,
    /// Line.
    pub domain: Option<proto::Domain>,
    /// Kind of party.
    pub party_kind: Option<proto::PartyKind>,
    /// Day of the act.
    pub on: CivilDate,
    /// Division of the place.
    pub division: Option<DivisionCode>,
    /// Most suggestions of each kind.
    pub limit: usize,
}

/// A pair of the description that says something.
struct Weighed {
    term: Term,
    weight: f32,
}

/// Documents with their scores, best first.
type Ranked = Vec<(f32, DocAddress)>;

/// What holds pairs of the description.
#[derive(Default)]
struct Scored {
    items: Ranked,
    articles: Ranked,
    typical_cases: Ranked,
}

/// What of one kind and one segment is collected.
struct Gathering<'a> {
    sieve: SegmentSieve,
    /// Usual length of its texts, in pairs.
    usual: f32,
    found: &'a mut Ranked,
}

/// The best articles and typical cases, by what items name them.
struct Grounds {
    articles: Vec<(f32, proto::ArticleHit)>,
    /// Scores of articles by place.
    of_place: BTreeMap<String, f32>,
    cases: Vec<(f32, proto::TypicalCase)>,
    /// Best scores of typical cases by item.
    of_item: BTreeMap<String, f32>,
}

/// An item that may fit.
struct Candidate {
    item: proto::Item,
    score: f32,
}

impl Finder {
    /// Suggests items, articles and typical cases that fit a description, best first.
    pub fn suggest(&self, description: &Description) -> Indexed<proto::SuggestBasesResponse> {
        let searcher = self.index.searcher();
        let weighed = self.weigh(&searcher, &description.facts)?;
        let scored = self.score(&searcher, &weighed, description)?;
        let grounds = self.grounds(&searcher, &scored)?;
        let mut candidates = self.candidates(&searcher, &scored, &grounds, description)?;
        let least = candidates
            .first()
            .map_or(0.0, |best| best.score * FAR_BEHIND);
        candidates.retain(|candidate| candidate.score > least);
        let items = candidates
            .into_iter()
            .take(description.limit)
            .map(|candidate| self.suggestion(&searcher, candidate, description));
        let facts = &description.facts;
        Ok(proto::SuggestBasesResponse {
            items: items.collect::<Indexed<_>>()?,
            articles: near(grounds.articles, description.limit)
                .map(|(_, hit)| shown(hit, facts))
                .collect(),
            typical_cases: near(grounds.cases, description.limit)
                .map(|(score, case)| proto::TypicalCaseSuggestion {
                    matched: pieces(facts, [case.title.as_str(), &case.facts]),
                    typical_case: Some(case),
                    score: f64::from(shown_score(score)),
                })
                .collect(),
        })
    }

    /// Reads the best articles and typical cases.
    fn grounds(&self, searcher: &Searcher, scored: &Scored) -> Indexed<Grounds> {
        let mut grounds = Grounds {
            articles: Vec::new(),
            of_place: BTreeMap::new(),
            cases: Vec::new(),
            of_item: BTreeMap::new(),
        };
        for (score, address) in &scored.articles {
            let hit: proto::ArticleHit = self.read(searcher, *address)?;
            let (number, suffix) = hit
                .article
                .as_ref()
                .map_or((0, 0), |article| (article.number, article.suffix));
            let at = place(&hit.law_id, number, suffix);
            grounds.of_place.insert(at, *score);
            grounds.articles.push((*score, hit));
        }
        for (score, address) in &scored.typical_cases {
            let held: Held = self.read(searcher, *address)?;
            if let Some(case) = held.typical_case() {
                let best = grounds.of_item.entry(case.item_id.clone()).or_default();
                *best = best.max(*score);
                grounds.cases.push((*score, case));
            }
        }
        Ok(grounds)
    }

    /// The items that fit by their own words, or by an article or a typical case that fits; best first.
    fn candidates(
        &self,
        searcher: &Searcher,
        scored: &Scored,
        grounds: &Grounds,
        description: &Description,
    ) -> Indexed<Vec<Candidate>> {
        let own = scored
            .items
            .iter()
            .map(|(score, address)| (*address, *score));
        let mut own: BTreeMap<DocAddress, f32> = own.collect();
        let sieve = sieve(Kind::Item, description);
        let broken = grounds.of_place.keys().map(|at| (self.fields.breaks, at));
        let told = grounds.of_item.keys().map(|item| (self.fields.item, item));
        for (field, value) in broken.chain(told) {
            for address in first(searcher, (field, value), sieve, ITEMS_OF_ONE)? {
                own.entry(address).or_default();
            }
        }
        let mut candidates = Vec::new();
        for (address, own) in own {
            let held: Held = self.read(searcher, address)?;
            if let Some((item, _)) = held.item() {
                let score = grounds.score(&item, own);
                candidates.push(Candidate { item, score });
            }
        }
        candidates.sort_by(|one, other| {
            let by_score = other.score.total_cmp(&one.score);
            by_score.then_with(|| one.item.item_id.cmp(&other.item.item_id))
        });
        Ok(candidates)
    }

    /// The pairs of a description that say something, each once, in its order.
    fn weigh(&self, searcher: &Searcher, facts: &str) -> Indexed<Vec<Weighed>> {
        let all = searcher.num_docs();
        let mut seen = BTreeSet::new();
        let mut weighed = Vec::new();
        for segment in tokens::segments(facts) {
            for pair in segment.windows(2) {
                let [one, next] = pair else { continue };
                if !seen.insert((*one, *next)) {
                    continue;
                }
                let text: String = pair.iter().collect();
                let term = Term::from_field_text(self.fields.words, &text);
                let holding = holding(searcher, &term)?;
                if holding == 0 || holding > all / 4 + 100 {
                    continue;
                }
                let mut weight = rarity(all, holding);
                if is_common((*one, *next)) {
                    weight *= COMMON_WEIGHT;
                }
                weighed.push(Weighed { term, weight });
            }
        }
        Ok(weighed)
    }

    /// Scores every item, article and typical case, and keeps the best of each.
    fn score(
        &self,
        searcher: &Searcher,
        weighed: &[Weighed],
        description: &Description,
    ) -> Indexed<Scored> {
        let mut scored = Scored::default();
        for (at, segment) in (0..).zip(searcher.segment_readers()) {
            let sums = self.sums(segment, weighed)?;
            let lengths = segment
                .fast_fields()
                .column_first_or_default::<u64>("length")?;
            let in_segment = |kind| sieve(kind, description).in_segment(segment);
            let mut gatherings = [
                Gathering {
                    sieve: in_segment(Kind::Item)?,
                    usual: 20.0,
                    found: &mut scored.items,
                },
                Gathering {
                    sieve: in_segment(Kind::Article)?,
                    usual: 120.0,
                    found: &mut scored.articles,
                },
                Gathering {
                    sieve: in_segment(Kind::TypicalCase)?,
                    usual: 160.0,
                    found: &mut scored.typical_cases,
                },
            ];
            let alive = segment.alive_bitset();
            for (doc, sum) in (0..).zip(&sums) {
                if *sum <= 0.0 || alive.is_some_and(|alive| alive.is_deleted(doc)) {
                    continue;
                }
                let mut fitting = gatherings.iter_mut();
                if let Some(gathering) = fitting.find(|gathering| gathering.sieve.lets(doc)) {
                    #[expect(clippy::cast_precision_loss, reason = "texts are short")]
                    let length = lengths.get_val(doc) as f32;
                    let score = sum / (1.0 - LENGTH + LENGTH * length / gathering.usual);
                    gathering.found.push((score, DocAddress::new(at, doc)));
                }
            }
        }
        keep_best(searcher, &mut scored.items)?;
        keep_best(searcher, &mut scored.articles)?;
        keep_best(searcher, &mut scored.typical_cases)?;
        Ok(scored)
    }

    /// The weights of the pairs that each document of a segment holds, added up in the order of the description.
    fn sums(&self, segment: &SegmentReader, weighed: &[Weighed]) -> Indexed<Vec<f32>> {
        let inverted = segment.inverted_index(self.fields.words)?;
        let mut sums = vec![0.0_f32; segment.max_doc() as usize];
        for Weighed { term, weight } in weighed {
            let found = inverted.read_postings(term, IndexRecordOption::Basic);
            let Some(mut postings) = found.map_err(tantivy::TantivyError::from)? else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if let Some(sum) = sums.get_mut(doc as usize) {
                    *sum += weight;
                }
                doc = postings.advance();
            }
        }
        Ok(sums)
    }

    fn suggestion(
        &self,
        searcher: &Searcher,
        candidate: Candidate,
        description: &Description,
    ) -> Indexed<proto::ItemSuggestion> {
        let Candidate { item, score } = candidate;
        let on = day(description.on);
        let mut articles = Vec::new();
        let bases = item.violated.iter().chain(&item.basis);
        for basis in bases.take(ARTICLES_OF_ITEM) {
            let at = (basis.law_id.as_str(), basis.article, 0);
            if let Some(mut hit) = self.article(searcher, at, on)? {
                hit.citation = format!(
                    "{}{}",
                    cite(&hit.law_title, basis.article, 0),
                    within(basis.paragraph, basis.item)
                );
                articles.push(shown(hit, &description.facts));
            }
        }
        let keywords = item.keywords.iter().map(String::as_str);
        let broken = articles.iter().take(item.violated.len());
        let texts = broken.filter_map(|hit| Some(hit.article.as_ref()?.text.as_str()));
        let matched = pieces(
            &description.facts,
            [item.name.as_str()]
                .into_iter()
                .chain(keywords)
                .chain(texts),
        );
        let standards = self.standards(searcher, &item.item_id, description)?;
        Ok(proto::ItemSuggestion {
            matched,
            articles,
            standards,
            score: f64::from(shown_score(score)),
            item: Some(item),
        })
    }

    /// Standards of an item that are used at a place on a day, of the nearest division first.
    fn standards(
        &self,
        searcher: &Searcher,
        item_id: &str,
        description: &Description,
    ) -> Indexed<Vec<proto::Standard>> {
        const MOST: usize = 200;
        let sieve = Sieve::of(Kind::Standard, day(description.on));
        let found = first(searcher, (self.fields.item, item_id), sieve, MOST)?;
        let held: Vec<Held> = self.read_all(searcher, &found)?;
        let is_used = |standard: &proto::Standard| {
            let Ok(division) = DivisionCode::parse(&standard.division) else {
                return false;
            };
            match &description.division {
                Some(place) => division.contains(place),
                None => division.level() == Level::Province,
            }
        };
        let standards = held.into_iter().filter_map(Held::standard);
        let mut used: Vec<proto::Standard> = standards.filter(is_used).collect();
        used.sort_by_key(|standard| {
            let nearness = Reverse(standard.division.len());
            (nearness, standard.standard_id.clone())
        });
        Ok(used)
    }
}

impl Grounds {
    /// How well an item fits.
    fn score(&self, item: &proto::Item, own: f32) -> f32 {
        let best = |bases: &[proto::Basis]| {
            let places = bases
                .iter()
                .map(|basis| place(&basis.law_id, basis.article, 0));
            let scores = places.filter_map(|at| self.of_place.get(&at).copied());
            scores.fold(0.0, f32::max)
        };
        let precedent = self.of_item.get(&item.item_id).copied().unwrap_or_default();
        OWN * own
            + BROKEN * best(&item.violated)
            + POWER * best(&item.basis)
            + PRECEDENT * precedent
    }
}

/// Keeps the best; between equals their order decides, not where they lie.
fn keep_best(searcher: &Searcher, found: &mut Ranked) -> Indexed<()> {
    let by_score = |one: &(f32, DocAddress), other: &(f32, DocAddress)| other.0.total_cmp(&one.0);
    if found.len() > CANDIDATES {
        let (_, worst, _) = found.select_nth_unstable_by(CANDIDATES - 1, by_score);
        let least = worst.0;
        found.retain(|(score, _)| *score >= least);
    }
    let mut orders = Vec::new();
    for segment in searcher.segment_readers() {
        let fast = segment.fast_fields();
        orders.push(fast.column_first_or_default::<u64>("order")?);
    }
    let mut ordered = Vec::with_capacity(found.len());
    for (score, address) in found.drain(..) {
        let Some(orders) = orders.get(address.segment_ord as usize) else {
            continue;
        };
        ordered.push((score, orders.get_val(address.doc_id), address));
    }
    ordered.sort_by(|one, other| {
        let by_score = other.0.total_cmp(&one.0);
        by_score.then_with(|| one.1.cmp(&other.1))
    });
    ordered.truncate(CANDIDATES);
    let best = ordered.into_iter();
    found.extend(best.map(|(score, _, address)| (score, address)));
    Ok(())
}

fn sieve(kind: Kind, description: &Description) -> Sieve {
    let on = day(description.on);
    let of_line = matches!(kind, Kind::Item | Kind::TypicalCase);
    let domain = description.domain.filter(|_| of_line);
    let party = description.party_kind.filter(|_| kind == Kind::Item);
    Sieve {
        domain: domain.map(|domain| number(domain.into())),
        party: party.map(|kind| party_bit(kind.into())),
        ..Sieve::of(kind, on)
    }
}

/// How many documents hold a term; deleted ones do not count.
fn holding(searcher: &Searcher, term: &Term) -> Indexed<u64> {
    let mut holding = 0;
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(term.field())?;
        let found = inverted.read_postings(term, IndexRecordOption::Basic);
        let Some(postings) = found.map_err(tantivy::TantivyError::from)? else {
            continue;
        };
        holding += u64::from(match segment.alive_bitset() {
            Some(alive) => postings.doc_freq_given_deletes(alive),
            None => postings.doc_freq(),
        });
    }
    Ok(holding)
}

#[expect(clippy::cast_precision_loss, reason = "a weight needs no more")]
fn rarity(all: u64, holding: u64) -> f32 {
    let (all, holding) = (all as f32, holding as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

fn shown_score(score: f32) -> f32 {
    score / (score + HALF)
}

/// What is not far behind the best, at most so many.
fn near<T>(found: Vec<(f32, T)>, limit: usize) -> impl Iterator<Item = (f32, T)> {
    let least = found.first().map_or(0.0, |(best, _)| best * FAR_BEHIND);
    found
        .into_iter()
        .filter(move |(score, _)| *score > least)
        .take(limit)
}

/// An article with what of it the description says.
fn shown(mut hit: proto::ArticleHit, facts: &str) -> proto::ArticleHit {
    let text = hit
        .article
        .as_ref()
        .map(|it| it.text.clone())
        .unwrap_or_default();
    hit.matched = pieces(facts, [text.as_str()]);
    let phrases = hit.matched.iter();
    let phrases: Vec<Phrase> = phrases
        .filter_map(|piece| Phrase::all("facts", piece).ok())
        .flatten()
        .collect();
    hit.snippet = mark::snippet(&text, &phrases);
    hit
}

/// The pieces of a description that texts hold, without those that say nothing; each once, in its order.
fn pieces<'a>(facts: &str, texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in mark::shared(facts, texts) {
        if !says_nothing(&piece) && !pieces.contains(&piece) {
            pieces.push(piece);
        }
    }
    pieces.truncate(MOST_PIECES);
    pieces
}
