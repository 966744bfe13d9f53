//! «Что даст план»: a person ties measures of the plan to what eats points; out goes what each measure and all would bring.
//!
//! Ties stand in the address, so a reckoning can be kept, sent and printed; nothing is saved.

use super::round_cost::{Opened, about, closable, opened, total_words};
use crate::form::{Asked, Typed};
use crate::refusal::Refused;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::ledger::code;
use crate::ui::shell::Shell;
use crate::ui::{figures, page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::plans::PlanView;
use otklik_app::score::{self as scores, Counted};
use otklik_app::shortcomings;
use otklik_domain::ids::{MeasureId, RoundId};
use otklik_domain::score::Exact;
use otklik_domain::score::ledger::{Ledger, LedgerKey, LedgerLine, PlanEffect, plan_effect};

/// A measure with its tie and what it brings.
struct MeasureRow {
    number: String,
    text: String,
    alone: String,
    after: String,
    field: Field,
}

#[derive(Template)]
#[template(path = "cabinet/round_plan.html")]
struct EffectPage {
    shell: Shell,
    id: String,
    organisation: String,
    name: String,
    total: String,
    finding: String,
    is_proposed: bool,
    plan: Option<(String, String)>,
    rows: Vec<MeasureRow>,
}

/// `GET /cabinet/rounds/{id}/o/{organisation}/plan?plan=…&m0=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path((id, organisation)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let Opened { id, counted, ledger } = opened(&visit, &id, &organisation).await?;
    let plan = scores::followed_plan(&visit.ctx, counted.organisation.id).await?;
    let kept = match &plan {
        Some(plan) => kept_ties(&visit, id, plan, &counted, &ledger).await?,
        None => Vec::new(),
    };
    let ties = plan.as_ref().map(|plan| ties(plan, &ledger, &asked, &kept)).unwrap_or_default();
    let measures: Vec<(String, Vec<LedgerKey>)> =
        ties.iter().enumerate().map(|(n, tie)| (n.to_string(), tied(tie, &ledger, kept.get(n)))).collect();
    let policy = &counted.round.value.policy;
    let effect = plan_effect(&counted.book, &counted.assessed, policy, &measures);
    let is_tied = measures.iter().any(|(_, keys)| !keys.is_empty());
    Ok(page::show(&EffectPage {
        shell: visit.staff_shell(format!("Что даст план: {}", counted.organisation.name), "rounds"),
        id: id.to_string(),
        organisation: counted.organisation.id.to_string(),
        total: total_words(&counted),
        finding: finding(&effect, is_tied),
        is_proposed: is_tied && kept.iter().all(Vec::is_empty) && !is_of(&asked, plan.as_ref()),
        rows: plan.as_ref().map(|plan| rows(plan, &ledger, (&ties, &kept), &effect)).unwrap_or_default(),
        plan: plan.map(|plan| (plan.id.to_string(), plan.draft.title.unwrap_or_else(|| "План".to_owned()))),
        name: counted.organisation.name,
    }))
}

/// Whether the address speaks of this plan: ties of another edition would fall on other measures.
fn is_of(asked: &Typed, plan: Option<&PlanView>) -> bool {
    plan.is_some_and(|plan| asked.get("plan") == plan.id.to_string())
}

/// How an address says «what the measure is tied to in the register».
const KEPT: &str = "kept";

/// Lines that the measures of a plan close by the register of shortcomings, in their order.
async fn kept_ties(
    visit: &Visit,
    round: RoundId,
    plan: &PlanView,
    counted: &Counted,
    ledger: &Ledger,
) -> Result<Vec<Vec<LedgerKey>>, Refused> {
    let ids: Vec<MeasureId> = plan.measures.iter().map(|measure| measure.id).collect();
    let mut found = shortcomings::mending_keys(&visit.ctx, round, &ids, &counted.book, ledger).await?;
    Ok(ids.iter().map(|id| found.remove(id).unwrap_or_default()).collect())
}

/// What each measure is tied to: as the person said, else as the register has it, else as proposed.
fn ties(plan: &PlanView, ledger: &Ledger, asked: &Typed, kept: &[Vec<LedgerKey>]) -> Vec<String> {
    let is_said = is_of(asked, Some(plan));
    let proposed = |measure| scores::proposed_tie(ledger, measure).map(|key| code(&key)).unwrap_or_default();
    let said = |n: usize| asked.get(&format!("m{n}")).to_owned();
    let has_kept = |n: usize| kept.get(n).is_some_and(|keys| !keys.is_empty());
    let measures = plan.draft.measures.iter().enumerate();
    let tie = |(n, measure)| match (is_said, has_kept(n)) {
        (true, _) => said(n),
        (false, true) => KEPT.to_owned(),
        (false, false) => proposed(measure),
    };
    measures.map(tie).collect()
}

/// The lines of a tie: those of the register, one by its code, or all of an indicator.
fn tied(tie: &str, ledger: &Ledger, kept: Option<&Vec<LedgerKey>>) -> Vec<LedgerKey> {
    if tie == KEPT {
        return kept.cloned().unwrap_or_default();
    }
    let is_it = |key: &&LedgerKey| match tie.strip_prefix("all/") {
        Some(figure) => key.subject.to_string() == figure,
        None => code(key) == tie,
    };
    ledger.closable().filter(is_it).cloned().collect()
}

fn finding(effect: &PlanEffect, is_tied: bool) -> String {
    match (&effect.before.total, &effect.after.total) {
        (Some(before), Some(after)) if is_tied && before != after => format!(
            "Если выполнить связанные меры, общий балл будет {} вместо {} ({})",
            figures::brief(after),
            figures::brief(before),
            figures::signed(&(after - before))
        ),
        (Some(before), _) if is_tied => format!("Связанные меры общий балл не изменят: {}", figures::brief(before)),
        _ => "Что даст план".to_owned(),
    }
}

fn rows(
    plan: &PlanView,
    ledger: &Ledger,
    (ties, kept): (&[String], &[Vec<LedgerKey>]),
    effect: &PlanEffect,
) -> Vec<MeasureRow> {
    let choices = |n: usize| {
        let n_kept = kept.get(n).map_or(0, Vec::len);
        let words = format!("По реестру недостатков: строк {n_kept}");
        let of_register = (n_kept > 0).then(|| Choice::new(KEPT, words));
        of_register.into_iter().chain(choices(ledger)).collect::<Vec<_>>()
    };
    let rise = |total: &Option<Exact>| {
        let (before, after) = effect.before.total.as_ref().zip(total.as_ref())?;
        Some(figures::signed(&(after - before)))
    };
    let measures = plan.draft.measures.iter().zip(ties).zip(&effect.steps).enumerate();
    let row = |(n, ((measure, tie), step)): (usize, ((&otklik_domain::plan::Measure, &String), &_))| {
        let step: &otklik_domain::score::ledger::PlanStep = step;
        let is_tied = !tied(tie, ledger, kept.get(n)).is_empty();
        let unless = |text: Option<String>| text.filter(|_| is_tied).unwrap_or_else(|| figures::NONE.to_owned());
        // «1.» of a paper is «1»: the page sets its own dot.
        let number =
            measure.number.as_deref().map_or_else(|| (n + 1).to_string(), |it| it.trim_end_matches('.').to_owned());
        MeasureRow {
            alone: unless(rise(&step.alone)),
            after: unless(step.together.as_ref().map(figures::brief)),
            field: Field::choice(format!("m{n}"), format!("Что исправит мера {number}"), tie, choices(n)),
            text: measure.text.clone(),
            number,
        }
    };
    measures.map(row).collect()
}

/// Whole indicators and single lines, those that bring most first.
fn choices(ledger: &Ledger) -> Vec<Choice> {
    let lines = closable(ledger);
    let mut figures: Vec<String> = lines.iter().map(|line| line.key.subject.to_string()).collect();
    figures.sort();
    figures.dedup();
    let mut all = vec![Choice::new("", "Баллов не прибавит")];
    all.extend(lines.iter().map(|line| Choice::new(code(&line.key), line_words(line))));
    all.extend(figures.iter().map(|it| Choice::new(format!("all/{it}"), format!("Показатель {it}: исправить всё"))));
    all
}

fn line_words(line: &LedgerLine) -> String {
    format!("{} ({})", words::capital(&line.title), about(line))
}
