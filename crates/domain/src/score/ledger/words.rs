//! What stands in a line, for people.

use super::close::part_of;
use super::{LedgerKey, LossCause, Selection};
use crate::rulebook::{Part, Rulebook};
use crate::score::decimal::decimal;
use crate::score::{ScoreSheet, Subject, name_of_part};
use crate::wording::{counted, form};

/// The title of a line.
pub(super) fn title(rulebook: &Rulebook, sheet: &ScoreSheet, key: &LedgerKey) -> String {
    let part = part_of(rulebook, key);
    let name = || part.map(|part| name_of_part(rulebook, part)).unwrap_or_default();
    match &key.cause {
        LossCause::Item(code) => item(rulebook, part, code),
        LossCause::Unnamed(n) => {
            let number = counted(*n, ["пункт", "пункта", "пунктов"]);
            format!("{}: {number} {}", name(), form(*n, ["не выполнен", "не выполнено", "не выполнено"]))
        }
        LossCause::Dissatisfied(n) => dissatisfied(rulebook, part, *n),
        LossCause::Waiting => "Время ожидания больше того, за которое дают 100 баллов".to_owned(),
        LossCause::TooFewApply => format!("{}: применимых пунктов меньше, чем нужно для 100 баллов", name()),
        LossCause::Empty => format!("Показатель не определён: {}", sheet.policy.empty.words()),
        LossCause::Rounding => match key.subject {
            Subject::Indicator(indicator) => format!("Округление показателя {indicator}"),
            Subject::Criterion(criterion) => format!("Округление критерия {}", criterion.number()),
            Subject::Total => "Округление итога".to_owned(),
        },
    }
}

/// «6 опрошенных не ответили «да» на вопрос 2 (удовлетворены стендами)»: silence counts as much as «нет».
fn dissatisfied(rulebook: &Rulebook, part: Option<&Part>, n: u64) -> String {
    let people = counted(n, ["опрошенный", "опрошенных", "опрошенных"]);
    let verb = form(n, ["не ответил", "не ответили", "не ответили"]);
    let question = part.and_then(|part| match part {
        Part::AnswerShare { question } => rulebook.question(question),
        _ => None,
    });
    let question = question.map(|question| format!(" на вопрос {} ({})", question.number, question.short));
    format!("{people} {verb} «да»{}", question.unwrap_or_default())
}

/// The shortcoming in words where the rulebook has them, else the item.
fn item(rulebook: &Rulebook, part: Option<&Part>, code: &str) -> String {
    let list = part.and_then(|part| match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => rulebook.inspection(list),
        Part::AnswerShare { .. } | Part::Waiting => None,
    });
    let item = list.and_then(|list| list.items.iter().find(|item| item.code == code));
    item.map_or_else(|| code.to_owned(), |item| item.shortcoming.clone().unwrap_or_else(|| item.title.clone()))
}

/// What a selection of measures comes to.
pub(super) fn selection(selection: &Selection) -> String {
    let target = decimal(&selection.target);
    let Some(total) = selection.total.as_ref().map(decimal) else {
        return "Итоговая оценка не определена, подбирать мероприятия не к чему.".to_owned();
    };
    let number = counted(selection.chosen.len() as u64, ["мероприятие", "мероприятия", "мероприятий"]);
    let money = roubles(selection.cost_kopecks);
    let outcome = match (selection.is_reached, selection.chosen.is_empty()) {
        (true, true) => format!("Цель {target} уже достигнута: итог {total}."),
        (true, false) => format!("Цель {target} достигается: {number} на {money}, итог {total}."),
        (false, true) => format!("Цель {target} недостижима: предложенные мероприятия не повышают итог {total}."),
        (false, false) => format!("Цель {target} недостижима: наибольший итог {total}, для него {number} на {money}."),
    };
    let doubt = if selection.is_exact {
        ""
    } else {
        " Это приближение: возможен набор дешевле."
    };
    format!("{outcome}{doubt}")
}

/// «14 000 ₽», with kopecks where there are any.
fn roubles(kopecks: i128) -> String {
    let (whole, part) = ((kopecks / 100).to_string(), kopecks % 100);
    let digits = whole.len();
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (digits - at) % 3 == 0 {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if part > 0 { format!("{text},{part:02}\u{a0}₽") } else { format!("{text}\u{a0}₽") }
}
