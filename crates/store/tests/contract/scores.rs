use super::kept_organisation;
use otklik_domain::ids::{OrganisationId, TerritoryId};
use otklik_domain::registry::{Organisation, Territory};
use otklik_domain::score::{Criterion, Exact, Method, PriorScore};
use otklik_store::record::{EarlierScore, NewScore, Round, RoundQuery, ScoreQuery, ScoreState, Version};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, batch, finding, id, instant, organisation, place, round, score};

async fn kept_round(store: &dyn Store, round: Round) -> Round {
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    round
}

/// Counts and publishes a score; the version it was published from.
async fn publish(store: &dyn Store, new: &NewScore) {
    store.keep_scores(&act("count_scores"), std::slice::from_ref(new)).await.expect("kept");
    for step in [ScoreState::Approved, ScoreState::Published] {
        let newest = store.find_newest_score(new.round, new.organisation, false).await.expect("read").expect("there");
        let one = (new.organisation, newest.value.id, newest.version);
        store.keep_score_step(&act("step"), step, &[one]).await.expect("a step");
    }
}

pub(crate) async fn a_published_score_is_frozen_and_corrected_by_the_next(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let round = kept_round(store, round(1)).await;
    let first = score(&organisation, &round, 1, 8908);
    assert_eq!(store.keep_scores(&act("count_scores"), std::slice::from_ref(&first)).await.expect("kept"), 1);
    assert_eq!(
        store.keep_scores(&act("count_scores"), std::slice::from_ref(&first)).await.expect("kept"),
        0,
        "as it was"
    );
    let draft = store.find_score(first.id).await.expect("read").expect("there");
    let early = store
        .keep_score_step(&act("publish_scores"), ScoreState::Published, &[(organisation.id, first.id, draft.version)])
        .await;
    assert!(matches!(early, Err(Fault::Stale)), "{early:?}");
    let anew = score(&organisation, &round, 2, 8910);
    store.keep_scores(&act("count_scores"), &[anew]).await.expect("kept");
    let approving = (organisation.id, first.id, draft.version);
    let stale = store.keep_score_step(&act("approve_scores"), ScoreState::Approved, &[approving]).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    assert_eq!(store.find_newest_score(round.id, organisation.id, true).await.expect("read"), None);
    publish(store, &score(&organisation, &round, 2, 8910)).await;
    let one = store.find_score(first.id).await.expect("read").expect("there").value;
    assert_eq!((one.number, one.state, one.supersedes), (1, ScoreState::Published, None));
    let next = NewScore { reason: Some("Ошибка".into()), ..score(&organisation, &round, 3, 9000) };
    publish(store, &next).await;
    let two = store.find_newest_score(round.id, organisation.id, true).await.expect("read").expect("there").value;
    assert_eq!((two.number, two.supersedes, two.reason.as_deref()), (2, Some(one.id), Some("Ошибка")));
    assert_eq!(store.find_score(first.id).await.expect("read").expect("there").value, one, "frozen");
    let versions = store.list_score_versions(round.id, organisation.id).await.expect("read");
    assert_eq!(versions.iter().map(|kept| kept.value.number).collect::<Vec<_>>(), [2, 1]);
    let rows = store.list_scores(&ScoreQuery { is_published: true, ..ScoreQuery::default() }).await.expect("read");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2]);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn published_scores_are_counted_again(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let round = kept_round(store, round(1)).await;
    publish(store, &score(&organisation, &round, 1, 8908)).await;
    let draft = kept_organisation(store, 2).await;
    store.keep_scores(&act("count_scores"), &[score(&draft, &round, 2, 100)]).await.expect("kept");
    let same = store.verify_scores(&|score| Ok(score.figures.clone())).await.expect("checked");
    assert_eq!(same, vec![]);
    let mut other = score(&organisation, &round, 1, 8908).figures;
    other.total = Exact::parse("89.09");
    let found = store.verify_scores(&|_| Ok(other.clone())).await.expect("checked");
    assert_eq!(found.len(), 1);
    assert!(found[0].words.contains("total: 2227/25, 8909/100"), "{found:?}");
    let found = store.verify_scores(&|_| Err("нет свода правил".to_owned())).await.expect("checked");
    assert!(found.len() == 1 && found[0].words.contains("нет свода правил"), "{found:?}");
}

async fn kept_at(store: &dyn Store, number: u64, territory: Option<TerritoryId>) -> Organisation {
    let organisation = Organisation { territory, ..organisation(number) };
    store.keep_organisation(&act("create_organisation"), &organisation, None).await.expect("kept");
    organisation
}

pub(crate) async fn scores_are_found_by_what_they_are_of(store: &dyn Store) {
    let territories = [(1, None), (2, Some(1)), (3, Some(2))].map(|(number, parent)| Territory {
        id: TerritoryId(id(31, number)),
        name: format!("Территория {number}"),
        kind: "район".to_owned(),
        parent: parent.map(|parent| TerritoryId(id(31, parent))),
    });
    for territory in &territories {
        store.keep_territory(&act("keep_territory"), territory, None).await.expect("kept");
    }
    let rounds = [kept_round(store, round(1)).await, kept_round(store, round(2)).await];
    for (number, at) in [(1, Some(0)), (2, Some(2)), (3, None), (5, Some(1))] {
        let organisation = kept_at(store, number, at.map(|at: usize| territories[at].id)).await;
        for (nth, round) in rounds.iter().enumerate() {
            publish(store, &score(&organisation, round, number * 10 + nth as u64, 8000 + number)).await;
        }
    }
    let unpublished = kept_at(store, 6, None).await;
    store.keep_scores(&act("count_scores"), &[score(&unpublished, &rounds[0], 99, 1)]).await.expect("kept");
    let base = ScoreQuery { is_published: true, ..ScoreQuery::default() };
    let found = async |asked: ScoreQuery| -> Vec<u64> {
        let rows = store.list_scores(&asked).await.expect("read");
        rows.iter().map(|row| row.figures.respondents - 8000).collect()
    };
    let first = ScoreQuery { round: Some(rounds[0].id), ..base.clone() };
    assert_eq!(found(first.clone()).await, [1, 5, 2, 3], "by name");
    assert_eq!(found(ScoreQuery { year: Some(2022), ..base.clone() }).await.len(), 4);
    for (at, expected) in [(0, vec![1, 5, 2]), (1, vec![5, 2]), (2, vec![2])] {
        assert_eq!(found(ScoreQuery { territory: Some(territories[at].id), ..first.clone() }).await, expected, "{at}");
    }
    assert_eq!(found(ScoreQuery { kind: Some("БИБЛИОТЕКА".into()), ..first.clone() }).await, [1, 5]);
    let education = ScoreQuery { sector: Some(otklik_domain::registry::Sector::Education), ..base.clone() };
    assert!(found(education).await.is_empty());
    let one = ScoreQuery { organisations: vec![organisation(3).id], ..base.clone() };
    let rows = store.list_scores(&one).await.expect("read");
    assert_eq!(rows.iter().map(|row| row.year).collect::<Vec<_>>(), [2022, 2021], "newest year first");
    let working = ScoreQuery { round: Some(rounds[0].id), ..ScoreQuery::default() };
    assert_eq!(store.list_scores(&working).await.expect("read").len(), 5);
    let published = RoundQuery { is_published: true, ..RoundQuery::default() };
    assert_eq!(store.list_rounds(&published).await.expect("read").len(), 2);
}

fn prior(organisation: OrganisationId, number: u64, year: i16, method: Method, total: &str) -> EarlierScore {
    let value = total.parse().expect("points");
    EarlierScore {
        organisation,
        id: id(24, number),
        score: PriorScore::new(year, value, None, method).expect("a result"),
        criteria: vec![(Criterion::ALL[0], Exact::whole(29))],
        source: "bus.gov.ru, 2017".to_owned(),
        by: "test".to_owned(),
        at: instant(0),
    }
}

pub(crate) async fn earlier_results_stand_beside(store: &dyn Store) {
    let one = kept_organisation(store, 1).await.id;
    let (old, single) = (Method::Before2018, Method::SingleOrder);
    let first = [prior(one, 1, 2017, old, "131.4"), prior(one, 2, 2019, single, "88.02")];
    store.keep_earlier_scores(&act("keep_earlier_scores"), &first).await.expect("kept");
    let anew = [prior(one, 3, 2017, old, "132")];
    store.keep_earlier_scores(&act("keep_earlier_scores"), &anew).await.expect("kept");
    let kept = store.list_earlier_scores(&[one]).await.expect("read");
    let said: Vec<String> = kept.iter().map(|k| k.value.score.to_string()).collect();
    let old = "132 из 160 (2017 год, методика до 2018 года)";
    assert_eq!(said, ["88,02 из 100 (2019 год, единый порядок 2018 года)", old]);
    assert_eq!(kept[1].value.criteria, first[0].criteria);
}

pub(crate) async fn example_rounds_leave_with_the_examples(store: &dyn Store) {
    let example = Organisation { is_example: true, ..organisation(1) };
    store.keep_organisation(&act("load_example"), &example, None).await.expect("kept");
    let real = kept_organisation(store, 2).await;
    let shown = kept_round(store, Round { is_example: true, ..round(1) }).await;
    let own = kept_round(store, round(2)).await;
    let paper = store.keep_paper(&act("load_example"), "answers.csv", "csv", b"organisation").await.expect("kept");
    let from_file = otklik_store::record::Batch { paper: Some(paper.hash), ..batch(&shown, 1) };
    store.keep_answer_batch(&act("load_example"), &from_file, &[place(example.id, "", 9, 9)], &[]).await.expect("kept");
    let seen = finding(example.id, &shown, "stand", otklik_store::record::Found::Present(1));
    store.keep_findings(&act("load_example"), &[(seen, None)]).await.expect("kept");
    publish(store, &score(&example, &shown, 1, 9000)).await;
    store.keep_answer_batch(&act("import"), &batch(&own, 2), &[place(real.id, "", 5, 5)], &[]).await.expect("kept");
    publish(store, &score(&real, &own, 2, 8000)).await;
    for (is_example, n) in [(None, 2), (Some(true), 1), (Some(false), 1)] {
        let asked = ScoreQuery { is_example, is_published: true, ..ScoreQuery::default() };
        assert_eq!(store.list_scores(&asked).await.expect("read").len(), n, "{is_example:?}");
    }
    store.remove_examples(&act("remove_examples")).await.expect("removed");
    assert_eq!(store.find_round(shown.id).await.expect("read"), None);
    assert_eq!(store.find_organisation(example.id).await.expect("read"), None);
    assert_eq!(store.find_paper(paper.hash).await.expect("read"), None);
    assert_eq!(store.list_scores(&ScoreQuery::default()).await.expect("read").len(), 1);
    assert_eq!(store.find_round(own.id).await.expect("read").expect("there").version, Version(1));
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}
