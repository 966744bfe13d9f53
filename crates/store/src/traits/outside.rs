//! What the store does with figures of others; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, Kept, SecondFigure, Version};
use async_trait::async_trait;
use otklik_domain::ids::OrganisationId;

/// Figures of second sources: one of a source a day.
#[async_trait]
pub trait SecondSources: Send + Sync {
    /// Figures of organisations and those merged into them, the oldest first.
    async fn list_second_figures(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<SecondFigure>>>;
    /// Keeps figures, all or none; each names the version it was made from. `Stale`, `Taken` day.
    async fn keep_second_figures(&self, act: &Act, figures: &[(SecondFigure, Option<Version>)]) -> Answer<()>;
    /// Removes a figure. `Stale` when it was changed meanwhile.
    async fn remove_second_figure(&self, act: &Act, figure: &SecondFigure, expected: Version) -> Answer<()>;
}
