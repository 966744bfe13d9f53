//! The plan strip: one mark is one measure, in the quarter its term ends.
//!
//! In come dated marks and today; out go years of four quarters. What has no last day is counted apart by the page.

use super::state::Mark;
use crate::ui::words;
use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;
use std::fmt::Write;

/// At most so many marks are drawn in a quarter; more are said by the number under it.
const DRAWN_MAX: usize = 7;
/// At most so many years are drawn.
const YEARS_MAX: i16 = 6;

#[derive(Debug, Clone)]
pub(crate) struct Quarter {
    name: &'static str,
    number: usize,
    is_now: bool,
    marks: Vec<Mark>,
}

#[derive(Debug, Clone)]
pub(crate) struct Year {
    year: i16,
    quarters: Vec<Quarter>,
}

/// The strip.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/strip/strip.html")]
pub(crate) struct Strip {
    pub(crate) years: Vec<Year>,
    /// Measures before or after the years drawn.
    pub(crate) n_outside: usize,
}

impl HtmlSafe for Strip {}

impl Strip {
    /// A strip of the measures that have a last day; `None` when there are none.
    pub(crate) fn of(measures: &[(Date, Mark)], today: Date) -> Option<Self> {
        let latest = measures.iter().map(|(day, _)| day.year()).max()?;
        let earliest = measures.iter().map(|(day, _)| day.year()).min()?;
        let last = latest.min(earliest.saturating_add(YEARS_MAX - 1));
        let years: Vec<Year> = (earliest..=last).map(|year| Year::of(year, measures, today)).collect();
        let n_outside = measures.iter().filter(|(day, _)| day.year() > last).count();
        Some(Strip { years, n_outside })
    }
}

impl Year {
    fn of(year: i16, measures: &[(Date, Mark)], today: Date) -> Self {
        let quarters = ["I", "II", "III", "IV"]
            .into_iter()
            .zip(1_usize..)
            .map(|(name, number)| {
                let within = |day: Date| day.year() == year && quarter(day) == number;
                let mut marks: Vec<Mark> = measures.iter().filter(|(day, _)| within(*day)).map(|(_, m)| *m).collect();
                marks.sort_by_key(|m| std::cmp::Reverse(*m));
                Quarter { name, number, is_now: within(today), marks }
            })
            .collect();
        Year { year, quarters }
    }
}

fn quarter(day: Date) -> usize {
    usize::try_from((day.month() - 1) / 3 + 1).unwrap_or(1)
}

impl Quarter {
    fn count(&self) -> String {
        if self.marks.is_empty() { "·".to_owned() } else { self.marks.len().to_string() }
    }

    /// The marks as shapes, from the bottom up. Made of numbers only, so it is safe as it is.
    fn shapes(&self) -> String {
        let mut svg = String::new();
        for (mark, at) in self.marks.iter().take(DRAWN_MAX).zip(0_usize..) {
            let top = 112 - 16 * at;
            let _ = match mark {
                Mark::Ok => write!(svg, r#"<rect class="u-ok" x="5" y="{top}" width="14" height="13"/>"#),
                Mark::Done => write!(
                    svg,
                    r#"<rect class="u-done" x="6" y="{}" width="12" height="11"/><path class="u-tick" d="m8 {}.5 3 3 5-6"/>"#,
                    top + 1,
                    top + 6
                ),
                Mark::Late | Mark::Failed => {
                    let middle = top + 6;
                    write!(svg, r#"<path class="u-late" d="M12 {top} 19 {middle}.5 12 {} 5 {middle}.5Z"/>"#, top + 13)
                }
                _ => write!(svg, r#"<rect class="u-plan" x="6" y="{}" width="12" height="11"/>"#, top + 1),
            };
        }
        svg
    }

    fn said(&self) -> String {
        let n = |wanted: &[Mark]| self.marks.iter().filter(|m| wanted.contains(m)).count();
        let ok = n(&[Mark::Ok]);
        let done = n(&[Mark::Done]);
        let late = n(&[Mark::Late, Mark::Failed]);
        let rest = self.marks.len() - ok - done - late;
        let parts: Vec<String> =
            [(ok, "подтверждено"), (done, "ждёт подтверждения"), (late, "просрочено"), (rest, "предстоит")]
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(|(n, word)| format!("{word} {}", words::number(n)))
                .collect();
        let parts = if parts.is_empty() { "мер нет".to_owned() } else { parts.join(", ") };
        let now = if self.is_now { ". Сейчас идёт этот квартал" } else { "" };
        format!("{} квартал: {parts}{now}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn marks_stand_in_the_quarter_of_their_last_day() {
        let strip = Strip::of(
            &[(date(2020, 12, 31), Mark::Late), (date(2020, 12, 31), Mark::Ok), (date(2021, 3, 31), Mark::Idle)],
            date(2021, 1, 12),
        )
        .unwrap();
        let html = strip.to_string();
        assert!(html.contains("4 квартал: подтверждено 1, просрочено 1"), "{html}");
        assert!(html.contains("1 квартал: предстоит 1. Сейчас идёт этот квартал"), "{html}");
        assert!(Strip::of(&[], date(2021, 1, 12)).is_none());
    }
}
