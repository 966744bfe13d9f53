//! From rows of answers to counts: one row a questionnaire, or the counted form.
//!
//! In come rows and a mapping; out go tallies of a [`Round`] and remarks with lines. Which of the two forms it is, the
//! headings say: a column `item` makes it counted. It refuses to know how points follow.

mod bulk;
mod counted;
mod headings;
mod raw;
mod repeats;
mod value;

#[cfg(test)]
mod tests;

use super::mapping::Mapping;
use super::table::{Refused, Row};
use crate::round::Round;
use headings::Headings;

pub(crate) use headings::found;

impl Round<'_> {
    /// Takes the rows of a file of answers, and gives the mapping it was read by; nothing for the counted form.
    ///
    /// # Errors
    /// [`Refused`] when rows cannot be read, or when no row looks like headings.
    pub fn answers(
        &mut self,
        file: &str,
        rows: impl Iterator<Item = Result<Row, Refused>>,
        kept: Option<&Mapping>,
    ) -> Result<Option<Mapping>, Refused> {
        let headings = Headings::find(rows, self.rulebook, kept)?;
        headings.say_above(file, &mut self.notes);
        if headings.is_counted() {
            return counted::take(self, file, headings).map(|()| None);
        }
        raw::take(self, file, headings).map(Some)
    }
}
