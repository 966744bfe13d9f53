//! Where a part of a rulebook is taken from, and how sure we are of it.

use crate::Date;

/// How sure we are of a part of the law («степень достоверности»).
///
/// The official texts were not all at hand when the rulebooks were written; what is unsure is said, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Seen in an official text or in a published result.
    Seen,
    /// Seen in programs and papers of those who carry out assessments.
    Practice,
    /// Follows from what was seen.
    Derived,
    /// Remembered only, to be checked against the official text.
    Remembered,
}

impl Certainty {
    /// All, the surest first.
    pub const ALL: [Certainty; 4] = [Certainty::Seen, Certainty::Practice, Certainty::Derived, Certainty::Remembered];

    /// The name used in rulebooks and public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Seen => "seen",
            Certainty::Practice => "practice",
            Certainty::Derived => "derived",
            Certainty::Remembered => "remembered",
        }
    }

    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Certainty::Seen => "по опубликованному тексту или результату",
            Certainty::Practice => "по практике операторов",
            Certainty::Derived => "выведено из опубликованного",
            Certainty::Remembered => "требует сверки с официальным текстом",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        Certainty::ALL.into_iter().find(|certainty| certainty.name() == name)
    }
}

/// An act that a rulebook carries out («нормативный акт»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Key by which parts name it: `344n`.
    pub key: String,
    /// Full name: «Приказ Минтруда России от 31.05.2018 № 344н».
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// The edition that was used: «в редакции приказа № 408н».
    pub edition: Option<String>,
    /// From when it is in force.
    pub in_force_from: Option<Date>,
    /// Until when, where it is known.
    pub in_force_until: Option<Date>,
    /// Address of its official publication.
    pub address: Option<String>,
    /// How sure we are of what is used from it.
    pub certainty: Certainty,
}

/// Where one part of a rulebook stands («источник нормы»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Key of the act.
    pub act: String,
    /// Place in it: «формула (1.1)».
    pub place: Option<String>,
    /// How sure we are.
    pub certainty: Certainty,
    /// What a reader should know: a variant, a doubt.
    pub note: Option<String>,
}
