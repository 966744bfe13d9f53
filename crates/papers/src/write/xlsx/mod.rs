//! A paper as a workbook (.xlsx) of one sheet that prints on A4 by itself.
//!
//! In comes a paper; out go bytes with merged headings, wrapped text, heights that show all of it and a header that repeats.
//! Every cell is a string, but for figures of columns of figures and for days: nothing in it is ever run. It refuses formulas.

mod pages;
mod widths;

use super::pack::in_russian;
use super::paper::{Cell, Column, Ending, LineStyle, Paper, Row, Sheet, Table};
use super::{Unwritten, clean, fit};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

impl From<XlsxError> for Unwritten {
    fn from(cause: XlsxError) -> Self {
        Unwritten::Packing(cause.to_string())
    }
}

/// Writes the whole workbook. No dates of today: the same paper gives the same bytes.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, Unwritten> {
    let mut book = Workbook::new();
    let epoch = epoch()?;
    let title: String = clean::plain(&paper.title).chars().take(255).collect();
    book.set_properties(&DocProperties::new().set_title(title).set_author("Отклик").set_creation_datetime(&epoch));
    // Widths are told in digits of this font: one that every office has keeps the sheet as wide as it was meant.
    book.set_default_format(&Format::new().set_font_name(FONT).set_font_size(11), 20, 64)?;
    let sheet = book.add_worksheet();
    let table = &widths::with_room(&paper.table);
    set_page(sheet, paper, table, &sheet_name(paper))?;
    let mut pen = Pen::new(sheet, table);
    pen.head(paper)?;
    let (header, end) = pen.table(table)?;
    pen.tail(paper)?;
    let page = pages::page_points(paper.sheet, pen.width_mm(0, pen.last_column()));
    let before = pages::begins_before(page, &pen.heights, header, end).filter(|_| !paper.endings.is_empty());
    if let Some(row) = before.and_then(|row| u32::try_from(row).ok()) {
        sheet.set_page_breaks(&[row])?;
    }
    for (more, number) in paper.more.iter().zip(2..) {
        let sheet = book.add_worksheet();
        let more = &widths::with_room(more);
        set_page(sheet, paper, more, &more_name(more, number))?;
        let mut pen = Pen::new(sheet, more);
        let last = pen.last_column();
        pen.heading_line((0, last), LineStyle::Strong, &more.summary)?;
        pen.table(more)?;
    }
    in_russian(book.save_to_buffer()?)
}

/// Sheet, margins and what is repeated; inches in this library.
fn set_page(sheet: &mut Worksheet, paper: &Paper, table: &Table, name: &str) -> Result<(), Unwritten> {
    const MM: f64 = 1.0 / 25.4;
    sheet.set_name(name)?;
    sheet.set_paper_size(9).set_margins(20.0 * MM, 10.0 * MM, 20.0 * MM, 20.0 * MM, 10.0 * MM, 10.0 * MM);
    if paper.sheet == Sheet::Landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0).set_header("&C&\"Times New Roman\"&12&P");
    for (column, width) in (0u16..).zip(&table.columns) {
        sheet.set_column_width_pixels(column, width.width_mm * 960 / 254)?;
    }
    Ok(())
}

/// «План» or «Отчёт»: the first word of the heading.
fn sheet_name(paper: &Paper) -> String {
    let first = paper.heading.first().map(|l| l.text.to_lowercase()).unwrap_or_default();
    let word: String = first.chars().take_while(|c| c.is_alphabetic()).take(31).collect();
    let mut letters = word.chars();
    match letters.next() {
        Some(letter) => letter.to_uppercase().chain(letters).collect(),
        None => "Лист".to_owned(),
    }
}

/// «2. По критериям»: a name that a workbook takes, different from the others.
fn more_name(table: &Table, number: usize) -> String {
    let is_taken = |c: char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let words: String = table.summary.chars().filter(|c| is_taken(*c)).collect();
    format!("{number}. {words}").chars().take(31).collect::<String>().trim().to_owned()
}

/// Points of the highest row Excel can show.
const ROW_POINTS_MAX: usize = 409;

const FONT: &str = "Times New Roman";

fn font(points: u32) -> Format {
    Format::new().set_font_name(FONT).set_font_size(points).set_text_wrap()
}

fn boxed(points: u32) -> Format {
    font(points).set_border(FormatBorder::Thin).set_align(FormatAlign::Top)
}

fn middle(format: Format) -> Format {
    format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

/// Where on the sheet the next row goes.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    widths_mm: Vec<u32>,
    row: u32,
    /// Points of each row so far.
    heights: Vec<usize>,
}

impl<'a> Pen<'a> {
    fn new(sheet: &'a mut Worksheet, table: &Table) -> Self {
        Pen { sheet, widths_mm: table.columns.iter().map(|c| c.width_mm).collect(), row: 0, heights: Vec::new() }
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.widths_mm.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    fn width_mm(&self, first: u16, last: u16) -> u32 {
        self.widths_mm.iter().take(usize::from(last) + 1).skip(usize::from(first)).sum()
    }

    /// Text over a range of cells; one cell is no range.
    fn put(&mut self, rows: (u32, u32), columns: (u16, u16), text: &str, format: &Format) -> Result<(), Unwritten> {
        let text: String = clean::plain(text).chars().take(32_000).collect();
        if rows.0 == rows.1 && columns.0 == columns.1 {
            self.sheet.write_string_with_format(rows.0, columns.0, text, format)?;
        } else {
            self.sheet.merge_range(rows.0, columns.0, rows.1, columns.1, &text, format)?;
        }
        Ok(())
    }

    /// One line over some columns of the next row, as high as its words need.
    fn line(&mut self, columns: (u16, u16), text: &str, points: u32, format: &Format) -> Result<(), Unwritten> {
        let row = self.row;
        self.put((row, row), columns, text, format)?;
        // The estimate is for 12 pt: other sizes get a column that much narrower or wider.
        let width_mm = self.width_mm(columns.0, columns.1) * 12 / points;
        let n_lines = fit::lines_of(&[text], width_mm);
        self.set_height(row, n_lines * points as usize * 4 / 3)?;
        self.row += 1;
        Ok(())
    }

    fn set_height(&mut self, row: u32, points: usize) -> Result<(), Unwritten> {
        let points = u16::try_from(points.min(ROW_POINTS_MAX)).unwrap_or(409);
        self.sheet.set_row_height(row, f64::from(points))?;
        let at = row as usize;
        // A row without a height of its own is 15 points high.
        self.heights.resize(self.heights.len().max(at + 1), 15);
        if let Some(height) = self.heights.get_mut(at) {
            *height = points.into();
        }
        Ok(())
    }

    /// Approval block over the last columns that make about 100 mm, heading over all of them.
    fn head(&mut self, paper: &Paper) -> Result<(), Unwritten> {
        let last = self.last_column();
        let first = (0..=last).rev().find(|c| self.width_mm(*c, last) >= 90).unwrap_or(0);
        for line in &paper.approval {
            self.heading_line((first, last), line.style, &line.text)?;
        }
        self.row += u32::from(!paper.approval.is_empty());
        for line in &paper.heading {
            self.heading_line((0, last), line.style, &line.text)?;
        }
        self.row += 1;
        Ok(())
    }

    fn heading_line(&mut self, columns: (u16, u16), style: LineStyle, text: &str) -> Result<(), Unwritten> {
        let (points, is_bold) = match style {
            LineStyle::Title | LineStyle::Strong => (14, true),
            LineStyle::Plain => (14, false),
            LineStyle::Caption => (10, false),
        };
        let format = middle(font(points));
        let format = if is_bold { format.set_bold() } else { format };
        self.line(columns, text, points, &format)
    }

    /// Answers which rows are repeated on every page, and from which row the end of the table is to stay in one piece.
    fn table(&mut self, table: &Table) -> Result<(std::ops::Range<usize>, usize), Unwritten> {
        let top = self.row;
        self.header(table)?;
        self.sheet.set_repeat_rows(top, self.row.saturating_sub(1))?;
        let header = top as usize..self.row as usize;
        let end = self.row as usize + pages::last_rows(&table.rows);
        let last = self.last_column();
        let heights = fit::heights(table);
        for (row, n_lines) in table.rows.iter().zip(heights) {
            match row {
                Row::Section { text, .. } => self.line((0, last), text, 12, &middle(boxed(12)).set_bold())?,
                Row::Remark { text } => self.line((0, last), text, 12, &middle(boxed(12)))?,
                Row::Cells { cells } => self.cells(cells, &table.columns, n_lines)?,
            }
        }
        Ok((header, end))
    }

    fn header(&mut self, table: &Table) -> Result<(), Unwritten> {
        let top = self.row;
        let format = middle(boxed(12));
        for (level, row) in (0u32..).zip(&table.header) {
            for cell in row {
                let first = u16::try_from(cell.column).unwrap_or(0);
                let last = first + u16::try_from(cell.column_span.max(1) - 1).unwrap_or(0);
                let bottom = top + level + u32::try_from(cell.row_span.max(1) - 1).unwrap_or(0);
                self.put((top + level, bottom), (first, last), &cell.text, &format)?;
            }
        }
        for height in fit::header_heights(table) {
            self.set_height(self.row, height * 16)?;
            self.row += 1;
        }
        Ok(())
    }

    /// A row of cells. Where 12 pt would not fit Excel's highest row, smaller letters are used rather than cut words.
    fn cells(&mut self, cells: &[Cell], columns: &[Column], n_lines: usize) -> Result<(), Unwritten> {
        let row = self.row;
        for ((column, cell), kind) in (0u16..).zip(cells).zip(columns) {
            let Cell::Text { paragraphs, row_span } = cell else { continue };
            let bottom = row + u32::try_from(row_span.saturating_sub(1)).unwrap_or(0);
            let lines = fit::lines_of(paragraphs, self.width_mm(column, column));
            let mut format = boxed(points_for(lines.div_ceil((*row_span).max(1))));
            if kind.is_number {
                format = format.set_align(FormatAlign::Right).set_indent(1);
            }
            if let (true, [text], 1) = (kind.is_number, paragraphs.as_slice(), *row_span)
                && let Some((value, shown)) = figure(text)
            {
                self.sheet.write_number_with_format(row, column, value, &format.set_num_format(shown))?;
                continue;
            }
            if let ([text], 1) = (paragraphs.as_slice(), *row_span)
                && let Some(day) = day(text)
            {
                let format = format.set_align(FormatAlign::Left).set_num_format("dd\\.mm\\.yyyy");
                self.sheet.write_datetime_with_format(row, column, day, &format)?;
                continue;
            }
            self.put((row, bottom), (column, column), &paragraphs.join("\n"), &format)?;
        }
        self.set_height(row, n_lines * 16 + 2)?;
        self.row += 1;
        Ok(())
    }

    fn tail(&mut self, paper: &Paper) -> Result<(), Unwritten> {
        let last = self.last_column();
        for note in &paper.notes {
            self.line((0, last), note, 12, &font(12))?;
        }
        for ending in &paper.endings {
            self.row += 1;
            match ending {
                Ending::Signature { position, name } => self.signature(position, name.as_deref())?,
                Ending::Maker { text } => self.line((0, last), text, 12, &font(12))?,
            }
        }
        Ok(())
    }

    /// Position, a line to sign on and a name, each over a third of the columns.
    fn signature(&mut self, position: &str, name: Option<&str>) -> Result<(), Unwritten> {
        let last = self.last_column();
        let (second, third) = ((last + 1) / 3, (last + 1) * 2 / 3);
        if second == 0 || third <= second {
            return self.line((0, last), &format!("{position} ____________ {}", name.unwrap_or("")), 14, &font(14));
        }
        let row = self.row;
        let signed = middle(font(14)).set_border_bottom(FormatBorder::Thin);
        self.put((row, row), (second, third - 1), "", &signed)?;
        let named = if name.is_some() { middle(font(14)) } else { signed };
        self.put((row, row), (third, last), name.unwrap_or(""), &named)?;
        self.line((0, second - 1), position, 14, &font(14))?;
        let small = middle(font(10));
        self.put((self.row, self.row), (third, last), "(инициалы, фамилия)", &small)?;
        self.line((second, third - 1), "(подпись)", 10, &small)
    }
}

/// The value of a figure as people write it («93,40») and how a workbook shows as many decimals.
fn figure(text: &str) -> Option<(f64, String)> {
    let plain = text.replace('−', "-").replace(',', ".");
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() + part.len() > 15 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let shown = if part.is_empty() { "0".to_owned() } else { format!("0.{}", "0".repeat(part.len())) };
    Some((plain.parse().ok()?, shown))
}

/// The day every workbook says it was made on: the same words give the same bytes.
pub(crate) fn epoch() -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(2026, 1, 1)
}

/// The day of a cell in which nothing else stands: «14.08.2026».
fn day(text: &str) -> Option<ExcelDateTime> {
    let [day, month, year] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
    of_parts(year, month, day)
}

/// The same as programs write it: «2026-08-14».
pub(crate) fn iso_day(text: &str) -> Option<ExcelDateTime> {
    let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
    of_parts(year, month, day)
}

fn of_parts(year: &str, month: &str, day: &str) -> Option<ExcelDateTime> {
    let is_written = (day.len(), month.len(), year.len()) == (2, 2, 4)
        && [day, month, year].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let of = |n: i8| u8::try_from(n).ok();
    // Excel's calendar begins in 1900 and has a day too many in its first winter.
    let year = u16::try_from(date.year()).ok().filter(|year| is_written && *year > 1900)?;
    ExcelDateTime::from_ymd(year, of(date.month())?, of(date.day())?).ok()
}

/// The largest of the usual sizes at which so many lines of 12 pt fit one row.
fn points_for(n_lines: usize) -> u32 {
    // Both the height and the number of lines shrink with the letters.
    let fits = |points: usize| n_lines * points * points / 12 * 4 / 3 <= ROW_POINTS_MAX;
    [12, 11, 10, 9, 8].into_iter().find(|p| fits(*p as usize)).unwrap_or(7)
}

#[cfg(test)]
mod tests {
    use super::{day, figure};

    #[test]
    fn only_whole_days_and_whole_figures_are_more_than_words() {
        for (text, is_day, is_figure) in [
            ("14.08.2026", true, false),
            ("29.02.2024", true, false),
            ("29.02.2026", false, false),
            ("1.08.2026", false, false),
            ("14.08.26", false, false),
            ("01.01.1900", false, false),
            ("до 14.08.2026", false, false),
            ("+1.08.2026", false, false),
            ("93,40", false, true),
            ("−3", false, true),
            ("1–2", false, false),
            ("", false, false),
        ] {
            assert_eq!((day(text).is_some(), figure(text).is_some()), (is_day, is_figure), "{text}");
        }
    }
}
