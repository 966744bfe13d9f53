//! One node of the tree.

use crate::rulebook::{Certainty, Part, Rulebook, Source};
use crate::score::{Basis, Criterion, Exact, Indicator, Mark};

/// What a node is about («предмет объяснения»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The total.
    Total,
    /// A criterion.
    Criterion(Criterion),
    /// An indicator of the organisation.
    Indicator(Indicator),
    /// One place, counted from zero as it was given.
    Place(usize),
    /// A part of an indicator with its counts.
    Part(Part, Basis),
    /// An item of a list with what was found; `None` where nobody said.
    Item(String, Option<Mark>),
    /// A question that was asked.
    Question(String),
}

/// A figure in both scales («значение в двух шкалах»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// As it counts, of 100.
    pub points: Exact,
    /// Before rounding.
    pub exact: Exact,
    /// The same in the scale of its weight and that weight: 28,2 of 30.
    pub weighted: Option<(Exact, u32)>,
}

impl Figure {
    /// A figure that was not rounded.
    pub fn plain(points: &Exact) -> Self {
        Figure { points: points.clone(), exact: points.clone(), weighted: None }
    }
}

/// Where a rule stands («ссылка на норму»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Full name of the act.
    pub act: String,
    /// Place in it: «формула (1.1)».
    pub place: Option<String>,
    /// How sure we are of it.
    pub certainty: Certainty,
    /// What a reader should know.
    pub note: Option<String>,
}

impl Reference {
    /// The reference of a source; the key stands for an act that is not in the list.
    pub fn new(rulebook: &Rulebook, source: &Source) -> Self {
        let act = rulebook.acts.iter().find(|act| act.key == source.act);
        Reference {
            act: act.map_or_else(|| source.act.clone(), |act| act.title.clone()),
            place: source.place.clone(),
            certainty: source.certainty,
            note: source.note.clone(),
        }
    }
}

/// How a figure came about («объяснение оценки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What it is about.
    pub about: About,
    /// Its official name.
    pub title: String,
    /// Its value; `None` when it has none.
    pub figure: Option<Figure>,
    /// The formula with letters.
    pub formula: Option<String>,
    /// The same with the numbers put in: «1/2 × (14/17 + 17/19) × 100 = 85,913313… → 86».
    pub calculation: Option<String>,
    /// Where it stands.
    pub reference: Option<Reference>,
    /// Which rules of the round were applied here, in words.
    pub rules: Vec<String>,
    /// What it follows from.
    pub children: Vec<Explanation>,
}

impl Explanation {
    /// A node with nothing but its name.
    pub(super) fn new(about: About, title: impl Into<String>) -> Self {
        Explanation {
            about,
            title: title.into(),
            figure: None,
            formula: None,
            calculation: None,
            reference: None,
            rules: Vec::new(),
            children: Vec::new(),
        }
    }
}
