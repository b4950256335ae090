//! A hand signature: strokes with their times, bound to the page of the document that was shown.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use signer::{KeyError, Signature, Signer, framed, sm3};

use crate::trust::{Signed, Trust, signed};
use crate::{Certificate, Flaw};

/// Most points of a signature.
pub const MOST_POINTS: usize = 8_192;

/// Most strokes of a signature.
pub const MOST_STROKES: usize = 256;

/// Least length of the line that a signature must draw, in hundredths of the field's longer side: a dot is no signature.
pub const LEAST_LINE: u64 = 10;

/// Longest time that a signature may take, in milliseconds.
pub const LONGEST: u32 = 10 * 60 * 1000;

/// A point of a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// From the left edge of the field.
    pub x: u16,
    /// From its upper edge.
    pub y: u16,
    /// Milliseconds since the first point.
    pub t: u32,
    /// Pressure of the pen, 0 to 1000; 0 where the device tells none.
    pub pressure: u16,
}

/// What a hand drew in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strokes {
    /// Width of the field.
    pub width: u16,
    /// Height of the field.
    pub height: u16,
    /// The strokes, in the order in which they were drawn.
    pub strokes: Vec<Vec<Point>>,
}

/// Why strokes are no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSignature {
    /// The field has no size.
    #[error("签名框的宽和高应当大于零")]
    Field,
    /// There is no stroke, or a stroke has no point.
    #[error("没有笔迹，请在签名框内签名")]
    Empty,
    /// There are too many strokes or points.
    #[error("笔迹过多，请清除后重新签名")]
    TooMuch,
    /// A point lies outside the field, or its pressure is out of range.
    #[error("笔迹超出签名框，请重新签名")]
    Outside,
    /// Times do not begin at 0, go back, or take too long.
    #[error("笔迹的时间不连续，请重新签名")]
    Time,
    /// What was drawn is a dot.
    #[error("笔迹过短，不能作为签名，请完整书写姓名")]
    TooShort,
}

impl Strokes {
    /// Whether this can be a signature.
    pub fn check(&self) -> Result<(), NoSignature> {
        if self.width == 0 || self.height == 0 {
            return Err(NoSignature::Field);
        }
        if self.strokes.is_empty() || self.strokes.iter().any(Vec::is_empty) {
            return Err(NoSignature::Empty);
        }
        let points = self.strokes.iter().map(Vec::len).sum::<usize>();
        if self.strokes.len() > MOST_STROKES || points > MOST_POINTS {
            return Err(NoSignature::TooMuch);
        }
        let mut last = None;
        for point in self.strokes.iter().flatten() {
            if point.x > self.width || point.y > self.height || point.pressure > 1000 {
                return Err(NoSignature::Outside);
            }
            let goes_on = last.map_or(point.t == 0, |last| last <= point.t);
            if !goes_on || point.t > LONGEST {
                return Err(NoSignature::Time);
            }
            last = Some(point.t);
        }
        let longer = u64::from(self.width.max(self.height));
        if self.line() * 100 < longer * LEAST_LINE {
            return Err(NoSignature::TooShort);
        }
        Ok(())
    }

    /// Length of the line, each step by its longer leg.
    fn line(&self) -> u64 {
        let steps = self.strokes.iter().flat_map(|stroke| stroke.windows(2));
        steps
            .map(|step| match step {
                [one, next] => u64::from(one.x.abs_diff(next.x).max(one.y.abs_diff(next.y))),
                _ => 0,
            })
            .sum()
    }

    /// SM3 of the strokes: `yifa.strokes.v1`, width, height (2 bytes each), and each stroke as its points of 10 bytes (x, y, t,
    /// pressure), framed; all numbers big-endian.
    pub fn digest(&self) -> [u8; 32] {
        let stroke = |stroke: &Vec<Point>| -> Vec<u8> {
            let mut bytes = Vec::with_capacity(stroke.len() * 10);
            for point in stroke {
                bytes.extend_from_slice(&point.x.to_be_bytes());
                bytes.extend_from_slice(&point.y.to_be_bytes());
                bytes.extend_from_slice(&point.t.to_be_bytes());
                bytes.extend_from_slice(&point.pressure.to_be_bytes());
            }
            bytes
        };
        let strokes: Vec<Vec<u8>> = self.strokes.iter().map(stroke).collect();
        let (width, height) = (self.width.to_be_bytes(), self.height.to_be_bytes());
        let mut parts: Vec<&[u8]> = vec![b"yifa.strokes.v1", &width, &height];
        parts.extend(strokes.iter().map(Vec::as_slice));
        sm3(&framed(&parts))
    }

    /// The strokes as a picture (SVG): the same strokes, the same bytes.
    pub fn picture(&self) -> String {
        let (width, height) = (self.width, self.height);
        let pen = (width.max(height) / 120).max(1);
        let mut lines = String::new();
        for stroke in &self.strokes {
            for (at, point) in stroke.iter().enumerate() {
                let verb = if at == 0 { 'M' } else { 'L' };
                // Writing to a string does not fail.
                let _ = write!(lines, "{verb}{} {}", point.x, point.y);
            }
            if let [only] = stroke.as_slice() {
                let _ = write!(lines, "L{} {}", only.x, only.y);
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><path d=\"{lines}\" fill=\"none\" \
             stroke=\"#000\" stroke-width=\"{pen}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>"
        )
    }
}

/// What a hand signature is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// SM3 of the document as it was shown.
    pub document: &'a [u8; 32],
    /// The page signed, from 1; 0: the document as a whole.
    pub page: u32,
}

/// A hand signature that proves itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandSignature {
    /// SM3 of the document as it was shown (hexadecimal).
    pub document_sm3: String,
    /// The page signed, from 1; 0: the document as a whole.
    pub page: u32,
    /// What the hand drew.
    pub strokes: Strokes,
    /// Instant, to the microsecond.
    pub at: DateTime<Utc>,
    /// Certificate of the key that signed (DER, Base64).
    pub certificate: String,
    /// Certificate of the authority that issued it (DER, Base64).
    pub authority: String,
    /// Signature of that key (r, s; hexadecimal).
    pub signature: String,
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum Unsigned {
    /// What was drawn is no signature.
    #[error(transparent)]
    Strokes(#[from] NoSignature),
    /// The key did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl HandSignature {
    /// Binds strokes to what was shown, by the key of whoever drew them: an officer's, or that of a party's session.
    pub fn sign(
        strokes: Strokes,
        shown: Shown<'_>,
        at: DateTime<Utc>,
        signer: &dyn Signer,
        (certificate, authority): (&Certificate, &Certificate),
    ) -> Result<Self, Unsigned> {
        strokes.check()?;
        let message = message(&strokes, shown, at, certificate);
        let signature = signer.sign(&message)?;
        let encode = |der: &[u8]| data_encoding::BASE64.encode(der);
        Ok(Self {
            document_sm3: HEXLOWER.encode(shown.document),
            page: shown.page,
            strokes,
            at,
            certificate: encode(certificate.der()),
            authority: encode(authority.der()),
            signature: HEXLOWER.encode(signature.as_bytes()),
        })
    }

    /// Checks that this was signed, and on this document; says by whom.
    pub fn verify(&self, document: &[u8; 32], trust: Option<&Trust>) -> Result<Signed, Flaw> {
        if self.document_sm3 != HEXLOWER.encode(document) {
            return Err(Flaw::Altered("文书".to_owned()));
        }
        // Signed is the microsecond: finer digits would be nobody's.
        if !self.at.timestamp_subsec_nanos().is_multiple_of(1000) {
            return Err(Flaw::Malformed("instant"));
        }
        self.strokes
            .check()
            .map_err(|_| Flaw::Malformed("strokes"))?;
        let decode = |text: &str| {
            let der = data_encoding::BASE64.decode(text.as_bytes());
            Certificate::from_der(&der.map_err(|_| Flaw::Malformed("certificate"))?)
        };
        let (certificate, authority) = (decode(&self.certificate)?, decode(&self.authority)?);
        let bytes = HEXLOWER.decode(self.signature.as_bytes());
        let signature = bytes
            .ok()
            .and_then(|bytes| Signature::from_slice(&bytes))
            .ok_or(Flaw::Malformed("signature"))?;
        let shown = Shown {
            document,
            page: self.page,
        };
        let message = message(&self.strokes, shown, self.at, &certificate);
        if !certificate.key().verifies(&message, &signature) {
            return Err(Flaw::Signature);
        }
        signed(&certificate, &authority, self.at, trust)
    }
}

/// What is signed: `yifa.hand-signature.v1`, document, page, strokes, instant, certificate, framed.
fn message(
    strokes: &Strokes,
    shown: Shown<'_>,
    at: DateTime<Utc>,
    certificate: &Certificate,
) -> Vec<u8> {
    framed(&[
        b"yifa.hand-signature.v1",
        shown.document,
        &shown.page.to_be_bytes(),
        &strokes.digest(),
        &at.timestamp_micros().to_be_bytes(),
        &sm3(certificate.der()),
    ])
}
