//! Files that were made to do harm: each is refused or read, within little memory and time, and nothing panics.

use super::table::TextRows;
use super::tests::{damaged_by, small_parquet};
use super::*;
use crate::answers::mapping::Mapping;
use crate::round::Round;
use crate::round::tests::culture;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

/// Much longer than any of them takes, on a slow machine too.
const TIME_MAX: Duration = Duration::from_secs(60);

/// What both ways of reading say of a file: row by row, and by the kernel for great files.
fn said(bytes: &[u8]) -> [String; 3] {
    let began = Instant::now();
    let in_words = |done: Result<(), String>| done.err().unwrap_or_default();
    let (mut small, mut found, mut great) = (Round::new(culture()), Round::new(culture()), Round::new(culture()));
    let rows = || TextRows::open(Cursor::new(bytes.to_vec())).map_err(|why| why.to_string());
    let by_rows = rows().and_then(|rows| small.answers("a", rows, None).map(drop).map_err(|why| why.to_string()));
    let findings = rows().and_then(|rows| found.findings("f", rows).map_err(|why| why.to_string()));
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let kept = Mapping { organisation: Some("ДК".to_owned()), ..Mapping::default() };
    let manner = Manner { threads: Some(2), ..Manner::default() };
    let by_kernel = great.bulk("a", file.path(), Some(&kept), &manner).map(drop).map_err(|why| why.to_string());
    assert!(began.elapsed() < TIME_MAX, "{:?}", began.elapsed());
    [in_words(by_rows), in_words(findings), in_words(by_kernel)]
}

fn check(bytes: &[u8], expected: [&str; 3]) {
    for (got, expected) in said(bytes).iter().zip(expected) {
        assert!(got.contains(expected) && got.is_empty() == expected.is_empty(), "«{got}», not «{expected}»");
    }
}

const HEAD: &str = "organisation,stand_used,stand_ok\nА,да,нет\n";

#[test]
fn a_line_without_an_end_is_refused() {
    let text = format!("{HEAD}{}", "а".repeat(25 << 20));
    check(text.as_bytes(), ["длиннее 1 МБ", "длиннее 1 МБ", "длиннее 8 МБ"]);
}

#[test]
fn a_hundred_thousand_columns_are_refused() {
    let wide: String = (0..100_000).map(|n| format!("c{n},")).collect();
    check(format!("{HEAD}{wide}\n").as_bytes(), ["больше 2000 граф", "больше 2000 граф", ""]);
    check(format!("{wide}organisation,stand_used\n").as_bytes(), ["больше 2000 граф"; 3]);
    // A program for tables writes empty columns to the right of a sheet.
    check(
        format!("{}{}\nА,да,\n", HEAD.lines().next().unwrap(), ",".repeat(16_000)).as_bytes(),
        ["", "кодами осмотра", ""],
    );
}

#[test]
fn bytes_that_are_no_text_are_refused_or_read() {
    for bytes in [
        &b"\0\0\0\0\0\0\0\0"[..],
        b"organisation,stand_used\n\0,\0\n\0\0\0,1\n",
        b"organisation,stand_used\n\xd0\xd0,\xe4\xe0\n\xd0\x94,\xd0\xb4\xd0\xb0\n\xff\xfe,\x80\n",
        b"\"\"\"\"\"\"\"\n\"\"\"\n\"",
        b"organisation,stand_used\r\r\r\"\r\"\r",
        b"\xef\xbb\xbf\xef\xbb\xbforganisation,stand_used\n\xef\xbb\xbf,1\n",
        b"PAR1PAR1PAR1PAR1",
        b"PK\x03\x04\0\0\0\0",
    ] {
        said(bytes);
    }
    // Quotes that never close, one on each line.
    said(format!("organisation,stand_used\n{}", "\"\"\"а,да\n".repeat(30_000)).as_bytes());
}

#[test]
fn a_damaged_parquet_is_refused_or_read() {
    for whole in small_parquet() {
        let began = Instant::now();
        let mut n_refused = 0;
        for bytes in damaged_by(&whole, 1500) {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(&bytes).unwrap();
            let set = culture().question_set();
            let manner = Manner { threads: Some(1), ..Manner::default() };
            let done = count(&[file.path().to_owned()], &set, &Columns::by_code(&set), &manner);
            n_refused += usize::from(done.is_err());
        }
        assert!(n_refused > 100, "{n_refused}");
        assert!(began.elapsed() < TIME_MAX, "{:?}", began.elapsed());
    }
}

#[test]
fn a_page_that_claims_to_be_endless_asks_for_no_memory() {
    // The heading of the first page stands behind «PAR1»: kind, size unpacked, size packed.
    let whole = small_parquet().remove(0);
    assert_eq!((whole[4], whole[6]), (0x15, 0x15), "fields of the heading");
    let end = 7 + whole[7..].iter().position(|byte| byte & 0x80 == 0).unwrap();
    let mut bytes = whole[..7].to_vec();
    bytes.extend([0xfe, 0xff, 0xff, 0xff, 0x0f]);
    // What follows keeps its place: the packed bytes are fewer by what the number is longer.
    bytes.extend(&whole[end + 1 + 5 - (end + 1 - 7)..]);
    assert_eq!(bytes.len(), whole.len());
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    let set = culture().question_set();
    assert!(count(&[file.path().to_owned()], &set, &Columns::by_code(&set), &Manner::default()).is_err());
}
