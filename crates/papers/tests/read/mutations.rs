//! Broken copies of every sample: whatever comes, an answer comes, and no panic.

use super::samples::files;
use otklik_papers::read::read;

/// A small generator with a fixed seed, so that a failure comes back.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

fn is_office(path: &std::path::Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["docx", "doc", "odt", "rtf", "html"].contains(&extension) && path.to_string_lossy().contains("-101-0")
}

#[test]
fn truncated_and_flipped_bytes_never_panic() {
    let mut dice = Dice(2024);
    for path in files().iter().filter(|path| is_office(path)) {
        let whole = std::fs::read(path).expect("a sample is there");
        for _ in 0..12 {
            let cut = dice.roll(whole.len());
            drop(read(&whole[..cut], None));
            let mut flipped = whole.clone();
            for _ in 0..=dice.roll(40) {
                let at = dice.roll(flipped.len());
                flipped[at] = u8::try_from(dice.roll(256)).unwrap_or(0);
            }
            drop(read(&flipped, None));
        }
    }
}

#[test]
fn broken_markup_inside_a_sound_container_never_panics() {
    let mut dice = Dice(7);
    let body = r#"<w:document><w:body><w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="3"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>текст</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
    for _ in 0..400 {
        let mut bytes = body.as_bytes().to_vec();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(bytes.len());
            bytes[at] = b"<>/\"w: 9-&;"[dice.roll(11)];
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        drop(read(&super::zipped::zipped(&[("word/document.xml", &text)]), None));
    }
}
