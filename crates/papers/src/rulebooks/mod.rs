//! The law as data: the rulebooks that the program carries, and reading of others.
//!
//! In come the texts of `rulebooks/<sector>/` at the root of the workspace, embedded by `build.rs`; out go checked
//! [`Rulebook`]s. Adding a sector or an edition is adding files: no line here names one.

mod listing;
mod parse;

pub use listing::{Listed, ListedKind, gap_lines, items_listing, listing_lines};

use otklik_domain::Date;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::shortcoming::Catalogue;
use std::sync::LazyLock;

/// One edition as `build.rs` found it.
struct Embedded {
    rules: &'static str,
    questions: &'static str,
    measures: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/rulebooks.rs"));

static ALL: LazyLock<Vec<Rulebook>> = LazyLock::new(|| {
    let read = |it: &Embedded| parse::rulebook(it.rules, it.questions).expect("build.rs has read it once before");
    EMBEDDED.iter().map(read).collect()
});

static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(|| {
    let read = |(it, book): (&Embedded, &Rulebook)| {
        parse::catalogue(it.measures, book).expect("build.rs has read it once before")
    };
    EMBEDDED.iter().zip(ALL.iter()).map(read).collect()
});

/// Why a rulebook cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// No sector goes by this name.
    #[error("Свода правил «{name}» нет. Есть: {known}.")]
    Name {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The sector has no such edition.
    #[error("У свода правил «{name}» нет редакции «{edition}». Есть: {known}.")]
    Edition {
        /// The sector.
        name: String,
        /// What was asked for.
        edition: String,
        /// The editions there are.
        known: String,
    },
    /// The sector has no edition that is in force on the day.
    #[error("Свод правил «{name}» на {day} не действует.")]
    NotInForce {
        /// The sector.
        name: String,
        /// The day.
        day: Date,
    },
}

/// A text that is not a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {why}")]
pub struct NotARulebook {
    /// Which of the two files.
    pub file: &'static str,
    /// Line, field, what is wrong.
    pub why: String,
}

/// Every rulebook there is: sectors by name, editions of one in the order they came into force.
pub fn all() -> &'static [Rulebook] {
    &ALL
}

/// The rulebook of a sector by its name or alias; without an edition the latest one.
///
/// # Errors
/// [`Missing`] lists what there is.
pub fn named(name: &str, edition: Option<&str>) -> Result<&'static Rulebook, Missing> {
    chosen(all(), name, edition)
}

/// The rulebook of a sector that is in force on a day.
///
/// # Errors
/// [`Missing`] lists what there is.
pub fn in_force(name: &str, day: Date) -> Result<&'static Rulebook, Missing> {
    let editions = editions_of(all(), name)?;
    let found = editions.iter().rev().find(|it| it.is_in_force(day)).copied();
    found.ok_or_else(|| Missing::NotInForce { name: name.to_owned(), day })
}

/// The rulebook that a round stays on, by the hash of its files.
pub fn by_hash(sha256: &str) -> Option<&'static Rulebook> {
    all().iter().find(|it| it.sha256 == sha256)
}

/// The two texts of a rulebook that is carried along, for whoever keeps them with a round.
///
/// A round counted today must be counted the same when the program is newer: with its texts kept, [`of_text`] gives the
/// very same rulebook whatever became of the files.
pub fn texts(sha256: &str) -> Option<(&'static str, &'static str)> {
    let at = all().iter().position(|it| it.sha256 == sha256)?;
    EMBEDDED.get(at).map(|it| (it.rules, it.questions))
}

/// Typical measures of the sector that goes by this name or alias, by its latest edition; none for an unknown one.
pub fn catalogue(name: &str) -> Option<&'static Catalogue> {
    let book = named(name, None).ok()?;
    let at = all().iter().position(|it| it.sha256 == book.sha256)?;
    CATALOGUES.get(at)
}

/// Reads a rulebook that is not carried along: the texts of `rulebook.toml` and `questionnaire.toml`.
///
/// # Errors
/// [`NotARulebook`] names the file, the line and the field.
pub fn of_text(rules: &str, questions: &str) -> Result<Rulebook, NotARulebook> {
    parse::rulebook(rules, questions).map_err(|fault| {
        let file = match fault.text {
            parse::Text::Rules => "rulebook.toml",
            parse::Text::Questions => "questionnaire.toml",
        };
        NotARulebook { file, why: fault.why }
    })
}

/// As [`named`], among any rulebooks: those carried along or those of a folder.
///
/// # Errors
/// [`Missing`] lists what there is.
pub fn chosen<'a>(among: &'a [Rulebook], name: &str, edition: Option<&str>) -> Result<&'a Rulebook, Missing> {
    let editions = editions_of(among, name)?;
    let found = editions.iter().rev().find(|it| edition.is_none_or(|edition| it.edition == edition)).copied();
    found.ok_or_else(|| Missing::Edition {
        name: name.to_owned(),
        edition: edition.unwrap_or_default().to_owned(),
        known: editions.iter().map(|it| it.edition.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// Editions of a sector in the order they came into force; never empty.
fn editions_of<'a>(among: &'a [Rulebook], name: &str) -> Result<Vec<&'a Rulebook>, Missing> {
    let mut editions: Vec<&Rulebook> = among.iter().filter(|it| it.is_called(name)).collect();
    if editions.is_empty() {
        let mut known: Vec<&str> = among.iter().map(|it| it.name.as_str()).collect();
        known.dedup();
        return Err(Missing::Name { name: name.to_owned(), known: known.join(", ") });
    }
    editions.sort_by_key(|it| it.in_force_from);
    Ok(editions)
}
