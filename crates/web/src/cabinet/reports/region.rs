//! The public report of a region's head: what is known of a year, signed under a number, corrected by the next.

use super::id_of;
use crate::cabinet::plan::FORMATS;
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{figures, page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::FiledConsolidated;
use otklik_app::reports::{self, FiledRegion, RegionTyped};
use otklik_domain::report::{RegionReport, RegionSector};
use uuid::Uuid;

struct Sector {
    name: String,
    covered: String,
    total: String,
}

struct Line {
    href: String,
    text: String,
    note: String,
}

#[derive(Template)]
#[template(path = "cabinet/reports/region.html")]
struct RegionPage {
    shell: Shell,
    errors: Errors,
    warning: &'static str,
    /// What the paper says.
    fields: Vec<Field>,
    /// Who signs it.
    signers: Vec<Field>,
    /// The same as the form that signs carries it.
    kept: Vec<(&'static str, String)>,
    /// Id and number of the signed one that would be corrected.
    corrects: Option<(Uuid, i64)>,
    sectors: Vec<Sector>,
    query: String,
    filed: Vec<Line>,
    formats: &'static [(&'static str, &'static str)],
}

#[derive(Template)]
#[template(path = "cabinet/reports/region_one.html")]
struct OnePage {
    shell: Shell,
    warning: &'static str,
    id: Uuid,
    title: String,
    region: String,
    facts: Vec<(&'static str, String)>,
    sectors: Vec<Sector>,
    decisions: Vec<String>,
    /// The address where a correction begins.
    correct: Option<String>,
    formats: &'static [(&'static str, &'static str)],
}

const WARNING: &str = "Форма не сверена с текстом постановления Правительства РФ от 17.04.2018 № 457. Сверьте её, прежде чем \
                       вносить отчёт; об этом сказано и в самом документе.";

fn year_of(typed: &Typed, this: i16) -> i16 {
    typed.get("year").parse().ok().filter(|year| (2018..=2100).contains(year)).unwrap_or(this)
}

fn typed_of(visit: &Visit, typed: &Typed) -> RegionTyped {
    let get = |name: &str| typed.get(name).to_owned();
    RegionTyped {
        year: year_of(typed, visit.ctx.today().year()),
        region: get("region"),
        decisions: get("decisions"),
        position: get("position"),
        name: get("name"),
    }
}

/// `GET /cabinet/reports/region?year=2026`
pub(crate) async fn show(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    region_page(&visit, &asked, Vec::new()).await
}

async fn region_page(visit: &Visit, asked: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let ctx = &visit.ctx;
    let filed = reports::region_list(ctx).await?;
    let mut typed = typed_of(visit, asked);
    let in_force = filed.in_force(typed.year).map(|it| (it.id, it.number));
    let is_bare = ["region", "decisions", "position", "name"].iter().all(|name| asked.filled(name).is_none());
    // A correction begins with what the signed one says.
    if let Some((id, _)) = in_force.filter(|_| is_bare && faults.is_empty()) {
        typed = reports::region_filed(ctx, id).await?.typed();
    }
    let report = reports::region_report(ctx, typed.year, &typed.region, &typed.decisions).await?;
    let year = typed.year.to_string();
    let said = [("year", year.as_str()), ("region", &typed.region), ("decisions", &typed.decisions)];
    let title = if faults.is_empty() {
        "Публичный отчёт региона"
    } else {
        "Ошибка: публичный отчёт региона"
    };
    Ok(page::show(&RegionPage {
        shell: visit.staff_shell(title, "reports"),
        warning: WARNING,
        fields: vec![
            Field::line("year", "За какой год", &year).faulty(fault(&faults, "year")),
            Field::line("region", "Субъект Российской Федерации", &typed.region).faulty(fault(&faults, "region")),
            Field::area("decisions", "Решения в отношении руководителей организаций", &typed.decisions)
                .hint("Каждое с новой строки. Пусто — в отчёте будет сказано, что сведений нет"),
        ],
        signers: vec![
            Field::line("position", "Должность того, кто подписал", &typed.position).faulty(fault(&faults, "position")),
            Field::line("name", "Фамилия и инициалы", &typed.name).faulty(fault(&faults, "name")),
        ],
        errors: Errors { faults },
        kept: said.map(|(name, value)| (name, value.to_owned())).into(),
        corrects: in_force,
        sectors: sectors(&report),
        query: crate::form::query(&said),
        filed: filed.all().iter().map(|it| line(visit, it, filed.replaced_by(it.id))).collect(),
        formats: &FORMATS,
    }))
}

fn sectors(report: &RegionReport) -> Vec<Sector> {
    let sector = |it: &RegionSector| Sector {
        name: words::capital(&it.name),
        covered: format!("{} из {}", it.n_covered, it.n_subject),
        total: it.total.as_ref().map_or_else(|| figures::NONE.to_owned(), |it| it.to_decimals(2).replace('.', ",")),
    };
    report.sectors.iter().map(sector).collect()
}

fn line(visit: &Visit, it: &FiledConsolidated, replaced_by: Option<i64>) -> Line {
    let replaced = replaced_by.map(|number| format!(", заменён отчётом № {number}")).unwrap_or_default();
    Line {
        href: format!("/cabinet/reports/region/{}", it.id),
        text: format!("№ {} за {} год", it.number, it.year),
        note: format!("{}, {}{replaced}", it.scope, day(visit, it)),
    }
}

fn day(visit: &Visit, it: &FiledConsolidated) -> String {
    words::date(it.at.to_zoned(visit.ctx.house.zone.clone()).date())
}

/// `POST /cabinet/reports/region`: signs what is shown.
pub(crate) async fn sign(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let replaces = typed.get("replaces").parse().ok();
    match reports::sign_region(&visit.ctx, &typed_of(&visit, &typed), replaces).await {
        Ok(id) => Ok(refusal::see_other(&format!("/cabinet/reports/region/{id}?done=report-signed"))),
        Err(refused) => region_page(&visit, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `GET /cabinet/reports/region/{id}`
pub(crate) async fn one(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let it = reports::region_filed(&visit.ctx, id_of(&id)?).await?;
    Ok(page::show(&OnePage {
        shell: visit.staff_shell("Публичный отчёт региона", "reports"),
        warning: WARNING,
        id: it.filed.id,
        title: format!("Публичный отчёт № {} за {} год", it.filed.number, it.filed.year),
        region: it.report.region.clone(),
        facts: facts(&visit, &it),
        sectors: sectors(&it.report),
        decisions: it.report.decisions.clone(),
        correct: it.replaced_by.is_none().then(|| format!("/cabinet/reports/region?year={}", it.filed.year)),
        formats: &FORMATS,
    }))
}

fn facts(visit: &Visit, it: &FiledRegion) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("По состоянию на", words::date(it.filed.as_of)),
        ("Подписал", format!("{}, {}", it.signed.0, it.signed.1)),
        ("Зафиксирован", day(visit, &it.filed)),
    ];
    facts.extend(it.replaces.map(|number| ("Взамен", format!("отчёта № {number}"))));
    facts.extend(it.replaced_by.map(|number| ("Заменён", format!("отчётом № {number}"))));
    facts.push(("SHA-256", it.filed.sha256.clone()));
    facts
}

/// `GET /cabinet/reports/region/paper?year=…&format=…`
pub(crate) async fn paper(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let out = reports::region_paper(&visit.ctx, &typed_of(&visit, &asked), asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

/// `GET /cabinet/reports/region/{id}/paper?format=…`
pub(crate) async fn one_paper(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let out = reports::region_filed_paper(&visit.ctx, id_of(&id)?, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
