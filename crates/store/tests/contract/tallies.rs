use super::kept_organisation;
use otklik_domain::ids::OrganisationId;
use otklik_domain::round::Party;
use otklik_domain::score::{Exact, Mark};
use otklik_store::record::{
    BatchKept, BatchState, Counts, Found, Inputs, PlaceCounts, Round, RoundQuery, RoundState, Version, Waiting,
};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, batch, counts, finding, instant, organisation, place, round, score};
use std::collections::BTreeMap;

async fn kept_round(store: &dyn Store, number: u64) -> Round {
    let round = round(number);
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    round
}

async fn sums(store: &dyn Store, round: &Round, number: u64) -> Vec<(String, u64, String)> {
    let inputs = store.find_inputs(round.id, organisation(number).id).await.expect("read");
    inputs.places.into_iter().map(|(branch, p)| (branch, p.counts.respondents, p.counts.to_string())).collect()
}

async fn close(store: &dyn Store, round: &Round) {
    let closed = Round { state: RoundState::Closed, ..round.clone() };
    store.keep_round(&act("close_round"), &closed, Some(Version(1))).await.expect("closed");
}

pub(crate) async fn a_round_comes_back_and_is_changed_by_version(store: &dyn Store) {
    let mut kept = kept_round(store, 1).await;
    kept_round(store, 2).await;
    assert_eq!(store.find_round(kept.id).await.expect("read").expect("there").value, kept);
    kept.policy.kind_criteria.insert("performing-arts".to_owned(), vec![]);
    kept.dates.survey.opens_on = Some(super::day("2026-02-01"));
    kept.dates.inspection.closes_on = Some(super::day("2026-02-28"));
    kept.dates.results_due_on = Some(super::day("2026-05-12"));
    kept.parties.operator =
        Party { name: "Бюро".into(), paper: "12-К".into(), paper_on: Some(super::day("2026-01-15")) };
    let stale = store.keep_round(&act("edit_round"), &kept, Some(Version(7))).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    store.keep_round(&act("edit_round"), &kept, Some(Version(1))).await.expect("kept");
    let all = store.list_rounds(&RoundQuery::default()).await.expect("read");
    assert_eq!(all.iter().map(|k| k.value.year).collect::<Vec<_>>(), [2022, 2021], "the newest year first");
    let of_year = RoundQuery { year: Some(2021), is_example: Some(false), ..RoundQuery::default() };
    assert_eq!(store.list_rounds(&of_year).await.expect("read")[0].value, kept);
    let published = RoundQuery { is_published: true, ..RoundQuery::default() };
    assert!(store.list_rounds(&published).await.expect("read").is_empty());
}

pub(crate) async fn a_batch_counts_once_and_can_be_taken_back(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await.id, kept_organisation(store, 2).await.id);
    let round = kept_round(store, 1).await;
    let first = [place(one, "", 10, 8), place(one, "Филиал", 4, 4), place(two, "", 6, 1)];
    let keep = async |n: u64, places: &[PlaceCounts]| {
        store.keep_answer_batch(&act("import_answers"), &batch(&round, n), places, &[]).await
    };
    assert_eq!(keep(1, &first).await.expect("kept"), BatchKept::New);
    let edition = store.edition().await.expect("read");
    assert_eq!(keep(1, &first).await.expect("kept"), BatchKept::Before);
    assert_eq!(store.edition().await.expect("read"), edition, "nothing was written twice");
    let forged = keep(1, &[place(one, "", 99, 99)]).await;
    assert!(matches!(forged, Err(Fault::Taken(_))), "{forged:?}");
    keep(2, &[place(one, "", 5, 5)]).await.expect("kept");
    assert_eq!(
        sums(store, &round, 1).await[0],
        (String::new(), 15, counts(10, 8).plus(&counts(5, 5)).unwrap().to_string())
    );
    let id = batch(&round, 1).id;
    store.withdraw_batch(&act("withdraw_batch"), id, Version(1)).await.expect("taken back");
    let again = store.withdraw_batch(&act("withdraw_batch"), id, Version(2)).await;
    assert!(matches!(again, Err(Fault::Stale)), "{again:?}");
    assert_eq!(sums(store, &round, 1).await, [(String::new(), 5, counts(5, 5).to_string())]);
    assert!(sums(store, &round, 2).await.is_empty());
    let batches = store.list_batches(round.id).await.expect("read");
    let states: Vec<BatchState> = batches.iter().map(|kept| kept.value.state).collect();
    assert_eq!(states, [BatchState::Kept, BatchState::Withdrawn]);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn answers_one_at_a_time_grow_the_same_sums(store: &dyn Store) {
    let one = kept_organisation(store, 1).await.id;
    let round = kept_round(store, 1).await;
    let (survey, file) = (batch(&round, 1), batch(&round, 2));
    store.keep_answer_batch(&act("open_survey"), &survey, &[], &[]).await.expect("kept");
    for n in 0..7 {
        let more = [place(one, "", 1, n % 2)];
        store.keep_tally_increment(&act("keep_answers"), survey.id, 1, &more).await.expect("kept");
    }
    store.keep_answer_batch(&act("import_answers"), &file, &[place(one, "", 3, 3)], &[]).await.expect("kept");
    let whole = sums(store, &round, 1).await;
    assert_eq!((whole[0].1, store.find_batch(survey.id).await.expect("read").expect("there").value.n_rows), (10, 17));
    assert_eq!(store.recount().await.expect("counted"), vec![]);
    close(store, &round).await;
    let late = store.keep_tally_increment(&act("keep_answers"), survey.id, 1, &[place(one, "", 1, 1)]).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
    let late = store.keep_answer_batch(&act("import_answers"), &batch(&round, 3), &[place(one, "", 1, 1)], &[]).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
    assert_eq!(sums(store, &round, 1).await, whole);
}

/// A batch as the test knows it.
struct Known {
    number: u64,
    places: Vec<PlaceCounts>,
    is_kept: bool,
    version: i64,
}

/// Batches are kept, grow and are taken back in any order.
pub(crate) async fn running_sums_are_bit_for_bit_what_the_batches_add_up_to(store: &dyn Store) {
    let round = kept_round(store, 1).await;
    let ids = [kept_organisation(store, 1).await.id, kept_organisation(store, 2).await.id];
    for mut seed in [1_u64, 77] {
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let base = 1000 * next(900);
        let mut known: Vec<Known> = Vec::new();
        for step in 0..40 {
            let places: Vec<PlaceCounts> = (0..=next(2))
                .map(|n| {
                    let respondents = 1 + next(500);
                    let branch = ["", "Филиал № 1", "Зал"][next(3) as usize];
                    place(ids[n as usize], branch, respondents, next(respondents + 1))
                })
                .collect();
            let n_kept = known.iter().filter(|it| it.is_kept).count() as u64;
            match next(4) {
                0 if n_kept > 0 => {
                    let at = next(n_kept) as usize;
                    let it = known.iter_mut().filter(|it| it.is_kept).nth(at).expect("there");
                    let id = batch(&round, it.number).id;
                    store.keep_tally_increment(&act("keep_answers"), id, 1, &places).await.expect("kept");
                    it.places.extend(places);
                    it.version += 1;
                }
                1 if n_kept > 0 => {
                    let at = next(n_kept) as usize;
                    let it = known.iter_mut().filter(|it| it.is_kept).nth(at).expect("there");
                    let id = batch(&round, it.number).id;
                    store.withdraw_batch(&act("withdraw_batch"), id, Version(it.version)).await.expect("taken back");
                    it.is_kept = false;
                }
                _ => {
                    let number = base + step;
                    let new = batch(&round, number);
                    store.keep_answer_batch(&act("import_answers"), &new, &places, &[]).await.expect("kept");
                    known.push(Known { number, places, is_kept: true, version: 1 });
                }
            }
            if step % 8 == 7 {
                assert_eq!(store.recount().await.expect("counted"), vec![], "step {step}");
                check_sums(store, &round, &ids, &known).await;
            }
        }
        for it in known.iter().filter(|it| it.is_kept) {
            let id = batch(&round, it.number).id;
            store.withdraw_batch(&act("withdraw_batch"), id, Version(it.version)).await.expect("taken back");
        }
        assert!(sums(store, &round, 1).await.is_empty() && sums(store, &round, 2).await.is_empty());
    }
}

async fn check_sums(store: &dyn Store, round: &Round, ids: &[OrganisationId], known: &[Known]) {
    for (number, id) in (1..).zip(ids) {
        let mut expected: BTreeMap<String, Counts> = BTreeMap::new();
        let places = known.iter().filter(|it| it.is_kept).flat_map(|it| &it.places);
        for place in places.filter(|place| place.organisation == *id) {
            let sum = expected.entry(place.branch.clone()).or_default();
            *sum = sum.plus(&place.counts).expect("there is room");
        }
        let expected: Vec<_> = expected.into_iter().map(|(b, c)| (b, c.respondents, c.to_string())).collect();
        assert_eq!(sums(store, round, number).await, expected);
    }
}

pub(crate) async fn a_name_waits_until_somebody_says_whose_it_is(store: &dyn Store) {
    let one = kept_organisation(store, 1).await.id;
    let round = kept_round(store, 1).await;
    let waiting =
        |n: u64| Waiting {
            name: "ДК «Ёлочка»".to_owned(), branch: String::new(), counts: counts(n, n), found: vec![]
        };
    let places = [place(one, "", 2, 2)];
    store.keep_answer_batch(&act("import_answers"), &batch(&round, 1), &places, &[waiting(4)]).await.expect("kept");
    store.keep_answer_batch(&act("import_answers"), &batch(&round, 2), &[], &[waiting(3)]).await.expect("kept");
    let found = [("stand".to_owned(), Found::Present(14))];
    let seen = Waiting { counts: counts(0, 0), found: found.to_vec(), ..waiting(0) };
    let findings = otklik_store::record::Batch { kind: otklik_store::record::BatchKind::Findings, ..batch(&round, 3) };
    store.keep_finding_batch(&act("import_findings"), &findings, &[], &[seen]).await.expect("kept");
    let listed = store.list_waiting(round.id).await.expect("read");
    assert_eq!((listed.len(), listed[0].counts.respondents, listed[0].found.len()), (1, 7, 1));
    let n = store.keep_match(&act("match_answers"), round.id, "дк елочка", one).await.expect("matched");
    assert_eq!(n, 3);
    assert!(store.list_waiting(round.id).await.expect("read").is_empty());
    assert_eq!(sums(store, &round, 1).await[0].1, 9);
    assert_eq!(store.list_findings(round.id, one).await.expect("read")[0].value.found, Found::Present(14));
    assert_eq!(store.find_alias("ДК Елочка").await.expect("read").expect("remembered").organisation, one);
    store.withdraw_batch(&act("withdraw_batch"), batch(&round, 1).id, Version(1)).await.expect("taken back");
    assert_eq!(sums(store, &round, 1).await[0].1, 3, "what waited leaves with its batch");
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn findings_are_changed_by_version_and_replaced_by_a_batch(store: &dyn Store) {
    let one = kept_organisation(store, 1).await.id;
    let round = kept_round(store, 1).await;
    let say = |item: &str, found: Found| finding(one, &round, item, found);
    let all = [
        say("comfort.water", Found::Mark(Mark::NotApplicable)),
        say("stand", Found::Present(14)),
        say("stand", Found::Required(17)),
        say("waiting", Found::Waiting(Exact::whole(40))),
    ];
    let new: Vec<_> = all.iter().map(|finding| (finding.clone(), None)).collect();
    store.keep_findings(&act("keep_findings"), &new).await.expect("kept");
    let kept = store.list_findings(round.id, one).await.expect("read");
    assert_eq!(kept.iter().map(|k| k.value.clone()).collect::<Vec<_>>(), all);
    let twice = store.keep_findings(&act("keep_findings"), &new[..1]).await;
    assert!(matches!(twice, Err(Fault::Stale)), "{twice:?}");
    let changes =
        [(say("stand", Found::Present(15)), Some(Version(1))), (say("site", Found::Present(1)), Some(Version(1)))];
    let stale = store.keep_findings(&act("keep_findings"), &changes).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    assert_eq!(store.list_findings(round.id, one).await.expect("read"), kept, "all or none");
    let by_file = [say("stand", Found::Present(16)), say("site", Found::Present(19))];
    store.keep_finding_batch(&act("import_findings"), &batch(&round, 1), &by_file, &[]).await.expect("kept");
    store.remove_finding(&act("keep_findings"), &all[0], Version(1)).await.expect("removed");
    let gone = store.remove_finding(&act("keep_findings"), &all[0], Version(1)).await;
    assert!(matches!(gone, Err(Fault::Stale)), "{gone:?}");
    let kept = store.list_findings(round.id, one).await.expect("read");
    let said: Vec<_> = kept.iter().map(|k| (k.value.item.as_str(), k.value.found.value(), k.version.0)).collect();
    assert_eq!(
        said,
        [("site", "19".into(), 1), ("stand", "16".into(), 2), ("stand", "17".into(), 1), ("waiting", "40/1".into(), 1)]
    );
}

pub(crate) async fn what_is_known_of_one_is_what_is_known_of_all(store: &dyn Store) {
    let round = kept_round(store, 1).await;
    kept_round(store, 2).await;
    let mut places = Vec::new();
    for number in 1..=4 {
        let id = kept_organisation(store, number).await.id;
        places.push(place(id, "", 10 * number, number));
        places.push(place(id, "Филиал № 2", number, number));
        let seen = finding(id, &round, "channels", Found::Present(number));
        store.keep_findings(&act("keep_findings"), &[(seen, None)]).await.expect("kept");
    }
    store.keep_answer_batch(&act("import_answers"), &batch(&round, 1), &places, &[]).await.expect("kept");
    let all = store.list_inputs(round.id).await.expect("read");
    assert_eq!(all.len(), 4);
    for (organisation, inputs) in all {
        assert_eq!(store.find_inputs(round.id, organisation).await.expect("read"), inputs);
        assert_eq!(Inputs::read(&inputs.to_string()).as_ref(), Some(&inputs));
        assert!(inputs.kind.is_some() && inputs.places.len() == 2);
    }
}

pub(crate) async fn a_merged_organisation_takes_its_open_rounds_along(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (open, closed) = (kept_round(store, 1).await, kept_round(store, 2).await);
    for round in [&open, &closed] {
        let number = u64::try_from(round.year).expect("a year");
        let places = [place(one.id, "", 10, 8), place(one.id, "Филиал", 4, 4)];
        store.keep_answer_batch(&act("import_answers"), &batch(round, number), &places, &[]).await.expect("kept");
        let seen = finding(one.id, round, "stand", Found::Present(14));
        store.keep_findings(&act("keep_findings"), &[(seen, None)]).await.expect("kept");
        store.keep_scores(&act("count_scores"), &[score(&one, round, number, 8908)]).await.expect("kept");
    }
    let taken_back = [place(one.id, "", 1, 1), place(two.id, "", 1, 1)];
    store.keep_answer_batch(&act("import_answers"), &batch(&open, 7), &taken_back, &[]).await.expect("kept");
    store.withdraw_batch(&act("withdraw_batch"), batch(&open, 7).id, Version(1)).await.expect("taken back");
    close(store, &closed).await;
    let whole = store.find_inputs(open.id, one.id).await.expect("read");
    store.keep_merging(&act("merge_organisations"), one.id, Version(1), two.id).await.expect("merged");
    assert_eq!(store.find_inputs(open.id, two.id).await.expect("read").places, whole.places);
    assert_eq!(store.list_inputs(open.id).await.expect("read").len(), 1, "nothing stays behind");
    assert_eq!(store.list_findings(open.id, two.id).await.expect("read").len(), 1);
    for (round, owner) in [(&open, two.id), (&closed, one.id)] {
        let newest = store.find_newest_score(round.id, owner, false).await.expect("read");
        assert!(newest.is_some(), "of {}", round.title);
        assert_eq!(store.list_inputs(round.id).await.expect("read")[0].0, owner, "of {}", round.title);
    }
    let id = batch(&open, 2021).id;
    store.withdraw_batch(&act("withdraw_batch"), id, Version(1)).await.expect("a carried batch can be taken back");
    assert!(store.find_inputs(open.id, two.id).await.expect("read").places[""].counts.is_empty());
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn two_organisations_of_one_open_round_are_not_added_up(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let round = kept_round(store, 1).await;
    let answers = [place(one.id, "", 10, 8)];
    store.keep_answer_batch(&act("import_answers"), &batch(&round, 1), &answers, &[]).await.expect("kept");
    let seen = finding(two.id, &round, "stand", Found::Present(14));
    store.keep_findings(&act("keep_findings"), &[(seen.clone(), None)]).await.expect("kept");
    let edition = store.edition().await.expect("read");
    for (gone, into) in [(one.id, two.id), (two.id, one.id)] {
        let answer = store.keep_merging(&act("merge_organisations"), gone, Version(1), into).await;
        assert!(matches!(&answer, Err(Fault::Taken(what)) if what == "round.organisation"), "{answer:?}");
    }
    assert_eq!(store.edition().await.expect("read"), edition, "a refusal leaves nothing");
    assert_eq!(sums(store, &round, 1).await[0].1, 10);
    store.remove_finding(&act("keep_findings"), &seen, Version(1)).await.expect("removed");
    store.keep_merging(&act("merge_organisations"), one.id, Version(1), two.id).await.expect("merged");
    assert_eq!(sums(store, &round, 2).await[0].1, 10);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn a_mapping_is_kept_under_its_name(store: &dyn Store) {
    let mut mapping = otklik_store::record::Mapping {
        name: "Яндекс-форма".to_owned(),
        body_json: "{\"Пользовались\":\"stand_used\"}".to_owned(),
        by: "test".to_owned(),
        at: instant(0),
    };
    store.keep_mapping(&act("keep_mapping"), &mapping, None).await.expect("kept");
    mapping.body_json = "{}".to_owned();
    store.keep_mapping(&act("keep_mapping"), &mapping, Some(Version(1))).await.expect("kept");
    let stale = store.keep_mapping(&act("keep_mapping"), &mapping, Some(Version(1))).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    assert_eq!(store.find_mapping("Яндекс-форма").await.expect("read").expect("there").value, mapping);
    assert_eq!(store.list_mappings().await.expect("read").len(), 1);
}
