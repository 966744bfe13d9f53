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
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| Refusal::unavailable(e.to_string()))?;
    Ok(hex::encode(bytes))
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
