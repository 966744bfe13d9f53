//! A plan in the house: what it is, what was published, what to do with it.

use super::draft::version;
use super::plan_stages::{self, StageStep};
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::standing;
use crate::ui::components::errors::Errors;
use crate::ui::components::state::Mark;
use crate::ui::components::strip::Strip;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use otklik_app::plans::{self, PlanView};
use otklik_app::record::{PageAsked, PlanQuery, PlanState};
use otklik_app::register::lateness;
use otklik_app::{paper_out, portal};
use otklik_domain::access::Verb;
use otklik_domain::ids::{DraftId, PlanId};
use otklik_domain::plan::life::Stage;
use otklik_domain::publication::{Exposed, exposed};

struct Listed {
    href: String,
    title: String,
    organisation: String,
    period: String,
    measures: String,
    state: &'static str,
    is_example: bool,
}

#[derive(Template)]
#[template(path = "cabinet/plans.html")]
struct PlansPage {
    shell: Shell,
    plans: Vec<Listed>,
    next: Option<String>,
}

struct Form {
    name: &'static str,
    text: &'static str,
}

const FORMS: [Form; 3] = [
    Form { name: "plan-457", text: "План" },
    Form { name: "report-457", text: "Отчёт о выполнении" },
    Form { name: "quarterly", text: "Отчёт за квартал" },
];

pub(super) const FORMATS: [(&str, &str); 6] =
    [("docx", "Word"), ("odt", "ODT"), ("xlsx", "Excel"), ("pdf", "PDF"), ("html", "HTML"), ("csv", "CSV")];

struct PlanVersion {
    number: i64,
    when: String,
}

#[derive(Template)]
#[template(path = "cabinet/plan.html")]
struct PlanPage {
    shell: Shell,
    errors: Errors,
    id: PlanId,
    title: String,
    organisation: String,
    slug: String,
    is_example: bool,
    finding: String,
    facts: Vec<(&'static str, String)>,
    versions: Vec<PlanVersion>,
    draft: Option<DraftId>,
    strip: Option<Strip>,
    is_active: bool,
    /// Nobody has approved it yet: what is next is on the page of its way.
    is_before_force: bool,
    way_words: &'static str,
    stages: Vec<StageStep>,
    next_step: &'static str,
    can_publish: bool,
    can_hand: bool,
    forms: &'static [Form],
    formats: &'static [(&'static str, &'static str)],
}

struct PublicRow {
    number: String,
    text: String,
    term: String,
    executors: String,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "cabinet/publish.html")]
struct PublishPage {
    shell: Shell,
    id: PlanId,
    version: i64,
    organisation: String,
    slug: String,
    with_names: bool,
    next_number: i64,
    count: String,
    rows: Vec<PublicRow>,
    n_more: usize,
    /// What looks like a person's in what would be shown.
    exposed: Vec<String>,
    exposed_fault: Option<String>,
    errors: Errors,
}

/// `GET /cabinet/plans`
pub(crate) async fn list(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let page_asked = PageAsked { after: asked.filled("after").map(ToOwned::to_owned), limit: 50 };
    let found = plans::list_plans(&visit.ctx, &PlanQuery::default(), &page_asked).await?;
    let ids: Vec<_> = found.items.iter().map(|k| k.value.organisation).collect();
    let names = portal::names(&visit.ctx, &ids).await?;
    let listed = found.items.into_iter().map(|kept| {
        let plan = kept.value;
        Listed {
            href: format!("/cabinet/plans/{}", plan.id),
            title: plan.title.clone().unwrap_or_else(|| "План без названия".to_owned()),
            organisation: names.get(&plan.organisation).cloned().unwrap_or_default(),
            period: period(plan.from, plan.to),
            measures: words::count(usize::try_from(plan.n_measures).unwrap_or(0), words::MEASURES),
            state: standing_words(plan.state, plan.stage),
            is_example: plan.is_example,
        }
    });
    let listed = listed.collect();
    let next = found.next.map(|n| format!("/cabinet/plans{}", crate::form::query(&[("after", &n)])));
    Ok(page::show(&PlansPage { shell: visit.staff_shell("Планы", "plans"), plans: listed, next }))
}

/// The stage of a plan, unless a newer edition took its place.
fn standing_words(state: PlanState, stage: Stage) -> &'static str {
    if state == PlanState::Superseded { "заменён новой редакцией" } else { stage.in_words() }
}

/// «2019–2021», or days where they are not whole years.
pub(crate) fn period(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from.year() == to.year() => format!("{} год", from.year()),
        (Some(from), Some(to)) => format!("{}–{} годы", from.year(), to.year()),
        (Some(day), None) => format!("с {}", words::date_brief(day)),
        (None, Some(day)) => format!("до {}", words::date_brief(day)),
        (None, None) => "годы не указаны".to_owned(),
    }
}

/// `GET /cabinet/plans/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let view = plans::plan(&visit.ctx, id_of(&id)?).await?;
    plan_page(&visit, &view, Vec::new()).await
}

async fn plan_page(visit: &Visit, view: &PlanView, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let way = plans::way::way(&visit.ctx, view).await?;
    let today = visit.ctx.today();
    let place = Some(view.organisation.id);
    let marks: Vec<(Date, Mark)> = view
        .measures
        .iter()
        .filter_map(|m| {
            Some((m.due_on?, standing::standing(m.state, lateness(m.due_on, m.state, today), m.deadline_kind).mark))
        })
        .collect();
    let n_late = marks.iter().filter(|(_, m)| *m == Mark::Late).count();
    let period_of = view.draft.period;
    Ok(page::show(&PlanPage {
        shell: visit.staff_shell("План", "plans"),
        errors: Errors { faults },
        id: view.id,
        title: view.draft.title.clone().unwrap_or_else(|| "План без названия".to_owned()),
        organisation: view.organisation.name.clone(),
        slug: view.organisation.slug.to_string(),
        is_example: view.is_example,
        finding: finding(view.measures.len(), n_late),
        facts: vec![
            ("Состояние", standing_words(view.state, view.stage).to_owned()),
            ("Годы", period(period_of.map(|p| p.from), period_of.map(|p| p.to))),
            ("Год оценки", view.draft.assessed_year.map_or_else(|| "не указан".to_owned(), |y| y.to_string())),
            (
                if view.stage.was_in_force() { "Принят" } else { "Внесён" },
                words::date(view.at.to_zoned(visit.ctx.house.zone.clone()).date()),
            ),
        ],
        versions: view
            .versions
            .iter()
            .map(|v| PlanVersion {
                number: v.number,
                when: words::date(v.at.to_zoned(visit.ctx.house.zone.clone()).date()),
            })
            .collect(),
        draft: view.made_of,
        strip: Strip::of(&marks, today),
        is_active: view.state == PlanState::Active,
        is_before_force: !view.stage.was_in_force(),
        way_words: way_words(visit, view),
        stages: plan_stages::stage_steps(visit, view.stage, &way),
        next_step: plan_stages::next_words(view.stage),
        can_publish: visit.ctx.may(Verb::PublishPlan, place) && view.stage.is_in_force(),
        can_hand: visit.ctx.may(Verb::InviteWorkers, place),
        forms: &FORMS,
        formats: &FORMATS,
    }))
}

/// What the visitor does next with a plan that is not approved.
fn way_words(visit: &Visit, view: &PlanView) -> &'static str {
    let may = |verb| visit.ctx.may(verb, Some(view.organisation.id));
    match view.stage {
        Stage::Sent if may(Verb::ApprovePlan) => "Рассмотреть план",
        stage if stage.is_editable() && may(Verb::AdoptPlan) => "Проверить и отправить",
        _ => "Ход плана",
    }
}

/// The day of an instant where the house stands.
pub(super) fn form_date(visit: &Visit, at: jiff::Timestamp) -> String {
    words::date_brief(at.to_zoned(visit.ctx.house.zone.clone()).date())
}

pub(crate) fn finding(n: usize, n_late: usize) -> String {
    let measures = words::count(n, words::MEASURES);
    if n_late == 0 {
        format!("{measures}, просроченных нет")
    } else {
        format!("{measures}, просрочено {n_late}")
    }
}

/// `GET /cabinet/plans/{id}/publish`: what becomes public, before the second press.
pub(crate) async fn before_publishing(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    publish_page(&visit, id_of(&id)?, asked.get("names") == "yes", None).await
}

async fn publish_page(
    visit: &Visit,
    id: PlanId,
    with_names: bool,
    exposed_fault: Option<String>,
) -> Result<Response, Refused> {
    let view = plans::plan(&visit.ctx, id).await?;
    visit.ctx.demand(Verb::PublishPlan, Some(view.organisation.id))?;
    let public = plans::way::before_publishing(&visit.ctx, &view, with_names).await?;
    let rows: Vec<PublicRow> = view
        .measures
        .iter()
        .zip(&public.measures)
        .take(200)
        .map(|(record, measure)| public_row(record, measure))
        .collect();
    let fault = exposed_fault.iter().map(|text| FieldFault { field: "checked".to_owned(), text: text.clone() });
    Ok(page::show(&PublishPage {
        shell: visit.staff_shell(
            if exposed_fault.is_some() {
                "Ошибка: публикация плана"
            } else {
                "Публикация плана"
            },
            "plans",
        ),
        errors: Errors { faults: fault.collect() },
        exposed_fault,
        exposed: exposed(&public).iter().map(exposed_words).collect(),
        id: view.id,
        version: view.version.0,
        organisation: view.organisation.name.clone(),
        slug: view.organisation.slug.to_string(),
        with_names,
        next_number: view.versions.iter().map(|v| v.number).max().unwrap_or(0) + 1,
        count: words::count(view.measures.len(), words::MEASURES),
        n_more: view.measures.len().saturating_sub(rows.len()),
        rows,
    }))
}

fn public_row(record: &otklik_app::record::Measure, measure: &otklik_domain::plan::Measure) -> PublicRow {
    let who = |e: &otklik_domain::plan::Executor| {
        [e.name.as_deref(), e.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    PublicRow {
        number: measure.number.clone().unwrap_or_default(),
        text: words::capital(&measure.text),
        term: measure.deadline.as_ref().map(|d| d.as_written.clone()).unwrap_or_default(),
        executors: measure.executors.iter().map(who).collect::<Vec<_>>().join("; "),
        state: record.state.in_words(),
    }
}

fn exposed_words(found: &Exposed) -> String {
    words::capital(&plans::exposed_words(found))
}

/// `POST /cabinet/plans/{id}/publish`
pub(crate) async fn publish(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (id, with_names) = (id_of(&id)?, typed.get("names") == "yes");
    let is_checked = typed.get("checked") == "yes";
    match plans::publish_looked_through(&visit.ctx, id, version(&typed), with_names, is_checked).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/plans/{id}?done=published"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            if fault(&faults, "checked").is_some() {
                let words = "Посмотрите личные сведения ниже: исправьте строки или отметьте, что их можно показать";
                return publish_page(&visit, id, with_names, Some(words.to_owned())).await.map(refusal::invalid);
            }
            let view = plans::plan(&visit.ctx, id).await?;
            plan_page(&visit, &view, faults).await.map(refusal::invalid)
        }
    }
}

/// `GET /cabinet/plans/{id}/paper?form=…&format=…`
pub(crate) async fn paper(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let out = paper_out::plan_paper(&visit.ctx, id_of(&id)?, asked.get("form"), asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

pub(super) fn id_of(text: &str) -> Result<PlanId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}
