//! A whole year of one district with thirty clubs, in one run, on both data bases: a line a stage, `year: done` last.
//!
//! Round, survey, inspection, score, register of shortcomings, plan, approval, execution, two quarterly reports,
//! publication, and the next round with what it finds again. Each stage looks at what a person would look at, and stops
//! where it is not so.

#![expect(clippy::print_stdout, reason = "a test with its own main speaks to a terminal")]

mod asking;
mod district;
mod doing;
#[path = "../filling.rs"]
mod filling;
mod planning;
mod reporting;
mod year;

use otklik_testkit::databases;
use std::process::ExitCode;
use std::time::Instant;
use year::Year;

fn main() -> ExitCode {
    // `cargo test WORD` means other tests.
    if std::env::args().skip(1).any(|word| !word.starts_with('-') && !word.contains("story")) {
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let n_passed = runtime.block_on(both());
    println!("test result: ok. {n_passed} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
    println!("year: done");
    ExitCode::SUCCESS
}

/// The same year on each data base; says how many there were.
async fn both() -> usize {
    lived(Year::in_district("sqlite", databases::sqlite().await).await).await;
    let Some(scratch) = databases::postgres("a year of a district").await else { return 1 };
    lived(Year::in_district("postgres", scratch).await).await;
    2
}

async fn lived(mut year: Year) {
    let began = Instant::now();
    let first = asking::round(&mut year, 2025, district::lacks_this_year).await;
    planning::registers(&mut year, first).await;
    planning::plans(&mut year, first).await;
    planning::network(&mut year).await;
    planning::published(&mut year).await;
    doing::first_quarter(&mut year).await;
    reporting::quarter(&mut year, 1).await;
    doing::second_quarter(&mut year).await;
    reporting::quarter(&mut year, 2).await;
    reporting::together(&mut year, 2).await;
    planning::published(&mut year).await;
    doing::rest_of_the_year(&mut year).await;
    let second = asking::round(&mut year, 2026, district::lacks_next_year).await;
    planning::repeats(&mut year, second).await;
    year.verified().await;
    year.say("time", format!("{:.1} s", began.elapsed().as_secs_f64()));
}
