//! Values of cells as a person sees them.
//!
//! In come numbers and dates of a workbook; out goes text: «22,5», «01.09.2024», «14:30». It refuses to compute.

use calamine::{Data, ExcelDateTime};

/// A value as text; nothing for an empty cell.
pub(super) fn shown(value: &Data) -> String {
    match value {
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number(*n),
        Data::String(text) => text.clone(),
        Data::Bool(is_true) => if *is_true { "ИСТИНА" } else { "ЛОЖЬ" }.into(),
        Data::DateTime(moment) => date(moment),
        Data::DateTimeIso(iso) => iso_date(iso),
        Data::DurationIso(iso) => iso.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// A number with a decimal comma, without the dust of binary fractions.
pub(super) fn number(n: f64) -> String {
    if !n.is_finite() {
        return String::new();
    }
    let text = format!("{n:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let text = if text == "-0" { "0" } else { text };
    text.replace('.', ",")
}

/// A date, with the time of day where it is not midnight; a time alone where there is no day.
fn date(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() || !value.is_finite() || !(0.0..2_958_466.0).contains(&value) {
        return number(value);
    }
    let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
    match (value < 1.0, (hour, minute)) {
        (true, _) => format!("{hour:02}:{minute:02}"),
        (false, (0, 0)) => format!("{day:02}.{month:02}.{year:04}"),
        (false, _) => format!("{day:02}.{month:02}.{year:04} {hour:02}:{minute:02}"),
    }
}

/// «2024-09-01T00:00:00» → «01.09.2024».
fn iso_date(iso: &str) -> String {
    let day = iso.split('T').next().unwrap_or_default();
    match day.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] if year.len() == 4 => format!("{day}.{month}.{year}"),
        _ => iso.to_owned(),
    }
}
