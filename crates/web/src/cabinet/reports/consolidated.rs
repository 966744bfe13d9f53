//! Reports put together: chosen, looked at, frozen under a number, downloaded.

use super::{id_of, period_of, periods, summary_words};
use crate::cabinet::plan::FORMATS;
use crate::cabinet::shortcomings::ticked;
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, Typed, query};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::FiledConsolidated;
use otklik_app::reports::{self, ConsolidatedAsked, FiledSheet};
use otklik_app::{Refusal, portal};
use otklik_domain::report::{Consolidated, Origin, Part, ReportPeriod, Summary};

struct Line {
    href: String,
    text: String,
    note: String,
}

struct Sum {
    name: String,
    note: String,
    sum: Summary,
    percent: String,
}

/// An organisation that can be ticked.
struct Place {
    id: String,
    name: String,
    is_ticked: bool,
}

/// Organisations that can be ticked at once; a name, territory and founder narrow them.
const PLACES_MAX: usize = 50;
/// Late items shown on the page; the paper has all of them.
const LATE_MAX: usize = 20;
/// Organisations on one page of the sums.
const PAGE: usize = 50;
/// So many organisations without a plan are named.
const WITHOUT_MAX: usize = 30;
/// More organisations than this are put together only when that is asked for.
const AT_ONCE_MAX: usize = 300;

struct Shown {
    finding: String,
    summary: String,
    /// Sums by criterion, municipality and organisation, each under its name.
    parts: Vec<(&'static str, Vec<Sum>)>,
    is_empty: bool,
    late: Vec<(String, String, String)>,
    n_more_late: usize,
    without_plan: Vec<String>,
    n_more_without: usize,
    /// «Показаны организации 1–50 из 2 000», the pages before and after.
    page: Option<(String, Option<String>, Option<String>)>,
}

#[derive(Template)]
#[template(path = "cabinet/reports/consolidated.html")]
struct ChoosePage {
    shell: Shell,
    errors: Errors,
    fields: Vec<Field>,
    /// Organisations to tick; none ticked means all of them.
    places: Vec<Place>,
    n_ticked: usize,
    n_more_places: usize,
    /// What was chosen, as the form of the next step carries it.
    kept: Vec<(&'static str, String)>,
    /// Id and number of the one that is to be corrected.
    corrects: Option<(uuid::Uuid, i64)>,
    /// Nothing while many could be put together and nobody has said which.
    shown: Option<Shown>,
    n_all: String,
    filed: Vec<Line>,
}

#[derive(Template)]
#[template(path = "cabinet/reports/consolidated_one.html")]
struct OnePage {
    shell: Shell,
    id: uuid::Uuid,
    title: String,
    /// What it corrects, or what took its place.
    ties: Vec<String>,
    may_correct: bool,
    scope: String,
    frozen: String,
    shown: Shown,
    formats: &'static [(&'static str, &'static str)],
}

fn asked_of(typed: &Typed) -> ConsolidatedAsked {
    ConsolidatedAsked {
        territory: typed.get("territory").parse().ok(),
        founder: typed.get("founder").parse().ok(),
        organisations: ticked(typed, "organisation"),
    }
}

/// `GET /cabinet/reports/consolidated?period=…&territory=…&founder=…&organisation=…`, or `?replaces=…` to correct one.
pub(crate) async fn choose(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    choose_page(&visit, asked, Vec::new()).await
}

/// A correction begins with what the former one was made of, until the person chooses anew.
async fn begun(visit: &Visit, typed: Typed) -> Result<(Typed, Option<(uuid::Uuid, i64)>), Refused> {
    let Some(id) = typed.filled("replaces") else { return Ok((typed, None)) };
    let former = reports::consolidated(&visit.ctx, id_of(id)?).await?;
    let corrects = Some((former.filed.id, former.filed.number));
    if typed.filled("period").is_some() {
        return Ok((typed, corrects));
    }
    let organisations = former.sheet.consolidated.contributions.iter();
    let organisations = organisations.map(|it| ("organisation".to_owned(), it.organisation.to_string()));
    let period = ("period".to_owned(), former.sheet.consolidated.period.to_string());
    Ok((Typed(std::iter::once(period).chain(organisations).chain(typed.0).collect()), corrects))
}

async fn choose_page(visit: &Visit, typed: Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let ctx = &visit.ctx;
    let filed = reports::consolidated_list(ctx).await?;
    let (typed, corrects) = begun(visit, typed).await?;
    let rule = reports::rule(ctx).await?;
    let period = period_of(&typed).unwrap_or_else(|| ReportPeriod::last_over(ctx.today(), rule.rhythm));
    let asked = asked_of(&typed);
    let mut candidates = reports::candidates(ctx, &asked).await?;
    let n_all = words::number(candidates.len());
    let is_asked = !faults.is_empty() || typed.filled("period").is_some() || candidates.len() <= AT_ONCE_MAX;
    let shown = match is_asked {
        true => Some(reports::consolidate(ctx, &asked, period).await?),
        false => None,
    };
    // Who is ticked stands first and is never left out.
    candidates.sort_by_key(|it| !asked.organisations.contains(&it.id));
    let name = typed.get("q").trim().to_lowercase();
    candidates.retain(|it| asked.organisations.contains(&it.id) || has_name(it, &name));
    let n_listed = PLACES_MAX.max(asked.organisations.len());
    let n_more_places = candidates.len().saturating_sub(n_listed);
    let place = |it: otklik_domain::registry::Organisation| Place {
        is_ticked: asked.organisations.contains(&it.id),
        id: it.id.to_string(),
        name: it.short_name.unwrap_or(it.name),
    };
    let places: Vec<Place> = candidates.into_iter().take(n_listed).map(place).collect();
    let said = |name: &'static str| (name, typed.get(name).to_owned());
    let organisations = asked.organisations.iter().map(|id| ("organisation", id.to_string()));
    let kept = [("period", period.to_string()), said("territory"), said("founder"), said("replaces")];
    let kept: Vec<(&'static str, String)> =
        kept.into_iter().filter(|(_, value)| !value.is_empty()).chain(organisations).collect();
    let here = |n: usize| {
        let n = n.to_string();
        let page = std::iter::once(("page", n.as_str()));
        let fields: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (*name, value.as_str())).chain(page).collect();
        format!("/cabinet/reports/consolidated{}#organisations", query(&fields))
    };
    Ok(page::show(&ChoosePage {
        shell: visit.staff_shell(if faults.is_empty() { "Сводный отчёт" } else { "Ошибка: сводный отчёт" }, "reports"),
        errors: Errors { faults },
        fields: fields(visit, &typed, period).await?,
        n_ticked: asked.organisations.len(),
        places,
        n_more_places,
        shown: shown.map(|sheet| shown_of(&sheet.consolidated, &typed, here)),
        n_all,
        kept,
        corrects,
        filed: filed.all().iter().map(|it| line(visit, it, filed.replaced_by(it.id))).collect(),
    }))
}

async fn fields(visit: &Visit, typed: &Typed, period: ReportPeriod) -> Result<Vec<Field>, Refused> {
    let choices = portal::choices(&visit.ctx).await?;
    let any = |text: &str| vec![Choice::new("", text)];
    let mut territories = any("Все");
    territories.extend(
        choices.territories.iter().map(|it| Choice::new(it.id.to_string(), format!("{} {}", it.kind, it.name))),
    );
    let mut founders = any("Любой");
    founders.extend(choices.founders.iter().map(|it| Choice::new(it.id.to_string(), it.name.clone())));
    let all = periods(visit.ctx.today(), period);
    Ok(vec![
        Field::choice("period", "За какой период", period.to_string(), all),
        Field::choice("territory", "Территория со всем, что в неё входит", typed.get("territory"), territories),
        Field::choice("founder", "Учредитель", typed.get("founder"), founders),
        Field::line("q", "Найти организацию, чтобы отметить", typed.get("q")),
    ])
}

fn line(visit: &Visit, it: &FiledConsolidated, replaced_by: Option<i64>) -> Line {
    let replaced = replaced_by.map(|number| format!(", заменён отчётом № {number}")).unwrap_or_default();
    let period = it.period.parse::<ReportPeriod>().map_or_else(|()| it.period.clone(), ReportPeriod::in_words);
    Line {
        href: format!("/cabinet/reports/consolidated/{}", it.id),
        text: format!("№ {} за {period}", it.number),
        note: format!(
            "{}, организаций: {}, {}{replaced}",
            it.scope,
            it.n_organisations,
            words::date(it.at.to_zoned(visit.ctx.house.zone.clone()).date())
        ),
    }
}

fn sum(name: String, note: String, sum: Summary) -> Sum {
    Sum { name, note, sum, percent: sum.percent().map(|n| format!("{n} %")).unwrap_or_default() }
}

fn has_name(it: &otklik_domain::registry::Organisation, name: &str) -> bool {
    it.name.to_lowercase().contains(name) || it.short_name.as_ref().is_some_and(|it| it.to_lowercase().contains(name))
}

/// What is shown of what was put together, with a page of its organisations; `address` leads to another page.
fn shown_of(it: &Consolidated, typed: &Typed, address: impl Fn(usize) -> String) -> Shown {
    let (late, n_all) = (it.late(), it.contributions.len());
    let n_page = typed.whole("page").unwrap_or(1_usize).clamp(1, n_all.div_ceil(PAGE).max(1));
    let first = (n_page - 1) * PAGE;
    let last = n_all.min(first + PAGE);
    let caption = || {
        format!("Показаны организации {}–{} из {}", words::number(first + 1), words::number(last), words::number(n_all))
    };
    let origin = |origin: Origin| match origin {
        Origin::Sent { number, on } => format!("отчёт № {number} от {}", words::date_brief(on)),
        Origin::Register => "отчёт не прислан, взято из учёта".to_owned(),
    };
    let organisations = it.by_organisation().into_iter().zip(&it.contributions).skip(first).take(PAGE);
    let name = |criterion: Option<otklik_domain::score::Criterion>| {
        criterion.map_or_else(|| "Без критерия".to_owned(), |c| c.official_name().to_owned())
    };
    Shown {
        finding: format!(
            "Организаций с планом: {}. Не прислали отчёт: {}. Просроченных мероприятий: {}",
            it.contributions.len(),
            it.n_unsent(),
            late.len()
        ),
        summary: summary_words(it.summary()),
        parts: vec![
            ("По критериям", it.by_criterion().into_iter().map(|(c, of)| sum(name(c), String::new(), of)).collect()),
            (
                "По муниципалитетам",
                it.by_territory()
                    .into_iter()
                    .map(|part: Part| sum(part.name, format!("организаций: {}", part.n_organisations), part.summary))
                    .collect(),
            ),
            (
                "По организациям",
                organisations.map(|(part, one)| sum(part.name, origin(one.origin), part.summary)).collect(),
            ),
        ],
        is_empty: it.contributions.is_empty(),
        n_more_late: late.len().saturating_sub(LATE_MAX),
        late: late
            .into_iter()
            .take(LATE_MAX)
            .map(|(one, row, days)| {
                let comment = row.reason.clone().unwrap_or_else(|| "причина не названа".to_owned());
                (
                    one.name.clone(),
                    row.text.clone(),
                    format!("{}: {comment}", words::count(usize::try_from(days).unwrap_or(0), words::DAYS)),
                )
            })
            .collect(),
        without_plan: it.without_plan.iter().take(WITHOUT_MAX).cloned().collect(),
        n_more_without: it.without_plan.len().saturating_sub(WITHOUT_MAX),
        page: (n_all > PAGE).then(|| {
            (caption(), (n_page > 1).then(|| address(n_page - 1)), (last < n_all).then(|| address(n_page + 1)))
        }),
    }
}

/// `POST /cabinet/reports/consolidated`: freezes what is shown.
pub(crate) async fn freeze(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let frozen = match period_of(&typed) {
        Some(period) => {
            let replaces = typed.get("replaces").parse().ok();
            reports::freeze(&visit.ctx, &asked_of(&typed), period, replaces).await
        }
        None => {
            visit.ctx.demand_somewhere(otklik_domain::access::Verb::PublishPlan)?;
            Err(Refusal::field("period", "Выберите период"))
        }
    };
    match frozen {
        Ok(id) => Ok(refusal::see_other(&format!("/cabinet/reports/consolidated/{id}?done=consolidated"))),
        Err(refused) => choose_page(&visit, typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `GET /cabinet/reports/consolidated/{id}`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let FiledSheet { filed, sheet, replaced_by } = reports::consolidated(&visit.ctx, id_of(&id)?).await?;
    let corrected = sheet.replaces.map(|number| format!("Исправленный: взамен отчёта № {number}"));
    let replaced = replaced_by.map(|number| format!("Заменён исправленным отчётом № {number}"));
    let at = words::date(filed.at.to_zoned(visit.ctx.house.zone.clone()).date());
    Ok(page::show(&OnePage {
        shell: visit.staff_shell("Сводный отчёт", "reports"),
        id: filed.id,
        title: format!("Сводный отчёт № {} за {}", filed.number, sheet.consolidated.period.in_words()),
        ties: corrected.into_iter().chain(replaced).collect(),
        may_correct: replaced_by.is_none(),
        scope: sheet.scope.clone(),
        frozen: format!("Зафиксирован {at}, SHA-256 {}", filed.sha256),
        shown: shown_of(&sheet.consolidated, &asked, |n| {
            format!("/cabinet/reports/consolidated/{id}?page={n}#organisations")
        }),
        formats: &FORMATS,
    }))
}

/// `GET /cabinet/reports/consolidated/{id}/paper?format=…`
pub(crate) async fn paper(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let out = reports::consolidated_paper(&visit.ctx, id_of(&id)?, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
