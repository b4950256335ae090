//! Citations in the words of the law: `行政处罚法第三十二条第一款第（二）项`.
//!
//! Laws that the platform knows by heart are held to their number of articles; of any other law the shape is read.

use super::fields::Fields;

/// Longest citation, in characters.
const LONGEST: usize = 300;
/// Numerals of places.
const NUMERALS: &str = "零〇一二三四五六七八九十百千0123456789";
/// A place: what opens it, and what closes it.
const PLACES: [(&str, &str); 4] = [("第", "条"), ("第", "款"), ("第（", "）项"), ("第", "目")];

impl Fields {
    /// A citation that may be empty; several are separated by `；`.
    pub(super) fn citation_if_any(&mut self, field: impl std::fmt::Display, text: &str) {
        let readable = text.chars().count() <= LONGEST && text.split('；').all(is_citation);
        if !text.is_empty() && !readable {
            self.refuse(
                field,
                "must name a law and a place in it, as in 行政处罚法第三十二条第（一）项; several are separated by ；",
                "应写明法律名称和条款项，例如“行政处罚法第三十二条第（一）项”；多项依据用“；”分隔",
            );
        }
    }
}

/// Whether a text names an instrument and a place in it that can exist.
pub(super) fn is_citation(text: &str) -> bool {
    match text.parse::<statute::Citation>() {
        Ok(citation) => citation.exists() && !citation.place().is_empty(),
        Err(_) => is_shaped(text) && !names_known_law(text),
    }
}

/// `某某办法第十二条之一第二款第（三）项`, `某政规〔2022〕3号第（六）项`: a name, then at least one place, and nothing after.
fn is_shaped(text: &str) -> bool {
    text.match_indices('第').any(|(at, _)| {
        let (name, place) = text.split_at(at);
        is_name(name) && is_place(place)
    })
}

fn is_name(name: &str) -> bool {
    let bare = name.trim_matches(['《', '》']);
    bare.chars().count() >= 2 && bare.trim() == bare && !bare.contains('\n')
}

fn is_place(place: &str) -> bool {
    let mut rest = place;
    let mut parts = 0;
    for (opening, closing) in PLACES {
        let Some(tail) = numbered(rest, opening, closing) else {
            continue;
        };
        parts += 1;
        rest = tail;
        if closing == "条"
            && let Some(tail) = rest.strip_prefix('之')
        {
            rest = tail.trim_start_matches(|c| NUMERALS.contains(c));
        }
    }
    parts > 0 && rest.is_empty()
}

fn numbered<'a>(text: &'a str, opening: &str, closing: &str) -> Option<&'a str> {
    let (number, rest) = text.strip_prefix(opening)?.split_once(closing)?;
    let whole = !number.is_empty() && number.chars().all(|c| NUMERALS.contains(c));
    whole.then_some(rest)
}

/// A law known by heart whose place could not be read is misspelt, not foreign.
fn names_known_law(text: &str) -> bool {
    let places = text.match_indices('第').map(|(at, _)| at);
    places
        .filter_map(|at| text.get(..at))
        .any(|name| name.parse::<statute::Law>().is_ok() && !text.contains("条之"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_names_a_law_and_a_place_that_can_exist() {
        for text in [
            "行政处罚法第三十二条",
            "行政处罚法第三十二条第（一）项",
            "行政处罚法第五十九条第一款第（六）项",
            "《中华人民共和国行政处罚法》第四十四条",
            "国办发〔2018〕118号第（六）项",
            "福建省燃气管理条例第四十条第二款",
            "《漳州市市容和环境卫生管理办法》第十二条之一第二款第（三）项",
            "闽市监规〔2025〕3号第十二条",
        ] {
            assert!(is_citation(text), "{text}");
        }
        for text in [
            "行政处罚法",
            "第三十二条",
            "行政处罚法第三二",
            "行政处罚法第八十七条",
            "行政处罚法第三十二条等",
            "行政处罚法第条",
            "法第一条 ",
            "见附件",
            "",
        ] {
            assert!(!is_citation(text), "{text}");
        }
    }
}
