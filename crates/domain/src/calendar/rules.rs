use crate::Date;
use jiff::ToSpan;
use jiff::civil::Weekday;

/// Holidays of article 112 of the Labour Code, as (month, day).
const HOLIDAYS: [(i8, i8); 14] =
    [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)];

/// Whether a day is off by the Code alone: Saturday, Sunday, a holiday, or the day a holiday moved to.
///
/// A holiday on a weekend moves to the next working day, except those of January, which the Government moves by an act
/// of its own; such moves are data of the calendar.
pub(super) fn is_off(day: Date) -> bool {
    is_weekend(day) || is_holiday(day) || is_moved_here(day)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_holiday(day: Date) -> bool {
    HOLIDAYS.contains(&(day.month(), day.day()))
}

/// Monday (or the first working day) after a weekend that swallowed a holiday outside January.
fn is_moved_here(day: Date) -> bool {
    let mut before = day.saturating_sub(1.day());
    let mut n_swallowed = 0;
    let mut n_gap = 0;
    while is_weekend(before) || is_holiday(before) {
        n_swallowed += usize::from(is_weekend(before) && is_holiday(before) && before.month() != 1);
        before = before.saturating_sub(1.day());
        n_gap += 1;
        if n_gap > 15 {
            break;
        }
    }
    n_swallowed > 0
}
