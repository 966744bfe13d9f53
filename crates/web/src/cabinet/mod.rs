//! What staff see after signing in: what to do now, measures, plans, papers coming in, the registry.
//!
//! In come pages asked for and forms filled by people who are signed in; verbs of the house decide. A form that cannot
//! be taken comes back with what was typed.

pub(crate) mod answers;
pub(crate) mod approvals;
pub(crate) mod calls;
pub(crate) mod closing;
pub(crate) mod codes;
pub(crate) mod draft;
mod draft_view;
pub(crate) mod enter;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod inspection;
pub(crate) mod inspection_sheet;
pub(crate) mod inspections;
pub(crate) mod journal;
pub(crate) mod keys;
mod link_view;
pub(crate) mod links;
pub(crate) mod matrix;
pub(crate) mod me;
pub(crate) mod measure;
pub(crate) mod measure_fields;
pub(crate) mod network;
pub(crate) mod organisation_form;
pub(crate) mod organisations;
pub(crate) mod outer;
pub(crate) mod outer_door;
pub(crate) mod outside;
pub(crate) mod passkeys;
pub(crate) mod people;
mod people_form;
pub(crate) mod people_places;
pub(crate) mod places;
pub(crate) mod plan;
pub(crate) mod plan_handing;
pub(crate) mod plan_rows;
pub(crate) mod plan_way;
pub(crate) mod progress;
pub(crate) mod proof;
pub(crate) mod register;
pub(crate) mod reports;
pub(crate) mod rights;
pub(crate) mod round;
pub(crate) mod round_cost;
pub(crate) mod round_import;
mod round_kinds;
pub(crate) mod round_organisations;
pub(crate) mod round_plan;
pub(crate) mod round_score;
mod round_when;
pub(crate) mod rounds;
pub(crate) mod sheets;
pub(crate) mod shortcomings;
pub(crate) mod surveys;
