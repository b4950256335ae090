//! Puts every line of a text into its place in the tree.

use std::ops::Range;

use crate::NotAStatute;
use crate::file_name::FileName;
use crate::header::{self, Header, Kind, spaced_out};
use crate::label::{HeadingLabel, ItemLabel, ItemStyle, Key, Label, Level, ends_sentence, label};
use crate::line::{Line, Lines, compact};
use crate::numeral::{leading, number};
use crate::sequence::{Found, Sequence, Text, sequence};
use crate::title::{looks_like_title, normal, without_state};
use crate::tree::{Annex, Article, Heading, Numbering, Place, Remark, RemarkKind, StatuteText};

/// Lines that may stand between a heading and its first article.
const REMARK_LINES: usize = 3;
/// Longest title of a heading or annex on a line of its own, in characters.
const LONGEST_TITLE: usize = 60;

/// Reads one statute.
pub(crate) fn outline(
    lines: &[Line],
    notes_end: Option<usize>,
    file: &FileName,
    excerpt: bool,
) -> Result<StatuteText, NotAStatute> {
    let labels: Vec<Label> = lines.iter().map(label_of).collect();
    let (from, contents) = header::body(lines, &labels, notes_end.unwrap_or(0));
    let head = header::header(lines, 0..from, notes_end, contents);
    let mut tree = begin(lines, &head, file)?;
    let text = Text {
        lines,
        labels: &labels,
        from,
        excerpt,
        later_part: is_later_part(&tree.title, labels.get(from)),
    };
    match sequence(text, &tree.title) {
        Ok(sequence) => {
            let end = sequence.annex.unwrap_or(lines.len());
            fill(text, &sequence, end, &mut tree);
            annexes(lines, &labels, end, &mut tree);
            numbered(&sequence, lines, &mut tree);
        }
        Err(reason) => {
            tree.version = header::version(file, &tree.notes);
            if !may_stay_whole(&reason, &tree) {
                return Err(reason);
            }
            whole(lines, head.len(), &mut tree)?;
        }
    }
    conclude(file, &mut tree);
    Ok(tree)
}

/// 第二编 of a law that is kept in a file for each part: its articles do not begin with the first.
fn is_later_part(title: &str, first: Option<&Label>) -> bool {
    let part = |label: &Label| matches!(label, Label::Heading(heading) if heading.level == Level::Part && heading.number > 1);
    first.is_some_and(part) || part(&label(title)) || title.ends_with('编')
}

/// An instrument of a known day whose text is not divided into 条 loses nothing when it stays in one piece.
fn may_stay_whole(reason: &NotAStatute, tree: &StatuteText) -> bool {
    let undivided = match reason {
        NotAStatute::NoArticle | NotAStatute::Mixed { .. } => true,
        NotAStatute::Order(disorder) => !disorder.articles,
        _ => false,
    };
    undivided && tree.version.is_some() && looks_like_title(&tree.title)
}

/// Takes everything below the title and the notes for one article.
fn whole(lines: &[Line], from: usize, tree: &mut StatuteText) -> Result<(), NotAStatute> {
    let above = tree
        .order
        .iter()
        .position(|place| matches!(place, Place::Preamble(_)))
        .unwrap_or(tree.order.len());
    let preamble = &tree.order[above..];
    // What was taken for a preamble begins the text; a note below it would change its place.
    if !preamble
        .iter()
        .all(|place| matches!(place, Place::Preamble(_)))
    {
        return Err(NotAStatute::NoArticle);
    }
    let text = &lines[from - preamble.len()..];
    let line = text.first().map(|line| line.number);
    let line = line.ok_or(NotAStatute::NoArticle)?;
    tree.order.truncate(above);
    tree.order.push(Place::Article(0));
    tree.articles.push(Article {
        key: Key::new(1),
        last: 1,
        label: String::new(),
        text: text
            .iter()
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
        part: String::new(),
        chapter: String::new(),
        section: String::new(),
        line,
    });
    tree.preamble.clear();
    tree.numbering = Numbering::Whole;
    tree.remarks.push(Remark {
        line,
        kind: RemarkKind::Whole,
    });
    Ok(())
}

/// Where statutes begin in a file that may hold several.
pub(crate) fn documents(read: &Lines) -> Vec<Range<usize>> {
    let lines = &read.lines;
    let labels: Vec<Label> = lines.iter().map(label_of).collect();
    let firm = |at: usize| match labels[at] {
        Label::Article(label) if label.firm => Some(label.key),
        _ => None,
    };
    let mut begins = vec![0];
    let mut before: Option<usize> = None;
    for at in 0..lines.len() {
        let Some(key) = firm(at) else { continue };
        if key == Key::new(1)
            && let Some(before) = before
            && let Some(boundary) = boundary(lines, &labels, before + 1..at)
        {
            begins.push(boundary);
        }
        before = Some(at);
    }
    let ends = begins[1..].iter().copied().chain([lines.len()]);
    begins
        .iter()
        .copied()
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect()
}

/// What a line begins with; `## 三` is a number with nothing behind it.
fn label_of(line: &Line) -> Label {
    match label(&line.text) {
        Label::None if line.depth > 0 => number(&line.text).map_or(Label::None, |number| {
            Label::Item(ItemLabel {
                style: ItemStyle::Comma,
                number,
                end: line.text.len(),
            })
        }),
        label => label,
    }
}

/// The title of a further statute between two articles.
fn boundary(lines: &[Line], labels: &[Label], between: Range<usize>) -> Option<usize> {
    let annexed = between.clone().find(|at| labels[*at] == Label::Annex);
    let first = between.clone().find(|at| {
        let line = &lines[*at];
        let noted = lines
            .get(at + 1)
            .is_some_and(|next| next.text.starts_with(['（', '(']) && next.text.contains('年'));
        match (line.depth, annexed) {
            (1, _) => labels[*at] == Label::None,
            (_, Some(annex)) if *at > annex => {
                noted && *at > annex + 1 && looks_like_title(&line.text)
            }
            _ => looks_like_title(&line.text) && labels[*at] == Label::None,
        }
    })?;
    // What stands below 附件 is annexed, not a statute of its own.
    (first == 0 || labels[first - 1] != Label::Annex).then_some(first)
}

fn begin(lines: &[Line], head: &Header, file: &FileName) -> Result<StatuteText, NotAStatute> {
    let (printed, version) = header::title_of(lines, head);
    let mut order = Vec::new();
    let (mut notes, mut contents, mut preamble) = (Vec::new(), Vec::new(), Vec::new());
    let mut titled = false;
    for (at, kind) in head {
        let text = lines[*at].text.clone();
        match kind {
            Kind::Title if titled => {}
            Kind::Title => {
                titled = true;
                order.push(Place::Title);
                if let Some(version) = &version {
                    order.push(Place::Note(notes.len()));
                    notes.push(version.clone());
                }
            }
            Kind::Note | Kind::Again => {
                order.push(Place::Note(notes.len()));
                notes.push(text);
            }
            Kind::Contents => {
                order.push(Place::Contents(contents.len()));
                contents.push(text);
            }
            Kind::Preamble => {
                order.push(Place::Preamble(preamble.len()));
                preamble.push(text);
            }
        }
    }
    let title = if printed.is_empty() {
        file.title.clone()
    } else {
        printed
    };
    if compact(&title).is_empty() {
        return Err(NotAStatute::NoTitle);
    }
    Ok(StatuteText {
        short_titles: short_titles(&title, file),
        title,
        version: None,
        in_force: None,
        issuer: None,
        rank: None,
        notes,
        contents,
        preamble,
        headings: Vec::new(),
        articles: Vec::new(),
        annexes: Vec::new(),
        numbering: Numbering::Articles,
        remarks: Vec::new(),
        encoding: None,
        order,
    })
}

fn short_titles(title: &str, file: &FileName) -> Vec<String> {
    let title = normal(title);
    let mut short = Vec::new();
    for name in [without_state(&title).to_owned(), normal(&file.title)] {
        let mut letters = title.chars();
        let part = name.chars().count() >= 2
            && name.chars().count() <= LONGEST_TITLE
            && name
                .chars()
                .all(|wanted| letters.any(|letter| letter == wanted));
        if part && name != title && !short.contains(&name) {
            short.push(name);
        }
    }
    short
}

/// What holds for the articles that follow.
#[derive(Debug, Default)]
struct Under {
    part: String,
    subpart: String,
    chapter: String,
    section: String,
}

impl Under {
    fn enter(&mut self, level: Level, text: &str) {
        match level {
            Level::Part => {
                *self = Self {
                    part: text.to_owned(),
                    ..Self::default()
                };
            }
            Level::SubPart => {
                text.clone_into(&mut self.subpart);
                self.chapter.clear();
                self.section.clear();
            }
            Level::Chapter => {
                text.clone_into(&mut self.chapter);
                self.section.clear();
            }
            Level::Section => text.clone_into(&mut self.section),
        }
    }

    fn part(&self) -> String {
        [self.part.as_str(), self.subpart.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn fill(text: Text<'_>, sequence: &Sequence, end: usize, tree: &mut StatuteText) {
    let headings = headings(text, sequence, end);
    let mut under = Under::default();
    let mut found = sequence.found.iter().copied().peekable();
    for at in text.from..end {
        let line = &text.lines[at];
        let here: Vec<Found> =
            std::iter::from_fn(|| found.next_if(|next| next.line == at)).collect();
        let first = here.first().map_or(line.text.len(), |found| found.begin);
        if let Some(heading) = headings[at - text.from] {
            enter(heading, line, &mut under, tree);
            continue;
        }
        if first > 0 {
            put(line, &line.text[..first], &mut under, tree);
        }
        for (which, article) in here.iter().enumerate() {
            let to = here
                .get(which + 1)
                .map_or(line.text.len(), |next| next.begin);
            start(line, *article, to, sequence.articles, &under, tree);
        }
    }
}

/// Which lines are headings: those that an article follows closely.
fn headings(text: Text<'_>, sequence: &Sequence, end: usize) -> Vec<Option<HeadingLabel>> {
    let mut headings = vec![None; end.saturating_sub(text.from)];
    let mut next = sequence.found.iter().rev().peekable();
    let mut plain = usize::MAX;
    for at in (text.from..end).rev() {
        if next.next_if(|found| found.line == at).is_some() {
            while next.next_if(|found| found.line == at).is_some() {}
            plain = 0;
            continue;
        }
        let line = &text.lines[at];
        match text.labels[at] {
            Label::Heading(label)
                if plain <= REMARK_LINES || (line.depth > 0 && plain < usize::MAX) =>
            {
                headings[at - text.from] = Some(label);
                plain = 0;
            }
            // 「## 罚则」: a Markdown heading without a number before an article.
            _ if line.depth > 0 && plain <= REMARK_LINES && !ends_as_sentence(&line.text) => {
                headings[at - text.from] = Some(HeadingLabel {
                    level: Level::Chapter,
                    number: 0,
                    end: 0,
                });
                plain = 0;
            }
            // 一、管辖 above 第一条, as interpretations are divided.
            Label::Item(item)
                if plain == 0 && sequence.articles && stands_as_heading(text, at, item) =>
            {
                headings[at - text.from] = Some(HeadingLabel {
                    level: match item.style {
                        ItemStyle::Comma => Level::Chapter,
                        _ => Level::Section,
                    },
                    number: item.number,
                    end: 0,
                });
            }
            _ => plain = plain.saturating_add(1),
        }
    }
    headings
}

/// A short numbered line without an end, where a sentence or a heading has just ended.
fn stands_as_heading(text: Text<'_>, at: usize, item: ItemLabel) -> bool {
    let line = &text.lines[at].text;
    let before = at.checked_sub(1).filter(|before| *before >= text.from);
    matches!(item.style, ItemStyle::Comma | ItemStyle::Brackets)
        && line.chars().count() <= 40
        && !ends_sentence(line)
        && before.is_none_or(|before| {
            text.lines[before].text.ends_with(['。', '”', '）'])
                || matches!(text.labels[before], Label::Heading(_))
                || matches!(text.labels[before], Label::Item(above) if above.style != item.style)
        })
}

fn ends_as_sentence(text: &str) -> bool {
    text.ends_with(['。', '；', '，'])
}

fn enter(label: HeadingLabel, line: &Line, under: &mut Under, tree: &mut StatuteText) {
    // 第七章 on one line, 附则 on the next.
    if label.number == 0
        && let Some(Place::Heading(last)) = tree.order.last()
        && tree.headings[*last].level == label.level
        && is_bare(&tree.headings[*last])
    {
        let last = &mut tree.headings[*last];
        last.text = format!("{} {}", last.text, spaced_out(&line.text));
        let (level, text) = (last.level, last.text.clone());
        under.enter(level, &text);
        return;
    }
    let (number, title) = line.text.split_at(label.end);
    let (number, title) = (compact(number), spaced_out(title));
    let text = [number, title]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    under.enter(label.level, &text);
    tree.order.push(Place::Heading(tree.headings.len()));
    tree.headings.push(Heading {
        level: label.level,
        text,
        remark: String::new(),
        line: line.number,
    });
}

/// A heading that is a number only.
fn is_bare(heading: &Heading) -> bool {
    heading.remark.is_empty()
        && heading.text.starts_with('第')
        && heading.text.ends_with(['编', '章', '节', '分'])
        && !heading.text.contains(' ')
}

fn start(
    line: &Line,
    found: Found,
    to: usize,
    articles: bool,
    under: &Under,
    tree: &mut StatuteText,
) {
    let label = &line.text[found.begin..found.end];
    let label = if articles {
        compact(label)
    } else {
        label.trim().to_owned()
    };
    if found.within {
        tree.remarks.push(Remark {
            line: line.number,
            kind: RemarkKind::RunTogether(found.key),
        });
    }
    tree.order.push(Place::Article(tree.articles.len()));
    tree.articles.push(Article {
        key: found.key,
        last: found.last,
        label,
        text: line.text[found.end..to].trim().to_owned(),
        part: under.part(),
        chapter: under.chapter.clone(),
        section: under.section.clone(),
        line: line.number,
    });
}

/// A line without a number goes to what stands before it.
fn put(line: &Line, text: &str, under: &mut Under, tree: &mut StatuteText) {
    let text = text.trim();
    match tree.order.last().copied() {
        Some(Place::Article(at)) => join(&mut tree.articles[at].text, text),
        Some(Place::Heading(at)) => {
            let heading = &mut tree.headings[at];
            let short = text.chars().count() <= LONGEST_TITLE && !ends_as_sentence(text);
            if is_bare(heading) && short {
                heading.text = format!("{} {}", heading.text, spaced_out(text));
                under.enter(heading.level, &heading.text);
            } else if heading.remark.is_empty() && short {
                // A title that was broken over two lines.
                heading.text.push_str(text);
                under.enter(heading.level, &heading.text);
            } else {
                join(&mut heading.remark, text);
            }
        }
        _ => {
            tree.order.push(Place::Preamble(tree.preamble.len()));
            tree.preamble.push(line.text.clone());
        }
    }
}

fn join(whole: &mut String, text: &str) {
    if !whole.is_empty() {
        whole.push('\n');
    }
    whole.push_str(text);
}

fn annexes(lines: &[Line], labels: &[Label], from: usize, tree: &mut StatuteText) {
    let mut bare = false;
    for at in from..lines.len() {
        let line = &lines[at];
        let begins = at == from || labels[at] == Label::Annex;
        match tree.annexes.last_mut() {
            Some(annex) if !begins => {
                let short =
                    line.text.chars().count() <= LONGEST_TITLE && !ends_as_sentence(&line.text);
                if bare && short {
                    annex.title = format!("{} {}", annex.title, line.text);
                } else {
                    join(&mut annex.text, &line.text);
                }
                bare = false;
            }
            _ => {
                let (title, text) = title_of_annex(&line.text);
                bare = text.is_empty() && is_bare_annex(title);
                tree.order.push(Place::Annex(tree.annexes.len()));
                tree.annexes.push(Annex {
                    title: title.to_owned(),
                    text: text.to_owned(),
                    line: line.number,
                });
            }
        }
    }
}

/// 附件一： without a title of its own.
fn is_bare_annex(title: &str) -> bool {
    let rest = compact(title);
    let rest = rest.trim_start_matches(['附', '件', '表', '录', '图', '注', '（', '(', '[', '〔']);
    let rest = leading(rest).map_or(rest, |(_, rest)| rest);
    rest.chars().all(|letter| "：:）)]〕.．、".contains(letter))
}

/// A line that is too long for a title is divided at its colon, or not at all.
fn title_of_annex(line: &str) -> (&str, &str) {
    if line.chars().count() <= LONGEST_TITLE {
        return (line, "");
    }
    let at = line
        .find(['：', ':'])
        .map(|at| at + line[at..].chars().next().map_or(0, char::len_utf8))
        .or_else(|| line.find(char::is_whitespace))
        .filter(|at| *at <= 60)
        .unwrap_or('附'.len_utf8().min(line.len()));
    let (title, text) = if line.is_char_boundary(at) {
        line.split_at(at)
    } else {
        ("", line)
    };
    (title.trim(), text.trim())
}

fn numbered(sequence: &Sequence, lines: &[Line], tree: &mut StatuteText) {
    let Some(first) = sequence.found.first() else {
        return;
    };
    let kind = if !sequence.articles {
        tree.numbering = Numbering::Items;
        RemarkKind::NoArticles
    } else if first.key.number > 1 {
        RemarkKind::BeginsWith(first.key)
    } else {
        return;
    };
    let line = lines[first.line].number;
    tree.remarks.insert(0, Remark { line, kind });
}

fn conclude(file: &FileName, tree: &mut StatuteText) {
    tree.version = header::version(file, &tree.notes);
    let texts: Vec<&str> = tree
        .articles
        .iter()
        .map(|article| article.text.as_str())
        .collect();
    tree.in_force = header::in_force(&texts, &tree.notes);
    tree.issuer = header::issuer(&tree.notes, &tree.title, file);
    tree.rank = header::rank(&tree.title, tree.issuer.as_deref(), file);
}
