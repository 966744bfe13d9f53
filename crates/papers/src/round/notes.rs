//! Remarks about files: one of a kind, with the first lines it is about and how many there are.

use otklik_domain::remark::{Remark, Severity};
use std::collections::HashMap;

/// So many lines are named.
const LINES_MAX: usize = 10;
/// So many remarks about organisations are kept apart; then they join those of the whole file.
const OF_ORGANISATIONS_MAX: usize = 2000;
/// So many remarks are kept at all.
const KEPT_MAX: usize = 4000;

/// A remark about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The file it is about.
    pub file: Option<String>,
    /// The organisation it is about, when it is about one.
    pub organisation: Option<String>,
    /// What is said.
    pub remark: Remark,
    /// The first lines it is about.
    pub lines: Vec<u64>,
    /// How many lines or things it is about.
    pub n: u64,
}

impl Noted {
    /// The remark in words, with its file and its lines.
    pub fn words(&self) -> String {
        let file = self.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
        format!("{file}{}{}", self.remark.text, self.lines_in_words())
    }

    fn lines_in_words(&self) -> String {
        let listed: Vec<String> = self.lines.iter().map(u64::to_string).collect();
        match (listed.as_slice(), self.n.saturating_sub(self.lines.len() as u64)) {
            ([], _) => String::new(),
            ([one], 0) => format!(" (строка {one})"),
            (_, 0) => format!(" (строки {})", listed.join(", ")),
            (_, more) => format!(" (строки {} и ещё {more})", listed.join(", ")),
        }
    }
}

/// What is to be said of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct What<'a> {
    pub(crate) file: &'a str,
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    pub(crate) organisation: Option<&'a str>,
    /// What tells it from others of its code: a column, an item.
    pub(crate) about: &'a str,
    pub(crate) line: Option<u64>,
}

impl What<'_> {
    pub(crate) fn of(code: &'static str, severity: Severity) -> What<'static> {
        What { file: "", code, severity, organisation: None, about: "", line: None }
    }
}

/// All remarks about the files of a round.
#[derive(Debug, Default)]
pub struct Notes {
    noted: Vec<Noted>,
    places: HashMap<(String, &'static str, String, Option<String>), usize>,
    /// Those about one organisation.
    of_organisations: HashMap<String, Vec<usize>>,
    n_left_out: u64,
}

impl Notes {
    /// Says it once; again only its line is added.
    pub(crate) fn say(&mut self, what: &What<'_>, text: impl FnOnce() -> String) {
        self.say_of_lines(what, what.line.as_slice(), 1, text);
    }

    /// Says it of so many lines, the first of which are known; of none nothing is said.
    pub(crate) fn say_of_lines(&mut self, what: &What<'_>, lines: &[u64], n: u64, text: impl FnOnce() -> String) {
        if n == 0 {
            return;
        }
        let organisation = what.organisation.filter(|_| self.noted.len() < OF_ORGANISATIONS_MAX);
        let key = (what.file.to_owned(), what.code, what.about.to_owned(), organisation.map(str::to_owned));
        let at = match self.places.get(&key) {
            Some(at) => *at,
            None if self.noted.len() >= KEPT_MAX => {
                self.n_left_out += 1;
                return;
            }
            None => {
                self.noted.push(Noted {
                    file: (!what.file.is_empty()).then(|| what.file.to_owned()),
                    organisation: key.3.clone(),
                    remark: Remark::new(what.code, what.severity, text()),
                    lines: Vec::new(),
                    n: 0,
                });
                let at = self.noted.len() - 1;
                if let Some(organisation) = &key.3 {
                    self.of_organisations.entry(organisation.clone()).or_default().push(at);
                }
                self.places.insert(key, at);
                at
            }
        };
        if let Some(noted) = self.noted.get_mut(at) {
            noted.n += n;
            let free = LINES_MAX.saturating_sub(noted.lines.len());
            noted.lines.extend(lines.iter().take(free));
        }
    }

    /// Remarks about one organisation.
    pub fn of(&self, organisation: &str) -> impl Iterator<Item = &Noted> {
        let at = self.of_organisations.get(organisation).map(Vec::as_slice).unwrap_or_default();
        at.iter().filter_map(|at| self.noted.get(*at))
    }

    /// Remarks about no single organisation.
    pub(crate) fn of_files(&self) -> impl Iterator<Item = &Noted> {
        self.noted.iter().filter(|noted| noted.organisation.is_none())
    }

    /// All remarks.
    pub fn all(&self) -> &[Noted] {
        &self.noted
    }

    /// How many remarks were not kept, because there were too many.
    pub fn n_left_out(&self) -> u64 {
        self.n_left_out
    }
}
