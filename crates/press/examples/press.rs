//! Sets a neutral paper as PDF and says how long it took: `press PAPER.json FILE.pdf`.

use otklik_papers::write::Paper;
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, file] = arguments.as_slice() else { return Err("press PAPER.json FILE.pdf".into()) };
    let paper: Paper = serde_json::from_str(&std::fs::read_to_string(source)?)?;
    let began = Instant::now();
    let bytes = otklik_press::pdf(&paper)?;
    eprint_line(&format!("{} bytes in {:?}", bytes.len(), began.elapsed()));
    std::fs::write(file, bytes)?;
    Ok(())
}

fn eprint_line(text: &str) {
    use std::io::Write;
    // Nobody listening is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{text}");
}
