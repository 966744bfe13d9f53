//! «Веб-страница в одном файле»: a page packed as a letter, which Word saves as .mht and sometimes .doc.
//!
//! In come bytes of a letter; out go the bytes of its first page and the encoding told for it. It refuses to look at
//! the other parts.

use encoding_rs::Encoding;

/// The page inside.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    pub(super) encoding: Option<&'static Encoding>,
}

/// Finds the first HTML part.
pub(super) fn page(bytes: &[u8]) -> Option<Page> {
    let mark = b"text/html";
    let lower = bytes.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.windows(mark.len()).position(|w| w == mark).map(|at| at + from) {
        from = at + mark.len();
        let head_start = blank_line_before(&lower, at);
        let Some(head_end) = blank_line_after(&lower, at) else { continue };
        let head = String::from_utf8_lossy(&lower[head_start..head_end]).into_owned();
        // The head of the whole letter names the type of its main part too.
        if head.contains("multipart/") {
            continue;
        }
        let body = &bytes[head_end..];
        let end = part_end(body);
        return Some(Page { bytes: unpacked(&body[..end], &head), encoding: encoding(&head) });
    }
    None
}

fn blank_line_before(bytes: &[u8], at: usize) -> usize {
    let before = &bytes[..at];
    let crlf = before.windows(4).rposition(|w| w == b"\r\n\r\n").map(|i| i + 4);
    let lf = before.windows(2).rposition(|w| w == b"\n\n").map(|i| i + 2);
    crlf.max(lf).unwrap_or(0)
}

fn blank_line_after(bytes: &[u8], at: usize) -> Option<usize> {
    let after = &bytes[at..];
    let crlf = after.windows(4).position(|w| w == b"\r\n\r\n").map(|i| at + i + 4);
    let lf = after.windows(2).position(|w| w == b"\n\n").map(|i| at + i + 2);
    match (crlf, lf) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A part ends where a line starts with two hyphens and a mark that is no end of a comment.
fn part_end(body: &[u8]) -> usize {
    let is_mark = |w: &[u8]| w[0] == b'\n' && w[1] == b'-' && w[2] == b'-' && (w[3] == b'-' || w[3] == b'=');
    body.windows(4).position(is_mark).unwrap_or(body.len())
}

fn encoding(head: &str) -> Option<&'static Encoding> {
    let value = head.split("charset=").nth(1)?;
    let label = value.trim_start_matches('"').split(['"', ';', '\r', '\n', ' ']).next()?;
    Encoding::for_label(label.as_bytes())
}

fn unpacked(body: &[u8], head: &str) -> Vec<u8> {
    if head.contains("quoted-printable") {
        quoted_printable(body)
    } else if head.contains("base64") {
        base64(body)
    } else {
        body.to_vec()
    }
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        let hex = |i: usize| body.get(i).and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'=', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                at += 3;
            }
            (b'=', _, _) => {
                // A soft line break.
                at += 1;
                at += usize::from(body.get(at) == Some(&b'\r'));
                at += usize::from(body.get(at) == Some(&b'\n'));
            }
            (byte, _, _) => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    bytes
}

fn base64(body: &[u8]) -> Vec<u8> {
    let value = |byte: &u8| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        })
    };
    let sixes: Vec<u8> = body.iter().filter_map(value).collect();
    let mut bytes = Vec::with_capacity(sixes.len() / 4 * 3);
    for four in sixes.chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, six| bits << 6 | u32::from(*six)) << (6 * (4 - four.len()));
        let whole = bits.to_be_bytes();
        bytes.extend_from_slice(&whole[1..four.len().max(1)]);
    }
    bytes
}
