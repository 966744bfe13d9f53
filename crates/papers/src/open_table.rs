//! A table as everybody may take it away: delimited text, JSON or a workbook, each with the meaning of its columns.
//!
//! In come a passport, columns with their meaning and rows of text; out go bytes. It refuses to decide what may be told.

use crate::write::delimited;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
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

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let bold = Format::new().set_bold();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Данные")?;
        for (at, column) in (0_u16..).zip(&self.columns) {
            sheet.write_string_with_format(0, at, column.title, &bold)?;
        }
        for (line, cells) in (1_u32..).zip(&self.rows) {
            for (at, text) in (0_u16..).zip(cells) {
                sheet.write_string(line, at, text.chars().take(32_000).collect::<String>())?;
            }
        }
        let sheet = book.add_worksheet().set_name("Словарь")?;
        for (at, title) in (0_u16..).zip(["Графа", "Название", "Что в ней"]) {
            sheet.write_string_with_format(0, at, title, &bold)?;
        }
        for (line, column) in (1_u32..).zip(&self.columns) {
            for (at, text) in (0_u16..).zip([column.name, column.title, column.meaning]) {
                sheet.write_string(line, at, text)?;
            }
        }
        let sheet = book.add_worksheet().set_name("Паспорт")?;
        for (line, (name, words)) in (0_u32..).zip(&self.passport) {
            sheet.write_string_with_format(line, 0, *name, &bold)?;
            sheet.write_string(line, 1, words)?;
        }
        book.save_to_buffer()
    }
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
    }
}
