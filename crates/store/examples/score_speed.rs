//! How long one look at an organisation's running sums takes: `cargo run --release -p otklik-store --example score_speed`.

#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use otklik_store::record::Found;
use otklik_testkit::builders::{act, batch, finding, organisation, place, round};
use otklik_testkit::databases;
use std::time::Instant;

const N_ORGANISATIONS: u64 = 2_000;
const N_LOOKS: u64 = 2_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let scratch = databases::sqlite().await;
    let round = round(1);
    scratch.store.keep_round(&act("open_round"), &round, None).await.expect("the store answers");
    let mut places = Vec::new();
    let mut findings = Vec::new();
    for number in 1..=N_ORGANISATIONS {
        let one = organisation(number);
        scratch.store.keep_organisation(&act("create_organisation"), &one, None).await.expect("the store answers");
        for branch in ["", "Филиал № 1", "Филиал № 2"] {
            places.push(place(one.id, branch, 600, number % 600));
        }
        for item in ["stand", "site", "channels", "comfort", "equipment", "services"] {
            findings.push(finding(one.id, &round, item, Found::Present(number % 6)));
        }
    }
    let began = Instant::now();
    scratch
        .store
        .keep_answer_batch(&act("import_answers"), &batch(&round, 1), &places, &[])
        .await
        .expect("the store answers");
    println!("a batch of {} places: {} ms", places.len(), began.elapsed().as_millis());
    scratch
        .store
        .keep_finding_batch(&act("import_findings"), &batch(&round, 2), &findings, &[])
        .await
        .expect("the store answers");
    let began = Instant::now();
    for look in 0..N_LOOKS {
        let one = organisation(1 + (look * 7919) % N_ORGANISATIONS).id;
        let inputs = scratch.store.find_inputs(round.id, one).await.expect("the store answers");
        assert_eq!(inputs.places.len(), 3);
    }
    println!("one look at sums and findings: {} µs", began.elapsed().as_micros() / u128::from(N_LOOKS));
    let began = Instant::now();
    let n = scratch.store.list_inputs(round.id).await.expect("the store answers").len();
    println!("all {n} of a round: {} ms", began.elapsed().as_millis());
}
