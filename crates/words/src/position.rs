//! Where an index that follows a record stands.

use std::fmt::Write as _;

/// How far an index has come in a record, and in which record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Position of the newest event taken in; 0: of an empty record.
    pub at: i64,
    /// Hash of that event.
    pub hash: Vec<u8>,
}

impl Position {
    /// As it is kept with a commit: `17 ab01…`.
    pub fn write(&self) -> String {
        let mut text = format!("{} ", self.at);
        for byte in &self.hash {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// What was kept; none: it is nothing that [`Position::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let (at, hash) = text.split_once(' ')?;
        let pairs = hash.as_bytes().chunks_exact(2);
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        Some(Self {
            at: at.parse().ok()?,
            hash: pairs.map(byte).collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        for (at, hash) in [(0, vec![]), (17, vec![0xab, 0x01, 0x00])] {
            let position = Position { at, hash };
            assert_eq!(Position::read(&position.write()), Some(position));
        }
        for broken in ["", "17", "x ab", "17 zz"] {
            assert_eq!(Position::read(broken), None, "{broken}");
        }
    }
}
