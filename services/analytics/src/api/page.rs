//! Pages: a token continues exactly the list it was given for, for the caller it was given to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use prost::Message;
use refusal::Refusal;

use crate::store::{Place, Row};

/// How many a page has when the caller does not say, and at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    default: u16,
    largest: u16,
}

impl Size {
    /// Rows behind a figure.
    pub(super) const ROWS: Self = Self {
        default: 50,
        largest: 500,
    };

    /// The size of the page that is asked for; too many are cut down without an error.
    pub(super) fn of(self, page_size: i32) -> Result<usize, Refusal> {
        match page_size {
            0 => Ok(usize::from(self.default)),
            asked => usize::try_from(asked)
                .map(|asked| asked.min(usize::from(self.largest)))
                .map_err(|_| Refusal::malformed("page_size", "must not be negative", "不能为负数")),
        }
    }
}

/// Rows to ask for: one more than the page holds tells whether there is another.
pub(super) fn one_more(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX - 1) + 1
}

/// Where a page begins.
#[derive(Clone, PartialEq, Message)]
struct Beginning {
    /// SM3 of the list that the token continues.
    #[prost(bytes = "vec", tag = "1")]
    list: Vec<u8>,
    /// Key of the last row of the page before.
    #[prost(string, tag = "2")]
    after: String,
}

/// What tells one list from another: its method, its caller, its filters, the page aside.
#[derive(Debug, Clone)]
pub(super) struct List(feed::Hash);

impl List {
    /// The list of a method for a caller with these filters.
    pub(super) fn of(method: &str, principal: &str, filters: &[&[u8]]) -> Self {
        let mut parts: Vec<&[u8]> = vec![
            b"yifa.analytics.page.v1",
            method.as_bytes(),
            principal.as_bytes(),
        ];
        parts.extend(filters);
        Self(feed::sm3(&parts))
    }

    /// Reads a token: the key after which to go on. An empty token is the first page.
    pub(super) fn place<K>(
        &self,
        token: &str,
        key: impl Fn(&str) -> Option<K>,
    ) -> Result<Option<K>, Refusal> {
        if token.is_empty() {
            return Ok(None);
        }
        let beginning = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| Beginning::decode(bytes.as_slice()).ok())
            .filter(|beginning| beginning.list == self.0.to_vec());
        beginning
            .and_then(|beginning| key(&beginning.after))
            .map(Some)
            .ok_or_else(|| {
                Refusal::malformed(
                    "page_token",
                    "must be the token of the page before, with the same filters",
                    "应为上一页返回的翻页标记，且查询条件不变",
                )
            })
    }

    /// The token of the page after `after`.
    pub(super) fn token(&self, after: &str) -> String {
        let beginning = Beginning {
            list: self.0.to_vec(),
            after: after.to_owned(),
        };
        URL_SAFE_NO_PAD.encode(beginning.encode_to_vec())
    }
}

/// The key of a row, as a token keeps it.
pub(super) fn write_place(row: &Row) -> String {
    format!(
        "{} {} {} {}",
        row.measure, row.division, row.day, row.subject
    )
}

/// Reads it back.
pub(super) fn read_place(text: &str) -> Option<Place> {
    let mut parts = text.split(' ');
    Some(Place {
        measure: parts.next()?.parse().ok()?,
        division: parts.next()?.to_owned(),
        day: parts.next()?.parse().ok()?,
        subject: parts.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_continues_its_own_list_for_its_own_caller() {
        let list = List::of("/a/List", "lin", &[b"figure"]);
        let text = "1 350604 2026-11-22 00000000-0000-0000-0000-000000000007";
        let token = list.token(text);
        let place = list.place(&token, read_place).unwrap().unwrap();
        assert_eq!((place.measure, place.division.as_str()), (1, "350604"));
        assert_eq!(list.place("", read_place), Ok(None));
        for other in [
            List::of("/a/List", "lin", &[b"other"]),
            List::of("/a/List", "chen", &[b"figure"]),
        ] {
            assert!(other.place(&token, read_place).is_err());
        }
        assert!(list.place(&list.token("no place"), read_place).is_err());
    }

    #[test]
    fn too_large_pages_are_cut_and_negative_ones_refused() {
        let size = |asked| Size::ROWS.of(asked);
        assert_eq!((size(0), size(7), size(i32::MAX)), (Ok(50), Ok(7), Ok(500)));
        assert!(size(-1).is_err());
    }
}
