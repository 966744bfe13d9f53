//! Proving once more who one is, before acts that open doors.
//!
//! In comes the password; out goes the way back to where one was. It refuses to lead to another site.

use crate::comer::Knocking;
use crate::form::{Asked, FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::look::local_path;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use otklik_app::people;

#[derive(Template)]
#[template(path = "cabinet/proof.html")]
struct ProofPage {
    shell: Shell,
    errors: Errors,
    back: String,
    fields: Vec<Field>,
    /// Through what else one may prove it, where an outer account is tied.
    outer: Option<String>,
}

/// `GET /cabinet/me/proof?back=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    State(web): State<Web>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    proof_page(&visit, &web, asked.get("back"), Vec::new()).await
}

async fn proof_page(visit: &Visit, web: &Web, back: &str, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let own = people::own(&visit.ctx).await?;
    let password = Field::secret("password", "Пароль").filled_by("current-password").faulty(fault(&faults, "password"));
    let code =
        Field::line("code", "Или код из приложения", "").filled_by("one-time-code").faulty(fault(&faults, "code"));
    let fields = [own.password_at.map(|_| password), own.totp_at.map(|_| code)];
    let title = if faults.is_empty() {
        "Подтвердите вход"
    } else {
        "Ошибка: подтвердите вход"
    };
    let is_tied = !people::list_outer_accounts(&visit.ctx).await?.is_empty();
    Ok(page::show(&ProofPage {
        outer: people::outer_title(&web.house, &web.door).await?.filter(|_| is_tied),
        shell: visit.staff_shell(title, "me"),
        errors: Errors { faults },
        back: local_path(back).to_owned(),
        fields: fields.into_iter().flatten().collect(),
    }))
}

/// `POST /cabinet/me/proof`
pub(crate) async fn prove(
    Staff(visit): Staff,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (back, password) = (typed.get("back"), typed.exactly("password"));
    let said = match typed.filled("code") {
        Some(code) => people::prove_by_code(&visit.ctx, &web.door, visit.secret(), code, &comer).await,
        None => people::prove_by_password(&visit.ctx, &web.door, visit.secret(), password, &comer).await,
    };
    match said {
        Ok(()) => Ok(refusal::see_other(local_path(back))),
        Err(refused) => proof_page(&visit, &web, back, faults_of(refused)?).await.map(refusal::invalid),
    }
}
