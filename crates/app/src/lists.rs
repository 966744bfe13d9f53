//! Lists that must be whole: asked for page by page until there is no next one, or at once where they are short.
//!
//! In comes a question; out goes everything that answers it. It refuses to know who asks: the verb narrows the question first.

use crate::refusal::Refusal;
use otklik_domain::ids::{AnswerId, OrganisationId, SurveyId, TerritoryId};
use otklik_domain::integrity::Decision;
use otklik_domain::registry::Organisation;
use otklik_store::record::{Kept, OrganisationQuery, Page, PageAsked, Plan, PlanQuery, Publication};
use otklik_store::{Answer, Store};
use std::collections::BTreeSet;

/// How many are asked for at once.
const AT_ONCE: usize = 500;

/// Every organisation that a question finds, in the order of the store.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub(crate) async fn organisations(store: &dyn Store, asked: &OrganisationQuery) -> Result<Vec<Organisation>, Refusal> {
    let all = whole(|page| async move { store.list_organisations(asked, &page).await }).await?;
    Ok(all.into_iter().map(|kept| kept.value).collect())
}

/// Every publication of these organisations, the newest first.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub(crate) async fn publications(store: &dyn Store, of: &[OrganisationId]) -> Result<Vec<Publication>, Refusal> {
    whole(|page| async move { store.list_publications(of, &page).await }).await
}

/// Every plan that a question finds with its version, in the order of the store.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub(crate) async fn plans(store: &dyn Store, asked: &PlanQuery) -> Result<Vec<Kept<Plan>>, Refusal> {
    whole(|page| async move { store.list_plans(asked, &page).await }).await
}

/// Asks for page after page until there is no next one.
async fn whole<T, F>(ask: impl Fn(PageAsked) -> F) -> Result<Vec<T>, Refusal>
where
    F: Future<Output = Answer<Page<T>>>,
{
    let (mut all, mut page) = (Vec::new(), PageAsked::first(AT_ONCE));
    loop {
        let found = ask(page).await?;
        all.extend(found.items);
        let Some(next) = found.next else { return Ok(all) };
        page = PageAsked { after: Some(next), limit: AT_ONCE };
    }
}

/// Answers of a survey that a person left out: they came, and do not count.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub(crate) async fn excluded(
    store: &dyn Store,
    organisation: OrganisationId,
    survey: SurveyId,
) -> Result<BTreeSet<AnswerId>, Refusal> {
    let reviews = store.list_reviews(organisation, survey).await?.into_iter().map(|kept| kept.value);
    Ok(reviews.filter(|it| matches!(it.decision, Decision::Excluded(_))).map(|it| it.answer).collect())
}

/// A territory with everything below it.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub(crate) async fn territories_within(store: &dyn Store, top: TerritoryId) -> Result<BTreeSet<TerritoryId>, Refusal> {
    let all: Vec<_> = store.list_territories().await?.into_iter().map(|kept| kept.value).collect();
    let mut within = BTreeSet::from([top]);
    // Each pass adds a level at least; a broken tree ends too.
    while all.iter().any(|it| it.parent.is_some_and(|parent| within.contains(&parent)) && within.insert(it.id)) {}
    Ok(within)
}
