//! What the program is told about the outer door when it starts, and people who went out to it and are not back yet.
//!
//! In come the secret of its owner and people on their way; out goes each of them once. Nothing of it is written down:
//! whoever is on the way when the program stops begins again.

use crate::fresh;
use crate::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::CoreProviderMetadata;
use otklik_domain::ids::PersonId;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// So long somebody may stay at the provider.
const LIVES: SignedDuration = SignedDuration::from_mins(10);
/// Above so many the oldest go: strangers may set out too.
const AT_ONCE: usize = 5_000;

/// What the owner of the program says about the outer door («настройки внешнего входа из окружения»); never printed.
#[derive(Clone, Default)]
pub struct Outside {
    /// The secret between the provider and us, before the one of the settings.
    pub secret: Option<String>,
    /// Certificates that are trusted besides the usual ones, as PEM.
    pub roots_pem: Option<Vec<u8>>,
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").finish_non_exhaustive()
    }
}

/// What somebody went out for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Errand {
    /// To come in.
    Enter,
    /// To come in by an invitation with this hash, and to be known by the outer account from then on.
    Accept(String),
    /// To tie the outer account to their own; the visit they did it in, by its hash.
    Tie(PersonId, String),
    /// To prove once more who they are; then the way back.
    Prove(PersonId, String, String),
}

/// Somebody who went out to the provider.
#[derive(Debug, Clone)]
pub(crate) struct Absent {
    pub(crate) errand: Errand,
    /// Comes back with the person.
    pub(crate) state: String,
    /// Comes back inside the token.
    pub(crate) nonce: String,
    /// Shown with the code; the provider knows its hash (RFC 7636).
    pub(crate) verifier: String,
    pub(crate) client_id: String,
    pub(crate) provider: Arc<CoreProviderMetadata>,
    pub(crate) left_at: Timestamp,
}

/// Those who went out, by the hash of the ticket in their browser.
#[derive(Debug, Default)]
pub(super) struct Absents(HashMap<String, Absent>);

impl Absents {
    pub(super) fn go(&mut self, absent: Absent) -> Result<String, Refusal> {
        if self.0.len() >= AT_ONCE {
            self.0.clear();
        }
        let now = absent.left_at;
        self.0.retain(|_, other| now.duration_since(other.left_at) < LIVES);
        let ticket = fresh::secret()?;
        self.0.insert(fresh::hash(&ticket), absent);
        Ok(ticket)
    }

    /// Who this is, once: by the ticket of their browser and by what the provider sent back with them.
    pub(super) fn back(&mut self, ticket: &str, state: &str, now: Timestamp) -> Option<Absent> {
        let hash = fresh::hash(ticket);
        // Another page of the same browser must not use the ticket up.
        if self.0.get(&hash)?.state != state {
            return None;
        }
        self.0.remove(&hash).filter(|absent| now.duration_since(absent.left_at) < LIVES)
    }
}
