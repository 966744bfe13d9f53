//! An organisation's public page: the answer first, then the score card, then what is being mended.

use crate::portal::home::sector_words;
use crate::refusal::{self, Refused};
use crate::rows::drawn_on;
use crate::standing;
use crate::ui::components::score_card::{ScoreCard, short_name, weakest};
use crate::ui::components::series::Timeline;
use crate::ui::components::sheet;
use crate::ui::components::state::{Mark, State};
use crate::ui::components::strip::Strip;
use crate::ui::shell::{Shell, organisation_nav};
use crate::ui::{figures, page, words};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use otklik_app::plans::PublicPlan;
use otklik_app::portal::{self, Found, OrganisationPage as Shown};
use otklik_app::register::lateness;
use otklik_app::score::{self as scores, PublishedSheet};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::{Organisation, OrganisationState};
use otklik_domain::score::Derived;

struct Contact {
    name: &'static str,
    text: String,
    href: Option<String>,
}

struct ScoreSection {
    eyebrow: String,
    finding: String,
    total: Option<String>,
    say: String,
    card: ScoreCard,
}

struct PlanSection {
    eyebrow: String,
    finding: String,
    strip: Option<Strip>,
    note: String,
    count: String,
    late: Option<String>,
}

struct Told {
    shortcoming: Option<String>,
    text: String,
    state: State,
}

struct BranchRow {
    name: String,
    address: String,
}

#[derive(Template)]
#[template(path = "portal/organisation.html")]
struct OrganisationPage {
    shell: Shell,
    slug: String,
    eyebrow: String,
    heading: String,
    full_name: Option<String>,
    closed: Option<String>,
    is_example: bool,
    contacts: Vec<Contact>,
    score: Option<ScoreSection>,
    plan: Option<PlanSection>,
    done: Vec<Told>,
    branches: Vec<BranchRow>,
    outside: Option<Timeline>,
    /// Where else it can be rated: words and address.
    rated_at: Vec<(&'static str, String)>,
    /// Citizens are asked about it now.
    is_asked: bool,
    /// There is a final inspection to look at.
    is_inspected: bool,
}

/// An organisation by its slug, or the way to the one it was joined to.
pub(crate) async fn find(visit: &Visit, slug: &str, tail: &str) -> Result<Result<Box<Shown>, Response>, Refused> {
    Ok(match portal::organisation(&visit.ctx, slug).await? {
        Found::Here(shown) => Ok(shown),
        Found::MovedTo(slug) => Err(refusal::moved(&format!("/o/{slug}{tail}"))),
    })
}

/// `GET /o/{slug}`
pub(crate) async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let organisation = &shown.organisation;
    let heading = name(organisation).to_owned();
    let mut shell = visit.shell(heading.clone(), organisation_nav(&slug, ""));
    shell.place = shown.territories.first().map(|t| t.name.clone());
    let today = visit.ctx.today();
    let newest = shown.plans.first();
    let published = super::rating::found(scores::published_sheet(&visit.ctx, &slug, None).await)?;
    let running = otklik_app::survey::running_places(&visit.ctx, organisation.id).await?;
    Ok(page::show(&OrganisationPage {
        is_asked: !running.is_empty(),
        is_inspected: otklik_app::inspections::has_final_inspection(&visit.ctx, organisation.id).await?,
        shell,
        eyebrow: words::capital(organisation.kind.as_deref().unwrap_or_else(|| sector_words(organisation.sector))),
        full_name: organisation.short_name.as_ref().map(|_| organisation.name.clone()),
        closed: closed(organisation),
        is_example: organisation.is_example,
        contacts: contacts(organisation),
        score: published
            .as_ref()
            .map(|it| published_section(&slug, it))
            .or_else(|| shown.score.as_ref().map(|(year, derived)| score_section(&slug, *year, derived))),
        outside: Timeline::of(&otklik_app::outside::beside(&visit.ctx, organisation.id).await?),
        rated_at: rated_at(organisation),
        plan: newest.map(|plan| plan_section(plan, today, &visit.ctx.house.calendar)),
        done: newest.map(done).unwrap_or_default(),
        branches: shown
            .branches
            .iter()
            .filter(|b| b.closed_on.is_none())
            .map(|b| BranchRow { name: b.name.clone(), address: b.address.clone().unwrap_or_default() })
            .collect(),
        heading,
        slug,
    }))
}

/// The name for headings.
pub(crate) fn name(organisation: &Organisation) -> &str {
    organisation.short_name.as_deref().unwrap_or(&organisation.name)
}

fn closed(organisation: &Organisation) -> Option<String> {
    match organisation.state {
        OrganisationState::Closed { on } => {
            Some(format!("Организация закрыта {}. Её оценки и планы остались для истории.", words::date(on)))
        }
        _ => None,
    }
}

fn contacts(organisation: &Organisation) -> Vec<Contact> {
    let phone_href = |phone: &str| {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        (digits.len() >= 5).then(|| format!("tel:{digits}"))
    };
    let site_href = |site: &str| (site.starts_with("http://") || site.starts_with("https://")).then(|| site.to_owned());
    let mail_href =
        |mail: &str| (mail.contains('@') && !mail.contains(char::is_whitespace)).then(|| format!("mailto:{mail}"));
    let contact = |name, text: &Option<String>, href: &dyn Fn(&str) -> Option<String>| {
        text.as_ref().map(|text| Contact { name, href: href(text), text: text.clone() })
    };
    [
        contact("Адрес", &organisation.address, &|_| None),
        contact("Телефон", &organisation.phone, &phone_href),
        contact("Почта", &organisation.email, &mail_href),
        contact("Сайт", &organisation.site, &site_href),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Other places that ask citizens about it; a closed organisation is rated nowhere.
fn rated_at(organisation: &Organisation) -> Vec<(&'static str, String)> {
    if organisation.state != OrganisationState::Open {
        return Vec::new();
    }
    let stars = organisation.rating_link().map(|link| ("Поставить оценку на bus.gov.ru", link));
    let poll = organisation.poll_link.clone().map(|link| ("Ответить на ежемесячный опрос Минкультуры", link));
    stars.into_iter().chain(poll).collect()
}

/// What a round published stands before what plans print.
fn published_section(slug: &str, published: &PublishedSheet) -> ScoreSection {
    let year = Some(published.round.year);
    ScoreSection {
        eyebrow: eyebrow(year),
        finding: sheet::finding(&published.sheet),
        total: published.sheet.total.as_ref().map(figures::brief),
        say: "Каждую цифру можно раскрыть до формулы, ответов и пункта приказа.".to_owned(),
        card: ScoreCard::new(&sheet::criteria(&published.sheet), year, |c| {
            Some(format!("/o/{slug}/score#c{}", c.number()))
        }),
    }
}

fn score_section(slug: &str, year: Option<i16>, derived: &Derived) -> ScoreSection {
    ScoreSection {
        eyebrow: eyebrow(year),
        finding: finding(derived),
        total: derived.total.map(words::points_brief),
        say: say(derived),
        card: ScoreCard::new(&derived.criteria, year, |c| Some(format!("/o/{slug}/score#c{}", c.number())))
            .with_indicators(&derived.indicators),
    }
}

/// «Независимая оценка 2018 года».
pub(super) fn eyebrow(year: Option<i16>) -> String {
    year.map_or_else(|| "Независимая оценка качества".to_owned(), |y| format!("Независимая оценка {y} года"))
}

/// The finding of a score, as a sentence.
pub(super) fn finding(derived: &Derived) -> String {
    match weakest(&derived.criteria) {
        Some((criterion, points)) => {
            format!(
                "Слабее всего — {}: {} из 100",
                words::uncapital(short_name(criterion)),
                words::points_brief(points)
            )
        }
        None => "По всем критериям — 100 из 100".to_owned(),
    }
}

fn say(derived: &Derived) -> String {
    match (derived.total, derived.criteria.len()) {
        (Some(_), _) => "Это среднее пяти критериев. Каждый можно раскрыть до показателей.".to_owned(),
        (None, n) => format!("Оценено {n} критериев из пяти, поэтому общего балла нет."),
    }
}

fn plan_section(plan: &PublicPlan, today: Date, calendar: &ProductionCalendar) -> PlanSection {
    let marks: Vec<(Option<Date>, Mark)> = plan
        .measures
        .iter()
        .zip(&plan.draft.measures)
        .map(|(m, of_plan)| {
            let mark = standing::standing(m.state, lateness(m.due_on, m.state, today), m.deadline_kind).mark;
            (drawn_on(m.due_on, of_plan.deadline.as_ref(), calendar), mark)
        })
        .collect();
    let dated: Vec<(Date, Mark)> = marks.iter().filter_map(|(day, mark)| Some(((*day)?, *mark))).collect();
    let n = |wanted: Mark| marks.iter().filter(|(_, m)| *m == wanted).count();
    let (ok, late, all) = (n(Mark::Ok), n(Mark::Late), marks.len());
    let undated = all - dated.len();
    let mut note = "Один знак — одна мера, в том квартале, когда кончается её срок.".to_owned();
    if undated > 0 {
        note = format!(
            "{note} Ещё {} без последнего дня: на постоянной основе или без срока.",
            words::count(undated, words::MEASURES)
        );
    }
    let period = plan.draft.period;
    PlanSection {
        eyebrow: format!(
            "План исправлений, {}",
            crate::cabinet::plan::period(period.map(|p| p.from), period.map(|p| p.to))
        ),
        finding: plan_finding(all, ok, late),
        strip: Strip::of(&dated, today),
        note,
        count: words::count(all, words::MEASURES),
        late: (late > 0).then(|| words::number(late)),
    }
}

/// «Подтверждено 11 мер из 33, три просрочены».
pub(super) fn plan_finding(all: usize, ok: usize, late: usize) -> String {
    let begins = if ok % 10 == 1 && ok % 100 != 11 { "Подтверждена" } else { "Подтверждено" };
    let confirmed = format!("{begins} {} из {}", words::count(ok, words::MEASURES), words::number(all));
    if late == 0 {
        format!("{confirmed}, просроченных нет")
    } else {
        format!("{confirmed}, просрочено {}", words::number(late))
    }
}

fn done(plan: &PublicPlan) -> Vec<Told> {
    let measures = plan.measures.iter().zip(&plan.draft.measures);
    measures
        .filter(|(record, _)| record.state == MeasureState::Confirmed)
        .filter_map(|(_, measure)| {
            let done = measure.execution.as_ref()?;
            let when = done.actual.as_ref().map(|d| format!(", {}", d.as_written)).unwrap_or_default();
            Some(Told {
                shortcoming: measure.shortcoming.clone(),
                text: words::capital(done.done.as_deref()?),
                state: State::new(Mark::Ok, format!("Подтверждено{when}")),
            })
        })
        .take(3)
        .collect()
}
