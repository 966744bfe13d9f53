//! Broken copies of every sample and of the project's own papers in every format: whatever comes, an answer comes, and
//! no panic.

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

/// The project's own papers, one of each format at least.
const OWN: &[&str] = &[
    "../../examples/shkola-plan.docx",
    "../../examples/teatr-kukol-plan.odt",
    "../../examples/poliklinika-plan.rtf",
    "../../examples/biblioteki-plan.html",
    "../../examples/socialnyy-centr-plan.txt",
    "tests/fixtures/doc/shkola-plan.doc",
    "tests/fixtures/workbook/shkola-plan.xls",
    "tests/fixtures/workbook/shkola-plan.xlsx",
    "tests/fixtures/workbook/shkola-plan.ods",
    "tests/fixtures/pdf/rulings.pdf",
    "tests/fixtures/pdf/typst-tagged.pdf",
];

/// A copy with one thing wrong: cut, flipped, a run of bytes doubled, moved, or set to one value.
fn broken(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (at, n) = (dice.roll(whole.len()), dice.roll(200));
    let run = at..(at + n).min(whole.len());
    let mut bytes = whole.to_vec();
    match dice.roll(5) {
        0 => bytes.truncate(at),
        1 => bytes[run].fill([0, 0xFF, 0x7F, b'<'][dice.roll(4)]),
        2 => drop(bytes.splice(run.clone(), whole[run.clone()].repeat(3))),
        3 => drop(bytes.drain(run)),
        _ => bytes[run].iter_mut().for_each(|byte| *byte ^= u8::try_from(dice.roll(256)).unwrap_or(1)),
    }
    bytes
}

#[test]
fn broken_copies_of_our_own_papers_in_every_format_never_panic() {
    let mut dice = Dice(310);
    for path in OWN {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let whole = std::fs::read(&path).expect("a paper of the project");
        let reads_whole = otklik_papers::read(&whole, "план", &otklik_papers::forms::measure_plan::Options::default());
        assert!(reads_whole.is_ok(), "{}", path.display());
        // A zip notices a wrong byte at once: its parts are broken from within below, and here a little.
        for _ in 0..60 {
            let options = otklik_papers::forms::measure_plan::Options::default();
            drop(otklik_papers::read(&broken(&whole, &mut dice), "план", &options));
        }
    }
}

#[test]
fn broken_parts_inside_sound_containers_of_every_kind_never_panic() {
    let mut dice = Dice(457);
    for path in OWN.iter().filter(|path| [".docx", ".odt", ".xlsx", ".ods"].iter().any(|end| path.ends_with(end))) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let parts = super::zipped::parts(&std::fs::read(&path).expect("a paper of the project"));
        for _ in 0..60 {
            let chosen = dice.roll(parts.len());
            let mixed: Vec<(&str, Vec<u8>)> = parts
                .iter()
                .enumerate()
                .map(|(n, (name, bytes))| {
                    let is_broken = n == chosen && name != "mimetype";
                    (name.as_str(), if is_broken { broken(bytes, &mut dice) } else { bytes.clone() })
                })
                .collect();
            drop(read(&super::zipped::zipped_bytes(&mixed), None));
        }
    }
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
