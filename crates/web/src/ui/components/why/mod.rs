//! How a figure came about: formula, numbers, paragraph of the act, counts, items — every step opens.
//!
//! In comes the domain's tree; out goes nested markup that works without a script. It refuses to compute, but for the
//! interval of a share; what the tree leaves out because too few answered is said, not guessed.

use crate::ui::{figures, words};
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::rulebook::{Certainty, Part};
use otklik_domain::score::explain::{About, Explanation, Reference};
use otklik_domain::score::sampling::Share;
use otklik_domain::score::{Basis, Mark};

/// What was found of an item, as a shape and words.
#[derive(Debug, Clone)]
pub(crate) struct ItemMark {
    pub(crate) title: String,
    pub(crate) shape: &'static str,
    pub(crate) class: &'static str,
    pub(crate) words: &'static str,
}

/// One step of the tree.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/why/why.html")]
pub(crate) struct Why {
    pub(crate) title: String,
    /// «есть 14 из 17», «40 баллов».
    pub(crate) said: String,
    /// Within which bounds the truth lies.
    pub(crate) noise: Option<String>,
    pub(crate) formula: Option<String>,
    pub(crate) calculation: Option<String>,
    pub(crate) rules: Vec<String>,
    pub(crate) reference: Option<String>,
    /// What a reader should know of the reference.
    pub(crate) doubt: Option<String>,
    pub(crate) items: Vec<ItemMark>,
    pub(crate) children: Vec<Why>,
}

impl HtmlSafe for Why {}

impl Why {
    /// A node and all below it.
    pub(crate) fn of(node: &Explanation) -> Self {
        let (items, children): (Vec<&Explanation>, Vec<&Explanation>) =
            node.children.iter().partition(|child| matches!(child.about, About::Item(..)));
        Why {
            title: title(node),
            said: said(node),
            noise: noise(node),
            formula: node.formula.clone(),
            calculation: node.calculation.clone(),
            rules: node.rules.iter().map(|rule| words::capital(rule)).collect(),
            reference: node.reference.as_ref().map(reference),
            doubt: node.reference.as_ref().and_then(|it| it.note.clone()),
            items: items.into_iter().filter_map(item).collect(),
            children: children.into_iter().map(Why::of).collect(),
        }
    }

    fn has_facts(&self) -> bool {
        self.formula.is_some() || self.calculation.is_some() || !self.rules.is_empty() || self.reference.is_some()
    }
}

fn title(node: &Explanation) -> String {
    match &node.about {
        About::Indicator(indicator) => format!("{indicator}. {}", node.title),
        _ => words::capital(&node.title),
    }
}

fn said(node: &Explanation) -> String {
    let points = node.figure.as_ref().map(|figure| {
        let weighted = figure.weighted.as_ref().map(|(value, max)| format!(", или {} из {max}", figures::brief(value)));
        format!("{} из 100{}", figures::brief(&figure.points), weighted.unwrap_or_default())
    });
    let counts = match &node.about {
        // A rule at a part says why its counts are not shown.
        About::Part(_, Basis::Nothing) if !node.rules.is_empty() => None,
        About::Part(part, basis) => Some(counts(part, basis)),
        _ => None,
    };
    counts.into_iter().chain(points).collect::<Vec<_>>().join("; ")
}

fn counts(part: &Part, basis: &Basis) -> String {
    match (part, basis) {
        (Part::AnswerShare { .. }, Basis::Of { part, whole }) => format!("ответили «да» {part} из {whole}"),
        (_, Basis::Of { part, whole }) => format!("есть {part} из {whole}"),
        (_, Basis::Items(n)) => format!("есть {n}"),
        (_, Basis::Given(_)) => "по шкале ожидания".to_owned(),
        (Part::AnswerShare { .. }, Basis::Nothing) => "спросить было некого".to_owned(),
        (_, Basis::Nothing) => "нет итогов осмотра".to_owned(),
    }
}

/// The interval of a share of answers; what inspectors counted has none.
fn noise(node: &Explanation) -> Option<String> {
    let About::Part(Part::AnswerShare { .. }, Basis::Of { part, whole }) = &node.about else { return None };
    let interval = Share { yes: *part, n: *whole }.interval()?;
    Some(format!(
        "Опросили {whole}. Если спросить всех, доля будет от {} до {} % с вероятностью 95 %.",
        figures::hundredths(interval.low_hundredths),
        figures::hundredths(interval.high_hundredths)
    ))
}

fn reference(reference: &Reference) -> String {
    let place = reference.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let doubt = if reference.certainty == Certainty::Seen {
        String::new()
    } else {
        format!(" ({})", reference.certainty.words())
    };
    format!("{}{place}{doubt}", reference.act)
}

fn item(node: &Explanation) -> Option<ItemMark> {
    let About::Item(_, mark) = &node.about else { return None };
    let (shape, class, words) = match mark {
        Some(Mark::Present) => ("s-done", "ok", "есть"),
        Some(Mark::Absent) => ("s-no", "no", "нет"),
        Some(Mark::NotApplicable) => ("s-na", "na", "не требуется"),
        None => ("s-na", "na", "не отмечено"),
    };
    Some(ItemMark { title: words::capital(&node.title), shape, class, words })
}
