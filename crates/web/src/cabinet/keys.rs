//! Keys for programs: made here with a name, shown once, taken back.
//!
//! In comes what a key is for; out goes its secret, this one time. Only its hash is kept, so nobody can show it again.

use crate::form::{FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::people;
use otklik_app::record::ApiToken;

struct Key {
    id: String,
    name: String,
    made: String,
    revoked: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/keys.html")]
struct KeysPage {
    shell: Shell,
    errors: Errors,
    secret: Option<String>,
    name: Field,
    keys: Vec<Key>,
}

/// `GET /cabinet/keys`
pub(crate) async fn show(Staff(visit): Staff) -> Result<Response, Refused> {
    keys_page(&visit, None, visit.unsent("name"), Vec::new()).await
}

async fn keys_page(
    visit: &Visit,
    secret: Option<String>,
    typed: &str,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let keys = people::keys(&visit.ctx).await?;
    let title = if faults.is_empty() {
        "Ключи для программ"
    } else {
        "Ошибка: ключи для программ"
    };
    Ok(page::show(&KeysPage {
        shell: visit.staff_shell(title, "keys"),
        name: Field::line("name", "Для какой программы ключ", typed)
            .hint("Например: сайт управления культуры")
            .faulty(fault(&faults, "name")),
        errors: Errors { faults },
        secret,
        keys: keys.into_iter().map(|key| line(visit, key)).collect(),
    }))
}

fn line(visit: &Visit, key: ApiToken) -> Key {
    let day = |at: jiff::Timestamp| words::date(at.to_zoned(visit.ctx.house.zone.clone()).date());
    Key { id: key.id.to_string(), name: key.name, made: day(key.at), revoked: key.revoked_at.map(day) }
}

/// `POST /cabinet/keys`: the answer is the only page that ever shows the key.
pub(crate) async fn make(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let name = typed.get("name");
    match people::make_key(&visit.ctx, name).await {
        Ok(secret) => keys_page(&visit, Some(secret), "", Vec::new()).await,
        Err(refused) => keys_page(&visit, None, name, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/keys/{id}/revoke`
pub(crate) async fn revoke(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    let id = id.parse().map_err(|_| Refused::not_found())?;
    people::revoke_key(&visit.ctx, id).await?;
    Ok(refusal::see_other("/cabinet/keys?done=revoked"))
}
