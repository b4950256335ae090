//! Which numbers at the beginnings of lines are articles: those that count on from one to the next.

use crate::NotAStatute;
use crate::fault::{Disorder, DisorderKind};
use crate::label::{ItemStyle, Key, Label, article, ends_sentence};
use crate::line::Line;

/// Later numbers that are looked at before a doubtful one is believed.
const LOOK_AHEAD: usize = 2_000;

/// An article that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its line.
    pub(crate) line: usize,
    /// Where its number begins in the line.
    pub(crate) begin: usize,
    /// Where its text begins in the line.
    pub(crate) end: usize,
    pub(crate) key: Key,
    /// Last number where it stands for several deleted ones.
    pub(crate) last: u16,
    /// Whether it was found within a line.
    pub(crate) within: bool,
}

/// The articles of a text, and the line at which annexes begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sequence {
    pub(crate) found: Vec<Found>,
    pub(crate) annex: Option<usize>,
    /// Numbered as 第…条; else as 一、.
    pub(crate) articles: bool,
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    found: Found,
    firm: bool,
}

/// A text that is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) lines: &'a [Line],
    pub(crate) labels: &'a [Label],
    /// First line of the text.
    pub(crate) from: usize,
    /// Articles may be left out.
    pub(crate) excerpt: bool,
    /// A part of a law on its own, whose articles count on from another file: 第二编.
    pub(crate) later_part: bool,
}

/// Finds the articles.
pub(crate) fn sequence(text: Text<'_>, title: &str) -> Result<Sequence, NotAStatute> {
    let articles = articles(text);
    let items = items(text);
    let by_items = match (articles.iter().find(|c| c.firm), items.first()) {
        (None, Some(_)) => articles
            .iter()
            .all(|candidate| candidate.found.key != Key::new(1)),
        (Some(first), Some(item)) => {
            let amends = ["决定", "通知", "意见", "批复", "公告", "决议"]
                .iter()
                .any(|kind| title.ends_with(kind));
            item.found.line < first.found.line && (amends || first.found.key != Key::new(1))
        }
        _ => false,
    };
    if by_items {
        return items_in_order(text, &items);
    }
    if articles.is_empty() {
        return Err(NotAStatute::NoArticle);
    }
    articles_in_order(text, &articles)
}

fn articles(text: Text<'_>) -> Vec<Candidate> {
    (text.from..text.lines.len())
        .filter_map(|line| match text.labels[line] {
            Label::Article(label) => Some(Candidate {
                found: Found {
                    line,
                    begin: 0,
                    end: label.end,
                    key: label.key,
                    last: label.last,
                    within: false,
                },
                firm: label.firm,
            }),
            _ => None,
        })
        .collect()
}

/// The lines numbered in the style of the first numbered line.
fn items(text: Text<'_>) -> Vec<Candidate> {
    let numbered = |line: usize| match text.labels[line] {
        Label::Item(item) => Some((line, item)),
        _ => None,
    };
    let first = (text.from..text.lines.len())
        .filter_map(numbered)
        .find(|(_, item)| item.number == 1 && item.style != ItemStyle::BracketedDigits);
    let Some((first, top)) = first else {
        return Vec::new();
    };
    (first..text.lines.len())
        .filter_map(numbered)
        .filter(|(_, item)| item.style == top.style && item.number > 0)
        .map(|(line, item)| Candidate {
            found: Found {
                line,
                begin: 0,
                end: item.end,
                key: Key::new(item.number),
                last: item.number,
                within: false,
            },
            firm: item.style == ItemStyle::Comma,
        })
        .collect()
}

fn items_in_order(text: Text<'_>, items: &[Candidate]) -> Result<Sequence, NotAStatute> {
    let mut sequence = Sequence::default();
    if let Some(line) = other_order(text, items) {
        return Err(NotAStatute::Mixed { line });
    }
    let mut annexes = Annexes::new(text.from);
    for candidate in items {
        let found = candidate.found;
        let before = sequence.found.last().copied();
        if let Some(annex) = annexes.before(text, before, found.line)
            && !follows(before, found.key)
        {
            sequence.annex = Some(annex);
            break;
        }
        if follows(before, found.key) {
            sequence.found.push(found);
        } else if candidate.firm && !text.excerpt {
            return Err(disorder(text, &sequence, found));
        } else if text.excerpt && before.is_none_or(|before| before.key < found.key) {
            sequence.found.push(found);
        }
    }
    finish(text, &mut sequence);
    Ok(sequence)
}

fn articles_in_order(text: Text<'_>, articles: &[Candidate]) -> Result<Sequence, NotAStatute> {
    let mut sequence = Sequence {
        articles: true,
        ..Sequence::default()
    };
    // Where no number is set off from its text, each must do without.
    let loose = !articles.iter().any(|candidate| candidate.firm);
    let mut annexes = Annexes::new(text.from);
    for (at, candidate) in articles.iter().enumerate() {
        let found = candidate.found;
        let before = sequence.found.last().copied();
        if let Some(annex) = annexes.before(text, before, found.line)
            && before.is_some()
            && candidate.firm
            && !follows(before, found.key)
        {
            sequence.annex = Some(annex);
            break;
        }
        if !candidate.firm {
            let sentence = begins_sentence(text, found.line);
            let own = !text.excerpt && !reference(text, found.line);
            if !own || comes_again(&articles[at + 1..], found.key) {
                continue;
            }
            if follows(before, found.key) && (loose || sentence) {
                sequence.found.push(found);
            } else if loose
                && sentence
                && before.is_none_or(|before| before.key < found.key)
                && annexes.before(text, before, found.line).is_none()
            {
                // Or everything after it would be taken for one article.
                return Err(disorder(text, &sequence, found));
            }
            continue;
        }
        let fits = |before: Option<Found>| {
            follows(before, found.key)
                || text.excerpt && before.is_none_or(|before| before.key < found.key)
                || text.later_part && before.is_none()
        };
        if !fits(before) && !text.excerpt {
            run_together(text, &mut sequence, found.line);
        }
        if fits(sequence.found.last().copied()) {
            sequence.found.push(found);
        } else {
            return Err(disorder(text, &sequence, found));
        }
    }
    if sequence.found.is_empty() {
        return Err(NotAStatute::NoArticle);
    }
    if !text.excerpt {
        let end = sequence.annex.unwrap_or(text.lines.len());
        run_together(text, &mut sequence, end);
    }
    finish(text, &mut sequence);
    Ok(sequence)
}

/// Where 一、 begins below （一） or 1., which then are no order of the whole text.
fn other_order(text: Text<'_>, items: &[Candidate]) -> Option<usize> {
    let first = items.first().filter(|first| !first.firm)?.found.line;
    (first..text.lines.len())
        .take_while(|at| text.labels[*at] != Label::Annex)
        .find(|at| matches!(text.labels[*at], Label::Item(item) if item.style == ItemStyle::Comma))
        .map(|at| text.lines[at].number)
}

/// Where annexes begin after the last article, if they were not met before.
fn finish(text: Text<'_>, sequence: &mut Sequence) {
    let last = sequence.found.last().copied();
    if sequence.annex.is_none() && last.is_some() {
        sequence.annex = annex_between(text, last, text.lines.len());
    }
}

/// The annexes met so far: each line is looked at once.
#[derive(Debug)]
struct Annexes {
    seen: usize,
    first_since: Option<(usize, usize)>,
}

impl Annexes {
    const fn new(from: usize) -> Self {
        Self {
            seen: from,
            first_since: None,
        }
    }

    /// The first annex between the article before and a line.
    fn before(&mut self, text: Text<'_>, before: Option<Found>, line: usize) -> Option<usize> {
        let since = before.map_or(text.from, |before| before.line + 1);
        if self.first_since.is_some_and(|(of, _)| of != since) {
            self.first_since = None;
        }
        if self.first_since.is_none() {
            let found = (self.seen.max(since)..line).find(|at| text.labels[*at] == Label::Annex);
            self.first_since = found.map(|annex| (since, annex));
        }
        self.seen = self.seen.max(line);
        self.first_since.map(|(_, annex)| annex)
    }
}

/// The first annex, or Markdown heading that is none of the text's, between an article and a line.
fn annex_between(text: Text<'_>, before: Option<Found>, line: usize) -> Option<usize> {
    let from = before.map_or(text.from, |before| before.line + 1);
    (from..line)
        .find(|at| text.labels[*at] == Label::Annex)
        .or_else(|| {
            // A heading after the last article belongs to what is annexed.
            (line == text.lines.len())
                .then(|| (from..line).find(|at| text.lines[*at].depth > 0))
                .flatten()
        })
}

/// Whether an article is the next one.
fn follows(before: Option<Found>, key: Key) -> bool {
    match before {
        None => key == Key::new(1),
        Some(before) => {
            key == Key::new(before.last + 1)
                || (key.number == before.last && key.suffix == before.key.suffix + 1)
        }
    }
}

fn begins_sentence(text: Text<'_>, line: usize) -> bool {
    line == text.from
        || line.checked_sub(1).is_none_or(|before| {
            ends_sentence(&text.lines[before].text)
                || matches!(text.labels[before], Label::Heading(_))
        })
}

fn reference(text: Text<'_>, line: usize) -> bool {
    matches!(text.labels[line], Label::Article(label) if label.reference)
}

/// Whether the same number stands later, set off as an article is, before any higher one.
fn comes_again(later: &[Candidate], key: Key) -> bool {
    later
        .iter()
        .filter(|candidate| candidate.firm)
        .take(LOOK_AHEAD)
        .find(|candidate| candidate.found.key >= key)
        .is_some_and(|candidate| candidate.found.key == key)
}

/// Finds articles that stand within a line behind another: `…。 第二条 …`.
fn run_together(text: Text<'_>, sequence: &mut Sequence, until: usize) {
    let (mut line, mut from) = sequence
        .found
        .last()
        .map_or((text.from, 0), |last| (last.line, last.end));
    while line < until {
        let whole = &text.lines[line].text;
        while let Some(at) = whole[from..].find('第').map(|at| from + at) {
            from = at + '第'.len_utf8();
            let before = whole[..at].trim_end();
            let set_off = before.len() < at || before.ends_with(['。', '；']);
            let Some(label) = article(&whole[at..]) else {
                continue;
            };
            let next = label.firm
                && at + label.end < whole.len()
                && set_off
                && ends_sentence(before)
                && follows(sequence.found.last().copied(), label.key);
            if next {
                sequence.found.push(Found {
                    line,
                    begin: at,
                    end: at + label.end,
                    key: label.key,
                    last: label.last,
                    within: true,
                });
                from = at + label.end;
            }
        }
        line += 1;
        from = 0;
    }
}

fn disorder(text: Text<'_>, sequence: &Sequence, found: Found) -> NotAStatute {
    let line = |at: usize| text.lines[at].number;
    let same = sequence.found.iter().find(|held| held.key == found.key);
    let last = sequence.found.last();
    let (kind, before) = match (same, last) {
        (Some(same), _) => (DisorderKind::Repeats, Some(same)),
        (None, Some(last)) if found.key < last.key => (DisorderKind::GoesBack, Some(last)),
        (None, last) => (DisorderKind::Gap, last),
    };
    NotAStatute::Order(Disorder {
        kind,
        before: before.map(|before| (before.key, line(before.line))),
        found: (found.key, line(found.line)),
        articles: sequence.articles,
    })
}
