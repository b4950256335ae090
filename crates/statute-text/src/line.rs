//! The lines of a text without the marks of Markdown: what counts is what a reader sees.

/// Stands after the notes on adoption in the public collections of statutes as Markdown.
const END_OF_NOTES: &str = "INFO END";

/// One line with something on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Number in the file, from 1.
    pub(crate) number: usize,
    /// Marks of a Markdown heading before it; 0: none.
    pub(crate) depth: u8,
    /// What stands on it, without space at its ends.
    pub(crate) text: String,
}

/// The lines of a text, and before which of them notes on adoption end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<Line>,
    pub(crate) notes_end: Vec<usize>,
}

/// Takes a text apart.
pub(crate) fn lines(text: &str) -> Lines {
    let mut read = Lines::default();
    let mut in_comment = false;
    for (at, raw) in text
        .split(['\n', '\u{2028}', '\u{2029}', '\u{85}'])
        .enumerate()
    {
        for piece in raw.split(['\r', '\u{b}', '\u{c}']) {
            let visible = without_comments(piece, &mut in_comment, &mut read);
            for part in visible.replace("<br/>", "<br>").split("<br>") {
                read.lines.extend(line(at + 1, part));
            }
        }
    }
    read
}

/// Whether a character takes room, or none at all, without showing anything.
pub(crate) fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(
            letter,
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{202a}'..='\u{202e}'
        )
}

/// The text without anything that does not show.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(|letter| !is_blank(*letter)).collect()
}

fn without_comments(piece: &str, in_comment: &mut bool, read: &mut Lines) -> String {
    let mut visible = String::with_capacity(piece.len());
    let mut rest = piece;
    loop {
        if *in_comment {
            let Some((_, after)) = rest.split_once("-->") else {
                return visible;
            };
            *in_comment = false;
            rest = after;
        }
        let Some((before, after)) = rest.split_once("<!--") else {
            visible.push_str(rest);
            return visible;
        };
        visible.push_str(before);
        if after.trim_start().starts_with(END_OF_NOTES) {
            read.notes_end.push(read.lines.len());
        }
        *in_comment = true;
        rest = after;
    }
}

fn line(number: usize, text: &str) -> Option<Line> {
    let mut text: String = text
        .replace("**", "")
        .replace("&nbsp;", " ")
        .replace("&emsp;", " ")
        .chars()
        .filter(|letter| letter.is_whitespace() || !is_blank(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if is_rule(&text) {
        return None;
    }
    let mut depth = 0_u8;
    loop {
        let trimmed = text.trim();
        let marks = trimmed.len() - trimmed.trim_start_matches('#').len();
        if marks > 0 {
            depth = u8::try_from(marks).unwrap_or(u8::MAX);
            text = trimmed[marks..].trim_end_matches('#').to_owned();
        } else if let Some(quoted) = trimmed.strip_prefix('>') {
            text = quoted.to_owned();
        } else if let Some(listed) = bullet(trimmed) {
            text = listed.to_owned();
        } else {
            break;
        }
    }
    let text = text.trim();
    (!text.is_empty()).then(|| Line {
        number,
        depth,
        text: text.to_owned(),
    })
}

/// `---`, `***`, `___`: a rule across the page.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    ['-', '*', '_', '=']
        .iter()
        .any(|mark| text.len() >= 3 && text.chars().all(|letter| letter == *mark))
}

/// A mark of a list before a number that the text has itself.
fn bullet(text: &str) -> Option<&str> {
    let rest = ["- ", "* ", "+ "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))?
        .trim_start();
    rest.starts_with(['第', '（', '(', '一', '#', '附'])
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(usize, u8, String)> {
        lines(text)
            .lines
            .into_iter()
            .map(|line| (line.number, line.depth, line.text))
            .collect()
    }

    #[test]
    fn marks_are_taken_off_and_lines_keep_their_numbers() {
        let found = texts("# 某法\r\n\r\n---\n> **第一条**　甲\n- 第二条 乙<br>丙\n\u{200b}\n- 丁");
        let found: Vec<_> = found
            .iter()
            .map(|(number, depth, text)| (*number, *depth, text.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (1, 1, "某法"),
                (4, 0, "第一条　甲"),
                (5, 0, "第二条 乙"),
                (5, 0, "丙"),
                (7, 0, "- 丁"),
            ]
        );
    }

    #[test]
    fn comments_are_left_out_and_the_end_of_the_notes_is_seen() {
        let read = lines("# 某法\n通过\n<!-- INFO END -->\n<!-- 甲\n乙 -->丙\n");
        let texts: Vec<_> = read.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["某法", "通过", "丙"]);
        assert_eq!(read.notes_end, [2]);
    }
}
