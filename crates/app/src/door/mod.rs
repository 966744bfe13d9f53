//! The door: what is remembered about people who are just coming in, in memory and no longer than it is needed.
//!
//! In come tries, passwords to compare and first steps of two; out go yes, no, or «not before that time». It refuses to
//! write anything down: where somebody came from is forgotten within a quarter of an hour and at every restart.

mod ceremonies;
mod enrolments;
mod hashing;
mod outside;
mod steps;
mod tries;

pub(crate) use ceremonies::Ceremony;
pub use outside::Outside;
pub(crate) use outside::{Absent, Errand};
pub(crate) use steps::{OuterWay, Step, Way};
pub(crate) use tries::Tries;

use crate::refusal::Refusal;
use ceremonies::Ceremonies;
use enrolments::Enrolments;
use hashing::Hashing;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::ids::PersonId;
use outside::Absents;
use sha2::{Digest, Sha256};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use steps::Steps;
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

/// Wrong tries of one account within [`tries::WINDOW`].
const TRIES_OF_ACCOUNT: usize = 10;
/// Wrong six-digit codes of one account in a day: three of a million are right at any moment.
pub(crate) const CODES_A_DAY: usize = 30;
/// A day.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Wrong tries from one place; many people may share one address.
const TRIES_OF_SOURCE: usize = 60;
/// How often one place may set out for the outer door: a whole office comes to work at nine.
const SETTINGS_OUT: usize = 600;

/// Who is knocking: where from, and with what browser.
#[derive(Debug, Clone, Default)]
pub struct Comer {
    /// The address, or the part of it that one household has; kept in memory only.
    pub source: String,
    /// The browser in words, for the owner of the account.
    pub browser: Option<String>,
    /// What the browser keeps since somebody came in by it, as it says; see [`crate::people::remember_browser`].
    pub keeps: Option<String>,
}

/// Whose tries are counted: of an account, by strangers and by each browser of its owner apart, so that a stranger who
/// tries on and on does not lock the owner out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// By what it is known; empty for none.
    pub(crate) name: String,
    /// A browser or a visit that is the owner's for certain.
    pub(crate) own: Option<String>,
}

impl Account {
    fn counted(&self) -> String {
        match &self.own {
            Some(own) => format!("{} at {own}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The door of a house: one as long as the program lives.
#[derive(Debug, Default)]
pub struct Door {
    tries: Mutex<Tries>,
    steps: Mutex<Steps>,
    enrolments: Mutex<Enrolments>,
    ceremonies: Mutex<Ceremonies>,
    absents: Mutex<Absents>,
    outside: Outside,
    /// Where the provider sends people back to.
    back_address: Option<String>,
    passkeys: Option<Relying>,
    noise: OnceLock<[u8; 32]>,
    hashing: Hashing,
}

/// The site that passkeys are bound to.
#[derive(Debug)]
struct Relying {
    name: String,
    webauthn: Webauthn,
}

impl Relying {
    /// Nothing where the address has no name: authenticators know names only, over https or on this machine.
    fn of(origin: &str) -> Option<Self> {
        let url = Url::parse(origin).ok()?;
        let name = url.domain()?.to_owned();
        let webauthn = WebauthnBuilder::new(&name, &url).ok()?.rp_name("Отклик").build().ok()?;
        Some(Relying { name, webauthn })
    }
}

impl Door {
    /// The door of a site with this address, `https://otklik.example.org`; passkeys are bound to it.
    pub fn of_site(origin: Option<&str>) -> Self {
        let passkeys = origin.and_then(Relying::of);
        if origin.is_some() && passkeys.is_none() {
            tracing::warn!("passkeys are off: the address of the site has no name they can be bound to");
        }
        let back_address = origin.map(|origin| format!("{origin}{}", Door::BACK));
        Door { passkeys, back_address, ..Door::default() }
    }

    /// The page of the site that providers send people back to.
    pub const BACK: &str = "/enter/outer/back";

    /// The same door with what the owner of the program says about the outer one.
    #[must_use]
    pub fn with_outside(self, outside: Outside) -> Self {
        Door { outside, ..self }
    }

    /// What the owner of the program says about the outer door.
    pub(crate) fn outside(&self) -> &Outside {
        &self.outside
    }

    /// Whether the owner of the program gave the secret of the outer door.
    pub fn has_outer_secret(&self) -> bool {
        self.outside.secret.is_some()
    }

    /// Where providers send people back to; nothing where the site has no address.
    pub fn back_address(&self) -> Option<&str> {
        self.back_address.as_deref()
    }

    /// Lets somebody go out to the provider; gives the ticket for their browser.
    pub(crate) fn go_out(&self, absent: Absent) -> Result<String, Refusal> {
        locked(&self.absents).go(absent)
    }

    /// Who came back, once.
    pub(crate) fn come_back(&self, ticket: &str, state: &str, now: Timestamp) -> Option<Absent> {
        locked(&self.absents).back(ticket, state, now)
    }

    /// Counts a setting out from a place.
    pub(crate) fn leave_from(&self, comer: &Comer, now: Timestamp) -> Result<(), Timestamp> {
        locked(&self.tries).take(&format!("outer {}", of_source(comer)), SETTINGS_OUT, now)
    }

    /// Whether passkeys are there.
    pub fn has_passkeys(&self) -> bool {
        self.passkeys.is_some()
    }

    /// What checks answers of authenticators.
    pub(crate) fn relying(&self) -> Option<&Webauthn> {
        self.passkeys.as_ref().map(|relying| &relying.webauthn)
    }

    /// The name passkeys are bound to.
    pub(crate) fn site_name(&self) -> Option<&str> {
        self.passkeys.as_ref().map(|relying| relying.name.as_str())
    }

    /// Remembers what an authenticator is asked; gives the ticket for its answer.
    pub(crate) fn ask(&self, ceremony: Ceremony, now: Timestamp) -> Result<String, Refusal> {
        locked(&self.ceremonies).open(ceremony, now)
    }

    /// What was asked, once.
    pub(crate) fn answered(&self, ticket: &str, now: Timestamp) -> Option<Ceremony> {
        locked(&self.ceremonies).take(ticket, now)
    }

    /// Counts a try from a place only.
    pub(crate) fn knock_at(&self, comer: &Comer, now: Timestamp) -> Result<(), Timestamp> {
        locked(&self.tries).take(&format!("passkey {}", of_source(comer)), TRIES_OF_SOURCE, now)
    }

    /// Bytes that follow from a text and cannot be guessed; the same until the program ends.
    pub(crate) fn noise_of(&self, text: &str) -> Result<[u8; 32], Refusal> {
        let noise = match self.noise.get() {
            Some(noise) => *noise,
            None => {
                let fresh = crate::fresh::bytes()?;
                *self.noise.get_or_init(|| fresh)
            }
        };
        Ok(Sha256::new().chain_update(noise).chain_update(text.as_bytes()).finalize().into())
    }

    /// Counts a try of an account from a place, before anything is compared.
    ///
    /// # Errors
    /// The time when one may try again.
    pub(crate) fn knock(&self, account: &Account, comer: &Comer, now: Timestamp) -> Result<(), Timestamp> {
        if account.own.is_none() {
            self.knock_from(comer, now)?;
        }
        if account.name.is_empty() {
            return Ok(());
        }
        locked(&self.tries).take(&of_account(&account.counted()), TRIES_OF_ACCOUNT, now)
    }

    /// Counts a try from a place, of whatever account.
    ///
    /// # Errors
    /// The time when one may try again.
    pub(crate) fn knock_from(&self, comer: &Comer, now: Timestamp) -> Result<(), Timestamp> {
        if comer.source.is_empty() {
            return Ok(());
        }
        locked(&self.tries).take(&of_source(comer), TRIES_OF_SOURCE, now)
    }

    /// Counts a try of a six-digit code: besides, there are few in a day, so that nobody guesses on for weeks.
    ///
    /// # Errors
    /// The time when one may try again.
    pub(crate) fn knock_with_code(&self, account: &Account, comer: &Comer, now: Timestamp) -> Result<(), Timestamp> {
        self.knock(account, comer, now)?;
        locked(&self.tries).take_within(&of_day(&account.counted()), CODES_A_DAY, DAY, now)
    }

    /// The try was right: the account's wrong ones are forgotten and the place is not blamed.
    pub(crate) fn welcome(&self, account: &Account, comer: &Comer) {
        let mut tries = locked(&self.tries);
        tries.forget(&of_account(&account.counted()));
        tries.forget(&of_day(&account.counted()));
        if account.own.is_none() {
            tries.give_back(&of_source(comer));
        }
    }

    /// The hash of a new password.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Refusal> {
        self.hashing.hash(password).await
    }

    /// Whether this is the password; takes as long when there is none to compare with.
    pub(crate) async fn is_password(&self, password: &str, hash: Option<String>) -> Result<bool, Refusal> {
        self.hashing.is_right(password, hash).await
    }

    /// Remembers that somebody made the first step of two; gives the ticket for the second.
    pub(crate) fn first_step(&self, person: PersonId, way: Way, now: Timestamp) -> Result<String, Refusal> {
        locked(&self.steps).open(person, way, now)
    }

    /// Whose first step this ticket is, when it is not over.
    pub(crate) fn step(&self, ticket: &str, now: Timestamp) -> Option<Step> {
        locked(&self.steps).find(ticket, now)
    }

    /// The key of one-time codes that a person was shown, or a new one.
    pub(crate) fn enrolment(&self, person: PersonId, now: Timestamp) -> Result<String, Refusal> {
        locked(&self.enrolments).key(person, now)
    }

    /// The key was confirmed.
    pub(crate) fn end_enrolment(&self, person: PersonId) {
        locked(&self.enrolments).end(person);
    }

    /// The ticket is used.
    pub(crate) fn end_step(&self, ticket: &str) {
        locked(&self.steps).close(ticket);
    }
}

fn of_account(account: &str) -> String {
    format!("account {account}")
}

fn of_day(account: &str) -> String {
    format!("day {account}")
}

fn of_source(comer: &Comer) -> String {
    format!("source {}", comer.source)
}

/// What is remembered stays usable when another thread failed while holding it: every change is one step.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
