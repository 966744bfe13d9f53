//! Marks of placing.

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::database::Database;
use crate::record::{Act, Kept, PublicationItem, Version};
use crate::table::{self, Record, Table};
use crate::traits::Placings;
use async_trait::async_trait;
use otklik_domain::ids::PlanId;
use otklik_domain::publication::Item;

impl Record for PublicationItem {
    const TABLE: &'static Table = &table::PUBLICATION_ITEM;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::from(self.item.name()),
            Cell::from(self.placed_on),
            Cell::from(&self.placed_by),
            Cell::from(&self.link),
            Cell::from(&self.note),
            Cell::from(self.due_on),
            Cell::from(self.terms_version),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PublicationItem {
            organisation: row.read()?,
            id: row.read()?,
            plan: row.read()?,
            item: row.named(Item::from_name)?,
            placed_on: row.maybe_read()?,
            placed_by: row.text()?,
            link: row.text()?,
            note: row.text()?,
            due_on: row.maybe_read()?,
            terms_version: row.int()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

#[async_trait]
impl Placings for Database {
    async fn list_publication_items(&self, plan: PlanId) -> Answer<Vec<Kept<PublicationItem>>> {
        self.list("where t.plan_id = $1 order by t.item", vec![Cell::printed(plan)]).await
    }

    async fn keep_publication_item(
        &self,
        act: &Act,
        item: &PublicationItem,
        expected: Option<Version>,
    ) -> Answer<Version> {
        self.keep(act, item, expected).await
    }
}
