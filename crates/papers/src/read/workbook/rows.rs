//! A workbook as rows of cells with their numbers: tables of a round, which no person lays out.
//!
//! In come bytes; out go the filled rows of every visible sheet. It refuses to know what the columns mean.

use super::{Told, told_by_xls, told_by_xlsx};
use crate::read::Unreadable;
use crate::read::limits::{COLUMNS_MAX, within};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Cells of a workbook of answers.
const CELLS_MAX: usize = 1_200_000;
/// Cells that merged ones are unfolded into.
const UNFOLDED_MAX: usize = 100_000;

/// One visible sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its filled rows: number from one, cells from the first column.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl Sheet {
    /// Width of its widest row.
    pub fn n_columns(&self) -> usize {
        self.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0)
    }
}

pub(in crate::read) fn sheets_of_xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    told_by_xlsx(bytes, CELLS_MAX, |told, _, _| told.into_iter().map(sheet).collect())
}

pub(in crate::read) fn sheets_of_xls(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    told_by_xls(bytes, |told, _, _| told.into_iter().map(sheet).collect())
}

pub(in crate::read) fn sheets_of_ods(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let sheets = crate::read::odt::sheets(bytes)?;
    Ok(sheets.into_iter().map(|(name, rows)| Sheet { name, rows }).collect())
}

type Cells = BTreeMap<(u32, u32), String>;

fn sheet(told: Told) -> Result<Sheet, Unreadable> {
    let mut cells: Cells = told.cells.into_iter().collect();
    let mut n_unfolded = 0;
    for region in &told.merged {
        let Some(text) = cells.get(&region.start).cloned() else { continue };
        for row in region.start.0..=region.end.0.min(region.start.0.saturating_add(UNFOLDED_MAX as u32)) {
            if row > region.start.0 && n_unfolded < UNFOLDED_MAX {
                n_unfolded += 1;
                cells.entry((row, region.start.1)).or_insert_with(|| text.clone());
            }
        }
    }
    rows_of(told.name, cells)
}

fn rows_of(name: String, cells: Cells) -> Result<Sheet, Unreadable> {
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for ((row, column), text) in cells {
        let (line, column) = (u64::from(row) + 1, column as usize);
        within(column < COLUMNS_MAX, || format!("больше {COLUMNS_MAX} граф"))?;
        if rows.last().is_none_or(|(last, _)| *last != line) {
            rows.push((line, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize(column, String::new());
            cells.push(text);
        }
    }
    Ok(Sheet { name, rows })
}
