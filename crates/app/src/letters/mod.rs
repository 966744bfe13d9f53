//! Letters of the house: what they say, how often people want them, what became of each.
//!
//! In come choices of people and settings of administrators; out go letters as rows that the post takes one by one. It
//! refuses to decide who is told of what: `jobs/` does, by rules of the domain.

mod choice;
mod content;
mod outbox;
mod rules;
pub(crate) mod words;

pub(crate) use choice::letter_token;
pub use choice::{
    OwnLetters, calendar_owner, calendar_secret, choose, choose_by_token, own_letters, renew_calendar, token_owner,
};
pub use content::{Content, Line, Section, as_html, as_text};
pub use outbox::{Outbox, keep_post_settings, outbox, post_settings, send_again, send_trial};
pub(crate) use outbox::{outgoing, settings_of};
pub(crate) use rules::rules_of;
pub use rules::{RulesTyped, keep_rules, rules};
