use super::{day, kept_organisation, kept_plan};
use otklik_domain::ids::{NetworkId, OrganisationId, ShortcomingId, TypicalId};
use otklik_domain::plan::MeasureState;
use otklik_domain::rulebook::Certainty;
use otklik_domain::score::{Criterion, Exact};
use otklik_domain::shortcoming::{About, CostRange, Proof, Shortcoming, Source, Standing, Typical};
use otklik_store::record::{
    KeptShortcoming, MeasureShortcoming, NetworkMeasure, OwnTypical, RegisterChange, Round, ShortcomingQuery,
    ShortcomingRegister,
};
use otklik_store::traits::NewParts;
use otklik_store::{Fault, Store, Version};
use otklik_testkit::builders::{act, id, instant, measure, plan, round};

fn wanting(organisation: OrganisationId, round: Option<&Round>, number: u64, about: &str) -> KeptShortcoming {
    KeptShortcoming {
        organisation,
        id: ShortcomingId(id(61, number)),
        round: round.map(|round| round.id),
        of: Shortcoming {
            about: about.parse().expect("a name"),
            branch: number.is_multiple_of(2).then(|| "Клуб".to_owned()),
            source: Source::Item,
            criterion: Criterion::new(2),
            indicator: "2.1".parse().ok(),
            norm: "доступность питьевой воды".to_owned(),
            found: "Нет питьевой воды".to_owned(),
            answers: Some((6, 40)),
            loss: Exact::ratio(6_u64, 5_u64),
        },
        earlier_years: vec![2023, 2020],
        reference: "акт № 5".to_owned(),
        found_on: Some(day("2026-11-22")),
        standing: Standing::Open,
        reason: None,
        by: "test".to_owned(),
        at: instant(0),
        is_example: false,
    }
}

fn register(
    organisation: OrganisationId,
    round: &Round,
    changed: &[(KeptShortcoming, Option<Version>)],
) -> RegisterChange {
    let register = ShortcomingRegister {
        organisation,
        round: round.id,
        n_found: changed.len() as i64,
        total: Exact::ratio(8908_u64, 100_u64),
        by: "test".to_owned(),
        at: instant(0),
    };
    RegisterChange { register, expected: None, changed: changed.to_vec(), summary_json: "{\"new\":1}".to_owned() }
}

fn tie(one: &KeptShortcoming, measure: &otklik_store::record::Measure) -> MeasureShortcoming {
    let (organisation, by, at) = (one.organisation, "test".to_owned(), instant(0));
    MeasureShortcoming { organisation, measure: measure.id, shortcoming: one.id, by, at }
}

pub(crate) async fn a_register_is_made_whole_and_again_without_doubles(store: &dyn Store) {
    let (one, other) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let of_round = round(1);
    store.keep_round(&act("open_round"), &of_round, None).await.expect("kept");
    let water = wanting(one.id, Some(&of_round), 1, "item:comfort.water");
    let stand = wanting(one.id, Some(&of_round), 2, "list:stand");
    let elsewhere = wanting(other.id, Some(&of_round), 3, "item:comfort.water");
    let changes = [
        register(one.id, &of_round, &[(water.clone(), None), (stand.clone(), None)]),
        register(other.id, &of_round, &[(elsewhere.clone(), None)]),
    ];
    let make = act("make_shortcoming_register");
    store.keep_shortcoming_registers(&make, &changes).await.expect("kept");
    let asked = ShortcomingQuery { organisations: vec![one.id], round: Some(of_round.id), ..Default::default() };
    let listed = store.list_shortcomings(&asked).await.expect("read");
    assert_eq!(listed.iter().map(|kept| &kept.value).collect::<Vec<_>>(), [&water, &stand]);
    let reaches = store.count_reaches(of_round.id, &[]).await.expect("read");
    assert_eq!((reaches.n_organisations, reaches.by_about.get("item:comfort.water")), (2, Some(&2)));
    let own = store.count_reaches(of_round.id, &[one.id]).await.expect("read");
    assert_eq!((own.n_organisations, own.by_about.len()), (1, 2));
    // The same thing of the same place stands once.
    let double = wanting(one.id, Some(&of_round), 5, "item:comfort.water");
    let mut again = register(one.id, &of_round, &[(double, None)]);
    again.expected = Some(Version(1));
    let taken = store.keep_shortcoming_registers(&make, &[again]).await;
    assert!(matches!(taken, Err(Fault::Taken(_))), "{taken:?}");
    // Gone is a state, not a deletion.
    let gone = KeptShortcoming { standing: Standing::Gone, ..water.clone() };
    let mut again = register(one.id, &of_round, &[(gone, Some(Version(1)))]);
    again.expected = Some(Version(1));
    store.keep_shortcoming_registers(&make, &[again.clone()]).await.expect("kept");
    let late = store.keep_shortcoming_registers(&make, &[again]).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
    let reaches = store.count_reaches(of_round.id, &[]).await.expect("read");
    assert_eq!(reaches.by_about.get("item:comfort.water"), Some(&1));
    let open = ShortcomingQuery {
        standings: vec![Standing::Open],
        about: Some(About::Item("comfort.water".into())),
        ..Default::default()
    };
    let listed = store.list_shortcomings(&open).await.expect("read");
    assert_eq!(listed.iter().map(|kept| kept.value.id).collect::<Vec<_>>(), [elsewhere.id]);
    let registers = store.list_shortcoming_registers(of_round.id, &[one.id]).await.expect("read");
    assert_eq!(registers.iter().map(|kept| (kept.value.n_found, kept.version)).collect::<Vec<_>>(), [(1, Version(2))]);
    let asideness = KeptShortcoming { standing: Standing::Aside, reason: Some("аренда".into()), ..stand.clone() };
    let set_aside = act("set_shortcoming_aside").because("аренда");
    assert_eq!(store.keep_shortcoming(&set_aside, &asideness, Some(Version(1))).await.expect("kept"), Version(2));
    assert_eq!(store.find_shortcoming(stand.id).await.expect("read").expect("there").value, asideness);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn what_mends_what_is_kept_both_ways(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (water, stand) = (wanting(organisation.id, None, 1, "typed:a"), wanting(organisation.id, None, 3, "typed:b"));
    let typed = act("write_shortcoming");
    for one in [&water, &stand] {
        store.keep_shortcoming(&typed, one, None).await.expect("kept");
    }
    let made = plan(&organisation, 1);
    let measures: Vec<_> = (0..2).map(|at| measure(&made, at, day("2026-11-22"))).collect();
    let ties = vec![tie(&water, &measures[0]), tie(&stand, &measures[0]), tie(&stand, &measures[1])];
    store.keep_plan_of_register(&act("draft_plan"), &made, &measures, &ties).await.expect("kept");
    assert_eq!(store.list_measures(made.id).await.expect("read").len(), 2);
    assert_eq!(store.list_mended_by(&[measures[0].id]).await.expect("read"), ties[..2].to_vec());
    assert_eq!(store.list_mending(&[stand.id]).await.expect("read"), ties[1..].to_vec());
    assert_eq!(store.list_mending(&[]).await.expect("read"), vec![]);
    store.keep_mended(&act("tie_measure"), &measures[0], &ties[1..2]).await.expect("kept");
    assert_eq!(store.list_mending(&[water.id]).await.expect("read"), vec![]);
    let events = store.list_events(measures[0].id).await.expect("read");
    assert!(events.iter().any(|event| event.verb == "tie_measure"), "{events:?}");
    // Nothing of a plan stays when one tie is wrong.
    let mut half = plan(&organisation, 2);
    half.n_measures = 1;
    let lonely = otklik_store::record::Measure {
        plan: half.id,
        id: otklik_domain::ids::MeasureId(id(3, 77)),
        ..measures[0].clone()
    };
    let unknown = MeasureShortcoming { shortcoming: ShortcomingId(id(61, 99)), ..tie(&stand, &lonely) };
    let refused = store.keep_plan_of_register(&act("draft_plan"), &half, &[lonely], &[unknown]).await;
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(store.find_plan(half.id).await.expect("read"), None);
}

pub(crate) async fn a_house_has_typical_measures_of_its_own(store: &dyn Store) {
    let made = OwnTypical {
        id: TypicalId(id(62, 1)),
        sector: "culture".to_owned(),
        typical: Typical {
            code: id(62, 1).to_string(),
            covers: vec!["comfort.water".to_owned(), "2.1".to_owned()],
            text: "Поставить кулер".to_owned(),
            result: None,
            proof: Proof::Photo,
            proof_words: "Фото".to_owned(),
            term: "до 1 июня {year} года".to_owned(),
            cost: Some(CostRange { from: 1, to: 2 }),
            certainty: Certainty::Practice,
            is_own: true,
        },
        is_retired: false,
        by: "test".to_owned(),
        at: instant(0),
    };
    let write = act("write_typical_measure");
    store.keep_own_typical(&write, &made, None).await.expect("kept");
    let retired = OwnTypical { is_retired: true, ..made };
    store.keep_own_typical(&write, &retired, Some(Version(1))).await.expect("kept");
    let late = store.keep_own_typical(&write, &retired, Some(Version(1))).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
    let listed = store.list_own_typicals("culture").await.expect("read");
    assert_eq!(listed.into_iter().map(|kept| kept.value).collect::<Vec<_>>(), [retired]);
    assert!(store.list_own_typicals("health").await.expect("read").is_empty());
}

pub(crate) async fn a_network_measure_has_a_part_in_each_plan(store: &dyn Store) {
    let (one, other) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (kept, _) = kept_plan(store, &one, 2).await;
    let new_plan = otklik_store::record::Plan { n_measures: 1, ..plan(&other, 5) };
    let whole = NetworkMeasure {
        id: NetworkId(id(63, 1)),
        text: "Закупить таблички шрифтом Брайля".to_owned(),
        term: "до 1 сентября 2027 года".to_owned(),
        year: 2027,
        criterion: Criterion::new(3),
        indicator: "3.2".parse().ok(),
        about: "item:services.braille".parse().ok(),
        proof_words: None,
        by: "test".to_owned(),
        at: instant(0),
        is_example: false,
    };
    let added: Vec<_> = [(&kept, 7), (&new_plan, 8)]
        .map(|(plan, at)| {
            let id = otklik_domain::ids::MeasureId(id(3, 1000 + at));
            otklik_store::record::Measure { id, ..measure(plan, at, day("2026-11-22")) }
        })
        .into();
    let longer = otklik_store::record::Plan { n_measures: kept.n_measures + 1, ..kept.clone() };
    let led = vec![(longer, Version(1), otklik_store::record::RowChanges::default())];
    let parts = NewParts { plans: vec![new_plan.clone()], led, added: added.clone(), ..NewParts::default() };
    let write = act("write_network_measure");
    store.keep_network(&write, (&whole, None), &parts).await.expect("kept");
    let measures = store.list_part_measures(whole.id).await.expect("read");
    assert_eq!(measures.iter().map(|kept| kept.value.id).collect::<Vec<_>>(), [added[0].id, added[1].id]);
    assert_eq!(store.find_plan(kept.id).await.expect("read").expect("there").value.n_measures, kept.n_measures + 1);
    assert_eq!(store.find_plan(new_plan.id).await.expect("read").expect("there").value.n_measures, 1);
    assert_eq!(store.find_network_of(added[0].id).await.expect("read"), Some(whole.id));
    let parts = store.list_parts(&[whole.id], &[other.id]).await.expect("read");
    assert_eq!(parts.iter().map(|part| part.measure).collect::<Vec<_>>(), [added[1].id]);
    assert!(store.list_parts(&[], &[]).await.expect("read").is_empty());
    assert_eq!(store.list_networks(&[other.id]).await.expect("read").len(), 1);
    let changed = otklik_store::record::Measure { state: MeasureState::InWork, ..added[0].clone() };
    let other_words =
        NetworkMeasure { text: "Закупить и установить таблички".to_owned(), ..whole };
    let parts = NewParts { changed: vec![(changed.clone(), Version(1))], ..NewParts::default() };
    store.keep_network(&write, (&other_words, Some(Version(1))), &parts).await.expect("kept");
    assert_eq!(store.find_network(other_words.id).await.expect("read").expect("there").value, other_words);
    assert_eq!(store.find_measure(changed.id).await.expect("read").expect("there").value, changed);
    let late = store.keep_network(&write, (&other_words, Some(Version(2))), &parts).await;
    assert!(matches!(late, Err(Fault::Stale)), "a part was changed meanwhile: {late:?}");
    assert_eq!(store.find_network(other_words.id).await.expect("read").expect("there").version, Version(2));
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}
