//! Pages: a token continues exactly the list it was given for, for the caller it was given to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use prost::Message;
use refusal::Refusal;

/// The size of the page that is asked for; too many are cut down without an error.
pub(crate) fn size(page_size: i32, default: usize, largest: usize) -> Result<usize, Refusal> {
    match page_size {
        0 => Ok(default),
        asked => usize::try_from(asked)
            .map(|asked| asked.min(largest))
            .map_err(|_| Refusal::malformed("page_size", "must not be negative", "不能为负数")),
    }
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
pub(crate) struct List(feed::Hash);

impl List {
    /// The list of a method for a caller with these filters.
    pub(crate) fn of(method: &str, principal: &str, filters: &[u8]) -> Self {
        Self(feed::sm3(&[
            b"yifa.disclosure.page.v1",
            method.as_bytes(),
            b"\0",
            principal.as_bytes(),
            b"\0",
            filters,
        ]))
    }

    /// Reads a token: the key after which to go on. An empty token is the first page.
    pub(crate) fn place<K>(
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
            .filter(|place| place.list == self.0.to_vec());
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

    /// The token of the page after `after`.
    pub(crate) fn token(&self, after: &impl ToString) -> String {
        let place = Place {
            list: self.0.to_vec(),
            after: after.to_string(),
        };
        URL_SAFE_NO_PAD.encode(place.encode_to_vec())
    }
}
