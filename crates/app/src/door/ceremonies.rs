//! Ceremonies of passkeys under way: a question the authenticator has not answered yet. Each is answered once.

use crate::fresh;
use crate::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::ids::PersonId;
use std::collections::HashMap;
use webauthn_rs::prelude::{PasskeyAuthentication, PasskeyRegistration};

/// So long an answer is waited for.
const LIVES: SignedDuration = SignedDuration::from_mins(5);
/// Above so many the oldest go: strangers may begin ceremonies too.
const AT_ONCE: usize = 10_000;

/// What was asked of an authenticator.
#[derive(Debug, Clone)]
pub(crate) enum Ceremony {
    /// To make a passkey for somebody who is in.
    Add(PersonId, Box<PasskeyRegistration>),
    /// To show one of somebody's passkeys.
    Enter(PersonId, Box<PasskeyAuthentication>),
}

/// Ceremonies by the hash of their ticket.
#[derive(Debug, Default)]
pub(super) struct Ceremonies(HashMap<String, (Ceremony, Timestamp)>);

impl Ceremonies {
    pub(super) fn open(&mut self, ceremony: Ceremony, now: Timestamp) -> Result<String, Refusal> {
        if self.0.len() >= AT_ONCE {
            self.0.clear();
        }
        self.0.retain(|_, (_, until)| *until > now);
        let ticket = fresh::secret()?;
        self.0.insert(fresh::hash(&ticket), (ceremony, now + LIVES));
        Ok(ticket)
    }

    /// The ceremony of a ticket; it cannot be answered again.
    pub(super) fn take(&mut self, ticket: &str, now: Timestamp) -> Option<Ceremony> {
        let (ceremony, until) = self.0.remove(&fresh::hash(ticket))?;
        (until > now).then_some(ceremony)
    }
}
