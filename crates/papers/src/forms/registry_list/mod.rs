//! A list of organisations («перечень организаций»), for filling the registry.
//!
//! In comes a neutral document of any format with a table; out go cards with the line each stood on, and remarks.
//! Columns are known by the meaning of their headings, in any order. It refuses to know the registry: founders and
//! territories stay words here.

mod heading;
#[cfg(test)]
mod tests;

use crate::read::{Block, Document, Table};
use heading::{Column, column_of};
use otklik_domain::registry::{Card, Sector};
use otklik_domain::remark::{Place, Remark, Severity};
use std::collections::BTreeMap;

/// Rows before the header at most: titles, dates, approvals.
const N_ROWS_BEFORE: usize = 30;

/// One organisation of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Number of the row for people, from 1, as spreadsheets count.
    pub line: usize,
    /// Where it stands.
    pub place: Place,
    /// What it says. Founder and territory are not chosen here.
    pub card: Card,
    /// Founder, in words.
    pub founder: Option<String>,
    /// Territory, in words.
    pub territory: Option<String>,
}

/// A list as it was understood («перечень организаций»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegistryList {
    /// Organisations in the order of the list.
    pub lines: Vec<Line>,
    /// What a person should look at.
    pub remarks: Vec<Remark>,
}

/// Reads every table of a document that has a column of names. Never fails: a list without one is empty, with a remark.
pub fn read(document: &Document) -> RegistryList {
    let mut list = RegistryList { lines: Vec::new(), remarks: document.remarks.clone() };
    let tables = document.blocks.iter().enumerate().filter_map(|(block, b)| match b {
        Block::Table(table) => Some((block, table)),
        Block::Paragraph(_) => None,
    });
    for (block, table) in tables {
        read_table(block, &Grid::of(table), &mut list);
    }
    if list.lines.is_empty() {
        let words = "В документе нет таблицы со столбцом «Наименование организации»";
        let proposal = "Добавьте строку заголовков: «Наименование», «ИНН», «Сфера», «Учредитель», «Адрес»…";
        list.remarks.push(Remark::new("no-name-column", Severity::Problem, words).propose(proposal));
    }
    repeated(&mut list);
    list
}

/// Texts of a table by row, without walking its cells for each place.
struct Grid {
    rows: Vec<Vec<String>>,
}

impl Grid {
    fn of(table: &Table) -> Self {
        let mut rows = vec![Vec::new(); table.n_rows];
        for cell in &table.cells {
            let Some(row) = rows.get_mut(cell.row) else { continue };
            if row.len() <= cell.column {
                row.resize(cell.column + 1, String::new());
            }
            if let Some(text) = row.get_mut(cell.column) {
                *text = one_line(&cell.text());
            }
        }
        Grid { rows }
    }

    /// The header: the row that names most columns, the name among them.
    fn header(&self) -> Option<(usize, BTreeMap<Column, usize>)> {
        let columns = |row: &Vec<String>| {
            let mut found = BTreeMap::new();
            for (at, text) in row.iter().enumerate() {
                if let Some(column) = column_of(text) {
                    found.entry(column).or_insert(at);
                }
            }
            found
        };
        let rows = self.rows.iter().take(N_ROWS_BEFORE).map(columns).enumerate();
        let with_name = rows.filter(|(_, found)| found.contains_key(&Column::Name));
        // The first of the fullest: a title that happens to name an organisation has one column only.
        with_name.max_by_key(|(at, found)| (found.len(), usize::MAX - at))
    }
}

fn one_line(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_numbering(row: &[String]) -> bool {
    let filled: Vec<&String> = row.iter().filter(|text| !text.is_empty()).collect();
    filled.len() > 1 && filled.iter().enumerate().all(|(at, text)| **text == (at + 1).to_string())
}

fn read_table(block: usize, grid: &Grid, list: &mut RegistryList) {
    let Some((header, columns)) = grid.header() else { return };
    let mut sector = String::new();
    for (at, row) in grid.rows.iter().enumerate().skip(header + 1) {
        let filled: Vec<&String> = row.iter().filter(|text| !text.is_empty()).collect();
        if filled.is_empty() || is_numbering(row) {
            continue;
        }
        let text = |column| columns.get(&column).and_then(|at| row.get(*at)).cloned().unwrap_or_default();
        let place = Place {
            block,
            row: Some(at),
            column: columns.get(&Column::Name).copied(),
            from: 0,
            to: text(Column::Name).chars().count(),
        };
        if let [alone] = filled.as_slice()
            && let Some(found) = Sector::from_words(alone).filter(|_| columns.len() > 1 && is_section(alone))
        {
            sector = found.name().to_owned();
            continue;
        }
        let card = card(&text, &sector);
        if card.name.is_empty() {
            list.remarks.push(without_name(at + 1, place, &filled));
            continue;
        }
        if is_total(&card.name) {
            continue;
        }
        let present = |text: String| Some(text).filter(|t| !t.is_empty() && t != "-");
        let (founder, territory) = (present(text(Column::Founder)), present(text(Column::Territory)));
        list.lines.push(Line { line: at + 1, place, card, founder, territory });
    }
}

/// A row that only says a sphere: «Сфера культуры», «Образование».
fn is_section(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && !text.contains(['«', '"'])
}

fn is_total(name: &str) -> bool {
    let name = name.to_lowercase();
    ["итого", "всего"].iter().any(|word| name.starts_with(word))
}

fn card(text: &impl Fn(Column) -> String, sector: &str) -> Card {
    let own = text(Column::Sector);
    Card {
        name: text(Column::Name),
        short_name: text(Column::ShortName),
        inn: text(Column::Inn),
        sector: if own.is_empty() { sector.to_owned() } else { own },
        kind: text(Column::Kind),
        address: text(Column::Address),
        phone: text(Column::Phone),
        email: text(Column::Email),
        site: text(Column::Site),
        bus_gov_id: text(Column::BusGov),
        poll_link: text(Column::Poll),
        founder: None,
        territory: None,
    }
}

fn without_name(line: usize, place: Place, filled: &[&String]) -> Remark {
    let said: String =
        filled.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(" · ").chars().take(80).collect();
    let words = format!("Строка {line}: нет наименования организации ({said})");
    let proposal = "Впишите наименование или удалите строку";
    Remark::new("row-without-name", Severity::Problem, words).at(Some(place)).propose(proposal)
}

/// The same organisation twice in one list: the later row is doubtful.
fn repeated(list: &mut RegistryList) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut remarks = Vec::new();
    for line in &list.lines {
        let digits: String = line.card.inn.chars().filter(char::is_ascii_digit).collect();
        let key = if digits.is_empty() { line.card.name.to_lowercase() } else { digits };
        match seen.get(&key) {
            None => {
                seen.insert(key, line.line);
            }
            Some(first) => {
                let words = format!("Строка {}: «{}» уже есть в строке {first}", line.line, line.card.name);
                let proposal = "Оставьте одну строку: вторая заменит первую";
                remarks
                    .push(Remark::new("repeated-row", Severity::Doubt, words).at(Some(line.place)).propose(proposal));
            }
        }
    }
    list.remarks.append(&mut remarks);
}
