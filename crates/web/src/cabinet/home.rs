//! The first page of the cabinet: what to do now, then figures.

use crate::form::Signed;
use crate::refusal::{self, Refused};
use crate::standing;
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::record::{DraftState, PageAsked, RegisterQuery, View};
use otklik_app::register::{self, RegisterPage, SOON_DAYS};
use otklik_app::{drafts, examples, links};
use otklik_domain::access::Verb;
use otklik_domain::plan::MeasureState;

/// How many things are shown; more than seven nobody does today.
const SHOWN_MAX: usize = 7;

struct Todo {
    state: State,
    href: String,
    text: String,
    note: String,
    action: &'static str,
}

#[derive(Template)]
#[template(path = "cabinet/home.html")]
struct HomePage {
    shell: Shell,
    day: String,
    todos: Vec<Todo>,
    facts: Vec<(&'static str, String, String)>,
    shows_examples: bool,
    can_edit: bool,
    gives_links: bool,
    has_only_branches: bool,
}

/// `GET /cabinet`
pub(crate) async fn show(Staff(visit): Staff) -> Result<Response, Refused> {
    let today = visit.ctx.today();
    let of = |change: &dyn Fn(&mut RegisterQuery)| {
        let mut asked = RegisterQuery { view: View::Working, ..RegisterQuery::on(today) };
        change(&mut asked);
        asked
    };
    let page_asked = PageAsked::first(SHOWN_MAX);
    let late = register::register(&visit.ctx, of(&|a| a.is_late = true), &page_asked).await?;
    let soon = register::register(&visit.ctx, of(&|a| a.soon_days = Some(SOON_DAYS)), &page_asked).await?;
    let reported =
        register::register(&visit.ctx, of(&|a| a.states = vec![MeasureState::Reported]), &page_asked).await?;
    let mut todos = resting(&visit).await?;
    todos.extend(measures(&late, "Открыть"));
    todos.extend(waiting(&visit).await?);
    todos.extend(measures(&reported, "Проверить"));
    todos.extend(measures(&soon, "Открыть"));
    todos.truncate(SHOWN_MAX);
    Ok(page::show(&HomePage {
        shell: visit.staff_shell("Что сделать сейчас", ""),
        day: words::capital(&words::weekday_date(today)),
        todos,
        facts: facts(&late),
        shows_examples: register::shows_examples(&visit.ctx).await?,
        can_edit: visit.ctx.may(Verb::EditRegistry, None),
        gives_links: visit.ctx.demand_somewhere(Verb::InviteWorkers).is_ok(),
        has_only_branches: visit.ctx.has_only_branches(),
    }))
}

fn measures(listed: &RegisterPage, action: &'static str) -> Vec<Todo> {
    let todo = |(line, lateness): &(otklik_app::record::RegisterRow, otklik_domain::deadline::Lateness)| Todo {
        state: standing::standing(line.state, *lateness, line.deadline_kind),
        href: format!("/cabinet/measures/{}", line.id),
        text: words::capital(&line.text),
        note: line.organisation_name.clone(),
        action,
    };
    listed.rows.iter().map(todo).collect()
}

/// Links of club workers that rest: somebody tried codes, or the worker forgot theirs.
async fn resting(visit: &Visit) -> Result<Vec<Todo>, Refused> {
    let todo = |(worker, until): (links::Worker, jiff::Timestamp)| Todo {
        state: State::new(Mark::Soon, "Ссылка отдыхает"),
        href: format!("/cabinet/links/{}", worker.id),
        text: format!("Личная ссылка: {}", worker.name),
        note: format!(
            "Пять неверных кодов подряд. Откроется сама в {}; если код забыт, сделайте новую",
            words::clock(until, &visit.ctx.house.zone)
        ),
        action: "Посмотреть",
    };
    Ok(links::resting(&visit.ctx).await?.into_iter().map(todo).collect())
}

async fn waiting(visit: &Visit) -> Result<Vec<Todo>, Refused> {
    let found = match drafts::list_drafts(&visit.ctx, Some(DraftState::Waiting), &PageAsked::first(3)).await {
        Ok(found) => found.items,
        // Who may not read papers has none waiting.
        Err(otklik_app::Refusal::NotAllowed) => Vec::new(),
        Err(other) => return Err(other.into()),
    };
    let todo = |draft: otklik_app::record::DraftBrief| Todo {
        state: State::new(Mark::Done, "Ждёт проверки"),
        href: format!("/cabinet/drafts/{}", draft.id),
        text: draft.recognised_name.or(draft.title).unwrap_or_else(|| draft.file_name.clone()),
        note: format!("Документ «{}»", draft.file_name),
        action: "Проверить",
    };
    Ok(found.into_iter().map(todo).collect())
}

fn facts(listed: &RegisterPage) -> Vec<(&'static str, String, String)> {
    let facets = &listed.facets;
    let n = |n: i64| words::number(usize::try_from(n).unwrap_or(0));
    let total = format!("из {}", n(facets.total()));
    vec![
        ("Подтверждено мер", n(facets.in_state(MeasureState::Confirmed)), total),
        ("Просрочено", n(facets.late()), String::new()),
        ("Срок в ближайшие 30 дней", n(facets.soon()), String::new()),
        ("Ждут подтверждения", n(facets.in_state(MeasureState::Reported)), String::new()),
        ("Действуют постоянно", n(facets.ongoing()), String::new()),
    ]
}

/// `POST /cabinet/examples/remove`
pub(crate) async fn remove_examples(Staff(visit): Staff, Signed(_): Signed) -> Result<Response, Refused> {
    examples::remove(&visit.ctx).await?;
    Ok(refusal::see_other("/cabinet?done=examples"))
}
