//! Which column of a file is what.

use super::Unusable;
use otklik_domain::score::QuestionSet;

/// The headings under which a file has what is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The organisation, by name or number.
    pub organisation: String,
    /// The organisation of rows that name none; a file without the column is of this one alone.
    pub otherwise: Option<String>,
    /// The branch; a file need not have it.
    pub branch: Option<String>,
    /// For each question of the set its heading; a file need not have all of them.
    pub questions: Vec<String>,
}

/// Places of what is counted among the columns of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) organisation: Option<usize>,
    /// Whose the rows are that name none.
    pub(super) otherwise: Option<String>,
    pub(super) branch: Option<usize>,
    /// For each question of the set its place in a batch.
    pub(super) places: Vec<Option<usize>>,
    /// For each place in a batch the column of the file and its heading.
    pub(super) answers: Vec<(usize, String)>,
}

impl Columns {
    /// Headings that are the codes themselves.
    pub fn by_code(set: &QuestionSet) -> Self {
        Columns {
            organisation: "organisation".to_owned(),
            otherwise: None,
            branch: Some("branch".to_owned()),
            questions: set.questions().iter().map(|question| question.code.clone()).collect(),
        }
    }

    /// Finds the headings among those of a file: blanks around and the case of letters do not matter.
    pub(super) fn layout(&self, headings: &[String]) -> Result<Layout, Unusable> {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        let place = |wanted: &str| headings.iter().position(|heading| same(heading, wanted));
        let organisation = place(&self.organisation);
        if organisation.is_none() && self.otherwise.is_none() {
            return Err(Unusable::NoColumn(self.organisation.clone()));
        }
        let (branch, otherwise) = (self.branch.as_deref().and_then(place), self.otherwise.clone());
        let mut layout = Layout { organisation, otherwise, branch, ..Layout::default() };
        // Places follow the columns of the file, so that neighbours there are neighbours in a batch.
        let column_of = |question: &String| place(question).map(|column| (column, question.clone()));
        let columns: Vec<_> = self.questions.iter().map(column_of).collect();
        layout.answers = columns.iter().flatten().cloned().collect();
        layout.answers.sort();
        let place_of = |column: &(usize, String)| layout.answers.iter().position(|it| it == column);
        layout.places = columns.iter().map(|column| column.as_ref().and_then(place_of)).collect();
        if layout.answers.is_empty() { Err(Unusable::NoQuestions) } else { Ok(layout) }
    }
}
