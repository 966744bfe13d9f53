//! The rulebook a round stays on: the program's own, else the texts that were kept with the round.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::rulebook::Rulebook;
use otklik_papers::rulebooks;
use std::borrow::Cow;

/// A rulebook of the program, or one of the texts kept with a round.
pub type Book = Cow<'static, Rulebook>;

/// What stands between the two texts of a kept rulebook: no text has it.
const BETWEEN: char = '\u{1f}';

/// Rulebooks that the program carries, for choosing one.
pub fn rulebooks() -> &'static [Rulebook] {
    rulebooks::all()
}

fn name_of(sha256: &str) -> String {
    format!("rulebook.{sha256}")
}

/// Keeps the texts of a rulebook, so that a newer program counts an old round the same.
pub(super) async fn keep_texts(ctx: &Ctx, sha256: &str) -> Result<(), Refusal> {
    let name = name_of(sha256);
    if ctx.store().find_setting(&name).await?.is_some() {
        return Ok(());
    }
    let (rules, questions) = rulebooks::texts(sha256).ok_or(Refusal::NotFound)?;
    let texts = format!("{rules}{BETWEEN}{questions}");
    Ok(ctx.store().keep_setting(&ctx.act("keep_rulebook"), &name, &texts).await?)
}

/// The rulebook of this hash.
///
/// # Errors
/// `Unavailable` when it is neither in the program nor kept.
pub(crate) async fn book(store: &dyn otklik_store::Store, sha256: &str) -> Result<Book, Refusal> {
    if let Some(own) = rulebooks::by_hash(sha256) {
        return Ok(Cow::Borrowed(own));
    }
    let texts = store.find_setting(&name_of(sha256)).await?;
    let (rules, questions) = texts
        .as_deref()
        .and_then(|texts| texts.split_once(BETWEEN))
        .ok_or_else(|| Refusal::unavailable(format!("no rulebook {sha256}")))?;
    let kept = rulebooks::of_text(rules, questions).map_err(Refusal::unavailable)?;
    if kept.sha256 == sha256 { Ok(Cow::Owned(kept)) } else { Err(Refusal::unavailable("a kept rulebook differs")) }
}
