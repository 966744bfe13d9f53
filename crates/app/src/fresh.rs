//! Names and secrets made by the program.
//!
//! In comes the time; out go time-ordered ids and unguessable secrets of which only hashes are kept.

use crate::refusal::Refusal;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A time-ordered id (version 7).
pub(crate) fn uuid(now: Timestamp) -> Uuid {
    let mut noise = [0_u8; 10];
    // Without the system's randomness nothing safe can be made; a zeroed tail would collide, so the id falls back to the clock alone.
    if getrandom::fill(&mut noise).is_err() {
        noise = now.as_nanosecond().to_le_bytes()[..10].try_into().unwrap_or([0; 10]);
    }
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(now.as_millisecond()).unwrap_or_default(), &noise)
        .into_uuid()
}

/// A secret of 256 bits as text; shown once, never kept.
///
/// # Errors
/// `Unavailable` when the system gives no randomness.
pub(crate) fn secret() -> Result<String, Refusal> {
    Ok(hex::encode(bytes::<32>()?))
}

/// Bytes nobody can guess.
///
/// # Errors
/// `Unavailable` when the system gives no randomness.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|e| Refusal::unavailable(e.to_string()))?;
    Ok(bytes)
}

/// A secret of 128 bits as text, for a link that is printed and scanned; shown once, never kept.
///
/// # Errors
/// `Unavailable` when the system gives no randomness.
pub(crate) fn short_secret() -> Result<String, Refusal> {
    salt().map(hex::encode)
}

/// Sixteen bytes of randomness.
///
/// # Errors
/// `Unavailable` when the system gives none.
pub(crate) fn salt() -> Result<[u8; 16], Refusal> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|e| Refusal::unavailable(e.to_string()))?;
    Ok(bytes)
}

/// What is kept of a secret.
pub(crate) fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// A hash that only who has the key can make: HMAC with SHA-256 (RFC 2104), in hex.
pub(crate) fn keyed(key: &str, text: &str) -> String {
    const BLOCK: usize = 64;
    let key = if key.len() > BLOCK { Sha256::digest(key).to_vec() } else { key.as_bytes().to_vec() };
    let padded = |pad: u8| -> Vec<u8> {
        let filled = key.iter().copied().chain(std::iter::repeat(0)).take(BLOCK);
        filled.map(|byte| byte ^ pad).collect()
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    hex::encode(Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyed_hash_is_the_one_of_the_standard() {
        for (key, text, expected) in [
            (
                "Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &"\u{2a}".repeat(65),
                "a key longer than a block is hashed first",
                &keyed_by_hand(&Sha256::digest("*".repeat(65)), "a key longer than a block is hashed first"),
            ),
        ] {
            assert_eq!(keyed(key, text), expected);
        }
    }

    fn keyed_by_hand(key: &[u8], text: &str) -> String {
        let (mut inner, mut outer) = ([0x36_u8; 64], [0x5c_u8; 64]);
        for (at, byte) in key.iter().enumerate() {
            inner[at] ^= byte;
            outer[at] ^= byte;
        }
        let first = Sha256::digest([&inner[..], text.as_bytes()].concat());
        hex::encode(Sha256::digest([&outer[..], &first].concat()))
    }
}
