//! Sheets of .ods as tables of a round: what an office folds together comes apart, and what is too much is refused.

use super::zipped::zipped;
use otklik_papers::answers::table::{Sheet, sheets};

const HEAD: &str = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
    xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet>";

/// A workbook of one sheet with the given rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "{HEAD}<table:table table:name='Ответы'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

fn row(attributes: &str, cells: &str) -> String {
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

/// Rows as «line: cells», the cells parted by a bar.
fn said(sheets: &[Sheet]) -> Vec<String> {
    sheets.iter().flat_map(|sheet| &sheet.rows).map(|(line, cells)| format!("{line}: {}", cells.join("|"))).collect()
}

#[track_caller]
fn check(what: &str, rows: &str, expected: &[&str]) {
    assert_eq!(said(&sheets(&ods(rows)).expect(what)), expected, "{what}");
}

#[test]
fn what_a_sheet_folds_together_comes_apart() {
    let (name, yes) = (cell("", "ДК"), |attributes: &str| cell(attributes, "да"));
    let three = yes("table:number-columns-repeated='3'");
    check("equal neighbours", &row("", &format!("{name}{three}{}", cell("", "нет"))), &["1: ДК|да|да|да|нет"]);
    let twins = row("table:number-rows-repeated='2'", &format!("{name}{}", yes("")));
    check("equal rows", &(twins + &row("", &cell("", "Клуб"))), &["1: ДК|да", "2: ДК|да", "3: Клуб"]);
    let gap = "<table:table-cell table:number-columns-repeated='2'/>";
    check("a gap", &row("", &format!("{name}{gap}{}", yes(""))), &["1: ДК|||да"]);
    let below = row("table:number-rows-repeated='3'", "<table:table-cell/>");
    check("empty rows count as lines", &(row("", &name) + &below + &row("", &yes(""))), &["1: ДК", "5: да"]);
    let tall = row("", &(cell("table:number-rows-spanned='2'", "ДК") + &yes("")));
    let covered = row("", &format!("<table:covered-table-cell/>{}", cell("", "нет")));
    check("a name over two rows", &(tall + &covered), &["1: ДК|да", "2: ДК|нет"]);
}

#[test]
fn emptiness_to_the_far_corner_is_not_made() {
    let far = "<table:table-cell table:number-columns-repeated='16384'/>";
    let rows = row("", &format!("{}{far}", cell("", "ДК"))) + &row("table:number-rows-repeated='1048575'", far);
    check("the corner of a sheet", &rows, &["1: ДК"]);
    assert!(said(&sheets(&ods(&row("table:number-rows-repeated='1048576'", far))).unwrap_or_default()).is_empty());
}

/// Rows, and the words by which they are refused.
#[track_caller]
fn refused(rows: &str, words: &str) {
    let why = sheets(&ods(rows)).expect_err(words).to_string();
    assert!(why.contains(words) && why.ends_with("разделите его на части"), "{why}");
}

#[test]
fn a_sheet_past_the_limits_is_refused_in_words() {
    let cells = |n: usize| row("", &cell("", "да").repeat(n));
    assert_eq!(sheets(&ods(&cells(512))).expect("so many columns are taken")[0].n_columns(), 512);
    refused(&cells(513), "больше 512 столбцов");
    let rows = |n: usize| row(&format!("table:number-rows-repeated='{n}'"), &cell("", "да"));
    assert_eq!(sheets(&ods(&rows(300_000))).expect("so many rows are taken")[0].rows.len(), 300_000);
    refused(&(rows(1_000_000) + &rows(200_001)), "больше 1200000 ячеек");
    // Few bytes that promise five hundred columns by fifty thousand rows: they are counted before they are made.
    let bomb = row("table:number-rows-repeated='50000'", &cell("table:number-columns-repeated='512'", "да"));
    refused(&bomb, "больше 1200000 ячеек");
    let long = "да ".repeat(100_000);
    let heavy = row("table:number-rows-repeated='50000'", &cell("", &long));
    refused(&heavy, "слишком много текста");
}
