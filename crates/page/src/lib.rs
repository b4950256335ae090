//! Pages of a list (AIP-158): how many rows, how many bytes, and a token that continues exactly the list it was given for, for
//! the caller it was given to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use prost::Message;
use refusal::Refusal;

/// A page ends after this many bytes, so that it fits a message however long its rows are; one row always fits.
const BYTES: usize = 1024 * 1024;

/// How many rows a page has when the caller does not say, and at most.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    usual: u16,
    largest: u16,
}

impl Size {
    /// So many when the caller does not say, so many at most.
    pub const fn new(usual: u16, largest: u16) -> Self {
        Self { usual, largest }
    }

    /// The size of the page that is asked for; too many are cut down without an error.
    ///
    /// # Refuses
    /// A negative size, as `page_size`.
    pub fn of(self, page_size: i32) -> Result<usize, Refusal> {
        match page_size {
            0 => Ok(usize::from(self.usual)),
            asked => usize::try_from(asked)
                .map(|asked| asked.min(usize::from(self.largest)))
                .map_err(|_| Refusal::malformed("page_size", "must not be negative", "不能为负数")),
        }
    }
}

/// Rows to ask for: one more than the page holds tells whether there is another.
pub fn one_more(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX - 1) + 1
}

/// Cuts rows down to a page; tells whether any were left for the next one.
pub fn cut<T>(rows: &mut Vec<T>, size: usize, bytes_of: impl Fn(&T) -> usize) -> bool {
    let found = rows.len();
    let mut bytes: usize = 0;
    let fitting = rows.iter().take_while(|row| {
        let fits = bytes < BYTES;
        bytes = bytes.saturating_add(bytes_of(row));
        fits
    });
    let fitting = fitting.count();
    rows.truncate(size.min(fitting));
    rows.len() < found
}

/// Where a page begins.
#[derive(Clone, PartialEq, Message)]
struct Place {
    /// SM3 of the list that the token continues.
    #[prost(bytes = "vec", tag = "1")]
    list: Vec<u8>,
    /// Key of the last row of the page before.
    #[prost(string, tag = "2")]
    after: String,
}

/// What tells one list from another: its method, its caller, its filters, the page aside.
#[derive(Debug, Clone)]
pub struct List(feed::Hash);

impl List {
    /// The list of a method for a caller with these filters. A list that is the same for everybody has no caller.
    pub fn of(method: &str, principal: &str, filters: &[&[u8]]) -> Self {
        let mut parts: Vec<&[u8]> = vec![b"yifa.page.v1", method.as_bytes(), principal.as_bytes()];
        parts.extend(filters);
        Self(feed::sm3(&parts))
    }

    /// Reads a token: the key after which to go on. An empty token is the first page.
    ///
    /// # Refuses
    /// A token of another list, or with a key that `key` cannot read, as `page_token`.
    pub fn place<K>(
        &self,
        token: &str,
        key: impl Fn(&str) -> Option<K>,
    ) -> Result<Option<K>, Refusal> {
        if token.is_empty() {
            return Ok(None);
        }
        let place = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| Place::decode(bytes.as_slice()).ok())
            .filter(|place| place.list == self.0.as_slice());
        place
            .and_then(|place| key(&place.after))
            .map(Some)
            .ok_or_else(|| {
                Refusal::malformed(
                    "page_token",
                    "must be the token of the page before, with the same filters",
                    "应为上一页返回的翻页标记，且查询条件不变",
                )
            })
    }

    /// The token of the page after the row with this key.
    pub fn token(&self, after: &impl ToString) -> String {
        let place = Place {
            list: self.0.to_vec(),
            after: after.to_string(),
        };
        URL_SAFE_NO_PAD.encode(place.encode_to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<i64> {
        text.parse().ok()
    }

    #[test]
    fn a_token_continues_its_own_list_for_its_own_caller() {
        let list = List::of("/a/List", "lin", &[b"NOTICED"]);
        let token = list.token(&7);
        assert_eq!(list.place(&token, number), Ok(Some(7)));
        assert_eq!(list.place("", number), Ok(None));
        for other in [
            List::of("/a/List", "lin", &[b"HEARD"]),
            List::of("/a/List", "chen", &[b"NOTICED"]),
            List::of("/b/List", "lin", &[b"NOTICED"]),
        ] {
            assert!(other.place(&token, number).is_err());
        }
        for bent in ["x", "!!", &token[1..]] {
            assert!(list.place(bent, number).is_err(), "{bent}");
        }
        assert!(list.place(&list.token(&"no number"), number).is_err());
    }

    #[test]
    fn a_page_ends_before_it_is_too_large_for_a_message() {
        let page = |sizes: &[usize], size| {
            let mut rows = sizes.to_vec();
            let more = cut(&mut rows, size, |bytes| *bytes);
            (rows.len(), more)
        };
        assert_eq!(page(&[1, 1, 1], 3), (3, false));
        assert_eq!(page(&[1, 1, 1, 1], 3), (3, true));
        assert_eq!(page(&[BYTES, 1], 3), (1, true));
        assert_eq!(page(&[BYTES - 1, BYTES, 1], 3), (2, true));
        assert_eq!(page(&[usize::MAX, 1], 3), (1, true));
        assert_eq!(page(&[], 3), (0, false));
    }

    #[test]
    fn too_large_pages_are_cut_and_negative_ones_refused() {
        let size = |asked| Size::new(20, 200).of(asked);
        assert_eq!(
            (size(0), size(7), size(200), size(201), size(i32::MAX)),
            (Ok(20), Ok(7), Ok(200), Ok(200), Ok(200))
        );
        assert!(size(-1).is_err());
    }
}
