//! Surveys on paper: posters, printed sheets and their ledger, keying with a second entry and control sums.
//!
//! In come a code of a survey and what a person typed from paper; out go papers, lots and keyed sheets. A sheet is kept
//! under its printed number, checked, and only then handed over to the answers, once. It refuses to know who filled it.

mod control;
mod counting;
mod keying;
mod ledger;
mod papers;
mod place;
mod second;

pub use control::{Control, ControlRow, control, keep_control};
pub use counting::{CountedLot, count_lot};
pub(crate) use keying::accepted;
pub use keying::{Dispute, Entry, Keyed, dispute, key_sheet, new_answer, settle_sheet, undo_sheet};
pub use ledger::{LOT_MAX, Ledger, LotCard, LotLine, edit_lot, ledger, lot, print_lot};
pub use papers::{blank_paper, lot_paper, posters, round_posters, sheet_layout};
pub(crate) use place::place;
pub use place::{Place, RoundPlaces, round_places};
pub use second::{asks_second_person, choose_second_person};
