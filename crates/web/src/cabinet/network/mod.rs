//! One measure for many organisations: the list, writing one, the roll-up, changing it with a preview.
//!
//! In come words and ticks; out go pages. It refuses to decide which part may change: the verbs do.

pub(crate) mod change;
pub(crate) mod new;
pub(crate) mod one;
mod second;

use crate::form::{FieldFault, Typed, fault};
use crate::refusal::Refused;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::Staff;
use askama::Template;
use axum::response::Response;
use otklik_app::network::{self, NetworkBrief, NetworkTyped};
use otklik_app::score as scores;
use otklik_domain::access::Verb;
use otklik_domain::ids::NetworkId;

struct Row {
    href: String,
    text: String,
    term: String,
    parts: String,
}

#[derive(Template)]
#[template(path = "cabinet/network/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    may_write: bool,
}

fn id_of(id: &str) -> Result<NetworkId, Refused> {
    id.parse().map_err(|_| Refused::not_found())
}

/// `GET /cabinet/network`
pub(crate) async fn list(Staff(visit): Staff) -> Result<Response, Refused> {
    let found = network::networks(&visit.ctx).await?;
    let row = |it: &NetworkBrief| Row {
        href: format!("/cabinet/network/{}", it.whole.id),
        text: it.whole.text.clone(),
        term: it.whole.term.clone(),
        parts: words::count(it.n_parts, words::ORGANISATIONS),
    };
    Ok(page::show(&ListPage {
        shell: visit.staff_shell("Сетевые мероприятия", "plans"),
        rows: found.iter().map(row).collect(),
        may_write: visit.ctx.demand_somewhere(Verb::AdoptPlan).is_ok(),
    }))
}

fn read(typed: &Typed) -> NetworkTyped {
    let text = |name: &str| typed.get(name).to_owned();
    NetworkTyped {
        text: text("text"),
        term: text("term"),
        year: text("year"),
        indicator: text("indicator"),
        criterion: String::new(),
        about: text("about"),
        proof_words: text("proof_words"),
        reason: text("reason"),
        agreed: text("agreed"),
    }
}

/// Fields of the words of a network measure.
fn fields(typed: &NetworkTyped, faults: &[FieldFault], with_about: bool) -> Vec<Field> {
    let mut all = vec![
        Field::area("text", "Что нужно сделать", &typed.text).hint("Закупить таблички шрифтом Брайля"),
        Field::line("term", "Срок", &typed.term).hint("«до 1 сентября», «II квартал», «постоянно»"),
        Field::line("year", "Год", &typed.year).hint("Если в сроке его нет; пустое — ближайший год плана"),
        Field::line("proof_words", "Чем подтвердить", &typed.proof_words).hint("Фотография таблички, номер накладной"),
    ];
    if with_about {
        all.push(Field::choice("about", "Какой недостаток исправляет", &typed.about, things(&typed.about)));
        all.push(Field::line("indicator", "Показатель", &typed.indicator).hint("Например 3.2"));
    }
    all.push(
        Field::line("reason", "Почему меняется утверждённый план", &typed.reason)
            .hint("Нужно, если у кого-то из отмеченных план уже утверждён"),
    );
    all.push(Field::line("agreed", "Кто согласовал", &typed.agreed).hint("Должность, фамилия, письмо или акт"));
    let with_fault = |field: Field| {
        let said = fault(faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    all.into_iter().map(with_fault).collect()
}

/// Items of the rulebooks as things to mend, and the one that is named already where it is no item.
fn things(named: &str) -> Vec<Choice> {
    let mut all = vec![Choice::new("", "Не из перечня")];
    for item in scores::rulebooks().iter().flat_map(|book| &book.inspections).flat_map(|list| &list.items) {
        let value = format!("item:{}", item.code);
        if !all.iter().any(|known: &Choice| known.value == value) {
            all.push(Choice::new(value, item.shortcoming.clone().unwrap_or_else(|| item.title.clone())));
        }
    }
    if !all.iter().any(|known| known.value == named) {
        all.push(Choice::new(named, asked_about(named)));
    }
    all
}

/// A question or a list of a rulebook as a thing to mend.
fn asked_about(named: &str) -> String {
    let code = named.split_once(':').map_or(named, |(_, code)| code);
    let books = scores::rulebooks();
    let list = books.iter().flat_map(|book| &book.inspections).find(|list| list.code == code);
    let question = books.iter().flat_map(|book| &book.questionnaire.questions).find(|question| question.code == code);
    list.map(|list| list.title.clone())
        .or_else(|| question.map(|question| format!("Вопрос {}: {}", question.number, question.short)))
        .unwrap_or_else(|| "Из реестра недостатков".to_owned())
}
