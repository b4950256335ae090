//! The import of real statutes, compared with a count that is made in another way.
//!
//! The statutes lie beside the project and are no part of it; where they are absent the test says so and passes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use statute_text::{Numbering, StatuteText};

/// Of a hundred statutes so many must be read.
const BAR: usize = 99;

#[test]
fn real_statutes_are_read_with_every_article_in_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/laws");
    let mut files = Vec::new();
    collect(&root, &mut files);
    if files.is_empty() {
        println!("skipped: no statutes at {}", root.display());
        return;
    }
    files.sort();
    let mut failures = Vec::new();
    let (mut articles, mut items, mut annexes) = (0, 0, 0);
    for path in &files {
        let bytes = fs::read(path).unwrap();
        let name = path
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        match read(&name, &bytes) {
            Ok(statute) => {
                articles += statute.articles.len();
                items += usize::from(statute.numbering != Numbering::Articles);
                annexes += statute.annexes.len();
            }
            Err(reason) => failures.push(format!("{name}: {reason}")),
        }
    }
    println!(
        "{} of {} statutes read: {articles} articles, {annexes} annexes, {items} statutes without 条",
        files.len() - failures.len(),
        files.len()
    );
    for failure in &failures {
        println!("{failure}");
    }
    assert!(
        (files.len() - failures.len()) * 100 >= files.len() * BAR,
        "{failures:#?}"
    );
}

/// The same statutes as others publish them: plain text in GBK with spread headings, without a space behind the numbers, with
/// a contents list, with the numbers on lines of their own. The articles must stay what they are.
#[test]
fn real_statutes_in_other_dress_keep_their_articles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/laws");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    for (dress, change) in DRESSES {
        let (mut tried, mut lost) = (0, Vec::new());
        for path in files.iter().step_by(8) {
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(path).unwrap();
            let Ok(plain) = statute_text::read(&name, text.as_bytes()) else {
                continue;
            };
            if plain.numbering != Numbering::Articles || !plain.remarks.is_empty() {
                continue;
            }
            tried += 1;
            match statute_text::read(&name, &change(&text)) {
                Ok(read) if same_articles(&plain, &read) => {}
                Ok(read) => lost.push(format!(
                    "{name}: {} for {}",
                    read.articles.len(),
                    plain.articles.len()
                )),
                Err(error) => lost.push(format!("{name}: {error}")),
            }
        }
        println!("{dress}: {} of {tried} as they were", tried - lost.len());
        assert!(
            (tried - lost.len()) * 100 >= tried * BAR,
            "{dress}: {lost:#?}"
        );
    }
}

type Change = fn(&str) -> Vec<u8>;

const DRESSES: [(&str, Change); 4] = [
    ("plain text in GBK", |text| {
        let plain: Vec<String> = lines(text)
            .map(|line| {
                let bare = line.trim_start_matches(['#', ' ']);
                format!("\u{3000}\u{3000}{}", bare.replacen(' ', "\u{3000}", 1))
            })
            .collect();
        encoding_rs::GB18030
            .encode(&plain.join("\r\n"))
            .0
            .into_owned()
    }),
    ("without a space", |text| {
        let plain: Vec<String> = lines(text)
            .map(|line| {
                if line.starts_with('第') {
                    line.replacen(' ', "", 1)
                } else {
                    line.to_owned()
                }
            })
            .collect();
        plain.join("\n").into_bytes()
    }),
    ("with a contents list", |text| {
        let headings: Vec<&str> = lines(text)
            .filter(|line| line.starts_with("##"))
            .map(|line| line.trim_start_matches(['#', ' ']))
            .collect();
        let mut all: Vec<String> = lines(text).map(str::to_owned).collect();
        if !headings.is_empty() {
            all.insert(1, format!("目 录\n{}", headings.join("\n")));
        }
        let at = all.iter().position(|line| line.contains("INFO END"));
        if let (Some(at), false) = (at, headings.is_empty()) {
            let contents = all.remove(1);
            all.insert(at, contents);
        }
        all.join("\n\n").into_bytes()
    }),
    ("numbers on lines of their own", |text| {
        let plain: Vec<String> = lines(text)
            .map(|line| {
                if line.starts_with('第') {
                    format!("**{}**", line.replacen(' ', "**\n\n", 1))
                } else {
                    line.to_owned()
                }
            })
            .collect();
        plain.join("\n\n").into_bytes()
    }),
];

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn same_articles(a: &StatuteText, b: &StatuteText) -> bool {
    a.articles.len() == b.articles.len()
        && a.articles.iter().zip(&b.articles).all(|(a, b)| {
            a.key == b.key
                && compact(&a.text) == compact(&b.text)
                && compact(&a.chapter) == compact(&b.chapter)
        })
}

fn read(name: &str, bytes: &[u8]) -> Result<StatuteText, String> {
    let statute = statute_text::read(name, bytes).map_err(|error| {
        assert!(!error.zh().is_ascii());
        error.to_string()
    })?;
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let (kept, printed) = (compact(&statute.rebuilt()), compact(text));
    if kept != printed {
        let at = kept
            .chars()
            .zip(printed.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let around =
            |text: &str| -> String { text.chars().skip(at.saturating_sub(10)).take(30).collect() };
        return Err(format!(
            "not rebuilt: {:?} for {:?}",
            around(&kept),
            around(&printed)
        ));
    }
    for article in &statute.articles {
        every_word_is_in_a_paragraph(&article.label, &article.text)?;
    }
    if statute.numbering == Numbering::Articles {
        every_article_is_there(&statute, text)?;
    }
    if statute.version.is_none() || statute.issuer.is_none() || statute.rank.is_none() {
        return Err(format!(
            "version {:?}, issuer {:?}, rank {:?}",
            statute.version, statute.issuer, statute.rank
        ));
    }
    Ok(statute)
}

/// Taken apart into paragraphs, items and points, an article keeps its words, and its items count from the first.
fn every_word_is_in_a_paragraph(label: &str, text: &str) -> Result<(), String> {
    let words = |text: &str| -> String {
        let numbers = "一二三四五六七八九十百零〇";
        text.chars()
            .filter(|c| c.is_alphabetic() && !numbers.contains(*c))
            .collect()
    };
    let paragraphs = statute_text::paragraphs(text);
    let whole: Vec<String> = paragraphs
        .iter()
        .map(statute_text::Paragraph::whole)
        .collect();
    if words(&whole.join("\n")) != words(text) {
        return Err(format!("{label} loses words in its paragraphs"));
    }
    Ok(())
}

/// The longest run of ascending numbers at the beginnings of lines must be among the articles, each with its own words; and
/// the articles must count from the first to the last without a gap.
fn every_article_is_there(statute: &StatuteText, text: &str) -> Result<(), String> {
    let body = text.rsplit("<!-- INFO END -->").next().unwrap_or(text);
    let lines: Vec<(u32, u32, String)> = body.lines().filter_map(begins_with_number).collect();
    for (number, suffix, words) in longest_ascent(&lines) {
        let held = statute.articles.iter().find(|held| {
            (u32::from(held.key.number), u32::from(held.key.suffix)) == (*number, *suffix)
        });
        let Some(held) = held else {
            return Err(format!("article {number}-{suffix} is lost: {words:.60}"));
        };
        let beginning: String = compact(words).chars().take(20).collect();
        let own = compact(&format!("{}{}", held.label, held.text));
        if !own.starts_with(&beginning) && !beginning.starts_with(&own) {
            return Err(format!(
                "article {number}-{suffix} has other words: {own:.60}"
            ));
        }
    }
    let numbers: BTreeSet<_> = statute
        .articles
        .iter()
        .map(|held| held.key.number)
        .collect();
    let last = statute.articles.last().map_or(0, |held| held.last);
    if numbers.len() != usize::from(last) || statute.articles[0].key.number != 1 {
        return Err(format!("{} numbers up to {last}", numbers.len()));
    }
    Ok(())
}

/// 第…条 at the beginning of a line, read with another reader of numbers than the crate's.
fn begins_with_number(line: &str) -> Option<(u32, u32, String)> {
    let words = line.trim_start_matches(|c: char| c.is_whitespace() || c == '#' || c == '*');
    let (number, rest) = words.strip_prefix('第')?.split_once('条')?;
    let value = chinese(number)?;
    let suffix = rest
        .strip_prefix('之')
        .map(|rest| rest.split(char::is_whitespace).next().unwrap_or_default())
        .map_or(Some(0), chinese)?;
    rest.starts_with(|c: char| c.is_whitespace() || c == '之')
        .then(|| (value, suffix, words.to_owned()))
}

fn chinese(text: &str) -> Option<u32> {
    static PRINTED: LazyLock<BTreeMap<String, u32>> = LazyLock::new(|| {
        let both = |value: u16| {
            [statute::chinese(value), value.to_string()].map(|text| (text, value.into()))
        };
        (1..=2_000).flat_map(both).collect()
    });
    PRINTED.get(text).copied()
}

/// Longest ascending subsequence, by dynamic programming.
fn longest_ascent(lines: &[(u32, u32, String)]) -> Vec<&(u32, u32, String)> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = (0..at)
            .filter(|earlier| (lines[*earlier].0, lines[*earlier].1) < (line.0, line.1))
            .max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(0, |earlier| best[earlier].0) + 1, before));
    }
    let mut next = (0..lines.len()).max_by_key(|at| best[*at].0);
    let mut chain = Vec::new();
    while let Some(at) = next {
        chain.push(&lines[at]);
        next = best[at].1;
    }
    chain.reverse();
    chain
}

/// What a reader sees: without space, comments and the marks of Markdown.
fn compact(text: &str) -> String {
    let mut visible = String::new();
    for (at, piece) in text.split("<!--").enumerate() {
        visible.push_str(if at == 0 {
            piece
        } else {
            piece.split_once("-->").map_or("", |(_, rest)| rest)
        });
    }
    visible
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '#' | '*' | '\u{200b}'..='\u{200f}' | '\u{feff}')
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md")
            && path.file_name().is_none_or(|name| name != "README.md")
        {
            files.push(path);
        }
    }
}
