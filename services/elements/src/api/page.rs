//! Pages: a token continues exactly the list it was given for, on the day that list looks at.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::CivilDate;
use prost::Message;
use refusal::Refusal;

/// How many a page has when the caller does not say, and at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) default: u16,
    pub(super) largest: u16,
}

impl Size {
    /// Elements of a registry.
    pub(super) const ELEMENTS: Self = Self {
        default: 50,
        largest: 500,
    };
    /// Divisions, which are small.
    pub(super) const DIVISIONS: Self = Self {
        default: 100,
        largest: 2000,
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

/// A page ends after this many bytes, so that it fits a message however long the laws are; one row always fits.
const PAGE_BYTES: usize = 1024 * 1024;

/// Cuts rows down to a page; tells whether any were left for the next one.
pub(super) fn cut<T>(rows: &mut Vec<T>, size: usize, bytes_of: impl Fn(&T) -> usize) -> bool {
    let found = rows.len();
    let mut bytes = 0;
    let fitting = rows.iter().take_while(|row| {
        let fits = bytes < PAGE_BYTES;
        bytes += bytes_of(row);
        fits
    });
    let fitting = fitting.count();
    rows.truncate(size.min(fitting));
    rows.len() < found
}

/// Where a page begins.
#[derive(Clone, PartialEq, Message)]
pub(super) struct Place {
    /// SM3 of the list that the token continues.
    #[prost(bytes = "vec", tag = "1")]
    list: Vec<u8>,
    /// Day that the list looks at: "today" is the day of its first page.
    #[prost(string, tag = "2")]
    valid: String,
    /// Key of the last row of the page before.
    #[prost(string, tag = "3")]
    pub(super) after: String,
}

/// What tells one list from another: its method and its filters, the page aside.
#[derive(Debug, Clone)]
pub(super) struct List(feed::Hash);

impl List {
    /// The list of a method with these filters.
    pub(super) fn of(method: &str, filters: &[&[u8]]) -> Self {
        let mut parts: Vec<&[u8]> = vec![b"yifa.page.v1", method.as_bytes()];
        parts.extend(filters);
        Self(feed::sm3(&parts))
    }

    /// Reads a token: the key after which to go on, and the day that the list looks at. An empty token is the first page.
    pub(super) fn place(
        &self,
        token: &str,
        today: CivilDate,
    ) -> Result<(String, CivilDate), Refusal> {
        if token.is_empty() {
            return Ok((String::new(), today));
        }
        let place = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| Place::decode(bytes.as_slice()).ok());
        let place =
            place.filter(|place| place.list == self.0.to_vec() && !place.after.contains('\0'));
        let read =
            place.and_then(|place| Some((place.after, CivilDate::parse(&place.valid).ok()?)));
        read.ok_or_else(|| {
            Refusal::malformed(
                "page_token",
                "must be the token of the page before, with the same filters",
                "应为上一页返回的翻页标记，且查询条件不变",
            )
        })
    }

    /// The token of the page after `after`.
    pub(super) fn token(&self, after: String, valid: CivilDate) -> String {
        let place = Place {
            list: self.0.to_vec(),
            valid: valid.to_string(),
            after,
        };
        URL_SAFE_NO_PAD.encode(place.encode_to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn a_token_continues_its_own_list_on_its_own_day() {
        let list = List::of("/a/List", &[b"350604"]);
        let token = list.token("o-lin".to_owned(), day("2023-11-20"));
        let tomorrow = day("2023-11-21");
        assert_eq!(
            list.place(&token, tomorrow).unwrap(),
            ("o-lin".to_owned(), day("2023-11-20"))
        );
        assert_eq!(list.place("", tomorrow).unwrap(), (String::new(), tomorrow));
        for other in [
            List::of("/a/List", &[b"350605"]),
            List::of("/b/List", &[b"350604"]),
        ] {
            assert!(other.place(&token, tomorrow).is_err());
        }
        for bent in ["x", "!!", &token[1..]] {
            assert!(list.place(bent, tomorrow).is_err(), "{bent}");
        }
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
        assert_eq!(page(&[PAGE_BYTES, 1], 3), (1, true));
        assert_eq!(page(&[PAGE_BYTES - 1, PAGE_BYTES, 1], 3), (2, true));
        assert_eq!(page(&[usize::MAX / 2], 3), (1, false));
        assert_eq!(page(&[], 3), (0, false));
    }

    #[test]
    fn too_large_pages_are_cut_and_negative_ones_refused() {
        let size = |asked| Size::ELEMENTS.of(asked);
        assert_eq!(
            (size(0), size(7), size(500), size(501), size(i32::MAX)),
            (Ok(50), Ok(7), Ok(500), Ok(500), Ok(500))
        );
        assert!(size(-1).is_err());
    }
}
