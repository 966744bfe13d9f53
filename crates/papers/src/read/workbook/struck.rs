//! Cells of an .xlsx that are struck out, whole or in part: the library that reads values does not tell.
//!
//! In come the bytes of a container; out goes what is left of such cells, by sheet and place. A book without a line
//! through anything costs one look. It refuses to know values: what is struck whole is only named by its place.

use super::super::Unreadable;
use super::super::omitted::{Fate, Omitted};
use super::super::package::Package;
use super::super::xml::{Piece, Xml, attribute, local, number};
use super::Told;
use quick_xml::events::BytesStart;
use std::collections::{HashMap, HashSet};

/// Stretches of a text: what the markup says of each, and its letters.
type Runs = Vec<(Option<bool>, String)>;
/// By row and column: what is left of a cell and what is struck in it; nothing where it is struck whole.
type Places = HashMap<(u32, u32), Option<(String, String)>>;

/// What is struck in a book, by the names of sheets.
#[derive(Debug, Default)]
pub(super) struct Struck {
    pub(super) by_sheet: HashMap<String, Places>,
}

impl Struck {
    /// Looks through a container; whatever is broken here is refused by the one who reads values.
    pub(super) fn of(bytes: &[u8]) -> Self {
        struck(bytes).unwrap_or_default()
    }

    /// Takes what is struck out of the cells that a library told.
    pub(super) fn taken_from(&self, mut sheets: Vec<Told>, omitted: &mut Omitted) -> Vec<Told> {
        for told in &mut sheets {
            let Some(places) = self.by_sheet.get(&told.name) else { continue };
            for (at, text) in &mut told.cells {
                let Some(left) = places.get(at) else { continue };
                let (left, gone) = left.clone().unwrap_or_else(|| (String::new(), text.clone()));
                omitted.end();
                omitted.takes(Fate { is_struck: true, is_hidden: false }, &gone);
                *text = left;
            }
            told.cells.retain(|(_, text)| !text.trim().is_empty());
        }
        omitted.end();
        sheets
    }
}

fn struck(bytes: &[u8]) -> Result<Struck, Unreadable> {
    let mut package = Package::open(bytes)?;
    let styles = package.text("xl/styles.xml")?.unwrap_or_default();
    let texts = package.text("xl/sharedStrings.xml")?.unwrap_or_default();
    let formats = if styles.contains("strike") { struck_formats(&styles)? } else { HashSet::new() };
    let shared = if texts.contains("strike") { shared_texts(&texts)? } else { HashMap::new() };
    let mut struck = Struck::default();
    for (name, part) in sheets(&mut package)? {
        let text = package.text(&part)?.unwrap_or_default();
        if !formats.is_empty() || !shared.is_empty() || text.contains("strike") {
            struck.by_sheet.insert(name, places(&text, &formats, &shared)?);
        }
    }
    Ok(struck)
}

/// Names of sheets and of their parts.
fn sheets(package: &mut Package<'_>) -> Result<Vec<(String, String)>, Unreadable> {
    let mut targets = HashMap::new();
    each(&package.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default(), |open| {
        if local(open) == "Relationship"
            && let (Some(id), Some(target)) = (attribute(open, "Id"), attribute(open, "Target"))
        {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id.into_owned(), part);
        }
    })?;
    let mut sheets = Vec::new();
    each(&package.text("xl/workbook.xml")?.unwrap_or_default(), |open| {
        if local(open) == "sheet"
            && let Some(part) = attribute(open, "id").and_then(|id| targets.get(&*id))
        {
            sheets.push((attribute(open, "name").unwrap_or_default().into_owned(), part.clone()));
        }
    })?;
    Ok(sheets)
}

/// Every element that opens in a part.
fn each(text: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), Unreadable> {
    let mut xml = Xml::new(text, "workbook.xml");
    loop {
        match xml.next()? {
            Piece::Open(open) => take(&open),
            Piece::End => return Ok(()),
            Piece::Close | Piece::Text(_) => {}
        }
    }
}

fn is_on(open: &BytesStart<'_>) -> bool {
    attribute(open, "val").is_none_or(|value| !matches!(&*value, "0" | "false"))
}

/// Numbers of the formats of cells whose font strikes out.
fn struck_formats(styles: &str) -> Result<HashSet<usize>, Unreadable> {
    let (mut fonts, mut formats) = (Vec::new(), HashSet::new());
    let (mut is_in_fonts, mut n_formats) = (false, None);
    each(styles, |open| match (local(open), n_formats) {
        ("fonts", _) => is_in_fonts = true,
        ("fills", _) => is_in_fonts = false,
        ("font", _) if is_in_fonts => fonts.push(false),
        ("strike", _) if is_in_fonts => {
            if let Some(font) = fonts.last_mut() {
                *font = is_on(open);
            }
        }
        ("cellXfs", _) => n_formats = Some(0),
        ("cellStyles", _) => n_formats = None,
        ("xf", Some(n)) => {
            let font = number(open, "fontId").and_then(|font| usize::try_from(font).ok());
            if font.and_then(|font| fonts.get(font)) == Some(&true) {
                formats.insert(n);
            }
            n_formats = Some(n + 1);
        }
        _ => {}
    })?;
    Ok(formats)
}

/// Texts of the book that are told in runs, by their numbers.
fn shared_texts(texts: &str) -> Result<HashMap<usize, Runs>, Unreadable> {
    let mut xml = Xml::new(texts, "sharedStrings.xml");
    let (mut shared, mut n) = (HashMap::new(), 0);
    loop {
        match xml.next()? {
            Piece::Open(open) if local(&open) == "si" => {
                let runs = runs(&mut xml)?;
                if runs.iter().any(|(said, _)| said.is_some()) {
                    shared.insert(n, runs);
                }
                n += 1;
            }
            Piece::End => return Ok(shared),
            _ => {}
        }
    }
}

/// The runs of the text opened last.
fn runs(xml: &mut Xml<'_>) -> Result<Runs, Unreadable> {
    let floor = xml.depth();
    let (mut runs, mut said, mut is_text) = (Runs::new(), None, false);
    while xml.depth() >= floor {
        match xml.next()? {
            Piece::Open(open) => match local(&open) {
                "rPh" => xml.skip()?,
                "r" => said = None,
                // A run that says how it looks says it whole: without a line it has none.
                "rPr" => said = Some(false),
                "strike" => said = Some(is_on(&open)),
                "t" => is_text = true,
                _ => {}
            },
            Piece::Text(text) if is_text => runs.push((said, text.into_owned())),
            Piece::Text(_) => {}
            Piece::Close => is_text = false,
            Piece::End => break,
        }
    }
    Ok(runs)
}

/// Cells of a sheet with anything struck in them.
fn places(sheet: &str, formats: &HashSet<usize>, shared: &HashMap<usize, Runs>) -> Result<Places, Unreadable> {
    let mut xml = Xml::new(sheet, "sheet.xml");
    let (mut places, mut next) = (Places::new(), (0, 0));
    loop {
        match xml.next()? {
            Piece::Open(open) if local(&open) == "row" => {
                next = (number(&open, "r").map_or(next.0, |n| u32::try_from(n - 1).unwrap_or(next.0)), 0);
            }
            Piece::Open(open) if local(&open) == "c" => {
                let at = attribute(&open, "r").and_then(|name| place(&name)).unwrap_or(next);
                next = (at.0, at.1.saturating_add(1));
                let format = number(&open, "s").and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                let is_shared = attribute(&open, "t").is_some_and(|kind| kind == "s");
                let is_struck = formats.contains(&format);
                let told = cell_runs(&mut xml, is_shared, shared)?;
                if let Some(left) = left(&told, is_struck) {
                    places.insert(at, left);
                }
            }
            Piece::End => return Ok(places),
            _ => {}
        }
    }
}

/// The runs of the cell opened last; none when its text is told plainly.
fn cell_runs(xml: &mut Xml<'_>, is_shared: bool, shared: &HashMap<usize, Runs>) -> Result<Runs, Unreadable> {
    let floor = xml.depth();
    let mut told = Runs::new();
    while xml.depth() >= floor {
        match xml.next()? {
            Piece::Open(open) if local(&open) == "is" => told = runs(xml)?,
            Piece::Text(value) if is_shared => {
                told = value.trim().parse().ok().and_then(|n: usize| shared.get(&n)).cloned().unwrap_or_default();
            }
            Piece::End => break,
            _ => {}
        }
    }
    Ok(told)
}

/// What is left of a cell; `None` when nothing in it is struck.
fn left(told: &Runs, is_cell_struck: bool) -> Option<Option<(String, String)>> {
    if told.is_empty() {
        return is_cell_struck.then_some(None);
    }
    let (mut left, mut gone) = (String::new(), String::new());
    for (said, text) in told {
        if said.unwrap_or(is_cell_struck) { gone.push_str(text) } else { left.push_str(text) }
    }
    (!gone.trim().is_empty()).then_some(Some((left, gone)))
}

/// Row and column of «B5», from nought.
fn place(name: &str) -> Option<(u32, u32)> {
    let at = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = name.split_at(at);
    let column = letters.bytes().try_fold(0_u32, |n, letter| {
        let letter = letter.to_ascii_uppercase();
        let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        n.checked_mul(26)?.checked_add(value)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
