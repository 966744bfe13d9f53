//! Where a shortcoming was found.

/// Where a shortcoming was found («источник недостатка»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// An item of a list that was looked for and is absent, or a list of which only the number is known.
    Item,
    /// A share of people who did not say «да».
    Share,
    /// The waiting is longer than what gives all points.
    Waiting,
    /// A proposal of the public council.
    Council,
    /// An appeal of a citizen.
    Appeal,
    /// An inspection of an authority.
    Authority,
}

impl Source {
    /// Every source.
    pub const ALL: [Source; 6] =
        [Source::Item, Source::Share, Source::Waiting, Source::Council, Source::Appeal, Source::Authority];

    /// The sources that a person types.
    pub const TYPED: [Source; 3] = [Source::Council, Source::Appeal, Source::Authority];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Source::Item => "item",
            Source::Share => "share",
            Source::Waiting => "waiting",
            Source::Council => "council",
            Source::Appeal => "appeal",
            Source::Authority => "inspection",
        }
    }

    /// The source as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Source::Item => "осмотр",
            Source::Share => "опрос",
            Source::Waiting => "время ожидания",
            Source::Council => "предложение общественного совета",
            Source::Appeal => "обращение гражданина",
            Source::Authority => "проверка",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// Whether a score gives it; else a person typed it.
    pub fn is_of_score(self) -> bool {
        !Self::TYPED.contains(&self)
    }
}
