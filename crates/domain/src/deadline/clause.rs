//! Walks a phrase from end to end and sorts its pieces: days with their «до» and «с», recurrences, needs, the rest.
//! In come tokens, out go pieces. It refuses to decide what they mean together.

use super::cursor::Cursor;
use super::letters::one_slip;
use super::nth::{NthDay, nth_day};
use super::often::{Often, often};
use super::point::point;
use super::stretch::{Grain, Stretch};
use super::token::{Kind, Measure};
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

/// «по мере необходимости»; a matter of money is a condition beside a date, not a kind of term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    Need,
    Money,
}

/// Everything a phrase was found to say, in its order.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) often: Vec<Often>,
    pub(super) nth: Option<NthDay>,
    pub(super) whens: Vec<When>,
    pub(super) ongoing: bool,
    pub(super) demand: Option<Demand>,
    /// «до 20 января года, следующего за отчётным»
    pub(super) year_after: bool,
    pub(super) guesses: Vec<&'static str>,
    pub(super) unread: Vec<String>,
}

impl Pieces {
    fn any(&self) -> bool {
        !self.often.is_empty() || self.nth.is_some() || !self.whens.is_empty() || self.ongoing || self.demand.is_some()
    }
}

/// Reads a phrase piece by piece.
pub(super) fn pieces(c: &mut Cursor<'_>) -> Pieces {
    let mut found = Pieces::default();
    while !c.ended() {
        if c.sign(Kind::Stop) || c.sign(Kind::Dash) || c.sign(Kind::Slash) {
            continue;
        }
        if found.any() && then(c) {
            found.guesses.push(words::THEN);
            break;
        }
        if except(c) {
            found.guesses.push(words::EXCEPT);
        } else if let Some(day) = nth_day(c) {
            found.nth = found.nth.or(Some(day));
        } else if let Some(rate) = often(c) {
            found.whens.extend(rate.within.map(|stretch| When { lead: Lead::Within, stretch }));
            found.guesses.extend(rate.guess);
            found.often.push(rate);
        } else if let Some(kind) = demand(c) {
            // «постоянно, по мере необходимости»: what is said first is meant.
            if !found.ongoing {
                found.demand = Some(found.demand.map_or(kind, |_| Demand::Need));
            }
        } else if ongoing(c, &mut found.guesses) {
            found.ongoing = found.demand.is_none();
        } else if c.attempt(year_after_reported).is_some() {
            found.year_after = true;
        } else if let Some(when) = c.attempt(when) {
            found.whens.push(when);
        } else if !noise(c) {
            lost(c, &mut found.unread);
        }
    }
    found
}

/// A word the grammar does not know. «До» and «после» that have lost their word take the rest of it along:
/// in «до начала отопительного сезона 2024-2025 гг.» the years say nothing about the end.
fn lost(c: &mut Cursor<'_>, unread: &mut Vec<String>) {
    const LEADS: [&str; 12] =
        ["до", "к", "ко", "по", "после", "перед", "с", "со", "согласно", "соответствии", "через", "спустя"];
    // Acts have dates of their own: «приказ № 15 от 10.02.2024».
    const ACTS: [&str; 7] = ["приказ", "постановлен", "распоряжен", "письм", "протокол", "закон", "договор"];
    let act = ACTS.iter().any(|stem| c.text(0).starts_with(stem));
    let whole = act || LEADS.contains(&c.text(0));
    loop {
        unread.push(c.text(0).to_owned());
        c.at += 1;
        if !whole || c.ended() || c.kind(0) == Some(Kind::Stop) || (!act && begins_anew(c)) {
            break;
        }
    }
}

fn begins_anew(c: &Cursor<'_>) -> bool {
    let mut look = *c;
    let own = look.text(0) != "от"
        && look.attempt(when).is_some_and(|w| matches!(w.lead, Lead::Until | Lead::Through | Lead::Since));
    own || often(&mut look).is_some() || matches!(c.text(0), "далее" | "постоянно")
}

fn then(c: &mut Cursor<'_>) -> bool {
    c.attempt(|c| {
        c.word(&["и", "а"]);
        (c.word(&["далее", "затем", "потом", "впоследствии"])
            || c.words(&[&["в"], &["дальнейшем", "последующем", "последующие"]]))
        .then_some(())
    })
    .is_some()
}

fn except(c: &mut Cursor<'_>) -> bool {
    let found = c.word(&["кроме", "исключая"]) || c.words(&[&["за"], &["исключением"]]);
    while found && !c.ended() && c.kind(0) != Some(Kind::Stop) {
        c.at += 1;
    }
    found
}

/// «…, следующего за отчётным»
fn year_after_reported(c: &mut Cursor<'_>) -> Option<()> {
    c.the_measure(Measure::Year);
    c.sign(Kind::Stop);
    c.stem(&["следующ"]).then_some(())?;
    c.word(&["за"]).then_some(())?;
    let reported = c.stem(&["отчетн", "истекш"]);
    let year = c.the_measure(Measure::Year);
    (reported || year).then_some(())
}

/// Words that carry no time of their own.
fn noise(c: &mut Cursor<'_>) -> bool {
    c.word(&[
        "и",
        "а",
        "но",
        "также",
        "или",
        "либо",
        "включительно",
        "вкл",
        "поэтапно",
        "перенесен",
        "перенесено",
        "продлен",
        "продлено",
        "фактически",
        "досрочно",
        "начало",
        "окончание",
        "завершение",
        "постепенно",
        "крайний",
        "конечный",
        "предельный",
        "окончательный",
        "сдачи",
        "срок",
        "сроки",
        "сроком",
        "исполнения",
        "реализации",
        "выполнения",
        "выполнено",
        "исполнено",
        "реализовано",
        "завершено",
        "проведено",
        "ориентировочно",
        "примерно",
        "дата",
        "план",
        "плановый",
        "планируемый",
        "запланировано",
        "однократно",
        "единовременно",
        "разово",
        "одноразово",
        "факт",
        "т",
        "ч",
        "о",
        "не",
    ])
}

/// «по настоящее время», «– н. в.»
fn until_now(c: &mut Cursor<'_>) -> bool {
    c.attempt(|c| {
        let joined = c.sign(Kind::Dash) || c.word(&["по", "до"]);
        let now = c.stem(&["настоящ", "сегодняшн"]) && (c.stem(&["врем", "момент"]) || c.the_measure(Measure::Day));
        (joined && (now || c.words(&[&["н"], &["в"]]))).then_some(())
    })
    .is_some()
}

fn ongoing(c: &mut Cursor<'_>, guesses: &mut Vec<&'static str>) -> bool {
    const STEMS: [&str; 12] = [
        "постоян",
        "систематич",
        "регулярн",
        "непрерывн",
        "бессрочн",
        "круглогод",
        "перманентн",
        "всегда",
        "системн",
        "неограничен",
        "периодич",
        "круглосуточн",
    ];
    let found = c.attempt(|c| {
        let led = c.word(&["на", "в", "во"]);
        let word = c.text(0);
        let slip = ["постоянно", "систематически", "регулярно"].iter().any(|whole| one_slip(word, whole));
        let known = STEMS.iter().any(|stem| word.starts_with(stem)) || matches!(word, "пост" | "сист" | "рег") || slip;
        let current = word.starts_with("текущ") && matches!(c.text(1), "режиме" | "порядке" | "основе")
            || matches!(word, "текущее" | "текущая");
        (known || current).then_some(())?;
        c.at += 1;
        let base = c.stem(&["основ", "режим", "порядк", "характер"]);
        (!led || base).then_some(word)
    });
    if found.is_some_and(|word| word.starts_with("периодич")) {
        guesses.push(words::SOMETIMES);
    }
    found.is_some()
        || until_now(c)
        || c.words(&[&["без"], &["ограничения", "ограничений", "срока"], &["срока", "сроков", "давности"]])
}

/// «по мере необходимости», «при наличии финансирования», «в случае обращения», and the words that belong to it.
fn demand(c: &mut Cursor<'_>) -> Option<Demand> {
    let begin = c.at;
    c.attempt(asked)?;
    while !c.ended() && belongs(c) {
        c.at += 1;
    }
    let money = ["финанс", "средств", "бюджет", "выделен", "ассигнов", "субсид", "денеж", "лимит"];
    let span = c.at - begin;
    let start = Cursor { at: begin, ..*c };
    let about_money = (0..span).any(|i| money.iter().any(|stem| start.text(i).starts_with(stem)));
    Some(if about_money { Demand::Money } else { Demand::Need })
}

fn asked(c: &mut Cursor<'_>) -> Option<()> {
    const BY: [&str; 22] = [
        "мер",
        "необходим",
        "неоходим",
        "необхдим",
        "запрос",
        "требован",
        "надобност",
        "заявк",
        "заявлен",
        "обращени",
        "желани",
        "возможност",
        "поступлени",
        "факт",
        "вызов",
        "случа",
        "обстоятельств",
        "потребност",
        "заказ",
        "предложени",
        "просьб",
        "нужд",
    ];
    const EVENT: [&str; 13] = [
        "измен",
        "внесен",
        "обновлен",
        "обращ",
        "поступ",
        "получ",
        "подач",
        "запрос",
        "возник",
        "заявл",
        "выявл",
        "проведен",
        "выделен",
    ];
    let asked = c.attempt(|c| {
        c.word(&["по"]).then_some(())?;
        c.stem(&["письменн", "устн", "предварительн", "перв", "индивидуальн"]);
        c.stem(&BY).then_some(())
    });
    let found = asked.is_some()
        || c.stem(&["помере", "принеобходимост", "понеобходимост", "позапрос", "приналичи", "ситуативн"])
        || c.attempt(|c| (c.word(&["при"]) && c.kind(0) == Some(Kind::Word) && !c.word(&["этом"])).then_some(()))
            .is_some()
        || c.words(&[&["в"], &["случае", "случаях", "зависимости"]])
        || c.word(&["если", "когда"])
        || c.attempt(|c| {
            (c.words(&[&["в", "со", "на", "во"], &["день", "дни", "дня", "время", "период"]]) && c.stem(&EVENT))
                .then_some(())
        })
        .is_some()
        || c.attempt(|c| {
            (c.word(&["с", "в", "от"]) && c.word(&["момента", "момент", "даты"]) && c.stem(&EVENT)).then_some(())
        })
        .is_some()
        || c.attempt(|c| (c.word(&["после", "до"]) && c.stem(&EVENT)).then_some(())).is_some();
    found.then_some(())
}

/// Whether the next token still belongs to the need: words do, until something about time begins.
fn belongs(c: &Cursor<'_>) -> bool {
    let time_begins = || {
        let mut look = *c;
        nth_day(&mut look).is_some() || often(&mut look).is_some() || look.attempt(when).is_some()
    };
    match c.kind(0) {
        Some(Kind::Word) => !matches!(c.text(0), "но" | "не" | "далее" | "затем" | "постоянно") && !time_begins(),
        Some(Kind::Measure(_) | Kind::Slash) => !time_begins(),
        _ => false,
    }
}

/// Days with whatever leads them in; a range is one thing.
pub(super) fn when(c: &mut Cursor<'_>) -> Option<When> {
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
