//! Hashes of a file: SM3 (GB/T 32905) names it, SHA-256 lets others check it, one SM3 for each block lets a range be checked.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;
use sm3::{Digest as _, Sm3};

/// Bytes of a block: the least that is read to check a range.
pub const BLOCK: usize = 256 * 1024;

/// A hash of 32 bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// These bytes or digits are not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a hash: 32 bytes or 64 hexadecimal digits are needed")]
pub struct NotADigest;

/// What is known of a file that was put: what the database keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// SM3 of the bytes: the file's name.
    pub sm3: Digest,
    /// SHA-256 of the bytes.
    pub sha256: Digest,
    /// How many bytes.
    pub size: u64,
    /// SM3 of the SM3s of all blocks, one after another: with it a range can be checked without the rest.
    pub blocks: Digest,
}

/// Hashes bytes as they come.
#[derive(Debug, Clone, Default)]
pub struct Hashing {
    sm3: Sm3,
    sha256: Sha256,
    block: Sm3,
    in_block: usize,
    size: u64,
    blocks: Vec<u8>,
}

impl Digest {
    /// SM3 of some bytes.
    pub fn sm3(bytes: &[u8]) -> Self {
        Self(Sm3::digest(bytes).into())
    }

    /// SHA-256 of some bytes.
    pub fn sha256(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, for a column.
    pub fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl Hashing {
    /// Takes the next bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        self.sm3.update(bytes);
        self.sha256.update(bytes);
        self.size += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.in_block));
            self.block.update(now);
            self.in_block += now.len();
            if self.in_block == BLOCK {
                self.end_block();
            }
            bytes = later;
        }
    }

    /// What was taken, and the hashes of its blocks one after another.
    pub fn finish(mut self) -> (Stored, Vec<u8>) {
        if self.in_block > 0 {
            self.end_block();
        }
        let stored = Stored {
            sm3: Digest(self.sm3.finalize().into()),
            sha256: Digest(self.sha256.finalize().into()),
            size: self.size,
            blocks: Digest::sm3(&self.blocks),
        };
        (stored, self.blocks)
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.blocks.extend_from_slice(&block.finalize());
        self.in_block = 0;
    }
}

impl Stored {
    /// What would be stored of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hashing = Hashing::default();
        hashing.update(bytes);
        hashing.finish().0
    }

    /// Whether all of it is one block, so that its name says all.
    pub(crate) const fn is_one_block(&self) -> bool {
        self.size <= BLOCK as u64
    }
}

impl TryFrom<&[u8]> for Digest {
    type Error = NotADigest;

    fn try_from(bytes: &[u8]) -> Result<Self, NotADigest> {
        <[u8; 32]>::try_from(bytes)
            .map(Self)
            .map_err(|_| NotADigest)
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(digits: &str) -> Result<Self, NotADigest> {
        let bytes = HEXLOWER.decode(digits.to_ascii_lowercase().as_bytes());
        Self::try_from(bytes.map_err(|_| NotADigest)?.as_slice())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        digits.parse().map_err(de::Error::custom)
    }
}
