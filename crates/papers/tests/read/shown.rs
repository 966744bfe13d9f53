//! A document as text that a person can compare.

use otklik_papers::read::{Block, Document, Paragraph, Table};

/// One line a paragraph, one line a cell: `row,column[+rows x columns]: text`, texts trimmed, breaks as `/`.
pub(super) fn document(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph_line(paragraph)),
            Block::Table(table) => lines.push(self::table(table)),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// The cells of a table.
pub(super) fn table(table: &Table) -> String {
    let mut lines = vec![format!("table {}x{} header {}", table.n_rows, table.n_columns, table.n_header_rows)];
    for cell in &table.cells {
        let span = match (cell.row_span, cell.column_span) {
            (1, 1) => String::new(),
            (rows, columns) => format!("+{rows}x{columns}"),
        };
        let nested = if cell.nested.is_empty() { String::new() } else { format!(" ({} nested)", cell.nested.len()) };
        lines.push(format!("  {},{}{span}: {}{nested}", cell.row, cell.column, squeezed(&cell.text())));
    }
    lines.join("\n")
}

fn paragraph_line(paragraph: &Paragraph) -> String {
    let heading = paragraph.heading.map(|level| format!("h{level} ")).unwrap_or_default();
    let bold = if paragraph.is_bold { "*" } else { "" };
    let text = squeezed(&paragraph.shown());
    if text.is_empty() { text } else { format!("{heading}{bold}{text}") }
}

/// Spaces as one, line breaks as ` / `.
fn squeezed(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}
