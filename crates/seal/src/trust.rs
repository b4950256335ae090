//! The certificates that a reader trusts, and who signed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use signer::pem_blocks;

use crate::{Certificate, Flaw, Subject};

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// Published certificates: the authorities that the reader trusts, and what they issued.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    roots: Vec<Certificate>,
    issued: BTreeMap<String, Certificate>,
}

/// Who signed, as far as it could be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Whom the certificate names.
    pub by: Subject,
    /// The authority that issued the certificate.
    pub authority: Subject,
    /// Id of the authority's key: to be compared with the one that was published.
    pub authority_key: String,
    /// Number of the certificate.
    pub serial: String,
    /// Instant of signing, as the signer states it.
    pub at: DateTime<Utc>,
    /// Whether the authority is one that the reader trusts; without published certificates nobody vouches for it.
    pub vouched: bool,
}

impl Trust {
    /// Reads certificates (PEM), one after another: at least one authority, and nothing that none of them issued.
    pub fn from_pem(text: &str) -> Result<Self, Flaw> {
        let mut read = Vec::new();
        for block in pem_blocks(text, PEM_END) {
            read.push(certificate_of(block)?);
        }
        Self::of(read)
    }

    /// The same of certificates at hand.
    pub fn of(certificates: impl IntoIterator<Item = Certificate>) -> Result<Self, Flaw> {
        let (roots, others): (Vec<_>, Vec<_>) =
            certificates.into_iter().partition(Certificate::is_root);
        if roots.is_empty() {
            return Err(Flaw::UnknownAuthority);
        }
        let mut issued = BTreeMap::new();
        for certificate in others {
            if !roots.iter().any(|root| certificate.is_issued_by(root)) {
                return Err(Flaw::Certificate);
            }
            issued.insert(certificate.key().id().to_owned(), certificate);
        }
        Ok(Self { roots, issued })
    }

    /// The published certificate with the key of this id.
    pub fn issued(&self, key_id: &str) -> Option<&Certificate> {
        self.issued.get(key_id)
    }

    /// The authority that issued a certificate, if it is trusted.
    pub(crate) fn authority_of(&self, certificate: &Certificate) -> Option<&Certificate> {
        self.roots
            .iter()
            .find(|root| certificate.is_issued_by(root))
    }

    fn trusts(&self, root: &Certificate) -> bool {
        self.roots.contains(root)
    }
}

/// Checks a certificate and its authority for a signature of an instant.
pub(crate) fn signed(
    certificate: &Certificate,
    root: &Certificate,
    at: DateTime<Utc>,
    trust: Option<&Trust>,
) -> Result<Signed, Flaw> {
    if !root.is_root() || !certificate.is_issued_by(root) {
        return Err(Flaw::Certificate);
    }
    if !certificate.holds_at(at) || !root.holds_at(at) {
        return Err(Flaw::Expired);
    }
    if trust.is_some_and(|trust| !trust.trusts(root)) {
        return Err(Flaw::UnknownAuthority);
    }
    Ok(Signed {
        by: certificate.subject().clone(),
        authority: root.subject().clone(),
        authority_key: root.key().id().to_owned(),
        serial: certificate.serial(),
        at,
        vouched: trust.is_some(),
    })
}

fn certificate_of(block: &str) -> Result<Certificate, Flaw> {
    let body = block
        .split_once(PEM_BEGIN)
        .and_then(|(_, rest)| rest.strip_suffix(PEM_END))
        .ok_or(Flaw::Malformed("PEM"))?;
    let text: String = body.split_ascii_whitespace().collect();
    let der = data_encoding::BASE64
        .decode(text.as_bytes())
        .map_err(|_| Flaw::Malformed("PEM"))?;
    Certificate::from_der(&der)
}
