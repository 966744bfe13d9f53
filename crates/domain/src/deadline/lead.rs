//! The part of the grammar that leads days in: «до», «с … по …», «не позднее», «в течение», and ranges of them.
//! In come tokens, out go days with what stands before them. It refuses to know what recurs.

use super::cursor::Cursor;
use super::point::point;
use super::stretch::{Grain, Part, Stretch};
use super::token::{Figures, Kind, Measure};
use super::words;

/// How a stretch was led in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing before it.
    Bare,
    /// «до», «к», «не позднее»
    Until,
    /// «по»: the day itself counts, no doubt about it.
    Through,
    /// «с», «начиная с», «не ранее»
    Since,
    /// «в течение», «на», «за»
    Within,
}

/// Days with the words before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) lead: Lead,
    pub(super) stretch: Stretch,
}

/// «по настоящее время», «– н. в.»
pub(super) fn until_now(c: &mut Cursor<'_>) -> bool {
    c.attempt(|c| {
        let joined = c.sign(Kind::Dash) || c.word(&["по", "до"]);
        let now = c.stem(&["настоящ", "сегодняшн"]) && (c.stem(&["врем", "момент"]) || c.the_measure(Measure::Day));
        (joined && (now || c.words(&[&["н"], &["в"]]))).then_some(())
    })
    .is_some()
}

/// Days with whatever leads them in; a range is one thing.
pub(super) fn when(c: &mut Cursor<'_>) -> Option<When> {
    if let Some(stretch) = c.attempt(months_in_figures) {
        return Some(When { lead: Lead::Within, stretch });
    }
    if let Some(stretch) = c.attempt(by_school_year) {
        return Some(When { lead: Lead::Until, stretch });
    }
    let lead = lead(c);
    let first = match c.attempt(|c| days_of_one_month(c)) {
        Some(stretch) => return Some(When { lead: if lead == Lead::Since { Lead::Within } else { lead }, stretch }),
        None => point(c)?,
    };
    if lead == Lead::Bare
        && let Some(stretch) = c.attempt(|c| year_beside(c, first))
    {
        return Some(When { lead, stretch });
    }
    let Some(last) = c.attempt(|c| range_end(c, lead, &first)) else {
        let whole = first.from.year != first.to.year || (lead == Lead::Since && first.grain == Grain::Part);
        let lead = if lead == Lead::Since && whole { Lead::Within } else { lead };
        return Some(When { lead, stretch: first });
    };
    let lead = if matches!(lead, Lead::Until | Lead::Through) { lead } else { Lead::Within };
    Some(When { lead, stretch: span(first, last) })
}

/// «06-08.2024»: from month to month.
fn months_in_figures(c: &mut Cursor<'_>) -> Option<Stretch> {
    let (first, digits) = c.number()?;
    let first = i8::try_from(first).ok().filter(|month| digits == 2 && (1..=12).contains(month))?;
    (c.sign(Kind::Dash) && matches!(c.kind(0), Some(Kind::Date(Figures { day: None, .. })))).then_some(())?;
    let last = point(c)?;
    Some(span(Stretch::months(first, first, Grain::Month), last))
}

/// «к новому учебному году», «до нового учебного года»: by its first day, not by its last.
fn by_school_year(c: &mut Cursor<'_>) -> Option<Stretch> {
    let to = c.word(&["к", "ко"]);
    let until = !to && c.word(&["до"]);
    let new = c.stem(&["нов", "предстоящ", "очередн"]);
    (to || (until && new)).then_some(())?;
    let year = point(c).filter(|year| year.grain == Grain::SchoolYear && year.part.is_none())?;
    Some(Stretch { part: Some(Part::Begin), ..year })
}

/// «2024 - II кв.», «2 кв. - 2024»: a dash between a year and its part is no range.
fn year_beside(c: &mut Cursor<'_>, first: Stretch) -> Option<Stretch> {
    c.sign(Kind::Dash).then_some(())?;
    let second = point(c)?;
    let (mut part, year) = if first.grain == Grain::Year { (second, first) } else { (first, second) };
    let of_year = matches!(part.grain, Grain::Month | Grain::Quarter | Grain::Half) && part.yearless();
    (of_year && year.grain == Grain::Year && year.from.year == year.to.year).then_some(())?;
    part.fill_year(year.to.year?);
    Some(part)
}

fn range_end(c: &mut Cursor<'_>, lead: Lead, first: &Stretch) -> Option<Stretch> {
    c.word(&["и"]);
    if until_now(&mut c.clone()) {
        return None;
    }
    let dash = c.sign(Kind::Dash);
    let joined = dash
        || c.words(&[&["вплоть"], &["до"]])
        || (lead == Lead::Since && {
            c.sign(Kind::Stop);
            c.word(&["до", "по", "к"])
        })
        || (lead != Lead::Until && c.word(&["по"]))
        || (lead == Lead::Bare && first.grain == Grain::Day && c.word(&["до"]));
    joined.then_some(())?;
    c.word(&["по", "до"]);
    c.stem(&["конец"]);
    point(c)
}

/// One stretch from the beginning of the first to the end of the last.
fn span(first: Stretch, last: Stretch) -> Stretch {
    let (mut from, mut to) = (first.closed(), last.closed());
    // Within one month a range that goes back is a slip, over months it goes over New Year.
    let turned = from.from.month > to.to.month;
    let mut guess = first.guess.or(last.guess);
    match (from.yearless(), to.from.year.or(to.to.year)) {
        (true, Some(year)) => from.fill_year(if turned { year - 1 } else { year }),
        (true, None) => to.to.shift += i16::from(turned && to.to.shift == 0),
        (false, None) => to.fill_year(from.to.year.unwrap_or_default() + i16::from(turned)),
        (false, Some(_)) => {}
    }
    if turned && (first.yearless() || last.yearless()) {
        guess = guess.or(Some(words::OVER_NEW_YEAR));
    }
    let grain = if first.grain == Grain::Year && last.grain == Grain::Year { Grain::Year } else { Grain::Part };
    Stretch { from: from.from, to: to.to, grain, part: None, guess }
}

/// «с 1 по 15 июня», «10-15 мая 2024», «10 и 20 мая», «с 01 по 15.06.2024».
fn days_of_one_month(c: &mut Cursor<'_>) -> Option<Stretch> {
    let (first, digits) = c.number()?;
    c.stem(&["числ"]);
    let spanned = c.sign(Kind::Dash) || c.word(&["по", "до"]);
    if !spanned {
        (c.sign(Kind::Stop) || c.word(&["и"])).then_some(())?;
        // Days between the first and the last.
        while c.attempt(|c| (c.number().is_some() && (c.sign(Kind::Stop) || c.word(&["и"]))).then_some(())).is_some() {
        }
    }
    (digits < 3).then_some(())?;
    let last = point(c).filter(|last| last.grain == Grain::Day && last.part.is_none())?;
    let mut from = last.from;
    from.day = i8::try_from(first).ok().filter(|day| *day > 0).unwrap_or(-1);
    let guess = if spanned { last.guess } else { Some(words::LIST) };
    Some(Stretch { from, guess, grain: Grain::Part, ..last })
}

fn lead(c: &mut Cursor<'_>) -> Lead {
    let term = c.attempt(|c| {
        c.word(&["в"]);
        c.stem(&["планов", "планируем", "установленн", "контрольн", "крайн", "предельн"]);
        c.word(&["срок", "сроки", "сроком"]).then_some(())?;
        c.stem(&["исполнени", "реализаци", "выполнени"]);
        while c.sign(Kind::Dash) || c.sign(Kind::Stop) {}
        let next = *c;
        let until = matches!(c.text(0), "до" | "не" | "к" | "по" | "с" | "в" | "на" | "от");
        (until || matches!(next.kind(0), Some(Kind::Date(_) | Kind::Number { .. } | Kind::Month(_)))).then_some(())
    });
    let lead = c
        .attempt(|c| c.attempt(until).or_else(|| c.attempt(since)).or_else(|| c.attempt(within)))
        .unwrap_or(if term.is_some() && matches!(c.kind(0), Some(Kind::Date(_))) { Lead::Until } else { Lead::Bare });
    // «в течение всего 2024 года», «в течение текущего 2024 года»
    c.attempt(|c| {
        let filler = c.word(&["всего", "весь", "всех"]) || c.stem(&["текущ", "календарн", "планов", "нов"]);
        (filler && matches!(c.kind(0), Some(Kind::Number { .. }))).then_some(())
    });
    lead
}

fn until(c: &mut Cursor<'_>) -> Option<Lead> {
    if c.words(&[&["не"], &["позднее", "позже", "поздней", "познее", "поже", "поздне"]])
    {
        c.sign(Kind::Stop);
        c.word(&["чем"]);
        c.word(&["до", "к"]);
        return Some(Lead::Until);
    }
    c.word(&["вплоть"]);
    if c.word(&["до", "к", "ко", "перед"]) {
        return Some(Lead::Until);
    }
    c.word(&["по"]).then_some(Lead::Through)
}

fn since(c: &mut Cursor<'_>) -> Option<Lead> {
    c.word(&["в"]);
    c.words(&[&["период", "срок"]]);
    if c.words(&[&["не"], &["ранее", "раньше"]]) {
        c.word(&["чем"]);
        c.word(&["с"]);
        return Some(Lead::Since);
    }
    c.stem(&["начина"]);
    c.word(&["с", "со", "от", "после"]).then_some(Lead::Since)
}

fn within(c: &mut Cursor<'_>) -> Option<Lead> {
    if c.stem(&["втеч", "течени", "протяжени"]) {
        return Some(Lead::Within);
    }
    c.word(&["в", "во", "на", "за"]).then_some(())?;
    let course = c.stem(&["течен", "протяжен", "теч"]) || c.word(&["ходе", "тек", "т"]);
    if course {
        c.sign(Kind::Dash);
    }
    if !course
        && c.text(0) == "период"
        && !matches!(c.text(1), "")
        && matches!(c.kind(1), Some(Kind::Number { .. } | Kind::Date(_) | Kind::Month(_)))
    {
        c.at += 1;
    }
    Some(Lead::Within)
}
