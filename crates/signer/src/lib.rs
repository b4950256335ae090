//! The Signer port: whatever the platform signs, it signs through this trait, with SM2 over SM3 (GB/T 32918.2, GB/T 32905).
//!
//! A key in software ([`SoftKey`]) is the default. A certified device (GM/T 0018, PKCS#11) takes its place by implementing
//! [`Signer`] for one key and [`Ring`] for the keys it holds: nothing above this crate knows which of the two signs.

mod key;
mod keys;
mod public;
mod ring;
mod signature;

use std::fmt;

pub use key::SoftKey;
pub use keys::{Keys, pem_blocks};
pub use public::PublicKey;
pub use ring::{Ring, SoftRing};
pub use signature::Signature;

/// The signer's id of GM/T 0009 §10, which every SM2 implementation takes for default.
pub const SIGNER_ID: &str = "1234567812345678";

/// A key that signs. Signing blocks for as long as the device needs: callers on an async executor sign where blocking is allowed
/// when the ring is not software.
pub trait Signer: Send + Sync + fmt::Debug {
    /// Its public half.
    fn public_key(&self) -> &PublicKey;

    /// Signs a message (not its digest). The same message gives the same signature where the device allows it; a key in software
    /// does (RFC 6979 with SM3).
    fn sign(&self, message: &[u8]) -> Result<Signature, KeyError>;
}

/// This is not a usable SM2 key, or it did not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
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

/// Parts that cannot run into one another: each is preceded by its length (8 bytes, big-endian).
///
/// The first part names what is signed or hashed (`yifa.log-head.v1`), so that a signature of one thing is never that of another.
pub fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len() + 8).sum();
    let mut bytes = Vec::with_capacity(length);
    for part in parts {
        // A slice is never longer than an u64 can say.
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// SM3 of these bytes (GB/T 32905).
pub fn sm3(bytes: &[u8]) -> [u8; 32] {
    use ::sm3::Digest as _;
    ::sm3::Sm3::digest(bytes).into()
}
