//! Whether filled questionnaires look as if people had filled them, and what people decided about those that do not.
//!
//! In come kept answers with their few traces, thresholds of a round, decisions with reasons; out go reasons to look
//! closer, figures with and without, the note that is published with a score. Nothing is deleted and nothing is left out
//! by the program: a person does that. It refuses to know addresses of machines and who answered.

mod beside;
mod device;
mod looked;
mod note;
mod overview;
mod reading;
mod reviewing;
mod thresholds;
mod tickets;
mod work;

pub use beside::Beside;
pub(crate) use device::mark_of;
pub use device::{device_mark, new_device};
pub use note::MethodNote;
pub(crate) use note::notes;
pub use overview::{Decided, FlaggedAnswer, Overview, RoundOverview, SurveyAnswers, overview, round_overview};
pub use reading::{ReadAnswer, read_answer};
pub use reviewing::{Pick, Preview, decide_one, exclude_many, preview, undo};
pub use thresholds::{change_thresholds, edition, threshold_values, thresholds};
pub(crate) use tickets::sealed;
pub use tickets::{TICKETS_MAX, TicketCounts, ask_tickets, check_ticket, print_tickets, ticket_counts};
pub use work::{challenge, has_worked};
