//! What a careful reader says about a paper: where, how serious, in which words, with which proposal.
//!
//! In comes a finding of any room that reads or reviews; out goes one value that the command line,
//! the pages and the API show alike. It refuses to know how a remark is shown.

/// Where in the source something stands («место в документе»).
///
/// Counts from zero. `block` is the n-th top-level paragraph or table of the paper; `row` and `column` belong to the
/// grid with merged cells unfolded and are `None` in paragraphs; `from..to` are characters of the cell's text as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Top-level paragraph or table, from zero.
    pub block: usize,
    /// Row of the unfolded grid.
    pub row: Option<usize>,
    /// Column of the unfolded grid.
    pub column: Option<usize>,
    /// First character.
    pub from: usize,
    /// The character after the last.
    pub to: usize,
}

/// How serious a remark is («серьёзность замечания»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; nothing to do.
    Note,
    /// A person should look: the reading may be wrong.
    Doubt,
    /// The paper itself is wrong or lacks what the form asks for.
    Problem,
}

impl Severity {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Doubt => "doubt",
            Severity::Problem => "problem",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Severity::Note, Severity::Doubt, Severity::Problem].into_iter().find(|s| s.name() == name)
    }
}

/// Something a person should look at («замечание при чтении»).
///
/// `code` is public: adding one is free, renaming one breaks other people's programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Stable code such as `no-executor`.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// Where it stands, when it stands anywhere.
    pub place: Option<Place>,
    /// Number of the measure it is about, from zero, in the order of the draft.
    pub measure: Option<usize>,
    /// The words a methodologist would use.
    pub text: String,
    /// What to do about it.
    pub proposal: Option<String>,
}

impl Remark {
    /// A remark without a place.
    pub fn new(code: &'static str, severity: Severity, text: impl Into<String>) -> Self {
        Remark { code, severity, place: None, measure: None, text: text.into(), proposal: None }
    }

    /// The same remark with a proposal.
    #[must_use]
    pub fn propose(mut self, proposal: impl Into<String>) -> Self {
        self.proposal = Some(proposal.into());
        self
    }

    /// The same remark at a place.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The same remark about the n-th measure, from zero.
    #[must_use]
    pub fn about(mut self, measure: usize) -> Self {
        self.measure = Some(measure);
        self
    }
}
