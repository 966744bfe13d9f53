//! Rounds, batches of answers and scores for tests.

use super::{id, instant};
use otklik_domain::ids::{BatchId, OrganisationId, RoundId, ScoreId, SurveyId};
use otklik_domain::registry::Organisation;
use otklik_domain::round::{Dates, Parties};
use otklik_domain::score::{Count, Criterion, Exact, Policy};
use otklik_domain::survey::{SurveyCode, Term};
use otklik_store::record::{
    Batch, BatchKind, BatchState, Counts, Figures, Found, Inputs, ItemFinding, NewScore, PlaceCounts, PlaceInputs,
    Round, RoundState, RulebookName, Survey,
};

/// An open round of culture.
pub fn round(number: u64) -> Round {
    Round {
        id: RoundId(id(21, number)),
        title: format!("Культура, тур {number}"),
        year: 2020 + i16::try_from(number).expect("a small number"),
        rulebook: RulebookName { name: "culture".into(), edition: "2018".into(), sha256: "00".repeat(32) },
        policy: Policy::default(),
        small_count: 5,
        dates: Dates::default(),
        parties: Parties::default(),
        state: RoundState::Open,
        by: "test".to_owned(),
        at: instant(0),
        is_example: false,
    }
}

/// A batch of answers from a file.
pub fn batch(round: &Round, number: u64) -> Batch {
    Batch {
        id: BatchId(id(22, number)),
        round: round.id,
        kind: BatchKind::Answers,
        paper: None,
        title: format!("анкеты-{number}.csv"),
        mapping_json: None,
        n_rows: 10,
        sha256: String::new(),
        state: BatchState::Kept,
        by: "test".to_owned(),
        at: instant(0),
    }
}

/// Sums of two questions: so many asked, so many said «да».
pub fn counts(respondents: u64, yes: u64) -> Counts {
    let count = |yes| Count { yes, answered: respondents, ..Count::default() };
    Counts::new(respondents, [("recommend".to_owned(), count(yes)), ("overall_ok".to_owned(), count(yes / 2))])
}

/// The same at a place.
pub fn place(organisation: OrganisationId, branch: &str, respondents: u64, yes: u64) -> PlaceCounts {
    PlaceCounts { organisation, branch: branch.to_owned(), counts: counts(respondents, yes) }
}

/// A finding at an organisation's own place.
pub fn finding(organisation: OrganisationId, round: &Round, item: &str, found: Found) -> ItemFinding {
    let (branch, by) = (String::new(), "test".to_owned());
    ItemFinding { organisation, round: round.id, branch, item: item.to_owned(), found, note: None, by, at: instant(0) }
}

/// A counted score with a total of so many hundredths.
pub fn score(organisation: &Organisation, round: &Round, number: u64, hundredths: u64) -> NewScore {
    let total = Exact::ratio(hundredths, 100_u64);
    let places = [(String::new(), PlaceInputs { counts: counts(hundredths, hundredths / 2), found: vec![] })];
    NewScore {
        organisation: organisation.id,
        id: ScoreId(id(23, number)),
        round: round.id,
        rulebook_sha256: round.rulebook.sha256.clone(),
        policy: round.policy.clone(),
        inputs: Inputs { kind: organisation.kind.clone(), places: places.into_iter().collect() },
        figures: Figures {
            respondents: hundredths,
            indicators: vec![],
            criteria: Criterion::ALL.iter().map(|criterion| (*criterion, total.clone(), true)).collect(),
            total,
        },
        reason: None,
        method: None,
    }
}

/// A survey of an organisation's place, with the batch it is counted into.
pub fn survey(organisation: OrganisationId, round: &Round, branch: &str, number: u64) -> (Survey, Batch) {
    let kind = BatchKind::Survey;
    let batch = Batch { id: BatchId(id(23, number)), kind, n_rows: 0, ..batch(round, number) };
    let chance = [number.to_be_bytes()[7]; 8];
    let survey = Survey {
        organisation,
        id: SurveyId(id(24, number)),
        round: round.id,
        batch: batch.id,
        branch: branch.to_owned(),
        code: SurveyCode::from_chance(chance),
        term: Term::default(),
        is_closed: false,
        by: "test".to_owned(),
        at: instant(0),
        is_example: false,
        asks_ticket: false,
    };
    (survey, batch)
}
