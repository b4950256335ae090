//! Money in fen, and as documents write it in capitals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An amount of money in fen (分), never negative. Printed in yuan: `3000.00`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub u64);

/// The text is no amount of yuan with at most two decimals.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an amount in yuan: {0:?}")]
pub struct NotAnAmount(pub String);

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many whole yuan.
    pub const fn yuan(yuan: u64) -> Self {
        Self(yuan.saturating_mul(100))
    }

    /// The sum, at most the largest amount there is.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left, at least nothing.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The amount in capitals, as decisions state it beside the figures: `叁仟元整`.
    pub fn capitals(self) -> String {
        let (yuan, jiao, fen) = (self.0 / 100, self.0 / 10 % 10, self.0 % 10);
        let mut text = String::new();
        if yuan > 0 || self == Self::ZERO {
            write_yuan(&mut text, yuan);
            text.push('元');
        }
        if jiao > 0 {
            text.push_str(digit(jiao));
            text.push('角');
        }
        if fen > 0 {
            if jiao == 0 && yuan > 0 {
                text.push('零');
            }
            text.push_str(digit(fen));
            text.push('分');
        } else {
            text.push('整');
        }
        text
    }
}

/// Writes whole yuan, in groups of four digits.
///
/// One 零 stands for any run of zeros inside, none at the end of a group whose successor begins
/// with thousands (贰仟零叁拾万肆仟零伍拾).
fn write_yuan(text: &mut String, yuan: u64) {
    const YI: u64 = 100_000_000;
    const WAN: u64 = 10_000;
    if yuan == 0 {
        text.push('零');
        return;
    }
    let mut gap = false;
    if yuan >= YI {
        write_yuan(text, yuan / YI);
        text.push('亿');
    }
    for (group, unit) in [(yuan % YI / WAN, "万"), (yuan % WAN, "")] {
        if group == 0 {
            gap = true;
            continue;
        }
        if !text.is_empty() && (gap || group < 1000) {
            text.push('零');
        }
        gap = false;
        write_group(text, group);
        text.push_str(unit);
    }
}

fn write_group(text: &mut String, group: u64) {
    let (mut begun, mut gap) = (false, false);
    for (place, unit) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let value = group / place % 10;
        if value == 0 {
            gap = begun;
            continue;
        }
        if gap {
            text.push('零');
        }
        text.push_str(digit(value));
        text.push_str(unit);
        (begun, gap) = (true, false);
    }
}

fn digit(value: u64) -> &'static str {
    usize::try_from(value)
        .ok()
        .and_then(|at| DIGITS.get(at))
        .copied()
        .unwrap_or_default()
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// Reads yuan with at most two decimals: `3000`, `0.5`, `3000.01`.
impl FromStr for Fen {
    type Err = NotAnAmount;

    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        amount(text).ok_or_else(|| NotAnAmount(text.chars().take(32).collect()))
    }
}

fn amount(text: &str) -> Option<Fen> {
    let (yuan, decimals) = match text.split_once('.') {
        Some((yuan, decimals)) => (yuan, Some(decimals)),
        None => (text, None),
    };
    let fen = match decimals.map(|digits| (digits.len(), digits)) {
        None => 0,
        Some((1, digits)) => whole(digits)? * 10,
        Some((2, digits)) => whole(digits)?,
        Some(_) => return None,
    };
    whole(yuan)?.checked_mul(100)?.checked_add(fen).map(Fen)
}

/// Digits only: `parse` alone would let a sign pass.
fn whole(digits: &str) -> Option<u64> {
    let shaped = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    shaped.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_read_as_on_a_cheque() {
        for (amount, capitals) in [
            ("0", "零元整"),
            ("0.5", "伍角整"),
            ("0.05", "伍分"),
            ("0.55", "伍角伍分"),
            ("10.05", "壹拾元零伍分"),
            ("200", "贰佰元整"),
            ("1050.05", "壹仟零伍拾元零伍分"),
            ("10001.10", "壹万零壹元壹角整"),
            ("100500", "壹拾万零伍佰元整"),
            ("105000", "壹拾万伍仟元整"),
            ("20304050.60", "贰仟零叁拾万肆仟零伍拾元陆角整"),
            ("100000000", "壹亿元整"),
            ("100010000", "壹亿零壹万元整"),
            ("100001000", "壹亿零壹仟元整"),
            ("110001000", "壹亿壹仟万壹仟元整"),
            ("1000000005", "壹拾亿零伍元整"),
            ("1200000000000", "壹万贰仟亿元整"),
        ] {
            assert_eq!(
                amount.parse::<Fen>().unwrap().capitals(),
                capitals,
                "{amount}"
            );
        }
    }

    #[test]
    fn an_amount_has_at_most_two_decimals_and_no_sign() {
        for text in [
            "",
            "-1",
            "+1",
            "1.",
            ".5",
            "1.005",
            "1,000",
            "1e3",
            " 1",
            "184467440737095516.16",
        ] {
            assert!(text.parse::<Fen>().is_err(), "{text}");
        }
        assert_eq!("3000.01".parse(), Ok(Fen(300_001)));
        assert_eq!(Fen::yuan(3000).to_string(), "3000.00");
        assert_eq!(Fen(5).to_string(), "0.05");
    }
}
