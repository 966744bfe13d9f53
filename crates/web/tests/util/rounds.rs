//! A round with two organisations, counted and published.

use super::TestApp;
use otklik_app::score::{self as scores, RoundCard, Source};
use otklik_domain::ids::RoundId;
use otklik_domain::score::Findings;
use otklik_testkit::worked;
use std::collections::BTreeMap;

/// Case A of the interface with so many conditions of comfort.
fn findings(comfort: u64) -> Findings {
    let mut findings = worked::findings();
    findings.set_present("comfort", comfort);
    findings
}

impl TestApp {
    /// A round of 2026 with answers of two organisations and of one that nobody knows; nothing is counted yet.
    pub(crate) async fn open_round(&self) -> (RoundId, Vec<String>) {
        let ctx = self.admin();
        let mut slugs = Vec::new();
        for name in ["Первая", "Вторая"] {
            let card = otklik_domain::registry::Card {
                name: name.to_owned(),
                sector: "culture".to_owned(),
                ..Default::default()
            };
            let made = otklik_app::registry::create_organisation(&ctx, &card).await.unwrap();
            slugs.push(made.slug.to_string());
        }
        let card = RoundCard { small_count: 10, ..RoundCard::new("culture", 2026) };
        let round = scores::open_round(&ctx, &card).await.unwrap();
        let book = scores::rulebooks().iter().find(|book| book.name == "culture").unwrap();
        let tally = worked::tally(&book.question_set());
        let of = |name: &str| (name.to_owned(), None);
        let tallies: BTreeMap<_, _> =
            ["Первая", "Вторая", "Неизвестная"].map(|name| (of(name), tally.clone())).into_iter().collect();
        let found: BTreeMap<_, _> =
            [("Первая", 5), ("Вторая", 2)].map(|(name, comfort)| (of(name), findings(comfort))).into_iter().collect();
        let source = Source { title: "answers.csv".to_owned(), n_rows: 354, ..Source::default() };
        scores::import_tallies(&ctx, round, &source, &tallies).await.unwrap();
        scores::import_findings(&ctx, round, &source, &found).await.unwrap();
        (round, slugs)
    }

    /// Opens surveys of a round with every organisation there is; gives the code of one.
    pub(crate) async fn survey(&self) -> String {
        let ctx = self.admin();
        let round = scores::open_round(&ctx, &RoundCard::new("culture", 2026)).await.unwrap();
        scores::take_into_round(&ctx, round, &Default::default()).await.unwrap();
        otklik_app::survey::open_surveys(&ctx, round).await.unwrap();
        let opened = otklik_app::survey::round_surveys(&ctx, round).await.unwrap();
        opened[0].survey.value.code.to_string()
    }

    /// Takes in for another organisation of the registry what the first one has.
    pub(crate) async fn same_inputs(&self, round: RoundId, name: &str) {
        let book = scores::rulebooks().iter().find(|book| book.name == "culture").unwrap();
        let tally = worked::tally(&book.question_set());
        let place = (name.to_owned(), None);
        let source = Source { title: "more.csv".to_owned(), n_rows: 118, ..Source::default() };
        let ctx = self.admin();
        scores::import_tallies(&ctx, round, &source, &[(place.clone(), tally)].into()).await.unwrap();
        scores::import_findings(&ctx, round, &source, &[(place, findings(5))].into()).await.unwrap();
    }

    /// The same, counted, approved and published; gives the slugs, the better one first.
    pub(crate) async fn published_round(&self) -> Vec<String> {
        let (round, slugs) = self.open_round().await;
        let ctx = self.admin();
        scores::count_round(&ctx, round, None).await.unwrap();
        scores::approve_round(&self.council(), round).await.unwrap();
        scores::publish_round(&ctx, round).await.unwrap();
        slugs
    }
}
