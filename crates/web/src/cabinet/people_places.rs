//! What a person answers for: places given and taken back, several of them if need be.
//!
//! In come choices of an administrator; out go the places in words and forms to give one more. It refuses to leave the
//! house without somebody who can let people in: the verb does.

use super::people::id_of;
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::people::{self, Member};
use otklik_app::portal;
use otklik_app::scopes::{self, PlaceTyped};
use otklik_domain::access::Grant;
use otklik_domain::ids::PersonId;

/// A place that was given.
struct Given {
    key: String,
    words: String,
}

/// One form: a kind of place and its fields.
struct Giving {
    kind: &'static str,
    title: &'static str,
    text: &'static str,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "cabinet/people_places.html")]
struct PlacesPage {
    shell: Shell,
    errors: Errors,
    id: PersonId,
    name: String,
    role: &'static str,
    given: Vec<Given>,
    forms: Vec<Giving>,
    is_proved: bool,
}

/// `GET /cabinet/people/{id}/places`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let member = people::find_member(&visit.ctx, id_of(&id)?).await?;
    places_page(&visit, &member, &Typed::default(), Vec::new()).await
}

async fn places_page(
    visit: &Visit,
    member: &Member,
    typed: &Typed,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let id = member.person.id;
    let given = scopes::grants(&visit.ctx, id).await?;
    let has_house = given.iter().any(|place| place.grant == Grant::House);
    let title =
        if faults.is_empty() { "За что отвечает" } else { "Ошибка: за что отвечает" };
    Ok(page::show(&PlacesPage {
        shell: visit.staff_shell(title, "people"),
        id,
        name: member.person.name.clone(),
        role: member.role.map_or("роль неизвестна", |role| role.in_words()),
        given: given.into_iter().map(|place| Given { key: place.grant.key(), words: place.words }).collect(),
        forms: forms(visit, typed, &faults, has_house).await?,
        is_proved: visit.ctx.is_proved(),
        errors: Errors { faults },
    }))
}

async fn forms(visit: &Visit, typed: &Typed, faults: &[FieldFault], has_house: bool) -> Result<Vec<Giving>, Refused> {
    let choices = portal::choices(&visit.ctx).await?;
    let with_none = |none: &str, all: Vec<Choice>| std::iter::once(Choice::new("", none)).chain(all).collect();
    let named = choices.territories.iter().map(|t| Choice::new(t.id.to_string(), format!("{} {}", t.kind, t.name)));
    let territories = with_none("выберите территорию", named.collect());
    let named = choices.founders.iter().map(|founder| Choice::new(founder.id.to_string(), founder.name.clone()));
    let founders = with_none("выберите учредителя", named.collect());
    let field = |field: Field| {
        let said = fault(faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    let territory = Field::choice("territory", "Территория", typed.get("territory"), territories);
    let founder = Field::choice("founder", "Учредитель", typed.get("founder"), founders);
    let organisation =
        Field::line("organisation", "Организация", typed.get("organisation")).hint("ИНН или название, как в реестре");
    let branch = Field::line("branch", "Филиал, если только он", typed.get("branch"))
        .hint("Название, как в карточке организации. Пусто: вся организация с филиалами");
    let mut forms = vec![
        Giving {
            kind: "organisation",
            title: "Организация или филиал",
            text: "Дать организацию",
            fields: vec![field(organisation), field(branch)],
        },
        Giving {
            kind: "territory",
            title: "Территория со всем, что в неё входит",
            text: "Дать территорию",
            fields: vec![field(territory)],
        },
        Giving {
            kind: "founder",
            title: "Все организации учредителя",
            text: "Дать учредителя",
            fields: vec![field(founder)],
        },
    ];
    if !has_house {
        forms.push(Giving {
            kind: "house",
            title: "Все организации",
            text: "Дать все организации",
            fields: Vec::new(),
        });
    }
    Ok(forms)
}

/// `POST /cabinet/people/{id}/places`
pub(crate) async fn give(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let member = people::find_member(&visit.ctx, id_of(&id)?).await?;
    let get = |name: &str| typed.get(name).to_owned();
    let place = PlaceTyped {
        kind: get("kind"),
        territory: get("territory"),
        founder: get("founder"),
        organisation: get("organisation"),
        branch: get("branch"),
    };
    let id = member.person.id;
    let said = match scopes::read_place(&visit.ctx, &place).await {
        Ok(place) => scopes::grant(&visit.ctx, id, place).await,
        Err(refused) => Err(refused),
    };
    after(&visit, &member, &typed, said, "place-given").await
}

/// `POST /cabinet/people/{id}/places/take`
pub(crate) async fn take(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let member = people::find_member(&visit.ctx, id_of(&id)?).await?;
    let id = member.person.id;
    let given = scopes::grants(&visit.ctx, id).await?;
    let place = given.into_iter().find(|place| place.grant.key() == typed.get("place"));
    let place = place.ok_or_else(Refused::not_found)?.grant;
    let said = scopes::revoke_grant(&visit.ctx, id, place).await;
    after(&visit, &member, &Typed::default(), said, "place-taken").await
}

async fn after(
    visit: &Visit,
    member: &Member,
    typed: &Typed,
    said: Result<(), otklik_app::Refusal>,
    done: &str,
) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/people/{}/places?done={done}", member.person.id))),
        Err(refused) => {
            // What is said of no field of this page leads nowhere.
            let known = ["territory", "founder", "organisation", "branch"];
            let bare = |fault: FieldFault| match known.contains(&fault.field.as_str()) {
                true => fault,
                false => FieldFault { field: String::new(), ..fault },
            };
            let faults = faults_of(refused)?.into_iter().map(bare).collect();
            places_page(visit, member, typed, faults).await.map(refusal::invalid)
        }
    }
}
