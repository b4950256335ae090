//! The public half of an SM2 key.

use std::fmt;

use data_encoding::HEXLOWER;
use sm2::dsa::VerifyingKey;
use sm2::dsa::signature::Verifier as _;
use sm2::pkcs8::{DecodePublicKey as _, EncodePublicKey as _, LineEnding};

use crate::{KeyError, SIGNER_ID, Signature, sm3};

/// A public key, with the id by which it is told from others.
#[derive(Clone)]
pub struct PublicKey {
    key: VerifyingKey,
    spki: Vec<u8>,
    pem: String,
    id: String,
}

impl PublicKey {
    /// The key of a PEM block (SPKI).
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Self::of(sm2::PublicKey::from_public_key_pem(pem.trim()).map_err(|_| KeyError::Public)?)
    }

    /// The key of an SPKI in DER.
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        Self::of(sm2::PublicKey::from_public_key_der(der).map_err(|_| KeyError::Public)?)
    }

    pub(crate) fn of(public: sm2::PublicKey) -> Result<Self, KeyError> {
        let der = public.to_public_key_der().map_err(|_| KeyError::Public)?;
        let pem = public
            .to_public_key_pem(LineEnding::LF)
            .map_err(|_| KeyError::Public)?;
        let mut id = HEXLOWER.encode(&sm3(der.as_bytes()));
        id.truncate(16);
        Ok(Self {
            key: VerifyingKey::new(SIGNER_ID, public).map_err(|_| KeyError::Public)?,
            spki: der.into_vec(),
            pem,
            id,
        })
    }

    /// First 16 hexadecimal digits of the SM3 of the key (SPKI, DER).
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key (SPKI, PEM).
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The key (SPKI, DER).
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Whether this key signed the message.
    pub fn verifies(&self, message: &[u8], signature: &Signature) -> bool {
        signature
            .read()
            .is_ok_and(|read| self.key.verify(message, &read).is_ok())
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id)
    }
}
