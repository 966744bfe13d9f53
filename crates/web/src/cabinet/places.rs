//! Founders and territories: what organisations of the registry are gathered by.

use super::draft::{stale, version};
use crate::form::{FieldFault, Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::edition::Edition;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::record::{Kept, Version};
use otklik_app::registry;
use otklik_domain::registry::{Founder, Territory};

/// One founder or territory with the form that changes it; without an id, the form that makes one.
struct Place {
    id: String,
    edition: Edition,
    said: String,
    fields: Vec<Field>,
    /// It was tried last and something is wrong.
    is_open: bool,
}

#[derive(Template)]
#[template(path = "cabinet/places.html")]
struct PlacesPage {
    shell: Shell,
    errors: Errors,
    founders: Vec<Place>,
    territories: Vec<Place>,
}

/// `GET /cabinet/places`
pub(crate) async fn show(Staff(visit): Staff) -> Result<Response, Refused> {
    places_page(&visit, &Tried::default(), Vec::new()).await
}

/// `POST /cabinet/places/founders`
pub(crate) async fn keep_founder(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let kept = typed.get("id").parse().ok().map(|id| (id, version(&typed)));
    let territory = typed.get("territory").parse().ok();
    let said = registry::keep_founder(&visit.ctx, kept, typed.get("name"), typed.get("inn"), territory).await;
    after(&visit, &typed, "founder", said.map(drop)).await
}

/// `POST /cabinet/places/territories`
pub(crate) async fn keep_territory(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let kept = typed.get("id").parse().ok().map(|id| (id, version(&typed)));
    let parent = typed.get("territory").parse().ok();
    let said = registry::keep_territory(&visit.ctx, kept, typed.get("name"), typed.get("kind"), parent).await;
    after(&visit, &typed, "territory", said.map(drop)).await
}

async fn after(
    visit: &Visit,
    typed: &Typed,
    what: &str,
    said: Result<(), otklik_app::Refusal>,
) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other("/cabinet/places?done=kept")),
        Err(refused) => {
            let apart = apart(what, typed.get("id"));
            let stale = stale(&refused, typed);
            let here = |f: FieldFault| {
                let field = if f.field == "inn" { f.field } else { "name".to_owned() };
                FieldFault { field: format!("{field}-{apart}"), text: f.text }
            };
            let faults = faults_of(refused)?.into_iter().map(here).collect();
            let tried = Tried { typed: typed.clone(), apart, stale };
            places_page(visit, &tried, faults).await.map(refusal::invalid)
        }
    }
}

/// The form that was tried last, if any.
#[derive(Default)]
struct Tried {
    typed: Typed,
    apart: String,
    /// The version it named, when somebody had changed the record meanwhile.
    stale: Option<Version>,
}

/// What sets the ids of one form apart.
fn apart(what: &str, id: &str) -> String {
    format!("{what}{id}")
}

async fn places_page(visit: &Visit, tried: &Tried, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let (founders, territories) = registry::list_places(&visit.ctx).await?;
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "не указано"))
        .chain(territories.iter().map(|k| Choice::new(k.value.id.to_string(), k.value.name.clone())))
        .collect();
    let form = Form { tried, faults: &faults, choices: &choices };
    let mut founder_rows: Vec<Place> = founders.iter().map(|kept| form.founder(Some(kept))).collect();
    founder_rows.push(form.founder(None));
    let mut territory_rows: Vec<Place> = territories.iter().map(|kept| form.territory(Some(kept))).collect();
    territory_rows.push(form.territory(None));
    let title = if faults.is_empty() {
        "Учредители и территории"
    } else {
        "Ошибка: учредители и территории"
    };
    Ok(page::show(&PlacesPage {
        shell: visit.staff_shell(title, "organisations"),
        founders: founder_rows,
        territories: territory_rows,
        errors: Errors { faults },
    }))
}

/// What every form of the page is made of.
struct Form<'a> {
    tried: &'a Tried,
    faults: &'a [FieldFault],
    choices: &'a [Choice],
}

impl Form<'_> {
    fn founder(&self, kept: Option<&Kept<Founder>>) -> Place {
        let founder = kept.map(|k| &k.value);
        let id = founder.map(|f| f.id.to_string()).unwrap_or_default();
        let inn = founder.and_then(|f| f.inn.as_ref()).map(ToString::to_string).unwrap_or_default();
        let place = founder.and_then(|f| f.territory).map(|t| t.to_string()).unwrap_or_default();
        let name = founder.map(|f| f.name.clone()).unwrap_or_default();
        let said = if inn.is_empty() { name.clone() } else { format!("{name}, ИНН {inn}") };
        let fields = vec![
            Field::line("name", "Название учредителя", name),
            Field::line("inn", "ИНН", inn).hint("10 цифр, если знаете"),
            Field::choice("territory", "Где действует", place, self.choices.to_vec()),
        ];
        self.place(apart("founder", &id), id, kept.map(|k| k.version), said, fields)
    }

    fn territory(&self, kept: Option<&Kept<Territory>>) -> Place {
        let territory = kept.map(|k| &k.value);
        let id = territory.map(|t| t.id.to_string()).unwrap_or_default();
        let parent = territory.and_then(|t| t.parent).map(|t| t.to_string()).unwrap_or_default();
        let kind = territory.map(|t| t.kind.clone()).unwrap_or_default();
        let name = territory.map(|t| t.name.clone()).unwrap_or_default();
        let said = if kind.is_empty() { name.clone() } else { format!("{name}, {kind}") };
        let fields = vec![
            Field::line("name", "Название территории", name),
            Field::line("kind", "Вид", kind).hint("Например: регион, муниципальный район, поселение"),
            Field::choice("territory", "Входит в", parent, self.choices.to_vec()),
        ];
        self.place(apart("territory", &id), id, kept.map(|k| k.version), said, fields)
    }

    fn place(&self, apart: String, id: String, now: Option<Version>, said: String, fields: Vec<Field>) -> Place {
        let is_open = self.tried.apart == apart;
        let stale = self.tried.stale.filter(|_| is_open);
        let filled = self.filled(fields.clone(), &apart);
        let edition =
            now.map_or_else(Edition::default, |now| Edition::of(apart, now, stale).differing(&fields, &filled));
        Place { id, edition, said, fields: filled, is_open }
    }

    /// Fields with their ids set apart, and with what was typed and what is wrong where this form was tried.
    fn filled(&self, fields: Vec<Field>, apart: &str) -> Vec<Field> {
        let is_tried = self.tried.apart == apart;
        let one = |field: Field| {
            let mut field = field.apart(apart);
            if is_tried {
                self.tried.typed.get(&field.name).clone_into(&mut field.value);
            }
            let said = crate::form::fault(self.faults, &field.id).map(ToOwned::to_owned);
            field.faulty(said.as_deref())
        };
        fields.into_iter().map(one).collect()
    }
}
