//! The texts of the package, field for line: what Otklik knows stands there, the rest is left to be written in.
//!
//! In come a published plan, its score and what else the house knows of the organisation; out goes one text for each item
//! of the cabinet. It refuses to guess: a field that nobody filled says so.

use super::russian;
use crate::ctx::Ctx;
use crate::plans::PublicPlan;
use crate::refusal::Refusal;
use crate::reports::region_list;
use crate::score::PublishedSheet;
use otklik_domain::access::Verb;
use otklik_domain::plan::Measure;
use otklik_domain::publication::Item;
use otklik_domain::registry::Organisation;
use otklik_domain::round::Party;
use otklik_domain::score::{Criterion, Exact};
use otklik_domain::shortcoming::{Source, Standing};
use otklik_store::record::{FiledConsolidated, ShortcomingQuery};

const UNKNOWN: &str = "Отклику не известно: впишите";

/// What the house knows of an organisation beyond its plan.
#[derive(Default)]
pub(super) struct Known {
    score: Option<PublishedSheet>,
    founder: Option<String>,
    territory: Option<String>,
    n_served: Option<u64>,
    proposals: Vec<String>,
    report: Option<FiledConsolidated>,
}

impl Known {
    pub(super) async fn of(ctx: &Ctx, organisation: &Organisation) -> Result<Self, Refusal> {
        let store = ctx.store();
        let score = super::package::score_of(ctx, organisation.id).await?;
        let founder = match organisation.founder {
            Some(id) => store.find_founder(id).await?.map(|kept| kept.value.name),
            None => None,
        };
        let territory = match organisation.territory {
            Some(id) => store.find_territory(id).await?.map(|kept| kept.value.name),
            None => None,
        };
        let mut known = Known { founder, territory, ..Known::default() };
        if let Some(score) = &score {
            known.n_served = served(ctx, score).await?;
            if ctx.may(Verb::PublishScores, None) {
                known.report = region_list(ctx).await?.in_force(score.round.year).cloned();
            }
        }
        let asked = ShortcomingQuery {
            organisations: vec![organisation.id],
            round: None,
            standings: vec![Standing::Open],
            ..ShortcomingQuery::default()
        };
        let all = store.list_shortcomings(&asked).await?.into_iter().map(|kept| kept.value);
        known.proposals = all
            .filter(|it| it.of.source == Source::Council)
            .map(|it| {
                let place = it.of.branch.as_ref().map(|branch| format!("{branch}: ")).unwrap_or_default();
                let paper = if it.reference.is_empty() { String::new() } else { format!(" ({})", it.reference) };
                format!("{place}{}{paper}", it.of.found)
            })
            .collect();
        Ok(Known { score, ..known })
    }

    pub(super) fn score(&self) -> Option<&PublishedSheet> {
        self.score.as_ref()
    }
}

/// How many people the places of an organisation served in the year before, where each of them says it.
async fn served(ctx: &Ctx, score: &PublishedSheet) -> Result<Option<u64>, Refusal> {
    let places = ctx.store().list_round_places(score.round.id).await?;
    let own = places.iter().filter(|place| place.organisation == score.organisation.id);
    let told: Vec<Option<u64>> = own.map(|place| place.target.n_served).collect();
    Ok(if told.is_empty() { None } else { told.into_iter().sum() })
}

fn line(name: &str, value: impl Into<Option<String>>) -> String {
    let value = value.into().filter(|value| !value.is_empty());
    format!("{name}: {}\r\n", value.unwrap_or_else(|| UNKNOWN.to_owned()))
}

fn blank(names: &[&str]) -> String {
    names.iter().map(|name| line(name, None)).collect()
}

/// The text of an item.
pub(super) fn text_of(item: Item, plan: &PublicPlan, organisation: &Organisation, known: &Known) -> String {
    let round = known.score().map(|score| &score.round);
    let own = || {
        line("Организация", organisation.name.clone())
            + &line("ИНН", organisation.inn.as_ref().map(ToString::to_string))
    };
    match item {
        Item::Body => blank(&["Полное название органа", "ИНН", "КПП", "ОГРН", "Сайт", "Контакт"]),
        Item::Council => {
            let (name, paper) = round.map(|it| party(&it.parties.council)).unwrap_or_default();
            line("Общественный совет", name)
                + &line("Решение совета", paper)
                + &blank(&["Акт о создании совета", "Положение", "Члены совета", "Протоколы"])
        }
        Item::List => {
            own()
                + &line("Сфера", known.score().map(|score| score.book.title.clone()))
                + &line("Номер на bus.gov.ru", organisation.bus_gov_id.clone())
                + &line("Вид организации", organisation.kind.clone())
                + &line("Учредитель", known.founder.clone())
                + &line("Территория", known.territory.clone())
                + &line("Код ОКТМО", None)
                + &line("Период оценки", round.map(|round| round.year.to_string()))
        }
        Item::Operator => {
            let parties = round.map(|round| &round.parties);
            let (name, paper) = parties.map(|it| party(&it.operator)).unwrap_or_default();
            line("Оператор", name)
                + &line("Контракт", paper)
                + &line("Отчёт оператора получен", round.and_then(|it| it.dates.report_on).map(russian))
                + &blank(&["ИНН оператора", "Предмет контракта", "Отчёт оператора"])
        }
        Item::Results => own() + &results(known),
        Item::Proposals => match known.proposals.as_slice() {
            [] => blank(&["Предложения общественного совета"]),
            all => all.iter().enumerate().map(|(n, words)| format!("Предложение {}: {words}\r\n", n + 1)).collect(),
        },
        Item::Plan => own() + &plan.draft.measures.iter().enumerate().map(plan_row).collect::<String>(),
        Item::Execution => own() + &plan.draft.measures.iter().enumerate().map(done_row).collect::<String>(),
        Item::Report => {
            let told =
                known.report.as_ref().map(|it| format!("№ {} за {} год от {}", it.number, it.year, russian(it.as_of)));
            line("Публичный отчёт высшего должностного лица", told)
        }
        Item::OwnSite | Item::BodySite => String::new(),
    }
}

/// Its name, and its paper with the day.
fn party(of: &Party) -> (String, String) {
    let day = of.paper_on.map(|day| format!(" от {}", russian(day))).unwrap_or_default();
    let paper = if of.paper.is_empty() { String::new() } else { format!("№ {}{day}", of.paper) };
    (of.name.clone(), paper)
}

/// Points of each indicator, each criterion and the total, of how many people, and who decided.
fn results(known: &Known) -> String {
    let Some(score) = known.score() else { return line("Баллы", None) };
    let (figures, round) = (&score.score.figures, &score.round);
    let point = |name: String, value: Option<String>| {
        let value = value.map(|it| it.replace('.', ","));
        format!("{name}: {}\r\n", value.unwrap_or_else(|| "не оценивается".to_owned()))
    };
    let with_two = |value: Option<&Exact>| value.map(|it| it.to_decimals(2));
    let mut text = format!("Год: {}\r\n", round.year);
    text += &line("Численность получателей услуг", known.n_served.map(|n| n.to_string()));
    text += &line("Численность опрошенных", figures.respondents.to_string());
    for criterion in Criterion::ALL {
        text += &point(
            format!("Критерий {}. {}", criterion.number(), criterion.official_name()),
            with_two(figures.criterion(criterion)),
        );
        for (indicator, points) in figures.indicators.iter().filter(|(it, _)| it.criterion() == criterion) {
            let title = score.book.indicator(*indicator).map(|rule| rule.title.as_str()).unwrap_or_default();
            text += &point(
                format!("Показатель {indicator}. {title}"),
                points.as_ref().map(|it| it.round_half_up(2).to_string()),
            );
        }
    }
    text += &point("Итог".to_owned(), with_two(figures.total.as_ref()));
    text += &line("Общественный совет", party(&round.parties.council).0);
    text += &line("Дата решения совета об итогах", round.dates.decision_on.map(russian));
    text + &line("Номер решения совета об итогах", None)
}

fn plan_row((n, row): (usize, &Measure)) -> String {
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| UNKNOWN.to_owned());
    let term = row.deadline.as_ref().map(|it| it.as_written.clone());
    format!(
        "\r\nСтрока {}\r\nНедостаток: {}\r\nМероприятие: {}\r\nПлановый срок: {}\r\nОтветственный: {}\r\n",
        n + 1,
        said(&row.shortcoming),
        row.text,
        said(&term),
        super::section::who(row)
    )
}

fn done_row((n, row): (usize, &Measure)) -> String {
    let done = row.execution.as_ref().and_then(|it| it.done.clone()).unwrap_or_else(|| "сведений пока нет".to_owned());
    let actual = row.execution.as_ref().and_then(|it| it.actual.as_ref()).map(|it| it.as_written.clone());
    format!(
        "\r\nСтрока {}\r\nМероприятие: {}\r\nРеализованные меры: {done}\r\nФактический срок: {}\r\n",
        n + 1,
        row.text,
        actual.unwrap_or_else(|| "сведений пока нет".to_owned())
    )
}
