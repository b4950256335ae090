//! Where an index that follows a record stands.

use data_encoding::HEXLOWER;

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
        format!("{} {}", self.at, HEXLOWER.encode(&self.hash))
    }

    /// What was kept; none: it is nothing that [`Position::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let (at, hash) = text.split_once(' ')?;
        Some(Self {
            at: at.parse().ok()?,
            hash: HEXLOWER.decode(hash.as_bytes()).ok()?,
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
        for broken in ["", "17", "x ab", "17 zz", "17 abc"] {
            assert_eq!(Position::read(broken), None, "{broken}");
        }
    }
}
