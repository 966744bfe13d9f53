//! Keyed sheets are handed over to the answers: each once, under the name it got when it was keyed.

use super::keying::unpacked;
use super::ledger::lot;
use crate::answers::{Submission, submit_sheet};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::KeyAnswers;
use otklik_domain::ids::SheetLotId;
use otklik_domain::survey::Channel;
use otklik_store::record::{KeyedSheet, Traces};

/// What became of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CountedLot {
    /// Sheets that were handed over now.
    pub n_new: usize,
    /// Sheets whose two entries differ: they wait.
    pub n_disputed: usize,
}

/// Hands over every sheet of a lot that is keyed and not disputed, under the day it was keyed on.
///
/// Also after the survey is over, for sheets are given out while it runs. Stopped in the middle, it goes on where it was.
///
/// # Errors
/// What the answers refuse: `Gone` when the round is closed, `Busy`; `NotFound`, `NotAllowed`.
pub async fn count_lot(ctx: &Ctx, code: &str, id: SheetLotId) -> Result<CountedLot, Refusal> {
    let (place, _) = lot(ctx, code, id).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    let mut counted = CountedLot::default();
    for kept in ctx.store().list_keyed(place.survey.organisation, place.survey.id).await? {
        if kept.value.lot != id || kept.value.is_counted {
            continue;
        }
        if kept.value.is_disputed() {
            counted.n_disputed += 1;
            continue;
        }
        let sheet = unpacked(&place, &kept.value.given)?;
        let submission = Submission {
            edition: place.round.rulebook.sha256.clone(),
            raw: sheet.as_raw(place.questionnaire()),
            channel: Channel::Paper,
            traces: Traces::default(),
        };
        // Nothing of the sheet may change between here and the mark: a change meanwhile makes the mark `Stale`, and the
        // next run finds the answer as it was handed over.
        submit_sheet(&ctx.house, place.survey.code.as_str(), kept.value.answer, submission, kept.value.on).await?;
        let done = KeyedSheet { is_counted: true, ..kept.value };
        ctx.store().keep_keyed(&ctx.act("count_sheet"), &done, Some(kept.version)).await?;
        counted.n_new += 1;
    }
    Ok(counted)
}
