//! Pictures: their size by the header, before anything is decoded.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

use crate::{FileType, Rejected, markup};

/// Most pixels along a side.
const SIDE: u32 = 32_768;
/// Most pixels of a picture: more than any camera takes.
const PIXELS: u64 = 220_000_000;

/// Whether a picture is one, and no bomb.
pub(crate) fn check(file: FileType, bytes: &[u8]) -> Result<(), Rejected> {
    if markup::ends_as_zip(bytes) {
        return Err(Rejected::Active("附加的压缩包".to_owned()));
    }
    if let Some(found) = markup::inside(bytes) {
        return Err(Rejected::Active(format!("网页脚本内容（{found}）")));
    }
    let Some(format) = format(file) else {
        return Ok(());
    };
    let (width, height) = size(format, bytes)?;
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
        return Err(Rejected::Bomb(format!(
            "{width}×{height}像素，边长最多{SIDE}像素，总计最多{PIXELS}像素"
        )));
    }
    if width == 0 || height == 0 {
        return Err(Rejected::Damaged("图片没有像素".to_owned()));
    }
    Ok(())
}

/// How the library calls the type; none: it does not read it.
pub(crate) const fn format(file: FileType) -> Option<ImageFormat> {
    match file {
        FileType::Jpeg => Some(ImageFormat::Jpeg),
        FileType::Png => Some(ImageFormat::Png),
        FileType::Webp => Some(ImageFormat::WebP),
        FileType::Bmp => Some(ImageFormat::Bmp),
        _ => None,
    }
}

/// Width and height, by the header.
pub(crate) fn size(format: ImageFormat, bytes: &[u8]) -> Result<(u32, u32), Rejected> {
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.into_dimensions().map_err(|error| match error {
        image::ImageError::Limits(error) => Rejected::Bomb(error.to_string()),
        other => Rejected::Damaged(other.to_string()),
    })
}
