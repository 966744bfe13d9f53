//! How the two parts of a row cut by a page break meet.
//!
//! In come the last lines above the break and the first ones below; out goes, column by column, whether a sentence was
//! wrapped over the break or an entry ended there. It refuses to know what the lines say.

/// What the first and last lines of a table say about a row cut by a page break.
#[derive(Debug, Clone, Default)]
pub(super) struct Ends {
    /// Cells of the first rows.
    pub(super) first: Vec<End>,
    /// Cells of the last row.
    pub(super) last: Vec<End>,
}

/// One cell at the end of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) row: usize,
    pub(super) column: usize,
    /// Of a first row: width of the first word. Of the last: room left on the last line.
    pub(super) width: f32,
    pub(super) n_lines: usize,
    /// Of the first line, or of the last.
    pub(super) baseline: f32,
    /// Usual distance of lines here.
    pub(super) pitch: f32,
}

/// How a cell above a page break and the one below it meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seam {
    pub(super) column: usize,
    /// The first word below would not have fitted above.
    pub(super) is_wrapped: bool,
    /// A line was left empty on either side.
    pub(super) is_blank: bool,
    /// So much was left empty, or so little text stands there, that no care for orphan lines explains it.
    pub(super) is_apart: bool,
}

/// How the last row above and a row below meet.
pub(super) fn seams(above: &Ends, below: &Ends, row: usize) -> Vec<Seam> {
    let firsts = || below.first.iter().filter(|first| first.row == row);
    let highest = firsts().map(|first| first.baseline).fold(f32::MAX, f32::min);
    let lowest = above.last.iter().map(|last| last.baseline).fold(f32::MIN, f32::max);
    let seam = |last: &End| {
        let first = firsts().find(|first| first.column == last.column)?;
        let n_empty = ((lowest - last.baseline) / last.pitch).max((first.baseline - highest) / first.pitch);
        let is_blank = n_empty > 0.8;
        Some(Seam {
            column: last.column,
            is_wrapped: last.width < first.width,
            is_blank,
            is_apart: is_blank && (n_empty > 1.8 || last.n_lines == 1 || first.n_lines == 1),
        })
    };
    above.last.iter().filter_map(seam).collect()
}
