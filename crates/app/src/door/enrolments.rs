//! Keys of one-time codes that were shown and not confirmed yet.

use crate::fresh;
use crate::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::ids::PersonId;
use std::collections::HashMap;
use totp_rs::Secret;

/// So long a shown key may be confirmed.
const LIVES: SignedDuration = SignedDuration::from_mins(15);

/// Keys by person, each until its time.
#[derive(Default)]
pub(super) struct Enrolments(HashMap<PersonId, (String, Timestamp)>);

impl Enrolments {
    /// The key of a person: the one that was shown, or a new one of 160 bits.
    pub(super) fn key(&mut self, person: PersonId, now: Timestamp) -> Result<String, Refusal> {
        self.0.retain(|_, (_, until)| *until > now);
        if let Some((key, _)) = self.0.get(&person) {
            return Ok(key.clone());
        }
        let key = Secret::from(fresh::bytes::<20>()?.to_vec()).to_base32();
        self.0.insert(person, (key.clone(), now + LIVES));
        Ok(key)
    }

    pub(super) fn end(&mut self, person: PersonId) {
        self.0.remove(&person);
    }
}

impl std::fmt::Debug for Enrolments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolments").finish_non_exhaustive()
    }
}
