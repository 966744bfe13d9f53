//! One-time codes of the second step: turning them on and off, recovery codes.
//!
//! In comes the first code; out go the recovery codes, on this one page. It refuses to show a key that was confirmed.

use crate::comer::Knocking;
use crate::form::{FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use otklik_app::people::{self, Enrolment};

#[derive(Template)]
#[template(path = "cabinet/me_codes.html")]
struct CodesPage {
    shell: Shell,
    errors: Errors,
    enrolment: Enrolment,
    code: Field,
}

#[derive(Template)]
#[template(path = "cabinet/me_recovery.html")]
struct RecoveryPage {
    shell: Shell,
    codes: Vec<String>,
}

/// `GET /cabinet/me/codes`
pub(crate) async fn show(Staff(visit): Staff, State(web): State<Web>) -> Result<Response, Refused> {
    codes_page(&visit, &web, Vec::new()).await
}

async fn codes_page(visit: &Visit, web: &Web, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let enrolment = people::begin_codes(&visit.ctx, &web.door).await?;
    let title = if faults.is_empty() {
        "Одноразовые коды"
    } else {
        "Ошибка: одноразовые коды"
    };
    let code = Field::line("code", "Код из приложения", "")
        .hint("Шесть цифр")
        .filled_by("one-time-code")
        .faulty(fault(&faults, "code"));
    Ok(page::show(&CodesPage { shell: visit.staff_shell(title, "me"), errors: Errors { faults }, enrolment, code }))
}

/// `POST /cabinet/me/codes`: the answer is the only page that shows the recovery codes.
pub(crate) async fn confirm(
    Staff(visit): Staff,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    match people::confirm_codes(&visit.ctx, &web.door, typed.get("code"), &comer).await {
        Ok(codes) => Ok(recovery_page(&visit, codes)),
        Err(refused) => codes_page(&visit, &web, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/me/codes/recovery`
pub(crate) async fn renew(Staff(visit): Staff, Signed(_): Signed) -> Result<Response, Refused> {
    Ok(recovery_page(&visit, people::new_recovery_codes(&visit.ctx).await?))
}

fn recovery_page(visit: &Visit, codes: Vec<String>) -> Response {
    page::show(&RecoveryPage { shell: visit.staff_shell("Запасные коды", "me"), codes })
}

/// `POST /cabinet/me/codes/off`
pub(crate) async fn off(Staff(visit): Staff, Signed(_): Signed) -> Result<Response, Refused> {
    people::turn_off_codes(&visit.ctx).await?;
    Ok(refusal::see_other("/cabinet/me?done=codes-off"))
}
