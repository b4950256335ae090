//! A case as it enters the index.

use tantivy::{TantivyDocument, Term};
use uuid::Uuid;
use words::tokens;

use crate::newest::month;
use crate::schema::Fields;

/// What is found of a case, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Id of the case.
    pub id: Uuid,
    /// What it is found by: names, what happened, where.
    pub words: Vec<String>,
    /// Its procedure, e.g. `INSPECTION`.
    pub procedure: String,
    /// Its step, e.g. `FILED`.
    pub step: String,
    /// Whether it is closed.
    pub closed: bool,
    /// Agency that handles it.
    pub agency: String,
    /// Division that owns it.
    pub division: String,
    /// Party.
    pub party: String,
    /// Who else has a part in it: `agency:<id>`, `officer:<id>`.
    pub parts: Vec<String>,
}

impl Entry {
    /// What tells this case from all others.
    pub(crate) fn key(&self, fields: &Fields) -> Term {
        Term::from_field_text(fields.id, &self.id.simple().to_string())
    }

    pub(crate) fn document(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        // A line break parts stretches: no word reaches from one text into the next.
        let text = self.words.join("\n");
        document.add_pre_tokenized_text(fields.words, tokens::pairs(&text));
        document.add_pre_tokenized_text(fields.single, tokens::singles(&text));
        document.add_text(fields.id, self.id.simple().to_string());
        document.add_text(fields.procedure, &self.procedure);
        document.add_text(fields.step, &self.step);
        document.add_text(fields.closed, yes_or_no(self.closed));
        document.add_text(fields.agency, &self.agency);
        // Every division above it, so that a county finds its towns.
        for end in 1..=self.division.len() {
            if let Some(above) = self.division.get(..end) {
                document.add_text(fields.division, above);
            }
        }
        document.add_text(fields.party, &self.party);
        document.add_text(fields.part, format!("agency:{}", self.agency));
        for part in &self.parts {
            document.add_text(fields.part, part);
        }
        let (high, low) = self.id.as_u64_pair();
        document.add_text(fields.month, month(high).to_string());
        document.add_u64(fields.high, high);
        document.add_u64(fields.low, low);
        document
    }
}

pub(crate) const fn yes_or_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}
