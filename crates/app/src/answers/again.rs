//! Kept answers counted again, to be compared with the sums that grew as they came.

use crate::score::Book;
use otklik_domain::score::Tally;
use otklik_domain::survey::AnswerSheet;
use otklik_store::record::{Counts, KeptAnswer};
use std::collections::HashMap;

/// Counts answers by the rulebook of this hash.
///
/// # Errors
/// Words, when there is no such rulebook or a sheet is not of it.
pub(crate) fn again(books: &HashMap<String, Book>, sha256: &str, answers: &[KeptAnswer]) -> Result<Counts, String> {
    let book = books.get(sha256).ok_or("свода правил, по которому спрашивали, нет")?;
    let mut tally = Tally::new(&book.question_set());
    for answer in answers {
        let sheet = AnswerSheet::unpacked(&book.questionnaire, &answer.packed)
            .map_err(|why| format!("анкета {}: {why}", answer.id))?;
        tally.add_row(&sheet.counted(&book.questionnaire));
    }
    Ok(Counts::of(&tally))
}
