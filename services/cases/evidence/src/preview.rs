//! Previews: made anew from the pixels, so that nothing else of the original comes along: no place, no device, no comment.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageReader, Limits};

use crate::{FileType, Rejected, picture};

/// Longest side of a preview, in pixels.
const SIDE: u32 = 1280;
/// JPEG quality of a preview.
const QUALITY: u8 = 80;
/// Most pixels of an original of which a preview is made.
const PIXELS: u64 = 50_000_000;
/// Most bytes that decoding may take.
const MEMORY: u64 = 224 * 1024 * 1024;

/// A preview (JPEG).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Its bytes.
    pub jpeg: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// A preview of a picture, upright as it was taken.
///
/// # Errors
/// [`Rejected::Unknown`] for a type without previews; [`Rejected::Bomb`] for a picture too large to be decoded here;
/// [`Rejected::Damaged`].
pub fn preview(file: FileType, bytes: &[u8]) -> Result<Preview, Rejected> {
    let (decoded, orientation) = decoded(file, bytes)?;
    let mut small = if decoded.width() > SIDE || decoded.height() > SIDE {
        decoded.thumbnail(SIDE, SIDE)
    } else {
        decoded
    };
    small.apply_orientation(orientation);
    let small = small.to_rgb8();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&small)
        .map_err(damaged)?;
    Ok(Preview {
        jpeg,
        width: small.width(),
        height: small.height(),
    })
}

/// The pixels of a picture, and how it has to be turned to stand upright.
pub(crate) fn decoded(
    file: FileType,
    bytes: &[u8],
) -> Result<(DynamicImage, Orientation), Rejected> {
    let format = picture::format(file).ok_or(Rejected::Unknown)?;
    let (width, height) = picture::size(format, bytes)?;
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Rejected::Bomb(format!("{width}×{height}像素，不生成预览")));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let decoded = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok((decoded, orientation))
}

fn damaged(error: ImageError) -> Rejected {
    match error {
        ImageError::Limits(error) => Rejected::Bomb(error.to_string()),
        other => Rejected::Damaged(other.to_string()),
    }
}
