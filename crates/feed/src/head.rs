//! Signed heads: SM2 over SM3, so that a log once shown to somebody can never be rewritten unseen.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clock::Entropy;
use contract::feed::v1::LogHead;
use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::pkcs8::{
    DecodePrivateKey as _, DecodePublicKey as _, EncodePrivateKey as _, EncodePublicKey as _,
    LineEnding,
};
use sm2::{PublicKey, SecretKey};
use zeroize::Zeroizing;

use crate::hash::{Hash, plain};
use crate::instant::{micros, timestamp};

/// The signer's id of GM/T 0009 §10, which every SM2 implementation takes for default.
const SIGNER_ID: &str = "1234567812345678";

const PEM_END: &str = "-----END PUBLIC KEY-----";

/// The key that signs the heads of a log. Cheap to clone; shows nothing of itself when printed.
#[derive(Clone)]
pub struct HeadSigner(Arc<Inner>);

struct Inner {
    secret: SecretKey,
    key: SigningKey,
    public_pem: String,
    key_id: String,
}

/// This is not a usable SM2 key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Not a PKCS#8 private key in PEM on curve sm2p256v1.
    #[error("not an SM2 private key (PKCS#8, PEM)")]
    Private,
    /// Not a public key in PEM on curve sm2p256v1.
    #[error("not an SM2 public key (SPKI, PEM)")]
    Public,
    /// The key refused to sign.
    #[error("the SM2 key did not sign")]
    Signing,
}

/// Why a head is not to be trusted.
#[derive(Debug, thiserror::Error)]
pub enum NotSigned {
    /// The head lacks a part or has one of the wrong size.
    #[error("the head is not whole")]
    Malformed,
    /// It was signed by a key that is not among those given.
    #[error("the head is signed by key {0}, which is not among those given")]
    UnknownKey(String),
    /// The signature does not fit.
    #[error("the signature of the head does not fit")]
    Signature,
    /// The keys given cannot be read.
    #[error("the public key cannot be read")]
    Key(#[from] KeyError),
}

impl HeadSigner {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        loop {
            entropy.fill(bytes.as_mut());
            // Out of range once in 2^32 draws; then draw again.
            if let Ok(secret) = SecretKey::from_slice(bytes.as_slice()) {
                return Self::new(secret);
            }
        }
    }

    /// The key kept in a file (PKCS#8, PEM).
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Self::new(SecretKey::from_pkcs8_pem(pem).map_err(|_| KeyError::Private)?)
    }

    fn new(secret: SecretKey) -> Result<Self, KeyError> {
        let key = SigningKey::new(SIGNER_ID, &secret).map_err(|_| KeyError::Private)?;
        let public = secret.public_key();
        let public_pem = public
            .to_public_key_pem(LineEnding::LF)
            .map_err(|_| KeyError::Private)?;
        let key_id = id_of(&public)?;
        Ok(Self(Arc::new(Inner {
            secret,
            key,
            public_pem,
            key_id,
        })))
    }

    /// The private key, to be kept in a file (PKCS#8, PEM).
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.0
            .secret
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|_| KeyError::Private)
    }

    /// The public key, for whoever verifies (SPKI, PEM).
    pub fn public_pem(&self) -> &str {
        &self.0.public_pem
    }

    /// First 16 hexadecimal digits of the SM3 of the public key (SPKI, DER).
    pub fn key_id(&self) -> &str {
        &self.0.key_id
    }

    /// Signs what a log is at an instant.
    pub fn sign(
        &self,
        log: &str,
        tree_size: i64,
        root_hash: Hash,
        at: DateTime<Utc>,
    ) -> Result<LogHead, KeyError> {
        let micros = at.timestamp_micros();
        let message = signed_bytes(log, tree_size, &root_hash, micros);
        let signature: Signature = self
            .0
            .key
            .try_sign(&message)
            .map_err(|_| KeyError::Signing)?;
        Ok(LogHead {
            log: log.to_owned(),
            tree_size,
            root_hash: root_hash.to_vec(),
            sign_time: Some(timestamp(micros)),
            signature: signature.to_vec(),
            key_id: self.key_id().to_owned(),
        })
    }
}

impl fmt::Debug for HeadSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeadSigner")
            .field("key_id", &self.0.key_id)
            .finish_non_exhaustive()
    }
}

/// Checks a head against a public key, or against several, one PEM block after another (a key was replaced).
pub fn verify_head(head: &LogHead, public_pem: &str) -> Result<(), NotSigned> {
    Keys::from_pem(public_pem)?.verify(head)
}

/// Key id of a public key (SPKI, PEM).
pub fn key_id(public_pem: &str) -> Result<String, KeyError> {
    id_of(&PublicKey::from_public_key_pem(public_pem.trim()).map_err(|_| KeyError::Public)?)
}

/// Public keys that are trusted, by key id.
pub(crate) struct Keys(BTreeMap<String, VerifyingKey>);

impl Keys {
    pub(crate) fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let mut keys = BTreeMap::new();
        for block in pem
            .split_inclusive(PEM_END)
            .filter(|block| !block.trim().is_empty())
        {
            let public =
                PublicKey::from_public_key_pem(block.trim()).map_err(|_| KeyError::Public)?;
            let key = VerifyingKey::new(SIGNER_ID, public).map_err(|_| KeyError::Public)?;
            keys.insert(id_of(&public)?, key);
        }
        if keys.is_empty() {
            Err(KeyError::Public)
        } else {
            Ok(Self(keys))
        }
    }

    pub(crate) fn verify(&self, head: &LogHead) -> Result<(), NotSigned> {
        let root = Hash::try_from(head.root_hash.as_slice()).map_err(|_| NotSigned::Malformed)?;
        let micros = head
            .sign_time
            .as_ref()
            .and_then(micros)
            .ok_or(NotSigned::Malformed)?;
        let signature = Signature::from_slice(&head.signature).map_err(|_| NotSigned::Malformed)?;
        let key = self
            .0
            .get(&head.key_id)
            .ok_or_else(|| NotSigned::UnknownKey(head.key_id.clone()))?;
        let message = signed_bytes(&head.log, head.tree_size, &root, micros);
        key.verify(&message, &signature)
            .map_err(|_| NotSigned::Signature)
    }
}

/// What is signed: the parts of the head, each preceded by its length (8 bytes, big-endian).
fn signed_bytes(log: &str, tree_size: i64, root_hash: &Hash, signed_at_micros: i64) -> Vec<u8> {
    let parts: [&[u8]; 5] = [
        b"yifa.log-head.v1",
        log.as_bytes(),
        &tree_size.to_be_bytes(),
        root_hash.as_slice(),
        &signed_at_micros.to_be_bytes(),
    ];
    let mut bytes = Vec::with_capacity(128);
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

fn id_of(public: &PublicKey) -> Result<String, KeyError> {
    let der = public.to_public_key_der().map_err(|_| KeyError::Public)?;
    let mut id = plain(&[der.as_bytes()]).to_string();
    id.truncate(16);
    Ok(id)
}

#[cfg(test)]
mod tests {
    use clock::SeededEntropy;

    use super::*;
    use crate::hash::sm3;

    fn signer(seed: u64) -> HeadSigner {
        HeadSigner::generate(&SeededEntropy::new(seed)).unwrap()
    }

    fn head(signer: &HeadSigner) -> LogHead {
        let at = DateTime::from_timestamp_micros(1_700_000_000_123_456).unwrap();
        signer.sign("cases", 42, sm3(&[b"root"]), at).unwrap()
    }

    #[test]
    fn a_key_survives_its_file() {
        let first = signer(1);
        let again = HeadSigner::from_pem(&first.to_pem().unwrap()).unwrap();
        assert_eq!(again.public_pem(), first.public_pem());
        assert_eq!(again.key_id(), first.key_id());
        assert_eq!(key_id(first.public_pem()).unwrap(), first.key_id());
        assert!(verify_head(&head(&again), first.public_pem()).is_ok());
        assert!(matches!(
            HeadSigner::from_pem("no key"),
            Err(KeyError::Private)
        ));
    }

    #[test]
    fn no_part_of_a_head_can_be_changed() {
        let signer = signer(2);
        let good = head(&signer);
        let bent: [fn(&mut LogHead); 5] = [
            |h| h.log = "elements".to_owned(),
            |h| h.tree_size += 1,
            |h| h.root_hash[0] ^= 1,
            |h| h.sign_time.as_mut().unwrap().seconds += 1,
            |h| h.signature[40] ^= 1,
        ];
        assert!(verify_head(&good, signer.public_pem()).is_ok());
        for (i, bend) in bent.iter().enumerate() {
            let mut head = good.clone();
            bend(&mut head);
            assert!(
                matches!(
                    verify_head(&head, signer.public_pem()),
                    Err(NotSigned::Signature)
                ),
                "{i}"
            );
        }
    }

    /// Verified with OpenSSL 3.0 as docs/record.md says.
    #[test]
    fn a_head_that_openssl_verifies_is_the_one_signed_here() {
        const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEFJgZR2c0BoM5MhxIkHzx/+IJQkGg
bQ16TjKWOXYmOBSLZrGH19GI2J2dZOCr5RWiJaiPnbfozxmX7cMzBG+3Ow==
-----END PUBLIC KEY-----
";
        const SIGNATURE: &str = "18dc027eb4f1aa0ed2d888896920ea3953f3931f61477647ce799d24416f7330\
             c6f738f216faf432f79a577b41e68d1b3b84275e85cbc9e690affc409ef12453";
        let signer = signer(42);
        assert_eq!(signer.public_pem(), PUBLIC);
        assert_eq!(signer.key_id(), "775b8076579a070b");
        let head = head(&signer);
        assert_eq!(data_encoding::HEXLOWER.encode(&head.signature), SIGNATURE);
        assert!(verify_head(&head, PUBLIC).is_ok());
    }

    #[test]
    fn a_replaced_key_still_verifies_what_it_signed() {
        let (old, new, other) = (signer(3), signer(4), signer(5));
        let both = format!("{}{}", old.public_pem(), new.public_pem());
        assert!(verify_head(&head(&old), &both).is_ok());
        assert!(verify_head(&head(&new), &both).is_ok());
        assert!(matches!(
            verify_head(&head(&other), &both),
            Err(NotSigned::UnknownKey(_))
        ));
        assert!(matches!(
            verify_head(&head(&old), ""),
            Err(NotSigned::Key(_))
        ));
    }

    #[test]
    fn a_signer_never_prints_its_key() {
        let signer = signer(6);
        let printed = format!("{signer:?}");
        assert!(
            printed.contains(signer.key_id()) && printed.len() < 60,
            "{printed}"
        );
    }
}
