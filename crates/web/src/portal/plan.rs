//! The public plan: the same table as in the house, frozen, filtered by state.

use super::organisation::{find, name, plan_finding};
use super::plan_proof::DoneBlock;
use crate::cabinet::plan::period;
use crate::download::attachment;
use crate::form::{Asked, query};
use crate::refusal::Refused;
use crate::rows::{day_off, drawn_on};
use crate::standing;
use crate::ui::components::facets::{Facet, Facets};
use crate::ui::components::plan_table::{MeasureRow, Person, PlanTable};
use crate::ui::components::state::Mark;
use crate::ui::components::strip::Strip;
use crate::ui::shell::{Shell, organisation_nav};
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use otklik_app::paper_out;
use otklik_app::plans::PublicPlan;
use otklik_app::register::lateness;
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::plan::Measure;
use otklik_domain::score::{self, Criterion};

struct PaperLink {
    href: String,
    text: &'static str,
}

#[derive(Template)]
#[template(path = "portal/plan.html")]
struct PlanPage {
    shell: Shell,
    slug: String,
    organisation: String,
    eyebrow: String,
    finding: String,
    papers: Vec<PaperLink>,
    data: Vec<PaperLink>,
    facets: Facets,
    table: Option<PlanTable>,
    strip: Option<Strip>,
    done: Option<DoneBlock>,
}

/// Filters by shape: name in the address, words, shapes it gathers.
const STATES: [(&str, &str, &[Mark]); 8] = [
    ("late", "Просрочено", &[Mark::Late]),
    ("soon", "Скоро", &[Mark::Soon]),
    ("in_work", "В работе", &[Mark::Work, Mark::Moved]),
    ("planned", "Не начато", &[Mark::Idle]),
    ("reported", "На проверке", &[Mark::Done]),
    ("confirmed", "Подтверждено", &[Mark::Ok]),
    ("ongoing", "Постоянно", &[Mark::Ongoing]),
    ("failed", "Не выполнено", &[Mark::Failed, Mark::Partly]),
];

/// `GET /o/{slug}/plan?state=…`
pub(crate) async fn show(visit: Visit, Path(slug): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/plan").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let wanted = asked.get("version");
    let chosen = shown.plans.iter().find(|p| p.id.to_string() == wanted).or_else(|| shown.plans.first());
    let plan = chosen.ok_or_else(Refused::not_found)?;
    let (today, calendar) = (visit.ctx.today(), &visit.ctx.house.calendar);
    let rows: Vec<(Option<Criterion>, MeasureRow)> = rows_of(plan, today, calendar);
    let state = asked.get("state");
    let mut shell =
        visit.shell(format!("План исправлений: {}", name(&shown.organisation)), organisation_nav(&slug, "/plan"));
    shell.place = shown.territories.first().map(|t| t.name.clone());
    let n = |mark: Mark| rows.iter().filter(|(_, r)| r.state.mark == mark).count();
    let span = plan.draft.period;
    Ok(page::show(&PlanPage {
        shell,
        organisation: name(&shown.organisation).to_owned(),
        eyebrow: period(span.map(|p| p.from), span.map(|p| p.to)),
        finding: format!("{}.", plan_finding(rows.len(), n(Mark::Ok), n(Mark::Late))),
        papers: links(&slug, "paper", &[("docx", "Скачать Word"), ("pdf", "Скачать PDF")]),
        data: links(&slug, "data", &DATA),
        facets: facets(&slug, &rows, state),
        strip: Strip::of(&dated(plan, today, calendar), today),
        done: DoneBlock::of(&visit, &slug, plan).await?,
        table: table(plan, rows, state),
        slug,
    }))
}

/// Files of data, and what their columns mean.
const DATA: [(&str, &str); 4] =
    [("xlsx", "Таблица Excel"), ("csv", "Данные CSV"), ("json", "Данные JSON"), ("dictionary", "Что значат столбцы")];

fn links(slug: &str, room: &str, files: &[(&str, &'static str)]) -> Vec<PaperLink> {
    let link = |(format, text): &(&str, &'static str)| PaperLink {
        href: format!("/o/{slug}/plan/{room}{}", query(&[("format", format)])),
        text,
    };
    files.iter().map(link).collect()
}

fn marks_of(state: &str) -> Option<&'static [Mark]> {
    STATES.iter().find(|(name, _, _)| *name == state).map(|(_, _, marks)| *marks)
}

fn facets(slug: &str, rows: &[(Option<Criterion>, MeasureRow)], state: &str) -> Facets {
    let facet = |n: usize, text, name: &str, mark| Facet {
        n,
        text,
        href: format!("/o/{slug}/plan{}", query(&[("state", name)])),
        mark,
        is_current: state == name,
    };
    let mut facets = vec![facet(rows.len(), "Все", "", None)];
    for (name, text, marks) in STATES {
        let n = rows.iter().filter(|(_, r)| marks.contains(&r.state.mark)).count();
        if n > 0 || state == name {
            facets.push(facet(n, text, name, marks.first().copied()));
        }
    }
    Facets { label: "Меры по состоянию", facets }
}

fn table(plan: &PublicPlan, rows: Vec<(Option<Criterion>, MeasureRow)>, state: &str) -> Option<PlanTable> {
    let all = rows.len();
    let marks = marks_of(state);
    let rows: Vec<_> = rows.into_iter().filter(|(_, r)| marks.is_none_or(|m| m.contains(&r.state.mark))).collect();
    if rows.is_empty() {
        return None;
    }
    let caption = format!("Показано {} из {}, в порядке плана", words::number(rows.len()), words::number(all));
    let scores = score::derive(&plan.draft.scores).criteria;
    Some(PlanTable { caption, groups: crate::rows::by_criterion(rows, &scores) })
}

fn rows_of(plan: &PublicPlan, today: Date, calendar: &ProductionCalendar) -> Vec<(Option<Criterion>, MeasureRow)> {
    let both = plan.measures.iter().zip(&plan.draft.measures);
    both.map(|(record, measure)| {
        let late = lateness(record.due_on, record.state, today);
        let term = match record.due_on {
            Some(due_on) => Some(format!("до {}", words::date_brief(due_on))),
            None => measure.deadline.as_ref().and_then(words::term),
        };
        let row = MeasureRow {
            number: crate::rows::bare_number(measure.number.as_deref()),
            href: None,
            text: words::capital(&measure.text),
            under: measure.shortcoming.as_ref().map(|s| format!("Недостаток: {s}")),
            term,
            as_written: measure.deadline.as_ref().map(|d| d.as_written.clone()),
            rolled: day_off(measure.deadline.as_ref(), record.due_on, calendar).map(words::rolled),
            executors: executors(measure),
            state: standing::standing(record.state, late, record.deadline_kind),
            note: standing::note(record.state, late),
        };
        (measure.criterion, row)
    })
    .collect()
}

fn executors(measure: &Measure) -> Vec<Person> {
    let person = |e: &otklik_domain::plan::Executor| match (&e.name, &e.position) {
        (Some(name), position) => Some(Person { name: name.clone(), position: position.clone() }),
        (None, Some(position)) => Some(Person { name: words::capital(position), position: None }),
        (None, None) => None,
    };
    measure.executors.iter().filter_map(person).collect()
}

fn dated(plan: &PublicPlan, today: Date, calendar: &ProductionCalendar) -> Vec<(Date, Mark)> {
    let mark = |m: &otklik_app::record::Measure| {
        standing::standing(m.state, lateness(m.due_on, m.state, today), m.deadline_kind).mark
    };
    let both = plan.measures.iter().zip(&plan.draft.measures);
    both.filter_map(|(m, of_plan)| Some((drawn_on(m.due_on, of_plan.deadline.as_ref(), calendar)?, mark(m)))).collect()
}

/// `GET /o/{slug}/plan/paper?format=…`
pub(crate) async fn paper(visit: Visit, Path(slug): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/plan").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let plan = shown.plans.first().ok_or_else(Refused::not_found)?;
    let out = paper_out::plan_paper(&visit.ctx, plan.id, "plan-457", asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
