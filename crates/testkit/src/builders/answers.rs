//! Filled questionnaires for tests.

use super::{id, instant};
use otklik_domain::ids::AnswerId;
use otklik_domain::score::{Answer, QuestionSet};
use otklik_domain::survey::Channel;
use otklik_store::record::{Counts, KeptAnswer, NewAnswer, Round, Survey, Traces};

/// The questions that [`answer`] answers.
pub fn asked() -> QuestionSet {
    QuestionSet::of(&[("used", None), ("ok", Some("used")), ("recommend", None)]).expect("questions")
}

/// An answer by its number: a letter a question, «д», «н» or «-».
pub fn answer(round: &Round, survey: &Survey, number: u64, letters: &str) -> NewAnswer {
    NewAnswer {
        organisation: survey.organisation,
        survey: survey.id,
        id: AnswerId(id(25, number)),
        rulebook_sha256: round.rulebook.sha256.clone(),
        set: asked(),
        counted: read(letters.as_bytes()),
        packed: letters.as_bytes().to_vec(),
        channel: Channel::Web,
        on: "2026-11-22".parse().expect("a day"),
        at: instant(0),
        is_from_sheet: false,
        traces: Traces::default(),
    }
}

fn read(letters: &[u8]) -> Vec<Answer> {
    let letter = |letter| match letter {
        'д' => Answer::Yes,
        'н' => Answer::No,
        _ => Answer::Empty,
    };
    String::from_utf8_lossy(letters).chars().map(letter).collect()
}

/// Counts kept answers of [`answer`] again.
///
/// # Errors
/// Letters that are none.
pub fn count_again(_: &str, answers: &[KeptAnswer]) -> Result<Counts, String> {
    let mut tally = otklik_domain::score::Tally::new(&asked());
    for one in answers {
        let letters = std::str::from_utf8(&one.packed).map_err(|why| why.to_string())?;
        tally.add_row(&read(letters.as_bytes()));
    }
    Ok(Counts::of(&tally))
}
