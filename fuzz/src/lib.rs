//! What the fuzz targets of the readers share: bytes become a file of a format, and the file is read.
//!
//! A reader may refuse; it must not panic, run for ever or eat memory.

use otklik_domain::rulebook::Rulebook;
use otklik_papers::answers::Manner;
use otklik_papers::answers::mapping::Mapping;
use otklik_papers::answers::table::TextRows;
use otklik_papers::forms::measure_plan::Options;
use otklik_papers::round::Round;
use std::io::{Cursor, Write};

/// Lets panics go their way: those of libraries end at the wall the product has around them, any other still ends the run.
///
/// The fuzzer's own hook ends the run at the panic itself, before the wall.
fn let_walls_stand() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|told| eprintln!("{told}"))));
}

/// Reads a file as strangers' files are read.
pub fn read(name: &str, bytes: &[u8]) {
    let_walls_stand();
    let _ = otklik_papers::read(bytes, name, &Options::default());
}

/// Reads an archive whose parts are given.
pub fn read_archive(name: &str, parts: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (part, bytes) in parts {
        if archive.start_file(*part, options).and_then(|()| Ok(archive.write_all(bytes)?)).is_err() {
            return;
        }
    }
    if let Ok(bytes) = archive.finish() {
        read(name, &bytes.into_inner());
    }
}

/// The rulebook by which answers are read.
pub fn culture() -> &'static Rulebook {
    otklik_papers::rulebooks::named("culture", None).expect("the program carries it")
}

/// Reads a text as answers, as findings and as a registry of one round.
pub fn rows(bytes: &[u8]) {
    let mut round = Round::new(culture());
    let rows = || TextRows::open(Cursor::new(bytes));
    let _ = rows().map(|rows| round.answers("a", rows, None).map(drop));
    let _ = rows().map(|rows| round.findings("f", rows));
    let _ = rows().map(|rows| round.registry("r", rows));
    round.finish();
}

/// Counts a great file of answers; the kernel for great files opens it by its path.
pub fn bulk(bytes: &[u8]) {
    let path = std::env::temp_dir().join(format!("otklik-fuzz-{}", std::process::id()));
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    let kept = Mapping { organisation: Some("ДК".to_owned()), ..Mapping::default() };
    let manner = Manner { threads: Some(1), ..Manner::default() };
    let _ = Round::new(culture()).bulk("a", &path, Some(&kept), &manner);
    let _ = std::fs::remove_file(&path);
}
