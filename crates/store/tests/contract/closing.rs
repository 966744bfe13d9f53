use super::kept_organisation;
use otklik_store::record::{NewRoundPublication, ScoreState};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, round, score};

pub(crate) async fn a_round_is_published_with_its_scores_or_not_at_all(store: &dyn Store) {
    let (organisation, round) = (kept_organisation(store, 1).await, round(1));
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let counted = score(&organisation, &round, 1, 8908);
    store.keep_scores(&act("count_scores"), &[counted]).await.expect("kept");
    let newest = async || store.list_newest_scores(round.id).await.expect("read").remove(0);
    let draft = newest().await;
    let bytes: Vec<u8> = (0..600_000_u32).map(|n| u8::try_from(n % 251).unwrap_or(0)).collect();
    let new = NewRoundPublication {
        round: round.id,
        body_json: "{\"n\":1}".to_owned(),
        files: vec![("answers.csv".to_owned(), bytes.clone()), ("sums.csv".to_owned(), Vec::new())],
    };
    let one = |version| [(organisation.id, draft.value.id, version)];
    let early = store.publish_round(&act("publish_scores"), &new, &one(draft.version)).await;
    assert!(matches!(early, Err(Fault::Stale)), "nobody approved it: {early:?}");
    assert_eq!(store.find_round_publication(round.id, None).await.expect("read"), None, "all or nothing");
    store.keep_score_step(&act("approve_scores"), ScoreState::Approved, &one(draft.version)).await.expect("approved");
    let approved = newest().await;
    let number = store.publish_round(&act("publish_scores"), &new, &one(approved.version)).await.expect("published");
    assert_eq!((number, newest().await.value.state), (1, ScoreState::Published));
    let kept = store.find_round_publication(round.id, Some(1)).await.expect("read").expect("there");
    assert_eq!(kept.body_json, new.body_json);
    let files = store.list_round_files(round.id, 1).await.expect("read");
    assert_eq!(
        files.iter().map(|file| (file.name.as_str(), file.size_bytes)).collect::<Vec<_>>(),
        [("answers.csv", 600_000), ("sums.csv", 0)]
    );
    assert_eq!(store.find_round_file(round.id, 1, "answers.csv").await.expect("read"), Some(bytes));
    assert_eq!(store.find_round_file(round.id, 1, "other.csv").await.expect("read"), None);
    assert_eq!(store.publish_round(&act("publish_scores"), &new, &[]).await.expect("the next"), 2);
    assert_eq!(store.find_round_publication(round.id, None).await.expect("read").map(|it| it.number), Some(2));
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}
