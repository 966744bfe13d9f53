//! Rows of any table, page by page in the order of its key, with a hash that does not depend on the engine.

use crate::cell::{Cell, Row};
use crate::engine::Tx;
use crate::table::Table;
use crate::{Answer, Fault};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

/// Arguments of one statement at most: every engine takes so many.
const N_ARGS: usize = 900;

/// What a table holds: how many rows, and one hash of all cells in the order of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) name: String,
    pub(super) columns: String,
    pub(super) n_rows: u64,
    pub(super) sha256: String,
}

/// Names out of a list joined by commas; only plain names, since they go into query texts.
pub(super) fn columns_of(joined: &str) -> Answer<Vec<&str>> {
    let is_plain = |name: &&str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
    };
    let names: Vec<&str> = joined.split(',').collect();
    if names.iter().all(is_plain) { Ok(names) } else { Err(Fault::broken("not a list of columns")) }
}

/// Heavy rows in small pages.
fn page_rows(name: &str) -> usize {
    match name {
        "paper_piece" | "photo_piece" => 8,
        "draft" | "publication" => 40,
        _ => 500,
    }
}

/// The page after a row, in the order of the key.
async fn next_page(
    name: &str,
    columns: &[&str],
    key: &[&str],
    after: Option<&[Cell]>,
    tx: &mut Tx,
) -> Answer<Vec<Vec<Cell>>> {
    columns_of(name)?;
    let (list, order) = (columns.join(", "), key.join(", "));
    let marks: Vec<String> = (1..=key.len()).map(|n| format!("${n}")).collect();
    let clause = after.map(|_| format!("where ({order}) > ({})", marks.join(", "))).unwrap_or_default();
    let sql = format!("select {list} from {name} {clause} order by {order} limit {}", page_rows(name));
    let rows = tx.rows(AssertSqlSafe(sql), after.map(<[Cell]>::to_vec).unwrap_or_default()).await?;
    Ok(rows.into_iter().map(Row::into_cells).collect())
}

struct Summing(Sha256, u64);

impl Summing {
    fn add(&mut self, row: &[Cell]) {
        self.1 += 1;
        for cell in row {
            match cell {
                Cell::Text(Some(text)) => self.bytes(b't', text.as_bytes()),
                Cell::Int(Some(number)) => self.bytes(b'i', &number.to_be_bytes()),
                Cell::Bytes(Some(bytes)) => self.bytes(b'b', bytes),
                Cell::Text(None) | Cell::Int(None) | Cell::Bytes(None) => self.bytes(b'n', &[]),
            }
        }
    }

    fn bytes(&mut self, kind: u8, bytes: &[u8]) {
        self.0.update([kind]);
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn done(self, name: &str, columns: &[&str]) -> Sum {
        Sum {
            name: name.to_owned(),
            columns: columns.join(","),
            n_rows: self.1,
            sha256: hex::encode(self.0.finalize()),
        }
    }
}

/// The key's columns stand first, so the first cells of a row are its key.
fn key_of(row: &[Cell], n_key: usize) -> Vec<Cell> {
    row.iter().take(n_key).cloned().collect()
}

pub(super) async fn sum_of(name: &str, columns: &[&str], key: &[&str], tx: &mut Tx) -> Answer<Sum> {
    let (mut sum, mut after) = (Summing(Sha256::new(), 0), None::<Vec<Cell>>);
    loop {
        let rows = next_page(name, columns, key, after.as_deref(), tx).await?;
        let Some(last) = rows.last() else { return Ok(sum.done(name, columns)) };
        after = Some(key_of(last, key.len()));
        rows.iter().for_each(|row| sum.add(row));
    }
}

pub(super) async fn copy_table(table: &Table, source: &mut Tx, target: &mut Tx) -> Answer<Sum> {
    let (columns, key) = (table.all_columns(), table.key());
    let (mut sum, mut after) = (Summing(Sha256::new(), 0), None::<Vec<Cell>>);
    loop {
        let rows = next_page(table.name, &columns, &key, after.as_deref(), source).await?;
        let Some(last) = rows.last() else { return Ok(sum.done(table.name, &columns)) };
        after = Some(key_of(last, table.n_key));
        rows.iter().for_each(|row| sum.add(row));
        for some in rows.chunks(N_ARGS / columns.len()) {
            insert(table, &columns, some, target).await?;
        }
    }
}

async fn insert(table: &Table, columns: &[&str], rows: &[Vec<Cell>], target: &mut Tx) -> Answer<()> {
    let marks = |row: usize| (1..=columns.len()).map(|n| format!("${}", row * columns.len() + n)).collect::<Vec<_>>();
    let values: Vec<String> = (0..rows.len()).map(|row| format!("({})", marks(row).join(", "))).collect();
    let sql = format!("insert into {} ({}) values {}", table.name, columns.join(", "), values.join(", "));
    let cells = rows.iter().flat_map(|row| columns.iter().zip(row)).map(|(column, cell)| match cell {
        Cell::Text(None) | Cell::Int(None) | Cell::Bytes(None) => table.absent(column),
        cell => cell.clone(),
    });
    target.run(AssertSqlSafe(sql), cells.collect()).await.map(|_| ())
}
