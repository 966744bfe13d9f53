//! What lines of the journal are about, in words: whose it is and how it is called.
//!
//! In come lines of one page; out go words for each. The line itself is asked first, since what it tells may be gone by now;
//! the store is asked once for each thing that a line only names.

use crate::ctx::Ctx;
use crate::portal;
use crate::refusal::Refusal;
use otklik_domain::ids::{InspectionId, MeasureId, OrganisationId, PersonId, PlanId, RoundId};
use otklik_store::record::{AuditLine, Inspection};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Columns by which a record is called, the best first.
const CALLED: [&str; 6] = ["short_name", "title", "name", "text", "words", "file_name"];
/// Columns that name what a record belongs to, the nearest first; then the record itself.
const OWNERS: [(&str, &str); 5] = [
    ("measure_id", "measure"),
    ("plan_id", "plan"),
    ("inspection_id", "inspection"),
    ("round_id", "round"),
    ("person_id", "person"),
];
/// Longer words are cut.
const LONGEST: usize = 120;

/// What a line says of its subject.
struct Told {
    organisation: Option<OrganisationId>,
    own: Option<String>,
    /// Kind and id of what has to be looked for: the subject, or what it belongs to.
    asked: Option<(&'static str, Uuid)>,
}

/// Words for each line.
pub(super) async fn words(ctx: &Ctx, lines: &[AuditLine]) -> Result<Vec<String>, Refusal> {
    let told: Vec<Told> = lines.iter().map(told).collect();
    let mut found: HashMap<(&str, Uuid), (Option<OrganisationId>, String)> = HashMap::new();
    for key in told.iter().filter_map(|it| it.asked).collect::<HashSet<_>>() {
        found.extend(called(ctx, key).await?.map(|words| (key, words)));
    }
    let of_found = |it: &Told| it.asked.and_then(|key| found.get(&key));
    let whose = |it: &Told| it.organisation.or_else(|| of_found(it).and_then(|(whose, _)| *whose));
    let owners: Vec<OrganisationId> = told.iter().filter_map(whose).collect();
    let names = portal::names(ctx, &owners).await?;
    let line = |it: &Told| {
        let owner = whose(it).and_then(|id| names.get(&id)).cloned();
        let own = it.own.clone().or_else(|| of_found(it).map(|(_, words)| words.clone()));
        let own = own.map(|text| short(&text)).filter(|own| owner.as_ref() != Some(own));
        owner.into_iter().chain(own).collect::<Vec<_>>().join(": ")
    };
    Ok(told.iter().map(line).collect())
}

fn told(line: &AuditLine) -> Told {
    let columns = [line.became.as_deref(), line.was.as_deref()].map(object);
    let text = |name: &str| columns.iter().find_map(|map| map.get(name)?.as_str()).filter(|text| !text.is_empty());
    let id = |name: &str| text(name).and_then(|id| id.parse::<Uuid>().ok());
    let own = CALLED.iter().find_map(|name| text(name)).filter(|text| !text.starts_with("sha256:"));
    let subject = line.subject.parse::<Uuid>().ok();
    let is_organisation = line.subject_kind == "organisation";
    let organisation = line.organisation.as_deref().and_then(|id| id.parse().ok());
    let itself =
        OWNERS.iter().find(|(_, kind)| *kind == line.subject_kind).and_then(|(_, kind)| Some((*kind, subject?)));
    let owner = || OWNERS.iter().find_map(|(column, kind)| Some((*kind, id(column)?)));
    Told {
        organisation: organisation.or(subject.filter(|_| is_organisation)).map(OrganisationId),
        own: own.filter(|_| !is_organisation).map(ToOwned::to_owned),
        asked: if own.is_some() { None } else { itself.or_else(owner) },
    }
}

fn object(text: Option<&str>) -> Map<String, Value> {
    match text.map(serde_json::from_str) {
        Some(Ok(Value::Object(map))) => map,
        _ => Map::new(),
    }
}

/// How a thing is called now, and whose it is.
async fn called(ctx: &Ctx, (kind, id): (&str, Uuid)) -> Result<Option<(Option<OrganisationId>, String)>, Refusal> {
    let store = ctx.store();
    Ok(match kind {
        "measure" => {
            store.find_measure(MeasureId(id)).await?.map(|kept| (Some(kept.value.organisation), kept.value.text))
        }
        "plan" => store.find_plan(PlanId(id)).await?.map(|kept| {
            (Some(kept.value.organisation), kept.value.title.unwrap_or_else(|| "план без названия".to_owned()))
        }),
        "inspection" => match store.find_inspection(InspectionId(id)).await? {
            Some(whole) => Some(of_inspection(ctx, &whole.inspection.value).await?),
            None => None,
        },
        "round" => store.find_round(RoundId(id)).await?.map(|kept| (None, kept.value.title)),
        "person" => store.find_person(PersonId(id)).await?.map(|kept| (None, kept.value.name)),
        _ => None,
    })
}

/// The place that was looked at, in the words of its round.
async fn of_inspection(ctx: &Ctx, one: &Inspection) -> Result<(Option<OrganisationId>, String), Refusal> {
    let round = ctx.store().find_round(one.round).await?.map(|kept| kept.value.title);
    let branch = Some(one.branch.clone()).filter(|branch| !branch.is_empty());
    let words: Vec<String> = branch.into_iter().chain(round).collect();
    Ok((Some(one.organisation), words.join(", ")))
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}
