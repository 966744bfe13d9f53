//! A whole list at once: first shown as what would be kept, then kept whole or not at all.

use super::free_slug;
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::EditRegistry;
use otklik_domain::ids::{FounderId, OrganisationId, TerritoryId};
use otklik_domain::registry::{Founder, Organisation, Sector, Territory};
use otklik_domain::remark::Remark;
use otklik_papers::forms::registry_list::{self, Line};
use otklik_store::key;
use otklik_store::record::{Kept, RegistryImport};
use std::collections::{BTreeMap, BTreeSet};

/// What a line of the list would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A new organisation.
    New,
    /// One of the registry gets these fields.
    Changes(OrganisationId),
    /// One of the registry already is as the line says.
    Same(OrganisationId),
    /// Nothing is kept of the line: its faults, for people.
    Refused(Vec<String>),
}

/// A line of a list and what it would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    /// Number of the row, from 1.
    pub line: usize,
    /// Name as it stands there.
    pub name: String,
    /// What it would do.
    pub verdict: Verdict,
}

/// A list before it is kept («предпросмотр загрузки»).
#[derive(Debug, Clone)]
pub struct ImportPreview {
    /// Lines in the order of the list.
    pub lines: Vec<ImportLine>,
    /// What a person should look at.
    pub remarks: Vec<Remark>,
    /// Founders that would be created.
    pub new_founders: Vec<String>,
    /// Territories that would be created.
    pub new_territories: Vec<String>,
    import: RegistryImport,
}

impl ImportPreview {
    /// Whether keeping it would change anything.
    pub fn is_empty(&self) -> bool {
        self.import.organisations.is_empty()
    }
}

/// Reads a list and says what each line would do; keeps nothing. `sector` is for lines that name none.
///
/// # Errors
/// `Invalid` when the document cannot be read; `NotAllowed`.
pub async fn preview_import(
    ctx: &Ctx,
    bytes: Vec<u8>,
    file_name: Option<&str>,
    sector: Option<Sector>,
) -> Result<ImportPreview, Refusal> {
    ctx.permit::<EditRegistry>(None)?;
    let reading = ctx.house.workshop.read(bytes, file_name, None).await?;
    let list = registry_list::read(&reading.document);
    let mut deciding = Deciding::begin(ctx).await?;
    let mut lines = Vec::with_capacity(list.lines.len());
    for line in &list.lines {
        let verdict = deciding.decide(ctx, line, sector).await?;
        lines.push(ImportLine { line: line.line, name: line.card.name.clone(), verdict });
    }
    Ok(ImportPreview {
        lines,
        remarks: list.remarks,
        new_founders: deciding.import.founders.iter().map(|founder| founder.name.clone()).collect(),
        new_territories: deciding.import.territories.iter().map(|territory| territory.name.clone()).collect(),
        import: deciding.import,
    })
}

/// Keeps what the same list would do now, in one step; refused lines are left out.
///
/// # Errors
/// As [`preview_import`]; `Invalid` when nothing of the list can be kept; `Stale` when the registry changed meanwhile.
pub async fn keep_import(
    ctx: &Ctx,
    bytes: Vec<u8>,
    file_name: Option<&str>,
    sector: Option<Sector>,
) -> Result<ImportPreview, Refusal> {
    let preview = preview_import(ctx, bytes, file_name, sector).await?;
    if preview.lines.iter().all(|line| matches!(line.verdict, Verdict::Refused(_))) {
        return Err(Refusal::Invalid(Faults::Paper("В списке нет ни одной строки, которую можно сохранить".into())));
    }
    if !preview.is_empty() {
        ctx.store().keep_import(&ctx.act("import_organisations"), &preview.import).await?;
    }
    Ok(preview)
}

/// What was decided so far.
struct Deciding {
    founders: BTreeMap<String, FounderId>,
    territories: BTreeMap<String, TerritoryId>,
    slugs: Vec<String>,
    decided: BTreeSet<String>,
    import: RegistryImport,
}

impl Deciding {
    async fn begin(ctx: &Ctx) -> Result<Self, Refusal> {
        let (founders, territories) = (ctx.store().list_founders().await?, ctx.store().list_territories().await?);
        Ok(Deciding {
            founders: founders.into_iter().map(|kept| (key::of(&kept.value.name), kept.value.id)).collect(),
            territories: territories.into_iter().map(|kept| (key::of(&kept.value.name), kept.value.id)).collect(),
            slugs: Vec::new(),
            decided: BTreeSet::new(),
            import: RegistryImport::default(),
        })
    }

    async fn decide(&mut self, ctx: &Ctx, line: &Line, sector: Option<Sector>) -> Result<Verdict, Refusal> {
        let mut card = line.card.clone();
        if card.sector.is_empty() {
            card.sector = sector.map(|sector| sector.name().to_owned()).unwrap_or_default();
        }
        let checked = match card.check() {
            Ok(checked) => checked,
            Err(faults) => return Ok(Verdict::Refused(faults.iter().map(ToString::to_string).collect())),
        };
        let once = checked.inn().map_or_else(|| key::of(checked.name()), ToString::to_string);
        if !self.decided.insert(once) {
            return Ok(Verdict::Refused(vec!["Эта организация уже есть в списке выше".to_owned()]));
        }
        card.territory = line.territory.as_deref().map(|name| self.territory(ctx, name));
        card.founder = line.founder.as_deref().map(|name| self.founder(ctx, name));
        let Ok(checked) = card.check() else { return Ok(Verdict::Refused(Vec::new())) };
        let kept = match find_kept(ctx, checked.inn().map(ToString::to_string), checked.name()).await? {
            Ok(kept) => kept,
            Err(words) => return Ok(Verdict::Refused(vec![words])),
        };
        let Some(kept) = kept else {
            let slug = free_slug(ctx, checked.name(), &self.slugs).await?;
            self.slugs.push(slug.to_string());
            let new = checked.found(OrganisationId(fresh::uuid(ctx.now())), slug);
            self.import.organisations.push((new, None));
            return Ok(Verdict::New);
        };
        let changed = checked.complete(&kept.value);
        if changed == kept.value {
            return Ok(Verdict::Same(kept.value.id));
        }
        self.import.organisations.push((changed, Some(kept.version)));
        Ok(Verdict::Changes(kept.value.id))
    }

    fn founder(&mut self, ctx: &Ctx, name: &str) -> FounderId {
        let founders = &mut self.import.founders;
        *self.founders.entry(key::of(name)).or_insert_with(|| {
            let id = FounderId(fresh::uuid(ctx.now()));
            founders.push(Founder { id, name: name.to_owned(), inn: None, territory: None });
            id
        })
    }

    fn territory(&mut self, ctx: &Ctx, name: &str) -> TerritoryId {
        let territories = &mut self.import.territories;
        *self.territories.entry(key::of(name)).or_insert_with(|| {
            let id = TerritoryId(fresh::uuid(ctx.now()));
            territories
                .push(Territory { id, name: name.to_owned(), kind: "территория".to_owned(), parent: None });
            id
        })
    }
}

/// The organisation a line means: by ИНН, else by its only namesake; words when there are several.
async fn find_kept(
    ctx: &Ctx,
    inn: Option<String>,
    name: &str,
) -> Result<Result<Option<Kept<Organisation>>, String>, Refusal> {
    if let Some(inn) = &inn
        && let Some(kept) = ctx.store().find_organisation_by_inn(inn).await?
    {
        return Ok(Ok(Some(kept)));
    }
    let mut namesakes = ctx.store().find_organisations_by_name(name).await?;
    // A namesake with another ИНН is another organisation.
    namesakes.retain(|kept| inn.is_none() || kept.value.inn.is_none());
    if namesakes.len() > 1 {
        let words = format!("В реестре несколько организаций с таким названием ({}): укажите ИНН", namesakes.len());
        return Ok(Err(words));
    }
    Ok(Ok(namesakes.pop()))
}
