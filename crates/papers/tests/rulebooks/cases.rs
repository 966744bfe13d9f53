//! The golden cases of every sector: `rulebooks/*/cases/*.toml`, one runner for all.
//!
//! A figure is compared as it would be printed with as many decimals as the case writes.

use otklik_domain::rulebook::{Certainty, Rulebook};
use otklik_domain::score::explain::explain;
use otklik_domain::score::ledger::ledger;
use otklik_domain::score::{
    Assessed, BranchRule, Criterion, EmptyRule, Exact, Findings, Indicator, Mark, Policy, Registered, Rounding, Scale,
    ScoreLine, ScoreSheet, Subject, Tally, Unit, derive, groups, score,
};
use otklik_papers::rulebooks;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Figures = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    title: String,
    edition: String,
    source: String,
    certainty: String,
    kind: Option<String>,
    #[serde(default)]
    places: Vec<Place>,
    #[serde(default)]
    expected: Vec<Expected>,
    #[serde(default)]
    printed: Vec<Printed>,
    #[serde(default)]
    means: Vec<Means>,
    #[serde(default)]
    waits: Vec<Waits>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    branch: Option<String>,
    respondents: u64,
    answers: BTreeMap<String, u64>,
    findings: BTreeMap<String, u64>,
    #[serde(default)]
    items: Figures,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    rounding: String,
    #[serde(default)]
    empty: Option<String>,
    #[serde(default)]
    branches: Option<String>,
    #[serde(default)]
    kind_criteria: Option<Vec<u8>>,
    #[serde(default)]
    indicators: Figures,
    criteria: Figures,
    total: String,
    #[serde(default)]
    remarks: Vec<String>,
}

/// Figures as a paper prints them, and what follows by the formula.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    lines: Figures,
    #[serde(default)]
    criteria: Figures,
    total: Option<String>,
    is_not: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Means {
    members: Vec<Member>,
    groups: Vec<Mean>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    total: String,
    municipality: Option<String>,
    region: Option<String>,
    sector: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mean {
    level: String,
    name: String,
    n: u64,
    total: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Waits {
    of: Vec<Wait>,
    points: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wait {
    wait: String,
    norm: String,
}

#[test]
fn every_golden_case_comes_out() {
    let mut n_checks = 0;
    for sector in sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks")) {
        let name = sector.file_name().unwrap().to_str().unwrap().to_owned();
        for file in sorted(&sector.join("cases")) {
            let at = format!("{name}/{}", file.file_name().unwrap().to_str().unwrap());
            let text = std::fs::read_to_string(&file).unwrap();
            let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{at}: {error}"));
            let n = case.check(&at, rulebooks::named(&name, Some(&case.edition)).unwrap());
            assert!(n > 0, "{at} checks nothing");
            n_checks += n;
        }
    }
    assert!(n_checks >= 80, "only {n_checks} checks: cases are gone");
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

impl Case {
    fn check(&self, at: &str, rulebook: &Rulebook) -> usize {
        assert!(!self.title.is_empty() && !self.source.is_empty(), "{at}: a case says what it is and where it is from");
        assert!(Certainty::from_name(&self.certainty).is_some(), "{at}: certainty «{}»", self.certainty);
        assert_eq!(self.places.is_empty(), self.expected.is_empty(), "{at}: places and what is expected of them");
        let units = self.places.iter().map(|place| place.unit(at, rulebook)).collect();
        let assessed = Assessed { organisation: self.title.clone(), kind: self.kind.clone(), units };
        for expected in &self.expected {
            expected.check(at, rulebook, &assessed);
        }
        self.printed.iter().for_each(|printed| printed.check(at));
        self.means.iter().for_each(|means| means.check(at));
        self.waits.iter().for_each(|waits| waits.check(at, rulebook));
        self.expected.len() + self.printed.len() + self.means.len() + self.waits.len()
    }
}

impl Place {
    fn unit(&self, at: &str, rulebook: &Rulebook) -> Unit {
        let yes: Vec<(&str, u64)> = self.answers.iter().map(|(code, n)| (code.as_str(), *n)).collect();
        let tally = Tally::from_counted(&rulebook.question_set(), self.respondents, &yes);
        let mut findings = Findings::default();
        for (name, n) in &self.findings {
            match (name.strip_suffix("_present"), name.strip_suffix("_required")) {
                (Some(list), _) => findings.set_present(list, *n),
                (_, Some(list)) => findings.set_required(list, *n),
                _ if name == "waiting_score" => findings.set_waiting(Exact::whole(*n)),
                _ => findings.set_present(name, *n),
            }
        }
        for (code, mark) in &self.items {
            let mark = match mark.as_str() {
                "1" => Mark::Present,
                "0" => Mark::Absent,
                "" => Mark::NotApplicable,
                other => panic!("{at}: {code} is «{other}»"),
            };
            findings.set_item(code, mark);
        }
        let tally = tally.unwrap_or_else(|fault| panic!("{at}: {fault}"));
        Unit { branch: self.branch.clone(), tally, findings }
    }
}

/// The losses of every case add up to a hundred less its total, and the explanation is of the same figures.
fn opens(at: &str, rulebook: &Rulebook, assessed: &Assessed, sheet: &ScoreSheet) {
    let tree = explain(rulebook, assessed, sheet);
    assert_eq!(tree.figure.map(|figure| figure.points), sheet.total, "{at}: what is explained");
    if let Some(total) = &sheet.total {
        let lost = ledger(rulebook, assessed, sheet).loss();
        assert_eq!(&lost + total, Exact::whole(100), "{at}: what is lost");
    }
}

impl Expected {
    fn check(&self, at: &str, rulebook: &Rulebook, assessed: &Assessed) {
        let policy = self.policy(rulebook);
        let at = &format!("{at}, {} {} {}", policy.rounding.name(), policy.empty.name(), policy.branches.name());
        let sheet = score(rulebook, assessed, &policy);
        for (code, figure) in &self.indicators {
            let indicator: Indicator = code.parse().unwrap_or_else(|()| panic!("{at}: indicator {code}"));
            let found = sheet.indicator(indicator).and_then(|it| it.points.as_ref());
            same(&format!("{at}: {code}"), figure, found);
        }
        if !self.indicators.is_empty() {
            assert_eq!(self.indicators.len(), rulebook.indicators.len(), "{at}: every indicator is named or none");
        }
        assert_eq!(self.criteria.len(), 5, "{at}: all criteria are named");
        for (number, figure) in &self.criteria {
            let criterion = Criterion::from_name(number).unwrap();
            let found = sheet.criterion(criterion).and_then(|it| it.points.as_ref());
            same(&format!("{at}: criterion {number}"), figure, found);
        }
        same(&format!("{at}: total"), &self.total, sheet.total.as_ref());
        let codes: Vec<&str> = sheet.remarks.iter().map(|remark| remark.code).collect();
        for code in &self.remarks {
            assert!(codes.contains(&code.as_str()), "{at}: no remark {code} among {codes:?}");
        }
        assert!(!codes.contains(&"unknown-item"), "{at}: an item that the rulebook does not know");
        opens(at, rulebook, assessed, &sheet);
    }

    fn policy(&self, rulebook: &Rulebook) -> Policy {
        let criteria = |numbers: &Vec<u8>| -> Vec<Criterion> {
            numbers.iter().map(|number| Criterion::new(*number).unwrap()).collect()
        };
        let kinds = self
            .kind_criteria
            .iter()
            .flat_map(|numbers| rulebook.kinds.iter().map(move |kind| (kind.code.clone(), criteria(numbers))));
        Policy {
            rounding: Rounding::from_name(&self.rounding).unwrap(),
            empty: self.empty.as_deref().map_or(EmptyRule::default(), |name| EmptyRule::from_name(name).unwrap()),
            branches: self
                .branches
                .as_deref()
                .map_or(BranchRule::default(), |name| BranchRule::from_name(name).unwrap()),
            kind_criteria: kinds.collect(),
        }
    }
}

impl Printed {
    fn check(&self, at: &str) {
        let lines: Vec<ScoreLine> = self.lines.iter().map(|(subject, figure)| line(at, subject, figure)).collect();
        let derived = derive(&lines);
        for (number, figure) in &self.criteria {
            let found = derived.criteria.iter().find(|(criterion, _)| criterion.number().to_string() == *number);
            same(&format!("{at}: criterion {number}"), figure, found.map(|(_, points)| Exact::from(*points)).as_ref());
        }
        let total = derived.total.map(Exact::from);
        if let Some(figure) = &self.total {
            same(&format!("{at}: total"), figure, total.as_ref());
        }
        if let (Some(other), Some(total)) = (&self.is_not, &total) {
            assert_ne!(total.to_decimals(decimals(other)), *other, "{at}: total");
        }
    }
}

fn line(at: &str, subject: &str, figure: &str) -> ScoreLine {
    let points = |text: &str| text.parse().unwrap_or_else(|()| panic!("{at}: «{text}» is not points"));
    let (value, max) = figure.split_once('/').map_or((figure, None), |(value, max)| (value, Some(points(max))));
    ScoreLine {
        subject: subject.parse::<Subject>().unwrap_or_else(|()| panic!("{at}: {subject}")),
        value: points(value),
        scale: if max.is_some() { Scale::Weighted } else { Scale::Points },
        max,
    }
}

impl Means {
    fn check(&self, at: &str) {
        let sheets: Vec<(ScoreSheet, Registered)> = self.members.iter().map(|member| member.sheet(at)).collect();
        let borrowed: Vec<(&ScoreSheet, Registered)> = sheets.iter().map(|(sheet, at)| (sheet, at.clone())).collect();
        let found = groups(&borrowed, Rounding::default());
        for mean in &self.groups {
            let group = found.iter().find(|group| group.level.name() == mean.level && group.name == mean.name);
            let group = group.unwrap_or_else(|| panic!("{at}: no {} {}", mean.level, mean.name));
            assert_eq!(group.n, mean.n, "{at}: {}", mean.name);
            same(&format!("{at}: {}", mean.name), &mean.total, group.total.as_ref());
        }
    }
}

impl Member {
    fn sheet(&self, at: &str) -> (ScoreSheet, Registered) {
        let total = Exact::parse(&self.total);
        assert!(total.is_some(), "{at}: «{}» is not points", self.total);
        let sheet = ScoreSheet {
            organisation: String::new(),
            kind: None,
            policy: Policy::default(),
            respondents: 0,
            units: [].into(),
            branches: [].into(),
            indicators: vec![],
            criteria: vec![],
            exact: total.clone(),
            total,
            remarks: vec![],
        };
        let (municipality, region, sector) = (self.municipality.clone(), self.region.clone(), self.sector.clone());
        (sheet, Registered { municipality, region, sector, kind: None })
    }
}

impl Waits {
    fn check(&self, at: &str, rulebook: &Rulebook) {
        let ladder = rulebook.waiting.as_ref().unwrap_or_else(|| panic!("{at}: no ladder of waiting"));
        let thousandths = |text: &str| {
            let exact = Exact::parse(text).unwrap_or_else(|| panic!("{at}: «{text}» is not a time"));
            u64::try_from((&exact * &Exact::whole(1000)).floor().unwrap()).unwrap()
        };
        let points: Vec<Exact> = self
            .of
            .iter()
            .map(|it| Exact::whole(ladder.points(thousandths(&it.wait), thousandths(&it.norm))))
            .collect();
        let first = self.of.first().map(|it| format!("{} of {}", it.wait, it.norm)).unwrap_or_default();
        same(&format!("{at}: {first}"), &self.points, Exact::mean(&points).as_ref());
    }
}

fn decimals(figure: &str) -> u32 {
    figure.split_once('.').map_or(0, |(_, part)| u32::try_from(part.len()).unwrap())
}

fn same(at: &str, figure: &str, found: Option<&Exact>) {
    let printed = found.map_or_else(|| "null".to_owned(), |found| found.to_decimals(decimals(figure)));
    assert_eq!(printed, figure, "{at}");
}
