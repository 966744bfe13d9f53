//! Letters kept in memory, for tests; it can be told to refuse.

use super::{Outgoing, Post, PostFault};
use async_trait::async_trait;
use std::sync::{Mutex, PoisonError};

/// Letters that were sent, and why the next ones are refused.
#[derive(Debug, Default)]
pub struct Memory {
    sent: Mutex<Vec<Outgoing>>,
    refuses: Mutex<Option<PostFault>>,
}

impl Memory {
    /// Letters sent so far; they are taken out.
    pub fn take(&self) -> Vec<Outgoing> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on each letter is refused so, or none.
    pub fn refuse(&self, why: Option<PostFault>) {
        *self.refuses.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }
}

#[async_trait]
impl Post for Memory {
    async fn send(&self, letter: &Outgoing) -> Result<(), PostFault> {
        if let Some(why) = self.refuses.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Err(why);
        }
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
        Ok(())
    }
}
