//! The registry: organisations, branches, founders, territories, remembered names.

mod merging;
mod records;

use crate::cell::{Cell, args};
use crate::database::{Conditions, Database, cursor, cursor_keys, limit, page};
use crate::engine::Tx;
use crate::record::{Act, Alias, Kept, OrganisationQuery, Page, PageAsked, RegistryImport, Version};
use crate::table::{self, Change, Record};
use crate::traits::Organisations;
use crate::{Answer, Fault, key};
use async_trait::async_trait;
use otklik_domain::ids::{BranchId, FounderId, OrganisationId, TerritoryId};
use otklik_domain::registry::{Branch, Founder, Organisation, OrganisationState, Territory};
use sqlx::AssertSqlSafe;
use std::sync::atomic::Ordering;

impl Database {
    /// Keeps one record with its audit line: what most verbs are.
    pub(super) async fn keep<T: Record>(&self, act: &Act, record: &T, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, change) = tx.put(record, expected).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        if [table::SURVEY.name, table::ROUND.name].contains(&T::TABLE.name) {
            self.n_changes.fetch_add(1, Ordering::AcqRel);
        }
        Ok(version)
    }
}

/// Remembers which organisation a name means, in a transaction that does more.
pub(super) async fn put_alias(tx: &mut Tx, act: &Act, name: &str, organisation: OrganisationId) -> Answer<Change> {
    let alias = Alias { name: name.to_owned(), organisation, by: act.actor.clone(), at: act.at };
    let before: Option<Kept<Alias>> = tx.find("where t.name_key = $1", args![key::of(name)]).await?.pop();
    tx.run("delete from alias where name_key = $1", args![key::of(name)]).await?;
    let mut change = tx.insert(&alias).await?;
    change.was = before.map(|kept| kept.value.cells());
    Ok(change)
}

/// Spellings of a kind that are kept: case and blanks aside they are one.
async fn spellings(database: &Database, kind: &str) -> Answer<Vec<Cell>> {
    let kinds = kinds(database).await?;
    Ok(kinds.into_iter().filter(|own| key::of(own) == key::of(kind)).map(|own| Cell::from(&own)).collect())
}

async fn kinds(database: &Database) -> Answer<Vec<String>> {
    let sql = "select distinct kind from organisation where state = 'open' and kind is not null order by kind";
    database.rows(sql, args![]).await?.into_iter().map(|mut row| row.text()).collect()
}

async fn conditions(database: &Database, asked: &OrganisationQuery) -> Answer<Conditions> {
    let mut all = Conditions::default();
    if let Some(kind) = &asked.kind {
        let spellings = spellings(database, kind).await?;
        if spellings.is_empty() {
            all.and("1 = 0", []);
        }
        all.one_of("t.kind", spellings);
    }
    for word in asked.search.iter().flat_map(|s| s.split_whitespace()) {
        all.and("t.search_text like ? escape '\\'", args![key::anywhere(word)]);
    }
    if let Some(sector) = asked.sector {
        all.and("t.sector = ?", args![sector.name()]);
    }
    if let Some(founder) = asked.founder {
        all.and("t.founder_id = ?", [Cell::printed(founder)]);
    }
    if let Some(territory) = asked.territory {
        all.and("t.territory_id = ?", [Cell::printed(territory)]);
    }
    if let Some(is_example) = asked.is_example {
        all.and("t.is_example = ?", args![is_example]);
    }
    all.one_of("t.id", asked.organisations.iter().map(Cell::printed).collect());
    if !asked.with_gone {
        all.and("t.state = 'open'", []);
    }
    Ok(all)
}

fn name_cursor(kept: &Kept<Organisation>) -> String {
    cursor(&[&key::of(&kept.value.name), &kept.value.id.to_string()])
}

/// The slug of a kept organisation stays what it was, whatever the record says.
async fn refuse_new_slug(tx: &mut Tx, organisation: &Organisation) -> Answer<()> {
    let sql = "select slug from organisation where id = $1";
    let kept = tx.rows(sql, vec![Cell::printed(organisation.id)]).await?.pop();
    match kept.map(|mut row| row.text()).transpose()? {
        Some(slug) if slug != organisation.slug.as_str() => Err(Fault::Taken("organisation.slug".to_owned())),
        _ => Ok(()),
    }
}

#[async_trait]
impl Organisations for Database {
    async fn find_organisation(&self, id: OrganisationId) -> Answer<Option<Kept<Organisation>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn find_organisation_by_slug(&self, slug: &str) -> Answer<Option<Kept<Organisation>>> {
        self.one("where t.slug = $1", args![slug]).await
    }

    async fn find_organisation_by_inn(&self, inn: &str) -> Answer<Option<Kept<Organisation>>> {
        self.one("where t.inn = $1 and t.state = 'open'", args![inn]).await
    }

    async fn find_organisations_by_name(&self, name: &str) -> Answer<Vec<Kept<Organisation>>> {
        let rest = "where (t.name_key = $1 or t.short_name_key = $1) and t.state = 'open' order by t.name_key, t.id";
        self.list(rest, args![key::of(name)]).await
    }

    async fn list_organisations(
        &self,
        asked: &OrganisationQuery,
        asked_page: &PageAsked,
    ) -> Answer<Page<Kept<Organisation>>> {
        let mut all = conditions(self, asked).await?;
        if let Some([name, id]) = asked_page.after.as_deref().and_then(cursor_keys) {
            all.and("(t.name_key, t.id) > (?, ?)", args![name, id]);
        }
        let limit = limit(asked_page.limit);
        let rest = format!("{} order by t.name_key, t.id limit {}", all.clause(), limit + 1);
        Ok(page(self.list(&rest, all.args).await?, limit, name_cursor))
    }

    async fn count_organisations(&self, asked: &OrganisationQuery) -> Answer<i64> {
        let all = conditions(self, asked).await?;
        let sql = format!("select count(*) from organisation t {}", all.clause());
        let mut rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        rows.pop().map_or(Ok(0), |mut row| row.int())
    }

    async fn list_kinds(&self) -> Answer<Vec<String>> {
        let mut kinds = kinds(self).await?;
        kinds.sort_by_cached_key(|kind| key::of(kind));
        kinds.dedup_by_key(|kind| key::of(kind));
        Ok(kinds)
    }

    async fn list_slugs(&self, beginning: &str) -> Answer<Vec<String>> {
        let sql = "select slug from organisation where slug >= $1 and slug < $2 order by slug";
        let rows = self.rows(sql, args![beginning, format!("{beginning}\u{7f}")]).await?;
        rows.into_iter().map(|mut row| row.text()).collect()
    }

    async fn keep_organisation(
        &self,
        act: &Act,
        organisation: &Organisation,
        expected: Option<Version>,
    ) -> Answer<Version> {
        let mut tx = self.write().await?;
        if expected.is_some() {
            refuse_new_slug(&mut tx, organisation).await?;
        }
        let (version, change) = tx.put(organisation, expected).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn keep_import(&self, act: &Act, import: &RegistryImport) -> Answer<()> {
        let mut tx = self.write().await?;
        let mut changes = Vec::new();
        for territory in &import.territories {
            changes.push(tx.insert(territory).await?);
        }
        for founder in &import.founders {
            changes.push(tx.insert(founder).await?);
        }
        for (organisation, expected) in &import.organisations {
            if expected.is_some() {
                refuse_new_slug(&mut tx, organisation).await?;
            }
            changes.push(tx.put(organisation, *expected).await?.1);
        }
        // Jobs go with the first line: they follow the act, not each record.
        let quiet = Act { jobs: Vec::new(), ..act.clone() };
        for (at, change) in changes.iter().enumerate() {
            tx.note_change(if at == 0 { act } else { &quiet }, change).await?;
        }
        tx.commit().await
    }

    async fn keep_merging(
        &self,
        act: &Act,
        gone: OrganisationId,
        expected: Version,
        into: OrganisationId,
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        let (gone_id, into_id) = (Cell::printed(gone), Cell::printed(into));
        let open = "where t.id = $1 and t.state = 'open'";
        let target: Option<Kept<Organisation>> = tx.find(open, vec![into_id.clone()]).await?.pop();
        let source: Option<Kept<Organisation>> = tx.find(open, vec![gone_id.clone()]).await?.pop();
        let (Some(_), Some(source), false) = (target, source, gone == into) else {
            return Err(Fault::Unknown("organisation".to_owned()));
        };
        let merged = Organisation { state: OrganisationState::Merged { into }, ..source.value };
        let change = tx.update(&merged, expected).await?;
        let both = vec![into_id, gone_id];
        let earlier = "update organisation set merged_into_id = $1, version = version + 1 where merged_into_id = $2";
        tx.run(earlier, both.clone()).await?;
        tx.run("update alias set organisation_id = $1 where organisation_id = $2", both.clone()).await?;
        let waiting = "update draft set organisation_id = $1, version = version + 1 \
                       where organisation_id = $2 and state = 'waiting'";
        tx.run(waiting, both.clone()).await?;
        tx.run("update person set organisation_id = $1, version = version + 1 where organisation_id = $2", both)
            .await?;
        tx.carry_grants(gone, into).await?;
        tx.note_change(act, &change).await?;
        merging::carry_rounds(&mut tx, act, gone, into).await?;
        tx.commit().await
    }

    async fn list_branches(&self, organisation: OrganisationId) -> Answer<Vec<Kept<Branch>>> {
        let rest =
            "where t.organisation_id = $1 order by case when t.closed_on is null then 0 else 1 end, t.name_key, t.id";
        self.list(rest, vec![Cell::printed(organisation)]).await
    }

    async fn list_branches_of(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<Branch>>> {
        if organisations.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", organisations.iter().map(Cell::printed).collect());
        self.list(&format!("{} order by t.organisation_id, t.name_key, t.id", all.clause()), all.args).await
    }

    async fn find_branch(&self, organisation: OrganisationId, id: BranchId) -> Answer<Option<Kept<Branch>>> {
        let args = vec![Cell::printed(organisation), Cell::printed(id)];
        self.one("where t.organisation_id = $1 and t.id = $2", args).await
    }

    async fn keep_branch(&self, act: &Act, branch: &Branch, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, branch, expected).await
    }

    async fn list_founders(&self) -> Answer<Vec<Kept<Founder>>> {
        self.list("order by t.name_key, t.id", args![]).await
    }

    async fn find_founder(&self, id: FounderId) -> Answer<Option<Kept<Founder>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn keep_founder(&self, act: &Act, founder: &Founder, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, founder, expected).await
    }

    async fn list_territories(&self) -> Answer<Vec<Kept<Territory>>> {
        self.list("order by t.name_key, t.id", args![]).await
    }

    async fn find_territory(&self, id: TerritoryId) -> Answer<Option<Kept<Territory>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn keep_territory(&self, act: &Act, territory: &Territory, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, territory, expected).await
    }

    async fn find_alias(&self, name: &str) -> Answer<Option<Alias>> {
        Ok(self.one("where t.name_key = $1", args![key::of(name)]).await?.map(|kept| kept.value))
    }

    async fn list_aliases(&self, organisation: OrganisationId) -> Answer<Vec<Alias>> {
        let rest = "where t.organisation_id = $1 order by t.name_key";
        let kept = self.list(rest, vec![Cell::printed(organisation)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn keep_alias(&self, act: &Act, name: &str, organisation: OrganisationId) -> Answer<()> {
        let mut tx = self.write().await?;
        let change = put_alias(&mut tx, act, name, organisation).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await
    }
}
