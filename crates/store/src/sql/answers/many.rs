//! One statement over many rows: its text for a few sizes, made once, so that engines meet few texts and remember them.

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::engine::Tx;
use sqlx::AssertSqlSafe;
use std::sync::OnceLock;

/// Rows of one statement, the most first; any number of rows is a few of these.
const SIZES: [usize; 5] = [256, 64, 16, 4, 1];

/// What stands before and after the rows, and how many cells a row has.
pub(crate) struct Many {
    before: &'static str,
    n_cells: usize,
    after: &'static str,
    /// With plain places, and with numbered ones.
    texts: [[OnceLock<String>; SIZES.len()]; 2],
}

impl Many {
    pub(crate) const fn new(before: &'static str, n_cells: usize, after: &'static str) -> Self {
        Many { before, n_cells, after, texts: [const { [const { OnceLock::new() }; SIZES.len()] }; 2] }
    }

    fn text(&'static self, size: usize, is_plain: bool) -> &'static str {
        let n_rows = SIZES.get(size).copied().unwrap_or(1);
        let [plain, numbered] = &self.texts;
        let texts = if is_plain { plain } else { numbered };
        texts.get(size).map_or("", |text| text.get_or_init(|| self.write(n_rows, is_plain)))
    }

    fn write(&self, n_rows: usize, is_plain: bool) -> String {
        let place = |n: usize| if is_plain { "?".to_owned() } else { format!("${n}") };
        let row = |at: usize| (1..=self.n_cells).map(|n| place(at * self.n_cells + n)).collect::<Vec<_>>();
        let rows: Vec<String> = (0..n_rows).map(|at| format!("({})", row(at).join(", "))).collect();
        format!("{}{}{}", self.before, rows.join(", "), self.after)
    }

    /// Runs it over rows of cells that stand one after another.
    pub(crate) async fn run(&'static self, tx: &mut Tx, cells: Vec<Cell>) -> Answer<()> {
        for (size, piece) in self.pieces(cells) {
            let text = self.text(size, tx.0.has_plain_places());
            tx.run(AssertSqlSafe(text), piece).await?;
        }
        Ok(())
    }

    /// Asks by such rows and gives everything that is answered.
    pub(super) async fn rows(&'static self, tx: &mut Tx, cells: Vec<Cell>) -> Answer<Vec<Row>> {
        let mut all = Vec::new();
        for (size, piece) in self.pieces(cells) {
            let text = self.text(size, tx.0.has_plain_places());
            all.extend(tx.rows(AssertSqlSafe(text), piece).await?);
        }
        Ok(all)
    }

    fn pieces(&self, cells: Vec<Cell>) -> Vec<(usize, Vec<Cell>)> {
        let (mut pieces, mut cells) = (Vec::new(), cells);
        for (size, n_rows) in SIZES.iter().enumerate() {
            while cells.len() >= n_rows * self.n_cells {
                let rest = cells.split_off(n_rows * self.n_cells);
                pieces.push((size, std::mem::replace(&mut cells, rest)));
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_rows_is_a_few_statements() {
        static PAIRS: Many = Many::new("values ", 2, "");
        for (n_rows, expected) in
            [(0, vec![]), (1, vec![1]), (22, vec![16, 4, 1, 1]), (600, vec![256, 256, 64, 16, 4, 4])]
        {
            let cells = vec![Cell::from(1); n_rows * 2];
            let pieces: Vec<usize> = PAIRS.pieces(cells).iter().map(|(_, piece)| piece.len() / 2).collect();
            assert_eq!(pieces, expected, "{n_rows}");
        }
        assert_eq!(PAIRS.text(3, false), "values ($1, $2), ($3, $4), ($5, $6), ($7, $8)");
        assert_eq!(PAIRS.text(3, true), "values (?, ?), (?, ?), (?, ?), (?, ?)");
    }
}
