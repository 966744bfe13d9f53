//! The ledger of printed sheets: a round's surveys, a survey's lots, what became of a lot.

use super::{lot_of, version_of};
use crate::cabinet::rounds::id_of;
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::sheets::{self, LotCard, LotLine, Place};
use otklik_domain::access::Verb;
use otklik_domain::survey::SheetNumber;
use otklik_domain::typed::whole_or_nothing;

struct PlaceRow {
    code: String,
    groups: String,
    organisation: String,
    branch: String,
}

#[derive(Template)]
#[template(path = "cabinet/sheets/round.html")]
struct RoundPage {
    shell: Shell,
    id: String,
    title: String,
    rows: Vec<PlaceRow>,
    can_key: bool,
    /// Who makes second entries may be chosen.
    can_choose: bool,
    /// Another person is asked for.
    asks_other: bool,
}

struct LotRow {
    id: String,
    numbers: String,
    given_to: String,
    given_on: String,
    counts: String,
    differences: Vec<String>,
    n_counted: u32,
}

#[derive(Template)]
#[template(path = "cabinet/sheets/ledger.html")]
struct LedgerPage {
    shell: Shell,
    errors: Errors,
    code: String,
    groups: String,
    name: String,
    round: String,
    total: String,
    rows: Vec<LotRow>,
    fields: Vec<Field>,
}

struct DisputeRow {
    href: String,
    number: String,
}

#[derive(Template)]
#[template(path = "cabinet/sheets/lot.html")]
struct LotPage {
    shell: Shell,
    errors: Errors,
    code: String,
    name: String,
    id: String,
    version: i64,
    numbers: String,
    counts: String,
    differences: Vec<String>,
    disputed: Vec<DisputeRow>,
    n_keyed: u32,
    n_second: u32,
    n_counted: u32,
    n_to_count: u32,
    fields: Vec<Field>,
}

/// `GET /cabinet/rounds/{id}/sheets`
pub(crate) async fn round(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let found = sheets::round_places(&visit.ctx, id_of(&id)?).await?;
    let rows = found.places.into_iter().map(|(survey, organisation)| PlaceRow {
        code: survey.code.to_string(),
        groups: survey.code.in_groups(),
        organisation,
        branch: survey.branch,
    });
    Ok(page::show(&RoundPage {
        shell: visit.staff_shell("Опросы на бумаге и по телефону", "rounds"),
        id: found.round.id.to_string(),
        title: found.round.title,
        rows: rows.collect(),
        can_key: visit.ctx.demand_somewhere(Verb::KeyAnswers).is_ok(),
        can_choose: visit.ctx.may(Verb::RunRounds, None),
        asks_other: sheets::asks_second_person(&visit.ctx, found.round.id).await?,
    }))
}

/// `POST /cabinet/rounds/{id}/sheets`: who makes second entries.
pub(crate) async fn choose(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    sheets::choose_second_person(&visit.ctx, id, typed.get("second") == "other").await?;
    Ok(refusal::see_other(&format!("/cabinet/rounds/{id}/sheets?done=kept")))
}

/// `GET /cabinet/blanks/{code}`
pub(crate) async fn show(Staff(visit): Staff, Path(code): Path<String>) -> Result<Response, Refused> {
    ledger(&visit, &code, &Typed::default(), Vec::new()).await
}

/// `POST /cabinet/blanks/{code}`: a new lot.
pub(crate) async fn print(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    // What is no number is no number of sheets: the verb says how many there may be.
    let n = typed.whole("n").unwrap_or(0);
    match sheets::print_lot(&visit.ctx, &code, n, typed.get("given_to")).await {
        Ok(id) => Ok(refusal::see_other(&format!("/cabinet/blanks/{code}/lots/{id}?done=printed"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(ledger(&visit, &code, &typed, faults).await?))
        }
    }
}

async fn ledger(visit: &Visit, code: &str, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let found = sheets::ledger(&visit.ctx, code).await?;
    let sum = |of: fn(&LotLine) -> u32| found.lines.iter().map(of).sum::<u32>();
    let total = format!(
        "выдано {}, вернулось {}, введено {}, учтено {}",
        sum(|line| line.lot.value.n_printed()),
        sum(|line| line.lot.value.n_returned),
        sum(|line| line.n_keyed),
        sum(|line| line.n_counted)
    );
    let heading =
        if faults.is_empty() { "Бумажные анкеты" } else { "Ошибка: бумажные анкеты" };
    Ok(page::show(&LedgerPage {
        shell: visit.staff_shell(heading, "rounds"),
        code: found.place.survey.code.to_string(),
        groups: found.place.survey.code.in_groups(),
        name: found.place.name(),
        round: found.place.round.id.to_string(),
        total,
        rows: found.lines.iter().map(|line| row(&found.place, line)).collect(),
        fields: vec![
            Field::line("n", "Сколько бланков напечатать", typed.get("n"))
                .hint(format!("От 1 до {}", sheets::LOT_MAX))
                .faulty(fault(&faults, "n")),
            Field::line("given_to", "Кому их отдадут", typed.get("given_to"))
                .hint("Должность, без фамилии: «администратор зала». Можно заполнить потом")
                .faulty(fault(&faults, "given_to")),
        ],
        errors: Errors { faults },
    }))
}

fn row(place: &Place, line: &LotLine) -> LotRow {
    LotRow {
        id: line.lot.value.id.to_string(),
        numbers: numbers(place, line),
        given_to: line.lot.value.given_to.clone(),
        given_on: words::date(line.lot.value.given_on),
        counts: line.in_words(),
        differences: line.differences(),
        n_counted: line.n_counted,
    }
}

/// «№ 00001-К – 00100-М».
pub(super) fn numbers(place: &Place, line: &LotLine) -> String {
    let printed = |number| SheetNumber::new(number).map(|it| it.printed(&place.survey.code)).unwrap_or_default();
    format!("№ {} – {}", printed(line.lot.value.first), printed(line.lot.value.last))
}

/// `GET /cabinet/blanks/{code}/lots/{id}`
pub(crate) async fn lot(Staff(visit): Staff, Path((code, id)): Path<(String, String)>) -> Result<Response, Refused> {
    lot_page(&visit, &code, &id, None, Vec::new()).await
}

/// `POST /cabinet/blanks/{code}/lots/{id}`: to whom it was given, what came back.
pub(crate) async fn edit(
    Staff(visit): Staff,
    Path((code, id)): Path<(String, String)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let card = match card_of(&typed) {
        Ok(card) => card,
        Err(faults) => return Ok(refusal::invalid(lot_page(&visit, &code, &id, Some(&typed), faults).await?)),
    };
    match sheets::edit_lot(&visit.ctx, &code, lot_of(&id)?, version_of(&typed), &card).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/blanks/{code}/lots/{id}?done=kept"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(lot_page(&visit, &code, &id, Some(&typed), faults).await?))
        }
    }
}

fn card_of(typed: &Typed) -> Result<LotCard, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut count = |name: &str| {
        whole_or_nothing(typed.get(name)).map(Option::unwrap_or_default).unwrap_or_else(|_| {
            faults.push(FieldFault {
                field: name.to_owned(), text: "Напишите число бланков цифрами".to_owned()
            });
            0
        })
    };
    let (n_returned, n_spoiled) = (count("n_returned"), count("n_spoiled"));
    let card = LotCard { given_to: typed.get("given_to").to_owned(), n_returned, n_spoiled };
    if faults.is_empty() { Ok(card) } else { Err(faults) }
}

async fn lot_page(
    visit: &Visit,
    code: &str,
    id: &str,
    typed: Option<&Typed>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let (place, line) = sheets::lot(&visit.ctx, code, lot_of(id)?).await?;
    let kept = &line.lot.value;
    let value = |name: &str, kept: String| typed.map_or(kept, |typed| typed.get(name).to_owned());
    let version = typed.map_or(line.lot.version, version_of).0;
    let heading =
        if faults.is_empty() { "Партия бланков" } else { "Ошибка: партия бланков" };
    let disputed = line.disputed.iter().filter_map(|number| {
        let number = SheetNumber::new(*number)?.printed(&place.survey.code);
        let href = format!("/cabinet/keying/{}/settle?number={}", place.survey.code, crate::form::escape(&number));
        Some(DisputeRow { href, number })
    });
    Ok(page::show(&LotPage {
        shell: visit.staff_shell(heading, "rounds"),
        code: place.survey.code.to_string(),
        name: place.name(),
        id: kept.id.to_string(),
        version,
        numbers: numbers(&place, &line),
        counts: line.in_words(),
        differences: line.differences(),
        disputed: disputed.collect(),
        n_keyed: line.n_keyed,
        n_second: line.n_second,
        n_counted: line.n_counted,
        n_to_count: line.n_keyed - line.n_counted,
        fields: vec![
            Field::line("given_to", "Кому отдали", value("given_to", kept.given_to.clone()))
                .hint("Должность, без фамилии")
                .faulty(fault(&faults, "given_to")),
            Field::line("n_returned", "Вернулось заполненных", value("n_returned", kept.n_returned.to_string()))
                .faulty(fault(&faults, "n_returned")),
            Field::line("n_spoiled", "Вернулось испорченных и пустых", value("n_spoiled", kept.n_spoiled.to_string()))
                .faulty(fault(&faults, "n_spoiled")),
        ],
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/blanks/{code}/lots/{id}/count`
pub(crate) async fn count(
    Staff(visit): Staff,
    Path((code, id)): Path<(String, String)>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    match sheets::count_lot(&visit.ctx, &code, lot_of(&id)?).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/blanks/{code}/lots/{id}?done=sheets-counted"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(lot_page(&visit, &code, &id, None, faults).await?))
        }
    }
}
