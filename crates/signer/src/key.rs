//! A key in software: the default Signer.

use std::fmt;
use std::sync::Arc;

use clock::Entropy;
use sm2::SecretKey;
use sm2::dsa::SigningKey;
use sm2::dsa::signature::Signer as _;
use sm2::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use zeroize::Zeroizing;

use crate::{KeyError, PublicKey, SIGNER_ID, Signature, Signer};

/// An SM2 key in this process's memory. Cheap to clone; shows nothing of itself when printed.
#[derive(Clone)]
pub struct SoftKey(Arc<Inner>);

struct Inner {
    secret: SecretKey,
    key: SigningKey,
    public: PublicKey,
}

impl SoftKey {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        loop {
            entropy.fill(bytes.as_mut());
            // Out of range once in 2^32 draws; then draw again.
            if let Some(key) = Self::from_scalar(bytes.as_slice()) {
                return key;
            }
        }
    }

    /// The key kept in a file (PKCS#8, PEM).
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Self::of(SecretKey::from_pkcs8_pem(pem).map_err(|_| KeyError::Private)?)
    }

    /// The key of this scalar; none: it is no scalar of the curve.
    pub(crate) fn from_scalar(bytes: &[u8]) -> Option<Result<Self, KeyError>> {
        Some(Self::of(SecretKey::from_slice(bytes).ok()?))
    }

    fn of(secret: SecretKey) -> Result<Self, KeyError> {
        Ok(Self(Arc::new(Inner {
            key: SigningKey::new(SIGNER_ID, &secret).map_err(|_| KeyError::Private)?,
            public: PublicKey::of(secret.public_key())?,
            secret,
        })))
    }

    /// The private key, to be kept in a file (PKCS#8, PEM).
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.0
            .secret
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|_| KeyError::Private)
    }
}

impl Signer for SoftKey {
    fn public_key(&self) -> &PublicKey {
        &self.0.public
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, KeyError> {
        let signed = self.0.key.try_sign(message);
        signed
            .map(|it: sm2::dsa::Signature| Signature::of(&it))
            .map_err(|_| KeyError::Signing)
    }
}

impl fmt::Debug for SoftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftKey")
            .field("key_id", &self.0.public.id())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use clock::SeededEntropy;

    use super::*;

    #[test]
    fn a_key_survives_its_file_and_signs_alike() {
        let key = SoftKey::generate(&SeededEntropy::new(1)).unwrap();
        let again = SoftKey::from_pem(&key.to_pem().unwrap()).unwrap();
        assert_eq!(again.public_key(), key.public_key());
        let signature = key.sign(b"seen").unwrap();
        assert_eq!(again.sign(b"seen").unwrap(), signature);
        assert!(key.public_key().verifies(b"seen", &signature));
        assert!(!key.public_key().verifies(b"sewn", &signature));
        assert_eq!(SoftKey::from_pem("no key").err(), Some(KeyError::Private));
    }

    #[test]
    fn a_signature_is_written_in_der_one_way_only() {
        let key = SoftKey::generate(&SeededEntropy::new(2)).unwrap();
        for number in 0_u32..64 {
            let signature = key.sign(&number.to_be_bytes()).unwrap();
            let der = signature.to_der();
            assert_eq!(Signature::from_der(&der), Some(signature));
            let mut longer = der.clone();
            longer.push(0);
            assert_eq!(Signature::from_der(&longer), None);
            assert_eq!(Signature::from_slice(&signature.to_vec()), Some(signature));
        }
        assert_eq!(Signature::from_slice(&[0; 64]), None);
        assert_eq!(Signature::from_slice(&[1; 63]), None);
    }

    #[test]
    fn a_key_never_prints_itself() {
        let key = SoftKey::generate(&SeededEntropy::new(6)).unwrap();
        let printed = format!("{key:?}");
        assert!(
            printed.contains(key.public_key().id()) && printed.len() < 60,
            "{printed}"
        );
    }
}
