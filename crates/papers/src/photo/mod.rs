//! Photos of strangers: opened within limits, turned upright, made smaller, written anew without anything a camera adds.
//!
//! In come bytes of a JPEG or a PNG; out goes a JPEG of pixels only: no place, no time, no name of a device. It refuses
//! to know what is on the photo and who may see it.

#[cfg(test)]
mod tests;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits};
use std::io::Cursor;

/// The longer side of a kept photo.
pub const SIDE_MAX: u32 = 1600;
/// The longer side of a photo that is opened at all.
const OPENED_SIDE_MAX: u32 = 16_384;
/// Pixels of a photo that is opened at all: the largest cameras of phones have so many.
const PIXELS_MAX: u64 = 64_000_000;
/// Bytes the decoder may ask for.
const ALLOC_BYTES_MAX: u64 = 320 << 20;
/// Quality of the kept JPEG, of 100.
const QUALITY: u8 = 82;

/// A photo as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// JPEG without metadata.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why a photo cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Neither of the two formats.
    #[error("Это не снимок JPEG или PNG: выберите другой файл или сделайте снимок заново")]
    Format,
    /// More pixels than any camera makes.
    #[error("Снимок слишком велик: больше 64 миллионов точек. Уменьшите его или снимите с меньшим разрешением")]
    TooLarge,
    /// The format, but broken.
    #[error("Снимок повреждён и не открывается: сделайте его заново")]
    Broken,
}

/// Opens a photo and makes what may be kept of it.
///
/// # Errors
/// [`Refused`] says in one sentence why not and what to do.
pub fn clean(bytes: &[u8]) -> Result<Photo, Refused> {
    let image = match bytes {
        [0xFF, 0xD8, 0xFF, ..] => upright(JpegDecoder::new(Cursor::new(bytes))),
        [0x89, b'P', b'N', b'G', ..] => upright(PngDecoder::with_limits(Cursor::new(bytes), limits())),
        _ => return Err(Refused::Format),
    }?;
    let image = if image.width().max(image.height()) > SIDE_MAX { image.thumbnail(SIDE_MAX, SIDE_MAX) } else { image };
    let pixels = image.to_rgb8();
    let mut written = Vec::new();
    JpegEncoder::new_with_quality(&mut written, QUALITY).encode_image(&pixels).map_err(|_| Refused::Broken)?;
    Ok(Photo { bytes: written, width: pixels.width(), height: pixels.height() })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(OPENED_SIDE_MAX), Some(OPENED_SIDE_MAX));
    limits.max_alloc = Some(ALLOC_BYTES_MAX);
    limits
}

/// Decodes after a look at the size, and turns it as the camera was held.
fn upright<D: ImageDecoder>(decoder: ImageResult<D>) -> Result<DynamicImage, Refused> {
    let mut decoder = decoder.map_err(|cause| refused(&cause))?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > OPENED_SIDE_MAX || u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Refused::TooLarge);
    }
    decoder.set_limits(limits()).map_err(|cause| refused(&cause))?;
    // A broken note about how the camera was held is no reason to refuse the photo.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|cause| refused(&cause))?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn refused(cause: &image::ImageError) -> Refused {
    match cause {
        image::ImageError::Limits(_) => Refused::TooLarge,
        _ => Refused::Broken,
    }
}
