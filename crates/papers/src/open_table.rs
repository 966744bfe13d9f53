//! A table as everybody may take it away: delimited text, JSON or a workbook, each with the meaning of its columns.
//!
//! In come a passport, columns with their meaning and rows of text; out go bytes. It refuses to decide what may be told.

use crate::write::{self, Unwritten, delimited};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value, json};

/// A column of a table for everybody («графа набора данных»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenColumn {
    /// Its name for programs.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What stands in it, and when it is empty.
    pub meaning: &'static str,
}

impl OpenColumn {
    /// A column by its name for programs, its name for people and what stands in it.
    pub const fn new(name: &'static str, title: &'static str, meaning: &'static str) -> Self {
        OpenColumn { name, title, meaning }
    }
}

/// A table with its passport («набор данных»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTable {
    /// What people call it.
    pub title: String,
    /// Whence, when, which version: name and words.
    pub passport: Vec<(&'static str, String)>,
    /// Columns.
    pub columns: Vec<OpenColumn>,
    /// Rows as wide as the columns.
    pub rows: Vec<Vec<String>>,
}

impl OpenTable {
    /// Delimited text: a heading for programs, then the rows.
    pub fn csv(&self) -> Vec<u8> {
        let head = self.columns.iter().map(|column| column.name.to_owned()).collect();
        delimited(std::iter::once(head).chain(self.rows.iter().cloned()))
    }

    /// The meaning of the columns as delimited text.
    pub fn dictionary(&self) -> Vec<u8> {
        let head = ["column", "title", "meaning"].map(str::to_owned).to_vec();
        let row = |it: &OpenColumn| [it.name, it.title, it.meaning].map(str::to_owned).to_vec();
        delimited(std::iter::once(head).chain(self.columns.iter().map(row)))
    }

    /// One JSON text: passport, columns with their meaning, rows by column.
    pub fn json(&self) -> Vec<u8> {
        let passport: Map<String, Value> =
            self.passport.iter().map(|(name, words)| ((*name).to_owned(), Value::from(words.as_str()))).collect();
        let column = |it: &OpenColumn| json!({ "name": it.name, "title": it.title, "meaning": it.meaning });
        let row = |cells: &Vec<String>| -> Value {
            let cells = self.columns.iter().zip(cells);
            Value::Object(cells.map(|(it, text)| (it.name.to_owned(), Value::from(text.as_str()))).collect())
        };
        let columns: Vec<Value> = self.columns.iter().map(column).collect();
        let rows: Vec<Value> = self.rows.iter().map(row).collect();
        json!({ "title": self.title, "passport": passport, "columns": columns, "rows": rows }).to_string().into_bytes()
    }

    /// A workbook of three sheets: the rows, the meaning of the columns, the passport.
    ///
    /// # Errors
    /// Words of the writer when a cell is longer than a workbook takes.
    pub fn xlsx(&self) -> Result<Vec<u8>, String> {
        self.workbook().map_err(|cause| cause.to_string())
    }

    /// No dates of today: the same table gives the same bytes.
    fn workbook(&self) -> Result<Vec<u8>, Unwritten> {
        let mut book = Workbook::new();
        let made = write::epoch()?;
        let title: String = self.title.chars().take(255).collect();
        book.set_properties(&DocProperties::new().set_title(title).set_author("Отклик").set_creation_datetime(&made));
        let sheet = book.add_worksheet().set_name("Данные")?;
        let heads: Vec<&str> = self.columns.iter().map(|column| column.title).collect();
        lay_out(sheet, &heads, self.rows.iter().map(|row| row.iter().map(String::as_str).collect()))?;
        let sheet = book.add_worksheet().set_name("Словарь")?;
        let meanings = self.columns.iter().map(|it| vec![it.name, it.title, it.meaning]);
        lay_out(sheet, &["Графа", "Название", "Что в ней"], meanings)?;
        let sheet = book.add_worksheet().set_name("Паспорт")?;
        let words = self.passport.iter().map(|(name, words)| vec![*name, words.as_str()]);
        lay_out(sheet, &["Сведение", "Значение"], words)?;
        write::in_russian(book.save_to_buffer()?)
    }
}

/// Letters a column is wide at least and at most.
const LETTERS_MIN: usize = 8;
const LETTERS_MAX: usize = 60;

/// Rows under heads that stay in sight, each column as wide as its words. Whole numbers and days are numbers and days;
/// everything else is text, and nothing is ever run.
fn lay_out<'a>(
    sheet: &mut Worksheet,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<&'a str>>,
) -> Result<(), XlsxError> {
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let (head, day) = (cell.clone().set_bold(), cell.clone().set_num_format("dd\\.mm\\.yyyy"));
    let mut letters: Vec<usize> = heads.iter().map(|text| text.chars().count()).collect();
    for (at, text) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(0, at, *text, &head)?;
    }
    for (line, cells) in (1_u32..).zip(rows) {
        for ((at, text), most) in (0_u16..).zip(cells).zip(&mut letters) {
            *most = (*most).max(text.chars().count());
            if let Some(date) = write::iso_day(text) {
                sheet.write_datetime_with_format(line, at, date, &day)?;
            } else if let Some(number) = whole(text) {
                sheet.write_number_with_format(line, at, number, &cell)?;
            } else {
                sheet.write_string_with_format(line, at, text.chars().take(32_000).collect::<String>(), &cell)?;
            }
        }
    }
    for (at, letters) in (0_u16..).zip(letters) {
        let width = u32::try_from(letters.clamp(LETTERS_MIN, LETTERS_MAX)).unwrap_or(8) + 2;
        sheet.set_column_width(at, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    // Whoever prints it gets whole rows on A4 under their heads.
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// A count. Codes with zeros before them, long codes and numbers of indicators («1.2») stay words.
fn whole(text: &str) -> Option<u32> {
    let is_count = !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_count && (text == "0" || !text.starts_with('0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_the_same_in_every_format() {
        let column = OpenColumn::new("text", "Мера", "Слова плана");
        let table = OpenTable {
            title: "План".to_owned(),
            passport: vec![("Версия", "1".to_owned())],
            columns: vec![column],
            rows: vec![vec!["Поставить кулер; проверить".to_owned()]],
        };
        let csv = String::from_utf8(table.csv()).unwrap();
        assert!(csv.contains("text") && csv.contains("кулер"), "{csv}");
        let json: Value = serde_json::from_slice(&table.json()).unwrap();
        assert_eq!(json["rows"][0]["text"], "Поставить кулер; проверить");
        assert_eq!(json["passport"]["Версия"], "1");
        assert!(String::from_utf8(table.dictionary()).unwrap().contains("Слова плана"));
        assert!(table.xlsx().unwrap().starts_with(b"PK"));
        assert_eq!(table.xlsx().unwrap(), table.xlsx().unwrap(), "the same bytes again");
    }

    #[test]
    fn counts_and_days_are_more_than_words_and_codes_stay_words() {
        let texts = ["12", "2026-02-20", "007", "1.2", "7710568760123", "=1+1", "", "2026-02-30", "0"];
        let column = OpenColumn { name: "text", title: "Мера", meaning: "Слова плана" };
        let rows = texts.iter().map(|text| vec![(*text).to_owned()]).collect();
        let table = OpenTable { title: "План".to_owned(), passport: Vec::new(), columns: vec![column], rows };
        let back = crate::read::read(&table.xlsx().unwrap(), Some("план.xlsx")).unwrap();
        let shown = format!("{back:?}");
        assert!(shown.contains("20.02.2026") && shown.contains("\"007\"") && shown.contains("=1+1"), "{shown}");
        let kept: Vec<bool> =
            texts.iter().map(|text| whole(text).is_some() || write::iso_day(text).is_some()).collect();
        assert_eq!(kept, [true, true, false, false, false, false, false, false, true]);
    }
}
