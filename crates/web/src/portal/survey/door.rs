//! The ways to a questionnaire: a code typed from a poster, the places of an organisation.

use crate::form::{Asked, FieldFault};
use crate::portal::organisation;
use crate::refusal::{self, Refused};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::{Shell, organisation_nav, portal_nav};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::survey as surveys;

#[derive(Template)]
#[template(path = "portal/survey/code.html")]
struct CodePage {
    shell: Shell,
    errors: Errors,
    field: Field,
}

#[derive(Template)]
#[template(path = "portal/survey/places.html")]
struct PlacesPage {
    shell: Shell,
    slug: String,
    name: String,
    places: Vec<(String, String)>,
}

/// `GET /s?code=…`: a code of a survey, or of a questionnaire to go on with.
pub(crate) async fn code(visit: Visit, Asked(asked): Asked) -> Result<Response, Refused> {
    let Some(typed) = asked.filled("code") else {
        // Sent without a code is told from come for the first time.
        let is_sent = asked.0.iter().any(|(name, _)| name == "code");
        return Ok(if is_sent {
            refusal::invalid(code_page(&visit, "", Some("Впишите код с плаката или из своей ссылки")))
        } else {
            code_page(&visit, "", None)
        });
    };
    match surveys::find_door(&visit.ctx, typed).await {
        Ok(asking) => return Ok(refusal::see_other(&format!("/s/{}", asking.survey.code))),
        Err(Refusal::NotFound) => {}
        Err(why) => return Err(why.into()),
    }
    match surveys::find_begun_from(&visit.ctx, &visit.comer, typed).await {
        Ok(begun) => Ok(refusal::see_other(&format!("/a/{}", begun.code))),
        Err(Refusal::NotFound) => Ok(unknown(&visit, typed)),
        Err(why) => Err(why.into()),
    }
}

/// The page for a code that nobody knows: the code stands there to be mended.
pub(super) fn unknown(visit: &Visit, typed: &str) -> Response {
    refusal::missing(code_page(
        visit,
        typed,
        Some("Такого кода нет. Сверьте буквы и цифры с плакатом: букв О и I в кодах не бывает"),
    ))
}

fn code_page(visit: &Visit, typed: &str, fault: Option<&str>) -> Response {
    let field = Field::line("code", "Код", typed).hint("Восемь букв и цифр, например 7KX2-M4P9").faulty(fault);
    let faults = fault.map(|text| FieldFault { field: "code".to_owned(), text: text.to_owned() });
    let title = if fault.is_some() { "Ошибка: код опроса" } else { "Код опроса" };
    page::show(&CodePage {
        shell: visit.shell(title, portal_nav("")),
        errors: Errors { faults: faults.into_iter().collect() },
        field,
    })
}

/// `GET /o/{slug}/survey`: the questionnaire itself when one place is asked about, else the choice of a place.
pub(crate) async fn places(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let shown = match organisation::find(&visit, &slug, "/survey").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let running = surveys::running_places(&visit.ctx, shown.organisation.id).await?;
    if let [one] = running.as_slice() {
        return Ok(refusal::see_other(&format!("/s/{}", one.code)));
    }
    let name = organisation::name(&shown.organisation).to_owned();
    let place = |survey: otklik_app::record::Survey| {
        let words = if survey.branch.is_empty() { name.clone() } else { survey.branch };
        (survey.code.to_string(), words)
    };
    Ok(page::show(&PlacesPage {
        shell: visit.shell(format!("Опрос: {name}"), organisation_nav(&slug, "")),
        places: running.into_iter().map(place).collect(),
        slug,
        name,
    }))
}
