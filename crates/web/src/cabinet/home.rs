//! The first page of the cabinet: what to do now, group by group, then figures; and what was set aside.

use crate::form::{FieldFault, Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::standing;
use crate::ui::components::errors::Errors;
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use jiff::ToSpan;
use otklik_app::affairs::{self, Affair, Affairs, Group, Kind};
use otklik_app::record::Facets;
use otklik_app::{examples, register};
use otklik_domain::access::Verb;
use otklik_domain::plan::MeasureState;

struct Todo {
    state: State,
    subject: String,
    href: String,
    text: String,
    note: String,
    action: &'static str,
    /// Id of the field of the day, and what stands in it.
    id: String,
    until: String,
    is_open: bool,
}

struct TodoGroup {
    id: &'static str,
    title: &'static str,
    n: String,
    todos: Vec<Todo>,
    /// Where the rest stands.
    more: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "cabinet/home.html")]
struct HomePage {
    shell: Shell,
    errors: Errors,
    day: String,
    finding: String,
    groups: Vec<TodoGroup>,
    n_aside: usize,
    facts: Vec<(&'static str, String, String)>,
    shows_examples: bool,
    can_edit: bool,
    /// Where to go when nothing waits: what this person may do.
    next: Vec<(&'static str, &'static str)>,
    gives_links: bool,
    has_only_branches: bool,
}

/// `GET /cabinet`
pub(crate) async fn show(Staff(visit): Staff) -> Result<Response, Refused> {
    home_page(&visit, None, Vec::new()).await
}

/// The page; with `typed`, the form that was refused stands open as it was filled.
async fn home_page(visit: &Visit, typed: Option<&Typed>, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let all = affairs::affairs(&visit.ctx).await?;
    let groups: Vec<TodoGroup> = all.groups.iter().map(|group| todo_group(visit, group, typed)).collect();
    let faults = faults.into_iter().map(|fault| at_its_field(fault, &groups)).collect::<Vec<_>>();
    let title = if faults.is_empty() {
        "Что сделать сейчас"
    } else {
        "Ошибка: что сделать сейчас"
    };
    Ok(page::show(&HomePage {
        shell: visit.staff_shell(title, ""),
        errors: Errors { faults },
        day: words::capital(&words::weekday_date(visit.ctx.today())),
        finding: finding(&all),
        groups,
        n_aside: all.n_aside,
        facts: facts(&all.facets),
        shows_examples: register::shows_examples(&visit.ctx).await?,
        can_edit: visit.ctx.may(Verb::EditRegistry, None),
        next: next(visit),
        gives_links: visit.ctx.demand_somewhere(Verb::InviteWorkers).is_ok(),
        has_only_branches: visit.ctx.has_only_branches(),
    }))
}

/// A fault of the form that is open, where its field is shown.
fn at_its_field(fault: FieldFault, groups: &[TodoGroup]) -> FieldFault {
    let open = groups.iter().flat_map(|group| &group.todos).find(|todo| todo.is_open);
    match open {
        Some(todo) => FieldFault { field: todo.id.clone(), ..fault },
        None => fault,
    }
}

/// What a person does when nothing waits, by what they may; a way that ends in a refusal is not shown.
fn next(visit: &Visit) -> Vec<(&'static str, &'static str)> {
    let all = [
        (Verb::Inspect, "/cabinet/inspections", "Осмотреть место: листы и итоги"),
        (Verb::KeyAnswers, "/cabinet/rounds", "Открыть оценку: опросы, бланки, звонки"),
        (Verb::ApproveScores, "/cabinet/rounds", "Открыть оценку: посмотреть и утвердить баллы"),
        (Verb::ReadPapers, "/cabinet/import", "Загрузить план или отчёт"),
        (Verb::SeeAudit, "/cabinet/journal", "Посмотреть журнал: кто и что сделал"),
        (Verb::SeePrivate, "/cabinet/register", "Посмотреть меры планов"),
    ];
    let mine = all.into_iter().filter(|(verb, ..)| visit.ctx.demand_somewhere(*verb).is_ok());
    mine.map(|(_, href, text)| (href, text)).collect()
}

fn finding(all: &Affairs) -> String {
    let n: u64 = all.groups.iter().map(|group| group.n).sum();
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    match n {
        n if all.groups.iter().any(|group| group.is_more) => format!("Ждёт вас дел: больше {}", words::number(n)),
        0 => String::new(),
        n => format!("Ждёт вас: {}", words::count(n, ["дело", "дела", "дел"])),
    }
}

fn todo_group(visit: &Visit, group: &Group, typed: Option<&Typed>) -> TodoGroup {
    let n = usize::try_from(group.n).unwrap_or(usize::MAX);
    let name = group.kind.name();
    let todos: Vec<Todo> =
        group.affairs.iter().enumerate().map(|(at, it)| todo(visit, group.kind, at, it, typed)).collect();
    let is_more = n > todos.len();
    TodoGroup {
        id: name,
        title: group.kind.in_words(),
        n: if group.is_more { format!("{} и больше", words::number(n)) } else { words::number(n) },
        todos,
        more: is_more.then(|| match group.is_more {
            true => (group.path.clone(), "Показать все".to_owned()),
            false => (group.path.clone(), format!("Показать все: {}", words::number(n))),
        }),
    }
}

fn todo(visit: &Visit, kind: Kind, at: usize, it: &Affair, typed: Option<&Typed>) -> Todo {
    let refused = typed.filter(|typed| typed.get("subject") == it.subject);
    let week = visit.ctx.house.calendar.roll_forward(visit.ctx.today().saturating_add(7.days()));
    Todo {
        state: match it.measure {
            Some((state, lateness, deadline)) => standing::standing(state, lateness, deadline),
            None => State::new(mark(kind), kind.in_words()),
        },
        subject: it.subject.clone(),
        href: it.path.clone(),
        text: words::capital(&it.text),
        note: it.note.clone(),
        action: it.action,
        id: format!("until-{}-{at}", kind.name()),
        until: refused.map_or_else(|| week.to_string(), |typed| typed.get("until").to_owned()),
        is_open: refused.is_some(),
    }
}

fn mark(kind: Kind) -> Mark {
    match kind {
        Kind::Late | Kind::Letters => Mark::Late,
        Kind::Resting
        | Kind::Behind
        | Kind::Soon
        | Kind::ToAnswer
        | Kind::Returned
        | Kind::SentBack
        | Kind::Placing
        | Kind::Reminded
        | Kind::ReportsReturned
        | Kind::ReportsDue
        | Kind::Turns
        | Kind::Proof => Mark::Soon,
        Kind::Reported
        | Kind::Plans
        | Kind::ToPublish
        | Kind::Answered
        | Kind::ToApprove
        | Kind::Drafts
        | Kind::ReportsSent => Mark::Done,
    }
}

fn facts(facets: &Facets) -> Vec<(&'static str, String, String)> {
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

/// `POST /cabinet/affairs/later`
pub(crate) async fn put_off(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    match affairs::put_off(&visit.ctx, typed.get("subject"), typed.get("until")).await {
        Ok(_) => Ok(refusal::see_other("/cabinet?done=put-off")),
        Err(refused) => {
            let faults = faults_of(refused)?;
            home_page(&visit, Some(&typed), faults).await.map(refusal::invalid)
        }
    }
}

/// `POST /cabinet/affairs/read`
pub(crate) async fn read(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    affairs::read(&visit.ctx, typed.get("subject")).await?;
    Ok(refusal::see_other("/cabinet?done=read"))
}

struct AsideRow {
    subject: String,
    title: &'static str,
    text: String,
    until: String,
}

#[derive(Template)]
#[template(path = "cabinet/aside.html")]
struct AsidePage {
    shell: Shell,
    rows: Vec<AsideRow>,
}

/// `GET /cabinet/affairs`
pub(crate) async fn aside(Staff(visit): Staff) -> Result<Response, Refused> {
    let rows = affairs::set_aside(&visit.ctx).await?.into_iter().map(|it| AsideRow {
        title: it.kind.in_words(),
        text: it.text.map(|text| words::capital(&text)).unwrap_or_default(),
        until: it.until.map_or_else(|| "прочитано".to_owned(), |day| format!("до {}", words::date(day))),
        subject: it.subject,
    });
    Ok(page::show(&AsidePage { shell: visit.staff_shell("Отложенное", ""), rows: rows.collect() }))
}

/// `POST /cabinet/affairs`
pub(crate) async fn take_back(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    affairs::take_back(&visit.ctx, typed.get("subject")).await?;
    Ok(refusal::see_other("/cabinet/affairs?done=back-again"))
}

/// `POST /cabinet/examples/remove`
pub(crate) async fn remove_examples(Staff(visit): Staff, Signed(_): Signed) -> Result<Response, Refused> {
    examples::remove(&visit.ctx).await?;
    Ok(refusal::see_other("/cabinet?done=examples"))
}
