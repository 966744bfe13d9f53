//! A measure over time: terms it had before, and, where its term comes again, what was done quarter by quarter.
//!
//! In comes a measure; out goes a block of its page. What was never moved and comes once has nothing to show.

use crate::ui::words;
use crate::visit::Visit;
use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;
use otklik_app::measures::MeasureView;
use otklik_app::record::{Execution, Verdict};

struct Moved {
    was: String,
    became: String,
    reason: String,
    when: String,
}

struct TurnRow {
    quarter: String,
    day: String,
    done: String,
    proofs: String,
    verdict: &'static str,
    note: Option<String>,
}

/// The block of the page.
#[derive(Template)]
#[template(path = "cabinet/measure_turns.html")]
pub(super) struct TurnsBlock {
    first: Option<String>,
    moves: Vec<Moved>,
    about: Option<String>,
    rows: Vec<TurnRow>,
}

impl HtmlSafe for TurnsBlock {}

impl TurnsBlock {
    pub(super) fn of(visit: &Visit, view: &MeasureView) -> Self {
        let moved = |one: &otklik_app::record::TermMove| {
            let who = view.names.get(&one.by).map(|name| format!(" · {name}")).unwrap_or_default();
            let day = words::date_brief(one.at.to_zoned(visit.ctx.house.zone.clone()).date());
            Moved {
                was: term(one.was_due_on, one.was.as_deref()),
                became: term(one.became_due_on, Some(&one.became)),
                reason: one.reason.clone(),
                when: format!("{day}{who}"),
            }
        };
        let moves: Vec<Moved> = view.moves.iter().map(moved).collect();
        let first = moves.first().filter(|_| moves.len() > 1).map(|first| first.was.clone());
        let mut rows: Vec<(Date, TurnRow)> = view.executions.iter().map(|report| row(visit, view, report)).collect();
        rows.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        TurnsBlock {
            first,
            moves,
            about: view.turn.map(|_| about(view)),
            rows: if view.turn.is_some() { rows.into_iter().map(|(_, row)| row).collect() } else { Vec::new() },
        }
    }
}

fn term(due_on: Option<Date>, written: Option<&str>) -> String {
    match (due_on, written) {
        (Some(day), _) => format!("до {}", words::date_brief(day)),
        (None, Some(written)) => format!("«{written}»"),
        (None, None) => "без срока".to_owned(),
    }
}

fn about(view: &MeasureView) -> String {
    let turn = view.turn.unwrap_or_default();
    let last = match turn.last {
        Some(day) => format!("Последний раз: {}.", words::date(day)),
        None => "Ещё не отмечено ни разу.".to_owned(),
    };
    let next = match (turn.next, turn.is_open) {
        (Some(day), true) => format!(" Сейчас ждём подтверждения до {}.", words::date(day)),
        (Some(day), false) => format!(" В следующий раз подтвердить до {}.", words::date(day)),
        (None, _) => " Отмечают каждый случай, срока следующего нет.".to_owned(),
    };
    let missed = turn.missed.map(|day| format!(" Очередной раз пропущен: {}.", words::date(day)));
    last + &next + &missed.unwrap_or_default()
}

fn row(visit: &Visit, view: &MeasureView, report: &Execution) -> (Date, TurnRow) {
    let day = report.for_day.unwrap_or_else(|| report.at.to_zoned(visit.ctx.house.zone.clone()).date());
    let n = view.proofs.iter().filter(|kept| kept.value.execution == Some(report.id)).count();
    let row = TurnRow {
        quarter: quarter(day),
        day: words::date_brief(day),
        done: report.done.clone(),
        proofs: if n == 0 { "нет".to_owned() } else { n.to_string() },
        verdict: verdict(report.verdict),
        note: report.verdict_note.clone(),
    };
    (day, row)
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Waiting => "ждёт проверки",
        Verdict::Confirmed => "подтверждено",
        Verdict::Partly => "подтверждено частично",
        Verdict::Returned => "возвращено",
    }
}

fn quarter(day: Date) -> String {
    let roman = ["I", "II", "III", "IV"][usize::try_from((day.month() - 1) / 3).unwrap_or(0).min(3)];
    format!("{roman} квартал {}", day.year())
}
