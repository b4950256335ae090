//! What stands before the text: title, notes on adoption, contents, preamble; and what follows from them.

use calendar::CivilDate;
use statute::Rank;

use crate::dates;
use crate::file_name::FileName;
use crate::label::{Key, Label, ends_sentence};
use crate::line::{Line, compact};
use crate::title::{looks_like_title, split_version};

/// What one line before the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Title,
    /// The title once more, below the notes.
    Again,
    Note,
    Contents,
    Preamble,
}

/// Each line before the text with what it is.
pub(crate) type Header = Vec<(usize, Kind)>;

/// Longest line of a contents list, in characters.
const LONGEST_ENTRY: usize = 60;

/// The first line of the text, and the lines of a contents list before it (from, before).
pub(crate) fn body(lines: &[Line], labels: &[Label], from: usize) -> (usize, (usize, usize)) {
    let marker = (from..lines.len())
        .take_while(|at| !matches!(labels[*at], Label::Article(label) if label.firm))
        .find(|at| matches!(compact(&lines[*at].text).as_str(), "目录" | "目次" | "目錄"));
    let search = marker.map_or(from, |marker| marker + 1);
    let structural = |at: &usize| match labels[*at] {
        Label::Article(label) => label.firm || (label.key == Key::new(1) && !label.reference),
        Label::Heading(_) => true,
        _ => false,
    };
    let first = (search..lines.len()).find(structural);
    let Some(first) = first else {
        let contents = marker.map_or((search, search), |marker| (marker, search));
        return (first_item(labels, search).unwrap_or(lines.len()), contents);
    };
    let repeated = repeated(lines, labels, first, marker.is_some());
    let contents = match (marker, repeated) {
        (Some(marker), Some(again)) => (marker, again),
        (None, Some(again)) => (first, again),
        (Some(marker), None) if first > search => (marker, first),
        (Some(marker), None) => {
            let end = (first..lines.len())
                .find(|at| !matches!(labels[*at], Label::Heading(_)))
                .unwrap_or(lines.len());
            (marker, end)
        }
        (None, None) => (from, from),
    };
    let text = (contents.1..lines.len())
        .find(|at| structural(at) || matches!(labels[*at], Label::Item(item) if item.number == 1))
        .unwrap_or(contents.1);
    (text, contents)
}

/// Where the first numbered line of an instrument without 条 stands.
fn first_item(labels: &[Label], from: usize) -> Option<usize> {
    (from..labels.len()).find(|at| matches!(labels[*at], Label::Item(item) if item.number == 1))
}

/// Where the first line of a contents list stands a second time, as the beginning of the text.
fn repeated(lines: &[Line], labels: &[Label], first: usize, marked: bool) -> Option<usize> {
    let entry = entry(&lines[first].text);
    for at in first + 1..lines.len() {
        let same_place = match (labels[first], labels[at]) {
            (Label::Heading(a), Label::Heading(b)) => {
                (a.level, a.number) == (b.level, b.number)
                    && same_entry(&entry, &self::entry(&lines[at].text))
            }
            (Label::Article(a), Label::Article(b)) => marked && b.firm && a.key == b.key,
            _ => false,
        };
        if same_place {
            return Some(at);
        }
        let long = lines[at].text.chars().count() > LONGEST_ENTRY;
        let article = matches!(labels[at], Label::Article(label) if label.firm);
        if long || (article && !marked) || (marked && lines[at].text.ends_with('。')) {
            return None;
        }
    }
    None
}

/// A line of a contents list without dots and the number of the page.
fn entry(text: &str) -> String {
    compact(text)
        .trim_end_matches(|letter: char| {
            letter.is_ascii_digit() || "….·．-—()（）[]".contains(letter)
        })
        .to_owned()
}

/// A heading whose title stands on the next line is repeated in part.
fn same_entry(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// Says what each line before the text is.
pub(crate) fn header(
    lines: &[Line],
    before: std::ops::Range<usize>,
    notes_end: Option<usize>,
    contents: (usize, usize),
) -> Header {
    let held: Vec<usize> = before.collect();
    let in_contents = |at: usize| (contents.0..contents.1).contains(&at);
    let plain: Vec<usize> = held
        .iter()
        .copied()
        .filter(|at| !in_contents(*at))
        .collect();
    let title = title_lines(lines, &plain, notes_end);
    let mut open = 0_i32;
    let mut header: Header = Vec::new();
    for at in held {
        let text = &lines[at].text;
        let kind = if in_contents(at) {
            Kind::Contents
        } else if title.contains(&at) {
            Kind::Title
        } else if open > 0
            || notes_end.is_some_and(|end| at < end)
            || title.first().is_some_and(|first| at < *first)
            || is_note(text)
        {
            open = (open + brackets(text)).max(0);
            Kind::Note
        } else {
            Kind::Preamble
        };
        header.push((at, kind));
    }
    repeat_of_title(lines, &title, &mut header);
    header
}

/// The title printed again below the notes is no preamble.
fn repeat_of_title(lines: &[Line], title: &[usize], header: &mut Header) {
    let whole: String = title.iter().map(|at| compact(&lines[*at].text)).collect();
    let after: Vec<usize> = (0..header.len())
        .filter(|at| header[*at].1 == Kind::Preamble)
        .collect();
    let mut said = String::new();
    for (count, at) in after.iter().enumerate() {
        said.push_str(&compact(&lines[header[*at].0].text));
        if said == whole {
            for at in &after[..=count] {
                header[*at].1 = Kind::Again;
            }
            return;
        }
        if !whole.starts_with(&said) {
            return;
        }
    }
}

/// Which lines are the title: the Markdown heading, else the first that looks like one with what it goes on from.
fn title_lines(lines: &[Line], plain: &[usize], notes_end: Option<usize>) -> Vec<usize> {
    let before_end = |at: &usize| notes_end.is_none_or(|end| *at < end);
    if let Some(heading) = plain
        .iter()
        .find(|at| lines[**at].depth == 1 && before_end(at))
    {
        return vec![*heading];
    }
    let candidates: Vec<usize> = plain.iter().copied().filter(before_end).collect();
    let found = candidates.iter().position(|at| {
        let text = &lines[*at].text;
        looks_like_title(text) && !is_note(text)
    });
    let Some(found) = found else {
        return candidates
            .first()
            .filter(|at| {
                let text = &lines[**at].text;
                !is_note(text) && text.chars().count() <= LONGEST_ENTRY && !text.ends_with('。')
            })
            .map(|at| vec![*at])
            .unwrap_or_default();
    };
    let goes_on = |text: &str| {
        !is_note(text)
            && !ends_sentence(text)
            && !is_signature(text)
            && text.chars().count() <= 30
            && !looks_like_title(text)
    };
    // Nor does it go on across a contents list.
    let broken = |at: usize| candidates[at + 1] > candidates[at] + 1;
    let first = (0..found)
        .rfind(|at| broken(*at) || !goes_on(&lines[candidates[*at]].text))
        .map_or(0, |at| at + 1);
    candidates[first..=found].to_vec()
}

/// A line about adoption, amendment or promulgation.
fn is_note(text: &str) -> bool {
    const ACTS: [&str; 12] = [
        "通过", "公布", "发布", "修正", "修订", "批准", "施行", "颁布", "印发", "令第", "废止",
        "修改",
    ];
    let bare = text.trim_start_matches(['（', '(', ' ', '\u{3000}']);
    let bracketed = bare.len() < text.len();
    let dated = dates::days(text);
    let acts = ACTS.iter().any(|act| text.contains(act));
    let begins_with_day = dates::days(bare)
        .first()
        .is_some_and(|(_, from, _)| *from == 0);
    (begins_with_day && !text.ends_with('。'))
        || (bracketed && (acts || !dated.is_empty()) && !text.contains("为了"))
        || is_signature(text)
}

/// 国务院令, 第743号, 总理 李克强.
fn is_signature(text: &str) -> bool {
    let bare = compact(text);
    let short = bare.chars().count() <= 40;
    let numbered = (bare.starts_with('第') || bare.contains('令') || bare.contains('〔'))
        && bare.ends_with(['号', '令']);
    let signed = [
        "主席", "总理", "省长", "市长", "部长", "局长", "主任", "署长",
    ]
    .iter()
    .any(|office| bare.starts_with(office) && bare.chars().count() <= 8);
    short && (numbered || signed)
}

fn brackets(text: &str) -> i32 {
    text.chars()
        .map(|letter| match letter {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        })
        .sum()
}

/// The version of the text: the day in the file's name, else the last day of the notes on which something was adopted.
pub(crate) fn version(file: &FileName, notes: &[String]) -> Option<CivilDate> {
    file.day.or_else(|| {
        notes
            .iter()
            .flat_map(|note| {
                dates::days(note)
                    .into_iter()
                    .filter(|(_, from, to)| !is_force(note, *from, *to))
            })
            .map(|(day, _, _)| day)
            .max()
    })
}

/// Whether the day is that of effect: 自…起施行, … 施行.
fn is_force(text: &str, _from: usize, to: usize) -> bool {
    let after = text[to..]
        .trim_start()
        .trim_start_matches('起')
        .trim_start();
    after.starts_with("施行") || after.starts_with("实施") || after.starts_with("生效")
}

/// The day on which the text says that it takes effect: in its last articles, else in the notes.
pub(crate) fn in_force(articles: &[&str], notes: &[String]) -> Option<CivilDate> {
    let stated = articles.iter().rev().take(4).find_map(|text| {
        let own = [
            "本法",
            "本条例",
            "本办法",
            "本规定",
            "本规则",
            "本细则",
            "本决定",
            "本解释",
            "本法典",
            "本暂行",
        ];
        let found = dates::days(text)
            .into_iter()
            .find(|(_, from, to)| text[..*from].ends_with('自') && is_force(text, *from, *to));
        found.filter(|(_, from, _)| {
            let sentence = text[..*from]
                .rsplit(['。', '；'])
                .next()
                .unwrap_or_default();
            own.iter().any(|name| sentence.contains(name)) || sentence.chars().count() < 12
        })
    });
    let noted = || {
        notes.iter().rev().find_map(|note| {
            dates::days(note)
                .into_iter()
                .find(|(_, from, to)| is_force(note, *from, *to))
        })
    };
    stated.or_else(noted).map(|(day, _, _)| day)
}

/// Who issued it, with the number of the order where there is one.
pub(crate) fn issuer(notes: &[String], title: &str, file: &FileName) -> Option<String> {
    let order = notes.iter().rev().find_map(|note| order(note));
    let body = || notes.iter().find_map(|note| body_of(note));
    let titled = || {
        title
            .strip_prefix("国务院")
            .map(|_| "国务院".to_owned())
            .or_else(|| {
                title
                    .starts_with("最高人民法院")
                    .then(|| "最高人民法院".to_owned())
            })
    };
    let folder = || {
        let holds = |word: &str| file.folders.iter().any(|folder| folder == word);
        if holds("行政法规") {
            return Some("国务院".to_owned());
        }
        let last = file.folders.last()?;
        let named = [
            "部",
            "委员会",
            "总局",
            "局",
            "署",
            "人民银行",
            "人民政府",
            "人民代表大会",
        ];
        named
            .iter()
            .any(|end| last.ends_with(end))
            .then(|| last.clone())
            .or_else(|| {
                (rank_of_folder(file) == Some(Rank::Law))
                    .then(|| "全国人民代表大会常务委员会".to_owned())
            })
    };
    order.or_else(body).or_else(titled).or_else(folder)
}

/// 国务院令第743号 out of 2021年… 中华人民共和国国务院令第743号公布.
fn order(note: &str) -> Option<String> {
    let at = note.find("令第").or_else(|| note.find("令 第"))?;
    let end = note[at..]
        .find('号')
        .map(|end| at + end + '号'.len_utf8())?;
    let begin = note[..at]
        .rfind(|letter: char| {
            letter.is_whitespace() || letter.is_ascii_digit() || "（(，,。日》".contains(letter)
        })
        .map_or(0, |at| {
            at + note[at..].chars().next().map_or(0, char::len_utf8)
        });
    let whole = compact(&note[begin..end]);
    let whole = whole.strip_prefix('经').unwrap_or(&whole);
    let whole = whole.replace("中华人民共和国", "");
    (whole.chars().count() <= 60 && at > begin).then_some(whole)
}

/// The body that adopted or issued.
fn body_of(note: &str) -> Option<String> {
    if let Some(at) = note.find("人民代表大会") {
        let begin = note[..at]
            .rfind(|letter: char| letter.is_whitespace() || "日（(，由".contains(letter))
            .map_or(0, |at| {
                at + note[at..].chars().next().map_or(0, char::len_utf8)
            });
        let place = without_session(&note[begin..at]);
        let committee = note[at..].starts_with("人民代表大会常务委员会");
        let committee = if committee { "常务委员会" } else { "" };
        return Some(format!("{place}人民代表大会{committee}"));
    }
    if let Some(at) = note.find("人民政府") {
        let begin = note[..at]
            .rfind(|letter: char| letter.is_whitespace() || "日（(，经由".contains(letter))
            .map_or(0, |at| {
                at + note[at..].chars().next().map_or(0, char::len_utf8)
            });
        return Some(format!("{}人民政府", &note[begin..at]));
    }
    if note.contains("国务院") {
        return Some("国务院".to_owned());
    }
    let (_, _, end) = dates::days(note).first().copied()?;
    let rest = note[end..].trim_start();
    let act = ["发布", "公布", "印发", "令", "批准"]
        .iter()
        .filter_map(|act| rest.find(act))
        .min()?;
    let body = compact(&rest[..act]);
    ((2..=40).contains(&body.chars().count()) && !body.contains("会议")).then_some(body)
}

/// 福建省第十三届 → 福建省; 第十三届全国 → 全国.
fn without_session(text: &str) -> String {
    match (text.find('第'), text.find('届')) {
        (Some(from), Some(to)) if from < to => compact(&format!(
            "{}{}",
            &text[..from],
            &text[to + '届'.len_utf8()..]
        )),
        _ => compact(text),
    }
}

/// Where it stands in the order of norms, as far as folder, title and issuer show it.
pub(crate) fn rank(title: &str, issuer: Option<&str>, file: &FileName) -> Option<Rank> {
    rank_of_folder(file)
        .or_else(|| issuer.and_then(|issuer| rank_of_issuer(issuer, title)))
        .or_else(|| rank_of_title(title))
}

fn rank_of_folder(file: &FileName) -> Option<Rank> {
    file.folders.iter().rev().find_map(|folder| {
        Some(match folder.as_str() {
            "行政法规" => Rank::AdministrativeRegulation,
            "司法解释" => Rank::JudicialInterpretation,
            "地方性法规" | "自治条例" | "单行条例" => Rank::LocalRegulation,
            "部门规章" => Rank::DepartmentRule,
            "地方政府规章" => Rank::LocalGovernmentRule,
            "规范性文件" => Rank::PolicyDocument,
            "法律"
            | "行政法"
            | "经济法"
            | "社会法"
            | "刑法"
            | "民法"
            | "民商法"
            | "民法商法"
            | "宪法"
            | "宪法相关法"
            | "诉讼与非诉讼程序法" => Rank::Law,
            _ => return None,
        })
    })
}

fn rank_of_issuer(issuer: &str, title: &str) -> Option<Rank> {
    let holds = |word: &str| issuer.contains(word);
    if holds("人民代表大会") || holds("主席令") {
        let state = holds("全国") || issuer.starts_with("主席令");
        let law =
            title.ends_with('法') || title.ends_with("法典") || title.starts_with("中华人民共和国");
        return Some(match (state, law) {
            (true, true) => Rank::Law,
            (true, false) => rank_of_title(title).unwrap_or(Rank::Law),
            (false, _) => Rank::LocalRegulation,
        });
    }
    if holds("最高人民法院") || holds("最高人民检察院") {
        return Some(Rank::JudicialInterpretation);
    }
    if holds("人民政府") {
        return Some(
            if holds("令") || title.ends_with("办法") || title.ends_with("规定") {
                Rank::LocalGovernmentRule
            } else {
                Rank::PolicyDocument
            },
        );
    }
    if issuer.starts_with("国务院") || issuer.starts_with("政务院") {
        return Some(Rank::AdministrativeRegulation);
    }
    holds("令").then_some(Rank::DepartmentRule)
}

fn rank_of_title(title: &str) -> Option<Rank> {
    let ends = |ends: &[&str]| ends.iter().any(|end| title.ends_with(end));
    if title.starts_with("中华人民共和国") && (ends(&["法", "法典"])) && !ends(&["办法"])
    {
        return Some(Rank::Law);
    }
    if title.starts_with("最高人民法院") || title.starts_with("最高人民检察院") {
        return Some(Rank::JudicialInterpretation);
    }
    let local = title
        .find(['省', '市', '州', '县'])
        .is_some_and(|at| at <= 15 && title.contains("条例"))
        || (title.contains("自治区") && title.contains("条例"));
    if local {
        return Some(Rank::LocalRegulation);
    }
    if title.starts_with("国务院") || title.starts_with("中华人民共和国") && ends(&["条例"])
    {
        return Some(Rank::AdministrativeRegulation);
    }
    if ends(&["通知", "意见", "纲要", "方案"]) {
        return Some(Rank::PolicyDocument);
    }
    None
}

/// The title in one piece, and the version in brackets that stood in it.
pub(crate) fn title_of(lines: &[Line], header: &Header) -> (String, Option<String>) {
    let mut whole = String::new();
    for text in header
        .iter()
        .filter(|(_, kind)| *kind == Kind::Title)
        .map(|(at, _)| lines[*at].text.as_str())
    {
        whole.push_str(text);
    }
    let (title, version) = split_version(&whole);
    (spaced_out(title), version.map(str::to_owned))
}

/// A title or heading without the spaces that only spread its characters.
pub(crate) fn spaced_out(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let chinese = |word: &&str| word.chars().all(|letter| !letter.is_ascii_alphanumeric());
    if words.iter().all(chinese) {
        words.concat()
    } else {
        words.join(" ")
    }
}
