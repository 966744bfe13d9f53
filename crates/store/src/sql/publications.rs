//! Frozen versions of plans and the public register that follows from the newest ones.

use super::plans::event_id as uuid_of;
use super::plans::records::Published;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database, limit, page};
use crate::record::{Act, Kept, Measure, NewPublication, Page, PageAsked, Plan, Publication, Version};
use crate::table::{self, Record, Table};
use crate::traits::Publications;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

impl Record for Publication {
    const TABLE: &'static Table = &table::PUBLICATION;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::from(self.number),
            Cell::maybe(self.supersedes),
            Cell::from(&self.sha256),
            Cell::from(&self.body_json),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Publication {
            organisation: row.read()?,
            id: row.read()?,
            plan: row.read()?,
            number: row.int()?,
            supersedes: row.maybe_read()?,
            sha256: row.text()?,
            body_json: row.text()?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
        })
    }
}

/// The hash a frozen body must have.
pub(super) fn body_hash(body: &str) -> String {
    hex::encode(Sha256::digest(body.as_bytes()))
}

const NEWEST: &str = "t.number = (select max(n.number) from publication n \
                      where n.organisation_id = t.organisation_id and n.plan_id = t.plan_id)";

#[async_trait]
impl Publications for Database {
    async fn find_publication(&self, plan: PlanId) -> Answer<Option<Publication>> {
        let rest = "where t.plan_id = $1 order by t.number desc limit 1";
        Ok(self.one(rest, vec![Cell::printed(plan)]).await?.map(|kept| kept.value))
    }

    async fn find_publication_number(&self, plan: PlanId, number: i64) -> Answer<Option<Publication>> {
        let args = vec![Cell::printed(plan), Cell::from(number)];
        Ok(self.one("where t.plan_id = $1 and t.number = $2", args).await?.map(|kept| kept.value))
    }

    async fn find_publication_by_id(&self, id: Uuid) -> Answer<Option<Publication>> {
        Ok(self.one("where t.id = $1", vec![Cell::printed(id)]).await?.map(|kept| kept.value))
    }

    async fn list_versions(&self, plan: PlanId) -> Answer<Vec<Publication>> {
        let sql = "select organisation_id, id, plan_id, number, supersedes_id, sha256, '', made_by, made_at, is_example \
                   from publication where plan_id = $1 order by number desc";
        let rows = self.rows(sql, vec![Cell::printed(plan)]).await?;
        rows.into_iter().map(|mut row| Publication::take(&mut row)).collect()
    }

    async fn list_publications(
        &self,
        organisations: &[OrganisationId],
        asked: &PageAsked,
    ) -> Answer<Page<Publication>> {
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", self.with_merged(organisations).await?);
        all.and(NEWEST, []);
        if let Some(after) = &asked.after {
            all.and("t.id < ?", args![after]);
        }
        let limit = limit(asked.limit);
        let rest = format!("{} order by t.id desc limit {}", all.clause(), limit + 1);
        let kept = self.list::<Publication>(&rest, all.args).await?;
        let items = kept.into_iter().map(|kept| kept.value).collect();
        Ok(page(items, limit, |publication: &Publication| publication.id.to_string()))
    }

    async fn find_published_measure(&self, id: MeasureId) -> Answer<Option<Measure>> {
        let found: Option<Kept<Published>> = self.one("where t.id = $1", vec![Cell::printed(id)]).await?;
        Ok(found.map(|kept| kept.value.0))
    }

    async fn list_published_measures(&self, plan: PlanId) -> Answer<Vec<Measure>> {
        let rest = "where t.plan_id = $1 order by t.position, t.id";
        let kept: Vec<Kept<Published>> = self.list(rest, vec![Cell::printed(plan)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value.0).collect())
    }

    async fn keep_publication(
        &self,
        act: &Act,
        new: &NewPublication,
        measures: &[Measure],
        expected: Version,
    ) -> Answer<Publication> {
        let mut tx = self.write().await?;
        let key = vec![Cell::printed(new.organisation), Cell::printed(new.plan)];
        let plan: Option<Kept<Plan>> = tx.find("where t.organisation_id = $1 and t.id = $2", key.clone()).await?.pop();
        let plan = plan.filter(|plan| plan.version == expected).ok_or(Fault::Stale)?;
        let rest = "where t.organisation_id = $1 and t.plan_id = $2 order by t.number desc limit 1";
        let before: Option<Kept<Publication>> = tx.find(rest, key.clone()).await?.pop();
        let publication = Publication {
            organisation: new.organisation,
            id: new.id,
            plan: new.plan,
            number: before.as_ref().map_or(1, |before| before.value.number + 1),
            supersedes: before.map(|before| before.value.id),
            sha256: body_hash(&new.body_json),
            body_json: new.body_json.clone(),
            by: act.actor.clone(),
            at: act.at,
            is_example: plan.value.is_example,
        };
        let change = tx.insert(&publication).await?;
        tx.run("delete from published_measure where organisation_id = $1 and plan_id = $2", key).await?;
        if let Some(former) = plan.value.supersedes {
            let of_former = "delete from published_measure where plan_id = $1";
            tx.run(AssertSqlSafe(of_former.to_owned()), vec![Cell::printed(former)]).await?;
        }
        for measure in measures {
            tx.insert(&Published(measure.clone())).await?;
        }
        super::life::published(&mut tx, act, &plan.value, uuid_of(act)).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(publication)
    }
}
