//! The contract that every engine keeps: one trait an aggregate, united as [`Store`].
//!
//! `find_` and `list_` read; each `keep_` verb is one transaction with its audit line and the act's jobs.
//! A change names the version it was made from and is [`crate::Fault::Stale`] when that is over; `None` means «new».

mod accounts;
mod answers;
mod closing;
mod inspections;
mod keyrings;
mod letters;
mod life;
mod matrix;
mod outer;
mod outside;
mod placing;
mod plans;
mod proofs;
mod registry;
mod reports;
mod reviews;
mod rights;
mod samples;
mod scores;
mod sheets;
mod shortcomings;
mod surveys;
mod upkeep;
mod waiting;

pub use accounts::{Jobs, People, Settings};
pub use answers::{Answers, CountAgain};
pub use closing::Closings;
pub use inspections::{Inspections, Photos};
pub use keyrings::Keyrings;
pub use letters::{Affairs, Letters};
pub use life::PlanLives;
pub use matrix::Matrix;
pub use outer::OuterDoors;
pub use outside::SecondSources;
pub use placing::Placings;
pub use plans::{Drafts, Papers, Plans, Publications, Register};
pub use proofs::Proofs;
pub use registry::Organisations;
pub use reports::{PaperTemplates, Reports};
pub use reviews::{Reviews, Tickets};
pub use rights::{Links, Scopes};
pub use samples::Samples;
pub use scores::{Recompute, Rounds, Scores, Tallies};
pub use sheets::{Calls, Sheets};
pub use shortcomings::{Networks, NewParts, Shortcomings};
pub use surveys::{Surveys, Unfinisheds};
pub use upkeep::{Audit, Finding, Upkeep};
pub use waiting::Desks;

/// Everything that is remembered.
pub trait Store:
    Organisations
    + Papers
    + Drafts
    + Plans
    + PlanLives
    + Proofs
    + Placings
    + Register
    + Publications
    + Rounds
    + Tallies
    + Scores
    + Surveys
    + Samples
    + Shortcomings
    + Networks
    + Matrix
    + SecondSources
    + Closings
    + Reports
    + PaperTemplates
    + Inspections
    + Photos
    + Unfinisheds
    + Answers
    + Sheets
    + Calls
    + Reviews
    + Tickets
    + People
    + Scopes
    + Links
    + Keyrings
    + OuterDoors
    + Jobs
    + Letters
    + Affairs
    + Desks
    + Settings
    + Audit
    + Upkeep
{
}

impl<T> Store for T where
    T: Organisations
        + Papers
        + Drafts
        + Plans
        + PlanLives
        + Proofs
        + Placings
        + Register
        + Publications
        + Rounds
        + Tallies
        + Scores
        + Surveys
        + Samples
        + Shortcomings
        + Networks
        + Matrix
        + SecondSources
        + Closings
        + Reports
        + PaperTemplates
        + Inspections
        + Photos
        + Unfinisheds
        + Answers
        + Sheets
        + Calls
        + Reviews
        + Tickets
        + People
        + Scopes
        + Links
        + Keyrings
        + OuterDoors
        + Jobs
        + Letters
        + Affairs
        + Desks
        + Settings
        + Audit
        + Upkeep
{
}
