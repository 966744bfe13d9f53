//! What a row of a report lacks, and why it matters.

/// What a row may lack («пробел отчёта»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// What was done, or why it was not.
    Fact,
    /// When it was done.
    When,
    /// The figure that was reached.
    Number,
    /// A photo, a file, an address, an act.
    Proof,
    /// Why it is late, partly done, moved or given up.
    Reason,
}

impl Gap {
    /// Every gap, in the order people fill them.
    pub const ALL: [Gap; 5] = [Gap::Fact, Gap::When, Gap::Number, Gap::Proof, Gap::Reason];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Gap::Fact => "fact",
            Gap::When => "when",
            Gap::Number => "number",
            Gap::Proof => "proof",
            Gap::Reason => "reason",
        }
    }

    /// What is lacking, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Gap::Fact => "нет факта: не сказано, что сделано или почему не сделано",
            Gap::When => "не сказано, когда сделано",
            Gap::Number => "нет числа: сколько сделано",
            Gap::Proof => "нет подтверждения: снимка, файла, ссылки или акта",
            Gap::Reason => "нет причины",
        }
    }
}

/// A gap of a row («недостача строки»), and whether the report may go without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lack {
    /// What is lacking.
    pub gap: Gap,
    /// The report is not signed without it.
    pub is_required: bool,
}

impl Lack {
    pub(super) fn required(gap: Gap) -> Self {
        Lack { gap, is_required: true }
    }

    pub(super) fn advised(gap: Gap) -> Self {
        Lack { gap, is_required: false }
    }
}
