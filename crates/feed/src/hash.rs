//! SM3 hashes: of anything, and of an event.

use std::fmt;
use std::str::FromStr;

use contract::feed::v1::Event;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sm3::{Digest as _, Sm3};
use uuid::Uuid;

use crate::instant::micros;

/// An SM3 hash, 32 bytes (GB/T 32905). Written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, sqlx::Type)]
#[sqlx(transparent)]
pub struct Hash([u8; 32]);

/// These bytes or digits are not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a hash: 32 bytes or 64 lower-case hexadecimal digits are needed")]
pub struct NotAHash;

impl Hash {
    /// What stands before an aggregate's first event: 32 zero bytes.
    pub const ZERO: Self = Self([0; 32]);

    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, for a column.
    pub fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

/// SM3 over parts that cannot run into one another: each part is preceded by its length (8 bytes, big-endian).
///
/// The first part names what is hashed (`yifa.event.v1`), so that a hash of one thing is never the hash of another.
pub fn sm3(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sm3::new();
    for part in parts {
        // A slice is never longer than an u64 can say.
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

/// SM3 over the bytes as they are, as RFC 6962 wants it.
pub(crate) fn plain(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sm3::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

/// What an event's hash covers. The position is not part of it: the Merkle log binds that.
pub(crate) struct Hashed<'a> {
    pub(crate) previous_hash: &'a Hash,
    pub(crate) id: Uuid,
    pub(crate) aggregate_type: &'a str,
    pub(crate) aggregate_id: &'a str,
    pub(crate) aggregate_version: i64,
    pub(crate) type_name: &'a str,
    pub(crate) payload: &'a [u8],
    pub(crate) division: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) request_id: Uuid,
    pub(crate) trace_id: &'a str,
    pub(crate) recorded_at_micros: i64,
}

impl Hashed<'_> {
    pub(crate) fn hash(&self) -> Hash {
        sm3(&[
            b"yifa.event.v1",
            self.previous_hash.as_slice(),
            self.id.as_bytes(),
            self.aggregate_type.as_bytes(),
            self.aggregate_id.as_bytes(),
            &self.aggregate_version.to_be_bytes(),
            self.type_name.as_bytes(),
            self.payload,
            self.division.as_bytes(),
            self.actor.as_bytes(),
            self.request_id.as_bytes(),
            self.trace_id.as_bytes(),
            &self.recorded_at_micros.to_be_bytes(),
        ])
    }
}

/// The hash an event must have, computed from what it says; `None` when a field cannot be read at all.
pub fn event_hash(event: &Event) -> Option<Hash> {
    let payload = event.payload.as_ref()?;
    let recorded_at_micros = micros(event.record_time.as_ref()?)?;
    Some(
        Hashed {
            previous_hash: &Hash::try_from(event.previous_hash.as_slice()).ok()?,
            id: event.event_id.parse().ok()?,
            aggregate_type: &event.aggregate_type,
            aggregate_id: &event.aggregate_id,
            aggregate_version: event.aggregate_version,
            type_name: payload.type_url.rsplit('/').next()?,
            payload: &payload.value,
            division: &event.division,
            actor: &event.actor,
            request_id: event.request_id.parse().ok()?,
            trace_id: &event.trace_id,
            recorded_at_micros,
        }
        .hash(),
    )
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl From<[u8; 32]> for Hash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl From<Hash> for [u8; 32] {
    fn from(hash: Hash) -> Self {
        hash.0
    }
}

impl From<Hash> for Vec<u8> {
    fn from(hash: Hash) -> Self {
        hash.to_vec()
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = NotAHash;

    fn try_from(bytes: &[u8]) -> Result<Self, NotAHash> {
        bytes.try_into().map(Self).map_err(|_| NotAHash)
    }
}

impl TryFrom<Vec<u8>> for Hash {
    type Error = NotAHash;

    fn try_from(bytes: Vec<u8>) -> Result<Self, NotAHash> {
        Self::try_from(bytes.as_slice())
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(digits: &str) -> Result<Self, NotAHash> {
        Self::try_from(HEXLOWER.decode(digits.as_bytes()).map_err(|_| NotAHash)?)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm3_gives_the_standard_vectors() {
        // GB/T 32905-2016, appendix A.
        assert_eq!(
            plain(&[b"abc"]).to_string(),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        assert_eq!(
            plain(&[&b"abcd".repeat(16)]).to_string(),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        );
    }

    #[test]
    fn parts_never_run_into_one_another() {
        assert_ne!(sm3(&[b"ab", b"c"]), sm3(&[b"a", b"bc"]));
        assert_ne!(sm3(&[b"ab"]), sm3(&[b"ab", b""]));
    }

    #[test]
    fn a_hash_reads_back_what_it_wrote() {
        let hash = sm3(&[b"x"]);
        assert_eq!(hash.to_string().parse::<Hash>().unwrap(), hash);
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);
        assert_eq!("66c7".parse::<Hash>(), Err(NotAHash));
    }
}
