//! A score sheet with everything it follows from: total, five criteria, each indicator opening down to counts.
//!
//! In come a rulebook, what was found out, and the score; out goes a view for the public page and the preview alike.

use super::ledger::LossTable;
use super::score_card::{ScoreCard, short_name};
use super::score_parts::{Part, ScoreParts};
use super::why::Why;
use crate::ui::{figures, words};
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::rulebook::{Certainty, Rulebook};
use otklik_domain::score::explain::{About, Explanation};
use otklik_domain::score::ledger::Ledger;
use otklik_domain::score::{Criterion, Exact, IndicatorScore, Points, Policy, ScoreSheet};

/// What a view is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored<'a> {
    pub(crate) rulebook: &'a Rulebook,
    pub(crate) sheet: &'a ScoreSheet,
    /// How each figure came about.
    pub(crate) tree: &'a Explanation,
    /// Where the points went.
    pub(crate) losses: &'a Ledger,
    pub(crate) year: Option<i16>,
}

/// An indicator that opens.
#[derive(Debug, Clone)]
struct Figure {
    id: String,
    title: String,
    points: String,
    weighted: Option<String>,
    why: Why,
}

/// A criterion with its indicators.
#[derive(Debug, Clone)]
struct Section {
    number: u8,
    heading: String,
    official: String,
    calculation: Option<String>,
    rules: Vec<String>,
    parts: Option<ScoreParts>,
    figures: Vec<Figure>,
    is_used: bool,
}

/// The sheet.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/sheet/sheet.html")]
pub(crate) struct Sheet {
    total: Option<String>,
    sum: Option<String>,
    asked: String,
    card: ScoreCard,
    sections: Vec<Section>,
    losses: Option<LossTable>,
    lost: String,
    remarks: Vec<String>,
    rules: Vec<String>,
    acts: Vec<String>,
    rulebook: String,
}

impl HtmlSafe for Sheet {}

impl Sheet {
    /// The view of a score.
    pub(crate) fn of(scored: Scored<'_>) -> Self {
        let Scored { rulebook, sheet, tree, losses, .. } = scored;
        let respondents = usize::try_from(sheet.respondents).unwrap_or(usize::MAX);
        let policy = &sheet.policy;
        Sheet {
            total: sheet.total.as_ref().map(figures::brief),
            sum: tree.calculation.clone(),
            asked: words::count(respondents, ["анкета", "анкеты", "анкет"]),
            card: card(scored),
            sections: tree.children.iter().filter_map(|node| section(scored, node)).collect(),
            lost: super::ledger::shown(&super::ledger::whole(losses)),
            losses: sheet.total.is_some().then(|| LossTable::of(losses, None)),
            remarks: sheet.remarks.iter().map(|remark| nameless(&remark.text, policy)).collect(),
            rules: vec![
                format!("Округление: {}", policy.rounding.words()),
                format!("Спросить было некого: {}", policy.empty.words()),
                format!("Несколько мест оценки: {}", policy.branches.words()),
            ],
            acts: acts(rulebook),
            rulebook: format!("{}, редакция {}", rulebook.title, rulebook.edition),
        }
    }
}

impl Sheet {
    /// The same sheet, where the losses stand in a form of their own.
    #[must_use]
    pub(crate) fn without_losses(mut self) -> Self {
        self.losses = None;
        self
    }
}

/// A remark without the names that rules bear in files: «Округление: …».
fn nameless(text: &str, policy: &Policy) -> String {
    let names = [policy.rounding.name(), policy.empty.name(), policy.branches.name()];
    names.iter().fold(text.to_owned(), |text, name| text.replace(&format!(" {name}:"), ":"))
}

/// Criteria that count, for a card and a finding.
pub(crate) fn criteria(sheet: &ScoreSheet) -> Vec<(Criterion, Points)> {
    let used = sheet.criteria.iter().filter(|c| c.is_used);
    used.filter_map(|c| Some((c.criterion, figures::drawn(c.points.as_ref()?)))).collect()
}

/// The finding of a score, as a sentence.
pub(crate) fn finding(sheet: &ScoreSheet) -> String {
    let used = sheet.criteria.iter().filter(|c| c.is_used);
    let known = used.filter_map(|c| Some((c.criterion, c.points.as_ref()?)));
    match known.filter(|(_, points)| **points < Exact::whole(100)).min_by(|a, b| a.1.cmp(b.1)) {
        _ if sheet.total.is_none() => "Балла нет: данных не хватило".to_owned(),
        Some((criterion, points)) => {
            let name = crate::ui::words::uncapital(short_name(criterion));
            format!("Слабее всего — {name}: {} из 100", figures::brief(points))
        }
        None => "По всем критериям — 100 из 100".to_owned(),
    }
}

fn card(scored: Scored<'_>) -> ScoreCard {
    let indicator = |i: &otklik_domain::score::IndicatorPoints| {
        Some(IndicatorScore {
            indicator: i.indicator,
            points: figures::drawn(i.points.as_ref()?),
            weighted: figures::drawn(&i.weighted()?),
            weight: i64::from(i.weight_percent),
        })
    };
    let indicators: Vec<IndicatorScore> = scored.sheet.indicators.iter().filter_map(indicator).collect();
    ScoreCard::new(&criteria(scored.sheet), scored.year, |c| Some(format!("#c{}", c.number())))
        .with_indicators(&indicators)
}

fn section(scored: Scored<'_>, node: &Explanation) -> Option<Section> {
    let About::Criterion(criterion) = node.about else { return None };
    let points = scored.sheet.criterion(criterion)?;
    let value =
        points.points.as_ref().map_or_else(|| "не оценён".to_owned(), |p| format!("{} из 100", figures::brief(p)));
    let figures = node.children.iter().filter_map(figure).collect();
    Some(Section {
        number: criterion.number(),
        heading: format!("{}. {}: {value}", criterion.number(), short_name(criterion)),
        official: scored.rulebook.criterion_title(criterion).to_owned(),
        calculation: node.calculation.clone(),
        rules: node.rules.iter().map(|rule| words::capital(rule)).collect(),
        parts: points.points.as_ref().and_then(|sum| parts(scored.sheet, criterion, sum)),
        figures,
        is_used: points.is_used,
    })
}

/// The bar of parts, where weights were not changed by an empty indicator.
fn parts(sheet: &ScoreSheet, criterion: Criterion, sum: &Exact) -> Option<ScoreParts> {
    let own = sheet.indicators.iter().filter(|i| i.indicator.criterion() == criterion);
    let part = |i: &otklik_domain::score::IndicatorPoints| {
        Some(Part {
            indicator: i.indicator,
            weight: i64::from(i.weight_percent),
            points: figures::drawn(i.points.as_ref()?),
            weighted: figures::drawn(&i.weighted()?),
        })
    };
    let parts: Vec<Part> = own.map(part).collect::<Option<_>>()?;
    Some(ScoreParts { parts, sum: figures::drawn(sum) })
}

fn figure(node: &Explanation) -> Option<Figure> {
    let About::Indicator(indicator) = node.about else { return None };
    let figure = node.figure.as_ref();
    let mut why = Why::of(node);
    why.title.clear();
    why.said.clear();
    Some(Figure {
        id: format!("i{}-{}", indicator.criterion().number(), indicator.index()),
        title: format!("{indicator}. {}", node.title),
        points: figure.map_or_else(|| "не определён".to_owned(), |f| figures::brief(&f.points)),
        weighted: figure
            .and_then(|f| f.weighted.as_ref())
            .map(|(value, max)| format!("{} из {max}", figures::brief(value))),
        why,
    })
}

fn acts(rulebook: &Rulebook) -> Vec<String> {
    let act = |act: &otklik_domain::rulebook::Act| {
        let edition = act.edition.as_ref().map(|edition| format!(", {edition}")).unwrap_or_default();
        let doubt =
            if act.certainty == Certainty::Seen { String::new() } else { format!(" ({})", act.certainty.words()) };
        format!("{}{edition}{doubt}", act.title)
    };
    rulebook.acts.iter().map(act).collect()
}
