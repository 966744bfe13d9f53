//! Walks a phrase from end to end and sorts its pieces: days with their «до» and «с», recurrences, needs, the rest.
//! In come tokens, out go pieces. It refuses to decide what they mean together.

use super::cursor::Cursor;
use super::demand::{Demand, demand};
use super::holidays::holidays;
use super::lead::{Lead, When, until_now, when};
use super::letters::one_slip;
use super::nth::{NthDay, nth_day};
use super::often::{Often, often};
use super::token::{Figures, Kind, Measure};
use super::words;

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
        if c.sign(Kind::Stop) || c.sign(Kind::Dash) || c.sign(Kind::Slash) || c.attempt(hours).is_some() {
            continue;
        }
        if found.any() && then(c) {
            found.guesses.push(words::THEN);
            break;
        }
        if c.attempt(holidays).is_some() {
            found.unread.push("каникулы".to_owned());
        } else if except(c) {
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

/// «с 8.00 до 17.00»: hours of work are no days.
fn hours(c: &mut Cursor<'_>) -> Option<()> {
    c.word(&["с", "со", "от"]).then_some(())?;
    hour(c)?;
    c.sign(Kind::Dash);
    c.word(&["до", "по"]);
    hour(c)?;
    c.stem(&["час"]);
    Some(())
}

fn hour(c: &mut Cursor<'_>) -> Option<()> {
    let is_hour = matches!(c.kind(0), Some(Kind::Date(Figures { year: None, month: 0 | 30, day: Some(0..=24) })));
    is_hour.then(|| c.at += 1)
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
    // «1 раз до конца года»: once is how a term comes anyway.
    if c.attempt(|c| (c.number()?.0 == 1 && c.word(&["раз"])).then_some(())).is_some() {
        return true;
    }
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
        "единожды",
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
