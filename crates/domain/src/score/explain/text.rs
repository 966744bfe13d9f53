//! The tree as plain lines of Russian, each level two spaces further in.

use super::node::{About, Explanation, Reference};
use super::terms::shown;
use crate::rulebook::Part;
use crate::score::decimal::points;
use crate::score::{Basis, Exact, Mark};
use crate::wording::{counted, form};

impl Explanation {
    /// The tree in plain words, one line a fact; what a node above said already is not said again.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.write(&mut Vec::new(), &mut lines);
        lines
    }

    /// What it is and its value, in one line.
    pub fn heading(&self) -> String {
        match &self.about {
            About::Total => format!("{}: {}", self.title, self.of_hundred()),
            About::Criterion(criterion) => {
                format!("Критерий {} «{}»: {}", criterion.number(), self.title, self.of_hundred())
            }
            About::Indicator(indicator) => format!("Показатель {indicator} «{}»: {}", self.title, self.of_hundred()),
            About::Place(_) => match &self.figure {
                Some(figure) => format!("{}: {}", self.title, said(&figure.points)),
                None => self.title.clone(),
            },
            About::Part(part, basis) => format!("{}: {}", self.title, self.counts(part, basis)),
            About::Item(_, mark) => format!("{} – {}", self.title, found(*mark)),
            About::Question(_) => self.title.clone(),
        }
    }

    fn write<'a>(&'a self, above: &mut Vec<&'a Explanation>, lines: &mut Vec<String>) {
        let indent = "  ".repeat(above.len());
        lines.push(format!("{indent}{}", self.heading()));
        let mut fact = |name: &str, text: &str| lines.push(format!("{indent}  {name}: {text}"));
        if let Some(formula) = &self.formula {
            fact("формула", formula);
        }
        if let Some(calculation) = &self.calculation {
            fact("расчёт", calculation);
        }
        for rule in self.rules.iter().filter(|rule| above.iter().all(|node| !node.rules.contains(rule))) {
            fact("правило", rule);
        }
        let said = above.iter().rev().find_map(|node| node.reference.as_ref());
        if let Some(reference) =
            self.reference.as_ref().filter(|own| !said.is_some_and(|said| own.adds_nothing_to(said)))
        {
            fact("основание", &reference.words());
        }
        above.push(self);
        for child in &self.children {
            child.write(above, lines);
        }
        above.pop();
    }

    /// «86 баллов из 100, или 25,8 из 30»; criteria and the total as they are printed, with two decimals
    fn of_hundred(&self) -> String {
        let Some(figure) = &self.figure else {
            return if self.about == About::Total { "не определена" } else { "не определён" }.to_owned();
        };
        let points = match self.about {
            About::Total | About::Criterion(_) => figure.points.round_half_up(2),
            _ => figure.points.clone(),
        };
        let weighted = figure.weighted.as_ref().map(|(value, max)| format!(", или {} из {max}", shown(value)));
        format!("{} из 100{}", said(&points), weighted.unwrap_or_default())
    }

    fn counts(&self, part: &Part, basis: &Basis) -> String {
        let counts = match (part, basis) {
            (Part::AnswerShare { .. }, Basis::Of { part, whole }) => {
                let people = form(*whole, ["опрошенного", "опрошенных", "опрошенных"]);
                format!("«да» – {part} из {whole} {people}")
            }
            (_, Basis::Of { part, whole }) => {
                format!("есть {part} из {whole} {}", form(*whole, ["пункта", "пунктов", "пунктов"]))
            }
            (_, Basis::Items(n)) => format!("есть {}", counted(*n, ["пункт", "пункта", "пунктов"])),
            (_, Basis::Given(_)) => "по шкале".to_owned(),
            (_, Basis::Nothing) => "нет данных".to_owned(),
        };
        match &self.figure {
            Some(figure) => format!("{counts}, {}", said(&figure.points)),
            None => counts,
        }
    }
}

impl Reference {
    /// Whether it is the same place, as sure, with nothing more to know.
    fn adds_nothing_to(&self, said: &Reference) -> bool {
        let is_same = (&self.act, &self.place, self.certainty) == (&said.act, &said.place, said.certainty);
        is_same && (self.note.is_none() || self.note == said.note)
    }

    /// The act, the place in it and how sure we are, in words.
    pub fn words(&self) -> String {
        let place = self.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let note = self.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
        format!("{}{place} ({}){note}", self.act, self.certainty.words())
    }
}

/// Points with their noun; a number that goes on takes «балла» as every fraction does.
fn said(value: &Exact) -> String {
    if value.round_half_up(6) == *value { points(value) } else { format!("{} балла", shown(value)) }
}

fn found(mark: Option<Mark>) -> &'static str {
    match mark {
        Some(Mark::Present) => "есть",
        Some(Mark::Absent) => "нет",
        Some(Mark::NotApplicable) => "не применимо",
        None => "не отмечено",
    }
}
