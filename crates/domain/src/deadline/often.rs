//! The part of the grammar that says how often: «ежеквартально», «не реже 1 раза в 2 месяца», «по четвергам».
//! In come tokens, out goes a recurrence in the largest whole unit. It refuses to know dates.

use super::cursor::Cursor;
use super::letters::one_slip;
use super::point::point;
use super::rate::{ROUNDED, divided, per};
use super::stretch::{Grain, Stretch};
use super::token::{Kind, Measure};
use super::{Every, Unit, token};
use crate::letters::lower;

/// A recurrence as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Often {
    pub(super) every: Every,
    /// «два раза в 2024 году» bounds itself.
    pub(super) within: Option<Stretch>,
    pub(super) guess: Option<&'static str>,
}

impl Often {
    fn new(every: Every) -> Self {
        Often { every, within: None, guess: None }
    }
}

/// A recurrence said inside the words of a measure («Не реже, чем 1 раз в два месяца проверять …»).
///
/// Adjectives are left alone: «ежегодный конкурс» is a name, «ежегодно проводить конкурс» a recurrence.
pub fn recurrence_in(text: &str) -> Option<Every> {
    // Asked for every measure of a paper; most have no word that a recurrence could begin or end with.
    if !may_recur(&lower(text)) {
        return None;
    }
    let tokens = token::tokens(text);
    let mut cursor = Cursor::new(&tokens);
    while !cursor.ended() {
        let adverb = !cursor.text(0).starts_with("еже") || cursor.text(0).ends_with("но");
        let days_of_week = cursor.text(0) == "по";
        if adverb
            && !days_of_week
            && let Some(often) = often(&mut cursor)
        {
            return Some(often.every);
        }
        cursor.at += 1;
    }
    None
}

fn may_recur(text: &str) -> bool {
    const SIGNS: [&str; 20] = [
        "раз ",
        "раза",
        "разо",
        "еже",
        "кажд",
        "дважд",
        "трижд",
        "ажды",
        "квартал",
        "месяц",
        "месяч",
        "недел",
        "полуг",
        "погод",
        "декад",
        "сезон",
        "четверт",
        "смен",
        "дневн",
        "реже",
    ];
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// «ежеквартально», «не реже 1 раза в 2 месяца», «каждый год», «по четвергам», «по итогам квартала».
pub(super) fn often(c: &mut Cursor<'_>) -> Option<Often> {
    c.attempt(times_each)
        .or_else(|| c.attempt(adverb))
        .or_else(|| c.attempt(times))
        .or_else(|| c.attempt(each))
        .or_else(|| c.attempt(by_weekdays))
        .or_else(|| c.attempt(by_measures))
        .or_else(|| c.attempt(weekday_of_month))
}

/// «2 раза ежегодно», «ежегодно 2 раза».
fn times_each(c: &mut Cursor<'_>) -> Option<Often> {
    let before = c.attempt(so_many_times);
    let often = adverb(c)?;
    let after = || c.attempt(|c| so_many_times(c).filter(|_| !matches!(c.text(0), "в" | "во" | "за")));
    let count = before.or_else(after)?;
    let (every, exact) = divided(u32::from(often.every.count), often.every.unit, count)?;
    Some(Often { every, within: None, guess: (!exact).then_some(ROUNDED) })
}

fn so_many_times(c: &mut Cursor<'_>) -> Option<u32> {
    let (count, by_itself) = how_many(c)?;
    (c.word(&["раз", "раза"]) || by_itself).then_some(count)
}

fn adverb(c: &mut Cursor<'_>) -> Option<Often> {
    const STEMS: [(&str, u16, Unit); 18] = [
        ("ежедекад", 10, Unit::Day),
        ("ежедн", 1, Unit::Day),
        ("ежесут", 1, Unit::Day),
        ("ежечас", 1, Unit::Day),
        ("каждодневн", 1, Unit::Day),
        ("повседневн", 1, Unit::Day),
        ("еженед", 1, Unit::Week),
        ("понедельно", 1, Unit::Week),
        ("ежем", 1, Unit::Month),
        ("помесячн", 1, Unit::Month),
        ("ежекв", 3, Unit::Month),
        ("поквартальн", 3, Unit::Month),
        ("ежесезон", 3, Unit::Month),
        ("ежечетверт", 3, Unit::Month),
        ("ежеполуг", 6, Unit::Month),
        ("ежег", 1, Unit::Year),
        ("погодно", 1, Unit::Year),
        ("ежесменн", 1, Unit::Day),
    ];
    const WHOLE: [(&str, u16, Unit); 7] = [
        ("ежедневно", 1, Unit::Day),
        ("еженедельно", 1, Unit::Week),
        ("ежемесячно", 1, Unit::Month),
        ("ежеквартально", 3, Unit::Month),
        ("ежеквартальная", 3, Unit::Month),
        ("полугодно", 6, Unit::Month),
        ("ежегодно", 1, Unit::Year),
    ];
    let word = c.text(0);
    let found = STEMS
        .iter()
        .find(|(stem, ..)| word.starts_with(stem))
        .or_else(|| WHOLE.iter().find(|(whole, ..)| one_slip(word, whole)))?;
    c.at += 1;
    c.stem(&["режим"]);
    Some(Often::new(Every::new(found.1, found.2)))
}

/// «не реже 1 раза в 2 месяца», «дважды в год», «2 р./мес», «в год 2 раза», «раз в полтора года».
fn times(c: &mut Cursor<'_>) -> Option<Often> {
    let least = at_least(c);
    let before = c.attempt(|c| {
        c.word(&["в", "за"]).then_some(())?;
        c.measure()
    });
    let count = how_many(c);
    let named = c.word(&["раз", "раза", "разу", "р", "разов"]);
    let (count, named) = match (count, named) {
        (Some((count, true)), _) => (count, true),
        (Some((count, false)), named) => (count, named),
        (None, true) => (1, true),
        (None, false) => return None,
    };
    // «не реже 1 спектакля в 2 месяца»
    let counted = matches!(c.kind(2), Some(Kind::Measure(_)));
    let thing = !named && (least || counted) && matches!(c.kind(0), Some(Kind::Word)) && c.text(1) == "в";
    c.at += usize::from(thing);
    if let (Some(measure), true) = (before, named) {
        return per(count, 1, measure);
    }
    let joined = within(c);
    // «не реже 2 в месяц», «2 в год»
    let bare = joined && (least || matches!(c.kind(0), Some(Kind::Measure(Measure::Year | Measure::Quarter))));
    if !(named || thing || bare) {
        return None;
    }
    period(c, count, joined)
}

/// What stands after «раз в»: «квартал», «2 месяца», «полтора года», «2024 году».
fn period(c: &mut Cursor<'_>, count: u32, joined: bool) -> Option<Often> {
    c.stem(&["кажд", "календарн", "текущ", "отчетн", "учебн", "уч"]);
    if let Some(months) = c.attempt(one_and_a_half) {
        return per(count, months, Measure::Month);
    }
    if let Some(often) = c.attempt(|c| {
        let measure = c.measure()?;
        per(count, 1, measure)
    }) {
        return Some(often);
    }
    if let Some(often) = c.attempt(|c| {
        let (many, digits) = c.number()?;
        // «раз в 3-5 лет»: the longer, for no more is promised.
        let longer = c.attempt(|c| {
            c.sign(Kind::Dash).then_some(())?;
            c.number()
        });
        let many = longer.map_or(many, |(longer, _)| longer);
        (digits < 4).then_some(())?;
        c.stem(&["календарн", "рабоч"]);
        let measure = c.measure()?;
        // «2 раза в 1 квартале 2024» names a quarter, not a length.
        let named = matches!(measure, Measure::Quarter | Measure::Half) && many <= 4 && year_next(c);
        (!named).then_some(())?;
        per(count, many, measure)
    }) {
        return Some(often);
    }
    let bounds = joined.then(|| c.attempt(point)).flatten()?;
    let mut often = match bounds.grain {
        Grain::Year | Grain::ThisYear | Grain::SchoolYear => per(count, 1, Measure::Year)?,
        Grain::Half => per(count, 1, Measure::Half)?,
        Grain::Quarter => per(count, 1, Measure::Quarter)?,
        Grain::Month => per(count, 1, Measure::Month)?,
        _ => return None,
    };
    often.within = Some(bounds);
    Some(often)
}

fn year_next(c: &Cursor<'_>) -> bool {
    matches!(c.kind(0), Some(Kind::Number { digits: 4, .. }))
}

/// «полтора года», «1,5 года», in months.
fn one_and_a_half(c: &mut Cursor<'_>) -> Option<u32> {
    let word = c.stem(&["полтор"]);
    let figures = !word && matches!(c.text(0), "1.5" | "1,5") && {
        c.at += 1;
        true
    };
    let commas = !word && !figures && c.text(0) == "1" && c.text(1) == "," && c.text(2) == "5" && {
        c.at += 3;
        true
    };
    (word || figures || commas).then_some(())?;
    match c.measure()? {
        Measure::Year => Some(18),
        _ => None,
    }
}

fn at_least(c: &mut Cursor<'_>) -> bool {
    let periodicity = c.attempt(|c| {
        c.word(&["с"]);
        c.stem(&["периодичност"]).then_some(())?;
        while c.sign(Kind::Dash) || c.sign(Kind::Stop) {}
        Some(())
    });
    let least = c.attempt(|c| {
        c.word(&["но"]);
        let negative = c.word(&["не"]) && (c.stem(&["реже", "менее", "менше", "меньше", "чаще", "более"]));
        let least =
            negative || c.words(&[&["как"], &["минимум"]]) || c.word(&["минимум"]) || c.words(&[&["хотя"], &["бы"]]);
        least.then_some(())?;
        c.sign(Kind::Stop);
        c.word(&["чем"]);
        c.word(&["по"]);
        Some(())
    });
    if least.is_none() {
        // «по 2 раза в год»
        c.attempt(|c| (c.word(&["по"]) && matches!(c.kind(0), Some(Kind::Number { .. }))).then_some(()));
    }
    least.is_some() || periodicity.is_some()
}

/// How many times, and whether the word says «times» by itself («дважды»). «1-2» is the smaller.
fn how_many(c: &mut Cursor<'_>) -> Option<(u32, bool)> {
    const BY_ITSELF: [(&str, u32); 8] = [
        ("единожды", 1),
        ("однажды", 1),
        ("однократно", 1),
        ("дважды", 2),
        ("двукратно", 2),
        ("трижды", 3),
        ("трехкратно", 3),
        ("четырежды", 4),
    ];
    if let Some((_, count)) = BY_ITSELF.iter().find(|(word, _)| *word == c.text(0)) {
        c.at += 1;
        return Some((*count, true));
    }
    let (count, digits) = c.attempt(Cursor::number)?;
    c.attempt(|c| {
        c.sign(Kind::Dash).then_some(())?;
        c.number()
    });
    (digits < 4 && count > 0).then_some((count, false))
}

/// «в», «за», «/», «в течение», «на протяжении».
fn within(c: &mut Cursor<'_>) -> bool {
    if c.sign(Kind::Slash) {
        return true;
    }
    let joined = c.word(&["в", "во", "за", "на"]);
    joined && {
        c.stem(&["течен", "протяжен"]);
        c.word(&["теч"]);
        true
    }
}

/// «каждый квартал», «каждые 3 месяца», «каждый понедельник», «в каждом полугодии», «через каждые 10 дней».
fn each(c: &mut Cursor<'_>) -> Option<Often> {
    c.word(&["в", "во", "на", "через", "раз", "за"]);
    c.stem(&["кажд"]).then_some(())?;
    c.stem(&["рабоч", "календарн", "учебн", "отчетн"]);
    if weekdays(c) {
        return Some(Often::new(Every::new(1, Unit::Week)));
    }
    // «каждое лето», «каждый сентябрь», «каждое 1 сентября»: the days themselves are read next.
    let mut look = *c;
    let in_year = |days: Stretch| days.yearless() && matches!(days.grain, Grain::Day | Grain::Month | Grain::Season);
    if point(&mut look).is_some_and(in_year) {
        return Some(Often::new(Every::new(1, Unit::Year)));
    }
    let many = c.attempt(Cursor::number).map_or(1, |(many, _)| many);
    c.stem(&["рабоч", "календарн", "учебн"]);
    let measure = c.measure()?;
    per(1, many, measure)
}

/// «по четвергам», «по вторникам и пятницам», «по рабочим дням», «по выходным».
fn by_weekdays(c: &mut Cursor<'_>) -> Option<Often> {
    let on = c.word(&["в"]) && c.text(0) == "рабочие";
    (on || c.word(&["по"])).then_some(())?;
    if c.stem(&["будн"]) || (c.stem(&["рабоч"]) && c.the_measure(Measure::Day)) {
        c.the_measure(Measure::Day);
        return Some(Often::new(Every::new(1, Unit::Day)));
    }
    if c.stem(&["выходн"]) {
        c.the_measure(Measure::Day);
        return Some(Often::new(Every::new(1, Unit::Week)));
    }
    weekdays(c).then(|| Often::new(Every::new(1, Unit::Week)))
}

/// «вторник», «вторникам и пятницам».
fn weekdays(c: &mut Cursor<'_>) -> bool {
    let any = c.sign(Kind::Weekday);
    let one_more = |c: &mut Cursor<'_>| {
        (c.sign(Kind::Stop) || c.sign(Kind::Dash) || c.word(&["и"])).then_some(())?;
        c.word(&["по"]);
        c.sign(Kind::Weekday).then_some(())
    };
    while any && c.attempt(one_more).is_some() {}
    any
}

/// «по итогам квартала», «по кварталам».
fn by_measures(c: &mut Cursor<'_>) -> Option<Often> {
    c.word(&["по"]).then_some(())?;
    let after = c.stem(&["итог", "окончани", "завершени", "результат", "истечени"]);
    c.stem(&["кажд", "отчетн", "текущ"]);
    let plural =
        matches!(c.text(0), "кварталам" | "месяцам" | "полугодиям" | "годам" | "неделям" | "четвертям" | "триместрам");
    let measure = c.measure()?;
    (plural || after).then_some(())?;
    per(1, 1, measure)
}

/// «первый понедельник месяца», «последняя пятница каждого месяца».
fn weekday_of_month(c: &mut Cursor<'_>) -> Option<Often> {
    c.word(&["в", "во", "до", "на"]);
    c.stem(&["кажд"]);
    (c.stem(&["последн"]) || c.number().is_some()).then_some(())?;
    c.sign(Kind::Weekday).then_some(())?;
    c.stem(&["кажд"]);
    c.measure().and_then(|measure| per(1, 1, measure))
}
