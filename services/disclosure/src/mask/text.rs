//! A text as the rules see it, and the text with what they found taken out.

use crate::served::Served;

use super::{names, numbers, places};

/// What stands where something was.
pub const VEIL: &str = "***";

/// One character of a text: as written, folded to its plain form, with its place in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A stretch of a text to be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) with: String,
}

/// What is known of a case beside the form of things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Values that must not occur.
    pub(super) secrets: Vec<Vec<char>>,
    /// Names of natural persons, with what stands for them.
    pub(super) persons: Vec<(Vec<char>, String)>,
    /// Names that stand: the firm's, the agency's.
    pub(super) public: Vec<Vec<char>>,
}

impl Known {
    /// What is known from a case.
    pub fn of(served: &Served) -> Self {
        let mut public = vec![compacted(&served.agency_name)];
        if !served.is_person() {
            public.push(compacted(&served.party.name));
        }
        public.retain(|name| name.len() > 1);
        let mut known = Self {
            public,
            ..Self::default()
        };
        for secret in &served.secrets {
            known.secret(secret);
        }
        for person in &served.persons {
            known.person(person);
        }
        known
    }

    /// What is known when only a firm's own name is looked at.
    pub(super) fn of_firm(name: &str) -> Self {
        Self {
            public: vec![compacted(name)],
            ..Self::default()
        }
    }

    fn secret(&mut self, value: &str) {
        let value = compacted(value);
        if value.len() >= 4 && !self.public.contains(&value) {
            self.secrets.push(value);
        }
    }

    /// Whoever signed or received: a person's name where it looks like one, otherwise an address.
    fn person(&mut self, value: &str) {
        let compact = compacted(value);
        if self.public.contains(&compact) || names::is_nobody(value.trim()) {
            return;
        }
        if names::looks_like_a_name(&compact) {
            self.persons.push((compact, names::masked_name(value)));
        } else {
            self.secret(value);
        }
    }
}

/// The text without whatever the rules and what is known find in it; everything else byte for byte.
pub fn veil(text: &str, known: &Known) -> String {
    let units = units(text);
    let compact: Vec<Unit> = units
        .iter()
        .copied()
        .filter(|unit| !is_gap(unit.c))
        .collect();
    let standing = occurrences(&compact, &known.public);
    let mut spans = Vec::new();
    for (name, with) in &known.persons {
        spans.extend(found(&compact, name, with));
    }
    spans.extend(names::labelled(&units));
    spans.extend(places::addresses(&units));
    // A firm's name stands, even where it names a person or a road: what lies wholly within it is left.
    spans.retain(|span: &Span| {
        let within = |(start, end): &(usize, usize)| *start <= span.start && span.end <= *end;
        !standing.iter().any(within)
    });
    for secret in &known.secrets {
        spans.extend(found(&compact, secret, VEIL));
    }
    spans.extend(numbers::numbers(&units));
    spans.extend(places::certificates_of_property(&units));
    replaced(text, spans)
}

/// A text as its rules see it.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let at = text.char_indices();
    at.map(|(start, c)| Unit {
        c: folded(c),
        start,
        end: start + c.len_utf8(),
    })
    .collect()
}

/// The plain form of a character: full-width to half-width, every blank and dash to one of each.
pub(super) fn folded(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\t' | '\u{2000}'..='\u{200A}' | '\u{202F}' => ' ',
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => '\u{200B}',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
        _ => c,
    }
}

/// Whether a character may stand within a name or number without changing it.
pub(super) const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{200B}' | '\n' | '\r')
}

/// A value as it is looked for.
fn compacted(value: &str) -> Vec<char> {
    let folded = value.chars().map(folded).filter(|c| !is_gap(*c));
    folded.map(|c| c.to_ascii_uppercase()).collect()
}

fn found(compact: &[Unit], value: &[char], with: &str) -> Vec<Span> {
    let places = occurrences(compact, std::slice::from_ref(&value.to_vec()));
    places
        .into_iter()
        .map(|(start, end)| Span {
            start,
            end,
            with: with.to_owned(),
        })
        .collect()
}

/// Where any of the values stands, in bytes.
fn occurrences(compact: &[Unit], values: &[Vec<char>]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for value in values.iter().filter(|value| !value.is_empty()) {
        for window in compact.windows(value.len()) {
            let same = window
                .iter()
                .zip(value)
                .all(|(unit, c)| unit.c.to_ascii_uppercase() == *c);
            if same && let (Some(first), Some(last)) = (window.first(), window.last()) {
                places.push((first.start, last.end));
            }
        }
    }
    places
}

/// The text with the stretches replaced; those that touch are one.
fn replaced(text: &str, mut spans: Vec<Span>) -> String {
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => {
                if span.end > last.end || span.with == VEIL {
                    VEIL.clone_into(&mut last.with);
                }
                last.end = last.end.max(span.end);
            }
            _ => merged.push(span),
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in merged {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(&span.with);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A stretch of units, taken out whole.
pub(super) fn veiled(units: &[Unit]) -> Option<Span> {
    let (first, last) = (units.first()?, units.last()?);
    Some(Span {
        start: first.start,
        end: last.end,
        with: VEIL.to_owned(),
    })
}

/// Whether the units at `at` spell `word`.
pub(super) fn spells(units: &[Unit], at: usize, word: &str) -> bool {
    let mut rest = units.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| {
        rest.next()
            .is_some_and(|unit| unit.c.eq_ignore_ascii_case(&c))
    })
}

/// A Chinese character.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{2FA1F}' | '〇')
}
