use super::*;
use image::RgbImage;

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&pixels).unwrap();
    bytes
}

/// Exif of a camera held sideways, with a place: an orientation, a name of a device and a pointer to GPS.
fn exif() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0GPS 55.7558 Lugovoe");
    let mut app1 = vec![0xFF, 0xE1];
    app1.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    app1.extend(b"Exif\0\0");
    app1.extend(tiff);
    app1
}

fn holds(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

#[test]
fn place_and_device_of_a_photo_are_not_kept() {
    let plain = jpeg(40, 20);
    let photo = [&plain[..2], &exif(), &plain[2..]].concat();
    assert!(holds(&photo, b"Exif") && holds(&photo, b"GPS"));
    let kept = clean(&photo).unwrap();
    assert_eq!((kept.width, kept.height), (20, 40), "turned as the camera was held");
    for piece in [b"Exif".as_slice(), b"GPS", b"Lugovoe", b"\xFF\xE1", b"\xFF\xE2", b"\xFF\xED", b"http"] {
        assert!(!holds(&kept.bytes, piece), "{piece:?}");
    }
    assert_eq!(clean(&kept.bytes).unwrap().width, 20, "what was written opens again");
}

#[test]
fn large_photos_become_smaller_and_small_ones_stay() {
    for ((width, height), kept) in [((3200, 800), (1600, 400)), ((30, 2000), (24, 1600)), ((40, 20), (40, 20))] {
        let photo = clean(&jpeg(width, height)).unwrap();
        assert_eq!((photo.width, photo.height), kept);
    }
}

/// A PNG that says it has so many pixels and brings none.
fn png(width: u32, height: u32) -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    };
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let named = [kind.as_slice(), body].concat();
        [&u32::try_from(body.len()).unwrap().to_be_bytes(), named.as_slice(), &crc(&named).to_be_bytes()].concat()
    };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let signature = [0x89, b'P', b'N', b'G', 13, 10, 26, 10];
    [&signature[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", &[]), &chunk(b"IEND", &[])].concat()
}

#[test]
fn what_is_no_photo_or_too_large_is_refused_without_opening_it() {
    for (bytes, why) in [
        (png(60_000, 60_000), Refused::TooLarge),
        (png(16_000, 16_000), Refused::TooLarge),
        (png(10, 10), Refused::Broken),
        (jpeg(40, 20)[..60].to_vec(), Refused::Broken),
        (b"GIF89a".to_vec(), Refused::Format),
        (b"<svg/>".to_vec(), Refused::Format),
        (Vec::new(), Refused::Format),
    ] {
        assert_eq!(clean(&bytes), Err(why), "{} bytes", bytes.len());
    }
}
