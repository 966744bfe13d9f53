//! The part of the grammar that names days, months, quarters, years and their parts.
//! In come tokens, out goes a stretch of days. It refuses to know «до», «с» and what recurs.

use super::cursor::Cursor;
use super::stretch::{Day, Grain, Part, Stretch};
use super::token::{Figures, Kind, Measure};
use super::year::{bare_short_year, school_year, with_year, year_after, years};

/// A day, month, quarter, year or part of one: «15 марта 2024 г.», «конец I квартала», «2019-2020 гг.».
pub(super) fn point(c: &mut Cursor<'_>) -> Option<Stretch> {
    c.attempt(part_of)
        .or_else(|| c.attempt(figures))
        .or_else(|| c.attempt(school_year))
        .or_else(|| c.attempt(several_months))
        .or_else(|| c.attempt(counted))
        .or_else(|| c.attempt(day_of_month))
        .or_else(|| c.attempt(month))
        .or_else(|| c.attempt(years).map(|(first, last)| Stretch::years(first, last)))
        .or_else(|| c.attempt(season))
        .or_else(|| c.attempt(own))
}

/// «начало марта», «середина II квартала», «конец года», «до окончания учебного года».
fn part_of(c: &mut Cursor<'_>) -> Option<Stretch> {
    let part = if c.stem(&["начал"]) && !c.text(0).is_empty() {
        Part::Begin
    } else if c.stem(&["середин"]) {
        Part::Middle
    } else if c.word(&["конец", "конца", "конце", "концу", "концом", "исхода"])
        || c.stem(&["окончани", "завершени", "истечени"])
    {
        Part::End
    } else {
        return None;
    };
    let whole = point(c)?;
    Some(Stretch { part: Some(part), ..whole })
}

/// «01.06.18», «03.2024», «27.10».
fn figures(c: &mut Cursor<'_>) -> Option<Stretch> {
    let Some(Kind::Date(Figures { year, month, day })) = c.kind(0) else { return None };
    c.at += 1;
    let mut stretch = match day {
        // A day of nought would mean the last of the month.
        Some(day) => Stretch::day(month, if day == 0 { -1 } else { day }),
        None => Stretch::months(month, month, Grain::Month),
    };
    match year {
        Some(year) => stretch = stretch.in_years(year, year),
        None => {
            if let Some((first, last)) = year_after(c) {
                stretch = stretch.in_years(first, last);
            }
        }
    }
    c.the_measure(Measure::Year);
    Some(stretch)
}

/// «9 месяцев 2024 года»: from January, as reports count.
fn several_months(c: &mut Cursor<'_>) -> Option<Stretch> {
    let (count, _) = c.number()?;
    let last = i8::try_from(count).ok().filter(|n| (1..=12).contains(n))?;
    c.the_measure(Measure::Month).then_some(())?;
    let (first_year, last_year) = years(c)?;
    Some(Stretch::months(1, last, Grain::Part).in_years(first_year, last_year))
}

/// «II квартал», «1-2 кв.», «I, III кварталы», «первая декада мая», «второе полугодие».
fn counted(c: &mut Cursor<'_>) -> Option<Stretch> {
    let (first, last, listed, measure) = c.attempt(measure_first).or_else(|| {
        let (first, last, listed) = numbers(c).or_else(|| c.attempt(last_of))?;
        let measure = c.measure().or_else(|| c.stem(&["половин"]).then_some(Measure::Half))?;
        Some((first, last, listed, measure))
    })?;
    let small = |n: u32, most: u32| i8::try_from(n).ok().filter(|n| (1..=most).contains(&n.unsigned_abs().into()));
    let impossible = Stretch::day(13, 1);
    let (a, b) = match measure {
        Measure::Quarter => (small(first, 4), small(last, 4)),
        Measure::Half => (small(first, 2), small(last, 2)),
        Measure::Term => (small(first, 4), small(last, 4)),
        Measure::Decade => (small(first, 3), small(last, 3)),
        Measure::Week if first == LAST => return last_week(c),
        Measure::Week => (small(first, 5), small(last, 5)),
        _ => return None,
    };
    let Some((a, b)) = a.zip(b).filter(|(a, b)| a <= b) else { return Some(impossible) };
    let stretch = match measure {
        Measure::Quarter => with_year(c, Stretch::months(a * 3 - 2, b * 3, Grain::Quarter)),
        Measure::Half if a == b => half(c, a),
        Measure::Half => with_year(c, Stretch::months(a * 6 - 5, b * 6, Grain::Half)),
        Measure::Term => school_term(c, a, b)?,
        Measure::Decade => within_month(c, a * 10 - 9, if b == 3 { 0 } else { b * 10 })?,
        _ => within_month(c, a * 7 - 6, if b == 5 { 0 } else { b * 7 })?
            .guessed("Неделя месяца посчитана по семь дней с первого числа"),
    };
    let whole = if last > first { Stretch { grain: Grain::Part, ..stretch } } else { stretch };
    Some(if listed { whole.guessed(super::words::LIST) } else { whole })
}

/// «квартал II»
fn measure_first(c: &mut Cursor<'_>) -> Option<(u32, u32, bool, Measure)> {
    let measure = c.measure().filter(|measure| matches!(measure, Measure::Quarter | Measure::Half))?;
    let number = small_number(c)?;
    (!matches!(c.kind(0), Some(Kind::Month(_) | Kind::Measure(_)))).then_some((number, number, false, measure))
}

/// The last week of a month, however many it has.
const LAST: u32 = 99;

/// «последняя неделя августа»: its last seven days.
fn last_week(c: &mut Cursor<'_>) -> Option<Stretch> {
    let whole = month(c)?;
    let first = whole.last_day().1 - 6;
    Some(Stretch { from: Day { day: first, ..whole.from }, grain: Grain::Part, ..whole })
}

/// «последняя неделя августа», «последний квартал».
fn last_of(c: &mut Cursor<'_>) -> Option<(u32, u32, bool)> {
    c.stem(&["последн"]).then_some(())?;
    let number = match c.kind(0)? {
        Kind::Measure(Measure::Quarter) => 4,
        Kind::Measure(Measure::Half) => 2,
        Kind::Measure(Measure::Decade) => 3,
        Kind::Measure(Measure::Week) => LAST,
        _ => return None,
    };
    Some((number, number, false))
}

/// «1», «I-II», «1, 3», «I и II», «2-3»; first, last, and whether some were listed rather than spanned.
fn numbers(c: &mut Cursor<'_>) -> Option<(u32, u32, bool)> {
    c.attempt(|c| {
        let first = small_number(c)?;
        let (mut last, mut listed) = (first, false);
        while let Some((next, span)) = c.attempt(|c| {
            let span = c.sign(Kind::Dash) || c.word(&["по", "до"]);
            if !span {
                (c.sign(Kind::Stop) || c.word(&["и"])).then_some(())?;
                c.word(&["и"]);
            }
            Some((small_number(c)?, span))
        }) {
            listed |= !span;
            last = next;
        }
        matches!(c.kind(0), Some(Kind::Measure(_)))
            .then_some((first, last, listed))
            .or_else(|| c.text(0).starts_with("половин").then_some((first, last, listed)))
    })
}

fn small_number(c: &mut Cursor<'_>) -> Option<u32> {
    if let Some((value, digits)) = c.attempt(Cursor::number) {
        return (digits < 3).then_some(value);
    }
    // «П», «Ш», «ІУ», «З»: Russian letters in place of figures.
    let value = match c.text(0) {
        "з" => Some(3),
        "у" | "х" => None,
        text => super::letters::roman_numeral(text),
    }?;
    c.at += 1;
    Some(value)
}

/// A half-year, of the calendar or of a school; «половина» of a month too.
fn half(c: &mut Cursor<'_>, number: i8) -> Stretch {
    if let Some(first) = c.attempt(|c| {
        let stretch = school_year(c)?;
        Some(stretch.from.year)
    }) {
        let mut stretch = Stretch::school_year(first);
        stretch.grain = Grain::Half;
        if number == 1 {
            stretch.to = Day { month: 12, day: 0, ..stretch.from };
        } else {
            stretch.from = Day { month: 1, day: 1, ..stretch.to };
        }
        return stretch;
    }
    let days = if number == 1 { (1, 15) } else { (16, 0) };
    if let Some(part) = c.attempt(|c| within_month(c, days.0, days.1)) {
        return part;
    }
    with_year(c, Stretch::months(number * 6 - 5, number * 6, Grain::Half))
}

/// A quarter of a school year has no day of its own in law.
fn school_term(c: &mut Cursor<'_>, first: i8, last: i8) -> Option<Stretch> {
    const TERMS: [(i8, i8, i16); 4] = [(9, 10, 0), (11, 12, 0), (1, 3, 1), (4, 5, 1)];
    let term = |n: i8| usize::try_from(n - 1).ok().and_then(|i| TERMS.get(i)).copied();
    let ((begin, _, mut begin_shift), (_, end, mut end_shift)) = term(first).zip(term(last))?;
    let mut year = c.attempt(|c| Some(school_year(c)?.from.year)).flatten();
    if let Some((named, after)) = year.is_none().then(|| c.attempt(year_after)).flatten() {
        year = Some(named);
        if named == after {
            // «III четверть 2025»: the calendar's year.
            (begin_shift, end_shift) = (0, 0);
        }
    }
    let mut stretch = Stretch::months(begin, end, Grain::Part);
    stretch.from = Day { year, shift: begin_shift, ..stretch.from };
    stretch.to = Day { year, shift: end_shift, ..stretch.to };
    Some(stretch.guessed("Границы учебной четверти приняты примерно: школа назначает их сама"))
}

/// Some days of the month that is named next; for a half, nothing when no month follows.
fn within_month(c: &mut Cursor<'_>, first: i8, last: i8) -> Option<Stretch> {
    let whole = month(c)?;
    let (from, to) = (Day { day: first, ..whole.from }, Day { day: last, ..whole.to });
    Some(Stretch { from, to, grain: Grain::Part, ..whole })
}

/// «15 марта 2024 г.», «1-го сентября».
fn day_of_month(c: &mut Cursor<'_>) -> Option<Stretch> {
    let (day, digits) = c.number()?;
    // «15/марта/2024», «15-мар-2024»
    let sign = [Kind::Slash, Kind::Dash].into_iter().find(|sign| c.sign(*sign));
    c.stem(&["числ"]);
    let month = c.month().or_else(|| c.attempt(roman_month))?;
    if let Some(sign) = sign {
        c.sign(sign);
    }
    // «45 марта» and «0 марта» are days no month has, not years.
    let day = if digits > 2 { return None } else { i8::try_from(day).ok().filter(|day| *day > 0).unwrap_or(-1) };
    Some(with_year(c, Stretch::day(month, day)))
}

/// «15.IX.2024»
fn roman_month(c: &mut Cursor<'_>) -> Option<i8> {
    let is_roman = c.text(0).chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let (value, _) = c.number()?;
    let year = matches!(c.kind(0), Some(Kind::Number { digits: 4, .. }));
    (is_roman && year && value <= 12).then_some(())?;
    i8::try_from(value).ok()
}

fn month(c: &mut Cursor<'_>) -> Option<Stretch> {
    let month = c.month()?;
    c.the_measure(Measure::Month);
    let whole = Stretch::months(month, month, Grain::Month);
    if let Some(year) = c.attempt(bare_short_year) {
        return Some(whole.in_years(year, year).guessed("Год после месяца назван двумя цифрами"));
    }
    Some(with_year(c, whole))
}

/// «весна 2024», «летний период», «зима 2024-2025», «осенне-зимний период».
fn season(c: &mut Cursor<'_>) -> Option<Stretch> {
    let number = season_word(c)?;
    let last = c.attempt(|c| {
        c.sign(Kind::Dash);
        season_word(c)
    });
    if !(c.the_measure(Measure::Period) || c.the_measure(Measure::Season)) {
        if c.text(0).starts_with("каникул") {
            return None;
        }
        c.stem(&["врем"]);
    }
    let last = last.unwrap_or(number);
    let first_month = if number == 1 { 12 } else { number * 3 - 3 };
    let last_month = if last == 1 { 2 } else { last * 3 - 1 };
    let crosses = first_month > last_month;
    let years = c.attempt(|c| year_after(c));
    let mut stretch = Stretch::months(first_month, last_month, Grain::Season);
    if let Some((first, last)) = years {
        stretch = stretch.in_years(first, last);
    }
    if crosses && years.is_none_or(|(first, last)| first == last) {
        stretch.to.shift = 1;
        stretch = stretch.guessed("Зима переходит через Новый год: взята с декабря названного года");
    }
    Some(stretch)
}

fn season_word(c: &mut Cursor<'_>) -> Option<i8> {
    let Some(Kind::Season(number)) = c.kind(0) else { return None };
    c.at += 1;
    Some(number)
}

/// «год», «текущий год», «весь период», «срок действия плана»: the paper's own; «месяц»: a length.
fn own(c: &mut Cursor<'_>) -> Option<Stretch> {
    c.word(&["весь", "круглый", "всего", "всем", "всей", "целый", "полный"]);
    let this = c.stem(&[
        "текущ",
        "тек",
        "отчетн",
        "календарн",
        "планов",
        "этого",
        "этом",
        "этот",
        "данн",
        "настоящ",
        "соответствующ",
    ]);
    let next = !this && c.stem(&["следующ", "будущ"]);
    let last = !this && !next && c.stem(&["прошл", "прошедш", "предыдущ"]);
    if c.attempt(plan_itself).is_some() {
        return Some(Stretch::months(1, 12, Grain::ThisPeriod));
    }
    if c.attempt(length_as_adjective).is_some() {
        return Some(Stretch::months(1, 12, Grain::Length));
    }
    let count = c.attempt(|c| c.number());
    if count.is_some() {
        c.stem(&["рабоч", "календарн"]);
    }
    let measure = c.measure()?;
    if count.is_some_and(|(_, digits)| digits > 3) {
        // «3024 год»
        return Some(Stretch::day(13, 1));
    }
    if measure == Measure::Year && count.is_none() {
        let mut stretch = Stretch::months(1, 12, Grain::ThisYear);
        let shift = i16::from(next) - i16::from(last);
        stretch.from.shift = shift;
        stretch.to.shift = shift;
        return Some(stretch);
    }
    let short = matches!(
        measure,
        Measure::Day
            | Measure::Week
            | Measure::Decade
            | Measure::Month
            | Measure::Quarter
            | Measure::Half
            | Measure::Year
            | Measure::Season
            | Measure::Term
    );
    short.then(|| Stretch::months(1, 12, Grain::Length))
}

/// «месячный срок», «10-дневный срок»
fn length_as_adjective(c: &mut Cursor<'_>) -> Option<()> {
    c.attempt(Cursor::number);
    c.sign(Kind::Dash);
    c.stem(&[
        "дневн",
        "недельн",
        "месячн",
        "годичн",
        "двухнедельн",
        "двухмесячн",
        "трехмесячн",
        "трехдневн",
        "пятидневн",
        "десятидневн",
    ])
    .then_some(())?;
    c.word(&["срок", "период"]).then_some(())
}

/// «период реализации плана», «срок действия», «срок реализации мероприятий», «планируемый период».
fn plan_itself(c: &mut Cursor<'_>) -> Option<()> {
    let named = c.the_measure(Measure::Period) || c.word(&["срок", "срока", "сроке", "времени"]);
    (named || (matches!(c.text(0), "действия" | "реализации") && matches!(c.text(1), "плана" | "программы")))
        .then_some(())?;
    c.stem(&["реализаци", "действи", "исполнени", "выполнени", "планир", "осуществлени"]);
    c.stem(&["настоящ", "данн", "мероприят"]);
    c.word(&["план", "плана", "программы", "мероприятий", "плану"]);
    c.stem(&["мероприяти"]);
    Some(())
}
