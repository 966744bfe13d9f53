//! The small piece of work that a browser does while a person answers: nobody sees it, a script that skips the page skips it.
//!
//! In comes a begun questionnaire; out goes a challenge that names it, its end and a signature; back come numbers. Whoever
//! has no scripts answers all the same. It refuses to know how fast a machine is.

use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use crate::survey::form_key;
use jiff::SignedDuration;
use otklik_store::record::Unfinished;
use sha2::{Digest, Sha256};

/// So many numbers are to be found, each on its own: together they take much the same time on every try.
const N_PIECES: usize = 16;
/// Each hash must begin with so many zero bits.
const N_BITS: u32 = 10;
/// For how long a challenge is good: it changes once in this time.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The longest answer that is looked at.
const ANSWER_LETTERS_MAX: usize = 512;

async fn signed(ctx: &Ctx, begun: &Unfinished, until_ms: i64) -> Result<String, Refusal> {
    let named = format!("{}.{until_ms}", begun.answer);
    let sign: String = fresh::keyed(&form_key(&ctx.house).await?, &format!("work:{named}")).chars().take(32).collect();
    Ok(format!("{named}.{sign}"))
}

/// What the browser is asked to do: pieces, zero bits and the words to begin with; nothing once it was done.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn challenge(ctx: &Ctx, begun: &Unfinished) -> Result<Option<String>, Refusal> {
    if begun.has_worked || begun.receipt.is_some() {
        return Ok(None);
    }
    let (age, day) = (ctx.now().duration_since(begun.began_at), DAY.as_millis());
    let n_days = i64::try_from(age.as_millis() / day + 2).map_err(Refusal::unavailable)?;
    let until = begun.began_at.as_millisecond().saturating_add(n_days.saturating_mul(24 * 3600 * 1000));
    Ok(Some(format!("{N_PIECES}.{N_BITS}.{}", signed(ctx, begun, until).await?)))
}

/// Whether what came back is the work for this questionnaire, done in time.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn has_worked(ctx: &Ctx, begun: &Unfinished, said: &str) -> Result<bool, Refusal> {
    let Some((words, numbers)) = said.split_once(':').filter(|_| said.len() <= ANSWER_LETTERS_MAX) else {
        return Ok(false);
    };
    let until = words.split('.').nth(3).and_then(|until| until.parse::<i64>().ok()).unwrap_or_default();
    let is_ours = words == format!("{N_PIECES}.{N_BITS}.{}", signed(ctx, begun, until).await?);
    Ok(is_ours && ctx.now().as_millisecond() < until && is_done(words, numbers))
}

fn is_done(words: &str, numbers: &str) -> bool {
    let numbers: Vec<&str> = numbers.split(',').collect();
    let is_right = |(piece, number): (usize, &&str)| {
        let sum = Sha256::digest(format!("{words}.{piece}.{number}"));
        let first = sum.iter().take(4).fold(0_u32, |whole, byte| whole << 8 | u32::from(*byte));
        first.leading_zeros() >= N_BITS
    };
    numbers.len() == N_PIECES && numbers.iter().enumerate().all(is_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_is_its_own_work() {
        let find = |piece: usize| {
            let is_right = |number: &u32| {
                let sum = Sha256::digest(format!("words.{piece}.{number}"));
                sum.first() == Some(&0) && sum.get(1).is_some_and(|byte| byte >> 6 == 0)
            };
            (0..).find(is_right).unwrap_or_default().to_string()
        };
        let numbers: Vec<String> = (0..N_PIECES).map(find).collect();
        assert!(is_done("words", &numbers.join(",")));
        assert!(!is_done("other words", &numbers.join(",")));
        assert!(!is_done("words", &numbers[1..].join(",")));
        assert!(!is_done("words", &vec![numbers[0].as_str(); N_PIECES].join(",")));
        assert!(!is_done("words", ""));
    }
}
