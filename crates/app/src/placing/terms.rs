//! Terms of placing as this house has them: those that ship with the program, or others, each change a new version.
//!
//! In come lines that a person edited; out go terms or the numbers of lines that do not read.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::publication::Terms;
use otklik_store::Store;

/// The setting: the number of the version on the first line, then the lines.
const TERMS: &str = "publication.terms";

/// The terms in force.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn terms(ctx: &Ctx) -> Result<Terms, Refusal> {
    in_force(ctx.store()).await
}

pub(super) async fn in_force(store: &dyn Store) -> Result<Terms, Refusal> {
    let kept = store.find_setting(TERMS).await?;
    let read = |text: String| {
        let (version, lines) = text.split_once('\n')?;
        Some(Terms::from_text(version.parse().ok()?, lines).0)
    };
    Ok(kept.and_then(read).unwrap_or_default())
}

/// Puts other terms in force; days counted before keep their version.
///
/// # Errors
/// `NotAllowed` for who does not look after the house; `Invalid` with the numbers of lines that do not read; `Stale` when
/// somebody else changed them meanwhile.
pub async fn set_terms(ctx: &Ctx, seen: i64, text: &str) -> Result<(), Refusal> {
    ctx.demand(Verb::RunRounds, None)?;
    let now = terms(ctx).await?;
    if now.version != seen {
        return Err(Refusal::Stale);
    }
    let (new, bad) = Terms::from_text(now.version + 1, &text.replace("\r\n", "\n"));
    if !bad.is_empty() || new.lines.is_empty() {
        let numbers = bad.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let words = if bad.is_empty() {
            "Нет ни одного срока".to_owned()
        } else {
            format!("Не читаются строки: {numbers}")
        };
        return Err(Refusal::field(
            "terms",
            format!("{words}. Строка: код | событие | 5 рабочих дней | откуда | seen"),
        ));
    }
    let text = format!("{}\n{}", new.version, new.to_text());
    Ok(ctx.store().keep_setting(&ctx.act("change_terms"), TERMS, &text).await?)
}
