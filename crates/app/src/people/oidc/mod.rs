//! The outer door: coming in by an account that somebody else vouches for, by OpenID Connect.
//!
//! In come people on their way to a provider and back; out go visits, tied accounts and proofs. The code comes back with a
//! state bound to the browser, is exchanged with PKCE, and its token is checked to the last claim. It refuses to open
//! accounts: who was not invited is told so, and nothing is kept of them.

mod accounts;
mod messenger;
mod returning;
mod setting_out;
mod settings;
mod token;

pub use accounts::{list_outer_accounts, untie_outer};
pub use returning::{Back, Returned, come_back};
pub use setting_out::{SettingOut, accept_by_outer, enter_by_outer, prove_by_outer, takes_outer, tie_outer};
pub use settings::{OuterCard, find_outer_door, keep_outer_door, outer_title, remove_outer_door};
