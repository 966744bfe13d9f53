//! What becomes of a kept shortcoming when the register is made again, or a person decides.

/// Where a shortcoming stands («состояние недостатка»). None is ever deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It waits for measures.
    Open,
    /// A person set it aside, with a reason.
    Aside,
    /// The score finds it no more.
    Gone,
}

impl Standing {
    /// Every state.
    pub const ALL: [Standing; 3] = [Standing::Open, Standing::Aside, Standing::Gone];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Aside => "aside",
            Standing::Gone => "gone",
        }
    }

    /// The state as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Standing::Open => "в работе",
            Standing::Aside => "отложен",
            Standing::Gone => "больше не находится",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What making a register again does to one shortcoming («изменение недостатка»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// It was not known before.
    New,
    /// It is as it was.
    Same,
    /// Its numbers or words are others now.
    Changed,
    /// It had gone and is found again.
    Back,
    /// It is found no more.
    Gone,
}

/// The step of one shortcoming, and where it stands after it («новое состояние недостатка»).
///
/// What a person set aside stays aside, whatever the numbers say, until the score finds it no more.
///
/// # Example
/// Known and open, no more found: it goes. Found again in a later making: it is back and open.
pub fn step(known: Option<Standing>, is_found: bool, is_same: bool) -> Option<(Step, Standing)> {
    let of_found = |was: Standing| match (was, is_same) {
        (Standing::Gone, _) => (Step::Back, Standing::Open),
        (was, true) => (Step::Same, was),
        (was, false) => (Step::Changed, was),
    };
    match (known, is_found) {
        (None, true) => Some((Step::New, Standing::Open)),
        (None, false) => None,
        (Some(was), true) => Some(of_found(was)),
        (Some(Standing::Gone), false) => Some((Step::Same, Standing::Gone)),
        (Some(_), false) => Some((Step::Gone, Standing::Gone)),
    }
}
