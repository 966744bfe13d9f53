//! Rounds of assessment: their list, opening one, changing its card.

use super::round_kinds as kinds;
use super::round_when as when;
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::Staff;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::{Kept, Round, RoundState, Version};
use otklik_app::score::{self as scores, RoundCard};
use otklik_domain::access::Verb;
use otklik_domain::ids::RoundId;
use otklik_domain::score::{BranchRule, EmptyRule, Policy, Rounding};
use std::collections::BTreeMap;

struct Row {
    href: String,
    title: String,
    rules: String,
    year: i16,
    state: &'static str,
    is_example: bool,
}

#[derive(Template)]
#[template(path = "cabinet/rounds.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    can_run: bool,
}

#[derive(Template)]
#[template(path = "cabinet/round_form.html")]
struct FormPage {
    shell: Shell,
    errors: Errors,
    heading: String,
    action: String,
    back: String,
    version: i64,
    /// The round this one follows, when it is carried over.
    after: String,
    fields: Vec<Field>,
}

/// The state of a round for people.
pub(super) fn state_words(state: RoundState) -> &'static str {
    match state {
        RoundState::Open => "открыта",
        RoundState::Closed => "закрыта",
    }
}

/// «Культура, редакция 2018»: a set of rules as people name it.
pub(crate) fn book_words(name: &str, edition: &str) -> String {
    let title = scores::rulebooks().iter().find(|book| book.name == name).map_or(name, |book| &book.title);
    format!("{title}, редакция {edition}")
}

/// An id of an address.
pub(super) fn id_of(text: &str) -> Result<RoundId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// `GET /cabinet/rounds`
pub(crate) async fn list(Staff(visit): Staff) -> Result<Response, Refused> {
    let rounds = scores::list_rounds(&visit.ctx).await?;
    let row = |kept: Kept<Round>| Row {
        href: format!("/cabinet/rounds/{}", kept.value.id),
        rules: book_words(&kept.value.rulebook.name, &kept.value.rulebook.edition),
        year: kept.value.year,
        state: state_words(kept.value.state),
        is_example: kept.value.is_example,
        title: kept.value.title,
    };
    Ok(page::show(&ListPage {
        shell: visit.staff_shell("Оценка", "rounds"),
        rows: rounds.into_iter().map(row).collect(),
        can_run: visit.ctx.may(Verb::RunRounds, None),
    }))
}

/// `GET /cabinet/rounds/new?after=…`: a fresh round, or the one after another.
pub(crate) async fn new(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::RunRounds, None)?;
    let before: Option<RoundId> = asked.get("after").parse().ok();
    let card = match before {
        Some(before) => scores::next_card(&visit.ctx, before).await?,
        None => RoundCard::new("culture", visit.ctx.today().year()),
    };
    let mut typed = typed_of(&card);
    typed.0.extend(before.map(|before| ("after".to_owned(), before.to_string())));
    Ok(form(&visit, None, &typed, Vec::new()))
}

/// `POST /cabinet/rounds/new`
pub(crate) async fn create(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::RunRounds, None)?;
    let card = match card_of(&typed) {
        Ok(card) => card,
        Err(faults) => return Ok(refusal::invalid(form(&visit, None, &typed, faults))),
    };
    let made = match typed.get("after").parse() {
        Ok(before) => scores::open_next_round(&visit.ctx, before, &card).await,
        Err(_) => scores::open_round(&visit.ctx, &card).await,
    };
    match made {
        Ok(id) => Ok(refusal::see_other(&format!("/cabinet/rounds/{id}?done=kept"))),
        Err(refused) => Ok(refusal::invalid(form(&visit, None, &typed, faults_of(refused)?))),
    }
}

/// `GET /cabinet/rounds/{id}/edit`
pub(crate) async fn card(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::RunRounds, None)?;
    let kept = scores::find_round(&visit.ctx, id_of(&id)?).await?;
    let card = scores::card_of(&kept.value);
    Ok(form(&visit, Some((kept.value.id, kept.version.0)), &typed_of(&card), Vec::new()))
}

/// `POST /cabinet/rounds/{id}/edit`
pub(crate) async fn edit(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    visit.ctx.demand(Verb::RunRounds, None)?;
    scores::find_round(&visit.ctx, id).await?;
    let version: i64 = typed.get("version").parse().unwrap_or(0);
    let said = match card_of(&typed) {
        Ok(card) => scores::edit_round(&visit.ctx, id, Version(version), &card).await,
        Err(faults) => return Ok(refusal::invalid(form(&visit, Some((id, version)), &typed, faults))),
    };
    match said {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/rounds/{id}?done=kept"))),
        Err(refused) => Ok(refusal::invalid(form(&visit, Some((id, version)), &typed, faults_of(refused)?))),
    }
}

fn typed_of(card: &RoundCard) -> Typed {
    let edition = card.edition.as_ref().map(|edition| format!("{}/{edition}", card.rulebook));
    let fields = [
        ("title", card.title.clone()),
        ("year", card.year.to_string()),
        ("rulebook", edition.unwrap_or_else(|| card.rulebook.clone())),
        ("rounding", card.policy.rounding.name().to_owned()),
        ("empty", card.policy.empty.name().to_owned()),
        ("branches", card.policy.branches.name().to_owned()),
        ("small_count", card.small_count.to_string()),
    ];
    let rest = when::typed(card).into_iter().chain(fields).map(|(name, value)| (name.to_owned(), value));
    Typed(rest.chain(kinds::typed(&card.policy)).collect())
}

fn card_of(typed: &Typed) -> Result<RoundCard, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut fault =
        |field: &str, text: &str| faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    let year = typed.whole("year").unwrap_or_else(|| {
        fault("year", "Год — четыре цифры, например 2026");
        0
    });
    let small_count = typed.whole("small_count").unwrap_or_else(|| {
        fault("small_count", "Число, например 5; 0 показывает всё");
        0
    });
    let (rulebook, edition) =
        typed.get("rulebook").split_once('/').map_or((typed.get("rulebook"), None), |(n, e)| (n, Some(e)));
    let kind_criteria = kinds::chosen(typed, rulebook, edition).unwrap_or_else(|wrong| {
        faults.extend(wrong);
        BTreeMap::new()
    });
    let (dates, parties) = when::read(typed, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(RoundCard {
        title: typed.get("title").to_owned(),
        edition: edition.map(ToOwned::to_owned),
        policy: Policy {
            rounding: Rounding::from_name(typed.get("rounding")).unwrap_or_default(),
            empty: EmptyRule::from_name(typed.get("empty")).unwrap_or_default(),
            branches: BranchRule::from_name(typed.get("branches")).unwrap_or_default(),
            kind_criteria,
        },
        small_count,
        dates,
        parties,
        ..RoundCard::new(rulebook, year)
    })
}

fn form(visit: &crate::visit::Visit, kept: Option<(RoundId, i64)>, typed: &Typed, faults: Vec<FieldFault>) -> Response {
    let books = scores::rulebooks().iter();
    let books =
        books.map(|b| Choice::new(format!("{}/{}", b.name, b.edition), format!("{}, редакция {}", b.title, b.edition)));
    let choices = |all: Vec<(&'static str, &'static str)>| -> Vec<Choice> {
        all.into_iter().map(|(name, text)| Choice::new(name, crate::ui::words::capital(text))).collect()
    };
    let get = |name: &str| typed.get(name).to_owned();
    let fields = [
        Field::line("title", "Название", get("title")).hint("Если не заполнить, составим из сферы и года"),
        Field::line("year", "Год, за который оценивают", get("year")),
        Field::choice("rulebook", "Сфера и редакция правил", get("rulebook"), books.collect()),
        Field::choice(
            "rounding",
            "Округление",
            get("rounding"),
            choices(Rounding::ALL.map(|r| (r.name(), r.words())).into()),
        ),
        Field::choice(
            "empty",
            "Если спросить было некого",
            get("empty"),
            choices(EmptyRule::ALL.map(|r| (r.name(), r.words())).into()),
        ),
        Field::choice(
            "branches",
            "Если у организации филиалы",
            get("branches"),
            choices(BranchRule::ALL.map(|r| (r.name(), r.words())).into()),
        ),
        Field::line("small_count", "Не показывать всем ответы меньшего числа людей, чем", get("small_count"))
            .hint("Чтобы по ответам нельзя было узнать человека. Обычно 5"),
    ];
    let with_fault = |field: Field| {
        let said = fault(&faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    let base = kept.map_or_else(|| "/cabinet/rounds".to_owned(), |(id, _)| format!("/cabinet/rounds/{id}"));
    let heading = match kept {
        Some(_) => "Изменить оценку",
        None if typed.filled("after").is_some() => "Следующий тур",
        None => "Новая оценка",
    };
    let title =
        if faults.is_empty() { heading.to_owned() } else { format!("Ошибка: {}", heading.to_lowercase()) };
    page::show(&FormPage {
        shell: visit.staff_shell(title, "rounds"),
        heading: heading.to_owned(),
        action: if kept.is_some() { format!("{base}/edit") } else { format!("{base}/new") },
        back: base,
        version: kept.map_or(0, |(_, version)| version),
        after: typed.get("after").to_owned(),
        fields: fields.into_iter().chain(when::fields(typed)).chain(kinds::fields(typed)).map(with_fault).collect(),
        errors: Errors { faults },
    })
}
