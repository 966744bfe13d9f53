//! The mark of a browser: alike for two answers of one browser in one survey, and leading nowhere.

use crate::ctx::{Ctx, House};
use crate::fresh;
use crate::refusal::Refusal;
use crate::survey::form_key;
use otklik_domain::ids::SurveyId;

/// How many characters of the keyed hash are kept: enough to tell browsers of a survey apart.
const MARK_LETTERS: usize = 32;

/// Something random for a browser to keep.
///
/// # Errors
/// `Unavailable` when the system gives no randomness.
pub fn new_device() -> Result<String, Refusal> {
    Ok(fresh::secret()?.chars().take(MARK_LETTERS).collect())
}

/// What is kept of what a browser keeps: a keyed hash with the survey in it, so that surveys cannot be joined by it.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn device_mark(ctx: &Ctx, survey: SurveyId, kept_by_browser: &str) -> Result<String, Refusal> {
    mark_of(&ctx.house, survey, kept_by_browser).await
}

/// The same where nobody has signed in: for what programs keep on a device.
pub(crate) async fn mark_of(house: &House, survey: SurveyId, kept_by_browser: &str) -> Result<String, Refusal> {
    let key = form_key(house).await?;
    Ok(fresh::keyed(&key, &format!("device:{survey}:{kept_by_browser}")).chars().take(MARK_LETTERS).collect())
}
