//! The keys of those who sign: officers, agencies, sessions.

use std::fmt;
use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sm3::Sm3;
use zeroize::Zeroizing;

use crate::{KeyError, Signer, SoftKey, framed};

/// The keys of those who sign, each by the name of its owner and the number of its generation: a device finds its key by that
/// label.
pub trait Ring: Send + Sync + fmt::Debug {
    /// The key of an owner, e.g. `agency:longhai-market`; generation 1 is the first, and every renewal has the next.
    fn signer(&self, owner: &str, generation: u32) -> Result<Arc<dyn Signer>, KeyError>;
}

/// Keys in software, each derived from one secret: nothing but that secret has to be kept, and every replica that has it has all.
///
/// A key is HMAC-SM3 of (`yifa.key.v1`, owner, generation, attempt), framed, under the secret; the first attempt that is a scalar
/// of the curve is taken.
pub struct SoftRing(Zeroizing<[u8; 32]>);

impl SoftRing {
    /// The ring of this secret: 32 bytes that nobody can guess.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(Zeroizing::new(secret))
    }
}

impl Ring for SoftRing {
    fn signer(&self, owner: &str, generation: u32) -> Result<Arc<dyn Signer>, KeyError> {
        for attempt in 0_u8..=u8::MAX {
            let mut mac =
                Hmac::<Sm3>::new_from_slice(self.0.as_slice()).map_err(|_| KeyError::Private)?;
            mac.update(&framed(&[
                b"yifa.key.v1",
                owner.as_bytes(),
                &generation.to_be_bytes(),
                &[attempt],
            ]));
            let scalar: Zeroizing<[u8; 32]> = Zeroizing::new(mac.finalize().into_bytes().into());
            if let Some(key) = SoftKey::from_scalar(scalar.as_slice()) {
                return Ok(Arc::new(key?));
            }
        }
        Err(KeyError::Private)
    }
}

impl fmt::Debug for SoftRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftRing").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_owner_and_generation_has_a_key_of_its_own() {
        let ring = SoftRing::new([7; 32]);
        let id = |ring: &SoftRing, owner: &str, generation: u32| {
            let signer = ring.signer(owner, generation).unwrap();
            signer.public_key().id().to_owned()
        };
        let first = id(&ring, "agency:a", 1);
        assert_eq!(id(&ring, "agency:a", 1), first, "the same again");
        assert_ne!(id(&ring, "agency:a", 2), first);
        assert_ne!(id(&ring, "officer:a", 1), first);
        assert_ne!(id(&SoftRing::new([8; 32]), "agency:a", 1), first);
        assert_eq!(format!("{ring:?}"), "SoftRing { .. }");
    }
}
