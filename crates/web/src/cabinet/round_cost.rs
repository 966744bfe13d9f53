//! «Во что обойдётся»: a person says what mending costs and what total is wanted; out goes the cheapest set.
//!
//! Everything stands in the address, so a reckoning can be kept, sent and printed; nothing is saved.

use super::rounds::id_of;
use crate::form::{Asked, FieldFault, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::components::ledger::code;
use crate::ui::shell::Shell;
use crate::ui::{figures, page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::score::{self as scores, Counted};
use otklik_domain::ids::RoundId;
use otklik_domain::score::Exact;
use otklik_domain::score::ledger::{Candidate, Ledger, LedgerKey, LedgerLine, Selection, ledger};

/// A line that can be closed, with what was typed for it.
struct CostRow {
    n: usize,
    code: String,
    title: String,
    sub: String,
    gain: String,
    typed: String,
    fault: Option<String>,
}

/// What was found.
struct Found {
    words: String,
    certainty: &'static str,
    rows: Vec<CostRow>,
    cost: String,
    total: String,
}

#[derive(Template)]
#[template(path = "cabinet/round_cost.html")]
struct CostPage {
    shell: Shell,
    errors: Errors,
    id: String,
    organisation: String,
    name: String,
    total: String,
    target: Field,
    costs_fault: Option<String>,
    candidates_max: usize,
    rows: Vec<CostRow>,
    found: Option<Found>,
}

/// `GET /cabinet/rounds/{id}/o/{organisation}/cost?target=…&cost/…=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path((id, organisation)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let Opened { id, counted, ledger } = opened(&visit, &id, &organisation).await?;
    let organisation = counted.organisation.id;
    let lines = closable(&ledger);
    let is_asked = asked.0.iter().any(|(name, _)| name == "target");
    let (mut faults, mut found) = (Vec::new(), None);
    if is_asked {
        match wanted(&asked, &lines) {
            Ok((target, candidates)) => {
                match scores::cheapest_closing(&visit.ctx, id, organisation, target, candidates).await {
                    Ok(selection) => found = Some(found_view(&selection, &lines, &asked)),
                    Err(refused) => faults = faults_of(refused)?,
                }
            }
            Err(wrong) => faults = wrong,
        }
    }
    let is_wrong = !faults.is_empty();
    let heading =
        if is_wrong { "Ошибка: во что обойдётся" } else { "Во что обойдётся" };
    let shown = page::show(&CostPage {
        shell: visit.staff_shell(format!("{heading}: {}", counted.organisation.name), "rounds"),
        id: id.to_string(),
        organisation: counted.organisation.id.to_string(),
        total: total_words(&counted),
        name: counted.organisation.name,
        target: Field::line("target", "Какой общий балл нужен", asked.get("target"))
            .hint("Например 95 или 92,5")
            .faulty(fault(&faults, "target")),
        costs_fault: fault(&faults, "costs").map(ToOwned::to_owned),
        candidates_max: scores::CANDIDATES_MAX,
        rows: lines.iter().enumerate().map(|(n, line)| cost_row(n, line, &asked, &faults)).collect(),
        found,
        errors: Errors { faults },
    });
    Ok(if is_wrong { refusal::invalid(shown) } else { shown })
}

/// The score of an organisation in a round with where its points went: what both reckonings begin with.
pub(super) struct Opened {
    pub(super) id: RoundId,
    pub(super) counted: Counted,
    pub(super) ledger: Ledger,
}

pub(super) async fn opened(visit: &Visit, id: &str, organisation: &str) -> Result<Opened, Refused> {
    let id = id_of(id)?;
    let organisation = organisation.parse().map_err(|_| Refused::not_found())?;
    let counted = scores::sheet(&visit.ctx, id, organisation).await?;
    let ledger = ledger(&counted.book, &counted.assessed, &counted.sheet);
    Ok(Opened { id, counted, ledger })
}

/// The total as it is now.
pub(super) fn total_words(counted: &Counted) -> String {
    counted.sheet.total.as_ref().map_or_else(|| "нет".to_owned(), figures::brief)
}

/// Lines that can be closed, those that bring most first.
pub(super) fn closable(ledger: &Ledger) -> Vec<&LedgerLine> {
    let mut lines: Vec<&LedgerLine> = ledger.lines.iter().filter(|line| line.key.is_closable()).collect();
    lines.sort_by(|a, b| b.loss.total.cmp(&a.loss.total));
    lines
}

/// Branch and indicator of a line.
pub(super) fn about(line: &LedgerLine) -> String {
    let figure = format!("показатель {}", line.key.subject);
    line.branch.clone().into_iter().chain([figure]).collect::<Vec<_>>().join(", ")
}

fn field_of(key: &LedgerKey) -> String {
    format!("cost/{}", code(key))
}

fn cost_row(n: usize, line: &LedgerLine, asked: &Typed, faults: &[FieldFault]) -> CostRow {
    CostRow {
        n,
        code: code(&line.key),
        title: words::capital(&line.title),
        sub: about(line),
        gain: line.alone.as_ref().map(|effect| figures::signed(&effect.total)).unwrap_or_default(),
        typed: asked.get(&field_of(&line.key)).to_owned(),
        fault: fault(faults, &format!("cost-{n}")).map(ToOwned::to_owned),
    }
}

/// The target and the lines that have a cost, or everything that is wrong with them.
fn wanted(asked: &Typed, lines: &[&LedgerLine]) -> Result<(Exact, Vec<Candidate>), Vec<FieldFault>> {
    let mut faults = Vec::new();
    let target = Exact::parse(&without_spaces(asked.get("target")));
    let target = target.filter(|it| !it.is_negative() && *it <= Exact::whole(100));
    if target.is_none() {
        let text = "Нужный балл — число от 0 до 100, например 92,5".to_owned();
        faults.push(FieldFault { field: "target".to_owned(), text });
    }
    let mut candidates = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let Some(text) = asked.filled(&field_of(&line.key)) else { continue };
        match kopecks(text) {
            Some(cost_kopecks) => {
                candidates.push(Candidate { id: code(&line.key), cost_kopecks, closes: vec![line.key.clone()] });
            }
            None => {
                let text = format!("Стоимость «{text}» — не число рублей: напишите, например, 10 000 или 1 250,50");
                faults.push(FieldFault { field: format!("cost-{n}"), text });
            }
        }
    }
    match target {
        Some(target) if faults.is_empty() => Ok((target, candidates)),
        _ => Err(faults),
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Kopecks of «10 000», «1 250,50», «900 ₽», «900 руб.».
fn kopecks(text: &str) -> Option<i64> {
    let text = without_spaces(text);
    let text = ["₽", "рублей", "руб.", "руб", "р."].iter().find_map(|sign| text.strip_suffix(sign)).unwrap_or(&text);
    let roubles = Exact::parse(text).filter(|it| !text.contains('/') && !it.is_negative())?;
    (roubles.round_half_up(2) == roubles).then(|| roubles.hundredths()).flatten()
}

fn found_view(selection: &Selection, lines: &[&LedgerLine], asked: &Typed) -> Found {
    let is_chosen = |line: &&&LedgerLine| selection.chosen.contains(&code(&line.key));
    let certainty = match (selection.is_exact, selection.is_reached) {
        (true, true) => "Перебраны все наборы: дешевле этого нет.",
        (true, false) => "Перебраны все наборы: выше балл не поднять.",
        (false, true) => "Это приближение: все наборы перебрать не удалось, возможен набор дешевле.",
        (false, false) => "Это приближение: все наборы перебрать не удалось, возможен набор с баллом выше.",
    };
    let words = selection.words();
    // What the domain says of doubt is said here in a sentence of its own.
    let words = words.split(" Это приближение").next().unwrap_or_default().trim_end_matches('.').to_owned();
    Found {
        words,
        certainty,
        rows: lines.iter().filter(is_chosen).map(|line| cost_row(0, line, asked, &[])).collect(),
        cost: money(selection.cost_kopecks),
        total: selection.total.as_ref().map_or_else(|| "нет".to_owned(), figures::brief),
    }
}

/// «14 000 ₽» or «1 250,50 ₽».
fn money(kopecks: i128) -> String {
    let whole = kopecks / 100;
    // Beside sums of many thousands four digits are grouped too.
    let whole = match whole {
        1000..10_000 => format!("{} {:03}", whole / 1000, whole % 1000),
        _ => words::number(usize::try_from(whole).unwrap_or(usize::MAX)),
    };
    if kopecks % 100 == 0 { format!("{whole} ₽") } else { format!("{whole},{:02} ₽", kopecks % 100) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_read_as_people_write_them() {
        for (text, kopecks_of) in [
            ("10 000", Some(1_000_000)),
            ("1\u{a0}250,50", Some(125_050)),
            ("900 ₽", Some(90_000)),
            ("900 руб.", Some(90_000)),
            ("0", Some(0)),
            ("-1", None),
            ("1/2", None),
            ("0,005", None),
            ("дорого", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(kopecks(text), kopecks_of, "{text}");
        }
        assert_eq!(money(125_050).replace('\u{a0}', " "), "1 250,50 ₽");
    }
}
