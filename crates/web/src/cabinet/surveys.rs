//! Surveys of a round: where citizens are asked, under which codes, how many answered; one survey with its links.
//!
//! In come filters, new terms, reasons; out go a list, a page for printing and the page of one survey. Place and code
//! never change. It refuses to show an answer.

use super::round_when::in_form;
use super::rounds::id_of;
use crate::form::{Asked, FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use otklik_app::record::{RoundState, Version};
use otklik_app::score as scores;
use otklik_app::survey::{self as surveys, Asking, SurveyLine};
use otklik_domain::access::Verb;
use otklik_domain::ids::RoundId;
use otklik_domain::survey::{Stage, Term};

struct Row {
    href: String,
    name: String,
    branch: String,
    code: String,
    address: String,
    n_answers: String,
    state: State,
}

#[derive(Template)]
#[template(path = "cabinet/surveys.html")]
struct ListPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    caption: String,
    q: String,
    stage: String,
    rows: Vec<Row>,
    /// Some survey is there, whatever the filter says.
    is_any: bool,
    n_organisations: usize,
    may_open: bool,
}

#[derive(Template)]
#[template(path = "cabinet/survey.html")]
struct SurveyPage {
    shell: Shell,
    errors: Errors,
    round: String,
    round_title: String,
    code: String,
    in_groups: String,
    name: String,
    state: State,
    when: String,
    site: String,
    embed: String,
    qr: Option<String>,
    version: i64,
    is_closed: bool,
    may_run: bool,
    may_see_answers: bool,
    asks_ticket: bool,
    fields: Vec<Field>,
    reason: Field,
}

/// The stage of a survey as a state.
fn state(stage: Stage) -> State {
    let mark = match stage {
        Stage::Before => Mark::Idle,
        Stage::Running => Mark::Work,
        Stage::Over => Mark::Ok,
    };
    State::new(mark, words::capital(stage.in_words()))
}

/// «МБУК «Дом культуры», Сельский клуб»
fn place(name: &str, branch: &str) -> String {
    if branch.is_empty() { name.to_owned() } else { format!("{name}, {branch}") }
}

fn row(visit: &Visit, line: SurveyLine) -> Row {
    let survey = line.survey.value;
    Row {
        href: format!("/cabinet/surveys/{}", survey.code),
        name: line.name,
        address: format!("{}/s/{}", visit.site(), survey.code),
        code: survey.code.in_groups(),
        branch: survey.branch,
        n_answers: words::number(usize::try_from(line.n_answers).unwrap_or(usize::MAX)),
        state: state(line.stage),
    }
}

/// `GET /cabinet/rounds/{id}/surveys?q=…&stage=…`
pub(crate) async fn list(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    list_page(&visit, id_of(&id)?, asked.get("q"), asked.get("stage"), Vec::new()).await
}

async fn list_page(
    visit: &Visit,
    id: RoundId,
    q: &str,
    stage: &str,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let round = scores::find_round(&visit.ctx, id).await?.value;
    let all = surveys::round_surveys(&visit.ctx, id).await?;
    let is_any = !all.is_empty();
    let wanted = q.to_lowercase();
    let code = wanted.replace('-', "");
    let is_wanted = |line: &SurveyLine| {
        let survey = &line.survey.value;
        let text = format!("{} {}", line.name, survey.branch).to_lowercase();
        let is_found =
            text.contains(&wanted) || (!code.is_empty() && survey.code.as_str().to_lowercase().contains(&code));
        is_found && (stage.is_empty() || line.stage.name() == stage)
    };
    let rows: Vec<Row> = all.into_iter().filter(is_wanted).map(|line| row(visit, line)).collect();
    let n_organisations = scores::round_organisations(&visit.ctx, id).await?.len();
    let title = if faults.is_empty() { "Опросы тура" } else { "Ошибка: опросы тура" };
    Ok(page::show(&ListPage {
        shell: visit.staff_shell(title, "rounds"),
        errors: Errors { faults },
        id: id.to_string(),
        caption: words::capital(&words::count(rows.len(), ["опрос", "опроса", "опросов"])),
        q: q.to_owned(),
        stage: stage.to_owned(),
        rows,
        is_any,
        n_organisations,
        may_open: round.state == RoundState::Open && visit.ctx.may(Verb::RunSurveys, None),
        title: round.title,
    }))
}

/// `POST /cabinet/rounds/{id}/surveys`: opens those that are not open yet.
pub(crate) async fn open(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    match surveys::open_surveys(&visit.ctx, id).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/rounds/{id}/surveys?done=surveys-opened"))),
        Err(refused) => list_page(&visit, id, "", "", faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `GET /cabinet/surveys/{id}`: the id of a survey for people is its code.
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    survey_page(&visit, &id, Vec::new(), None).await
}

async fn survey_page(
    visit: &Visit,
    code: &str,
    faults: Vec<FieldFault>,
    typed: Option<&crate::form::Typed>,
) -> Result<Response, Refused> {
    let asking = surveys::find_asking(&visit.ctx, code).await?;
    let (organisation, id) = (asking.survey.organisation, asking.survey.id);
    let kept = surveys::find_survey(&visit.ctx, organisation, id).await?;
    let survey = &kept.value;
    let name = place(asking.organisation.short_name.as_ref().unwrap_or(&asking.organisation.name), &survey.branch);
    let site = visit.site();
    let address = format!("{site}/s/{}", survey.code);
    let typed_or =
        |name: &str, kept: String| typed.and_then(|typed| typed.filled(name)).map_or(kept, ToOwned::to_owned);
    let with_fault = |field: Field| {
        let said = fault(&faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    let fields = vec![
        Field::line("opens_on", "Первый день", typed_or("opens_on", in_form(survey.term.opens_on))),
        Field::line("closes_on", "Последний день", typed_or("closes_on", in_form(survey.term.closes_on)))
            .hint("Например 30.10.2026; пустое — без срока"),
    ];
    let reason = Field::area("reason", "Почему закрываем раньше срока", typed_or("reason", String::new()))
        .hint("Останется в журнале");
    Ok(page::show(&SurveyPage {
        shell: visit.staff_shell(if faults.is_empty() { name.clone() } else { format!("Ошибка: {name}") }, "rounds"),
        round: survey.round.to_string(),
        round_title: asking.round.title.clone(),
        code: survey.code.to_string(),
        in_groups: survey.code.in_groups(),
        state: state(asking.stage),
        when: when(&asking),
        embed: format!(
            "<iframe src=\"{address}/embed\" title=\"Анкета: {}\" width=\"100%\" height=\"900\" loading=\"lazy\"></iframe>",
            name.replace(['"', '<', '>', '&'], "")
        ),
        qr: surveys::qr_picture(&address).map(|_| format!("/cabinet/surveys/{}/qr.svg", survey.code)),
        site,
        version: kept.version.0,
        is_closed: survey.is_closed,
        may_run: visit.ctx.may(Verb::RunSurveys, Some(organisation)),
        may_see_answers: visit.ctx.may(Verb::SeeAnswers, Some(organisation)),
        asks_ticket: survey.asks_ticket,
        fields: fields.into_iter().map(with_fault).collect(),
        reason: with_fault(reason),
        errors: Errors { faults },
        name,
    }))
}

/// «с 01.09.2026 по 30.10.2026»
fn when(asking: &Asking) -> String {
    let term = asking.survey.term;
    let from = term.opens_on.map(|day| format!("с {}", words::date(day)));
    let to = term.closes_on.map(|day| format!("по {}", words::date(day)));
    let all: Vec<String> = [from, to].into_iter().flatten().collect();
    if all.is_empty() { "без срока, пока открыт тур".to_owned() } else { all.join(" ") }
}

/// `POST /cabinet/surveys/{id}`: a new term, closing, opening again.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let asking = surveys::find_asking(&visit.ctx, &code).await?;
    let (ctx, organisation, id) = (&visit.ctx, asking.survey.organisation, asking.survey.id);
    let version = Version(typed.get("version").parse().unwrap_or(0));
    let said = match typed.get("action") {
        "close" => surveys::close_survey(ctx, organisation, id, version, typed.get("reason")).await,
        "reopen" => surveys::reopen_survey(ctx, organisation, id, version).await,
        _ => match term(&typed) {
            Ok(term) => surveys::change_term(ctx, organisation, id, version, term).await,
            Err(faults) => return survey_page(&visit, &code, faults, Some(&typed)).await.map(refusal::invalid),
        },
    };
    match said {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/surveys/{}?done=kept", asking.survey.code))),
        Err(refused) => survey_page(&visit, &code, faults_of(refused)?, Some(&typed)).await.map(refusal::invalid),
    }
}

fn term(typed: &crate::form::Typed) -> Result<Term, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut date = |name: &str| {
        let found = typed.filled(name).map(super::organisations::day);
        if found == Some(None) {
            faults.push(FieldFault {
                field: name.to_owned(), text: "День — например 30.10.2026".to_owned()
            });
        }
        found.flatten()
    };
    let term = Term { opens_on: date("opens_on"), closes_on: date("closes_on") };
    if faults.is_empty() { Ok(term) } else { Err(faults) }
}

/// `GET /cabinet/surveys/{id}/qr.svg`: the address of the questionnaire as a picture.
pub(crate) async fn qr(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let asking = surveys::find_asking(&visit.ctx, &id).await?;
    visit.ctx.demand(Verb::SeePrivate, Some(asking.survey.organisation))?;
    let address = format!("{}/s/{}", visit.site(), asking.survey.code);
    let picture = surveys::qr_picture(&address).ok_or_else(Refused::not_found)?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}
