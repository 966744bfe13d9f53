//! What usually mends a shortcoming of many: words for a network measure, before anybody typed any.
//!
//! In come the name of a shortcoming and organisations; out go words of the catalogue for the first of them that has it.
//! They are a proposal: a person changes and sends them.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::shortcomings::whole_catalogue;
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;
use otklik_domain::shortcoming::About;
use otklik_store::record::ShortcomingQuery;

/// Words for a network measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The shortcoming as its register says it.
    pub found: String,
    /// What usually mends it; nothing where no catalogue says.
    pub text: String,
    /// By when: `{year}` is the year asked for.
    pub term: String,
    /// What proves it.
    pub proof_words: String,
}

/// What the catalogue proposes for a shortcoming that these organisations have.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn proposal(
    ctx: &Ctx,
    about: &str,
    organisations: &[OrganisationId],
    year: i16,
) -> Result<Option<Proposal>, Refusal> {
    ctx.demand_somewhere(Verb::AdoptPlan)?;
    let Ok(about) = about.parse::<About>() else { return Ok(None) };
    let seen = organisations.iter().copied().filter(|id| ctx.may(Verb::SeePrivate, Some(*id))).collect::<Vec<_>>();
    if seen.is_empty() {
        return Ok(None);
    }
    let asked = ShortcomingQuery { organisations: seen, about: Some(about), ..ShortcomingQuery::default() };
    let Some(kept) = ctx.store().list_shortcomings(&asked).await?.into_iter().next() else { return Ok(None) };
    let Some(whose) = ctx.store().find_organisation(kept.value.organisation).await? else { return Ok(None) };
    let catalogue = whole_catalogue(ctx, whose.value.sector.name()).await?;
    let found = kept.value.of.found.clone();
    let typical = catalogue.typical(&kept.value.of);
    let words = |typical: &otklik_domain::shortcoming::Typical| {
        let text = typical.text.replace(": {…}", "").replace("{…}", "").trim().to_owned();
        (text, typical.term_in(year), typical.proof_words.clone())
    };
    let (text, term, proof_words) = typical.map(words).unwrap_or_default();
    Ok(Some(Proposal { found, text, term, proof_words }))
}
