//! A table of answers or findings as a person sees it before it counts: how its columns were understood, what is wrong.
//!
//! In come a file, what a person said of its columns, or the name of a mapping kept before; out go sums by the names of
//! the file. It keeps nothing but what is taken in, and the mapping that a person names.

use super::books::{self, Book};
use super::files::{self, ScoreFile};
use super::imports::{Imported, keep_mapping, mapping_text};
use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::ImportScores;
use otklik_domain::ids::RoundId;
use otklik_domain::rulebook::Rulebook;
use otklik_papers::answers::mapping::{Column, Mapping, Meaning};
use otklik_papers::round::Noted;

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
    /// Name of a kept mapping to read it by; what was said stands above it.
    pub mapping: Option<String>,
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
    let book = book(ctx, id).await?;
    let file = file_of(ctx, &book, sent).await?;
    if sent.is_findings {
        let read = files::read_findings(ctx, id, &file).await.map_err(of_file)?;
        let n_marks =
            |findings: &otklik_domain::score::Findings| findings.items().count() + findings.counted_lists().count();
        let places = read.findings.iter().map(|((name, branch), it)| (name.clone(), branch.clone(), 0, n_marks(it)));
        return Ok(ReadTable { places: places.collect(), ..table(&book, &[], &read.notes, read.n_more_notes) });
    }
    let read = files::read_answers(ctx, id, &file).await.map_err(of_file)?;
    let columns: &[Column] = read.mapping.as_ref().map_or(&[], |mapping| &mapping.columns);
    let places = read.tallies.iter().map(|((name, branch), it)| (name.clone(), branch.clone(), it.respondents(), 0));
    let mut shown = ReadTable { places: places.collect(), ..table(&book, columns, &read.notes, read.n_more_notes) };
    for column in shown.columns.iter_mut().filter(|_| !sent.said.is_empty()) {
        if sent.said.iter().any(|(heading, _)| *heading == column.heading) {
            column.ground = "выбрано на этой странице".to_owned();
        }
    }
    Ok(shown)
}

fn table(book: &Rulebook, columns: &[Column], notes: &[Noted], n_more_remarks: u64) -> ReadTable {
    ReadTable {
        columns: columns.iter().map(read_column).collect(),
        meanings: meanings(book),
        remarks: notes.iter().map(Noted::words).collect(),
        n_more_remarks,
        places: Vec::new(),
    }
}

/// Reads a table and takes its sums in.
///
/// # Errors
/// As [`read_table`], and `Invalid` when the round is closed.
pub async fn take_table(ctx: &Ctx, id: RoundId, sent: &SentTable) -> Result<Imported, Refusal> {
    let book = book(ctx, id).await?;
    let file = file_of(ctx, &book, sent).await?;
    let imported = if sent.is_findings {
        files::import_findings_file(ctx, id, &file).await.map(|(_, imported)| imported)
    } else {
        files::import_answers_file(ctx, id, &file).await.map(|(_, imported)| imported)
    };
    imported.map_err(of_file)
}

/// Keeps how the columns of a table are understood under a name, for the next file of the same form.
///
/// The mapping that the table was read by may be kept anew under its name; another of that name stays.
///
/// # Errors
/// As [`read_table`]; `Invalid` without a name, when the name is taken, or when the table has no columns to keep.
pub async fn keep_columns(ctx: &Ctx, id: RoundId, sent: &SentTable, name: &str) -> Result<(), Refusal> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::field("keep_as", "Назовите соответствие столбцов"));
    }
    let book = book(ctx, id).await?;
    let file = file_of(ctx, &book, sent).await?;
    let read = files::read_answers(ctx, id, &file).await.map_err(of_file)?;
    let text = read.mapping_text.ok_or_else(|| {
        Refusal::field("keep_as", "В этой таблице уже подсчитанные суммы: соответствие столбцов ей не нужно")
    })?;
    let kept = ctx.store().find_mapping(&name).await?;
    if kept.is_some() && sent.mapping.as_deref() != Some(name.as_str()) {
        let words = format!("Соответствие «{name}» уже есть: назовите иначе или сначала выберите его в списке");
        return Err(Refusal::field("keep_as", words));
    }
    keep_mapping(ctx, &name, &text, kept.map(|kept| kept.version)).await.map(drop)
}

async fn book(ctx: &Ctx, id: RoundId) -> Result<Book, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    books::book(ctx.store(), &round(ctx, id).await?.value.rulebook.sha256).await
}

/// The file with the mapping it is read by: what a person said stands above what was kept.
async fn file_of(ctx: &Ctx, book: &Rulebook, sent: &SentTable) -> Result<ScoreFile, Refusal> {
    let mapping = match &sent.mapping {
        _ if sent.is_findings => None,
        _ if !sent.said.is_empty() => Some(said(book, &sent.said).to_toml().map_err(Refusal::unavailable)?),
        Some(name) => Some(mapping_text(ctx, name).await.map_err(|refusal| no_mapping(refusal, name))?),
        None => None,
    };
    Ok(ScoreFile { name: sent.file_name.clone(), bytes: sent.bytes.clone(), mapping })
}

fn no_mapping(refusal: Refusal, name: &str) -> Refusal {
    match refusal {
        Refusal::NotFound => Refusal::field("mapping", format!("Соответствия «{name}» нет: выберите другое")),
        other => other,
    }
}

/// What is wrong with the file is said beside it.
fn of_file(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(Faults::Paper(words)) => Refusal::field("file", words),
        other => other,
    }
}

/// Columns as a person said; names that mean nothing are left to be told by the headings.
fn said(book: &Rulebook, said: &[(String, String)]) -> Mapping {
    let column = |(heading, name): &(String, String)| {
        let meaning = Meaning::from_name(name, book)?;
        Some(Column { heading: heading.clone(), meaning, score: 100, ground: String::new() })
    };
    Mapping { columns: said.iter().filter_map(column).collect(), ..Mapping::default() }
}

fn read_column(column: &Column) -> ReadColumn {
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
