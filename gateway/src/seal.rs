//! Secrets at rest in the database: sealed with AES-256-GCM under a key that the database does not hold
//! (GB/T 22239-2019 8.1.4.8). The first byte names the scheme, so that SM4 can take over without a migration.

use anyhow::{Context as _, bail};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use clock::Entropy;
use data_encoding::HEXLOWER_PERMISSIVE;
use host::Secret;
use zeroize::Zeroizing;

const AES_GCM: u8 = 1;

/// A new sealing key, for [`crate::settings::Keys::seal`].
pub fn new_seal_key(entropy: &dyn Entropy) -> String {
    let mut key = Zeroizing::new([0_u8; 32]);
    entropy.fill(key.as_mut());
    HEXLOWER_PERMISSIVE.encode(key.as_ref())
}

/// Seals and opens secrets.
pub(crate) struct Seal {
    sealing: LessSafeKey,
    marking: hmac::Key,
}

/// A secret that cannot be opened: sealed under another key, for another owner, or altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed secret cannot be opened: is gateway.keys.seal the key it was sealed with?")]
pub(crate) struct NotOpened;

impl Seal {
    pub(crate) fn read(key: &Secret) -> anyhow::Result<Self> {
        if key.is_empty() {
            bail!("no sealing key: set gateway.keys.seal (32 bytes in hexadecimal)");
        }
        let bytes = HEXLOWER_PERMISSIVE
            .decode(key.expose().trim().as_bytes())
            .map(Zeroizing::new)
            .context("gateway.keys.seal is not hexadecimal")?;
        let unbound = UnboundKey::new(&AES_256_GCM, &bytes)
            .map_err(|_| anyhow::anyhow!("gateway.keys.seal is not 32 bytes"))?;
        // A key of its own for marks: one key, one use.
        let root = hmac::Key::new(hmac::HMAC_SHA256, &bytes);
        let marking = hmac::sign(&root, b"yifa gateway marks");
        Ok(Self {
            sealing: LessSafeKey::new(unbound),
            marking: hmac::Key::new(hmac::HMAC_SHA256, marking.as_ref()),
        })
    }

    /// Seals `secret` for `owner`: opened for nobody else.
    pub(crate) fn seal(&self, secret: &[u8], owner: &str, entropy: &dyn Entropy) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut sealed = secret.to_vec();
        let tag = self.sealing.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(owner.as_bytes()),
            &mut sealed,
        );
        // Sealing fails only for gigabytes; an empty secret then opens for nobody.
        if tag.is_err() {
            return Vec::new();
        }
        let mut whole = Vec::with_capacity(1 + NONCE_LEN + sealed.len());
        whole.push(AES_GCM);
        whole.extend_from_slice(&nonce);
        whole.extend_from_slice(&sealed);
        whole
    }

    /// Opens what was sealed for `owner`.
    pub(crate) fn open(&self, sealed: &[u8], owner: &str) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
        let (scheme, rest) = sealed.split_first().ok_or(NotOpened)?;
        if *scheme != AES_GCM {
            return Err(NotOpened);
        }
        let (nonce, body) = rest.split_first_chunk::<NONCE_LEN>().ok_or(NotOpened)?;
        let mut opened = Zeroizing::new(body.to_vec());
        let length = self
            .sealing
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(owner.as_bytes()),
                &mut opened,
            )
            .map_err(|_| NotOpened)?
            .len();
        opened.truncate(length);
        Ok(opened)
    }

    /// A mark that tells whether two messages are the same, and nothing else about them without the key.
    pub(crate) fn mark(&self, message: &[u8]) -> Vec<u8> {
        hmac::sign(&self.marking, message).as_ref().to_vec()
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clock::SeededEntropy;

    fn seal() -> Seal {
        Seal::read(&new_seal_key(&SeededEntropy::new(1)).into()).unwrap()
    }

    #[test]
    fn a_sealed_secret_opens_for_its_owner_only() {
        let (seal, entropy) = (seal(), SeededEntropy::new(2));
        let sealed = seal.seal(b"secret", "lin", &entropy);
        assert_eq!(seal.open(&sealed, "lin").unwrap().as_slice(), b"secret");
        assert_eq!(seal.open(&sealed, "chen").err(), Some(NotOpened));
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
    }

    #[test]
    fn every_altered_byte_is_noticed() {
        let (seal, entropy) = (seal(), SeededEntropy::new(2));
        let mut sealed = seal.seal(b"secret", "lin", &entropy);
        for index in 0..sealed.len() {
            sealed[index] ^= 1;
            assert!(seal.open(&sealed, "lin").is_err(), "byte {index}");
            sealed[index] ^= 1;
        }
        assert!(seal.open(&[], "lin").is_err());
    }

    #[test]
    fn a_key_of_the_wrong_size_is_refused() {
        for bad in ["", "00", "xx"] {
            assert!(Seal::read(&bad.into()).is_err(), "{bad}");
        }
    }
}
