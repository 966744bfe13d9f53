//! A plan's measures for chosen shortcomings: typical words, term and proof; executors are left to people.

use super::typical::WANTING;
use super::{About, Catalogue, Shortcoming, Typical, in_form_order};
use crate::deadline;
use crate::plan::Measure;
use crate::score::{Criterion, Exact};
use std::cmp::Reverse;

/// What a plan is drafted by («основание проекта плана»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The year of the plan: terms of the catalogue are said in it.
    pub year: i16,
    /// «Основание реализации»: the results of which assessment.
    pub basis: String,
}

/// A measure with the shortcomings that it mends («предлагаемое мероприятие»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The measure: no executors, they are a person's to name.
    pub measure: Measure,
    /// What it mends, by number among those that were given.
    pub mends: Vec<usize>,
    /// The catalogue's name of it.
    pub code: Option<String>,
    /// What it costs the total today.
    pub loss: Exact,
}

/// Drafts measures for shortcomings («составление проекта плана»).
///
/// Shortcomings of one criterion that one typical measure mends make one measure. Criteria stand as in the official
/// form; within one, what brings most points stands first. Without a typical measure the words say what to mend.
pub fn propose(all: &[Shortcoming], catalogue: &Catalogue, ask: &Ask) -> Vec<Proposed> {
    let mut ordered: Vec<(usize, &Shortcoming)> = all.iter().enumerate().collect();
    in_form_order(&mut ordered, |(_, one)| one);
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (at, one) in ordered {
        let typical = catalogue.typical(one);
        let is_alike = |group: &&mut Group<'_>| group.takes(one, typical);
        match groups.iter_mut().find(is_alike) {
            Some(group) => group.all.push((at, one)),
            None => groups.push(Group { typical, all: vec![(at, one)] }),
        }
    }
    groups.sort_by_key(|group| {
        let criterion = group.first().and_then(|one| one.criterion);
        (criterion.is_none(), criterion, Reverse(group.loss()))
    });
    let mut numbers: Vec<(Option<Criterion>, u32)> = Vec::new();
    groups.iter().map(|group| group.proposed(ask, &mut numbers)).collect()
}

/// Shortcomings that one measure mends.
struct Group<'a> {
    typical: Option<&'a Typical>,
    all: Vec<(usize, &'a Shortcoming)>,
}

impl Group<'_> {
    fn first(&self) -> Option<&Shortcoming> {
        self.all.first().map(|(_, one)| *one)
    }

    /// Whether another shortcoming is mended by the same measure: the same entry, criterion and branch.
    fn takes(&self, one: &Shortcoming, typical: Option<&Typical>) -> bool {
        let is_same_entry = self.typical.zip(typical).is_some_and(|(ours, other)| ours.code == other.code);
        let is_alike = |known: &Shortcoming| known.criterion == one.criterion && known.branch == one.branch;
        is_same_entry && self.first().is_some_and(is_alike)
    }

    fn loss(&self) -> Exact {
        let losses = self.all.iter().filter_map(|(_, one)| one.loss.as_ref());
        losses.fold(Exact::zero(), |sum, loss| &sum + loss)
    }

    fn proposed(&self, ask: &Ask, numbers: &mut Vec<(Option<Criterion>, u32)>) -> Proposed {
        let criterion = self.first().and_then(|one| one.criterion);
        let indicators: Vec<_> = self.all.iter().filter_map(|(_, one)| one.indicator).collect();
        let one_indicator = indicators.first().filter(|first| indicators.iter().all(|it| it == *first)).copied();
        let phrase = self.typical.map(|typical| typical.term_in(ask.year));
        let context = deadline::Context { year: Some(ask.year), period: None };
        let found: Vec<String> = self.all.iter().map(|(_, one)| at_branch(one)).collect();
        let measure = Measure {
            number: Some(number(criterion, numbers)),
            criterion,
            indicator: one_indicator,
            shortcoming: Some(found.join("; ")),
            basis: Some(ask.basis.clone()),
            expected_result: self.typical.and_then(|typical| typical.result.clone()),
            result_indicator: self.typical.map(|typical| typical.proof_words.clone()),
            text: self.text(&found),
            deadline: phrase.map(|phrase| deadline::read(&phrase, context).0),
            ..Measure::default()
        };
        let mends = self.all.iter().map(|(at, _)| *at).collect();
        Proposed { measure, mends, code: self.typical.map(|it| it.code.clone()), loss: self.loss() }
    }

    fn text(&self, found: &[String]) -> String {
        let Some(typical) = self.typical else { return format!("Устранить: {}", found.join("; ")) };
        let named: Vec<&str> = self.all.iter().filter_map(|(_, one)| wanting(one)).collect();
        match named.is_empty() {
            true => typical.text.replace(&format!(": {WANTING}"), "").replace(WANTING, &found.join("; ")),
            false => typical.text.replace(WANTING, &named.join("; ")),
        }
    }
}

/// What is wanting: the official words of an item without the name of its list, or what a person wrote.
///
/// A list or a question that is known by its count alone names nothing: «3 пункта не выполнено» is no work to do.
fn wanting(one: &Shortcoming) -> Option<&str> {
    match &one.about {
        About::Item(_) => Some(one.norm.split_once(": ").map_or(one.norm.as_str(), |(_, words)| words)),
        About::Typed(_) => Some(&one.found),
        About::List(_) | About::Question(_) | About::Waiting(_) => None,
    }
}

fn at_branch(one: &Shortcoming) -> String {
    one.branch.as_ref().map_or_else(|| one.found.clone(), |branch| format!("{branch}: {}", one.found))
}

/// «3.2» for the second measure of criterion 3.
fn number(criterion: Option<Criterion>, numbers: &mut Vec<(Option<Criterion>, u32)>) -> String {
    let at = match numbers.iter().position(|(known, _)| *known == criterion) {
        Some(at) => at,
        None => {
            numbers.push((criterion, 0));
            numbers.len() - 1
        }
    };
    let n = numbers.get_mut(at).map_or(0, |(_, n)| {
        *n += 1;
        *n
    });
    criterion.map_or_else(|| n.to_string(), |it| format!("{}.{n}", it.number()))
}
