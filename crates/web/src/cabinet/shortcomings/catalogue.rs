//! The catalogue of typical measures: the program's suggestions, and the house's own words.

use super::roubles;
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::record::Version;
use otklik_app::score as scores;
use otklik_app::shortcomings::{self, CatalogueView, TypicalTyped};
use otklik_domain::rulebook::{Certainty, Rulebook};
use otklik_domain::shortcoming::{Proof, Typical};

struct Row {
    text: String,
    covers: String,
    proof: String,
    term: String,
    cost: String,
    sure: &'static str,
    /// Id, version and whether it is offered no more, of the house's own.
    own: Option<(String, i64, bool)>,
}

#[derive(Template)]
#[template(path = "cabinet/shortcomings/catalogue.html")]
struct CataloguePage {
    shell: Shell,
    errors: Errors,
    sector: String,
    title: String,
    sectors: Field,
    rows: Vec<Row>,
    fields: Vec<Field>,
    may_write: bool,
}

/// `GET /cabinet/catalogue?sector=…`
pub(crate) async fn show(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    catalogue_page(&visit, &asked, Vec::new()).await
}

async fn catalogue_page(visit: &Visit, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let sector = typed.filled("sector").unwrap_or("culture");
    let view = shortcomings::catalogue(&visit.ctx, sector).await?;
    let sectors = scores::rulebooks().iter().map(|book| Choice::new(book.name.clone(), book.title.clone())).collect();
    let title = if faults.is_empty() { "Типовые меры" } else { "Ошибка: типовые меры" };
    let with_fault = |field: Field| {
        let said = fault(&faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    Ok(page::show(&CataloguePage {
        shell: visit.staff_shell(title, "plans"),
        sector: view.book.name.clone(),
        title: view.book.title.clone(),
        sectors: Field::choice("sector", "Сфера", &view.book.name, sectors),
        rows: rows(&view),
        fields: fields(typed, view.book).into_iter().map(with_fault).collect(),
        may_write: view.may_write,
        errors: Errors { faults },
    }))
}

fn rows(view: &CatalogueView) -> Vec<Row> {
    let own = view.own.iter().map(|kept| Row {
        own: Some((kept.value.id.to_string(), kept.version.0, kept.value.is_retired)),
        sure: "запись вашей организации",
        ..row(&kept.value.typical, view.book)
    });
    own.chain(view.carried.iter().map(|typical| row(typical, view.book))).collect()
}

/// «Фотография стенда с датой»: the kind of proof is named only where its words do not begin with it.
fn proof(typical: &Typical) -> String {
    let kind = typical.proof.in_words();
    let is_said = typical.proof_words.to_lowercase().starts_with(&kind.to_lowercase());
    let words = words::capital(&typical.proof_words);
    if is_said { words } else { format!("{}: {words}", words::capital(kind)) }
}

fn row(typical: &Typical, book: &Rulebook) -> Row {
    let covers: Vec<String> = typical.covers.iter().map(|name| named(book, name)).collect();
    Row {
        text: typical.text.replace("{…}", "(чего не хватает)"),
        covers: covers.join("; "),
        proof: proof(typical),
        term: typical
            .term
            .replace("{год}", "{year}")
            .replace("{year} года", "года плана")
            .replace("{year}", "года плана"),
        cost: typical.cost.map(roubles).unwrap_or_else(|| crate::ui::figures::NONE.to_owned()),
        sure: match typical.certainty {
            Certainty::Seen | Certainty::Practice => "встречается в планах организаций",
            Certainty::Derived => "наше предложение по смыслу показателя",
            Certainty::Remembered => "по памяти, проверьте",
        },
        own: None,
    }
}

/// What a code means, for people.
fn named(book: &Rulebook, name: &str) -> String {
    let items = book.inspections.iter().flat_map(|list| &list.items);
    let item = || items.into_iter().find(|item| item.code == name);
    if let Some(list) = book.inspection(name) {
        return list.title.clone();
    }
    if let Some(question) = book.question(name) {
        return format!("вопрос {}: {}", question.number, question.short);
    }
    if let Some(item) = item() {
        return item.shortcoming.clone().unwrap_or_else(|| item.title.clone());
    }
    if name.contains('.') { format!("показатель {name}") } else { format!("критерий {name}") }
}

fn fields(typed: &Typed, book: &Rulebook) -> Vec<Field> {
    let pick = |word: &str, all: Vec<Choice>| std::iter::once(Choice::new("", word)).chain(all).collect::<Vec<_>>();
    let mut covers: Vec<String> = Vec::new();
    for list in &book.inspections {
        covers.push(list.code.clone());
        covers.extend(list.items.iter().map(|item| item.code.clone()));
    }
    covers.extend(book.questionnaire.counted().map(|question| question.code.clone()));
    covers.extend(book.indicators.iter().map(|rule| rule.indicator.to_string()));
    let covers =
        covers.into_iter().map(|code| Choice::new(code.clone(), words::capital(&named(book, &code)))).collect();
    let proofs = Proof::ALL.map(|it| Choice::new(it.name(), words::capital(it.in_words()))).into();
    vec![
        Field::choice("covers", "Что исправляет", typed.get("covers"), pick("Выберите", covers)),
        Field::area("text", "Мера", typed.get("text")),
        Field::choice("proof", "Чем подтверждают", typed.get("proof"), pick("Выберите", proofs)),
        Field::line("proof_words", "Что именно", typed.get("proof_words")).hint("Например: фотография таблички"),
        Field::line("term", "Обычный срок", typed.get("term"))
            .hint("«до 1 июня {год} года», «постоянно», «ежеквартально»; вместо {год} встанет год плана"),
        Field::line("cost_from", "Стоимость от, ₽", typed.get("cost_from")).hint("Пустое, если неизвестно"),
        Field::line("cost_to", "Стоимость до, ₽", typed.get("cost_to")),
    ]
}

/// `POST /cabinet/catalogue`: adds an entry, or says whether one is offered.
pub(crate) async fn change(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let sector = typed.filled("sector").unwrap_or("culture").to_owned();
    let text = |name: &str| typed.get(name).to_owned();
    let said = if typed.get("action") == "offer" {
        let id = typed.get("entry").parse().map_err(|_| Refused::not_found())?;
        let version = Version(typed.get("version").parse().unwrap_or(0));
        shortcomings::retire_typical(&visit.ctx, &sector, id, version, typed.get("retired") == "1").await
    } else {
        let written = TypicalTyped {
            covers: text("covers"),
            text: text("text"),
            proof: text("proof"),
            proof_words: text("proof_words"),
            term: text("term"),
            cost_from: text("cost_from"),
            cost_to: text("cost_to"),
        };
        shortcomings::write_typical(&visit.ctx, &sector, &written).await.map(drop)
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/catalogue?sector={sector}&done=kept"))),
        Err(refused) => catalogue_page(&visit, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}
