//! What the store does with marks of placing; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, Kept, PublicationItem, Version};
use async_trait::async_trait;
use otklik_domain::ids::PlanId;

/// What is placed where.
#[async_trait]
pub trait Placings: Send + Sync {
    /// Marks of a plan, in the order of their names.
    async fn list_publication_items(&self, plan: PlanId) -> Answer<Vec<Kept<PublicationItem>>>;
    /// Keeps a mark. `Taken("publication_item.item")` when the plan has one of that item.
    async fn keep_publication_item(
        &self,
        act: &Act,
        item: &PublicationItem,
        expected: Option<Version>,
    ) -> Answer<Version>;
}
