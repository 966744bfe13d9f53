//! Counts one file of answers and prints the greatest memory it took: the kernel alone, without the rest of the program.
//!
//! `count_answers FILE [OUT]`: with `OUT` writes a line an organisation: questionnaires, «да» to each question, «да» to
//! both questions of each pair.

#![expect(clippy::print_stdout, reason = "an example speaks to a terminal")]

use otklik_domain::score::QuestionSet;
use otklik_papers::answers::{Columns, Counted, Manner, count};
use std::error::Error;
use std::fmt::Write;

const QUESTIONS: [(&str, Option<&str>); 15] = [
    ("stand_used", None),
    ("stand_ok", Some("stand_used")),
    ("site_used", None),
    ("site_ok", Some("site_used")),
    ("comfort_ok", None),
    ("disability", None),
    ("access_ok", Some("disability")),
    ("contact_ok", None),
    ("service_ok", None),
    ("remote_used", None),
    ("remote_ok", Some("remote_used")),
    ("recommend", None),
    ("schedule_ok", None),
    ("overall_ok", None),
    ("on_time", None),
];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let file = args.first().ok_or("count_answers FILE [OUT]")?;
    let set = QuestionSet::of(&QUESTIONS)?;
    let counted = count(&[file.into()], &set, &Columns::by_code(&set), &Manner::default())?;
    if let Some(out) = args.get(1) {
        std::fs::write(out, lines(&counted))?;
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|it| it.split_whitespace().next());
    println!("{} MB", peak.map_or(0, |it| it.parse().unwrap_or(0)) >> 10);
    Ok(())
}

fn lines(counted: &Counted) -> String {
    let mut out = String::new();
    for ((organisation, _), tally) in &counted.tallies {
        let yes = tally.counts().iter().map(|count| count.yes);
        let pairs = tally.counts().iter().zip(tally.set().after()).filter(|(_, after)| after.is_some());
        let numbers = std::iter::once(tally.respondents()).chain(yes).chain(pairs.map(|(count, _)| count.used_yes));
        out += organisation;
        for number in numbers {
            let _ = write!(out, "\t{number}");
        }
        out += "\n";
    }
    out
}
