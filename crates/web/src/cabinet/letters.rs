//! Letters as an administrator sees them: what waits, what went, what failed and why, and once more.

use crate::form::{Asked, Signed, query};
use crate::refusal::{self, Refused};
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::letters;
use otklik_app::record::{Letter, LetterState, PageAsked};

/// Letters on a page.
const PER_PAGE: usize = 50;

struct Row {
    id: String,
    name: String,
    address: String,
    subject: String,
    state: State,
    note: Option<String>,
    when: String,
    can_again: bool,
}

struct Filter {
    href: String,
    text: String,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "cabinet/letters.html")]
struct LettersPage {
    shell: Shell,
    filters: Vec<Filter>,
    rows: Vec<Row>,
    next: Option<String>,
}

fn in_words(state: LetterState) -> (&'static str, &'static str, Mark) {
    match state {
        LetterState::Waiting => ("Ждут", "ждёт", Mark::Soon),
        LetterState::Sent => ("Отправлены", "отправлено", Mark::Ok),
        LetterState::Failed => ("Не ушли", "не ушло", Mark::Late),
        LetterState::Dropped => ("Не отправляли", "не отправляли", Mark::Idle),
    }
}

/// `GET /cabinet/letters?state=…&after=…`
pub(crate) async fn list(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let state = LetterState::from_name(asked.get("state"));
    let asked_page = PageAsked { after: asked.filled("after").map(ToOwned::to_owned), limit: PER_PAGE };
    let outbox = letters::outbox(&visit.ctx, state, &asked_page).await?;
    let name = state.map_or("", LetterState::name);
    let filter = |wanted: Option<LetterState>| {
        let counted = |it: &&(LetterState, i64)| wanted.is_none_or(|wanted| wanted == it.0);
        let n: i64 = outbox.counts.iter().filter(counted).map(|(_, n)| n).sum();
        let title = wanted.map_or("Все", |wanted| in_words(wanted).0);
        Filter {
            href: format!("/cabinet/letters{}", query(&[("state", wanted.map_or("", LetterState::name))])),
            text: format!("{title}: {}", words::number(usize::try_from(n).unwrap_or(0))),
            is_current: wanted == state,
        }
    };
    let next = outbox.letters.next.as_deref();
    Ok(page::show(&LettersPage {
        shell: visit.staff_shell("Письма", "letters"),
        filters: std::iter::once(None).chain(LetterState::ALL.map(Some)).map(filter).collect(),
        next: next.map(|after| format!("/cabinet/letters{}", query(&[("state", name), ("after", after)]))),
        rows: outbox.letters.items.into_iter().map(|(letter, name)| row(&visit, letter, name)).collect(),
    }))
}

fn row(visit: &Visit, letter: Letter, name: String) -> Row {
    let zone = &visit.ctx.house.zone;
    let (_, text, mark) = in_words(letter.state);
    let when = match (letter.state, letter.ended_at) {
        (LetterState::Waiting, _) => format!("уйдёт не раньше {}", words::moment(letter.letter.run_at, zone)),
        (_, Some(at)) => words::moment(at, zone),
        (_, None) => words::moment(letter.at, zone),
    };
    Row {
        id: letter.letter.id.to_string(),
        name,
        address: letter.letter.address,
        subject: letter.letter.subject,
        state: State::new(mark, text),
        note: letter.last_fault,
        when,
        can_again: matches!(letter.state, LetterState::Failed | LetterState::Dropped),
    }
}

/// `POST /cabinet/letters/{id}/again`
pub(crate) async fn again(Staff(visit): Staff, Path(id): Path<String>, Signed(_): Signed) -> Result<Response, Refused> {
    let id = id.parse().map_err(|_| Refused::not_found())?;
    letters::send_again(&visit.ctx, id).await?;
    Ok(refusal::see_other("/cabinet/letters?done=letter-again"))
}
