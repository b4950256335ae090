//! Phrases as the engine's queries.

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, TextFieldIndexing, TextOptions};

use crate::Phrase;

/// Options of a field that phrases are found in.
pub fn placed_text() -> TextOptions {
    text(IndexRecordOption::WithFreqsAndPositions)
}

/// Options of a field that single characters are found in.
pub fn bare_text() -> TextOptions {
    text(IndexRecordOption::Basic)
}

/// Documents with a phrase in a field; `single` is the field with the characters of the same text.
pub fn phrased(phrase: &Phrase, pairs: Field, single: Field) -> Box<dyn Query> {
    let texts = phrase.pairs();
    match texts.as_slice() {
        [] => term(single, &phrase.text()),
        [pair] => term(pairs, pair),
        many => {
            let terms = many.iter().map(|pair| Term::from_field_text(pairs, pair));
            Box::new(PhraseQuery::new(terms.collect()))
        }
    }
}

/// Documents with exactly this value.
pub fn term(field: Field, value: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, value);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Documents to which all of these apply; every document when there are none.
pub fn all(mut queries: Vec<Box<dyn Query>>) -> BooleanQuery {
    if queries.is_empty() {
        queries.push(Box::new(AllQuery));
    }
    BooleanQuery::new(
        queries
            .into_iter()
            .map(|query| (Occur::Must, query))
            .collect(),
    )
}

fn text(option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_fieldnorms(false)
            .set_index_option(option),
    )
}
