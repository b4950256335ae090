//! 电子亮证 (行政处罚法 §55): what an officer's phone shows as a QR code, good for sixty seconds, checked without a network.
//!
//! `YF1:` and Base45 (RFC 9285) of one byte of version (1), the signature (64 bytes) and the card (protobuf).

use chrono::{DateTime, Duration, Utc};
use prost::Message;
use signer::{KeyError, Signature, Signer, framed};

use crate::trust::{Signed, Trust, signed};
use crate::{Certificate, Flaw, Kind};

/// What every card's text begins with.
pub const PREFIX: &str = "YF1:";

/// How long a card is good.
pub const VALID: Duration = Duration::seconds(60);

/// How far the clock of whoever checks may be behind. No later than [`VALID`] after its issue a card is never good.
pub const AHEAD: Duration = Duration::seconds(10);

/// Longest text that is looked at: more than the largest QR code holds.
const LONGEST: usize = 4_296;

const VERSION: u8 = 1;

/// What a card shows.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Card {
    /// Name of the officer.
    #[prost(string, tag = "1")]
    pub officer: String,
    /// Number of the officer's certificate (执法证号).
    #[prost(string, tag = "2")]
    pub certificate_number: String,
    /// Name of the agency.
    #[prost(string, tag = "3")]
    pub agency: String,
    /// Id of the agency.
    #[prost(string, tag = "4")]
    pub agency_id: String,
    /// The case (identity code) or the task that the officer is on.
    #[prost(string, tag = "5")]
    pub task: String,
    /// The items, as they are called.
    #[prost(string, tag = "6")]
    pub item: String,
    /// Second of issue, since 1970.
    #[prost(int64, tag = "7")]
    pub issued_at: i64,
    /// Number of the presentation in the case, from 1.
    #[prost(uint32, tag = "8")]
    pub number: u32,
    /// Id of the agency's key (hexadecimal).
    #[prost(string, tag = "9")]
    pub key_id: String,
}

impl Card {
    /// When it was issued.
    pub fn issued(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.issued_at, 0)
    }

    /// First instant at which it is no longer good.
    pub fn ends(&self) -> Option<DateTime<Utc>> {
        self.issued().map(|issued| issued + VALID)
    }
}

/// Signs a card with the agency's key; its text is what the QR code holds.
pub fn issue(card: &Card, signer: &dyn Signer) -> Result<String, KeyError> {
    let body = card.encode_to_vec();
    let signature = signer.sign(&message(&body))?;
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(signature.as_bytes());
    bytes.extend_from_slice(&body);
    Ok(format!("{PREFIX}{}", base45::encode(&bytes)))
}

/// Checks a card with the published certificates at an instant, and says what it shows and who signed it.
pub fn verify(text: &str, trust: &Trust, now: DateTime<Utc>) -> Result<(Card, Signed), Flaw> {
    let (card, body, signature) = read(text)?;
    let certificate = trust
        .issued(&card.key_id)
        .ok_or_else(|| Flaw::UnknownKey(card.key_id.clone()))?;
    let root = trust
        .authority_of(certificate)
        .ok_or(Flaw::UnknownAuthority)?;
    if !certificate.key().verifies(&message(&body), &signature) {
        return Err(Flaw::Signature);
    }
    if !names_agency(certificate, &card) {
        return Err(Flaw::Certificate);
    }
    let issued = card.issued().ok_or(Flaw::Malformed("instant"))?;
    let signed = signed(certificate, root, issued, Some(trust))?;
    if now < issued - AHEAD || now >= issued + VALID {
        return Err(Flaw::NotNow(issued.to_rfc3339()));
    }
    Ok((card, signed))
}

fn read(text: &str) -> Result<(Card, Vec<u8>, Signature), Flaw> {
    const ODD: Flaw = Flaw::Malformed("card");
    let digits = text.strip_prefix(PREFIX).ok_or(ODD)?;
    if digits.len() > LONGEST {
        return Err(ODD);
    }
    let bytes = base45::decode(digits).map_err(|_| ODD)?;
    // One text for one card.
    if base45::encode(&bytes) != digits {
        return Err(ODD);
    }
    let rest = bytes.strip_prefix(&[VERSION]).ok_or(ODD)?;
    let (signature, body) = rest.split_at_checked(64).ok_or(ODD)?;
    let card = Card::decode(body).map_err(|_| ODD)?;
    let signature = Signature::from_slice(signature).ok_or(Flaw::Malformed("signature"))?;
    Ok((card, body.to_vec(), signature))
}

/// An agency signs for itself alone.
fn names_agency(certificate: &Certificate, card: &Card) -> bool {
    let subject = certificate.subject();
    subject.kind == Kind::Agency && subject.id == card.agency_id && subject.name == card.agency
}

fn message(body: &[u8]) -> Vec<u8> {
    framed(&[b"yifa.card.v1", body])
}
