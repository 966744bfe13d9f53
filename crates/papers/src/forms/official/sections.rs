//! Measures parted by organisation and criterion, in the order of the law.
//!
//! In comes a draft; out go groups of measures with the words of their section rows.
//! It refuses to guess a criterion: measures without one stand last, under words that say so.

use otklik_domain::plan::{Draft, Measure};
use otklik_domain::score::{Criterion, Scale, ScoreLine, Subject};

/// Measures of one organisation; of the only one where the plan names none.
pub(in crate::forms) struct Group<'a> {
    pub(in crate::forms) organisation: Option<&'a str>,
    pub(in crate::forms) parts: Vec<Part<'a>>,
}

/// Measures of one criterion. `None` in a draft that knows criteria is the last part.
pub(in crate::forms) struct Part<'a> {
    pub(in crate::forms) criterion: Option<Criterion>,
    /// Whether the part is named by a row of its own.
    pub(in crate::forms) is_named: bool,
    pub(in crate::forms) measures: Vec<&'a Measure>,
}

/// Parts a draft. Measures of no organisation come first: under a name they would be taken for its own.
pub(in crate::forms) fn groups(draft: &Draft, names_every_criterion: bool) -> Vec<Group<'_>> {
    let mut organisations: Vec<Option<&str>> = vec![None];
    for measure in &draft.measures {
        if !organisations.contains(&measure.organisation.as_deref()) {
            organisations.push(measure.organisation.as_deref());
        }
    }
    let names_every_criterion = names_every_criterion && organisations.len() == 1;
    organisations
        .into_iter()
        .map(|organisation| {
            let own: Vec<&Measure> =
                draft.measures.iter().filter(|m| m.organisation.as_deref() == organisation).collect();
            Group { organisation, parts: parts(&own, names_every_criterion) }
        })
        .filter(|group| !group.parts.is_empty())
        .collect()
}

fn parts<'a>(measures: &[&'a Measure], names_every_criterion: bool) -> Vec<Part<'a>> {
    let of = |criterion: Option<Criterion>| -> Vec<&'a Measure> {
        measures.iter().copied().filter(|m| m.criterion == criterion).collect()
    };
    let knows_criteria = measures.is_empty() || measures.iter().any(|m| m.criterion.is_some());
    if !knows_criteria {
        return vec![Part { criterion: None, is_named: false, measures: of(None) }];
    }
    let mut parts: Vec<Part<'a>> = Criterion::ALL
        .into_iter()
        .map(|criterion| Part { criterion: Some(criterion), is_named: true, measures: of(Some(criterion)) })
        .filter(|part| names_every_criterion || !part.measures.is_empty())
        .collect();
    let without = of(None);
    if !without.is_empty() {
        parts.push(Part { criterion: None, is_named: true, measures: without });
    }
    parts
}

impl Part<'_> {
    /// The words of the section row, where there is one.
    pub(super) fn title(&self, section: fn(Criterion) -> String) -> Option<String> {
        let title = self.criterion.map_or_else(|| "Мероприятия без указания критерия".to_owned(), section);
        self.is_named.then_some(title)
    }

    /// What an empty section says: no shortcomings where the printed points are full, no measures otherwise.
    pub(super) fn remark(&self, draft: &Draft) -> Option<&'static str> {
        let criterion = self.criterion.filter(|_| self.measures.is_empty())?;
        let has_full_points = has_full_points(criterion, &draft.scores);
        Some(if has_full_points {
            "Недостатки не выявлены"
        } else {
            "Мероприятия не предусмотрены"
        })
    }
}

/// Whether every printed score of a criterion is its maximum, and there is one.
fn has_full_points(criterion: Criterion, scores: &[ScoreLine]) -> bool {
    let mut own = scores
        .iter()
        .filter(|line| match line.subject {
            Subject::Criterion(of) => of == criterion,
            Subject::Indicator(of) => of.criterion() == criterion,
            Subject::Total => false,
        })
        .peekable();
    own.peek().is_some() && own.all(is_full)
}

fn is_full(line: &ScoreLine) -> bool {
    match (line.max, line.scale) {
        (Some(max), _) => line.value == max,
        (None, Scale::Points) => line.value.to_string() == "100",
        (None, Scale::Weighted) => false,
    }
}
