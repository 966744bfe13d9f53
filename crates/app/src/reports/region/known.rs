//! What is published of a year, what was lacking, what was done: scores that nobody published and examples stay out.

use crate::ctx::Ctx;
use crate::lists;
use crate::records::measure_of;
use crate::refusal::Refusal;
use crate::reports::due::plans_of;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::Sector;
use otklik_domain::report::{RegionReport, RegionSector, ReportPeriod, ReportRhythm};
use otklik_domain::score::{Criterion, Exact};
use otklik_store::record::{OrganisationQuery, ScoreQuery, ScoreRow};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Lines of each list of a sector: a public report names the main ones.
const MAIN: usize = 20;

/// What is known for the report of a year; `region` and `decisions` are typed.
///
/// # Errors
/// `NotAllowed` for who does not answer for the whole house.
pub async fn region_report(ctx: &Ctx, year: i16, region: &str, decisions: &str) -> Result<RegionReport, Refusal> {
    ctx.demand(Verb::PublishScores, None)?;
    let asked = ScoreQuery { year: Some(year), is_published: true, is_example: Some(false), ..ScoreQuery::default() };
    let mut scores = ctx.store().list_scores(&asked).await?;
    scores.retain(|row| row.published_at.is_some());
    let sectors = organisations(ctx).await?;
    let measures = measures(ctx, year).await?;
    let present: BTreeSet<Sector> = sectors.values().copied().chain(scores.iter().map(|row| row.sector)).collect();
    let sector = |sector: Sector| {
        let own: Vec<&ScoreRow> = scores.iter().filter(|row| row.sector == sector).collect();
        let covered: BTreeSet<OrganisationId> = own.iter().map(|row| row.organisation).collect();
        let mut made = RegionSector {
            name: sector.in_words().to_owned(),
            n_subject: sectors.values().filter(|of| **of == sector).count().max(covered.len()),
            n_covered: covered.len(),
            criteria: Criterion::ALL.into_iter().filter_map(|c| Some((c, mean_of(&own, c)?))).collect(),
            total: Exact::mean(own.iter().filter_map(|row| row.figures.total.as_ref())),
            ..RegionSector::default()
        };
        let of_sector = measures.iter().filter(|(id, _)| sectors.get(id) == Some(&sector)).map(|(_, it)| it);
        lists(&mut made, of_sector);
        made
    };
    let lines = decisions.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(RegionReport {
        region: if region.trim().is_empty() { "_".repeat(40) } else { region.trim().to_owned() },
        year,
        sectors: present.into_iter().map(sector).collect(),
        decisions: lines.map(str::to_owned).collect(),
    })
}

fn mean_of(rows: &[&ScoreRow], criterion: Criterion) -> Option<Exact> {
    Exact::mean(rows.iter().filter_map(|row| row.figures.criterion(criterion)))
}

/// Sectors of open organisations that are no examples.
async fn organisations(ctx: &Ctx) -> Result<HashMap<OrganisationId, Sector>, Refusal> {
    let query = OrganisationQuery { is_example: Some(false), ..OrganisationQuery::default() };
    let all = lists::organisations(ctx.store(), &query).await?;
    Ok(all.into_iter().map(|it| (it.id, it.sector)).collect())
}

/// A measure as the report needs it.
struct Told {
    shortcoming: Option<String>,
    text: String,
    state: MeasureState,
}

async fn measures(ctx: &Ctx, year: i16) -> Result<Vec<(OrganisationId, Told)>, Refusal> {
    let day = otklik_domain::Date::new(year, 1, 1).map_err(|_| Refusal::field("year", "Напишите год: 2026"))?;
    let period = ReportPeriod::of(day, ReportRhythm::Year);
    let mut plans = plans_of(ctx, Vec::new(), period).await?;
    plans.retain(|plan| !plan.is_example);
    let ids: Vec<PlanId> = plans.into_iter().map(|plan| plan.id).collect();
    let told = |record: otklik_store::record::Measure| {
        let measure = measure_of(&record.body_json)?;
        Ok((record.organisation, Told { shortcoming: measure.shortcoming, text: record.text, state: record.state }))
    };
    ctx.store().list_measures_of(&ids).await?.into_iter().map(told).collect()
}

fn lists<'a>(sector: &mut RegionSector, measures: impl Iterator<Item = &'a Told>) {
    let [mut shortcomings, mut taken, mut planned] = [const { BTreeMap::<String, (String, usize)>::new() }; 3];
    let count = |all: &mut BTreeMap<String, (String, usize)>, text: &str| {
        let line = all.entry(otklik_store::key::of(text)).or_insert_with(|| (text.to_owned(), 0));
        line.1 += 1;
    };
    for it in measures {
        if let Some(shortcoming) = it.shortcoming.as_deref().filter(|text| !text.trim().is_empty()) {
            count(&mut shortcomings, shortcoming);
        }
        match it.state {
            MeasureState::Confirmed | MeasureState::Reported => count(&mut taken, &it.text),
            MeasureState::NotDone => {}
            _ => count(&mut planned, &it.text),
        }
    }
    let main = |all: BTreeMap<String, (String, usize)>| {
        let mut lines: Vec<(String, usize)> = all.into_values().collect();
        lines.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        lines.truncate(MAIN);
        lines
    };
    (sector.shortcomings, sector.taken, sector.planned) = (main(shortcomings), main(taken), main(planned));
}
