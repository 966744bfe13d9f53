//! Rows under a merged cell: a few stay on one page, many go on, and on the next page the merged words stand again.
//!
//! In comes a table as data; out go its rows with what to say again in each, should a page begin there. The words are said
//! for the eye alone: the cell is one, and who listens to it or reads it by a program hears it once. It refuses to know
//! where pages end: the template does.

use otklik_papers::write::{Cell, Row, Table, heights, line_count};
use serde_json::{Map, Value, json};

/// Lines of rows that stay together; of the first ones fewer, for they share their page with the heading.
const WHOLE_LINES_MAX: usize = 12;
const FIRST_LINES_MAX: usize = 5;
/// Tables of a region are set as they are: to look twice takes time.
const ROWS_MAX: usize = 400;
/// Said where a merged cell goes on upon the next page.
const GOES_ON: &str = "(продолжение)";

/// Marks the merged cells of a table; `number` tells its rows from those of other tables.
pub(crate) fn mark(data: Option<&mut Value>, table: &Table, number: usize) {
    let Some(rows) = data.and_then(|data| data.get_mut("rows")).and_then(Value::as_array_mut) else { return };
    if table.rows.len() > ROWS_MAX {
        return;
    }
    let lines = heights(table);
    let (mut is_first, mut from) = (true, 0);
    while let Some(row) = table.rows.get(from) {
        let n = 1 + table.rows.iter().skip(from + 1).take_while(|row| is_covered(row)).count();
        let most = if is_first { FIRST_LINES_MAX } else { WHOLE_LINES_MAX };
        let is_whole = lines.iter().skip(from).take(n).sum::<usize>() <= most;
        if n > 1 && is_whole {
            keep(rows.get_mut(from));
        }
        if n > 1 && !is_whole {
            let group = Group { table, lines: &lines, from, end: from + n };
            for at in from..from + n {
                say_again(rows.get_mut(at), &group, at, number);
            }
        }
        is_first &= !matches!(row, Row::Cells { .. });
        from += n;
    }
}

fn is_covered(row: &Row) -> bool {
    matches!(row, Row::Cells { cells } if cells.contains(&Cell::Covered))
}

fn texts(row: Option<&mut Value>) -> impl Iterator<Item = (usize, &mut Map<String, Value>)> {
    let cells = row.and_then(|row| row.pointer_mut("/Cells/cells")).and_then(Value::as_array_mut);
    let texts = cells.into_iter().flatten().enumerate();
    texts.filter_map(|(column, cell)| Some((column, cell.get_mut("Text")?.as_object_mut()?)))
}

fn is_merged(text: &Map<String, Value>) -> bool {
    text.get("row_span").and_then(Value::as_u64).is_some_and(|n| n > 1)
}

/// The rows under the merged cells of a row stay on one page.
fn keep(row: Option<&mut Value>) {
    for (_, text) in texts(row).filter(|(_, text)| is_merged(text)) {
        text.insert("whole".to_owned(), Value::Bool(true));
    }
}

/// Rows under merged cells.
struct Group<'a> {
    table: &'a Table,
    lines: &'a [usize],
    from: usize,
    end: usize,
}

/// Names a row, and tells one of its own cells what stands again beside it if a page begins there.
fn say_again(row: Option<&mut Value>, group: &Group<'_>, at: usize, number: usize) {
    let Some((own, text)) = texts(row).find(|(_, text)| !is_merged(text)) else { return };
    text.insert("name".to_owned(), json!(format!("t{number}-{at}")));
    if at == group.from {
        return;
    }
    let x = |column: usize| group.table.columns.iter().take(column).map(|c| i64::from(c.width_mm)).sum::<i64>();
    let covered = group.covered(at).filter_map(|(column, paragraphs, end)| {
        let width = group.table.columns.get(column)?.width_mm;
        let room = group.lines.iter().take(end).skip(at).sum();
        let words = shortened(&paragraphs.join("\n"), width, room);
        Some(json!({ "dx": x(column) - x(own), "width": width, "words": words }))
    });
    let again: Vec<Value> = covered.collect();
    text.insert("after".to_owned(), json!(format!("t{number}-{}", at - 1)));
    text.insert("again".to_owned(), Value::Array(again));
}

impl<'a> Group<'a> {
    /// Columns that are covered in a row, with the words of the cell above and the row in which it ends.
    fn covered(&self, at: usize) -> impl Iterator<Item = (usize, &'a [String], usize)> {
        (0..self.table.columns.len()).filter_map(move |column| {
            let cell = |row: usize| match self.table.rows.get(row) {
                Some(Row::Cells { cells }) => cells.get(column),
                _ => None,
            };
            if cell(at) != Some(&Cell::Covered) {
                return None;
            }
            (self.from..at).rev().find_map(|row| match cell(row)? {
                Cell::Text { paragraphs, row_span } => {
                    Some((column, paragraphs.as_slice(), (row + row_span).min(self.end)))
                }
                Cell::Covered => None,
            })
        })
    }
}

/// Words with the note that they go on; fewer of them where the rows left have no room for all.
fn shortened(words: &str, width_mm: u32, room: usize) -> String {
    if words.trim().is_empty() {
        return String::new();
    }
    let fits = |text: &str| line_count(&[text], width_mm) <= room;
    let whole = format!("{words} {GOES_ON}");
    if fits(&whole) {
        return whole;
    }
    let pieces: Vec<&str> = words.split_whitespace().collect();
    let cut = |n: &usize| format!("{}… {GOES_ON}", pieces.get(..*n).unwrap_or_default().join(" "));
    let fitting = (1..pieces.len()).map(|n| cut(&n)).take_while(|text| fits(text)).last();
    fitting.unwrap_or_else(|| GOES_ON.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_papers::write::Column;

    fn table(n_rows: usize) -> Table {
        let words = |text: &str| Cell::text(vec![text.to_owned()]);
        let row = |n: usize| {
            let named =
                Cell::Text { paragraphs: vec!["Нет пандуса у входа".to_owned()], row_span: n_rows };
            Row::Cells { cells: vec![if n == 0 { named } else { Cell::Covered }, words("Сделать")] }
        };
        let lone = Row::Cells { cells: vec![words("а"), words("б")] };
        let columns = vec![Column::words(40), Column::words(60)];
        let rows = std::iter::once(lone).chain((0..n_rows).map(row)).collect();
        Table { summary: String::new(), columns, header: Vec::new(), rows }
    }

    #[test]
    fn a_few_rows_stay_together_and_many_say_their_words_again() {
        for (n_rows, is_whole, n_again) in [(3, true, 0), (30, false, 29), (500, false, 0)] {
            let table = table(n_rows);
            let mut data = serde_json::to_value(&table).unwrap();
            mark(Some(&mut data), &table, 0);
            let rows = data["rows"].as_array().unwrap();
            let again: Vec<&Value> = rows.iter().filter_map(|row| row.pointer("/Cells/cells/1/Text/again")).collect();
            assert_eq!(rows[1].pointer("/Cells/cells/0/Text/whole").is_some(), is_whole, "{n_rows} rows");
            assert_eq!(again.len(), n_again, "{n_rows} rows");
            let Some(one) = again.first().map(|it| &it[0]) else { continue };
            assert_eq!(*one, json!({ "dx": -40, "width": 40, "words": "Нет пандуса у входа (продолжение)" }));
            assert_eq!(again.last().unwrap()[0]["words"], "(продолжение)");
        }
    }

    #[test]
    fn words_are_cut_where_rows_have_no_room() {
        for (room, wanted) in
            [(3, "Нет пандуса у входа в дом (продолжение)"), (2, "Нет пандуса у… (продолжение)"), (1, "(продолжение)")]
        {
            assert_eq!(shortened("Нет пандуса у входа в дом", 40, room), wanted, "{room}");
        }
        assert_eq!(shortened(" ", 40, 9), "");
    }
}
