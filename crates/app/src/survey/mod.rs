//! Surveys of a round: opened for every place at once, prolonged, closed; found by what a person typed from a poster.
//!
//! In come decisions of the operator and codes of anybody; out go surveys with their stage and number of answers. Place
//! and code of a survey never change. It refuses to know who answered; answers themselves are taken elsewhere.

mod asking;
mod begun;
mod opening;
mod place;
mod progress;
mod quotas;
mod sample;
mod sending;

pub use asking::{Asking, find_asking, find_door, running_places};
pub use begun::{
    Begun, FormMark, Saved, begin, begin_traced, find_begun, find_begun_from, form_mark, mark_is_ours, save,
};
pub(crate) use begun::{form_key, key_before};
pub use opening::{SurveyLine, change_term, close_survey, find_survey, open_surveys, reopen_survey, round_surveys};
pub use place::{PlaceDetails, QuotaProgress, place_progress};
pub use progress::{Behind, PlaceProgress, RoundProgress, behind, progress_paper, round_progress};
pub use quotas::{QuotaCard, add_quota, quota_questions, remove_quota, round_quotas};
pub use sample::{PlannedList, number, plan_list, plan_sample};
pub use sending::{qr_picture, send};
