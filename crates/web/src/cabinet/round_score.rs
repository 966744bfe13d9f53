//! One organisation of a round before it is published: the sheet as it counts now, and a question «что если».

use super::round::ticked;
use super::rounds::id_of;
use crate::form::Asked;
use crate::refusal::Refused;
use crate::ui::components::ledger::{LossTable, code};
use crate::ui::components::sheet::{Scored, Sheet, finding};
use crate::ui::shell::Shell;
use crate::ui::{figures, page};
use crate::visit::Staff;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::score as scores;
use otklik_domain::score::explain::explain;

#[derive(Template)]
#[template(path = "cabinet/round_score.html")]
struct ScorePage {
    shell: Shell,
    id: String,
    organisation: String,
    title: String,
    name: String,
    finding: String,
    warning: Option<String>,
    sheet: Sheet,
    losses: LossTable,
    what_if: Option<String>,
}

/// `GET /cabinet/rounds/{id}/o/{organisation}?close=…&close=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path((id, organisation)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let organisation = organisation.parse().map_err(|_| Refused::not_found())?;
    let counted = scores::sheet(&visit.ctx, id, organisation).await?;
    let chosen = ticked(&asked);
    let is_chosen = |key: &otklik_domain::score::ledger::LedgerKey| chosen.contains(&code(key));
    let (losses, after) = scores::try_closing(&visit.ctx, id, organisation, &is_chosen).await?;
    let tree = explain(&counted.book, &counted.assessed, &counted.sheet);
    let scored = Scored {
        rulebook: &counted.book,
        sheet: &counted.sheet,
        tree: &tree,
        losses: &losses,
        year: Some(counted.round.value.year),
    };
    let what_if = (!chosen.is_empty()).then(|| match (&after.after.total, after.rise()) {
        (Some(total), Some(rise)) => format!(
            "Если исправить отмеченное, общий балл будет {} вместо {} ({})",
            figures::brief(total),
            after.before.total.as_ref().map_or_else(|| "–".to_owned(), figures::brief),
            figures::signed(&rise)
        ),
        _ => "Общего балла и тогда не будет: данных не хватает".to_owned(),
    });
    Ok(page::show(&ScorePage {
        shell: visit.staff_shell(format!("Проект оценки: {}", counted.organisation.name), "rounds"),
        id: id.to_string(),
        organisation: counted.organisation.id.to_string(),
        title: counted.round.value.title.clone(),
        finding: finding(&counted.sheet),
        warning: (counted.kept.is_some() && !counted.is_up_to_date)
            .then(|| "После расчёта данные изменились: посчитайте оценку заново.".to_owned()),
        sheet: Sheet::of(scored).without_losses(),
        losses: LossTable::of(&losses, Some(&chosen)),
        what_if,
        name: counted.organisation.name,
    }))
}
