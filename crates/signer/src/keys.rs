//! Public keys that are trusted, by key id.

use std::collections::BTreeMap;
use std::fmt;

use crate::{KeyError, PublicKey};

const PEM_END: &str = "-----END PUBLIC KEY-----";

/// Public keys that are trusted, by key id: several where a key was replaced.
#[derive(Clone)]
pub struct Keys(BTreeMap<String, PublicKey>);

impl Keys {
    /// Reads public keys, one PEM block after another; at least one.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let mut keys = BTreeMap::new();
        for block in pem_blocks(pem, PEM_END) {
            let key = PublicKey::from_pem(block)?;
            keys.insert(key.id().to_owned(), key);
        }
        if keys.is_empty() {
            Err(KeyError::Public)
        } else {
            Ok(Self(keys))
        }
    }

    /// The key of this id.
    pub fn get(&self, id: &str) -> Option<&PublicKey> {
        self.0.get(id)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// The blocks of a PEM text that end so; what stands between them belongs to the next.
pub fn pem_blocks<'a>(text: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    let blocks = text.split_inclusive(end).map(str::trim);
    blocks.filter(|block| !block.is_empty())
}
