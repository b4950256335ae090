//! Access tokens (EdDSA JWT): made here, and read with no trust in what their header says.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, crypto};
use serde::{Deserialize, Serialize};
use sm3::{Digest as _, Sm3};

use crate::settings::Keys;

/// Issuer and audience of the gateway's tokens.
pub const YIFA: &str = "yifa";
/// Longest token in bytes that is looked at.
pub const LONGEST: usize = 4 * 1024;
/// How far clocks of two machines may be apart.
const LEEWAY: Duration = Duration::seconds(5);

/// What a token says. Times are seconds since 1970 and whole numbers: a string, a fraction or a second mention is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// Issuer: `yifa`.
    pub iss: String,
    /// Audience: `yifa`.
    pub aud: String,
    /// Account id, or a service account's name.
    pub sub: String,
    /// Session of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<uuid::Uuid>,
    /// Id of the token.
    pub jti: uuid::Uuid,
    /// Made at.
    pub iat: i64,
    /// Not good before.
    pub nbf: i64,
    /// Not good from.
    pub exp: i64,
}

impl Claims {
    /// End of the token.
    pub fn expires(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.exp, 0).unwrap_or(DateTime::UNIX_EPOCH)
    }
}

/// A token that is not believed. There is nothing to tell the caller about why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the token is not believed")]
pub struct NotBelieved;

/// The keys that tokens are signed and verified with.
pub struct TokenKeys {
    signing: EncodingKey,
    header: Header,
    /// By the encoded header of a token: exactly what this gateway writes for each of its keys. Whatever else a header could
    /// say (`none`, HS256, another kid, a url to fetch a key from) is then no case of its own, only no key.
    verifying: BTreeMap<String, DecodingKey>,
}

impl TokenKeys {
    /// Reads the keys.
    pub fn read(keys: &Keys) -> anyhow::Result<Self> {
        if keys.token.is_empty() {
            bail!("no token key: set gateway.keys.token (Ed25519, PKCS#8 PEM)");
        }
        let public = actor::keys::public_pem(keys.token.expose())
            .context("gateway.keys.token cannot be read")?;
        let signing = EncodingKey::from_ed_pem(keys.token.expose().as_bytes())
            .context("gateway.keys.token cannot be read")?;
        let mut verifying = BTreeMap::new();
        for pem in std::iter::once(&public).chain(&keys.retired_tokens) {
            let key = DecodingKey::from_ed_pem(pem.as_bytes())
                .context("a key of gateway.keys.retired_tokens cannot be read")?;
            verifying.insert(encoded(&header(pem))?, key);
        }
        Ok(Self {
            signing,
            header: header(&public),
            verifying,
        })
    }

    /// The token that says `claims`.
    pub fn sign(&self, claims: &Claims) -> Result<String, jsonwebtoken::errors::Error> {
        jsonwebtoken::encode(&self.header, claims, &self.signing)
    }

    /// What a token says, when it is ours and good at `now`.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, NotBelieved> {
        let (message, signature) = token.rsplit_once('.').ok_or(NotBelieved)?;
        let (header, claims) = message.split_once('.').ok_or(NotBelieved)?;
        let key = self.verifying.get(header).ok_or(NotBelieved)?;
        let signed = crypto::verify(signature, message.as_bytes(), key, Algorithm::EdDSA);
        if !signed.unwrap_or(false) {
            return Err(NotBelieved);
        }
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| NotBelieved)?;
        let claims: Claims = serde_json::from_slice(&claims).map_err(|_| NotBelieved)?;
        if claims.iss != YIFA || claims.aud != YIFA {
            return Err(NotBelieved);
        }
        if is_current(claims.iat, claims.nbf, claims.exp, now) {
            Ok(claims)
        } else {
            Err(NotBelieved)
        }
    }
}

/// Whether times of a token or assertion are good at `now`, give or take what clocks differ by.
pub(crate) fn is_current(iat: i64, nbf: i64, exp: i64, now: DateTime<Utc>) -> bool {
    let (now, leeway) = (now.timestamp(), LEEWAY.num_seconds());
    iat <= now + leeway && nbf <= now + leeway && now - leeway < exp && nbf <= exp
}

/// Whether a token that was good is still good at `now`: for one that has been verified before.
pub(crate) fn is_alive(expires: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - LEEWAY < expires
}

fn header(public_pem: &str) -> Header {
    Header {
        kid: Some(key_id(public_pem)),
        ..Header::new(Algorithm::EdDSA)
    }
}

fn encoded(header: &Header) -> anyhow::Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(header)?))
}

/// First 16 hexadecimal digits of the SM3 of the key.
fn key_id(public_pem: &str) -> String {
    let compact: String = public_pem.split_whitespace().collect();
    let digest = Sm3::digest(compact.as_bytes());
    data_encoding::HEXLOWER.encode(&digest[..8])
}

impl std::fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenKeys")
            .field("kid", &self.header.kid)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn keys(token: &str, retired: &[&str]) -> TokenKeys {
        TokenKeys::read(&Keys {
            token: token.into(),
            retired_tokens: retired.iter().map(|pem| (*pem).to_owned()).collect(),
            ..Keys::default()
        })
        .unwrap()
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn claims() -> Claims {
        Claims {
            iss: YIFA.into(),
            aud: YIFA.into(),
            sub: "a".into(),
            sid: Some(Uuid::nil()),
            jti: Uuid::nil(),
            iat: 1_000,
            nbf: 1_000,
            exp: 1_900,
        }
    }

    #[test]
    fn a_token_is_good_from_nbf_to_exp_give_or_take_five_seconds() {
        let keys = keys(&actor::keys::generate().unwrap(), &[]);
        let token = keys.sign(&claims()).unwrap();
        for (second, good) in [
            (994, false),
            (995, true),
            (1_000, true),
            (1_904, true),
            (1_905, false),
        ] {
            assert_eq!(keys.verify(&token, at(second)).is_ok(), good, "at {second}");
        }
    }

    #[test]
    fn a_retired_key_verifies_and_a_foreign_one_does_not() {
        let old = actor::keys::generate().unwrap();
        let token = keys(&old, &[]).sign(&claims()).unwrap();
        let new = actor::keys::generate().unwrap();
        let old_public = actor::keys::public_pem(&old).unwrap();
        assert!(keys(&new, &[&old_public]).verify(&token, at(1_000)).is_ok());
        assert_eq!(keys(&new, &[]).verify(&token, at(1_000)), Err(NotBelieved));
    }

    #[test]
    fn every_changed_character_is_noticed() {
        let keys = keys(&actor::keys::generate().unwrap(), &[]);
        let token = keys.sign(&claims()).unwrap();
        for (index, original) in token.char_indices() {
            let other = if original == 'A' { "B" } else { "A" };
            let mut changed = token.clone();
            changed.replace_range(index..=index, other);
            assert!(
                keys.verify(&changed, at(1_000)).is_err(),
                "character {index}"
            );
        }
    }
}
