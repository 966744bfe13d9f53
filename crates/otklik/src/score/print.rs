//! A round for people: a table with places on standard output, remarks on standard error.

use crate::say;
use otklik_domain::remark::{Remark, Severity};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Criterion, Exact, Rank, ScoreSheet};
use otklik_papers::answers::mapping::{Mapping, Meaning};
use otklik_papers::findings::counted_codes;
use otklik_papers::rulebooks::listing_lines;
use otklik_papers::score_json::{Scored, items_json, means};
use std::collections::{BTreeMap, HashMap};

/// The codes of a rulebook.
pub(super) fn items(rulebook: &Rulebook, is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return say::print(&items_json(rulebook)?);
    }
    let mut lines = listing_lines(rulebook);
    let counted = counted_codes(rulebook).into_iter().map(|code| format!("{code}\tчисло в итогах осмотра"));
    lines.extend(counted.chain(["respondents\tчисло опрошенных в подсчитанных ответах".to_owned()]));
    say::print(&lines.join("\n"))
}

/// Says what the files said, what the scores say, and how columns were understood where they are no codes.
pub(super) fn remarks(scored: &Scored<'_>) {
    for (file, mapping) in scored.mappings.iter().filter(|(_, mapping)| !is_plain(mapping)) {
        say::note(&format!("{file}: соответствие столбцов, проверьте:"));
        for column in mapping.columns.iter().filter(|column| !column.heading.trim().is_empty()) {
            let heading: String = column.heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let heading: String = heading.chars().take(90).collect();
            say::note(&format!("  {} ({} %, {}) ← {heading}", column.meaning.name(), column.score, column.ground));
        }
    }
    let mut told = Told::default();
    for noted in scored.round.notes.all() {
        let organisation = noted.organisation.as_ref().map(|name| format!("«{name}»: ")).unwrap_or_default();
        told.say(&noted.remark, || format!("{organisation}{}", noted.words()));
    }
    if scored.round.notes.n_left_out() > 0 {
        say::note(&format!("и ещё замечаний: {}", scored.round.notes.n_left_out()));
    }
    for sheet in scored.sheets {
        for remark in
            sheet.remarks.iter().filter(|remark| remark.severity != Severity::Note || remark.code != "rule-rounding")
        {
            told.say(remark, || format!("«{}»: {}", sheet.organisation, remark.text));
        }
    }
    told.end();
}

/// Remarks of one code that a person reads one by one; the rest of a great run is a number.
const TOLD_MAX: usize = 40;

/// How many remarks of each code there were.
#[derive(Default)]
struct Told {
    codes: BTreeMap<&'static str, usize>,
}

impl Told {
    fn say(&mut self, remark: &Remark, words: impl FnOnce() -> String) {
        let n = self.codes.entry(remark.code).or_default();
        *n += 1;
        if *n <= TOLD_MAX {
            say::note(&say::remark_line(&Remark { text: words(), ..remark.clone() }));
        }
    }

    fn end(&self) {
        for (code, n) in self.codes.iter().filter(|(_, n)| **n > TOLD_MAX) {
            say::note(&format!("и ещё замечаний [{code}]: {}; все печатает --json", n - TOLD_MAX));
        }
    }
}

/// Whether all headings are codes: then there is nothing to check.
fn is_plain(mapping: &Mapping) -> bool {
    let is_code =
        |meaning: &Meaning, heading: &str| matches!(meaning, Meaning::Question(code) if code != heading.trim());
    !mapping.columns.iter().any(|column| is_code(&column.meaning, &column.heading))
}

/// The table.
pub(super) fn table(scored: &Scored<'_>) -> String {
    let all = scored.round.ratings(scored.sheets);
    let places: HashMap<usize, Rank> = all.first().map(|all| all.places.iter().copied().collect()).unwrap_or_default();
    let place = |at: usize| places.get(&at).copied();
    let headings = ["Организация", "Анкет", "К1", "К2", "К3", "К4", "К5", "Итог", "Место"].map(str::to_owned).to_vec();
    let mut rows = vec![headings];
    rows.extend(scored.sheets.iter().enumerate().map(|(at, sheet)| row(sheet, place(at))));
    let mut lines = aligned(&rows);
    let means = means(scored.round, scored.sheets, scored.policy.rounding);
    if !means.is_empty() {
        lines.extend([String::new(), "В среднем:".to_owned()]);
        lines.extend(means.iter().map(|group| {
            let region = group.region.as_ref().map(|region| format!(", {region}")).unwrap_or_default();
            format!(
                "{}: {}{region} (организаций: {}) – {}",
                group.level.words(),
                group.name,
                group.n,
                shown(group.total.as_ref())
            )
        }));
    }
    let rules = (scored.policy.rounding.words(), scored.policy.empty.words(), scored.policy.branches.words());
    let book = scored.rulebook;
    lines.extend([
        String::new(),
        format!("Свод правил: {} ({}, редакция {}).", book.title, book.name, book.edition),
        format!("Правила: {}; пустой показатель: {}; {}.", rules.0, rules.1, rules.2),
    ]);
    lines.join("\n")
}

fn row(sheet: &ScoreSheet, place: Option<Rank>) -> Vec<String> {
    let criterion = |criterion: Criterion| {
        let points = sheet.criterion(criterion).filter(|it| it.is_used).and_then(|it| it.points.as_ref());
        shown(points)
    };
    let mut cells = vec![sheet.organisation.clone(), sheet.respondents.to_string()];
    cells.extend(Criterion::ALL.map(criterion));
    cells.push(shown(sheet.total.as_ref()));
    cells.push(place.map_or_else(|| "–".to_owned(), |rank| format!("{} из {}", rank.place, rank.of)));
    cells
}

/// With a decimal comma, as people write.
fn shown(points: Option<&Exact>) -> String {
    points.map_or_else(|| "–".to_owned(), |points| points.to_decimals(2).replace('.', ","))
}

/// The first column to the left, the others to the right.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let widest =
        |at: usize| rows.iter().filter_map(|row: &Vec<String>| row.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(|at| widest(at).unwrap_or(0)).collect();
    let width = |at: usize| widths.get(at).copied().unwrap_or(0);
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(at, cell)| match at {
            0 => format!("{cell:<width$}", width = width(0)),
            _ => format!("{cell:>width$}", width = width(at)),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
