//! What a score was counted from and what came out, as text that stays the same: one fact a line.

use super::{Counts, Found};
use otklik_domain::score::QuestionSet;
use otklik_domain::score::{
    Assessed, BranchRule, Criterion, EmptyRule, Exact, Findings, Indicator, Policy, Rounding, ScoreSheet, TallyFault,
    Unit,
};
use std::collections::BTreeMap;
use std::fmt;

/// What is known of one place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceInputs {
    /// Sums of answers.
    pub counts: Counts,
    /// Findings: item, what was found.
    pub found: Vec<(String, Found)>,
}

/// What a score is counted from («исходные данные оценки»): by branch, the own place under an empty name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inputs {
    /// Kind of the organisation when it was counted.
    pub kind: Option<String>,
    /// Its places.
    pub places: BTreeMap<String, PlaceInputs>,
}

/// Text on one line: what separates lines becomes a blank.
fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

impl Inputs {
    /// The organisation as the domain assesses it.
    ///
    /// # Errors
    /// [`TallyFault`] when the sums do not fit the questions of the rulebook.
    pub fn assessed(&self, organisation: &str, set: &QuestionSet) -> Result<Assessed, TallyFault> {
        let unit = |(branch, place): (&String, &PlaceInputs)| {
            let mut findings = Findings::default();
            for (item, found) in &place.found {
                found.put(item, &mut findings);
            }
            let branch = Some(branch.clone()).filter(|branch| !branch.is_empty());
            Ok(Unit { branch, tally: place.counts.tally(set)?, findings })
        };
        let units = self.places.iter().map(unit).collect::<Result<_, _>>()?;
        Ok(Assessed { organisation: organisation.to_owned(), kind: self.kind.clone(), units })
    }

    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        self.places.values().all(|place| place.counts.is_empty() && place.found.is_empty())
    }

    /// Reads the text; `None` when it is not one.
    pub fn read(text: &str) -> Option<Self> {
        let mut inputs = Inputs::default();
        let mut branch = String::new();
        for line in text.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            if word == "place" {
                branch = rest.to_owned();
                inputs.places.entry(branch.clone()).or_default();
                continue;
            }
            if word == "kind" {
                inputs.kind = Some(rest.to_owned());
                continue;
            }
            let place = inputs.places.get_mut(&branch)?;
            match word {
                "respondents" => place.counts.respondents = rest.parse().ok()?,
                "count" => place.counts = place.counts.plus(&Counts::read(0, rest)?)?,
                "found" => {
                    let mut words = rest.splitn(3, ' ');
                    let (aspect, value, item) = (words.next()?, words.next()?, words.next()?);
                    place.found.push((item.to_owned(), Found::read(aspect, value)?));
                }
                _ => return None,
            }
        }
        Some(inputs)
    }
}

impl fmt::Display for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kind) = &self.kind {
            writeln!(f, "kind {}", on_one_line(kind))?;
        }
        for (branch, place) in &self.places {
            writeln!(f, "place {}", on_one_line(branch))?;
            writeln!(f, "respondents {}", place.counts.respondents)?;
            for line in place.counts.to_string().lines() {
                writeln!(f, "count {line}")?;
            }
            for (item, found) in &place.found {
                writeln!(f, "found {} {} {}", found.aspect(), found.value(), on_one_line(item))?;
            }
        }
        Ok(())
    }
}

/// What came out of a score («итоговые цифры»), each as an exact ratio.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Filled questionnaires.
    pub respondents: u64,
    /// Indicators as they count; empty ones are nothing.
    pub indicators: Vec<(Indicator, Option<Exact>)>,
    /// Criteria as they count, and whether each is used in the total.
    pub criteria: Vec<(Criterion, Option<Exact>, bool)>,
    /// The total.
    pub total: Option<Exact>,
}

fn ratio(points: Option<&Exact>) -> String {
    points.map_or_else(|| "-".to_owned(), Exact::to_ratio)
}

fn read_ratio(text: &str) -> Option<Option<Exact>> {
    if text == "-" { Some(None) } else { Exact::parse(text).map(Some) }
}

impl Figures {
    /// The figures of a sheet.
    pub fn of(sheet: &ScoreSheet) -> Self {
        Figures {
            respondents: sheet.respondents,
            indicators: sheet.indicators.iter().map(|i| (i.indicator, i.points.clone())).collect(),
            criteria: sheet.criteria.iter().map(|c| (c.criterion, c.points.clone(), c.is_used)).collect(),
            total: sheet.total.clone(),
        }
    }

    /// A criterion that counts.
    pub fn criterion(&self, criterion: Criterion) -> Option<&Exact> {
        self.criteria.iter().find(|(c, _, is_used)| *c == criterion && *is_used)?.1.as_ref()
    }

    /// An indicator.
    pub fn indicator(&self, indicator: Indicator) -> Option<&Exact> {
        self.indicators.iter().find(|(i, _)| *i == indicator)?.1.as_ref()
    }

    /// Reads the text; `None` when it is not one.
    pub fn read(text: &str) -> Option<Self> {
        let mut figures = Figures::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["respondents", n] => figures.respondents = n.parse().ok()?,
                ["indicator", name, points] => {
                    figures.indicators.push((name.parse().ok()?, read_ratio(points)?));
                }
                ["criterion", number, points, used @ ("used" | "shown")] => {
                    let criterion = Criterion::new(number.parse().ok()?)?;
                    figures.criteria.push((criterion, read_ratio(points)?, *used == "used"));
                }
                ["total", points] => figures.total = read_ratio(points)?,
                _ => return None,
            }
        }
        Some(figures)
    }

    /// What differs from other figures, a line each: `criterion 3: 297/5 used, 5933/100 used`.
    pub fn differences(&self, other: &Figures) -> Vec<String> {
        let (mine, others) = (self.to_string(), other.to_string());
        let key = |line: &str| match line.split(' ').collect::<Vec<_>>().as_slice() {
            [word @ ("indicator" | "criterion"), name, ..] => format!("{word} {name}"),
            [word, ..] => (*word).to_owned(),
            [] => String::new(),
        };
        let by_key = |text: &str| -> BTreeMap<String, String> {
            text.lines()
                .map(|line| (key(line), line.strip_prefix(&key(line)).unwrap_or(line).trim().to_owned()))
                .collect()
        };
        let (mine, others) = (by_key(&mine), by_key(&others));
        let keys: std::collections::BTreeSet<&String> = mine.keys().chain(others.keys()).collect();
        let value = |of: &BTreeMap<String, String>, key: &String| of.get(key).cloned().unwrap_or_default();
        keys.into_iter()
            .filter(|key| mine.get(*key) != others.get(*key))
            .map(|key| format!("{key}: {}, {}", value(&mine, key), value(&others, key)))
            .collect()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "respondents {}", self.respondents)?;
        for (indicator, points) in &self.indicators {
            writeln!(f, "indicator {indicator} {}", ratio(points.as_ref()))?;
        }
        for (criterion, points, is_used) in &self.criteria {
            let used = if *is_used { "used" } else { "shown" };
            writeln!(f, "criterion {} {} {used}", criterion.number(), ratio(points.as_ref()))?;
        }
        writeln!(f, "total {}", ratio(self.total.as_ref()))
    }
}

/// The rules of a round as text: `rounding=integer-indicators empty=renormalise branches=mean kind:театр=1,2,4`.
pub fn policy_text(policy: &Policy) -> String {
    let mut text = format!(
        "rounding={} empty={} branches={}",
        policy.rounding.name(),
        policy.empty.name(),
        policy.branches.name()
    );
    for (kind, criteria) in &policy.kind_criteria {
        let numbers: Vec<String> = criteria.iter().map(|c| c.number().to_string()).collect();
        text.push_str(&format!(" kind:{kind}={}", numbers.join(",")));
    }
    text
}

/// Reads rules of a round; `None` when the text is not one.
pub fn read_policy(text: &str) -> Option<Policy> {
    let mut policy = Policy::default();
    for word in text.split(' ') {
        match word.split_once('=')? {
            ("rounding", name) => policy.rounding = Rounding::from_name(name)?,
            ("empty", name) => policy.empty = EmptyRule::from_name(name)?,
            ("branches", name) => policy.branches = BranchRule::from_name(name)?,
            (kind, numbers) => {
                let numbers = numbers.split(',').filter(|n| !n.is_empty());
                let criteria = numbers.map(|n| Criterion::new(n.parse().ok()?)).collect::<Option<_>>()?;
                policy.kind_criteria.insert(kind.strip_prefix("kind:")?.to_owned(), criteria);
            }
        }
    }
    Some(policy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_domain::score::{Count, Mark};

    #[test]
    fn inputs_come_back_from_their_text() {
        let count = Count { yes: 91, answered: 97, used_yes: 91, used_no: 6, ..Count::default() };
        let place = PlaceInputs {
            counts: Counts::new(118, [("stand_ok".to_owned(), count)]),
            found: vec![
                ("comfort.water".to_owned(), Found::Mark(Mark::Absent)),
                ("stand".to_owned(), Found::Present(14)),
                ("waiting".to_owned(), Found::Waiting(Exact::whole(60))),
            ],
        };
        let places = [(String::new(), PlaceInputs::default()), ("Филиал № 1".to_owned(), place)];
        let inputs = Inputs { kind: Some("театр".to_owned()), places: places.into_iter().collect() };
        assert_eq!(Inputs::read(&inputs.to_string()), Some(inputs));
        assert_eq!(Inputs::read("found present 14 stand"), None);
    }

    #[test]
    fn figures_come_back_and_differ_by_name() {
        let points = |text: &str| Exact::parse(text);
        let figures = Figures {
            respondents: 118,
            indicators: vec![("1.1".parse().unwrap(), points("86")), ("3.3".parse().unwrap(), None)],
            criteria: vec![(Criterion::ALL[2], points("59.4"), true), (Criterion::ALL[3], None, false)],
            total: points("89.08"),
        };
        assert_eq!(Figures::read(&figures.to_string()).as_ref(), Some(&figures));
        assert_eq!(figures.criterion(Criterion::ALL[3]), None);
        let other = Figures { total: points("89.09"), ..figures.clone() };
        assert_eq!(figures.differences(&other), ["total: 2227/25, 8909/100"]);
        assert!(figures.differences(&figures).is_empty());
    }

    #[test]
    fn rules_come_back_from_their_text() {
        let mut policy = Policy { rounding: Rounding::TwoDecimals, ..Policy::default() };
        policy.kind_criteria.insert("performing-arts".to_owned(), vec![Criterion::ALL[0], Criterion::ALL[4]]);
        assert_eq!(read_policy(&policy_text(&policy)), Some(policy));
        assert_eq!(read_policy("rounding=odd"), None);
    }
}
