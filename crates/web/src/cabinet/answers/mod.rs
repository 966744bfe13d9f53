//! Answers looked over: surveys of a round with numbers, one survey with what is flagged, one questionnaire, leaving out
//! with a reason, counting again, thresholds, one-time codes.
//!
//! In come addresses and forms of people who may; out go pages with both figures beside each other. It refuses to decide
//! anything by itself: a mark leaves nobody out.

mod exclude;
mod one;
mod round;
mod survey;
mod tickets;

pub(crate) use exclude::{before_excluding, exclude};
pub(crate) use one::{decide, one};
pub(crate) use round::{round, thresholds};
pub(crate) use survey::{survey, undo};
pub(crate) use tickets::{change_tickets, tickets};

use crate::ui::figures;
use crate::visit::Visit;
use jiff::Timestamp;
use otklik_app::integrity::{Beside, Pick};
use otklik_app::record::Figures;
use otklik_domain::integrity::Reason;

/// Answers on one page.
const PER_PAGE: usize = 100;

/// «22.11.2026, 14:05»
fn moment(visit: &Visit, at: Timestamp) -> String {
    visit.ctx.house.zone.to_datetime(at).strftime("%d.%m.%Y, %H:%M").to_string()
}

/// What a kind of reason is called where many answers have it.
fn kind_in_words(name: &str) -> &'static str {
    match name {
        "too-fast" => "заполнены быстрее, чем читаются",
        "one-device" => "много с одного устройства",
        "in-a-row" => "на планшете подряд без перерыва",
        "no-work" => "браузер не прошёл незаметную проверку",
        "same-words" => "одни и те же слова в пожеланиях",
        "burst" => "пришли всплеском",
        "equal" => "одинаковые за короткое время",
        "one-word" => "один ответ на все вопросы",
        _ => "другое",
    }
}

/// Reasons in one line.
fn reasons(reasons: &[Reason]) -> String {
    reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A pick as it stands in an address: `grave` or the name of a reason.
fn pick(text: &str) -> Pick {
    if text.is_empty() || text == "grave" { Pick::Grave } else { Pick::Reason(text.to_owned()) }
}

/// What a pick is called.
fn pick_in_words(text: &str) -> &'static str {
    if text.is_empty() || text == "grave" {
        "любой веский признак недостоверности"
    } else {
        kind_in_words(text)
    }
}

/// A line of the table of figures: what it counts, how many answers, the total.
struct FigureLine {
    what: &'static str,
    respondents: u64,
    total: String,
}

fn figure(what: &'static str, figures: &Figures) -> FigureLine {
    let total = figures.total.as_ref().map_or_else(|| "нет".to_owned(), figures::two);
    FigureLine { what, respondents: figures.respondents, total }
}

/// The figures beside each other.
fn figure_lines(beside: &Beside) -> Vec<FigureLine> {
    vec![
        figure("Как считается сейчас", &beside.counted),
        figure("Без анкет с вескими признаками недостоверности", &beside.without_flagged),
        figure("Со всеми исключёнными", &beside.with_excluded),
    ]
}
