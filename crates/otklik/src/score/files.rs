//! Files of a round: which kind each is by its bytes, and who reads it.

use crate::args::Score;
use crate::read::{bytes_of, why_not_opened};
use crate::say;
use crate::workshop::Children;
use otklik_domain::rulebook::Rulebook;
use otklik_papers::answers::mapping::Mapping;
use otklik_papers::answers::table::{Refused, Row, Sheet, TextRows, rows_of};
use otklik_papers::answers::{Manner, Progress, headings, rows_of_parquet};
use otklik_papers::losses::Prices;
use otklik_papers::round::Round;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// What a file is.
enum Source {
    /// Delimited text, read as a stream.
    Text(TextRows<BufReader<File>>),
    /// A workbook, read by a child.
    Book(Vec<Sheet>),
    /// Parquet: answers are counted by all processors, any other table is read as rows.
    Parquet,
}

/// A text from this size on is counted by the kernel for great files, when its headings are codes.
const GREAT_BYTES: u64 = 64 << 20;

/// Reads all files into a round; gives the mappings by which answers were read.
pub(super) async fn gather<'a>(
    command: &Score,
    rulebook: &'a Rulebook,
) -> anyhow::Result<(Round<'a>, Vec<(String, Mapping)>)> {
    let children = Children::new()?;
    let kept = command.mapping.as_deref().map(|file| mapping(file, rulebook)).transpose()?;
    let mut round = Round::new(rulebook);
    let mut mappings = Vec::new();
    each_once(&command.answers)?;
    for file in &command.answers {
        let name = file.display().to_string();
        let told = match source(&children, file).await? {
            Source::Text(rows) if !is_great(file, &round, kept.as_ref()) => {
                round.answers(&name, rows, kept.as_ref()).map(|it| it.into_iter().collect())
            }
            Source::Book(sheets) => round.answers_of_book(&name, sheets, kept.as_ref()),
            Source::Parquet if is_by_items(file) => parquet(file)
                .and_then(|rows| round.answers(&name, rows, kept.as_ref()))
                .map(|it| it.into_iter().collect()),
            Source::Text(_) | Source::Parquet => {
                great(command, &mut round, file, kept.as_ref()).map(|mapping| vec![mapping])
            }
        };
        let told: Vec<Mapping> = told.map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
        mappings.extend(told.into_iter().map(|mapping| (name.clone(), mapping)));
    }
    for file in &command.findings {
        let name = file.display().to_string();
        let done = match source(&children, file).await? {
            Source::Text(rows) => round.findings(&name, rows),
            Source::Book(sheets) => round.findings_of_book(&name, sheets),
            Source::Parquet => parquet(file).and_then(|rows| round.findings(&name, rows)),
        };
        done.map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
    }
    if let Some(file) = &command.registry {
        let name = file.display().to_string();
        let done = match source(&children, file).await? {
            Source::Text(rows) => round.registry(&name, rows),
            Source::Book(sheets) => round.registry_of_book(&name, sheets),
            Source::Parquet => parquet(file).and_then(|rows| round.registry(&name, rows)),
        };
        done.map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
    }
    round.finish();
    Ok((round, mappings))
}

/// A file named twice would count every answer in it twice.
fn each_once(files: &[PathBuf]) -> anyhow::Result<()> {
    let mut known: Vec<PathBuf> = Vec::new();
    for file in files {
        let whole = std::fs::canonicalize(file).unwrap_or_else(|_| file.clone());
        anyhow::ensure!(!known.contains(&whole), "{}: файл назван дважды; уберите повтор --answers", file.display());
        known.push(whole);
    }
    Ok(())
}

/// A Parquet file of counts: one row an item, as its heading says.
fn is_by_items(file: &Path) -> bool {
    headings(file).is_ok_and(|headings| headings.iter().any(|heading| heading.trim().eq_ignore_ascii_case("item")))
}

fn parquet(file: &Path) -> Result<impl Iterator<Item = Result<Row, Refused>>, Refused> {
    Ok(rows_of_parquet(file)?.into_iter().map(Ok))
}

fn is_great(file: &Path, round: &Round<'_>, kept: Option<&Mapping>) -> bool {
    let is_long = std::fs::metadata(file).is_ok_and(|about| about.len() >= GREAT_BYTES);
    is_long && round.is_for_bulk(file, kept).unwrap_or(false)
}

/// Counts a great file; a person at a terminal sees how far it has come.
fn great(command: &Score, round: &mut Round<'_>, file: &Path, kept: Option<&Mapping>) -> Result<Mapping, Refused> {
    let name = file.display().to_string();
    let shown = AtomicU64::new(u64::MAX);
    let listener = |progress: Progress| {
        let percent = progress.done.saturating_mul(100).checked_div(progress.total).unwrap_or(100);
        if shown.swap(percent, Ordering::Relaxed) != percent {
            say::progress(&format!("{name}: {percent} %"));
        }
    };
    let done = round.bulk(
        &name,
        file,
        kept,
        &Manner { listener: Some(&listener), checkpoint: command.checkpoint.as_deref(), ..Manner::default() },
    );
    say::progress("");
    done
}

/// Reads a table of prices.
pub(super) async fn prices(file: &Path) -> anyhow::Result<Prices> {
    let name = file.display();
    let read = match source(&Children::new()?, file).await? {
        Source::Text(rows) => Prices::read(rows),
        Source::Book(sheets) => Prices::read(sheets.into_iter().take(1).flat_map(rows_of)),
        Source::Parquet => parquet(file).and_then(Prices::read),
    };
    read.map_err(|why| anyhow::anyhow!("{name}: {why}"))
}

async fn source(children: &Children, file: &Path) -> anyhow::Result<Source> {
    let name = file.display();
    let not_opened = |why: std::io::Error| anyhow::anyhow!("{name}: {}", why_not_opened(&why));
    let about = std::fs::metadata(file).map_err(not_opened)?;
    anyhow::ensure!(about.is_file(), "{name}: это не файл; назовите таблицу");
    let mut open = File::open(file).map_err(not_opened)?;
    let mut head = [0; 4];
    let n = open.read(&mut head).map_err(not_opened)?;
    if is_book(&head[..n]) {
        let bytes = bytes_of(file)?;
        return children.sheets(&bytes).await.map(Source::Book).map_err(|why| anyhow::anyhow!("{name}: {why}"));
    }
    if head[..n] == *b"PAR1" {
        return Ok(Source::Parquet);
    }
    open.rewind().map_err(not_opened)?;
    let rows = TextRows::open(BufReader::new(open)).map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
    Ok(Source::Text(rows))
}

/// A container of an office: .xlsx and .ods, or .xls.
fn is_book(head: &[u8]) -> bool {
    head.starts_with(b"PK") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

fn mapping(file: &Path, rulebook: &Rulebook) -> anyhow::Result<Mapping> {
    let name = file.display();
    let text = String::from_utf8(bytes_of(file)?)
        .map_err(|_| anyhow::anyhow!("{name}: это не текст в UTF-8; возьмите вывод --save-mapping"))?;
    Mapping::from_toml(&text, rulebook).map_err(|why| anyhow::anyhow!("{name}: {why}"))
}

/// Saves the mappings of all files as one: a heading that several files have stands once.
pub(super) fn save_mapping(file: &Path, mappings: &[(String, Mapping)]) -> anyhow::Result<()> {
    let mut whole =
        Mapping { name: file.file_stem().map(|stem| stem.to_string_lossy().into_owned()), ..Mapping::default() };
    for (_, mapping) in mappings {
        whole.organisation = whole.organisation.or_else(|| mapping.organisation.clone());
        for column in &mapping.columns {
            if !whole.columns.iter().any(|it| it.heading == column.heading) {
                whole.columns.push(column.clone());
            }
        }
    }
    let text = whole.to_toml().map_err(|why| anyhow::anyhow!("{}: {why}", file.display()))?;
    crate::write::keep(file, text.as_bytes())
}
