//! The public report of a region's head: a year, a name, decisions, and a paper whose form is not verified.

use crate::cabinet::draft::attachment;
use crate::cabinet::plan::FORMATS;
use crate::form::{Asked, Typed};
use crate::refusal::Refused;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::Staff;
use askama::Template;
use axum::response::Response;
use otklik_app::reports;

struct Sector {
    name: String,
    covered: String,
    total: String,
}

#[derive(Template)]
#[template(path = "cabinet/reports/region.html")]
struct RegionPage {
    shell: Shell,
    warning: &'static str,
    fields: Vec<Field>,
    sectors: Vec<Sector>,
    query: String,
    formats: &'static [(&'static str, &'static str)],
}

const WARNING: &str = "Форма не сверена с текстом постановления Правительства РФ от 17.04.2018 № 457. Сверьте её, прежде чем \
                       вносить отчёт; об этом сказано и в самом документе.";

fn year_of(typed: &Typed, this: i16) -> i16 {
    typed.get("year").parse().ok().filter(|year| (2018..=2100).contains(year)).unwrap_or(this)
}

/// `GET /cabinet/reports/region?year=2026`
pub(crate) async fn show(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let year = year_of(&asked, visit.ctx.today().year());
    let (region, decisions) = (asked.get("region"), asked.get("decisions"));
    let report = reports::region_report(&visit.ctx, year, region, decisions).await?;
    let year_text = year.to_string();
    let sector = |it: &otklik_domain::report::RegionSector| Sector {
        name: crate::ui::words::capital(&it.name),
        covered: format!("{} из {}", it.n_covered, it.n_subject),
        total: it.total.as_ref().map_or_else(|| "–".to_owned(), |total| total.to_decimals(2).replace('.', ",")),
    };
    Ok(page::show(&RegionPage {
        shell: visit.staff_shell("Публичный отчёт региона", "reports"),
        warning: WARNING,
        fields: vec![
            Field::line("year", "За какой год", &year_text),
            Field::line("region", "Субъект Российской Федерации", region),
            Field::area("decisions", "Решения в отношении руководителей организаций", decisions)
                .hint("Каждое с новой строки. Пусто — в отчёте будет сказано, что сведений нет"),
        ],
        sectors: report.sectors.iter().map(sector).collect(),
        query: crate::form::query(&[("year", &year_text), ("region", region), ("decisions", decisions)]),
        formats: &FORMATS,
    }))
}

/// `GET /cabinet/reports/region/paper?year=…&format=…`
pub(crate) async fn paper(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let year = year_of(&asked, visit.ctx.today().year());
    let (region, decisions) = (asked.get("region"), asked.get("decisions"));
    let out = reports::region_paper(&visit.ctx, year, region, decisions, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
