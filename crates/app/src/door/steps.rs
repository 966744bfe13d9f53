//! First steps of two: somebody gave a right password or link, and a code is still to come.

use crate::fresh;
use crate::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::ids::PersonId;
use std::collections::HashMap;

/// So long a second step may come after the first.
const LIVES: SignedDuration = SignedDuration::from_mins(5);

/// How somebody made the first step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// By the password.
    Password,
    /// By a one-time link with this hash, which is used up by the second step.
    Link(String),
    /// By an outer account.
    Outer(OuterWay),
}

/// An outer account somebody showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OuterWay {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// What its owner knows it by.
    pub(crate) name: String,
    /// It is not tied to the person yet and will be when they are in.
    pub(crate) is_new: bool,
    /// The person proved to the provider just now who they are.
    pub(crate) is_proved: bool,
    /// The invitation that is accepted by it, by its hash.
    pub(crate) invitation: Option<String>,
}

/// A first step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) person: PersonId,
    pub(crate) way: Way,
    until: Timestamp,
}

/// First steps by the hash of their ticket.
#[derive(Debug, Default)]
pub(super) struct Steps(HashMap<String, Step>);

impl Steps {
    pub(super) fn open(&mut self, person: PersonId, way: Way, now: Timestamp) -> Result<String, Refusal> {
        self.0.retain(|_, step| step.until > now);
        let ticket = fresh::secret()?;
        self.0.insert(fresh::hash(&ticket), Step { person, way, until: now + LIVES });
        Ok(ticket)
    }

    pub(super) fn find(&self, ticket: &str, now: Timestamp) -> Option<Step> {
        self.0.get(&fresh::hash(ticket)).filter(|step| step.until > now).cloned()
    }

    pub(super) fn close(&mut self, ticket: &str) {
        self.0.remove(&fresh::hash(ticket));
    }
}
