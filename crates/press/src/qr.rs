//! QR codes as vector images.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use crate::PressError;

/// Longest text that a code on paper holds and a phone still reads from it.
const LONGEST: usize = 300;

/// The code of a text as SVG; error correction M survives a fold and a stamp.
pub(crate) fn svg(text: &str) -> Result<String, PressError> {
    if text.len() > LONGEST {
        return Err(PressError::Code);
    }
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| PressError::Code)?;
    Ok(code
        .render::<svg::Color<'_>>()
        .quiet_zone(false)
        .min_dimensions(200, 200)
        .build())
}
