//! In which encoding a web page is.
//!
//! In come bytes; out goes text. A mark of byte order is believed first, then what the page declares when the bytes
//! agree, then a guess by the letters. It refuses to fetch anything.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How much of the beginning may declare an encoding.
const HEAD_BYTES: usize = 4096;

/// The text of a page; `told` is what stood outside the page, as in a letter.
pub(super) fn text(bytes: &[u8], told: Option<&'static Encoding>) -> String {
    if let Some((encoding, n)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[n..]).0.into_owned();
    }
    let declared = told.or_else(|| declared(&bytes[..bytes.len().min(HEAD_BYTES)]));
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // A page that calls itself UTF-8 and is not is guessed.
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(Some(b"ru"), Utf8Detection::Allow)
    });
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// What stands after `charset=` in the head.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let mark = b"charset=";
    let at = head.windows(mark.len()).position(|w| w == mark)? + mark.len();
    let value = head.get(at..)?;
    let from = value.iter().take_while(|b| matches!(b, b'"' | b'\'' | b' ')).count();
    let label: Vec<u8> = value
        .iter()
        .skip(from)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .copied()
        .collect();
    Encoding::for_label(&label)
}
