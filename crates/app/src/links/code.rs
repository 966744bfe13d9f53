//! Short codes of personal links: four to six digits, kept as Argon2 only.

use crate::fresh;
use crate::refusal::Refusal;
use argon2::{Algorithm, Argon2, Params, Version};

const N_BYTES: usize = 32;

/// Whether it is a code at all, and none that everybody tries first.
pub(super) fn check(code: &str) -> Result<(), Refusal> {
    if !(4..=6).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::field("code", "Код — от 4 до 6 цифр"));
    }
    let steps: Vec<i16> = code.bytes().zip(code.bytes().skip(1)).map(|(a, b)| i16::from(b) - i16::from(a)).collect();
    if [0, 1, -1].iter().any(|step| steps.iter().all(|s| s == step)) {
        return Err(Refusal::field("code", "Такой код угадают первым: выберите цифры не подряд и не одинаковые"));
    }
    Ok(())
}

fn sum(code: &str, salt: &[u8]) -> Result<[u8; N_BYTES], Refusal> {
    let mut out = [0_u8; N_BYTES];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default());
    argon.hash_password_into(code.as_bytes(), salt, &mut out).map_err(|e| Refusal::unavailable(e.to_string()))?;
    Ok(out)
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refusal> + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(Refusal::unavailable)?
}

/// What is kept of a code: salt and sum.
pub(super) async fn hash(code: String) -> Result<String, Refusal> {
    let salt = fresh::salt()?;
    apart(move || Ok(format!("argon2id:{}:{}", hex::encode(salt), hex::encode(sum(&code, &salt)?)))).await
}

/// Whether a code is the one that was kept; the sum is compared whole, however soon it differs.
pub(super) async fn is_right(code: String, kept: String) -> Result<bool, Refusal> {
    apart(move || {
        let mut parts = kept.split(':');
        let (Some("argon2id"), Some(salt), Some(kept)) = (parts.next(), parts.next(), parts.next()) else {
            return Ok(false);
        };
        let salt = hex::decode(salt).map_err(Refusal::unavailable)?;
        let kept = hex::decode(kept).map_err(Refusal::unavailable)?;
        let typed = sum(&code, &salt)?;
        let differing = typed.iter().zip(&kept).fold(0, |all, (one, other)| all | (one ^ other));
        Ok(kept.len() == N_BYTES && differing == 0)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_four_to_six_digits_that_nobody_tries_first() {
        for (code, is_good) in [
            ("4071", true),
            ("407152", true),
            ("407", false),
            ("4071528", false),
            ("40a1", false),
            ("٤٠٧١", false),
            ("1111", false),
            ("1234", false),
            ("987654", false),
            ("1235", true),
        ] {
            assert_eq!(check(code).is_ok(), is_good, "{code}");
        }
    }

    #[tokio::test]
    async fn only_the_same_code_is_right() {
        let kept = hash("4071".to_owned()).await.expect("hashed");
        assert!(!kept.contains("4071") || kept.len() > 60);
        for (code, expected, is_right) in
            [("4071", kept.as_str(), true), ("4072", &kept, false), ("4071", "", false), ("4071", "argon2id:00", false)]
        {
            assert_eq!(
                super::is_right(code.to_owned(), expected.to_owned()).await.expect("compared"),
                is_right,
                "{code}"
            );
        }
    }
}
