//! Examples that ship with the program: loaded into an empty house, marked, removed by one button.
//!
//! In come documents as offices write them; out go organisations with published plans, read by the same verbs as any
//! other paper. Never mixed into totals.

mod inspected;
mod scores;

use crate::ctx::{Ctx, House};
use crate::drafts;
use crate::fresh;
use crate::intake::{Incoming, read_plan_paper};
use crate::plans;
use crate::refusal::Refusal;
use otklik_domain::access::{Actor, Role, Scope, Verb};
use otklik_domain::ids::{FounderId, OrganisationId, PersonId, TerritoryId};
use otklik_domain::registry::{Founder, Organisation, OrganisationState, Sector, Territory, slug_of};
use std::collections::{HashMap, HashSet};

/// Documents that ship with the program.
#[derive(Debug, Clone, Copy)]
pub struct Shelf {
    /// The registry: a table with a column «Документ».
    pub registry: &'static [u8],
    /// Papers by file name; `answers.csv` and `findings.csv` make example rounds.
    pub papers: &'static [(&'static str, &'static [u8])],
}

/// Loads the examples; a paper that cannot be read is left out and said in the log.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn load(house: &House, shelf: &Shelf) -> Result<usize, Refusal> {
    let person = PersonId(uuid::Uuid::nil());
    let ctx = house.ctx(Actor { person: Some(person), role: Some(Role::Administrator), scope: Scope::Everywhere });
    let mut n = 0;
    let mut known = Known::default();
    for line in lines(shelf.registry) {
        let organisation = known.keep(&ctx, &line).await?;
        let Some((name, bytes)) = shelf.papers.iter().find(|(name, _)| *name == line.paper) else { continue };
        match show(&ctx, organisation, name, bytes).await {
            Ok(()) => n += 1,
            Err(why) => tracing::warn!(paper = name, %why, "an example is left out"),
        }
    }
    if let Err(why) = scores::load(&ctx, shelf).await {
        tracing::warn!(%why, "the example round is left out");
    }
    Ok(n)
}

/// Removes every example and what hangs on it.
///
/// # Errors
/// `NotAllowed` without the right to edit the registry everywhere.
pub async fn remove(ctx: &Ctx) -> Result<(), Refusal> {
    ctx.demand(Verb::EditRegistry, None)?;
    Ok(ctx.store().remove_examples(&ctx.act("remove_examples")).await?)
}

async fn show(ctx: &Ctx, organisation: OrganisationId, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let incoming = Incoming {
        file_name: name.to_owned(),
        bytes: bytes.to_vec(),
        year: None,
        organisation: Some(organisation),
        is_example: true,
    };
    let id = read_plan_paper(ctx, incoming).await?;
    let draft = drafts::find(ctx, id).await?;
    let plan = plans::adopt_plan(ctx, id, draft.version, None).await?;
    let kept = plans::find(ctx, plan).await?;
    plans::publish_plan(ctx, plan, kept.version, false).await?;
    Ok(())
}

/// A line of the examples' registry.
#[derive(Debug, Default)]
struct Line {
    name: String,
    short_name: String,
    sector: String,
    kind: String,
    inn: String,
    founder: String,
    territory: String,
    address: String,
    paper: String,
}

/// The examples' own table: our file, semicolons, no quotes inside; strangers' tables go through the registry's import.
fn lines(registry: &[u8]) -> Vec<Line> {
    let text = String::from_utf8_lossy(registry);
    let mut rows = text.trim_start_matches('\u{feff}').lines().map(|l| l.split(';').map(str::trim).collect::<Vec<_>>());
    let heads = rows.next().unwrap_or_default();
    let column: HashMap<&str, usize> = heads.iter().enumerate().map(|(n, head)| (*head, n)).collect();
    rows.filter(|row| row.len() == heads.len())
        .map(|row| {
            let cell = |head: &str| column.get(head).and_then(|n| row.get(*n)).copied().unwrap_or_default().to_owned();
            Line {
                name: cell("Наименование"),
                short_name: cell("Краткое наименование"),
                sector: cell("Сфера"),
                kind: cell("Вид"),
                inn: cell("ИНН"),
                founder: cell("Учредитель"),
                territory: cell("Территория"),
                address: cell("Адрес"),
                paper: cell("Документ"),
            }
        })
        .collect()
}

#[derive(Default)]
struct Known {
    founders: HashMap<String, FounderId>,
    territories: HashMap<String, TerritoryId>,
    slugs: HashSet<String>,
}

impl Known {
    async fn keep(&mut self, ctx: &Ctx, line: &Line) -> Result<OrganisationId, Refusal> {
        let territory = self.territory(ctx, &line.territory).await?;
        let founder = self.founder(ctx, &line.founder, territory).await?;
        let short = if line.short_name.is_empty() { &line.name } else { &line.short_name };
        let slug = slug_of(short, |s| self.slugs.contains(s));
        self.slugs.insert(slug.to_string());
        let organisation = Organisation {
            id: OrganisationId(fresh::uuid(ctx.now())),
            slug,
            name: line.name.clone(),
            short_name: Some(line.short_name.clone()).filter(|s| !s.is_empty()),
            inn: line.inn.parse().ok(),
            sector: sector(&line.sector),
            kind: Some(line.kind.clone()).filter(|s| !s.is_empty()),
            founder,
            territory,
            address: Some(line.address.clone()).filter(|s| !s.is_empty()),
            phone: None,
            email: None,
            site: None,
            bus_gov_id: None,
            poll_link: None,
            state: OrganisationState::Open,
            is_example: true,
        };
        ctx.store().keep_organisation(&ctx.act("load_example"), &organisation, None).await?;
        Ok(organisation.id)
    }

    async fn territory(&mut self, ctx: &Ctx, name: &str) -> Result<Option<TerritoryId>, Refusal> {
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.territories.get(name) {
            return Ok(Some(*id));
        }
        let kind = if name.contains("район") {
            "муниципальный район"
        } else {
            "городской округ"
        };
        let territory = Territory {
            id: TerritoryId(fresh::uuid(ctx.now())),
            name: name.to_owned(),
            kind: kind.to_owned(),
            parent: None,
        };
        ctx.store().keep_territory(&ctx.act("load_example"), &territory, None).await?;
        self.territories.insert(name.to_owned(), territory.id);
        Ok(Some(territory.id))
    }

    async fn founder(&mut self, ctx: &Ctx, name: &str, at: Option<TerritoryId>) -> Result<Option<FounderId>, Refusal> {
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.founders.get(name) {
            return Ok(Some(*id));
        }
        let founder =
            Founder { id: FounderId(fresh::uuid(ctx.now())), name: name.to_owned(), inn: None, territory: at };
        ctx.store().keep_founder(&ctx.act("load_example"), &founder, None).await?;
        self.founders.insert(name.to_owned(), founder.id);
        Ok(Some(founder.id))
    }
}

fn sector(words: &str) -> Sector {
    match words {
        "образование" => Sector::Education,
        "охрана здоровья" => Sector::Health,
        "социальное обслуживание" => Sector::SocialCare,
        "медико-социальная экспертиза" => Sector::MedicalSocialExpertise,
        _ => Sector::Culture,
    }
}
