//! Version 1 of the API: a file for each thing that can be asked about, and one list of addresses.
//!
//! In come requests whose caller is known; out go answers with their marks. The document of all this is
//! `docs/openapi.json`; a test keeps it and the list in step.

pub(crate) mod answer;
mod asked;
pub(crate) mod caller;
mod document;
mod drafts;
mod form;
mod measures;
mod organisations;
mod papers;
mod plan_steps;
mod plans;
mod registry;
mod reports;
mod results;
mod scores;
mod sent;
mod surveys;

use crate::api::problem::Problem;
use crate::router::Web;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, patch, post, put};
use plan_steps::Step;
use reports::{Part, Sort};

/// An address and who answers there.
struct Route {
    path: &'static str,
    serve: fn() -> MethodRouter<Web>,
}

/// Every address of this version.
const ROUTES: &[Route] = &[
    Route { path: "/openapi.json", serve: || get(document::show) },
    Route { path: "/organisations", serve: || get(organisations::list).post(registry::create) },
    Route { path: "/organisations/{id}", serve: || get(organisations::show).patch(registry::edit) },
    Route { path: "/organisations/{id}/close", serve: || post(registry::close) },
    Route { path: "/organisations/{id}/reopen", serve: || post(registry::reopen) },
    Route { path: "/organisations/{id}/merge", serve: || post(registry::merge) },
    Route { path: "/organisations/{id}/branches", serve: || post(registry::add_branch) },
    Route { path: "/plans", serve: || get(plans::list) },
    Route { path: "/plans/{id}", serve: || get(plans::show) },
    Route { path: "/plans/{id}/paper", serve: || get(plans::paper) },
    Route { path: "/plans/{id}/send", serve: || plan_steps::post(Step::Send) },
    Route { path: "/plans/{id}/take-back", serve: || plan_steps::post(Step::TakeBack) },
    Route { path: "/plans/{id}/return", serve: || plan_steps::post(Step::Return) },
    Route { path: "/plans/{id}/publish", serve: || plan_steps::post(Step::Publish) },
    Route { path: "/plans/{id}/close", serve: || plan_steps::post(Step::Close) },
    Route { path: "/reports", serve: || get(reports::list) },
    Route { path: "/reports/{id}", serve: || get(reports::show) },
    Route { path: "/reports/{id}/paper", serve: || get(reports::paper) },
    Route { path: "/consolidated-reports", serve: || reports::get(Sort::Consolidated, Part::All) },
    Route { path: "/consolidated-reports/{id}", serve: || reports::get(Sort::Consolidated, Part::One) },
    Route { path: "/consolidated-reports/{id}/paper", serve: || reports::get(Sort::Consolidated, Part::Paper) },
    Route { path: "/region-reports", serve: || reports::get(Sort::Region, Part::All) },
    Route { path: "/region-reports/{id}", serve: || reports::get(Sort::Region, Part::One) },
    Route { path: "/region-reports/{id}/paper", serve: || reports::get(Sort::Region, Part::Paper) },
    Route { path: "/measures", serve: || get(measures::list) },
    Route { path: "/measures/{id}", serve: || get(measures::show).patch(measures::edit) },
    Route { path: "/measures/{id}/steps", serve: || post(measures::step) },
    Route { path: "/rounds", serve: || get(scores::rounds) },
    Route { path: "/rounds/{id}/publication", serve: || get(results::show) },
    Route { path: "/rounds/{id}/files", serve: || get(results::file) },
    Route { path: "/scores", serve: || get(scores::list) },
    Route { path: "/scores/{id}", serve: || get(scores::show) },
    Route { path: "/scores/{id}/explanation", serve: || get(scores::explanation) },
    Route { path: "/surveys/{code}", serve: || get(surveys::show) },
    Route { path: "/drafts", serve: || get(drafts::list) },
    Route { path: "/drafts/{id}", serve: || get(drafts::show).patch(drafts::correct_head) },
    Route { path: "/drafts/{id}/original", serve: || get(drafts::original) },
    Route { path: "/drafts/{id}/measures", serve: || post(drafts::add_measure) },
    Route {
        path: "/drafts/{id}/measures/{n}",

        serve: || patch(drafts::correct_measure).delete(drafts::remove_measure),
    },
    Route { path: "/drafts/{id}/adopt", serve: || post(drafts::adopt) },
    Route { path: "/drafts/{id}/drop", serve: || post(drafts::put_aside) },
];

/// Addresses that take files.
const FILES: [Route; 2] = [
    Route { path: "/papers", serve: || post(papers::receive) },
    Route { path: "/plans/{id}/approve", serve: || plan_steps::post(Step::Approve) },
];

/// The one address that takes filled questionnaires.
const ANSWERS: Route = Route { path: "/surveys/{code}/answers/{uuid}", serve: || put(surveys::keep) };

/// The way in for filled questionnaires, under its whole address: it stands apart, since what other addresses pass through
/// would cost more than the questionnaire itself.
pub(super) fn intake() -> Router<Web> {
    Router::new()
        .route(&format!("/api/v1{}", ANSWERS.path), (ANSWERS.serve)())
        .layer(DefaultBodyLimit::max(surveys::BODY_BYTES_MAX))
}

/// Everything under `/api/v1`.
pub(super) fn routes(megabytes_max: usize) -> Router<Web> {
    // What surrounds the file in its form may take a little more than the file itself.
    let files = FILES
        .iter()
        .fold(Router::new(), |router, route| router.route(route.path, (route.serve)()))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024 + 64 * 1024));
    ROUTES
        .iter()
        .fold(Router::new(), |router, route| router.route(route.path, (route.serve)()))
        .layer(DefaultBodyLimit::max(256 * 1024))
        .merge(files)
        .method_not_allowed_fallback(async || Problem::no_such_method())
        .fallback(async || Problem::no_such_path())
}

/// An id out of an address; anything else is no address of ours.
fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_address_stands_in_the_document() {
        let document: Value = serde_json::from_str(document::TEXT).expect("the document is JSON");
        let told = document["paths"].as_object().expect("paths");
        let mut told: Vec<&str> = told.keys().map(String::as_str).collect();
        let mut served: Vec<&str> = ROUTES.iter().chain(&FILES).chain([&ANSWERS]).map(|route| route.path).collect();
        told.sort_unstable();
        served.sort_unstable();
        assert_eq!(told, served);
    }
}
