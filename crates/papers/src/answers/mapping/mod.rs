//! Which column of a file is which question («соответствие столбцов»), by the meaning of its heading, never by place.
//!
//! In come headings and a rulebook; out goes for each column what it holds, on which ground and how surely. A heading
//! that fits two questions, or two headings that fit one, is a doubt for a person: nothing is guessed. The result can be
//! kept under a name and given back.

mod file;
mod keys;
mod lexicon;
mod questions;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use keys::{branch_by_name, organisation_by_name};
pub(crate) use words::{Compared, Words};

use otklik_domain::rulebook::Rulebook;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Name or id of the organisation.
    Organisation,
    /// Branch, department, address of the place.
    Branch,
    /// Answers to a question of the rulebook.
    Question(String),
    /// What tells one questionnaire from another: its number, its time, the address of a letter. Nothing of it is kept.
    Identity,
    /// Left out knowingly.
    LeftOut,
    /// Fits several questions: a person must say which.
    Doubt(Vec<String>),
    /// Fits nothing.
    Unknown,
}

impl Meaning {
    /// The name used in files of mappings.
    pub fn name(&self) -> String {
        match self {
            Meaning::Organisation => "organisation".to_owned(),
            Meaning::Branch => "branch".to_owned(),
            Meaning::Question(code) => code.clone(),
            Meaning::Identity => "identity".to_owned(),
            Meaning::LeftOut => "-".to_owned(),
            Meaning::Doubt(codes) => format!("? {}", codes.join(" ")),
            Meaning::Unknown => "?".to_owned(),
        }
    }

    /// Reads the name; nothing for a code that the rulebook has not.
    pub fn from_name(name: &str, rulebook: &Rulebook) -> Option<Self> {
        match name.trim() {
            "organisation" => Some(Meaning::Organisation),
            "branch" => Some(Meaning::Branch),
            "identity" => Some(Meaning::Identity),
            "-" => Some(Meaning::LeftOut),
            doubt if doubt.starts_with('?') => {
                let codes: Vec<String> = doubt.split_whitespace().skip(1).map(str::to_owned).collect();
                Some(if codes.is_empty() { Meaning::Unknown } else { Meaning::Doubt(codes) })
            }
            code => rulebook.question(code).map(|question| Meaning::Question(question.code.clone())),
        }
    }
}

/// One column with what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, as it stands.
    pub heading: String,
    /// What it holds.
    pub meaning: Meaning,
    /// How surely, 0 to 100.
    pub score: u8,
    /// By what it was told, for people: «код», «формулировка анкеты», «по смыслу: стенд».
    pub ground: String,
}

/// The columns of a file («соответствие столбцов»), in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The name it is kept under.
    pub name: Option<String>,
    /// The organisation of all rows, for a form that is of one organisation only.
    pub organisation: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
}

impl Mapping {
    /// Tells the columns of a file by their headings.
    pub fn of(headings: &[String], rulebook: &Rulebook) -> Mapping {
        let mut columns: Vec<Column> = headings.iter().map(|heading| column(heading, rulebook)).collect();
        keys::settle(&mut columns);
        settle_questions(&mut columns);
        Mapping { name: None, organisation: None, columns }
    }

    /// The columns of a file by a mapping that a person kept: by the words of headings, in whatever order they stand.
    ///
    /// Headings that it does not know are told by their meaning.
    pub fn applied(&self, headings: &[String], rulebook: &Rulebook) -> Mapping {
        let mut kept: Vec<Option<&Column>> = self.columns.iter().map(Some).collect();
        let mut columns: Vec<Column> = Vec::with_capacity(headings.len());
        for heading in headings {
            // Of two equal headings the first is the first.
            let is_it = |kept: &&mut Option<&Column>| kept.is_some_and(|it| words::same(&it.heading, heading));
            let known = kept.iter_mut().find(is_it).and_then(Option::take);
            columns.push(match known {
                Some(known) => {
                    Column {
                        heading: heading.clone(), ground: "сохранённое соответствие".to_owned(), ..known.clone()
                    }
                }
                None => column(heading, rulebook),
            });
        }
        keys::settle(&mut columns);
        settle_questions(&mut columns);
        Mapping { name: self.name.clone(), organisation: self.organisation.clone(), columns }
    }

    /// The place of the column that holds this.
    pub fn place(&self, meaning: &Meaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == *meaning)
    }

    /// How many columns hold questions.
    pub fn n_questions(&self) -> usize {
        self.columns.iter().filter(|column| matches!(column.meaning, Meaning::Question(_))).count()
    }
}

fn column(heading: &str, rulebook: &Rulebook) -> Column {
    if heading.trim().is_empty() {
        return Column { heading: heading.to_owned(), meaning: Meaning::Unknown, score: 0, ground: String::new() };
    }
    let told = keys::by_name(heading)
        .or_else(|| questions::by_code(heading, rulebook))
        .or_else(|| questions::by_wording(heading, rulebook))
        .or_else(|| questions::by_meaning(heading, rulebook))
        .or_else(|| keys::by_meaning(heading));
    let (meaning, score, ground) = told.unwrap_or_else(|| (Meaning::Unknown, 0, String::new()));
    Column { heading: heading.to_owned(), meaning, score, ground }
}

/// Of several columns for one question the surest stands; equals are a doubt, all of them.
fn settle_questions(columns: &mut [Column]) {
    for at in 0..columns.len() {
        let Some(Column { meaning: meaning @ Meaning::Question(code), .. }) = columns.get(at) else { continue };
        let (meaning, code) = (meaning.clone(), code.clone());
        let rivals: Vec<usize> = (0..columns.len()).filter(|it| columns[*it].meaning == meaning).collect();
        let best = rivals.iter().map(|it| columns[*it].score).max().unwrap_or(0);
        let is_alone = rivals.iter().filter(|it| columns[**it].score == best).count() == 1;
        for rival in rivals.iter().filter(|_| rivals.len() > 1) {
            if !is_alone || columns[*rival].score < best {
                columns[*rival].meaning = Meaning::Doubt(vec![code.clone()]);
            }
        }
    }
}
