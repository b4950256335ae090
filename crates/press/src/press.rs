//! Printing.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use form::{Data, Fault, Form, Sheet, faults, is_filled, misshapen};
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Label, Selector, Smart, Value as Typed};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::{Fonts, FontsError};
use crate::leaf::leaf;
use crate::world::Desk;
use crate::{Absent, Plate, PressError, Wording, qr};

/// Prints that what the typesetter remembered survives without being used again: enough for the shapes of words, not for pages.
const REMEMBERED: usize = 8;
/// Asia/Shanghai, in minutes ahead of UTC.
const SHANGHAI: i32 = 480;
/// The label of what is placed: seals and signatures.
const SPOT: &str = "spot";

/// The press. A clone prints with the same fonts.
#[derive(Debug, Clone)]
pub struct Press {
    fonts: Arc<Fonts>,
}

/// Whether a paper is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What may be missing is marked, and so is the paper.
    Draft,
    /// Nothing is missing.
    Issue,
}

/// What is to be printed.
#[derive(Debug, Clone)]
pub struct Job {
    /// The form.
    pub form: &'static Form,
    /// Its words.
    pub wording: Wording,
    /// What it is filled with.
    pub data: Data,
    /// Whether it is issued.
    pub kind: Kind,
    /// When it is made: the date inside the PDF.
    pub made_at: DateTime<Utc>,
}

/// A paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// PDF/A-2b.
    pub pdf: Vec<u8>,
    /// Pages.
    pub pages: usize,
    /// Where it is to be sealed and signed.
    pub spots: Vec<Spot>,
}

/// A place on a page, in points (1/72 inch) from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// What goes there.
    pub kind: SpotKind,
    /// Name of the field, e.g. `party_signature`.
    pub field: String,
    /// Page, from 1.
    pub page: usize,
    /// From the left edge.
    pub x: f64,
    /// From the upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// What goes to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpotKind {
    /// A seal.
    Seal,
    /// A signature by hand.
    Signature,
    /// A signature by hand at the foot of every page (逐页签名).
    PageSignature,
}

impl Press {
    /// A press with the fonts of these folders.
    pub fn open(folders: &[PathBuf]) -> Result<Self, FontsError> {
        Ok(Self {
            fonts: Arc::new(Fonts::find(folders)?),
        })
    }

    /// Its fonts.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Prints a form to be issued.
    pub fn print(
        &self,
        wording: &Wording,
        sheet: Sheet<'_>,
        made_at: DateTime<Utc>,
    ) -> Result<Printed, PressError> {
        self.set(wording, sheet, Kind::Issue, made_at)
    }

    /// Prints a draft: it is marked, and says what is missing.
    pub fn preview(
        &self,
        wording: &Wording,
        sheet: Sheet<'_>,
        made_at: DateTime<Utc>,
    ) -> Result<Printed, PressError> {
        self.set(wording, sheet, Kind::Draft, made_at)
    }

    /// Prints a page of a file that is no form. `link` is what its QR code opens; empty: the case's identity code.
    pub fn plate(
        &self,
        plate: &Plate,
        link: &str,
        made_at: DateTime<Utc>,
    ) -> Result<Printed, PressError> {
        let (page, picture) = plate.page(&self.fonts)?;
        let page = page.to_string();
        let encoded = if link.is_empty() {
            plate.case_code.as_str()
        } else {
            link
        };
        let code = if plate.case_code.is_empty() {
            String::new()
        } else {
            qr::svg(encoded)?
        };
        let ident = format!("plate {page}");
        let desk = Desk::new(&self.fonts, page.into_bytes(), code).with_picture(picture.to_vec());
        let printed = typeset(&desk, ident, made_at);
        typst::comemo::evict(REMEMBERED);
        printed
    }

    /// Prints on a thread that may block.
    pub async fn run(&self, job: Job) -> Result<Printed, PressError> {
        let press = self.clone();
        let printing = tokio::task::spawn_blocking(move || {
            let sheet = Sheet {
                form: job.form,
                data: &job.data,
            };
            press.set(&job.wording, sheet, job.kind, job.made_at)
        });
        printing
            .await
            .map_err(|error| PressError::Layout(error.to_string()))?
    }

    fn set(
        &self,
        wording: &Wording,
        sheet: Sheet<'_>,
        kind: Kind,
        made_at: DateTime<Utc>,
    ) -> Result<Printed, PressError> {
        let unfit = unfit(wording, sheet, kind);
        if !unfit.is_empty() {
            return Err(PressError::Unfit(unfit));
        }
        let leaf = leaf(wording, sheet.form, sheet.data, kind == Kind::Draft);
        let page = serde_json::to_value(&leaf).map_err(|e| PressError::Layout(e.to_string()))?;
        self.check_characters(&page)?;
        let page = page.to_string();
        // What is printed twice from the same words and data is the same paper.
        let ident = format!("{} {} {page}", sheet.form.code, wording.version);
        let desk = Desk::new(&self.fonts, page.into_bytes(), code(sheet.data)?);
        let printed = typeset(&desk, ident, made_at);
        typst::comemo::evict(REMEMBERED);
        printed
    }

    /// A character that no font has would be printed as a box.
    fn check_characters(&self, page: &Value) -> Result<(), PressError> {
        let mut absent = Vec::new();
        self.collect_absent(page, &mut absent);
        absent.sort_unstable();
        absent.dedup();
        if absent.is_empty() {
            Ok(())
        } else {
            Err(PressError::Absent(absent))
        }
    }

    fn collect_absent(&self, value: &Value, absent: &mut Vec<Absent>) {
        match value {
            Value::String(text) => {
                let shown = text.chars().filter(|c| !c.is_whitespace());
                absent.extend(shown.filter(|c| !self.fonts.has(*c)).map(Absent));
            }
            Value::Array(values) => values.iter().for_each(|v| self.collect_absent(v, absent)),
            Value::Object(fields) => fields.values().for_each(|v| self.collect_absent(v, absent)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// What keeps the sheet from being printed; a draft may lack what it will have.
fn unfit(wording: &Wording, sheet: Sheet<'_>, kind: Kind) -> Vec<Fault> {
    if kind == Kind::Draft {
        return misshapen(sheet.form, sheet.data).collect();
    }
    let mut unfit = faults(sheet.form, sheet.data);
    let extras = wording.extras.iter().filter(|extra| extra.mandatory);
    unfit.extend(
        extras
            .filter(|extra| {
                sheet.form.field(&extra.name).is_none() && !is_filled(sheet.data.get(&extra.name))
            })
            .map(|extra| Fault {
                field: extra.name.clone(),
                zh: format!(
                    "《{}》缺少本地样式的必填项“{}”，请补充后再制作",
                    sheet.form.name, extra.label
                ),
                citation: None,
            }),
    );
    unfit
}

/// The QR code: the address at which the case is found, else its code.
fn code(data: &Data) -> Result<String, PressError> {
    let text = |name: &str| {
        data.get(name)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|it| !it.is_empty())
    };
    match text("case_link").or_else(|| text("case_code")) {
        Some(encoded) => qr::svg(encoded),
        _ => Ok(String::new()),
    }
}

fn typeset(desk: &Desk<'_>, ident: String, made_at: DateTime<Utc>) -> Result<Printed, PressError> {
    let document = typst::compile::<PagedDocument>(desk)
        .output
        .map_err(|errors| PressError::Layout(told(&errors)))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|error| PressError::Layout(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Yifa".to_owned())),
        timestamp: timestamp(made_at),
        standards,
        ..PdfOptions::default()
    };
    let pdf =
        typst_pdf::pdf(&document, &options).map_err(|errors| PressError::Layout(told(&errors)))?;
    Ok(Printed {
        pdf,
        pages: document.pages().len(),
        spots: spots(&document),
    })
}

fn told(errors: &[SourceDiagnostic]) -> String {
    let lines = errors.iter().map(|error| {
        let hints: Vec<_> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
        format!("{} {}", error.message, hints.join(" "))
    });
    lines.collect::<Vec<_>>().join("; ")
}

/// The moment as the PDF states it: civil time with its offset.
fn timestamp(made_at: DateTime<Utc>) -> Option<Timestamp> {
    let civil = made_at
        .naive_utc()
        .checked_add_signed(TimeDelta::minutes(i64::from(SHANGHAI)))?;
    let part = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        civil.year(),
        part(civil.month())?,
        part(civil.day())?,
        part(civil.hour())?,
        part(civil.minute())?,
        part(civil.second())?,
    )?;
    Timestamp::new_local(datetime, SHANGHAI)
}

/// Where the layout left room for seals and signatures.
fn spots(document: &PagedDocument) -> Vec<Spot> {
    let Some(label) = Label::new(PicoStr::intern(SPOT)) else {
        return Vec::new();
    };
    let introspector = document.introspector();
    let placed = introspector.query(&Selector::Label(label));
    placed
        .iter()
        .filter_map(|content| {
            let metadata = content.to_packed::<MetadataElem>()?;
            let Typed::Dict(told) = &metadata.value else {
                return None;
            };
            let text = |name| told.get(name).ok()?.clone().cast::<String>().ok();
            let length = |name| told.get(name).ok()?.clone().cast::<f64>().ok();
            let at = introspector.position(content.location()?)?;
            Some(Spot {
                kind: match text("kind")?.as_str() {
                    "seal" => SpotKind::Seal,
                    "page" => SpotKind::PageSignature,
                    _ => SpotKind::Signature,
                },
                field: text("field")?,
                page: at.page.get(),
                x: at.point.x.to_pt(),
                y: at.point.y.to_pt(),
                width: length("width")?,
                height: length("height")?,
            })
        })
        .collect()
}
