//! Handing in a questionnaire that was filled page by page, and the picture of a survey's address.
//!
//! In comes what was begun; out goes the number of a receipt. However often it is pressed, it is sent once: the id was
//! given out with the form. Once it is sent, nothing of its answers stays with the code.

use super::begun::Begun;
use crate::answers::{self, Submission};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::rulebook::{Answers, Questionnaire};
use otklik_domain::survey::{AnswerSheet, Given, Raw, RawAnswers};
use otklik_store::record::{Traces, Unfinished};

/// Sends a begun questionnaire; answers the number of its receipt, the same one each time.
///
/// # Errors
/// `Gone` when the survey is over, `Invalid` when nothing was answered, `Busy` and `Unavailable`, when it may be tried
/// again and nothing is lost.
pub async fn send(ctx: &Ctx, begun: &Begun) -> Result<String, Refusal> {
    if let Some(receipt) = &begun.kept.receipt {
        return Ok(receipt.clone());
    }
    let seconds = ctx.now().duration_since(begun.kept.began_at).as_secs();
    let submission = Submission {
        edition: begun.asking.book.sha256.clone(),
        raw: raw(begun.questionnaire(), &begun.sheet),
        channel: begun.kept.channel,
        traces: Traces {
            filled_seconds: u32::try_from(seconds).ok(),
            device: begun.kept.device.clone(),
            ticket: begun.kept.ticket.clone(),
            has_worked: Some(begun.kept.has_worked),
        },
    };
    let code = begun.asking.survey.code.as_str();
    let receipt = answers::submit_sealed(&ctx.house, code, begun.kept.answer, submission).await?;
    let sent = Unfinished { receipt: Some(receipt.number.clone()), answers: blank(begun), ..begun.kept.clone() };
    // The answer is kept for good by now: when this fails, sending again gives the same number.
    if let Err(cause) = ctx.store().keep_unfinished(&sent).await {
        tracing::warn!(%cause, "the receipt is not noted with the code");
    }
    Ok(receipt.number)
}

fn blank(begun: &Begun) -> Vec<u8> {
    AnswerSheet { given: vec![None; begun.questionnaire().questions.len()] }.packed()
}

/// A sheet as a program would send it.
fn raw(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> RawAnswers {
    let all = questionnaire.questions.iter().zip(&sheet.given);
    let told = all.filter_map(|(question, given)| {
        let raw = match given.as_ref()? {
            Given::Yes => Raw::Flag(true),
            Given::No => Raw::Flag(false),
            Given::Number(number) => Raw::Number(i64::from(*number)),
            Given::Text(text) => Raw::Text(text.clone()),
            Given::Choice(at) => match &question.answers {
                Answers::Choice(list) => Raw::Text(list.get(usize::try_from(*at).ok()?)?.0.clone()),
                _ => return None,
            },
        };
        Some((question.code.clone(), raw))
    });
    told.collect()
}

/// The QR code of an address as SVG; `None` when the address is too long for one.
pub fn qr_picture(address: &str) -> Option<String> {
    otklik_papers::qr::svg(address).ok()
}
