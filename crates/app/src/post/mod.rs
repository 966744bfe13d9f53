//! The way out for letters: a mail server, a folder of files, or memory for tests.
//!
//! In comes a letter that is ready to be read; out it goes, or words why it did not. It refuses to know what letters say
//! and whom they are for: rooms above decide that.

mod folder;
mod mail;
mod memory;
mod mime;
mod settings;
mod smtp;

pub use folder::Folder;
pub use mail::Mail;
pub use memory::Memory;
pub use settings::{PostSettings, Security};
pub use smtp::Smtp;

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

/// A letter ready to go («отправление»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Names it on its way, so that the same letter sent twice is seen to be one.
    pub id: Uuid,
    /// When it was written.
    pub at: Timestamp,
    /// Name of whom it is for.
    pub name: String,
    /// Their address.
    pub address: String,
    /// What stands above it.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As a page.
    pub html: String,
    /// Where letters are refused by one press, without a password; nothing for a letter that was asked for.
    pub refused_at: Option<String>,
}

/// Why a letter did not go.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostFault {
    /// This letter will never go: the address or the letter itself was refused.
    #[error("{0}")]
    Rejected(String),
    /// This letter may go later.
    #[error("{0}")]
    Later(String),
    /// No letter goes: the server is not reached, or does not let us in.
    #[error("{0}")]
    Unreachable(String),
}

/// Takes letters.
#[async_trait]
pub trait Post: Send + Sync {
    /// Sends one letter.
    async fn send(&self, letter: &Outgoing) -> Result<(), PostFault>;
}
