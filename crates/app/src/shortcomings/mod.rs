//! From score to plan: the register of shortcomings of an organisation and of a network, the catalogue, the draft plan.
//!
//! In come a round and what people typed; out go registers that can be made again, plans drafted from them, and what
//! mends what. It refuses to name executors and to delete anything.

mod catalogue;
mod drafting;
mod making;
mod mending;
mod typing;
mod view;

pub(crate) use catalogue::whole as whole_catalogue;
pub use catalogue::{CatalogueView, TypicalTyped, catalogue, retire_typical, write_typical};
pub use drafting::draft_plan;
pub(crate) use drafting::{default_year, title_for};
pub use making::{Made, make_registers};
pub use mending::{Mendable, mended_by, mending_keys, set_mended};
pub use typing::{ShortcomingTyped, return_shortcoming, set_aside, write_shortcoming};
pub use view::{Line, NetworkLine, NetworkRegister, One, RegisterView, network_register, one, register};
