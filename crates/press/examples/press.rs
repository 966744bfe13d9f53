//! Sets a neutral paper as PDF and says how long it took: `press PAPER.json FILE.pdf`. Plates are known by their sheets.

use otklik_papers::write::{Paper, Plates};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, file] = arguments.as_slice() else { return Err("press PAPER.json FILE.pdf".into()) };
    let text = std::fs::read_to_string(source)?;
    let began = Instant::now();
    let bytes = match serde_json::from_str::<Plates>(&text) {
        Ok(plates) => otklik_press::plates(&plates)?,
        Err(_) => otklik_press::pdf(&serde_json::from_str::<Paper>(&text)?)?,
    };
    eprint_line(&format!("{} bytes in {:?}", bytes.len(), began.elapsed()));
    std::fs::write(file, bytes)?;
    Ok(())
}

fn eprint_line(text: &str) {
    use std::io::Write;
    // Nobody listening is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{text}");
}
