//! The deployment's signature over what it hands over: SM2 over SM3 (docs/exchange.md states the bytes).

use contract::exchange::v1::HandOverRequest;
use signer::{KeyError, Signature, Signer as _, SoftKey, framed};

/// The key with which a deployment signs. Cheap to clone; shows nothing of itself when printed.
#[derive(Debug, Clone)]
pub struct DeploymentKey(SoftKey);

/// Public keys of a deployment, by key id.
#[derive(Debug, Clone)]
pub struct Keys(signer::Keys);

/// Why a signature cannot be made or is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key cannot be read, or did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key that signed is not among those given.
    #[error("the batch is signed by a key that is not among those given")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature of the batch does not fit")]
    Signature,
}

impl DeploymentKey {
    /// The key kept in a file (PKCS#8, PEM): [`SoftKey`] makes one.
    pub fn from_pem(pem: &str) -> Result<Self, SealError> {
        Ok(Self(SoftKey::from_pem(pem)?))
    }

    /// Its public half, for the upper deployment (SPKI, PEM).
    pub fn public_pem(&self) -> &str {
        self.0.public_key().pem()
    }

    /// Signs a batch.
    pub fn sign(&self, batch: &mut HandOverRequest) -> Result<(), SealError> {
        self.0.public_key().id().clone_into(&mut batch.key_id);
        batch.signature = self.0.sign(&signed_bytes(batch))?.to_vec();
        Ok(())
    }
}

impl Keys {
    /// Reads public keys, one PEM block after another.
    pub fn from_pem(pem: &str) -> Result<Self, SealError> {
        Ok(Self(signer::Keys::from_pem(pem)?))
    }

    /// Checks the signature of a batch.
    pub fn verify(&self, batch: &HandOverRequest) -> Result<(), SealError> {
        let key = self.0.get(&batch.key_id).ok_or(SealError::UnknownKey)?;
        let signature = Signature::from_slice(&batch.signature).ok_or(SealError::Signature)?;
        if key.verifies(&signed_bytes(batch), &signature) {
            Ok(())
        } else {
            Err(SealError::Signature)
        }
    }
}

/// What is signed: the parts of the batch, framed. The events stand in it by their hashes, the head by its own signature.
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
    framed(&[
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
    ])
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
        assert_eq!(
            Keys::from_pem("").err(),
            Some(SealError::Key(KeyError::Public))
        );
    }
}
