//! Files of answers and findings: shown first with how their headings were understood, then taken in.
//!
//! Delimited text is read as a stream; workbooks are opened in the workshop.

use super::books::{self, Book};
use super::imports::{Imported, Source, import_findings, import_tallies};
use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::ImportScores;
use otklik_domain::ids::RoundId;
use otklik_domain::score::{Findings, Tally};
use otklik_papers::answers::mapping::Mapping;
use otklik_papers::answers::table::{Refused, Sheet, TextRows};
use otklik_papers::round::{Noted, Round};
use std::collections::BTreeMap;
use std::io::Cursor;

/// A file as it came, for a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A mapping of headings that a person confirmed, as TOML; without one headings are matched by meaning.
    pub mapping: Option<String>,
}

/// What a file of answers says, before it is taken in.
#[derive(Debug, Clone)]
pub struct AnswersRead {
    /// How headings were understood; nothing for the counted form.
    pub mapping: Option<Mapping>,
    /// The same as text, to be confirmed, changed and kept.
    pub mapping_text: Option<String>,
    /// Sums by organisation and branch.
    pub tallies: BTreeMap<(String, Option<String>), Tally>,
    /// What a person should look at.
    pub notes: Vec<Noted>,
    /// Remarks beyond those that are kept.
    pub n_more_notes: u64,
}

impl AnswersRead {
    /// How many questionnaires.
    pub fn n_rows(&self) -> u64 {
        self.tallies.values().fold(0, |sum, tally| sum.saturating_add(tally.respondents()))
    }
}

/// What a file of findings says, before it is taken in.
#[derive(Debug, Clone)]
pub struct FindingsRead {
    /// Findings by organisation and branch.
    pub findings: BTreeMap<(String, Option<String>), Findings>,
    /// What a person should look at.
    pub notes: Vec<Noted>,
    /// Remarks beyond those that are kept.
    pub n_more_notes: u64,
}

/// A table as it was opened.
enum Opened {
    Text(Vec<u8>),
    Book(Vec<Sheet>),
}

/// Office containers go to the workshop: .xlsx and .ods, or .xls.
async fn open(ctx: &Ctx, bytes: &[u8]) -> Result<Opened, Refusal> {
    if bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Ok(Opened::Book(ctx.house.workshop.sheets(bytes.to_vec()).await?));
    }
    Ok(Opened::Text(bytes.to_vec()))
}

fn unreadable(why: &Refused) -> Refusal {
    Refusal::Invalid(Faults::Paper(why.to_string()))
}

/// Reads apart from those who serve people: a table may be long.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refusal> {
    let done = tokio::task::spawn_blocking(work).await.map_err(Refusal::unavailable)?;
    done.map_err(|why| unreadable(&why))
}

async fn book_of(ctx: &Ctx, id: RoundId) -> Result<Book, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let round = round(ctx, id).await?.value;
    books::book(ctx.store(), &round.rulebook.sha256).await
}

/// Reads a file of answers and says how it was understood; keeps nothing.
///
/// # Errors
/// `Invalid` when it cannot be read or the mapping is not one, `NotFound`, `NotAllowed`.
pub async fn read_answers(ctx: &Ctx, id: RoundId, file: &ScoreFile) -> Result<AnswersRead, Refusal> {
    let book = book_of(ctx, id).await?;
    let opened = open(ctx, &file.bytes).await?;
    let (name, kept) = (file.name.clone(), file.mapping.clone());
    apart(move || {
        let kept = kept.map(|text| Mapping::from_toml(&text, &book)).transpose()?;
        let mut round = Round::new(&book);
        let told: Vec<Mapping> = match opened {
            Opened::Text(bytes) => {
                round.answers(&name, TextRows::open(Cursor::new(bytes))?, kept.as_ref())?.into_iter().collect()
            }
            Opened::Book(sheets) => round.answers_of_book(&name, sheets, kept.as_ref())?,
        };
        let mapping = joined(told);
        let mapping_text = mapping.as_ref().map(Mapping::to_toml).transpose()?;
        let of_unit = round.assessed().into_iter().flat_map(|one| {
            one.units.into_iter().map(move |unit| ((one.organisation.clone(), unit.branch), unit.tally))
        });
        let tallies = of_unit.filter(|(_, tally)| tally.respondents() > 0).collect();
        let (notes, n_more_notes) = (round.notes.all().to_vec(), round.notes.n_left_out());
        Ok(AnswersRead { mapping, mapping_text, tallies, notes, n_more_notes })
    })
    .await
}

/// One mapping of several sheets: a heading that several have stands once.
fn joined(mappings: Vec<Mapping>) -> Option<Mapping> {
    let mut all = mappings.into_iter();
    let mut whole = all.next()?;
    for column in all.flat_map(|mapping| mapping.columns) {
        if !whole.columns.iter().any(|it| it.heading == column.heading) {
            whole.columns.push(column);
        }
    }
    Some(whole)
}

/// Reads a file of findings; keeps nothing.
///
/// # Errors
/// `Invalid` when it cannot be read, `NotFound`, `NotAllowed`.
pub async fn read_findings(ctx: &Ctx, id: RoundId, file: &ScoreFile) -> Result<FindingsRead, Refusal> {
    let book = book_of(ctx, id).await?;
    let opened = open(ctx, &file.bytes).await?;
    let name = file.name.clone();
    apart(move || {
        let mut round = Round::new(&book);
        match opened {
            Opened::Text(bytes) => round.findings(&name, TextRows::open(Cursor::new(bytes))?)?,
            Opened::Book(sheets) => round.findings_of_book(&name, sheets)?,
        }
        let of_unit = round.assessed().into_iter().flat_map(|one| {
            one.units.into_iter().map(move |unit| ((one.organisation.clone(), unit.branch), unit.findings))
        });
        let findings = of_unit.filter(|(_, findings)| !findings.is_empty()).collect();
        let (notes, n_more_notes) = (round.notes.all().to_vec(), round.notes.n_left_out());
        Ok(FindingsRead { findings, notes, n_more_notes })
    })
    .await
}

fn source(file: &ScoreFile, mapping: Option<&str>, n_rows: u64) -> Source {
    let is_book = file.bytes.starts_with(b"PK") || file.bytes.starts_with(&[0xD0, 0xCF]);
    let format = if is_book { "workbook" } else { "text" };
    Source {
        title: file.name.clone(),
        bytes: Some((file.bytes.clone(), format.to_owned())),
        mapping_json: mapping.map(|text| serde_json::Value::from(text).to_string()),
        n_rows,
    }
}

/// Takes in a file of answers. The same file again does nothing.
///
/// # Errors
/// `Invalid` when it cannot be read or the round is closed, `NotFound`, `NotAllowed`.
pub async fn import_answers_file(ctx: &Ctx, id: RoundId, file: &ScoreFile) -> Result<(AnswersRead, Imported), Refusal> {
    let read = read_answers(ctx, id, file).await?;
    let source = source(file, read.mapping_text.as_deref(), read.n_rows());
    let imported = import_tallies(ctx, id, &source, &read.tallies).await?;
    Ok((read, imported))
}

/// Takes in a file of findings; each takes the place of what was said before. The same file again does nothing.
///
/// # Errors
/// `Invalid` when it cannot be read or the round is closed, `NotFound`, `NotAllowed`.
pub async fn import_findings_file(
    ctx: &Ctx,
    id: RoundId,
    file: &ScoreFile,
) -> Result<(FindingsRead, Imported), Refusal> {
    let read = read_findings(ctx, id, file).await?;
    let imported = import_findings(ctx, id, &source(file, None, read.findings.len() as u64), &read.findings).await?;
    Ok((read, imported))
}
