//! The register of one organisation: what is wanting, how far it reaches, what mends it, and a plan in one step.

use super::{again, belongs, organisation_of, points, roubles, state, ticked};
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::state::State;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::shortcomings::{self, Line, RegisterView, ShortcomingTyped};
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::shortcoming::{Source, Standing};

struct Row {
    id: String,
    found: String,
    norm: String,
    note: String,
    belongs: String,
    extent: String,
    loss: String,
    state: State,
    measures: Vec<(String, String)>,
    typical: Option<String>,
    is_ticked: bool,
    may_tick: bool,
}

#[derive(Template)]
#[template(path = "cabinet/shortcomings/register.html")]
struct RegisterPage {
    shell: Shell,
    errors: Errors,
    id: String,
    name: String,
    finding: String,
    about: String,
    rounds: Field,
    round: String,
    has_rounds: bool,
    rows: Vec<Row>,
    year: Field,
    fields: Vec<Field>,
    may_write: bool,
}

/// `GET /cabinet/organisations/{id}/shortcomings?round=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    register_page(&visit, organisation_of(&id)?, &asked, Vec::new()).await
}

fn round_of(typed: &Typed) -> Result<Option<RoundId>, Refused> {
    typed.filled("round").map(|id| id.parse().map_err(|_| Refused::not_found())).transpose()
}

async fn register_page(
    visit: &Visit,
    id: OrganisationId,
    typed: &Typed,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let view = shortcomings::register(&visit.ctx, id, round_of(typed)?).await?;
    let title = if faults.is_empty() {
        "Реестр недостатков"
    } else {
        "Ошибка: реестр недостатков"
    };
    let round = view.round.as_ref().map(|round| round.id.to_string()).unwrap_or_default();
    let rounds = view.rounds.iter().map(|it| Choice::new(it.id.to_string(), it.title.clone())).collect();
    let is_sent = typed.get("action") == "plan";
    let chosen: Vec<String> = ticked(typed, "mend");
    let with_fault = |field: Field| {
        let said = fault(&faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    Ok(page::show(&RegisterPage {
        shell: visit.staff_shell(title, "organisations"),
        id: id.to_string(),
        finding: finding(&view),
        about: about(&view),
        rounds: Field::choice("round", "Оценка", &round, rounds),
        has_rounds: !view.rounds.is_empty(),
        round,
        rows: view.lines.iter().map(|line| row(line, is_sent.then_some(chosen.as_slice()))).collect(),
        year: with_fault(Field::line("year", "Год плана", typed.get("year")).hint("Пустое — ближайший год плана")),
        fields: fields(typed).into_iter().map(with_fault).collect(),
        may_write: visit.ctx.may(Verb::AdoptPlan, Some(id)),
        name: view.organisation.short_name.unwrap_or(view.organisation.name),
        errors: Errors { faults },
    }))
}

fn finding(view: &RegisterView) -> String {
    let is_open = |line: &&Line| line.kept.value.standing == Standing::Open;
    let open: Vec<&Line> = view.lines.iter().filter(is_open).collect();
    let bare = open.iter().filter(|line| line.mended_by.is_empty()).count();
    match (open.len(), bare, &view.register) {
        (0, _, None) => "Реестр ещё не составлен".to_owned(),
        (0, _, Some(_)) => "Недостатков не найдено".to_owned(),
        (n, 0, _) => format!("Недостатков: {}. Мера есть у каждого", words::number(n)),
        (n, bare, _) => format!("Недостатков: {}. Без мер: {}", words::number(n), words::number(bare)),
    }
}

fn about(view: &RegisterView) -> String {
    let total = view.register.as_ref().and_then(|it| it.total.as_ref());
    match (&view.register, total) {
        (Some(_), Some(total)) => format!(
            "Составлен по оценке {}. Если исправить всё, прибавится {} до 100.",
            crate::ui::figures::brief(total),
            crate::ui::figures::brief(&(&otklik_domain::score::Exact::whole(100) - total))
        ),
        _ => "Реестр собирают из невыполненных пунктов осмотра и ответов опроса. Предложения совета, обращения и \
              проверки впишите сами."
            .to_owned(),
    }
}

fn row(line: &Line, chosen: Option<&[String]>) -> Row {
    let kept = &line.kept.value;
    let may_tick = kept.standing == Standing::Open;
    let id = kept.id.to_string();
    let source = match kept.of.source {
        source if source.is_of_score() => None,
        source => Some(source.in_words().to_owned()),
    };
    let paper = Some(kept.reference.clone()).filter(|it| !it.is_empty());
    let note =
        [kept.of.branch.clone(), source, paper, kept.found_on.map(words::date), again(kept), kept.reason.clone()];
    Row {
        found: words::capital(&kept.of.found),
        norm: kept.of.norm.clone(),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        belongs: belongs(&kept.of),
        extent: line.extent.map_or_else(|| crate::ui::figures::NONE.to_owned(), |it| it.to_string()),
        loss: points(kept.of.loss.as_ref()),
        state: state(kept.standing, !line.mended_by.is_empty()),
        measures: line.mended_by.iter().map(|m| (format!("/cabinet/measures/{}", m.id), m.text.clone())).collect(),
        typical: line.typical.as_ref().filter(|_| may_tick && line.mended_by.is_empty()).map(|it| {
            let cost = it.cost.map(|cost| format!(", {}", roubles(cost))).unwrap_or_default();
            format!("{}{cost}", it.text.replace("{…}", "то, чего не хватает"))
        }),
        is_ticked: may_tick && chosen.map_or(line.mended_by.is_empty(), |chosen| chosen.contains(&id)),
        may_tick,
        id,
    }
}

fn fields(typed: &Typed) -> [Field; 8] {
    let sources = Source::TYPED.map(|it| Choice::new(it.name(), words::capital(it.in_words())));
    let sources = std::iter::once(Choice::new("", "Выберите")).chain(sources).collect();
    [
        Field::choice("source", "Откуда известно", typed.get("source"), sources),
        Field::area("found", "В чём недостаток", typed.get("found")),
        Field::area("norm", "Как должно быть", typed.get("norm")).hint("Слова нормы, если знаете"),
        Field::line("indicator", "Показатель", typed.get("indicator")).hint("Например 3.2; пустое, если не относится"),
        Field::line("criterion", "Критерий", typed.get("criterion")).hint("От 1 до 5, если показатель не назван"),
        Field::line("branch", "Филиал", typed.get("branch")).hint("Пустое — вся организация"),
        Field::line("reference", "Документ", typed.get("reference")).hint("Протокол № 3, акт, номер обращения"),
        Field::line("on", "Дата документа", typed.get("on")).hint("22.11.2026"),
    ]
}

/// `POST /cabinet/organisations/{id}/shortcomings`: makes the register, writes a shortcoming, drafts a plan.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = organisation_of(&id)?;
    let round = round_of(&typed)?;
    let here = |done: &str| {
        let round = round.map(|round| format!("round={round}&")).unwrap_or_default();
        format!("/cabinet/organisations/{id}/shortcomings?{round}done={done}")
    };
    let said = match typed.get("action") {
        "make" => make(&visit, id, round).await.map(&here),
        "plan" => plan(&visit, id, round, &typed).await.map(|plan| format!("/cabinet/plans/{plan}?done=plan-drafted")),
        _ => shortcomings::write_shortcoming(&visit.ctx, id, round, &read(&typed)).await.map(|_| here("written")),
    };
    match said {
        Ok(address) => Ok(refusal::see_other(&address)),
        Err(refused) => register_page(&visit, id, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}

async fn make(visit: &Visit, id: OrganisationId, round: Option<RoundId>) -> Result<&'static str, Refusal> {
    let round = round.ok_or_else(|| Refusal::field("round", "Сначала откройте тур оценки"))?;
    let made = shortcomings::make_registers(&visit.ctx, round, Some(id)).await?;
    Ok(if made.steps.is_empty() { "register-same" } else { "register-made" })
}

async fn plan(
    visit: &Visit,
    id: OrganisationId,
    round: Option<RoundId>,
    typed: &Typed,
) -> Result<otklik_domain::ids::PlanId, Refusal> {
    let chosen = ticked(typed, "mend");
    if chosen.is_empty() {
        visit.ctx.demand(Verb::AdoptPlan, Some(id))?;
        return Err(Refusal::field("shortcomings", "Отметьте недостатки, для которых нужны меры"));
    }
    shortcomings::draft_plan(&visit.ctx, id, round, &chosen, typed.get("year")).await
}

fn read(typed: &Typed) -> ShortcomingTyped {
    let text = |name: &str| typed.get(name).to_owned();
    ShortcomingTyped {
        source: text("source"),
        found: text("found"),
        norm: text("norm"),
        criterion: text("criterion"),
        indicator: text("indicator"),
        branch: text("branch"),
        reference: text("reference"),
        on: text("on"),
    }
}
