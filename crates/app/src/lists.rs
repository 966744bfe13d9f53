//! Lists that must be whole: asked for page by page until there is no next one.
//!
//! In comes a question; out goes everything that answers it. It refuses to know who asks: the verb narrows the question first.

use crate::refusal::Refusal;
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::Organisation;
use otklik_store::Store;
use otklik_store::record::{OrganisationQuery, PageAsked, Publication};

/// How many are asked for at once.
const AT_ONCE: usize = 500;

/// Every organisation that a question finds, in the order of the store.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub(crate) async fn organisations(store: &dyn Store, asked: &OrganisationQuery) -> Result<Vec<Organisation>, Refusal> {
    let (mut all, mut page) = (Vec::new(), PageAsked::first(AT_ONCE));
    loop {
        let found = store.list_organisations(asked, &page).await?;
        all.extend(found.items.into_iter().map(|kept| kept.value));
        let Some(next) = found.next else { return Ok(all) };
        page.after = Some(next);
    }
}

/// Every publication of these organisations, the newest first.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub(crate) async fn publications(store: &dyn Store, of: &[OrganisationId]) -> Result<Vec<Publication>, Refusal> {
    let (mut all, mut page) = (Vec::new(), PageAsked::first(AT_ONCE));
    loop {
        let found = store.list_publications(of, &page).await?;
        all.extend(found.items);
        let Some(next) = found.next else { return Ok(all) };
        page.after = Some(next);
    }
}
