//! Counting: every organisation of a round at once, and published ones again.

use super::books::{self, Book};
use super::rounds::round;
use super::sheets::counted;
use crate::answers;
use crate::ctx::Ctx;
use crate::fresh;
use crate::integrity;
use crate::refusal::Refusal;
use otklik_domain::access::ImportScores;
use otklik_domain::ids::{RoundId, ScoreId};
use otklik_store::Store;
use otklik_store::record::{Figures, KeptAnswer, NewScore, RoundQuery, Score};
use otklik_store::traits::Finding;
use std::collections::HashMap;

/// What counting a round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedRound {
    /// Organisations with anything known of them.
    pub n_organisations: usize,
    /// Scores that are new or changed and wait for approval.
    pub n_changed: u64,
}

/// Counts every organisation of a round and keeps what is new or changed as drafts; a published score that would change
/// gets the next version. The reason is kept with those.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn count_round(ctx: &Ctx, id: RoundId, reason: Option<&str>) -> Result<CountedRound, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let round = round(ctx, id).await?.value;
    let book = books::book(ctx.store(), &round.rulebook.sha256).await?;
    let known = ctx.store().list_inputs(id).await?;
    let notes = integrity::notes(ctx, &round, &book, &known).await?;
    let mut scores = Vec::with_capacity(known.len());
    for (organisation, inputs) in known.into_iter().filter(|(_, inputs)| !inputs.is_empty()) {
        let (_, sheet) = counted(&inputs, "", &book, &round.policy)?;
        scores.push(NewScore {
            organisation,
            id: ScoreId(fresh::uuid(ctx.now())),
            round: id,
            rulebook_sha256: round.rulebook.sha256.clone(),
            policy: round.policy.clone(),
            inputs,
            figures: Figures::of(&sheet),
            reason: reason.map(ToOwned::to_owned),
            method: notes.get(&organisation).cloned(),
        });
    }
    let n_changed = ctx.store().keep_scores(&ctx.act("count_scores"), &scores).await?;
    Ok(CountedRound { n_organisations: scores.len(), n_changed })
}

/// Counts every published score again from what it was counted from, and names those that give other digits; then every
/// kept questionnaire, and names surveys whose sums are not what it gives.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn verify(store: &dyn Store) -> Result<Vec<Finding>, Refusal> {
    let mut books: HashMap<String, Book> = HashMap::new();
    for kept in store.list_rounds(&RoundQuery::default()).await? {
        let sha256 = kept.value.rulebook.sha256;
        if !books.contains_key(&sha256)
            && let Ok(book) = books::book(store, &sha256).await
        {
            books.insert(sha256, book);
        }
    }
    let again = |score: &Score| again(score, &books);
    let mut findings = store.verify_scores(&again).await?;
    let answers = |sha256: &str, kept: &[KeptAnswer]| answers::again(&books, sha256, kept);
    findings.extend(store.verify_answers(&answers).await?);
    Ok(findings)
}

fn again(score: &Score, books: &HashMap<String, Book>) -> Result<Figures, String> {
    let book = books.get(&score.rulebook_sha256).ok_or("свода правил, по которому она посчитана, нет")?;
    let (_, sheet) = counted(&score.inputs, "", book, &score.policy).map_err(|why| why.to_string())?;
    Ok(Figures::of(&sheet))
}
