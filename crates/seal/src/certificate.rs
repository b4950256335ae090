//! X.509 certificates with SM2 keys, signed with SM2 over SM3 by the deployment's own authority (RFC 5280, GM/T 0015).

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use der::asn1::{BitString, ObjectIdentifier, OctetString, PrintableStringRef, Utf8StringRef};
use der::{Any, Decode as _, Encode as _};
use signer::{KeyError, PublicKey, Signature, Signer, framed, sm3};
use sm2::pkcs8::spki::{
    AlgorithmIdentifierOwned, DynSignatureAlgorithmIdentifier, SignatureBitStringEncoding,
    SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef,
};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder as _, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use crate::Flaw;

/// SM2 with SM3 (GM/T 0006).
pub(crate) const SM2_WITH_SM3: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.156.10197.1.501");

const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const SERIAL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.5");

/// What a certificate's owner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The deployment that issues certificates.
    Authority,
    /// 执法主体
    Agency,
    /// 执法人员
    Officer,
    /// 当事人, for one session
    Party,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Authority, Self::Agency, Self::Officer, Self::Party];

    /// Name in the certificate and in tables: `agency`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Agency => "agency",
            Self::Officer => "officer",
            Self::Party => "party",
        }
    }

    /// In Chinese: `执法主体`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Authority => "签发机构",
            Self::Agency => "执法主体",
            Self::Officer => "执法人员",
            Self::Party => "当事人",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// Whom a certificate names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What it is.
    pub kind: Kind,
    /// Its id, e.g. `longhai-market`.
    pub id: String,
    /// Its name, e.g. `龙海区市场监督管理局`.
    pub name: String,
    /// The organisation it belongs to; of an agency and of the authority, its own name.
    pub organization: String,
}

impl Subject {
    /// Name of its key in a ring, and of itself in the certificate: `agency:longhai-market`.
    pub fn owner(&self) -> String {
        format!("{}:{}", self.kind.name(), self.id)
    }

    fn to_name(&self) -> der::Result<Name> {
        let utf8 = |text| Any::encode_from(&Utf8StringRef::new(text)?);
        let owner = self.owner();
        let parts = [
            (COUNTRY, Any::encode_from(&PrintableStringRef::new("CN")?)?),
            (ORGANIZATION, utf8(&self.organization)?),
            (COMMON_NAME, utf8(&self.name)?),
            (SERIAL, utf8(&owner)?),
        ];
        let mut names = RdnSequence::default();
        for (oid, value) in parts {
            let part = AttributeTypeAndValue { oid, value };
            names.push(RelativeDistinguishedName::try_from(vec![part])?);
        }
        Name::from_der(&names.to_der()?)
    }

    fn of(name: &Name) -> Result<Self, Flaw> {
        let text = |oid| -> Result<String, Flaw> {
            let mut found = name.iter().filter(|part| part.oid == oid);
            let part = found.next().ok_or(Flaw::Malformed("subject"))?;
            Ok(part.value.decode_as::<Utf8StringRef<'_>>()?.to_string())
        };
        let owner = text(SERIAL)?;
        let (kind, id) = owner.split_once(':').ok_or(Flaw::Malformed("subject"))?;
        Ok(Self {
            kind: Kind::named(kind).ok_or(Flaw::Malformed("subject"))?,
            id: id.to_owned(),
            name: text(COMMON_NAME)?,
            organization: text(ORGANIZATION)?,
        })
    }
}

/// A certificate that was read: who, with which key, from when until when.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    pub(crate) read: x509_cert::Certificate,
    der: Vec<u8>,
    subject: Subject,
    key: PublicKey,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Certificate {
    /// The certificate in DER, and nothing but it.
    pub fn from_der(der: &[u8]) -> Result<Self, Flaw> {
        let read = x509_cert::Certificate::from_der(der)?;
        if read.to_der()? != der {
            return Err(Flaw::Malformed("certificate"));
        }
        let body = read.tbs_certificate();
        let spki = body.subject_public_key_info().to_der()?;
        let algorithms = [&read.signature_algorithm().oid, &body.signature().oid];
        if algorithms.iter().any(|oid| **oid != SM2_WITH_SM3) {
            return Err(Flaw::Malformed("algorithm of the certificate"));
        }
        Ok(Self {
            subject: Subject::of(body.subject())?,
            key: PublicKey::from_spki(&spki).map_err(|_| Flaw::Malformed("key"))?,
            from: instant(&body.validity().not_before)?,
            until: instant(&body.validity().not_after)?,
            der: der.to_vec(),
            read,
        })
    }

    /// The certificate (DER).
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate (PEM).
    pub fn pem(&self) -> String {
        let text = data_encoding::BASE64.encode(&self.der);
        let lines: Vec<&str> = (0..text.len())
            .step_by(64)
            .map(|at| &text[at..text.len().min(at + 64)])
            .collect();
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            lines.join("\n")
        )
    }

    /// Whom it names.
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Its key.
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// First instant at which it holds.
    pub const fn from(&self) -> DateTime<Utc> {
        self.from
    }

    /// Last instant at which it holds.
    pub const fn until(&self) -> DateTime<Utc> {
        self.until
    }

    /// Its number: hexadecimal digits, unique under its authority.
    pub fn serial(&self) -> String {
        HEXLOWER.encode(self.read.tbs_certificate().serial_number().as_bytes())
    }

    /// Whether it holds at an instant.
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        (self.from..=self.until).contains(&at)
    }

    /// Whether it is an authority's own, signed by itself.
    pub fn is_root(&self) -> bool {
        self.subject.kind == Kind::Authority && self.is_issued_by(self)
    }

    /// Whether this authority issued it.
    pub fn is_issued_by(&self, authority: &Self) -> bool {
        let body = self.read.tbs_certificate();
        let signed = body.to_der().ok().zip(self.read.signature().as_bytes());
        let Some((message, signature)) = signed else {
            return false;
        };
        authority.subject.kind == Kind::Authority
            && body.issuer() == authority.read.tbs_certificate().subject()
            && Signature::from_der(signature)
                .is_some_and(|signature| authority.key.verifies(&message, &signature))
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} {})", self.subject.owner(), self.serial())
    }
}

/// Why a certificate was not issued.
#[derive(Debug, thiserror::Error)]
pub enum Unissued {
    /// The key did not sign.
    #[error("the key of the authority did not sign")]
    Key(#[from] KeyError),
    /// It cannot be written.
    #[error("the certificate cannot be written: {0}")]
    Builder(String),
    /// What was written is not read back.
    #[error("the certificate is not read back")]
    Unread(#[from] Flaw),
}

impl From<builder::Error> for Unissued {
    fn from(error: builder::Error) -> Self {
        Self::Builder(error.to_string())
    }
}

impl From<der::Error> for Unissued {
    fn from(error: der::Error) -> Self {
        Self::Builder(error.to_string())
    }
}

/// The deployment's certificate authority: its key and its own certificate.
#[derive(Debug, Clone)]
pub struct Authority {
    signer: Arc<dyn Signer>,
    certificate: Certificate,
}

impl Authority {
    /// Founds an authority: its certificate is signed by itself, its number follows from its key.
    pub fn found(
        signer: Arc<dyn Signer>,
        subject: &Subject,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Self, Unissued> {
        let mut serial = [0; 16];
        let second = from.timestamp().to_be_bytes();
        let named = framed(&[signer.public_key().spki(), &second]);
        serial.copy_from_slice(&sm3(&named)[..16]);
        let key = signer.public_key().clone();
        let profile = Profile::root(subject)?;
        let certificate = issue(signer.as_ref(), profile, &key, serial, (from, until))?;
        Ok(Self {
            signer,
            certificate,
        })
    }

    /// The authority whose certificate was kept; none: the certificate is not of this key.
    pub fn kept(signer: Arc<dyn Signer>, certificate: Certificate) -> Option<Self> {
        let own = certificate.key() == signer.public_key() && certificate.is_root();
        own.then_some(Self {
            signer,
            certificate,
        })
    }

    /// Its own certificate.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Issues a certificate. `serial` is random, and unique under the authority.
    pub fn issue(
        &self,
        subject: &Subject,
        key: &PublicKey,
        serial: [u8; 16],
        validity: (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Certificate, Unissued> {
        let issuer = self.certificate.read.tbs_certificate().subject().clone();
        let profile = Profile {
            subject: subject.to_name()?,
            issuer,
            is_root: false,
        };
        issue(self.signer.as_ref(), profile, key, serial, validity)
    }
}

fn issue(
    signer: &dyn Signer,
    profile: Profile,
    key: &PublicKey,
    mut serial: [u8; 16],
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Certificate, Unissued> {
    // Positive and of one length: the first bit 0, the second 1.
    serial[0] = (serial[0] & 0x3f) | 0x40;
    let validity = Validity::new(time(from)?, time(until)?);
    let key = SubjectPublicKeyInfoOwned::from_der(key.spki())?;
    let builder = CertificateBuilder::new(profile, SerialNumber::new(&serial)?, validity, key)?;
    let signing = Signing {
        signer,
        public: sm2_key(signer.public_key())?,
    };
    let certificate = builder.build::<_, Bits>(&signing)?;
    Ok(Certificate::from_der(&certificate.to_der()?)?)
}

/// What stands in a certificate beside key and days.
struct Profile {
    subject: Name,
    issuer: Name,
    is_root: bool,
}

impl Profile {
    fn root(subject: &Subject) -> der::Result<Self> {
        let name = subject.to_name()?;
        Ok(Self {
            subject: name.clone(),
            issuer: name,
            is_root: true,
        })
    }
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        body: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        let usage = if self.is_root {
            KeyUsages::KeyCertSign.into()
        } else {
            KeyUsages::DigitalSignature | KeyUsages::NonRepudiation
        };
        let constraints = BasicConstraints {
            ca: self.is_root,
            path_len_constraint: self.is_root.then_some(0),
        };
        let authority = AuthorityKeyIdentifier {
            key_identifier: Some(key_identifier(&issuer_key)?),
            ..AuthorityKeyIdentifier::default()
        };
        let subject = body.subject();
        Ok(vec![
            (&constraints).to_extension(subject, &[])?,
            (&KeyUsage(usage)).to_extension(subject, &[])?,
            (&SubjectKeyIdentifier(key_identifier(&key)?)).to_extension(subject, &[])?,
            (&authority).to_extension(subject, &[])?,
        ])
    }
}

/// First 20 bytes of the SM3 of the key's bits.
fn key_identifier(key: &SubjectPublicKeyInfoRef<'_>) -> der::Result<OctetString> {
    let bits = key.subject_public_key.raw_bytes();
    OctetString::new(&sm3(bits)[..20])
}

/// The Signer port as the builder wants it.
struct Signing<'a> {
    signer: &'a dyn Signer,
    public: sm2::PublicKey,
}

/// A signature in DER.
struct Bits(Vec<u8>);

fn sm2_key(key: &PublicKey) -> Result<sm2::PublicKey, KeyError> {
    use sm2::pkcs8::DecodePublicKey as _;
    sm2::PublicKey::from_public_key_der(key.spki()).map_err(|_| KeyError::Public)
}

impl sm2::dsa::signature::Keypair for Signing<'_> {
    type VerifyingKey = sm2::PublicKey;

    fn verifying_key(&self) -> Self::VerifyingKey {
        self.public
    }
}

impl DynSignatureAlgorithmIdentifier for Signing<'_> {
    fn signature_algorithm_identifier(&self) -> sm2::pkcs8::spki::Result<AlgorithmIdentifierOwned> {
        Ok(sm2_with_sm3())
    }
}

impl sm2::dsa::signature::Signer<Bits> for Signing<'_> {
    fn try_sign(&self, message: &[u8]) -> sm2::dsa::signature::Result<Bits> {
        let signed = self.signer.sign(message);
        signed
            .map(|signature| Bits(signature.to_der()))
            .map_err(|_| sm2::dsa::signature::Error::new())
    }
}

impl SignatureBitStringEncoding for Bits {
    fn to_bitstring(&self) -> der::Result<BitString> {
        BitString::from_bytes(&self.0)
    }
}

pub(crate) fn sm2_with_sm3() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: SM2_WITH_SM3,
        parameters: None,
    }
}

/// An instant as DER writes it, to the second.
pub(crate) fn time(at: DateTime<Utc>) -> der::Result<Time> {
    let seconds = u64::try_from(at.timestamp()).map_err(|_| der::ErrorKind::DateTime)?;
    let since = std::time::Duration::from_secs(seconds);
    Ok(Time::from(der::DateTime::from_unix_duration(since)?))
}

pub(crate) fn instant(time: &Time) -> Result<DateTime<Utc>, Flaw> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok();
    seconds
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .ok_or(Flaw::Malformed("time"))
}
