//! The deployment's signature over what it hands over: SM2 over SM3 (docs/exchange.md states the bytes).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use contract::exchange::v1::HandOverRequest;
use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use sm2::{PublicKey, SecretKey};

/// The signer's id of GM/T 0009 §10, which every SM2 implementation takes for default.
const SIGNER_ID: &str = "1234567812345678";

const PEM_END: &str = "-----END PUBLIC KEY-----";

/// The key with which a deployment signs. Cheap to clone; shows nothing of itself when printed.
#[derive(Clone)]
pub struct DeploymentKey {
    key: Arc<SigningKey>,
    key_id: String,
    public_pem: String,
}

/// Public keys of a deployment, by key id.
#[derive(Clone)]
pub struct Keys(BTreeMap<String, VerifyingKey>);

/// Why a signature cannot be made or is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Not a PKCS#8 private key in PEM on curve sm2p256v1.
    #[error("not an SM2 private key (PKCS#8, PEM)")]
    Private,
    /// Not a public key in PEM on curve sm2p256v1.
    #[error("not an SM2 public key (SPKI, PEM)")]
    Public,
    /// The key did not sign.
    #[error("the SM2 key did not sign")]
    Signing,
    /// The key that signed is not among those given.
    #[error("the batch is signed by a key that is not among those given")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature of the batch does not fit")]
    Signature,
}

impl DeploymentKey {
    /// The key kept in a file (PKCS#8, PEM): [`feed::HeadSigner`] makes one.
    pub fn from_pem(pem: &str) -> Result<Self, SealError> {
        let secret = SecretKey::from_pkcs8_pem(pem).map_err(|_| SealError::Private)?;
        let signer = feed::HeadSigner::from_pem(pem).map_err(|_| SealError::Private)?;
        let key = SigningKey::new(SIGNER_ID, &secret).map_err(|_| SealError::Private)?;
        Ok(Self {
            key: Arc::new(key),
            key_id: signer.key_id().to_owned(),
            public_pem: signer.public_pem().to_owned(),
        })
    }

    /// Its public half, for the upper deployment (SPKI, PEM).
    pub fn public_pem(&self) -> &str {
        &self.public_pem
    }

    /// Signs a batch.
    pub fn sign(&self, batch: &mut HandOverRequest) -> Result<(), SealError> {
        batch.key_id.clone_from(&self.key_id);
        let signature: Signature = self
            .key
            .try_sign(&signed_bytes(batch))
            .map_err(|_| SealError::Signing)?;
        batch.signature = signature.to_vec();
        Ok(())
    }
}

impl fmt::Debug for DeploymentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeploymentKey")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl Keys {
    /// Reads public keys, one PEM block after another.
    pub fn from_pem(pem: &str) -> Result<Self, SealError> {
        let mut keys = BTreeMap::new();
        let blocks = pem.split_inclusive(PEM_END).map(str::trim);
        for block in blocks.filter(|block| !block.is_empty()) {
            let public = PublicKey::from_public_key_pem(block).map_err(|_| SealError::Public)?;
            let key = VerifyingKey::new(SIGNER_ID, public).map_err(|_| SealError::Public)?;
            keys.insert(feed::key_id(block).map_err(|_| SealError::Public)?, key);
        }
        if keys.is_empty() {
            Err(SealError::Public)
        } else {
            Ok(Self(keys))
        }
    }

    /// Checks the signature of a batch.
    pub fn verify(&self, batch: &HandOverRequest) -> Result<(), SealError> {
        let key = self.0.get(&batch.key_id).ok_or(SealError::UnknownKey)?;
        let signature =
            Signature::from_slice(&batch.signature).map_err(|_| SealError::Signature)?;
        key.verify(&signed_bytes(batch), &signature)
            .map_err(|_| SealError::Signature)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What is signed: the parts of the batch, each preceded by its length (8 bytes, big-endian). The events stand in it by their
/// hashes, the head by its own signature.
fn signed_bytes(batch: &HandOverRequest) -> Vec<u8> {
    let hashes: Vec<u8> = batch
        .events
        .iter()
        .flat_map(|event| &event.hash)
        .copied()
        .collect();
    let hashes = feed::sm3(&[&hashes]);
    let (first, last) = (batch.first.to_be_bytes(), batch.last.to_be_bytes());
    let feed_head = batch.feed_head.to_be_bytes();
    let head = batch.head.as_ref().map_or(&[][..], |head| &head.signature);
    let parts: [&[u8]; 11] = [
        b"yifa.hand-over.v1",
        batch.origin.as_bytes(),
        batch.via.as_bytes(),
        batch.division.as_bytes(),
        batch.log.as_bytes(),
        &first,
        &last,
        hashes.as_slice(),
        &feed_head,
        head,
        batch.log_public_key_pem.as_bytes(),
    ];
    let mut bytes = Vec::with_capacity(512);
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use clock::SeededEntropy;
    use contract::feed::v1::{Event, LogHead};

    use super::*;

    fn key(seed: u64) -> DeploymentKey {
        let signer = feed::HeadSigner::generate(&SeededEntropy::new(seed)).unwrap();
        DeploymentKey::from_pem(&signer.to_pem().unwrap()).unwrap()
    }

    fn batch(key: &DeploymentKey) -> HandOverRequest {
        let mut batch = HandOverRequest {
            origin: "350604".into(),
            log: "cases".into(),
            first: 1,
            last: 2,
            events: vec![
                Event {
                    hash: vec![1; 32],
                    ..Event::default()
                },
                Event {
                    hash: vec![2; 32],
                    ..Event::default()
                },
            ],
            feed_head: 2,
            head: Some(LogHead {
                signature: vec![3; 64],
                ..LogHead::default()
            }),
            log_public_key_pem: "pem".into(),
            ..HandOverRequest::default()
        };
        key.sign(&mut batch).unwrap();
        batch
    }

    #[test]
    fn no_part_of_a_batch_can_be_changed() {
        let key = key(1);
        let keys = Keys::from_pem(key.public_pem()).unwrap();
        let good = batch(&key);
        assert_eq!(keys.verify(&good), Ok(()));
        let bent: [fn(&mut HandOverRequest); 10] = [
            |b| b.origin.push('1'),
            |b| b.via.push('1'),
            |b| b.division.push('1'),
            |b| b.log.push('1'),
            |b| b.first += 1,
            |b| b.last += 1,
            |b| b.events.swap(0, 1),
            |b| b.feed_head += 1,
            |b| b.head.as_mut().unwrap().signature[5] ^= 1,
            |b| b.log_public_key_pem.push('x'),
        ];
        for (at, bend) in bent.iter().enumerate() {
            let mut batch = good.clone();
            bend(&mut batch);
            assert_eq!(keys.verify(&batch), Err(SealError::Signature), "{at}");
        }
    }

    #[test]
    fn only_a_registered_key_is_believed() {
        let (ours, other) = (key(2), key(3));
        let keys = Keys::from_pem(ours.public_pem()).unwrap();
        assert_eq!(keys.verify(&batch(&other)), Err(SealError::UnknownKey));
        let both = format!("{}{}", ours.public_pem(), other.public_pem());
        assert_eq!(
            Keys::from_pem(&both).unwrap().verify(&batch(&other)),
            Ok(())
        );
        assert_eq!(Keys::from_pem("").err(), Some(SealError::Public));
    }
}
