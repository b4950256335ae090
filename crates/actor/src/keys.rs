//! Ed25519 keys in PEM: PKCS#8 for the private half, SubjectPublicKeyInfo for the public half.

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A key that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct BadKey(pub(crate) &'static str);

/// A new private key as PKCS#8 PEM.
pub fn generate() -> Result<String, BadKey> {
    let pair = Ed25519KeyPair::generate().map_err(|_| BadKey("no entropy for a key"))?;
    let document = pair
        .to_pkcs8v1()
        .map_err(|_| BadKey("the key cannot be encoded"))?;
    Ok(to_pem("PRIVATE KEY", document.as_ref()))
}

/// The public half of a private key, as SPKI PEM.
pub fn public_pem(private_pem: &str) -> Result<String, BadKey> {
    let pair = pair_from_pem(private_pem)?;
    let der: PublicKeyX509Der<'_> = pair
        .public_key()
        .as_der()
        .map_err(|_| BadKey("the public key cannot be encoded"))?;
    Ok(to_pem("PUBLIC KEY", der.as_ref()))
}

/// Reads a private key.
pub(crate) fn pair_from_pem(pem: &str) -> Result<Ed25519KeyPair, BadKey> {
    let der = from_pem("PRIVATE KEY", pem)?;
    Ed25519KeyPair::from_pkcs8(&der).map_err(|_| BadKey("not an Ed25519 private key"))
}

/// The DER bytes between the lines of a PEM block.
pub(crate) fn from_pem(label: &str, pem: &str) -> Result<Vec<u8>, BadKey> {
    let begin = format!("-----BEGIN {label}-----");
    let end = format!("-----END {label}-----");
    let body = pem
        .split_once(&begin)
        .and_then(|(_, rest)| rest.split_once(&end))
        .ok_or(BadKey("not a PEM block of the expected kind"))?
        .0;
    let compact: String = body.split_whitespace().collect();
    STANDARD
        .decode(compact)
        .map_err(|_| BadKey("the PEM block is not base64"))
}

fn to_pem(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let lines: Vec<_> = encoded
        .as_bytes()
        .chunks(64)
        .map(String::from_utf8_lossy)
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}
