//! Where the points went: each line what it costs, what mending it brings; with boxes to tick, a question «что если».
//!
//! In comes the domain's ledger; out goes a table whose losses add up to 100 less the total. It computes no score.

use crate::ui::{figures, words};
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::score::ledger::{Ledger, LedgerKey, LedgerLine, LossCause};
use otklik_domain::score::{Exact, Subject};

/// One line.
#[derive(Debug, Clone)]
pub(crate) struct LossRow {
    pub(crate) title: String,
    /// Branch, indicator.
    pub(crate) sub: String,
    pub(crate) lost: String,
    pub(crate) gain: Option<String>,
    /// Name of the line in a form.
    pub(crate) code: String,
    pub(crate) is_ticked: bool,
    pub(crate) can_close: bool,
}

/// The table.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/ledger/ledger.html")]
pub(crate) struct LossTable {
    pub(crate) caption: String,
    pub(crate) rows: Vec<LossRow>,
    /// Lines of little weight, shown when asked.
    pub(crate) rest: Vec<LossRow>,
    pub(crate) sum: String,
    /// Whether lines have boxes to tick.
    pub(crate) is_form: bool,
}

impl HtmlSafe for LossTable {}

/// Lines that are shown at once.
const SHOWN_MAX: usize = 20;

impl LossTable {
    /// The lines of a ledger, the dearest first; `ticked` are those chosen in a form.
    pub(crate) fn of(ledger: &Ledger, ticked: Option<&[String]>) -> Self {
        let mut lines: Vec<(usize, &LedgerLine)> = ledger.lines.iter().enumerate().collect();
        lines.sort_by(|(_, a), (_, b)| b.loss.total.cmp(&a.loss.total));
        let mut rows: Vec<LossRow> = lines.into_iter().map(|(_, line)| row(line, ticked.unwrap_or_default())).collect();
        rows.extend(hidden(ledger).map(|lost| LossRow {
            title: "Ответы немногих людей: строки не показаны".to_owned(),
            sub: String::new(),
            lost: shown(&lost),
            gain: None,
            code: "hidden".to_owned(),
            is_ticked: false,
            can_close: false,
        }));
        let rest = rows.split_off(rows.len().min(if ticked.is_some() { usize::MAX } else { SHOWN_MAX }));
        LossTable {
            caption: "Сначала то, что стоит дороже. Сумма потерь — ровно 100 минус общий балл".to_owned(),
            rows,
            rest,
            sum: shown(&whole(ledger)),
            is_form: ticked.is_some(),
        }
    }
}

/// 100 less the total: what all lines cost, shown or not.
pub(crate) fn whole(ledger: &Ledger) -> Exact {
    ledger.total.as_ref().map_or_else(|| ledger.loss(), |total| &Exact::whole(100) - total)
}

/// What lines that are left out cost.
fn hidden(ledger: &Ledger) -> Option<Exact> {
    Some(&whole(ledger) - &ledger.loss()).filter(|lost| !lost.is_zero())
}

/// A loss to the fourth digit; what goes on says so.
pub(crate) fn shown(points: &Exact) -> String {
    let rounded = points.round_half_up(4);
    let rest = if rounded == *points { "" } else { "…" };
    let text = rounded.to_string().replace('.', ",").replace('-', "−");
    format!("{text}{rest}")
}

/// The name of a line in a form: place, figure, part and cause, each readable.
pub(crate) fn code(key: &LedgerKey) -> String {
    let number = |n: Option<usize>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let cause = match &key.cause {
        LossCause::Item(item) => format!("item/{item}"),
        LossCause::Unnamed(n) => format!("unnamed/{n}"),
        LossCause::Dissatisfied(n) => format!("dissatisfied/{n}"),
        LossCause::Waiting => "waiting".to_owned(),
        LossCause::TooFewApply => "few".to_owned(),
        LossCause::Empty => "empty".to_owned(),
        LossCause::Rounding => "rounding".to_owned(),
    };
    format!("{}/{}/{}/{cause}", number(key.place), key.subject, number(key.part))
}

fn row(line: &LedgerLine, ticked: &[String]) -> LossRow {
    let code = code(&line.key);
    let about = match line.key.subject {
        Subject::Indicator(indicator) => Some(format!("показатель {indicator}")),
        Subject::Criterion(criterion) => Some(format!("критерий {}", criterion.number())),
        Subject::Total => None,
    };
    let sub: Vec<String> = line.branch.clone().into_iter().chain(about).collect();
    LossRow {
        title: words::capital(&line.title),
        sub: sub.join(", "),
        lost: shown(&line.loss.total),
        gain: line.alone.as_ref().map(|effect| figures::signed(&effect.total)),
        can_close: line.key.is_closable(),
        is_ticked: ticked.contains(&code),
        code,
    }
}
