//! Counts files of answers and says how long it took: the kernel alone, without the rest of the program.

#![expect(clippy::print_stdout, reason = "an example speaks to a terminal")]

use otklik_domain::score::QuestionSet;
use otklik_papers::answers::{Columns, Manner, count};

fn main() {
    let set = QuestionSet::of(&[
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
    ])
    .unwrap();
    let files: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    let began = std::time::Instant::now();
    let counted = count(&files, &set, &Columns::by_code(&set), &Manner::default()).unwrap();
    let took = began.elapsed();
    let mut sums = vec![0; set.questions().len()];
    for tally in counted.tallies.values() {
        for (sum, q) in sums.iter_mut().zip(set.questions()) {
            *sum += tally.among(&q.code).0;
        }
    }
    println!(
        "{} rows {} groups {} faults {took:?} {sums:?}",
        counted.rows(),
        counted.tallies.len(),
        counted.faults.total()
    );
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", status.lines().find(|l| l.starts_with("VmHWM")).unwrap());
}
