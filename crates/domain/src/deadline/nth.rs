//! The part of the grammar that names a day within a recurrence: «до 10 числа месяца, следующего за кварталом».
//! In come tokens, out goes a day and its distance from the period's end. It refuses to know dates.

use super::cursor::Cursor;
use super::rate::per;
use super::token::{Kind, Measure};
use super::{Every, Unit};

/// A day of a month or period that recurs: «до 10 числа месяца, следующего за кварталом».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NthDay {
    /// 31 stands for the last day.
    pub(super) day: i8,
    /// Months after the period; empty where the phrase does not say.
    pub(super) months: Option<u8>,
    /// How often, where the phrase says so by itself.
    pub(super) every: Option<Every>,
}

/// Reads such a day, its «до» included.
pub(super) fn nth_day(c: &mut Cursor<'_>) -> Option<NthDay> {
    c.attempt(numbered).or_else(|| c.attempt(last_day)).or_else(|| c.attempt(days_after))
}

fn numbered(c: &mut Cursor<'_>) -> Option<NthDay> {
    while c.word(&["до", "к", "не", "позднее", "позже", "в", "срок", "по", "чем", "с"]) {}
    let each = c.stem(&["кажд"]);
    let (day, _) = c.number()?;
    // «с 1 по 10 число»: the last of the two.
    let day = c
        .attempt(|c| {
            (c.word(&["по", "до"]) || c.sign(Kind::Dash)).then_some(())?;
            c.number()
        })
        .map_or(day, |(last, _)| last);
    let day_of_work = c.stem(&["рабоч"]) && c.the_measure(Measure::Day);
    (day_of_work || c.stem(&["числ"]) || c.word(&["чис"])).then_some(())?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let (months, every) = which_month(c);
    // «первые числа марта» are days of one March.
    if matches!(c.kind(0), Some(Kind::Month(_))) {
        return None;
    }
    // «10 рабочих дней» alone is a length, not a day.
    (!day_of_work || months.is_some()).then_some(())?;
    let every = if each { every.or(Some(Every::new(1, Unit::Month))) } else { every };
    Some(NthDay { day, months: months.or(each.then_some(0)), every })
}

/// What month the day belongs to, and how often that is.
fn which_month(c: &mut Cursor<'_>) -> (Option<u8>, Option<Every>) {
    c.attempt(after_period)
        .or_else(|| c.attempt(month_of_quarter))
        .or_else(|| {
            c.attempt(|c| {
                c.stem(&["следующ"]).then_some(())?;
                c.the_measure(Measure::Month).then_some((Some(1), Some(Every::new(1, Unit::Month))))
            })
        })
        .or_else(|| {
            c.attempt(|c| {
                c.stem(&["кажд", "текущ", "отчетн", "соответствующ", "этого"]);
                c.the_measure(Measure::Month).then_some((Some(0), Some(Every::new(1, Unit::Month))))
            })
        })
        .unwrap_or((None, None))
}

/// «месяца, следующего за отчётным кварталом»; «после отчётного квартала».
fn after_period(c: &mut Cursor<'_>) -> Option<(Option<u8>, Option<Every>)> {
    let month = c.stem(&["следующ"]) && c.the_measure(Measure::Month) || c.the_measure(Measure::Month);
    c.sign(Kind::Stop);
    let following = c.stem(&["следующ", "идущ", "последующ"]) && c.word(&["за", "после"]);
    let after = following || c.word(&["после", "за"]) || c.words(&[&["по"], &["окончании", "истечении", "завершении"]]);
    (after || (!month && following)).then_some(())?;
    c.stem(&["окончани", "завершени", "истечени"]);
    c.stem(&["кажд"]);
    let reported = c.stem(&["отчетн", "истекш", "прошедш", "предыдущ", "прошл"]);
    let every = match c.measure() {
        Some(Measure::Period) => None,
        Some(measure) => per(1, 1, measure).map(|often| often.every),
        None if reported => Some(Every::new(1, Unit::Month)),
        None => return None,
    };
    Some((Some(1), every))
}

/// «последнего месяца квартала», «первого месяца следующего квартала».
fn month_of_quarter(c: &mut Cursor<'_>) -> Option<(Option<u8>, Option<Every>)> {
    let months = if c.stem(&["последн"]) { 0 } else { u8::try_from(c.number()?.0).ok().filter(|n| *n <= 3)? };
    c.the_measure(Measure::Month).then_some(())?;
    c.stem(&["кажд", "следующ", "отчетн"]);
    let every = per(1, 1, c.measure()?)?.every;
    // The third month of a quarter is its last.
    Some((Some(if months == 3 { 0 } else { months }), Some(every)))
}

/// «последний рабочий день месяца».
fn last_day(c: &mut Cursor<'_>) -> Option<NthDay> {
    while c.word(&["до", "к", "не", "позднее", "позже", "в", "во"]) {}
    c.stem(&["последн"]).then_some(())?;
    c.stem(&["рабоч", "календарн"]);
    (c.the_measure(Measure::Day) || c.stem(&["числ"])).then_some(())?;
    c.stem(&["кажд", "отчетн", "текущ"]);
    // «последний рабочий день года» comes once; the year is read next.
    let recurs = |m: &Measure| matches!(m, Measure::Month | Measure::Quarter | Measure::Half | Measure::Week);
    let measure = c.attempt(|c| c.measure().filter(recurs));
    Some(NthDay { day: 31, months: Some(0), every: measure.and_then(|m| per(1, 1, m)).map(|often| often.every) })
}

/// «в течение 10 дней после окончания квартала».
fn days_after(c: &mut Cursor<'_>) -> Option<NthDay> {
    while c.word(&["в", "не", "позднее", "течение", "течении", "через"]) {}
    let (day, _) = c.number()?;
    c.stem(&["рабоч", "календарн"]);
    (c.the_measure(Measure::Day) || c.stem(&["рабоч", "календарн"]) && c.the_measure(Measure::Day)).then_some(())?;
    let after = c.word(&["после"])
        || c.words(&[&["по"], &["окончании", "истечении", "завершении"]])
        || c.words(&[&["со"], &["дня"]]);
    after.then_some(())?;
    c.stem(&["окончани", "завершени", "истечени"]);
    c.stem(&["кажд", "отчетн"]);
    let measure =
        c.measure().filter(|m| matches!(m, Measure::Month | Measure::Quarter | Measure::Half | Measure::Year))?;
    let day = i8::try_from(day).ok().filter(|day| (1..=28).contains(day))?;
    Some(NthDay { day, months: Some(1), every: per(1, 1, measure).map(|often| often.every) })
}
