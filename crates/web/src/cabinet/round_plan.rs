//! «Что даст план»: a person ties measures of the plan to what eats points; out goes what each measure and all would bring.
//!
//! Ties stand in the address, so a reckoning can be kept, sent and printed; nothing is saved.

use super::round_cost::{about, closable};
use super::rounds::id_of;
use crate::form::{Asked, Typed};
use crate::refusal::Refused;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::ledger::code;
use crate::ui::shell::Shell;
use crate::ui::{figures, page, words};
use crate::visit::Staff;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::plans::PlanView;
use otklik_app::score as scores;
use otklik_domain::score::Exact;
use otklik_domain::score::ledger::{Ledger, LedgerKey, LedgerLine, PlanEffect, ledger, plan_effect};

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
    let id = id_of(&id)?;
    let organisation = organisation.parse().map_err(|_| Refused::not_found())?;
    let counted = scores::sheet(&visit.ctx, id, organisation).await?;
    let ledger = ledger(&counted.book, &counted.assessed, &counted.sheet);
    let plan = scores::followed_plan(&visit.ctx, organisation).await?;
    let ties = plan.as_ref().map(|plan| ties(plan, &ledger, &asked)).unwrap_or_default();
    let measures: Vec<(String, Vec<LedgerKey>)> =
        ties.iter().enumerate().map(|(n, tie)| (n.to_string(), tied(tie, &ledger))).collect();
    let policy = &counted.round.value.policy;
    let effect = plan_effect(&counted.book, &counted.assessed, policy, &measures);
    let is_tied = measures.iter().any(|(_, keys)| !keys.is_empty());
    Ok(page::show(&EffectPage {
        shell: visit.staff_shell(format!("Что даст план: {}", counted.organisation.name), "rounds"),
        id: id.to_string(),
        organisation: counted.organisation.id.to_string(),
        total: counted.sheet.total.as_ref().map_or_else(|| "нет".to_owned(), figures::brief),
        finding: finding(&effect, is_tied),
        is_proposed: is_tied && !is_of(&asked, plan.as_ref()),
        rows: plan.as_ref().map(|plan| rows(plan, &ledger, &ties, &effect)).unwrap_or_default(),
        plan: plan.map(|plan| (plan.id.to_string(), plan.draft.title.unwrap_or_else(|| "План".to_owned()))),
        name: counted.organisation.name,
    }))
}

/// Whether the address speaks of this plan: ties of another edition would fall on other measures.
fn is_of(asked: &Typed, plan: Option<&PlanView>) -> bool {
    plan.is_some_and(|plan| asked.get("plan") == plan.id.to_string())
}

/// What each measure is tied to: as the person said, else as proposed.
fn ties(plan: &PlanView, ledger: &Ledger, asked: &Typed) -> Vec<String> {
    let is_said = is_of(asked, Some(plan));
    let proposed = |measure| scores::proposed_tie(ledger, measure).map(|key| code(&key)).unwrap_or_default();
    let said = |n: usize| asked.get(&format!("m{n}")).to_owned();
    let measures = plan.draft.measures.iter().enumerate();
    measures.map(|(n, measure)| if is_said { said(n) } else { proposed(measure) }).collect()
}

/// The lines of a tie: one by its code, or all of an indicator.
fn tied(tie: &str, ledger: &Ledger) -> Vec<LedgerKey> {
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

fn rows(plan: &PlanView, ledger: &Ledger, ties: &[String], effect: &PlanEffect) -> Vec<MeasureRow> {
    let choices = choices(ledger);
    let rise = |total: &Option<Exact>| {
        let (before, after) = effect.before.total.as_ref().zip(total.as_ref())?;
        Some(figures::signed(&(after - before)))
    };
    let measures = plan.draft.measures.iter().zip(ties).zip(&effect.steps).enumerate();
    let row = |(n, ((measure, tie), step)): (usize, ((&otklik_domain::plan::Measure, &String), &_))| {
        let step: &otklik_domain::score::ledger::PlanStep = step;
        let is_tied = !tied(tie, ledger).is_empty();
        let unless = |text: Option<String>| text.filter(|_| is_tied).unwrap_or_else(|| figures::NONE.to_owned());
        // «1.» of a paper is «1»: the page sets its own dot.
        let number =
            measure.number.as_deref().map_or_else(|| (n + 1).to_string(), |it| it.trim_end_matches('.').to_owned());
        MeasureRow {
            alone: unless(rise(&step.alone)),
            after: unless(step.together.as_ref().map(figures::brief)),
            field: Field::choice(format!("m{n}"), format!("Что исправит мера {number}"), tie, choices.clone()),
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
