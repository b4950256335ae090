//! What matched, as it stands in the text.

use std::collections::BTreeMap;

use crate::Phrase;
use crate::tokens::{Letter, letters};

/// Characters of a snippet.
const SNIPPET: usize = 80;
/// Characters before the first hit in a snippet.
const BEFORE: usize = 16;

/// Where phrases stand in a text: bytes, in the order of the text; those of one phrase may lie within another's.
fn places(text: &str, phrases: &[Phrase]) -> Vec<(usize, usize)> {
    let letters = letters(text);
    let mut places = Vec::new();
    for phrase in phrases {
        let wanted = phrase.characters();
        for stretch in letters.windows(wanted.len().max(1)) {
            if is_run(stretch) && stretch.iter().map(|l| l.plain).eq(wanted.iter().copied()) {
                places.extend(span(stretch));
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The pieces of texts that match phrases, as they stand there, each once, in the order in which they are met.
pub fn matched<'a>(texts: impl IntoIterator<Item = &'a str>, phrases: &[Phrase]) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for text in texts {
        for (from, to) in places(text, phrases) {
            let piece = text.get(from..to).unwrap_or_default();
            if !pieces.iter().any(|known| known == piece) {
                pieces.push(piece.to_owned());
            }
        }
    }
    pieces
}

/// The part of a text around the first place where a phrase stands; its beginning when none does. What is left out is shown as ….
pub fn snippet(text: &str, phrases: &[Phrase]) -> String {
    let first = places(text, phrases).first().map_or(0, |(from, _)| *from);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let hit = starts.partition_point(|at| *at < first);
    let latest = starts.len().saturating_sub(SNIPPET);
    let begin = hit.saturating_sub(BEFORE).min(latest);
    let end = (begin + SNIPPET).min(starts.len());
    let byte = |at: usize| starts.get(at).copied().unwrap_or(text.len());
    let part = text.get(byte(begin)..byte(end)).unwrap_or_default();
    let left = if begin > 0 { "…" } else { "" };
    let right = if end < starts.len() { "…" } else { "" };
    let part = part.trim().replace(['\n', '\r'], " ");
    format!("{left}{part}{right}")
}

/// The longest pieces of a description that also stand in one of the texts, two characters at least, as they stand in the
/// description; none lies within another.
pub fn shared<'a>(description: &str, texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let said = letters(description);
    // For each letter of the description, how far the longest piece that begins there reaches.
    let mut reach = vec![0; said.len()];
    for text in texts {
        let held = letters(text);
        let mut at: BTreeMap<(char, char), Vec<usize>> = BTreeMap::new();
        for (place, pair) in held.windows(2).enumerate() {
            if let [one, next] = pair
                && one.segment == next.segment
            {
                at.entry((one.plain, next.plain)).or_default().push(place);
            }
        }
        for (begin, pair) in said.windows(2).enumerate() {
            let [one, next] = pair else { continue };
            for place in at.get(&(one.plain, next.plain)).into_iter().flatten() {
                let same = common(&said, begin, &held, *place);
                if let Some(reach) = reach.get_mut(begin)
                    && same >= 2
                {
                    *reach = (*reach).max(same);
                }
            }
        }
    }
    let mut pieces = Vec::new();
    let mut past = 0;
    for (begin, length) in reach.into_iter().enumerate() {
        let end = begin + length;
        if length < 2 || end <= past {
            continue;
        }
        past = end;
        if let Some((from, to)) = said.get(begin..end).and_then(span) {
            pieces.push(description.get(from..to).unwrap_or_default().to_owned());
        }
    }
    pieces
}

/// How many letters are the same from here and from there, within one stretch each.
fn common(said: &[Letter], begin: usize, held: &[Letter], place: usize) -> usize {
    let (Some(here), Some(there)) = (said.get(begin..), held.get(place..)) else {
        return 0;
    };
    let segments = (
        here.first().map(|letter| letter.segment),
        there.first().map(|letter| letter.segment),
    );
    here.iter()
        .zip(there)
        .take_while(|(one, other)| {
            one.plain == other.plain && (Some(one.segment), Some(other.segment)) == segments
        })
        .count()
}

fn is_run(stretch: &[Letter]) -> bool {
    stretch
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if one.segment == next.segment))
}

fn span(stretch: &[Letter]) -> Option<(usize, usize)> {
    Some((stretch.first()?.from, stretch.last()?.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(words: &str) -> Vec<Phrase> {
        Phrase::all("words", words).unwrap()
    }

    #[test]
    fn what_matched_is_shown_as_it_stands_in_the_text() {
        let text = "使用ＬＰＧ的，应当遵守lpg规定";
        assert_eq!(
            matched([text], &phrases("lpg 遵守 电")),
            ["ＬＰＧ", "遵守", "lpg"]
        );
        assert_eq!(
            matched([text], &phrases("的应")),
            [""; 0],
            "a sign is between"
        );
    }

    #[test]
    fn a_snippet_shows_the_words_and_what_is_left_out() {
        let long = format!("{}燃气{}", "前".repeat(100), "后".repeat(100));
        let snippet = snippet(&long, &phrases("燃气"));
        assert!(snippet.contains("燃气"), "{snippet}");
        assert!(
            snippet.starts_with('…') && snippet.ends_with('…'),
            "{snippet}"
        );
        assert_eq!(snippet.chars().count(), SNIPPET + 2);
        assert_eq!(super::snippet("短文", &phrases("燃气")), "短文");
    }

    #[test]
    fn shared_pieces_are_the_longest_there_are() {
        let pieces = shared(
            "当事人占道经营烧烤，影响市容",
            ["擅自占用道路", "占道经营的", "市容环境"],
        );
        assert_eq!(pieces, ["占道经营", "市容"]);
    }

    #[test]
    fn no_text_and_no_words_give_nothing() {
        assert_eq!(matched(["", "a"], &[]), [""; 0]);
        assert_eq!(snippet("", &phrases("燃气")), "");
        assert_eq!(shared("", ["占道"]), [""; 0]);
        assert_eq!(shared("占", ["占"]), [""; 0]);
    }
}
