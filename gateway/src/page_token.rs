//! Page tokens: where a list goes on, for the caller and the filter they were given to and for no other (AIP-158).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use refusal::Refusal;
use subtle::ConstantTimeEq as _;

use crate::seal::Seal;

/// Bytes of the mark that are kept.
const MARK: usize = 16;

/// The token after which a list goes on. `scope` is everything it is bound to: caller, method, filters.
pub(crate) fn write(seal: &Seal, scope: &[&str], after: &str) -> String {
    let mut token = mark(seal, scope, after);
    token.extend_from_slice(after.as_bytes());
    URL_SAFE_NO_PAD.encode(token)
}

/// Where a list goes on; its beginning for an empty token.
pub(crate) fn read(seal: &Seal, scope: &[&str], token: &str) -> Result<Option<String>, Refusal> {
    if token.is_empty() {
        return Ok(None);
    }
    let opened = || {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (given, after) = bytes.split_at_checked(MARK)?;
        let after = std::str::from_utf8(after).ok()?;
        let genuine: bool = mark(seal, scope, after).ct_eq(given).into();
        genuine.then(|| after.to_owned())
    };
    opened().map(Some).ok_or_else(|| {
        Refusal::malformed(
            "page_token",
            "was not given for this list",
            "不是本次查询的翻页标记，请从第一页重新查询",
        )
    })
}

/// The size of a page: 0 means `usual`, more than `largest` means `largest`.
pub(crate) fn size(asked: i32, usual: i64, largest: i64) -> Result<i64, Refusal> {
    match i64::from(asked) {
        0 => Ok(usual),
        asked if asked < 0 => Err(Refusal::malformed(
            "page_size",
            "must not be negative",
            "不能是负数",
        )),
        asked => Ok(asked.min(largest)),
    }
}

fn mark(seal: &Seal, scope: &[&str], after: &str) -> Vec<u8> {
    let mut message = Vec::new();
    for part in scope.iter().chain([&after]) {
        message.extend_from_slice(&part.len().to_be_bytes());
        message.extend_from_slice(part.as_bytes());
    }
    let mut mark = seal.mark(&message);
    mark.truncate(MARK);
    mark
}

#[cfg(test)]
mod tests {
    use super::*;
    use clock::SeededEntropy;

    #[test]
    fn a_token_serves_its_own_list_only() {
        let seal = Seal::read(&crate::new_seal_key(&SeededEntropy::new(1)).into()).unwrap();
        let token = write(&seal, &["lin", "3506"], "zheng");
        assert_eq!(
            read(&seal, &["lin", "3506"], &token).unwrap().as_deref(),
            Some("zheng")
        );
        assert!(read(&seal, &["lin", "3505"], &token).is_err());
        assert!(read(&seal, &["lin3", "506"], &token).is_err());
        assert!(read(&seal, &["lin", "3506"], "x").is_err());
        assert_eq!(read(&seal, &["lin", "3506"], "").unwrap(), None);
    }

    #[test]
    fn page_sizes_follow_the_convention() {
        assert_eq!(size(0, 50, 200).unwrap(), 50);
        assert_eq!(size(1_000, 50, 200).unwrap(), 200);
        assert!(size(-1, 50, 200).is_err());
    }
}
