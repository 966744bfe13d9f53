//! Case A of the interface, the worked example that a person counts by hand: 89.08 by whole indicators.
//!
//! In comes what a test changes; out go counts, findings and a tally. The domain keeps its own copy: its tests cannot ask
//! this crate, which is built upon it. The golden cases in `rulebooks` are the official ones.

use otklik_domain::score::{Findings, QuestionSet, Tally};

/// How many filled the questionnaire.
pub const RESPONDENTS: u64 = 118;

/// Code of a question and how many said «да».
pub const ANSWERS: [(&str, u64); 14] = [
    ("stand_used", 97),
    ("stand_ok", 91),
    ("site_used", 82),
    ("site_ok", 78),
    ("comfort_ok", 112),
    ("disability", 9),
    ("access_ok", 7),
    ("contact_ok", 116),
    ("service_ok", 117),
    ("remote_used", 54),
    ("remote_ok", 53),
    ("recommend", 113),
    ("schedule_ok", 115),
    ("overall_ok", 114),
];

/// Case B: what nobody said who has no disability.
pub const NO_DISABLED: &[&str] = &["disability", "access_ok"];

/// Case C: what nobody said who did not look at a stand.
pub const NO_STANDS: &[&str] = &["stand_used", "stand_ok"];

/// Code of a list and how many of its items were there.
pub const PRESENT: [(&str, u64); 6] =
    [("stand", 14), ("site", 17), ("channels", 4), ("comfort", 5), ("equipment", 2), ("services", 3)];

/// Code of a list and how many items an act asks for.
pub const REQUIRED: [(&str, u64); 2] = [("stand", 17), ("site", 19)];

/// How many said «да» to a question where nobody said it to some others.
pub fn yes_to(code: &str, nobody: &[&str]) -> u64 {
    let n = ANSWERS.iter().find(|(asked, _)| *asked == code).map_or(0, |(_, n)| *n);
    if nobody.contains(&code) { 0 } else { n }
}

/// The tally of case A by the questions of a rulebook.
///
/// # Panics
/// When the rulebook has no such questions.
pub fn tally(set: &QuestionSet) -> Tally {
    Tally::from_counted(set, RESPONDENTS, &ANSWERS).expect("the questions of every sector")
}

/// The findings of case A.
pub fn findings() -> Findings {
    let mut findings = Findings::default();
    for (list, present) in PRESENT {
        findings.set_present(list, present);
    }
    for (list, required) in REQUIRED {
        findings.set_required(list, required);
    }
    findings
}
