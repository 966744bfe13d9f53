//! «Мои мероприятия»: what is to be done, due first, then what was said to be done.

use super::Mine;
use crate::refusal::Refused;
use crate::standing;
use crate::ui::components::state::State;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use askama::Template;
use axum::response::Response;
use otklik_app::links::{self, MyMeasure};

struct Row {
    href: String,
    state: State,
    text: String,
    note: String,
    /// The name a report from here will have.
    name: String,
}

#[derive(Template)]
#[template(path = "mine/list.html")]
struct ListPage {
    shell: Shell,
    day: String,
    finding: String,
    to_do: Vec<Row>,
    done: Vec<Row>,
}

/// `GET /m`
pub(crate) async fn show(mine: Mine) -> Result<Response, Refused> {
    let all = links::mine(&mine.guest).await?;
    let (to_do, done): (Vec<&MyMeasure>, Vec<&MyMeasure>) = all.iter().partition(|one| one.is_to_do());
    Ok(page::show(&ListPage {
        shell: mine.shell("Мои мероприятия"),
        day: words::capital(&words::weekday_date(mine.guest.today())),
        finding: finding(to_do.len()),
        to_do: to_do.into_iter().map(|one| row(&mine, one)).collect(),
        done: done.into_iter().map(|one| row(&mine, one)).collect(),
    }))
}

fn finding(n: usize) -> String {
    match n {
        0 => "Всё отмечено. Сейчас ничего делать не нужно".to_owned(),
        n => format!("Нужно сделать: {}", words::count(n, ["дело", "дела", "дел"])),
    }
}

fn row(mine: &Mine, one: &MyMeasure) -> Row {
    let again = one.asks_again.map(|day| format!("подтвердите снова до {}", words::date_brief(day)));
    let due = || one.row.due_on.map(|day| format!("до {}", words::date_brief(day)));
    let term = again.or_else(due);
    let term = term.or_else(|| one.row.deadline_as_written.clone()).unwrap_or_else(|| "срок не указан".to_owned());
    let reminded = one.reminded_on.filter(|_| one.is_to_do());
    let reminded = reminded.map(|day| format!(" · напомнили {}", words::date_brief(day))).unwrap_or_default();
    Row {
        name: mine.guest.fresh_name().to_string(),
        href: format!("/m/measures/{}", one.row.id),
        state: standing::standing(one.row.state, one.lateness, one.row.deadline_kind),
        text: words::capital(&one.row.text),
        note: format!("{term} · {}{reminded}", one.row.organisation_name),
    }
}
