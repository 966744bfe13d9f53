//! Prints the neutral document of a file: paragraphs and tables, for those who look why a reading went wrong.

use otklik_papers::read::{Block, read};

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its user")]
fn main() {
    for file in std::env::args().skip(1) {
        let document = std::fs::read(&file).map_err(|why| why.to_string());
        match document.and_then(|bytes| read(&bytes, Some(&file)).map_err(|why| why.to_string())) {
            Err(why) => eprintln!("{file}: {why}"),
            Ok(document) => {
                for (number, block) in document.blocks.iter().enumerate() {
                    match block {
                        Block::Paragraph(paragraph) => println!("{number}: {}", paragraph.shown()),
                        Block::Table(table) => {
                            println!("{number}: table {}x{}", table.n_rows, table.n_columns);
                            for cell in &table.cells {
                                println!(
                                    "   [{},{} {}x{}] {:?}",
                                    cell.row,
                                    cell.column,
                                    cell.row_span,
                                    cell.column_span,
                                    cell.text()
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}
