//! Leaving many answers out: first what that would do, then the reason, then the deed. It can be taken back whole.

use super::{FigureLine, figure, pick, pick_in_words};
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::integrity;
use otklik_app::survey as surveys;

#[derive(Template)]
#[template(path = "cabinet/answers/exclude.html")]
struct ExcludePage {
    shell: Shell,
    errors: Errors,
    code: String,
    pick: String,
    what: &'static str,
    n: usize,
    figures: Vec<FigureLine>,
    reason: Field,
}

/// `GET /cabinet/surveys/{id}/exclude?pick=…`
pub(crate) async fn before_excluding(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    exclude_page(&visit, &code, &asked, Vec::new()).await
}

async fn exclude_page(visit: &Visit, code: &str, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let survey = surveys::find_asking(&visit.ctx, code).await?.survey;
    let picked = typed.get("pick");
    let shown = integrity::preview(&visit.ctx, survey.organisation, survey.id, &pick(picked)).await?;
    let title = if faults.is_empty() {
        "Исключить анкеты"
    } else {
        "Ошибка: исключить анкеты"
    };
    Ok(page::show(&ExcludePage {
        shell: visit.staff_shell(title, "rounds"),
        code: survey.code.to_string(),
        pick: picked.to_owned(),
        what: pick_in_words(picked),
        n: shown.n,
        figures: vec![figure("Сейчас", &shown.beside.counted), figure("Если исключить", &shown.beside.without_flagged)],
        reason: Field::area("reason", "Почему исключаем", typed.get("reason"))
            .hint("Причина останется в журнале у каждой анкеты и будет опубликована вместе с методикой")
            .faulty(fault(&faults, "reason")),
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/surveys/{id}/exclude`
pub(crate) async fn exclude(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let survey = surveys::find_asking(&visit.ctx, &code).await?.survey;
    let seen = (typed.whole("n").unwrap_or(usize::MAX), typed.get("reason"));
    let picked = pick(typed.get("pick"));
    match integrity::exclude_many(&visit.ctx, survey.organisation, survey.id, &picked, seen).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/surveys/{}/answers?done=excluded", survey.code))),
        Err(why) => exclude_page(&visit, &code, &typed, faults_of(why)?).await.map(refusal::invalid),
    }
}
