//! The part of the grammar that names years: «2024 г.», «2019-2020 гг.», «2024/2025 учебный год», «18 г.».
//! In come tokens, out go years, or a stretch with its year. It refuses to know months and quarters.

use super::cursor::Cursor;
use super::stretch::{Day, Stretch};
use super::token::{Kind, Measure, century};

/// A year, or the first and last of several.
type Years = (i16, i16);

/// «2024/2025 учебный год», «учебный год 2024-2025», «театральный сезон 2024/25».
pub(super) fn school_year(c: &mut Cursor<'_>) -> Option<Stretch> {
    let before = school_word(c);
    let first = if before {
        c.attempt(school_years)
    } else {
        let years = school_years(c)?;
        if !school_word(c) {
            return None;
        }
        Some(years)
    };
    let stretch = Stretch::school_year(first);
    Some(if first.is_some() {
        stretch
    } else {
        stretch.guessed("Учебный год назван без чисел: взят с сентября по май")
    })
}

fn school_word(c: &mut Cursor<'_>) -> bool {
    c.attempt(|c| {
        c.stem(&["текущ", "нов", "предстоящ", "очередн", "следующ"]);
        let school = c.stem(&["учебн"]) || c.word(&["уч", "уч-го"]);
        let season = !school && c.stem(&["театральн", "концертн", "творческ"]);
        let year = c.the_measure(Measure::Year) || (season && c.the_measure(Measure::Season));
        ((school || season) && year).then_some(())
    })
    .is_some()
}

/// The first year of «2024/2025», «2024-25», «2024».
fn school_years(c: &mut Cursor<'_>) -> Option<i16> {
    let first = full_year(c)?;
    c.attempt(|c| {
        c.the_measure(Measure::Year);
        (c.sign(Kind::Slash) || c.sign(Kind::Dash)).then_some(())?;
        let (value, digits) = c.number()?;
        let second = if digits == 2 { century(value) } else { value };
        (second == u32::try_from(first).ok()? + 1).then_some(())
    });
    Some(first)
}

pub(super) fn with_year(c: &mut Cursor<'_>, stretch: Stretch) -> Stretch {
    // «к 1 сентября 2024/2025 учебного года»
    if let Some(first) = c.attempt(school_year).and_then(|year| year.from.year) {
        let of = |day: Day| first + i16::from(day.month < 8);
        return stretch.in_years(of(stretch.from), of(stretch.to));
    }
    match c.attempt(year_after) {
        Some((first, last)) => stretch.in_years(first, last),
        // «1 июня 3024»: four figures that are no year.
        None if matches!(c.kind(0), Some(Kind::Number { digits: 4.., .. })) => {
            c.at += 1;
            Stretch::day(13, 1)
        }
        None => {
            // «II квартал текущего года», «конец марта следующего года»
            c.attempt(|c| {
                let next = c.stem(&["следующ", "будущ"]);
                let this = next || c.stem(&["текущ", "тек", "отчетн", "этого", "календарн", "данн"]);
                c.the_measure(Measure::Year).then_some(())?;
                Some(this && next)
            })
            .map_or(stretch, |next| {
                let shift = i16::from(next);
                let (from, to) = (stretch.from, stretch.to);
                Stretch {
                    from: Day { shift: from.shift + shift, ..from },
                    to: Day { shift: to.shift + shift, ..to },
                    ..stretch
                }
            })
        }
    }
}

/// A year after a month or quarter: also «марта 18 г.», also two of them: «2024-2025 гг.».
pub(super) fn year_after(c: &mut Cursor<'_>) -> Option<Years> {
    c.attempt(|c| {
        let first = c.attempt(full_year).or_else(|| c.attempt(short_year))?;
        c.the_measure(Measure::Year);
        let last = c.attempt(|c| {
            (c.sign(Kind::Dash) || c.sign(Kind::Slash)).then_some(())?;
            let last = second_year(c, first)?;
            // «2023 – 15 марта»: the figures belong to what comes next.
            (!matches!(c.kind(0), Some(Kind::Month(_)))).then_some(last)
        });
        if last.is_some() {
            c.the_measure(Measure::Year);
        }
        Some((first, last.unwrap_or(first)))
    })
}

/// «2024», «2019-2020 гг.», «2024-25 гг.», «18 год», «с 2021 по 2023 год» (after «с»).
pub(super) fn years(c: &mut Cursor<'_>) -> Option<Years> {
    c.stem(&["календарн"]);
    year_after(c)
}

/// Four figures that can be a year.
pub(super) fn full_year(c: &mut Cursor<'_>) -> Option<i16> {
    let (value, digits) = c.number()?;
    (digits == 4 && (1970..=2100).contains(&value)).then_some(())?;
    i16::try_from(value).ok()
}

/// «18 г.», «24 год»: two figures, only with the word.
fn short_year(c: &mut Cursor<'_>) -> Option<i16> {
    let (value, digits) = c.number()?;
    let last = if digits == 2 && c.kind(0) == Some(Kind::Dash) { 3 } else { 0 };
    let marked = matches!(c.kind(last), Some(Kind::Measure(Measure::Year))) && c.text(last) != "лет";
    (digits == 2 && marked && value >= 10).then_some(())?;
    i16::try_from(century(value)).ok()
}

/// «декабрь 24» and nothing after it.
pub(super) fn bare_short_year(c: &mut Cursor<'_>) -> Option<i16> {
    let (value, digits) = c.number()?;
    (digits == 2 && (18..=40).contains(&value) && matches!(c.kind(0), None | Some(Kind::Stop))).then_some(())?;
    i16::try_from(century(value)).ok()
}

fn second_year(c: &mut Cursor<'_>, first: i16) -> Option<i16> {
    let (value, digits) = c.number()?;
    let year = match digits {
        4 if (1970..=2100).contains(&value) => value,
        2 if century(value) >= u32::try_from(first).ok()? => century(value),
        _ => return None,
    };
    i16::try_from(year).ok()
}
