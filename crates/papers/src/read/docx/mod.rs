//! Office Open XML text: .docx, .docm, .dotx of any dialect.
//!
//! In comes a container; out goes a document, with remarks about tracked changes, macros and what was left out.
//! Nothing outside the container is ever asked for. It refuses to know what the tables mean.

mod numbering;
mod paragraph;
mod styles;
mod table;
mod walker;

use super::lists::Lists;
use super::package::Package;
use super::remarks;
use super::xml::{Piece, Xml, attribute, local};
use super::{Document, Format, Unreadable};
use styles::Styles;
use walker::Walker;

/// Reads a .docx.
///
/// # Errors
/// [`Unreadable`] when the container or the markup is broken, locked or too large.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main.as_str()));
    let relations = relations(&mut package, &format!("{folder}/_rels/{file}.rels"))?;
    let part = |kind: &str, name: &str| {
        let related = relations.iter().find(|(of, _)| of == kind).map(|(_, target)| within_folder(folder, target));
        related.unwrap_or_else(|| within_folder(folder, name))
    };
    let styles = match package.text(&part("styles", "styles.xml"))? {
        Some(text) => Styles::parse(&text)?,
        None => Styles::default(),
    };
    let lists = match package.text(&part("numbering", "numbering.xml"))? {
        Some(text) => numbering::parse(&text)?,
        None => Lists::default(),
    };
    let text = package
        .text(&main)?
        .ok_or_else(|| Unreadable::Damaged("в архиве нет самого документа (word/document.xml)".into()))?;
    let mut walker = Walker::new(Xml::new(&text, "document.xml"), &styles, lists);
    let blocks = walker.document()?;
    let (seen, remarks) = (walker.seen, walker.omitted.remarks());
    let mut document = Document { format: Format::Docx, blocks, remarks };
    if !document.has_text() && seen.has_images {
        return Err(Unreadable::ScanWithoutText);
    }
    let has_macros = package.names().any(|name| name.ends_with("vbaProject.bin"));
    let said = [
        (seen.has_changes, remarks::tracked_changes as fn() -> _),
        (has_macros, remarks::macros_ignored),
        (seen.has_notes, remarks::notes_left_out),
        (seen.has_foreign_parts, remarks::foreign_parts_left_out),
    ];
    document.remarks.extend(said.iter().filter(|(is_met, _)| *is_met).map(|(_, say)| say()));
    Ok(document)
}

/// The name of the main part: by the relation of the container, else where it always stands.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    let target = relations(package, "_rels/.rels")?
        .into_iter()
        .find(|(kind, _)| kind == "officeDocument")
        .map(|(_, target)| within_folder("", &target))
        .filter(|name| package.has(name));
    Ok(target.unwrap_or_else(|| "word/document.xml".into()))
}

/// Kinds and targets of the relations of a part. Those that lead outside are not even listed.
fn relations(package: &mut Package<'_>, name: &str) -> Result<Vec<(String, String)>, Unreadable> {
    let Some(text) = package.text(name)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, "_rels");
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Piece::Open(open) if local(&open) == "Relationship" => {
                let is_outside = attribute(&open, "TargetMode").is_some_and(|mode| mode == "External");
                let kind = attribute(&open, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                if let Some(target) = attribute(&open, "Target").filter(|_| !is_outside) {
                    found.push((kind, target.into_owned()));
                }
            }
            Piece::End => return Ok(found),
            _ => {}
        }
    }
}

/// A target as a name inside the container.
fn within_folder(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
