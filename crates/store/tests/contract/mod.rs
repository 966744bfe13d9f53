//! What every engine must keep. Each case takes an empty store.

pub(crate) mod accounts;
pub(crate) mod answers;
pub(crate) mod closing;
pub(crate) mod desks;
pub(crate) mod drafts;
pub(crate) mod inspections;
pub(crate) mod journal;
pub(crate) mod keyrings;
pub(crate) mod letters;
pub(crate) mod matrix;
pub(crate) mod outer;
pub(crate) mod outside;
pub(crate) mod papers;
pub(crate) mod plans;
pub(crate) mod proofs;
pub(crate) mod publications;
pub(crate) mod register;
pub(crate) mod registry;
pub(crate) mod reports;
pub(crate) mod reviews;
pub(crate) mod rights;
pub(crate) mod samples;
pub(crate) mod scores;
pub(crate) mod sheets;
pub(crate) mod shortcomings;
pub(crate) mod surveys;
pub(crate) mod tallies;

use otklik_domain::registry::Organisation;
use otklik_store::Store;
use otklik_store::record::{Draft, DraftState, Measure, Plan, Version};
use otklik_testkit::builders;

/// A day of the tests.
pub(crate) fn day(text: &str) -> otklik_domain::Date {
    text.parse().expect("a day")
}

/// Keeps an organisation with its number.
pub(crate) async fn kept_organisation(store: &dyn Store, number: u64) -> Organisation {
    let organisation = builders::organisation(number);
    store.keep_organisation(&builders::act("create_organisation"), &organisation, None).await.expect("kept");
    organisation
}

/// Keeps a plan with so many measures.
pub(crate) async fn kept_plan(store: &dyn Store, organisation: &Organisation, n: u64) -> (Plan, Vec<Measure>) {
    let plan = builders::plan(organisation, 1);
    let measures: Vec<Measure> = (0..n).map(|at| builders::measure(&plan, at, day("2026-11-22"))).collect();
    store.keep_adopted_plan(&builders::act("adopt_plan"), &plan, &measures, None).await.expect("adopted");
    (plan, measures)
}

/// Keeps a paper and a draft of it.
pub(crate) async fn kept_draft(store: &dyn Store) -> (Draft, Version) {
    let act = builders::act("read_plan_paper");
    let paper = store.keep_paper(&act, "план.docx", "docx", b"bytes of a plan").await.expect("kept");
    let draft = Draft {
        id: otklik_domain::ids::DraftId(builders::id(4, 1)),
        paper: paper.hash,
        kind: "plan".to_owned(),
        title: Some("План".to_owned()),
        recognised_name: Some("Клуб".to_owned()),
        organisation: None,
        n_measures: 2,
        n_remarks: 0,
        as_read_json: "{\"read\":1}".to_owned(),
        corrected_json: "{\"read\":1}".to_owned(),
        document_json: "{}".to_owned(),
        state: DraftState::Waiting,
        by: "test".to_owned(),
        at: builders::instant(0),
        is_example: false,
    };
    let version = store.keep_draft(&act, &draft, None).await.expect("kept");
    (draft, version)
}
