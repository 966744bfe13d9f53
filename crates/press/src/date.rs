//! The day a PDF was made.
//!
//! In comes the day a paper names; out goes that day, or the machine's where the paper names none.

use std::time::{SystemTime, UNIX_EPOCH};
use typst::foundations::Datetime;

pub(crate) fn of(made_on: Option<&str>) -> Option<Datetime> {
    let day = made_on.and_then(|text| text.parse().ok()).unwrap_or_else(today);
    let part = |n: i8| u8::try_from(n).ok();
    Datetime::from_ymd_hms(day.year().into(), part(day.month())?, part(day.day())?, 0, 0, 0)
}

fn today() -> jiff::civil::Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let days = i32::try_from(seconds / 86_400).unwrap_or(0);
    let first = jiff::civil::date(1970, 1, 1);
    first.checked_add(jiff::Span::new().days(days)).unwrap_or(first)
}
