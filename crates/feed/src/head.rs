//! Signed heads: SM2 over SM3, so that a log once shown to somebody can never be rewritten unseen.

use chrono::{DateTime, Utc};
use clock::Entropy;
use contract::feed::v1::LogHead;
use signer::{PublicKey, Signature, Signer as _, SoftKey, framed};
use zeroize::Zeroizing;

use crate::hash::Hash;
use crate::instant::{micros, timestamp};

pub use signer::KeyError;

/// The key that signs the heads of a log. Cheap to clone; shows nothing of itself when printed.
#[derive(Debug, Clone)]
pub struct HeadSigner(SoftKey);

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
        SoftKey::generate(entropy).map(Self)
    }

    /// The key kept in a file (PKCS#8, PEM).
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        SoftKey::from_pem(pem).map(Self)
    }

    /// The private key, to be kept in a file (PKCS#8, PEM).
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.0.to_pem()
    }

    /// The public key, for whoever verifies (SPKI, PEM).
    pub fn public_pem(&self) -> &str {
        self.0.public_key().pem()
    }

    /// First 16 hexadecimal digits of the SM3 of the public key (SPKI, DER).
    pub fn key_id(&self) -> &str {
        self.0.public_key().id()
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
        Ok(LogHead {
            log: log.to_owned(),
            tree_size,
            root_hash: root_hash.to_vec(),
            sign_time: Some(timestamp(micros)),
            signature: self.0.sign(&message)?.to_vec(),
            key_id: self.key_id().to_owned(),
        })
    }
}

/// Checks a head against a public key, or against several, one PEM block after another (a key was replaced).
pub fn verify_head(head: &LogHead, public_pem: &str) -> Result<(), NotSigned> {
    Keys::from_pem(public_pem)?.verify(head)
}

/// Key id of a public key (SPKI, PEM).
pub fn key_id(public_pem: &str) -> Result<String, KeyError> {
    Ok(PublicKey::from_pem(public_pem)?.id().to_owned())
}

/// Public keys of a log.
pub(crate) struct Keys(signer::Keys);

impl Keys {
    pub(crate) fn from_pem(pem: &str) -> Result<Self, KeyError> {
        signer::Keys::from_pem(pem).map(Self)
    }

    pub(crate) fn verify(&self, head: &LogHead) -> Result<(), NotSigned> {
        let root = Hash::try_from(head.root_hash.as_slice()).map_err(|_| NotSigned::Malformed)?;
        let micros = head
            .sign_time
            .as_ref()
            .and_then(micros)
            .ok_or(NotSigned::Malformed)?;
        let signature = Signature::from_slice(&head.signature).ok_or(NotSigned::Malformed)?;
        let key = self
            .0
            .get(&head.key_id)
            .ok_or_else(|| NotSigned::UnknownKey(head.key_id.clone()))?;
        let message = signed_bytes(&head.log, head.tree_size, &root, micros);
        if key.verifies(&message, &signature) {
            Ok(())
        } else {
            Err(NotSigned::Signature)
        }
    }
}

/// What is signed: the parts of the head, framed.
fn signed_bytes(log: &str, tree_size: i64, root_hash: &Hash, signed_at_micros: i64) -> Vec<u8> {
    framed(&[
        b"yifa.log-head.v1",
        log.as_bytes(),
        &tree_size.to_be_bytes(),
        root_hash.as_slice(),
        &signed_at_micros.to_be_bytes(),
    ])
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
            printed.contains(signer.key_id()) && printed.len() < 80,
            "{printed}"
        );
    }
}
