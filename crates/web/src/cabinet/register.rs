//! The register of measures: filters in the address, counts that are filters, late ones first.

use crate::form::{Asked, Typed, query};
use crate::refusal::Refused;
use crate::rows;
use crate::ui::components::facets::{Facet, Facets};
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::plan_table::PlanTable;
use crate::ui::components::score_card::short_name;
use crate::ui::components::state::Mark;
use crate::ui::components::strip::Strip;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::record::{self, PageAsked, RegisterQuery, View};
use otklik_app::register::{self, RegisterPage, SOON_DAYS};
use otklik_domain::plan::MeasureState;
use otklik_domain::score::Criterion;

/// Rows on a page.
const PER_PAGE: usize = 40;

#[derive(Template)]
#[template(path = "cabinet/register.html")]
struct RegisterTemplate {
    shell: Shell,
    finding: String,
    facets: Facets,
    fields: Vec<Field>,
    state: String,
    plan: String,
    table: Option<PlanTable>,
    strip: Option<Strip>,
    chips: Vec<Chip>,
    next: Option<String>,
    first: Option<String>,
    is_empty_house: bool,
}

/// A filter that is on, and the address without it.
struct Chip {
    text: String,
    href: String,
}

/// Names of filters, in the order of an address.
const NAMES: [&str; 7] = ["state", "criterion", "term", "who", "organisation", "plan", "q"];

/// Filters of the address.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filters(Vec<(&'static str, String)>);

impl Filters {
    /// Those of an address that are known.
    pub(crate) fn of(asked: &Typed) -> Self {
        Filters(NAMES.iter().filter_map(|name| Some((*name, asked.filled(name)?.to_owned()))).collect())
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v)
    }

    /// The address with one filter set anew.
    fn with(&self, path: &str, name: &str, value: &str) -> String {
        let mut fields: Vec<(&str, &str)> =
            self.0.iter().filter(|(n, _)| *n != name).map(|(n, v)| (*n, v.as_str())).collect();
        fields.push((name, value));
        format!("{path}{}", query(&fields))
    }

    /// What the store is asked.
    pub(crate) fn query(&self, visit: &Visit, view: View) -> RegisterQuery {
        let today = visit.ctx.today();
        let text = |name: &str| Some(self.get(name).to_owned()).filter(|v| !v.is_empty());
        let mut asked = RegisterQuery { view, ..RegisterQuery::on(today) };
        asked.criterion = Criterion::from_name(self.get("criterion"));
        asked.executor = text("who");
        asked.search = text("q");
        asked.organisations = self.get("organisation").parse().into_iter().collect();
        asked.plan = self.get("plan").parse().ok();
        match self.get("state") {
            "late" => asked.is_late = true,
            "soon" => asked.soon_days = Some(SOON_DAYS),
            "proof" => asked.asks = Some(true),
            "turns" => asked.asks = Some(false),
            "ongoing" => asked.deadline_kind = Some(otklik_domain::deadline::DeadlineKind::Ongoing),
            name => asked.states = MeasureState::from_name(name).into_iter().collect(),
        }
        match self.get("term") {
            "late" => asked.is_late = true,
            "30" => asked.soon_days = Some(30),
            "later" => asked.due_from = today.checked_add(jiff::Span::new().days(31)).ok(),
            _ => {}
        }
        asked
    }
}

/// `GET /cabinet/register`
pub(crate) async fn show(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let filters = Filters::of(&asked);
    let after = asked.filled("after").map(ToOwned::to_owned);
    let query = filters.query(&visit, View::Working);
    let listed = register::register(&visit.ctx, query, &PageAsked { after: after.clone(), limit: PER_PAGE }).await?;
    Ok(page::show(&RegisterTemplate {
        shell: visit.staff_shell("Меры", "register"),
        finding: finding(&listed.facets),
        facets: facets(&filters, &listed.facets, "/cabinet/register"),
        fields: fields(&filters),
        state: filters.get("state").to_owned(),
        plan: filters.get("plan").to_owned(),
        table: table(&listed),
        strip: Strip::of(&rows::dated(&listed.rows), listed.today),
        chips: chips(&filters),
        first: after.as_ref().map(|_| filters.with("/cabinet/register", "after", "")),
        next: listed.next.as_ref().map(|next| filters.with("/cabinet/register", "after", next)),
        is_empty_house: listed.facets.total() == 0 && filters.0.is_empty(),
    }))
}

fn n(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}

/// The answer first: how many are late, how many are near.
pub(crate) fn finding(facets: &record::Facets) -> String {
    let (late, soon) = (n(facets.late()), n(facets.soon()));
    let late_words = || words::count(late, words::MEASURES);
    match (late, soon) {
        (0, 0) => "Просроченных мер нет, в ближайшие 30 дней сроков нет.".to_owned(),
        (0, _) => format!("Просроченных мер нет. Срок в ближайшие 30 дней: {}.", words::count(soon, words::MEASURES)),
        (_, 0) => format!("Просрочено: {}.", late_words()),
        _ => {
            format!("Просрочено: {}. Срок в ближайшие 30 дней: {}.", late_words(), words::count(soon, words::MEASURES))
        }
    }
}

/// Counts by state; each is a link that filters.
pub(crate) fn facets(filters: &Filters, facets: &record::Facets, path: &str) -> Facets {
    let criterion = Criterion::from_name(filters.get("criterion"));
    let here: Vec<_> = facets.rows.iter().filter(|r| criterion.is_none() || r.criterion == criterion).collect();
    let sum = |of: &dyn Fn(&record::FacetRow) -> i64| n(here.iter().map(|r| of(r)).sum());
    let in_state = |state: MeasureState| sum(&move |r| if r.state == state { r.n } else { 0 });
    let facet = |n: usize, text: &'static str, state: &'static str, mark: Option<Mark>| Facet {
        n,
        text,
        href: filters.with(path, "state", state),
        mark,
        is_current: filters.get("state") == state,
    };
    let mut all = vec![
        facet(sum(&|r| r.n), "Все", "", None),
        facet(sum(&|r| r.n_late), "Просрочено", "late", Some(Mark::Late)),
        facet(sum(&|r| r.n_soon), "Скоро", "soon", Some(Mark::Soon)),
        facet(in_state(MeasureState::InWork), "В работе", "in_work", Some(Mark::Work)),
        facet(in_state(MeasureState::Planned), "Не начато", "planned", Some(Mark::Idle)),
        facet(in_state(MeasureState::Reported), "На проверке", "reported", Some(Mark::Done)),
        facet(in_state(MeasureState::Confirmed), "Подтверждено", "confirmed", Some(Mark::Ok)),
    ];
    let rare = [
        facet(in_state(MeasureState::Partly), "Частично", "partly", Some(Mark::Partly)),
        facet(in_state(MeasureState::NotDone), "Не выполнено", "not_done", Some(Mark::Failed)),
        facet(in_state(MeasureState::Moved), "Перенесено", "moved", Some(Mark::Moved)),
    ];
    all.extend(rare.into_iter().filter(|f| f.n > 0 || f.is_current));
    Facets { label: "Меры по состоянию", facets: all }
}

fn fields(filters: &Filters) -> Vec<Field> {
    let mut criteria = vec![Choice::new("", "Все пять")];
    criteria.extend(
        Criterion::ALL.map(|c| Choice::new(c.number().to_string(), format!("{}. {}", c.number(), short_name(c)))),
    );
    let terms = vec![
        Choice::new("", "Любой"),
        Choice::new("late", "Просрочено"),
        Choice::new("30", "В ближайшие 30 дней"),
        Choice::new("later", "Позже"),
    ];
    vec![
        Field::choice("criterion", "Критерий", filters.get("criterion"), criteria),
        Field::choice("term", "Срок", filters.get("term"), terms),
        Field::line("who", "Кто отвечает", filters.get("who")),
        Field::line("q", "Слова", filters.get("q")),
    ]
}

fn table(listed: &RegisterPage) -> Option<PlanTable> {
    if listed.rows.is_empty() {
        return None;
    }
    let several =
        listed.rows.iter().any(|(r, _)| Some(r.organisation) != listed.rows.first().map(|(f, _)| f.organisation));
    let rows = listed
        .rows
        .iter()
        .map(|(line, lateness)| {
            let under = several.then(|| line.organisation_name.clone());
            let mut row = rows::row(line, *lateness, Some(format!("/cabinet/measures/{}", line.id)), under);
            if let Some(turn) = listed.turns.get(&line.id).filter(|_| line.state != MeasureState::NotDone) {
                row.note = turn_note(turn, listed.today).or(row.note);
            }
            if several {
                // Numbers of several plans side by side say nothing.
                row.number.clear();
            }
            (line.criterion, row)
        })
        .collect();
    let shown = listed.rows.len();
    let caption = format!("Показано {} из {}", words::number(shown), words::number(n(listed.facets.total())));
    Some(PlanTable { caption, groups: rows::by_criterion(rows, &[]) })
}

/// Whether a measure whose term comes again asks now, and that the time before was missed.
fn turn_note(turn: &record::MeasureTurn, today: jiff::civil::Date) -> Option<String> {
    let missed = turn.missed_on.map(|day| format!("пропущено {}", words::date_brief(day)));
    let asks = (turn.tells_from <= today).then(|| format!("ждём до {}", words::date_brief(turn.asks_until)));
    let both: Vec<String> = [asks, missed].into_iter().flatten().collect();
    Some(both.join("; ")).filter(|words| !words.is_empty())
}

fn chips(filters: &Filters) -> Vec<Chip> {
    let shown = |name: &str, value: &str| match name {
        "criterion" => Criterion::new(value.parse().ok()?).map(|c| format!("Критерий {}", c.number())),
        "state" if value == "proof" => Some("Пора обновить подтверждение".to_owned()),
        "state" if value == "turns" => Some("Регулярные: пора отметить".to_owned()),
        "who" => Some(format!("Отвечает: {value}")),
        "q" => Some(format!("Слова: {value}")),
        "plan" => Some("Один план".to_owned()),
        "organisation" => Some("Одна организация".to_owned()),
        _ => None,
    };
    filters
        .0
        .iter()
        .filter_map(|(name, value)| {
            Some(Chip { text: shown(name, value)?, href: filters.with("/cabinet/register", name, "") })
        })
        .collect()
}
