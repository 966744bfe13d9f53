//! How the surveys of a round go: who is behind first; one place with its days, ways and quotas.
//!
//! In come filters, targets that people type, a list pasted from a table, quotas; out go bars with their numbers. It
//! refuses to count: the verbs do.

use super::rounds::id_of;
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, Typed, fault, query};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::curve::{DayCurve, per_cent};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::{RoundQuota, RoundState, Version};
use otklik_app::survey::{self as surveys, PlaceProgress, PlannedList, QuotaCard, RoundProgress};
use otklik_app::{portal, score as scores};
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId, TerritoryId};
use otklik_domain::rulebook::{Answers, Question, SampleNorm};
use otklik_domain::survey::{Progress, Stage, Target};

/// Places of one page.
const SHOWN: usize = 100;

/// A bar with what it says in words.
struct Bar {
    /// Filled part.
    width: String,
    /// Where it should be today.
    expected: Option<String>,
    is_behind: bool,
    said: String,
}

struct Row {
    href: String,
    name: String,
    branch: String,
    bar: Option<Bar>,
    have: String,
    state: State,
}

struct QuotaRow {
    number: i64,
    title: String,
    what: String,
}

#[derive(Template)]
#[template(path = "cabinet/progress.html")]
struct ListPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    finding: String,
    norm: String,
    n_unplanned: usize,
    territory: Option<Field>,
    rows: Vec<Row>,
    curve: Option<DayCurve>,
    caption: String,
    before: Option<String>,
    after: Option<String>,
    /// Its papers: address and name of the format.
    papers: [(String, &'static str); 4],
    list: Field,
    remarks: Vec<String>,
    quotas: Vec<QuotaRow>,
    quota_fields: Vec<Field>,
    may_plan: bool,
    may_run: bool,
}

struct Way {
    name: String,
    n: String,
    width: String,
}

struct QuotaBar {
    title: String,
    bar: Bar,
}

#[derive(Template)]
#[template(path = "cabinet/progress_place.html")]
struct PlacePage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    name: String,
    path: String,
    branch: String,
    about: String,
    bar: Option<Bar>,
    norm: String,
    survey: Option<(String, State)>,
    curve: Option<DayCurve>,
    ways: Vec<Way>,
    imported: Option<String>,
    excluded: Option<String>,
    quotas: Vec<QuotaBar>,
    fields: Vec<Field>,
    version: i64,
    may_plan: bool,
}

fn number(n: u64) -> String {
    words::number(usize::try_from(n).unwrap_or(usize::MAX))
}

fn bar(progress: &Progress) -> Bar {
    let whole = progress.target.max(1);
    let short = match (progress.short, progress.behind) {
        (0, _) => "выборка набрана".to_owned(),
        (short, 0) => format!("не хватает {}", number(short)),
        (short, behind) => format!("не хватает {}, отстаёт на {}", number(short), number(behind)),
    };
    Bar {
        width: if progress.target == 0 { "100%".to_owned() } else { per_cent(progress.have, whole) },
        expected: progress.expected.filter(|_| progress.short > 0).map(|expected| per_cent(expected, whole)),
        is_behind: progress.behind > 0,
        said: format!("{} из {}: {short}", number(progress.have), number(progress.target)),
    }
}

fn survey_state(stage: Option<Stage>) -> State {
    match stage {
        None => State::new(Mark::Idle, "Опрос не открыт"),
        Some(Stage::Before) => State::new(Mark::Idle, "Ещё не начался"),
        Some(Stage::Running) => State::new(Mark::Work, "Идёт"),
        Some(Stage::Over) => State::new(Mark::Ok, "Завершён"),
    }
}

fn state(it: &PlaceProgress) -> State {
    match it.progress {
        None => State::new(Mark::Idle, "Выборка не задана"),
        Some(progress) if progress.short == 0 => State::new(Mark::Ok, "Набрано"),
        Some(progress) if progress.behind > 0 => State::new(Mark::Late, "Отстаёт"),
        Some(_) => survey_state(it.stage),
    }
}

fn place_path(id: RoundId, organisation: OrganisationId, branch: &str) -> String {
    format!("/cabinet/rounds/{id}/progress/{organisation}{}", query(&[("branch", branch)]))
}

fn row(id: RoundId, it: &PlaceProgress) -> Row {
    Row {
        href: place_path(id, it.place.organisation, &it.place.branch),
        name: it.place.name.clone(),
        branch: it.place.branch.clone(),
        bar: it.progress.as_ref().map(bar),
        have: number(it.place.respondents),
        state: state(it),
    }
}

fn norm_words(norm: Option<&SampleNorm>) -> String {
    norm.map_or_else(
        || "В своде правил этого тура нормы выборки нет: нужное число анкет пишут от руки.".to_owned(),
        |norm| {
            format!(
                "Норма выборки: {} % от числа обслуженных за прошлый год, но не больше {} анкет. Нужное число можно написать и от руки.",
                norm.percent, norm.at_most
            )
        },
    )
}

fn finding(shown: &RoundProgress) -> String {
    let whole = &shown.whole;
    if whole.target == 0 {
        return "Выборка ещё не задана".to_owned();
    }
    let n_behind = shown.places.iter().filter(|it| it.progress.is_some_and(|progress| progress.behind > 0)).count();
    let behind = if n_behind == 0 {
        "никто не отстаёт".to_owned()
    } else {
        format!("отстают: {}", words::count(n_behind, words::PLACES))
    };
    format!("Получено {} из {} анкет, {behind}", number(whole.have), number(whole.target))
}

/// What stands on the page beside the list, when a form came back.
#[derive(Default)]
struct Back {
    faults: Vec<FieldFault>,
    typed: Typed,
    remarks: Vec<String>,
}

/// `GET /cabinet/rounds/{id}/progress?territory=…&page=…`
pub(crate) async fn list(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    list_page(&visit, id_of(&id)?, &asked, Back::default()).await
}

async fn list_page(visit: &Visit, id: RoundId, asked: &Typed, back: Back) -> Result<Response, Refused> {
    let ctx = &visit.ctx;
    let territory = asked.get("territory");
    let shown = surveys::round_progress(ctx, id, territory.parse::<TerritoryId>().ok()).await?;
    let n_pages = shown.places.len().div_ceil(SHOWN).max(1);
    let at = asked.get("page").parse::<usize>().unwrap_or(1).clamp(1, n_pages);
    let address = |path: &str, fields: &[(&str, &str)]| format!("/cabinet/rounds/{id}/progress{path}{}", query(fields));
    let other = |page: usize| address("", &[("territory", territory), ("page", &page.to_string())]);
    let file = |format: &str| address("/paper", &[("territory", territory), ("format", format)]);
    let Back { faults, typed, remarks } = back;
    let title = if faults.is_empty() { "Ход опроса" } else { "Ошибка: ход опроса" };
    let is_open = shown.round.state == RoundState::Open;
    let may_run = is_open && ctx.may(Verb::RunRounds, None);
    let questions = surveys::quota_questions(ctx, id).await?;
    Ok(page::show(&ListPage {
        shell: visit.staff_shell(title, "rounds"),
        id: id.to_string(),
        title: shown.round.title.clone(),
        finding: finding(&shown),
        norm: norm_words(shown.norm.as_ref()),
        n_unplanned: shown.n_unplanned,
        territory: territory_field(visit, territory).await?,
        caption: words::capital(&words::count(shown.places.len(), words::PLACES)),
        curve: DayCurve::of(&shown.curve.days),
        rows: shown.places.iter().skip((at - 1) * SHOWN).take(SHOWN).map(|it| row(id, it)).collect(),
        before: (at > 1).then(|| other(at - 1)),
        after: (at < n_pages).then(|| other(at + 1)),
        papers: [("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF"), ("csv", "CSV")].map(|(it, name)| (file(it), name)),
        list: Field::area("list", "Список из таблицы", typed.get("list"))
            .hint("Строка — место: организация; филиал; обслужено за год; нужно анкет. Столбцы можно скопировать из Excel")
            .faulty(fault(&faults, "list")),
        remarks,
        quotas: surveys::round_quotas(ctx, id).await?.iter().map(|quota| quota_row(quota, &questions)).collect(),
        quota_fields: if may_run { quota_fields(&questions, &typed, &faults) } else { Vec::new() },
        may_plan: is_open && ctx.may(Verb::RunSurveys, None),
        may_run,
        errors: Errors { faults },
    }))
}

async fn territory_field(visit: &Visit, chosen: &str) -> Result<Option<Field>, Refused> {
    let all = portal::choices(&visit.ctx).await?.territories;
    let choices = all.iter().map(|it| Choice::new(it.id.to_string(), it.name.clone()));
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "Все")).chain(choices).collect();
    Ok((choices.len() > 1).then(|| Field::choice("territory", "Территория", chosen, choices)))
}

fn quota_row(quota: &RoundQuota, questions: &[Question]) -> QuotaRow {
    let short = |code: &str| {
        questions.iter().find(|question| question.code == code).map_or(code.to_owned(), |it| it.short.clone())
    };
    let choice = quota.choice.as_ref().map(|(question, choice)| {
        let words = questions.iter().find(|it| it.code == *question).and_then(|it| match &it.answers {
            Answers::Choice(list) => list.iter().find(|(code, _)| code == choice).map(|(_, words)| words.clone()),
            _ => None,
        });
        format!("{}: {}", short(question), words.unwrap_or_else(|| choice.clone()))
    });
    let between = quota.between.as_ref().map(|(question, least, most)| format!("{}: {least}–{most}", short(question)));
    let part = format!("{} % выборки", quota.percent);
    let what = [choice, between, Some(part)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    QuotaRow { number: quota.number, title: quota.title.clone(), what }
}

fn quota_fields(questions: &[Question], typed: &Typed, faults: &[FieldFault]) -> Vec<Field> {
    let (mut choices, mut numbers) = (vec![Choice::new("", "Любой")], vec![Choice::new("", "Любое")]);
    for question in questions {
        match &question.answers {
            Answers::Choice(list) => choices.extend(list.iter().map(|(code, words)| {
                Choice::new(format!("{}={code}", question.code), format!("{}: {words}", question.short))
            })),
            _ => numbers.push(Choice::new(&question.code, &question.short)),
        }
    }
    let fields = [
        Field::line("title", "Как назвать группу", typed.get("title")).hint("Например, женщины 60 лет и старше"),
        Field::choice("choice", "Ответ", typed.get("choice"), choices),
        Field::choice("number", "Число", typed.get("number"), numbers),
        Field::line("least", "От", typed.get("least")),
        Field::line("most", "До", typed.get("most")),
        Field::line("percent", "Какая это часть выборки, %", typed.get("percent")),
    ];
    let with_fault = |field: Field| {
        let said = fault(faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    fields.into_iter().map(with_fault).collect()
}

/// `POST /cabinet/rounds/{id}/progress`: takes a pasted list, adds or removes a quota.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (id, ctx) = (id_of(&id)?, &visit.ctx);
    let said = match typed.get("action") {
        "quota" => surveys::add_quota(ctx, id, &quota_card(&typed)).await.map(|()| None),
        "remove" => {
            let number = typed.get("quota").parse().map_err(|_| Refused::not_found())?;
            surveys::remove_quota(ctx, id, number).await.map(|()| None)
        }
        _ => surveys::plan_list(ctx, id, typed.get("list")).await.map(Some),
    };
    match said {
        Ok(Some(done)) if !done.remarks.is_empty() => {
            let back = Back { remarks: told(&done), ..Back::default() };
            list_page(&visit, id, &Typed::default(), back).await
        }
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/rounds/{id}/progress?done=kept"))),
        Err(refused) => {
            let back = Back { faults: faults_of(refused)?, typed, remarks: Vec::new() };
            list_page(&visit, id, &Typed::default(), back).await.map(refusal::invalid)
        }
    }
}

fn told(done: &PlannedList) -> Vec<String> {
    let kept = format!("Принято мест: {}", words::number(done.n_kept));
    let remarks = done.remarks.iter().map(|(line, why)| format!("Строка {line} не принята: {why}"));
    std::iter::once(kept).chain(remarks).collect()
}

fn quota_card(typed: &Typed) -> QuotaCard {
    let text = |name: &str| typed.get(name).to_owned();
    QuotaCard {
        title: text("title"),
        choice: text("choice"),
        number: text("number"),
        least: text("least"),
        most: text("most"),
        percent: text("percent"),
    }
}

/// `GET /cabinet/rounds/{id}/progress/paper?territory=…&format=…`
pub(crate) async fn paper(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let territory = asked.get("territory").parse::<TerritoryId>().ok();
    let shown = surveys::round_progress(&visit.ctx, id_of(&id)?, territory).await?;
    let out = surveys::progress_paper(&visit.ctx, &shown, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

fn organisation_of(id: &str) -> Result<OrganisationId, Refused> {
    id.parse().map_err(|_| Refused::not_found())
}

/// `GET /cabinet/rounds/{id}/progress/{organisation}?branch=…`
pub(crate) async fn place(
    Staff(visit): Staff,
    Path((id, organisation)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let (id, organisation) = (id_of(&id)?, organisation_of(&organisation)?);
    place_page(&visit, id, organisation, asked.get("branch"), None, Vec::new()).await
}

async fn place_page(
    visit: &Visit,
    id: RoundId,
    organisation: OrganisationId,
    branch: &str,
    typed: Option<&Typed>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let ctx = &visit.ctx;
    let shown = surveys::place_progress(ctx, id, organisation, branch).await?;
    let (place, target) = (&shown.place.place, shown.place.place.target);
    let name = if branch.is_empty() { place.name.clone() } else { format!("{}, {branch}", place.name) };
    let kept = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let value = |name: &str, n: Option<u64>| typed.map_or_else(|| kept(n), |typed| typed.get(name).to_owned());
    let field =
        |name: &str, label: &str, n: Option<u64>| Field::line(name, label, value(name, n)).faulty(fault(&faults, name));
    let most = shown.curve.channels.iter().map(|(_, n)| *n).sum::<u64>();
    let way = |(channel, n): &(otklik_domain::survey::Channel, u64)| Way {
        name: words::capital(channel.in_words()),
        n: number(*n),
        width: per_cent(*n, most),
    };
    let quota = |it: &surveys::QuotaProgress| QuotaBar {
        title: it.quota.title.clone(),
        bar: bar(&Progress {
            target: it.quota.needed,
            have: it.have,
            short: it.quota.needed.saturating_sub(it.have),
            expected: None,
            behind: 0,
        }),
    };
    Ok(page::show(&PlacePage {
        shell: visit.staff_shell(if faults.is_empty() { name.clone() } else { format!("Ошибка: {name}") }, "rounds"),
        id: id.to_string(),
        title: shown.round.title.clone(),
        path: place_path(id, organisation, branch),
        branch: branch.to_owned(),
        about: shown.place.progress.as_ref().map_or_else(
            || format!("Анкет: {}. Сколько нужно, ещё не сказано", number(place.respondents)),
            |progress| words::capital(&bar(progress).said),
        ),
        bar: shown.place.progress.as_ref().map(bar),
        norm: norm_words(shown.norm.as_ref()),
        survey: place.survey.as_ref().map(|it| (it.code.to_string(), survey_state(shown.place.stage))),
        curve: DayCurve::of(&shown.curve.days),
        ways: shown.curve.channels.iter().map(way).collect(),
        imported: (shown.n_imported > 0).then(|| number(shown.n_imported)),
        excluded: (shown.n_excluded > 0).then(|| number(shown.n_excluded)),
        quotas: shown.quotas.iter().map(quota).collect(),
        fields: vec![
            field("n_served", "Сколько людей обслужили за прошлый год", target.n_served),
            field("n_wanted", "Сколько анкет нужно, если не по норме", target.n_wanted)
                .hint("Пустое — по норме выборки"),
        ],
        version: place.version.map_or(0, |version| version.0),
        may_plan: shown.round.state == RoundState::Open && ctx.may(Verb::RunSurveys, Some(organisation)),
        errors: Errors { faults },
        name,
    }))
}

/// `POST /cabinet/rounds/{id}/progress/{organisation}`: how many it served, how many are wanted.
pub(crate) async fn plan(
    Staff(visit): Staff,
    Path((id, organisation)): Path<(String, String)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (id, organisation, branch) = (id_of(&id)?, organisation_of(&organisation)?, typed.get("branch"));
    scores::find_round(&visit.ctx, id).await?;
    visit.ctx.demand(Verb::RunSurveys, Some(organisation))?;
    let mut faults = Vec::new();
    let mut read = |name: &str| {
        surveys::number(typed.get(name)).unwrap_or_else(|_| {
            let text = "Напишите целое число, например 235".to_owned();
            faults.push(FieldFault { field: name.to_owned(), text });
            None
        })
    };
    let target = Target { n_served: read("n_served"), n_wanted: read("n_wanted") };
    if !faults.is_empty() {
        return place_page(&visit, id, organisation, branch, Some(&typed), faults).await.map(refusal::invalid);
    }
    let expected = typed.get("version").parse().ok().filter(|n| *n > 0).map(Version);
    match surveys::plan_sample(&visit.ctx, id, organisation, branch, target, expected).await {
        Ok(()) => {
            let done = query(&[("branch", branch), ("done", "kept")]);
            Ok(refusal::see_other(&format!("/cabinet/rounds/{id}/progress/{organisation}{done}")))
        }
        Err(refused) => {
            let faults = faults_of(refused)?;
            place_page(&visit, id, organisation, branch, Some(&typed), faults).await.map(refusal::invalid)
        }
    }
}
