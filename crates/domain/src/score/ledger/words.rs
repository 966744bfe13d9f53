//! What stands in a line, for people.

use super::close::part_of;
use super::{LedgerKey, LossCause};
use crate::rulebook::{Part, Rulebook};
use crate::score::plural::{counted, form};
use crate::score::{ScoreSheet, Subject, name_of_part};

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
        LossCause::Dissatisfied(n) => format!("{}: {}", name(), dissatisfied(*n)),
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

fn dissatisfied(n: u64) -> String {
    let verb = form(n, ["не удовлетворён", "не удовлетворены", "не удовлетворены"]);
    format!("{verb} {}", counted(n, ["опрошенный", "опрошенных", "опрошенных"]))
}

fn item(rulebook: &Rulebook, part: Option<&Part>, code: &str) -> String {
    let list = part.and_then(|part| match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => rulebook.inspection(list),
        Part::AnswerShare { .. } | Part::Waiting => None,
    });
    let item = list.and_then(|list| list.items.iter().find(|item| item.code == code));
    item.map_or_else(|| code.to_owned(), |item| item.title.clone())
}
