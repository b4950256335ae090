//! Stamping an actor and verifying the stamp, each once per stamp and not per call.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use contract::access::v1 as proto;
use prost::Message as _;

use crate::Actor;
use crate::keys::{self, BadKey};

/// Length of an Ed25519 signature in bytes.
const SIGNATURE: usize = 64;
/// Stamps remembered as verified; past this many the memory starts anew.
const REMEMBERED: usize = 20_000;
/// Longest stamp in bytes: an actor has tens of permissions, not thousands.
const LONGEST: usize = 8 * 1024;

/// Why an actor is not believed. One text for all of them leaves the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotVouched {
    /// The header cannot be read.
    #[error("the actor cannot be read")]
    Unreadable,
    /// The signature is not the gateway's.
    #[error("the actor is not signed by the gateway")]
    Forged,
    /// The stamp is past its time.
    #[error("the actor's stamp has expired")]
    Expired,
}

/// Signs actors: the gateway's half.
#[derive(Debug)]
pub struct Stamper(Ed25519KeyPair);

impl Stamper {
    /// Reads the private key (PKCS#8 PEM).
    pub fn from_pkcs8_pem(pem: &str) -> Result<Self, BadKey> {
        keys::pair_from_pem(pem).map(Self)
    }

    /// The header value that vouches for `actor` until its expiry.
    pub fn stamp(&self, actor: &Actor) -> String {
        let mut bytes = proto::Actor::from(actor).encode_to_vec();
        let signature = self.0.sign(&bytes);
        bytes.extend_from_slice(signature.as_ref());
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

/// Believes what the gateway has signed: the services' half.
#[derive(Debug)]
pub struct Verifier {
    public_key: Vec<u8>,
    verified: RwLock<HashMap<String, Arc<Actor>>>,
}

impl Verifier {
    /// Reads the gateway's public key (SPKI PEM).
    pub fn from_spki_pem(pem: &str) -> Result<Self, BadKey> {
        let public_key = keys::from_pem("PUBLIC KEY", pem)?;
        Ok(Self {
            public_key,
            verified: RwLock::default(),
        })
    }

    /// The actor behind a header value. A stamp is checked once and remembered; its expiry is checked every time.
    pub fn verify(&self, stamp: &str, now: DateTime<Utc>) -> Result<Arc<Actor>, NotVouched> {
        if stamp.len() > LONGEST {
            return Err(NotVouched::Unreadable);
        }
        let known = self
            .verified
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(stamp)
            .cloned();
        let actor = match known {
            Some(actor) => actor,
            None => Arc::new(self.check(stamp)?),
        };
        if actor.expires <= now {
            return Err(NotVouched::Expired);
        }
        self.remember(stamp, &actor);
        Ok(actor)
    }

    fn check(&self, stamp: &str) -> Result<Actor, NotVouched> {
        let bytes = URL_SAFE_NO_PAD
            .decode(stamp)
            .map_err(|_| NotVouched::Unreadable)?;
        let split = bytes
            .len()
            .checked_sub(SIGNATURE)
            .ok_or(NotVouched::Unreadable)?;
        let (message, signature) = bytes.split_at(split);
        UnparsedPublicKey::new(&ED25519, &self.public_key)
            .verify(message, signature)
            .map_err(|_| NotVouched::Forged)?;
        proto::Actor::decode(message)
            .map_err(|_| NotVouched::Unreadable)?
            .try_into()
    }

    fn remember(&self, stamp: &str, actor: &Arc<Actor>) {
        if self
            .verified
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(stamp)
        {
            return;
        }
        let mut verified = self
            .verified
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if verified.len() >= REMEMBERED {
            verified.clear();
        }
        verified.insert(stamp.to_owned(), Arc::clone(actor));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn pair() -> (Stamper, Verifier) {
        let pem = keys::generate().unwrap();
        let verifier = Verifier::from_spki_pem(&keys::public_pem(&pem).unwrap()).unwrap();
        (Stamper::from_pkcs8_pem(&pem).unwrap(), verifier)
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn actor() -> Actor {
        Actor {
            principal: "a".into(),
            kind: Kind::Person,
            officer_id: Some("o-lin".into()),
            display_name: "林建国".into(),
            agency_id: "shima".into(),
            division: "350604001".into(),
            postings: vec![],
            permissions: ["cases.handle".to_owned()].into(),
            session_id: None,
            expires: at(100),
        }
    }

    #[test]
    fn what_the_gateway_stamped_is_believed_until_it_expires() {
        let (stamper, verifier) = pair();
        let stamp = stamper.stamp(&actor());
        assert_eq!(*verifier.verify(&stamp, at(99)).unwrap(), actor());
        assert_eq!(verifier.verify(&stamp, at(100)), Err(NotVouched::Expired));
    }

    #[test]
    fn a_stamp_of_another_key_is_forged() {
        let (stamper, _) = pair();
        let (_, verifier) = pair();
        assert_eq!(
            verifier.verify(&stamper.stamp(&actor()), at(0)),
            Err(NotVouched::Forged)
        );
    }

    #[test]
    fn one_changed_byte_is_not_believed() {
        let (stamper, verifier) = pair();
        let mut bytes = URL_SAFE_NO_PAD.decode(stamper.stamp(&actor())).unwrap();
        for index in 0..bytes.len() {
            bytes[index] ^= 1;
            let changed = URL_SAFE_NO_PAD.encode(&bytes);
            assert!(verifier.verify(&changed, at(0)).is_err(), "byte {index}");
            bytes[index] ^= 1;
        }
    }

    #[test]
    fn rubbish_is_unreadable() {
        let (_, verifier) = pair();
        for rubbish in ["", "a", "…", &"A".repeat(9000)] {
            assert_eq!(verifier.verify(rubbish, at(0)), Err(NotVouched::Unreadable));
        }
    }
}
