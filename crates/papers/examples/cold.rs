//! Times the first reading of a process: the document, what it says, its JSON; microseconds.

use otklik_papers::{forms::measure_plan, plan_json, read};
use std::time::Instant;

#[expect(clippy::print_stdout, reason = "a command speaks to its user")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bytes = std::fs::read(std::env::args().nth(1).ok_or("name a file")?)?;
    let start = Instant::now();
    let document = read::read(&bytes, None)?;
    let read = start.elapsed();
    let draft = measure_plan::recognise(&document, &measure_plan::Options::default());
    let recognised = start.elapsed();
    let json = plan_json::to_json(&draft);
    let whole = start.elapsed();
    println!(
        "{} {} {} {} {}",
        whole.as_micros(),
        read.as_micros(),
        (recognised - read).as_micros(),
        (whole - recognised).as_micros(),
        json.len()
    );
    std::process::exit(0)
}
