//! What a person signs in with: the name for signing in and the password.
//!
//! In comes text as it was typed; out goes a name that is kept, or every fault of it at once. It refuses to keep a
//! password, to hash it and to ask when it was chosen: a good one is never to be changed by the calendar.

mod login;
mod obvious;
mod password;

pub use login::{Login, LoginFault};
pub use password::{PASSWORD_LETTERS_MAX, PASSWORD_LETTERS_MIN, PasswordFault, judge_password};

use crate::access::Role;

/// Whether the house keeps somebody who can let people in, when one account changes.
///
/// `others` are the roles of all other open accounts that answer for the whole house.
pub fn keeps_an_administrator(others: impl IntoIterator<Item = Role>) -> bool {
    others.into_iter().any(|role| role == Role::Administrator)
}
