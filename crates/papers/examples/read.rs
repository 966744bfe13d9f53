//! Prints plan JSON of the files given: one object, or one compact object a line for several files.

use otklik_papers::forms::measure_plan::Options;
use std::process::ExitCode;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its user")]
fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let files: Vec<String> = std::env::args().skip(1).collect();
    for file in &files {
        let reading = std::fs::read(file)
            .map_err(|why| why.to_string())
            .and_then(|bytes| otklik_papers::read(&bytes, file, &Options::default()).map_err(|why| why.to_string()));
        match reading {
            Ok(reading) if files.len() == 1 => println!("{}", otklik_papers::plan_json::to_json(&reading.draft)),
            Ok(reading) => println!("{}", otklik_papers::plan_json::to_line(&reading.draft, Some(file))),
            Err(why) => {
                eprintln!("{file}: {why}");
                code = ExitCode::from(2);
            }
        }
    }
    code
}
