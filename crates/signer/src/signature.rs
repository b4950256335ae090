//! An SM2 signature: r and s, 32 bytes each.

use std::fmt;

use data_encoding::HEXLOWER;

use crate::KeyError;

/// An SM2 signature as the record keeps it: r, then s, 32 bytes each, big-endian.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub(crate) [u8; 64]);

impl Signature {
    /// The signature of 64 bytes; none: these are not r and s.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let read = sm2::dsa::Signature::from_slice(bytes).ok()?;
        Some(Self::of(&read))
    }

    /// The signature as X.509 and CMS write it: SEQUENCE of two INTEGERs. None: not in DER, to the byte.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let read = Self::of(&sm2::dsa::Signature::from_der(der).ok()?);
        (read.to_der() == der).then_some(read)
    }

    /// The same in DER.
    pub fn to_der(&self) -> Vec<u8> {
        // Made of a signature, so that it is one.
        self.read()
            .map(|read| read.to_der().to_vec())
            .unwrap_or_default()
    }

    /// r and s.
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }

    /// r and s.
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    pub(crate) fn of(signature: &sm2::dsa::Signature) -> Self {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(&signature.to_vec());
        Self(bytes)
    }

    pub(crate) fn read(&self) -> Result<sm2::dsa::Signature, KeyError> {
        sm2::dsa::Signature::from_slice(&self.0).map_err(|_| KeyError::Signing)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({})", HEXLOWER.encode(&self.0))
    }
}
