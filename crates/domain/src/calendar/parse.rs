use super::{DayKind, ProductionCalendar};
use crate::Date;

/// Reads lines «date kind why», «year YYYY», comments and blanks; numbers of bad lines come back.
pub(super) fn lines(text: &str) -> (ProductionCalendar, Vec<usize>) {
    let mut calendar = ProductionCalendar::default();
    let mut bad = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') && take(&mut calendar, line).is_none() {
            bad.push(n + 1);
        }
    }
    (calendar, bad)
}

fn take(calendar: &mut ProductionCalendar, line: &str) -> Option<()> {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    if first == "year" {
        calendar.years.insert(second.parse().ok()?);
        return Some(());
    }
    let day: Date = first.parse().ok()?;
    let kind = match second {
        "work" => DayKind::Work,
        "off" => DayKind::Off,
        "short" => DayKind::Short,
        _ => return None,
    };
    calendar.days.insert(day, kind);
    Some(())
}
