//! Scores: rounds, answers and findings that come in, sheets that are counted, approved and published, ratings.
//!
//! In come files' sums, decisions of people and questions of anybody; out go sheets with everything they follow from.
//! Verbs of the portal show what is published; verbs of the cabinet ask for rights first. It refuses to know file
//! formats and formulas: the papers room reads, the domain counts.

mod access;
pub(crate) mod books;
mod calendar;
mod closing;
mod compare;
mod costing;
mod counting;
mod explanation;
mod files;
mod findings;
mod imports;
mod listed;
mod losses;
mod names;
mod open_data;
mod papers;
mod plan_ties;
mod publishing;
mod rating;
mod reading;
pub(crate) mod rounds;
mod sheets;
mod years;

pub(crate) use books::book;
pub use books::{Book, rulebooks};
pub use calendar::{card_of, next_card, open_next_round, round_calendar};
pub use closing::{Closing, StepLine, closing, missing_words};
pub use compare::{Comparison, Heat, HeatRow, compare, heat};
pub use costing::{CANDIDATES_MAX, cheapest_closing};
pub use counting::{CountedRound, count_round, verify};
pub use explanation::{Explained, explain};
pub use files::{
    AnswersRead, FindingsRead, ScoreFile, import_answers_file, import_findings_file, read_answers, read_findings,
};
pub use findings::{FindingEdit, edit_finding, findings};
pub use imports::{
    Imported, Source, batches, import_findings, import_tallies, keep_mapping, mapping_text, mappings, withdraw_batch,
};
pub use listed::{leave_out_of_round, round_organisations, take_into_round};
pub use losses::{differ, losses, moved, try_closing};
pub use names::{WaitingName, match_name, waiting_names};
pub(crate) use names::{any as named, recognised};
pub use open_data::{FILES, RoundResults, round_file, round_results};
pub use papers::{heat_paper, place_words, rating_paper, score_paper};
pub use plan_ties::{followed_plan, proposed_tie};
pub use publishing::{Steps, approve_round, publish_round, publish_score, round_scores};
pub use rating::{Mean, Rating, RatingLine, RatingQuery, rating};
pub use reading::{ReadColumn, ReadTable, SentTable, keep_columns, read_table, take_table};
pub(crate) use rounds::rulebook_of;
pub use rounds::{
    RoundCard, close_round, edit_round, find_round, keep_earlier_scores, list_rounds, open_round, published_rounds,
    reopen_round,
};
pub(crate) use sheets::counted;
pub use sheets::{Counted, PublishedSheet, published_sheet, sheet};
pub use years::{YearLine, years};
