use super::kept_organisation;
use otklik_domain::ids::OrganisationId;
use otklik_domain::survey::Target;
use otklik_store::record::{PlannedPlace, Round, RoundQuota, RoundState, SamplePlan, Version};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, answer, batch, instant, place, round, survey};

fn plan(organisation: OrganisationId, round: &Round, branch: &str, n_served: u64) -> SamplePlan {
    let target = Target { n_served: Some(n_served), n_wanted: None };
    let (branch, by) = (branch.to_owned(), "test".to_owned());
    SamplePlan { organisation, round: round.id, branch, target, by, at: instant(0) }
}

pub(crate) async fn every_place_of_a_round_is_told_once(store: &dyn Store) {
    let (one, two, round) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await, round(1));
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    assert_eq!(store.list_round_places(round.id).await.expect("read"), []);
    store.keep_round_organisations(&act("list_round"), round.id, &[one.id, two.id], &[]).await.expect("kept");
    let (asked, own_batch) = survey(one.id, &round, "", 1);
    store.open_surveys(&act("open_surveys"), &[(asked.clone(), own_batch)]).await.expect("opened");
    store.keep_answer(answer(&round, &asked, 1, "ддд")).await.expect("kept");
    let file = batch(&round, 9);
    let places = [place(one.id, "", 10, 5), place(one.id, "Клуб", 7, 5)];
    store.keep_answer_batch(&act("import_answers"), &file, &places, &[]).await.expect("kept");
    let plans = [(plan(one.id, &round, "", 235), None), (plan(two.id, &round, "Филиал", 50), None)];
    store.keep_sample_plans(&act("plan_sample"), round.id, &plans).await.expect("kept");

    let told = store.list_round_places(round.id).await.expect("read");
    let brief = |it: &otklik_store::record::RoundPlace| {
        let n_answers = it.survey.as_ref().map(|survey| survey.n_answers);
        (it.organisation, it.branch.clone(), it.respondents, n_answers, it.target.n_served, it.version.is_some())
    };
    let expected = [
        (one.id, String::new(), 11, Some(1), Some(235), true),
        (one.id, "Клуб".to_owned(), 7, None, None, false),
        (two.id, String::new(), 0, None, None, false),
        (two.id, "Филиал".to_owned(), 0, None, Some(50), true),
    ];
    assert_eq!(told.iter().map(brief).collect::<Vec<_>>(), expected);
    assert_eq!(told[0].survey.as_ref().map(|survey| survey.code.clone()), Some(asked.code));

    let planned = async |own: &[OrganisationId]| {
        let told = store.list_planned_places(round.id, own).await.expect("read");
        let brief =
            |it: PlannedPlace| (it.organisation, it.branch, it.term.is_some(), it.respondents, it.target.n_served);
        let mut all: Vec<_> = told.into_iter().map(brief).collect();
        all.sort();
        all
    };
    let (own, branch) =
        ((one.id, String::new(), true, 11, Some(235)), (two.id, "Филиал".to_owned(), false, 0, Some(50)));
    assert_eq!(planned(&[]).await, [own, branch.clone()], "those with a plan, and no others");
    assert_eq!(planned(&[two.id]).await, [branch]);

    let changed = [(plan(one.id, &round, "", 300), Some(Version(1)))];
    store.keep_sample_plans(&act("plan_sample"), round.id, &changed).await.expect("kept");
    let both = [(plan(two.id, &round, "", 1), None), (plan(one.id, &round, "", 400), Some(Version(1)))];
    let stale = store.keep_sample_plans(&act("plan_sample"), round.id, &both).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    let told = store.list_round_places(round.id).await.expect("read");
    assert_eq!((told[0].target.n_served, told[2].target.n_served), (Some(300), None), "all or none");
    for (wanted, n) in [(11, 0), (12, 1)] {
        let mut enough = plan(one.id, &round, "", 300);
        enough.target.n_wanted = Some(wanted);
        let version = store.list_round_places(round.id).await.expect("read")[0].version;
        store.keep_sample_plans(&act("plan_sample"), round.id, &[(enough, version)]).await.expect("kept");
        assert_eq!(planned(&[one.id]).await.len(), n, "11 came and {wanted} are wanted");
    }
}

pub(crate) async fn quotas_are_added_and_removed_while_the_round_is_open(store: &dyn Store) {
    let round = round(1);
    let version = store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let quota = |number: i64| RoundQuota {
        round: round.id,
        number,
        title: format!("Группа {number}"),
        choice: (number == 1).then(|| ("sex".to_owned(), "female".to_owned())),
        between: Some(("age".to_owned(), 60, 120)),
        percent: 20,
        by: "test".to_owned(),
        at: instant(0),
    };
    for number in [1, 2] {
        store.keep_quota(&act("add_quota"), &quota(number)).await.expect("kept");
    }
    assert_eq!(store.list_quotas(round.id).await.expect("read"), [quota(1), quota(2)]);
    let again = store.keep_quota(&act("add_quota"), &quota(2)).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    store.remove_quota(&act("remove_quota"), &quota(1)).await.expect("removed");
    let gone = store.remove_quota(&act("remove_quota"), &quota(1)).await;
    assert!(matches!(gone, Err(Fault::Stale)), "{gone:?}");
    let closed = Round { state: RoundState::Closed, ..round.clone() };
    store.keep_round(&act("close_round"), &closed, Some(version)).await.expect("kept");
    for late in [
        store.keep_quota(&act("add_quota"), &quota(3)).await,
        store.remove_quota(&act("remove_quota"), &quota(2)).await,
        store.keep_sample_plans(&act("plan_sample"), round.id, &[]).await,
    ] {
        assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
    }
}
