//! What is looked for, and through whose eyes.

use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, Query as Clause, TermSetQuery};
use tantivy::schema::Field;
use uuid::Uuid;
use words::{Phrase, phrased, term};

use crate::document::yes_or_no;
use crate::schema::Fields;

/// What is looked for. Everything that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words, each found exactly as it stands.
    pub words: Vec<Phrase>,
    /// Procedure.
    pub procedure: Option<String>,
    /// Step.
    pub step: Option<String>,
    /// Only closed, or only open ones.
    pub closed: Option<bool>,
    /// Agency that handles it.
    pub agency: Option<String>,
    /// Division and below.
    pub division: Option<String>,
    /// One of these parties.
    pub parties: Option<Vec<String>>,
}

/// Through whose eyes it is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Eyes {
    /// The parts the searcher has in cases: `agency:<id>`, `officer:<id>`.
    pub parts: Vec<String>,
    /// Division that the searcher oversees, with all below.
    pub division: Option<String>,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Ids of cases, newest first.
    pub ids: Vec<Uuid>,
    /// How many there are in all, counted no further than [`crate::MOST_COUNTED`].
    pub total: usize,
}

impl Query {
    pub(crate) fn clauses(&self, eyes: &Eyes, fields: &Fields) -> BooleanQuery {
        let mut clauses: Vec<Box<dyn Clause>> = vec![eyes.clause(fields)];
        for phrase in &self.words {
            clauses.push(phrased(phrase, fields.words, fields.single));
        }
        let closed = self.closed.map(yes_or_no);
        let exact = [
            (fields.procedure, self.procedure.as_deref()),
            (fields.step, self.step.as_deref()),
            (fields.closed, closed),
            (fields.agency, self.agency.as_deref()),
            (fields.division, self.division.as_deref()),
        ];
        for (field, value) in exact {
            if let Some(value) = value {
                clauses.push(term(field, value));
            }
        }
        if let Some(parties) = &self.parties {
            clauses.push(any_of(fields.party, parties));
        }
        words::all(clauses)
    }
}

impl Eyes {
    fn clause(&self, fields: &Fields) -> Box<dyn Clause> {
        let overseen = self.division.as_deref();
        let overseen = overseen.map(|code| term(fields.division, code));
        match (overseen, self.parts.is_empty()) {
            (Some(overseen), true) => overseen,
            (None, false) => any_of(fields.part, &self.parts),
            (Some(overseen), false) => Box::new(BooleanQuery::union(vec![
                overseen,
                any_of(fields.part, &self.parts),
            ])),
            (None, true) => Box::new(EmptyQuery),
        }
    }
}

fn any_of(field: Field, values: &[String]) -> Box<dyn Clause> {
    if let [value] = values {
        return term(field, value);
    }
    let terms = values.iter().map(|it| Term::from_field_text(field, it));
    Box::new(TermSetQuery::new(terms))
}
