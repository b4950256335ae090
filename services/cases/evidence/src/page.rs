//! Pictures as pages of a file: whole, as they were taken, and only if they can be read to the end.

use std::io::Cursor;

use image::ImageFormat;

use crate::preview::decoded;
use crate::{FileType, Rejected};

/// A picture that can be set on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its bytes: those of the original, where a typesetter reads its type.
    pub bytes: Vec<u8>,
    /// How they are read: `jpg`, `png`, `webp`.
    pub format: &'static str,
}

/// A picture to be set on a page, none of its pixels changed. What the typesetter does not read becomes PNG.
///
/// # Errors
/// [`Rejected::Unknown`] for a type that is not decoded here; [`Rejected::Bomb`] for one that is too large; [`Rejected::Damaged`].
pub fn page(file: FileType, bytes: Vec<u8>) -> Result<Page, Rejected> {
    let (picture, _) = decoded(file, &bytes)?;
    let format = match file {
        FileType::Jpeg => "jpg",
        FileType::Png => "png",
        FileType::Webp => "webp",
        _ => {
            let mut png = Cursor::new(Vec::new());
            let written = picture.write_to(&mut png, ImageFormat::Png);
            written.map_err(|error| Rejected::Damaged(error.to_string()))?;
            return Ok(Page {
                bytes: png.into_inner(),
                format: "png",
            });
        }
    };
    Ok(Page { bytes, format })
}
