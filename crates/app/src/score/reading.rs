//! A table of answers or findings as a person sees it before it counts: how its columns were understood, what is wrong.
//!
//! In come bytes of delimited text and what a person said of its columns; out go sums by the names of the file. It keeps
//! nothing. Workbooks are refused with a sentence that says what to do.

use super::books;
use super::imports::{Imported, Source, import_findings, import_tallies};
use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::ImportScores;
use otklik_domain::ids::RoundId;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Assessed, Findings, Tally};
use otklik_papers::answers::mapping::{Mapping, Meaning};
use otklik_papers::answers::table::{Refused, TextRows};
use otklik_papers::round::Round as Gathered;
use std::collections::BTreeMap;
use std::io::Cursor;

/// A table that somebody sent.
#[derive(Debug, Clone, Default)]
pub struct SentTable {
    /// Name of the file.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Findings of an inspection; else answers.
    pub is_findings: bool,
    /// What a person said of columns: heading → name of the meaning, `-` leaves one out.
    pub said: Vec<(String, String)>,
}

/// One column as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadColumn {
    /// Its heading.
    pub heading: String,
    /// Name of its meaning: a code, `organisation`, `branch`, `identity`, `-` or `?`.
    pub meaning: String,
    /// By what it was told.
    pub ground: String,
    /// Whether a person should say what it is.
    pub is_doubtful: bool,
}

/// What a table says.
#[derive(Debug, Clone)]
pub struct ReadTable {
    /// Columns of answers; none of findings and of counted answers.
    pub columns: Vec<ReadColumn>,
    /// Meanings to choose from: name and words.
    pub meanings: Vec<(String, String)>,
    /// What is wrong, with its lines.
    pub remarks: Vec<String>,
    /// Remarks beyond those that are told.
    pub n_more_remarks: u64,
    /// Organisations and branches: name, branch, filled questionnaires, marks of inspectors.
    pub places: Vec<(String, Option<String>, u64, usize)>,
}

/// Reads a table and keeps nothing.
///
/// # Errors
/// `Invalid` with a sentence when the file cannot be taken; `NotFound`, `NotAllowed`.
pub async fn read_table(ctx: &Ctx, id: RoundId, sent: &SentTable) -> Result<ReadTable, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let book = books::book(ctx.store(), &round(ctx, id).await?.value.rulebook.sha256).await?;
    let (gathered, mapping) = gather(&book, sent)?;
    let of_unit = |one: &Assessed| -> Vec<(String, Option<String>, u64, usize)> {
        let place = |unit: &otklik_domain::score::Unit| {
            let n_found = unit.findings.items().count() + unit.findings.counted_lists().count();
            (one.organisation.clone(), unit.branch.clone(), unit.tally.respondents(), n_found)
        };
        one.units.iter().map(place).collect()
    };
    Ok(ReadTable {
        columns: mapping.iter().flat_map(|mapping| &mapping.columns).map(read_column).collect(),
        meanings: meanings(&book),
        remarks: gathered.notes.all().iter().map(otklik_papers::round::Noted::words).collect(),
        n_more_remarks: gathered.notes.n_left_out(),
        places: gathered.assessed().iter().flat_map(of_unit).collect(),
    })
}

/// Reads a table and takes its sums in.
///
/// # Errors
/// As [`read_table`], and `Invalid` when the round is closed.
pub async fn take_table(ctx: &Ctx, id: RoundId, sent: &SentTable) -> Result<Imported, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let book = books::book(ctx.store(), &round(ctx, id).await?.value.rulebook.sha256).await?;
    let (gathered, mapping) = gather(&book, sent)?;
    let mapping_json = match &mapping {
        Some(mapping) => Some(mapping.to_toml().map_err(Refusal::unavailable)?),
        None => None,
    };
    let all = gathered.assessed();
    let n_rows = all.iter().flat_map(|one| &one.units).map(|unit| unit.tally.respondents()).sum();
    let source = Source {
        title: sent.file_name.clone(),
        bytes: Some((sent.bytes.clone(), "csv".to_owned())),
        mapping_json,
        n_rows,
    };
    if sent.is_findings {
        let found: BTreeMap<(String, Option<String>), Findings> = places(&all, |unit| unit.findings.clone());
        return import_findings(ctx, id, &source, &found).await;
    }
    let tallies: BTreeMap<(String, Option<String>), Tally> = places(&all, |unit| unit.tally.clone());
    import_tallies(ctx, id, &source, &tallies).await
}

fn places<T>(all: &[Assessed], of: impl Fn(&otklik_domain::score::Unit) -> T) -> BTreeMap<(String, Option<String>), T> {
    let units = all.iter().flat_map(|one| one.units.iter().map(move |unit| (one, unit)));
    units.map(|(one, unit)| ((one.organisation.clone(), unit.branch.clone()), of(unit))).collect()
}

fn gather<'a>(book: &'a Rulebook, sent: &SentTable) -> Result<(Gathered<'a>, Option<Mapping>), Refusal> {
    let wrong = |why: &Refused| Refusal::Invalid(Faults::Fields(vec![("file", why.to_string())]));
    if sent.bytes.starts_with(b"PK") || sent.bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::field("file", "Это книга Excel: сохраните лист как CSV и загрузите его"));
    }
    let rows = || TextRows::open(Cursor::new(sent.bytes.as_slice())).map_err(|why| wrong(&why));
    let mut gathered = Gathered::new(book);
    if sent.is_findings {
        gathered.findings(&sent.file_name, rows()?).map_err(|why| wrong(&why))?;
        return Ok((gathered, None));
    }
    let told = gathered.answers(&sent.file_name, rows()?, None).map_err(|why| wrong(&why))?;
    if sent.said.is_empty() {
        return Ok((gathered, told));
    }
    // What a person said stands in place of what was guessed, and the file is read anew.
    let Some(corrected) = told.map(|mapping| corrected(mapping, book, &sent.said)) else {
        return Ok((gathered, None));
    };
    let mut gathered = Gathered::new(book);
    let told = gathered.answers(&sent.file_name, rows()?, Some(&corrected)).map_err(|why| wrong(&why))?;
    Ok((gathered, told))
}

fn corrected(mut mapping: Mapping, book: &Rulebook, said: &[(String, String)]) -> Mapping {
    for column in &mut mapping.columns {
        let wanted = said.iter().find(|(heading, _)| *heading == column.heading.trim());
        if let Some(meaning) = wanted.and_then(|(_, name)| Meaning::from_name(name, book)) {
            column.meaning = meaning;
        }
    }
    mapping
}

fn read_column(column: &otklik_papers::answers::mapping::Column) -> ReadColumn {
    let is_doubtful = matches!(column.meaning, Meaning::Doubt(_) | Meaning::Unknown);
    ReadColumn {
        heading: column.heading.trim().to_owned(),
        meaning: if is_doubtful { "?".to_owned() } else { column.meaning.name() },
        ground: column.ground.clone(),
        is_doubtful,
    }
}

fn meanings(book: &Rulebook) -> Vec<(String, String)> {
    let fixed = [
        ("?", "Не понятно, что это: не учитывать"),
        ("-", "Не учитывать"),
        ("organisation", "Организация"),
        ("branch", "Филиал"),
        ("identity", "Номер или время анкеты"),
    ];
    let questions = book.questionnaire.questions.iter();
    let questions = questions.map(|it| (it.code.clone(), format!("Вопрос {}: {}", it.number, it.short)));
    fixed.into_iter().map(|(name, words)| (name.to_owned(), words.to_owned())).chain(questions).collect()
}
