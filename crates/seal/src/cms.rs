//! A detached signature over a digest: CMS SignedData (RFC 5652) with SM3 and SM2, in exactly one form.
//!
//! Whoever verifies writes what was read again and compares, so that no byte of it can be another than the signer wrote.

use ::cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use ::cms::content_info::{CmsVersion, ContentInfo};
use ::cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use chrono::{DateTime, Utc};
use der::asn1::{ObjectIdentifier, OctetString, OctetStringRef, SetOfVec};
use der::{Any, Decode as _, Encode as _};
use signer::{KeyError, Signature, Signer};
use sm2::pkcs8::spki::AlgorithmIdentifierOwned;
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::time::Time;

use crate::certificate::{instant, sm2_with_sm3, time};
use crate::trust::{Signed, Trust, signed};
use crate::{Certificate, Flaw};

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SM3: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.401");

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsigned {
    #[error("the key did not sign")]
    Key(#[from] KeyError),
    #[error("the signature cannot be written")]
    Der(#[from] der::Error),
}

/// Signs a digest at an instant.
pub(crate) fn sign(
    digest: &[u8; 32],
    at: DateTime<Utc>,
    signer: &dyn Signer,
    certificate: &Certificate,
    root: &Certificate,
) -> Result<Vec<u8>, Unsigned> {
    let attributes = attributes(digest, time(at)?)?;
    let signature = signer.sign(&attributes.to_der()?)?;
    Ok(write(attributes, &signature, certificate, root)?)
}

/// Checks a signature over a digest, and says who signed.
pub(crate) fn verify(cms: &[u8], digest: &[u8; 32], trust: Option<&Trust>) -> Result<Signed, Flaw> {
    let info = ContentInfo::from_der(cms)?;
    let data: SignedData = SignedData::from_der(&info.content.to_der()?)?;
    let (certificate, root) = certificates(&data)?;
    let [signer] = data.signer_infos.0.as_slice() else {
        return Err(Flaw::Malformed("signers"));
    };
    let attributes = signer
        .signed_attrs
        .clone()
        .ok_or(Flaw::Malformed("attributes"))?;
    let signature =
        Signature::from_der(signer.signature.as_bytes()).ok_or(Flaw::Malformed("signature"))?;
    let at = Time::from_der(&one(&attributes, SIGNING_TIME)?.to_der()?)?;
    let message_digest = one(&attributes, MESSAGE_DIGEST)?;
    let written_digest = message_digest.decode_as::<&OctetStringRef>()?;
    if written_digest.as_bytes() != digest {
        return Err(Flaw::Altered("内容".to_owned()));
    }
    // All that could stand here besides is found by writing it anew.
    let expected = self::attributes(digest, at)?;
    if write(expected.clone(), &signature, &certificate, &root)? != cms {
        return Err(Flaw::Malformed("CMS"));
    }
    if !certificate.key().verifies(&expected.to_der()?, &signature) {
        return Err(Flaw::Signature);
    }
    signed(&certificate, &root, instant(&at)?, trust)
}

/// The signer's certificate and its authority's.
fn certificates(data: &SignedData) -> Result<(Certificate, Certificate), Flaw> {
    let set = data
        .certificates
        .as_ref()
        .ok_or(Flaw::Malformed("certificates"))?;
    let mut read = Vec::new();
    for choice in set.0.iter() {
        match choice {
            CertificateChoices::Certificate(it) => read.push(Certificate::from_der(&it.to_der()?)?),
            CertificateChoices::Other(_) => return Err(Flaw::Malformed("certificates")),
        }
    }
    let at = read
        .iter()
        .position(Certificate::is_root)
        .ok_or(Flaw::Certificate)?;
    let root = read.remove(at);
    match read.pop() {
        Some(certificate) if read.is_empty() => Ok((certificate, root)),
        _ => Err(Flaw::Malformed("certificates")),
    }
}

fn one(attributes: &Attributes, oid: ObjectIdentifier) -> Result<&Any, Flaw> {
    let found = attributes.iter().find(|it| it.oid == oid);
    let values = found.map(|it| it.values.as_slice());
    match values {
        Some([value]) => Ok(value),
        _ => Err(Flaw::Malformed("attributes")),
    }
}

fn attributes(digest: &[u8; 32], at: Time) -> der::Result<Attributes> {
    let attribute = |oid, value| -> der::Result<Attribute> {
        Ok(Attribute {
            oid,
            values: SetOfVec::try_from(vec![value])?,
        })
    };
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
        attribute(SIGNING_TIME, Any::from_der(&at.to_der()?)?)?,
        attribute(
            MESSAGE_DIGEST,
            Any::encode_from(&OctetString::new(digest.as_slice())?)?,
        )?,
    ])
}

/// The one form.
fn write(
    attributes: Attributes,
    signature: &Signature,
    certificate: &Certificate,
    root: &Certificate,
) -> der::Result<Vec<u8>> {
    let sm3 = AlgorithmIdentifierOwned {
        oid: SM3,
        parameters: None,
    };
    let body = certificate.read.tbs_certificate();
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: body.issuer().clone(),
            serial_number: body.serial_number().clone(),
        }),
        digest_alg: sm3.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: sm2_with_sm3(),
        signature: OctetString::new(signature.to_der())?,
        unsigned_attrs: None,
    };
    let certificates = vec![
        CertificateChoices::Certificate(certificate.read.clone()),
        CertificateChoices::Certificate(root.read.clone()),
    ];
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sm3])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: DATA,
            econtent: None,
        },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer])?,
    };
    let info = ContentInfo {
        content_type: SIGNED_DATA,
        content: Any::from_der(&data.to_der()?)?,
    };
    info.to_der()
}
