//! Sealing a PDF: a detached CMS signature in an incremental update (ISO 32000-1, 12.8), and its verification.
//!
//! The seal covers every byte of the file but the hexadecimal digits that hold it, and these have exactly one form. Any number of
//! seals may follow one another; each covers all that was there before it, and the last covers the file.

use chrono::{DateTime, FixedOffset, Utc};
use data_encoding::HEXLOWER;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, StringFormat};
use signer::{Signer, sm3};

use crate::cms::{self, Unsigned};
use crate::{Certificate, Flaw, Signed, Trust};

/// Bytes that the CMS may take; what it leaves is filled with zeros.
const ROOM: usize = 4096;

/// What every seal's range begins with.
const RANGE: &[u8] = b"/ByteRange[0 ";

/// Digits of a number in the range, leading zeros included: the numbers are known only when the rest is written.
const DIGITS: usize = 10;

/// Stands in the range until the numbers are known.
const UNKNOWN: i64 = 9_999_999_999;

const CONTENTS: &[u8] = b"/Contents<";

/// Seconds by which China's clocks are ahead of UTC.
const CHINA: i32 = 8 * 3600;

/// What a seal is made with.
#[derive(Debug, Clone, Copy)]
pub struct Seal<'a> {
    /// Key of the one who seals.
    pub signer: &'a dyn Signer,
    /// Certificate of that key.
    pub certificate: &'a Certificate,
    /// Certificate of the authority that issued it.
    pub authority: &'a Certificate,
    /// Instant of sealing; it is written to the second.
    pub at: DateTime<Utc>,
    /// What for, e.g. `行政处罚决定书`.
    pub reason: &'a str,
    /// Where on the first page its picture stands, in points from the lower left corner; none: it has no place of its own.
    pub place: Option<Place>,
}

/// A rectangle of a page, in points from its lower left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The page, from 1.
    pub page: u32,
    /// Left edge.
    pub left: u16,
    /// Lower edge.
    pub bottom: u16,
    /// Width.
    pub width: u16,
    /// Height.
    pub height: u16,
}

/// Why a PDF was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum NotSealable {
    /// It is no PDF that can be read, or it is encrypted.
    #[error("the PDF cannot be read")]
    Unreadable(#[from] lopdf::Error),
    /// It cannot be written.
    #[error("the PDF cannot be written")]
    Unwritable(#[from] std::io::Error),
    /// The page on which the seal is to stand is not there.
    #[error("the PDF has no page {0}")]
    NoPage(u32),
    /// It is longer than the range can say.
    #[error("the PDF is too long to be sealed")]
    TooLong,
    /// The key did not sign.
    #[error("the seal could not be signed")]
    Unsigned,
}

impl From<Unsigned> for NotSealable {
    fn from(_: Unsigned) -> Self {
        Self::Unsigned
    }
}

/// Seals a PDF. The same input gives the same bytes where the signer signs alike.
pub fn seal(pdf: &[u8], seal: &Seal<'_>) -> Result<Vec<u8>, NotSealable> {
    let mut sealed = with_field(pdf, seal)?;
    let gap = gap_of(&sealed, pdf.len()).ok_or(NotSealable::TooLong)?;
    let numbers = [gap.start, gap.end, sealed.len() - gap.end];
    let written: Vec<String> = numbers
        .iter()
        .map(|number| format!("{number:010}"))
        .collect();
    let range = find(&sealed, RANGE, pdf.len()).ok_or(NotSealable::TooLong)? + RANGE.len();
    let written = written.join(" ");
    if written.len() != 3 * DIGITS + 2 {
        return Err(NotSealable::TooLong);
    }
    sealed[range..range + written.len()].copy_from_slice(written.as_bytes());
    let digest = digest(&sealed, &gap);
    let cms = cms::sign(
        &digest,
        seal.at,
        seal.signer,
        seal.certificate,
        seal.authority,
    )?;
    if cms.len() > ROOM {
        return Err(NotSealable::TooLong);
    }
    let digits = HEXLOWER.encode(&cms);
    sealed[gap.start + 1..gap.start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
    Ok(sealed)
}

/// Checks every seal of a PDF, and says who sealed it, first to last. The last seal covers the whole file.
pub fn verify(pdf: &[u8], trust: Option<&Trust>) -> Result<Vec<Signed>, Flaw> {
    let mut seals = Vec::new();
    let (mut at, mut covered) = (0, 0);
    while let Some(found) = find(pdf, RANGE, at) {
        at = found + RANGE.len();
        let Some(range) = Range::read(pdf, at) else {
            continue;
        };
        let revision = pdf
            .get(..range.end)
            .ok_or(Flaw::Malformed("range of the seal"))?;
        if range.end <= covered || range.gap.start < at {
            return Err(Flaw::Malformed("range of the seal"));
        }
        let cms = contents(revision, &range.gap)?;
        let digest = digest(revision, &range.gap);
        seals.push(cms::verify(&cms, &digest, trust)?);
        covered = range.end;
    }
    if seals.is_empty() {
        return Err(Flaw::Unsealed);
    }
    if covered != pdf.len() {
        return Err(Flaw::Altered("最后一枚印章之后又有增加".to_owned()));
    }
    Ok(seals)
}

/// What a seal leaves out, and where it ends.
struct Range {
    gap: std::ops::Range<usize>,
    end: usize,
}

impl Range {
    /// The range whose numbers stand here, written as this module writes them.
    fn read(pdf: &[u8], at: usize) -> Option<Self> {
        let text = pdf.get(at..at + 3 * DIGITS + 3)?;
        let text = std::str::from_utf8(text).ok()?.strip_suffix(']')?;
        let mut numbers = text.split(' ').map(|number| {
            let whole = number.len() == DIGITS && number.bytes().all(|it| it.is_ascii_digit());
            whole.then(|| number.parse::<usize>().ok()).flatten()
        });
        let (start, end, rest) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let whole = numbers.next().is_none() && start < end;
        whole.then_some(Self {
            gap: start..end,
            end: end.checked_add(rest)?,
        })
    }
}

/// The CMS in the gap, which has exactly one form.
fn contents(revision: &[u8], gap: &std::ops::Range<usize>) -> Result<Vec<u8>, Flaw> {
    const ODD: Flaw = Flaw::Malformed("contents of the seal");
    let written = revision.get(gap.clone()).ok_or(ODD)?;
    let digits = written
        .strip_prefix(b"<")
        .and_then(|rest| rest.strip_suffix(b">"))
        .ok_or(ODD)?;
    if digits.len() != 2 * ROOM {
        return Err(ODD);
    }
    // Lower-case digits only: upper-case ones would be other bytes with the same meaning.
    let mut bytes = HEXLOWER.decode(digits).map_err(|_| ODD)?;
    let length = length_of(&bytes).ok_or(ODD)?;
    let padding = bytes.get(length..).ok_or(ODD)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(ODD);
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// Length of the DER value that the bytes begin with.
fn length_of(bytes: &[u8]) -> Option<usize> {
    use der::{Decode as _, Header, SliceReader};
    let mut reader = SliceReader::new(bytes).ok()?;
    let header = Header::decode(&mut reader).ok()?;
    let start = bytes.len() - usize::try_from(der::Reader::remaining_len(&reader)).ok()?;
    Some(start + usize::try_from(header.length()).ok()?)
}

fn digest(revision: &[u8], gap: &std::ops::Range<usize>) -> [u8; 32] {
    let covered = [&revision[..gap.start], &revision[gap.end..]].concat();
    sm3(&covered)
}

/// Where the contents stand in the update that begins at `from`, brackets included.
fn gap_of(pdf: &[u8], from: usize) -> Option<std::ops::Range<usize>> {
    let start = find(pdf, CONTENTS, from)? + CONTENTS.len() - 1;
    let end = start + 2 * ROOM + 2;
    (pdf.get(end - 1) == Some(&b'>')).then_some(start..end)
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(what.len())
        .position(|window| window == what)
        .map(|at| at + from)
}

/// The PDF with a signature field whose contents are still zeros.
fn with_field(pdf: &[u8], seal: &Seal<'_>) -> Result<Vec<u8>, NotSealable> {
    let read = Document::load_mem(pdf)?;
    let number = seal.place.map_or(1, |place| place.page);
    let pages = read.get_pages();
    let page = *pages.get(&number).ok_or(NotSealable::NoPage(number))?;
    let catalog = read.trailer.get(b"Root")?.as_reference()?;
    let fields = fields_of(&read)?;
    let annotations = annotations_of(&read, page)?;
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), read);

    let value = update.new_document.add_object(signature(seal));
    let mut field = field(seal, (value, page), fields.len() + 1);
    if let Some(place) = seal.place {
        let picture = update.new_document.add_object(picture(place));
        let mut appearance = Dictionary::new();
        appearance.set("N", Object::Reference(picture));
        field.set("AP", appearance);
    }
    let field = update.new_document.add_object(field);

    update.opt_clone_object_to_new_document(catalog)?;
    let catalog = update.new_document.get_object_mut(catalog)?.as_dict_mut()?;
    let fields: Vec<Object> = fields.into_iter().chain([field.into()]).collect();
    let mut form = Dictionary::new();
    form.set("Fields", fields);
    // Signatures exist, and the file may only be appended to.
    form.set("SigFlags", 3);
    catalog.set("AcroForm", form);

    update.opt_clone_object_to_new_document(page)?;
    let page = update.new_document.get_object_mut(page)?.as_dict_mut()?;
    let annotations: Vec<Object> = annotations.into_iter().chain([field.into()]).collect();
    page.set("Annots", annotations);

    let mut sealed = Vec::with_capacity(pdf.len() + 2 * ROOM + 2048);
    update.save_to(&mut sealed)?;
    sealed.push(b'\n');
    Ok(sealed)
}

/// The signature fields that are there already: of earlier seals.
fn fields_of(read: &Document) -> Result<Vec<Object>, NotSealable> {
    let Ok(form) = read.catalog()?.get(b"AcroForm") else {
        return Ok(Vec::new());
    };
    let (_, form) = read.dereference(form)?;
    let Ok(fields) = form.as_dict()?.get(b"Fields") else {
        return Ok(Vec::new());
    };
    let (_, fields) = read.dereference(fields)?;
    Ok(fields.as_array()?.clone())
}

fn annotations_of(read: &Document, page: ObjectId) -> Result<Vec<Object>, NotSealable> {
    let Ok(annotations) = read.get_dictionary(page)?.get(b"Annots") else {
        return Ok(Vec::new());
    };
    let (_, annotations) = read.dereference(annotations)?;
    Ok(annotations.as_array()?.clone())
}

fn signature(seal: &Seal<'_>) -> Dictionary {
    let mut value = Dictionary::new();
    value.set("Type", name("Sig"));
    value.set("Filter", name("Adobe.PPKLite"));
    value.set("SubFilter", name("adbe.pkcs7.detached"));
    let range: Vec<Object> = [0, UNKNOWN, UNKNOWN, UNKNOWN].map(Object::Integer).to_vec();
    value.set("ByteRange", range);
    let room = Object::String(vec![0; ROOM], StringFormat::Hexadecimal);
    value.set("Contents", room);
    value.set("Name", text(&seal.certificate.subject().name));
    value.set("Reason", text(seal.reason));
    let day = stamp(seal.at);
    value.set("M", Object::String(day.into_bytes(), StringFormat::Literal));
    value
}

fn field(seal: &Seal<'_>, (value, page): (ObjectId, ObjectId), number: usize) -> Dictionary {
    let corners = seal.place.map_or([0; 4], |place| {
        let (right, top) = (place.left + place.width, place.bottom + place.height);
        [place.left, place.bottom, right, top]
    });
    let rectangle: Vec<Object> = corners.map(|it| Object::Integer(i64::from(it))).to_vec();
    let mut field = Dictionary::new();
    field.set("Type", name("Annot"));
    field.set("Subtype", name("Widget"));
    field.set("FT", name("Sig"));
    let title = format!("Seal{number}");
    field.set(
        "T",
        Object::String(title.into_bytes(), StringFormat::Literal),
    );
    field.set("V", Object::Reference(value));
    field.set("P", Object::Reference(page));
    field.set("Rect", rectangle);
    // Printed, and locked.
    field.set("F", 132);
    field
}

/// The picture of a seal: a red ring with a star. The name of the agency stands beside it in the document, and in the certificate.
fn picture(place: Place) -> Stream {
    /// Tips and notches of a five-pointed star, in thousandths of its radius.
    const STAR: [(i32, i32); 10] = [
        (0, 1000),
        (225, 309),
        (951, 309),
        (363, -118),
        (588, -809),
        (0, -382),
        (-588, -809),
        (-363, -118),
        (-951, 309),
        (-225, 309),
    ];
    /// How far the control points of a quarter of a circle stand off, in thousandths of its radius.
    const BEND: i32 = 552;
    let (width, height) = (i32::from(place.width), i32::from(place.height));
    // Thousandths of a point.
    let (middle, top) = (width * 500, height * 500);
    let radius = middle.min(top) - 1500;
    let at = |x: i32, y: i32| {
        let part = |it: i32| format!("{}.{:03}", it / 1000, it % 1000);
        format!("{} {}", part((middle + x).max(0)), part((top + y).max(0)))
    };
    let bend = radius / 1000 * BEND;
    let mut drawn = format!(
        "0.85 0.05 0.05 RG 0.85 0.05 0.05 rg 2 w {} m",
        at(radius, 0)
    );
    let quarters = [
        [(radius, bend), (bend, radius), (0, radius)],
        [(-bend, radius), (-radius, bend), (-radius, 0)],
        [(-radius, -bend), (-bend, -radius), (0, -radius)],
        [(bend, -radius), (radius, -bend), (radius, 0)],
    ];
    for [one, other, end] in quarters {
        let points = [one, other, end].map(|(x, y)| at(x, y)).join(" ");
        drawn.extend([" ", &points, " c"]);
    }
    drawn.push_str(" s");
    for (number, (x, y)) in STAR.into_iter().enumerate() {
        let verb = if number == 0 { " m" } else { " l" };
        let third = radius / 3;
        let tip = at(x * (third / 1000), y * (third / 1000));
        drawn.extend([" ", &tip, verb]);
    }
    drawn.push_str(" f");
    let corners = [0, 0, width, height].map(|it| Object::Integer(i64::from(it)));
    let mut picture = Dictionary::new();
    picture.set("Type", name("XObject"));
    picture.set("Subtype", name("Form"));
    picture.set("BBox", corners.to_vec());
    picture.set("Resources", Dictionary::new());
    Stream::new(picture, drawn.into_bytes())
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// Text as PDF writes what is not Latin: UTF-16, big-endian, with its mark.
fn text(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// An instant as PDF writes it, by China's clocks.
fn stamp(at: DateTime<Utc>) -> String {
    match FixedOffset::east_opt(CHINA) {
        Some(china) => at
            .with_timezone(&china)
            .format("D:%Y%m%d%H%M%S+08'00'")
            .to_string(),
        None => at.format("D:%Y%m%d%H%M%SZ").to_string(),
    }
}
