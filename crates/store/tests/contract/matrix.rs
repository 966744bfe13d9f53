use super::{day, kept_organisation, kept_plan};
use otklik_domain::ids::{MeasureId, NetworkId, OrganisationId, PersonId, ShortcomingId};
use otklik_domain::plan::MeasureState;
use otklik_domain::shortcoming::{Shortcoming, Source, Standing};
use otklik_store::record::{
    BulkAct, BulkChange, BulkStep, KeptShortcoming, LetterState, MatrixRow, Measure, MeasureShortcoming,
    NetworkMeasure, NewLetter, Person, PersonState, RowChanges, Work,
};
use otklik_store::traits::NewParts;
use otklik_store::{Fault, Store, Version};
use otklik_testkit::builders::{act, id, instant, measure};

fn work(measure: &Measure, state: MeasureState) -> Work {
    Work { measure: Measure { state, ..measure.clone() }, execution: None, moved: None, proofs: Vec::new() }
}

fn bulk(number: u64, n_measures: i64) -> BulkAct {
    BulkAct {
        id: id(64, number),
        kind: "in_work".to_owned(),
        words: "Отметить «в работе»".to_owned(),
        n_measures,
        by: "test".to_owned(),
        at: instant(0),
        undone_at: None,
    }
}

pub(crate) async fn cells_stand_in_their_rows(store: &dyn Store) {
    let (one, other) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (plan, measures) = kept_plan(store, &one, 2).await;
    let about = "item:equipment.ramps";
    let wanting = KeptShortcoming {
        organisation: one.id,
        id: ShortcomingId(id(61, 1)),
        round: None,
        of: Shortcoming {
            about: about.parse().expect("a name"),
            branch: None,
            source: Source::Item,
            criterion: None,
            indicator: None,
            norm: String::new(),
            found: "Нет пандуса".to_owned(),
            answers: None,
            loss: None,
        },
        earlier_years: Vec::new(),
        reference: String::new(),
        found_on: None,
        standing: Standing::Open,
        reason: None,
        by: "test".to_owned(),
        at: instant(0),
        is_example: false,
    };
    store.keep_shortcoming(&act("write_shortcoming"), &wanting, None).await.expect("kept");
    let whole = NetworkMeasure {
        id: NetworkId(id(63, 1)),
        text: "Пандусы".to_owned(),
        term: "постоянно".to_owned(),
        year: 2027,
        criterion: None,
        indicator: None,
        about: None,
        proof_words: None,
        by: "test".to_owned(),
        at: instant(0),
        is_example: false,
    };
    let part = Measure { id: MeasureId(id(3, 900)), ..measure(&plan, 9, day("2026-11-22")) };
    let tie = |measure: &Measure| MeasureShortcoming {
        organisation: one.id,
        measure: measure.id,
        shortcoming: wanting.id,
        by: "test".to_owned(),
        at: instant(0),
    };
    let parts = NewParts {
        led: vec![(plan.clone(), Version(1), RowChanges::default())],
        added: vec![part.clone()],
        mended: vec![tie(&part)],
        ..NewParts::default()
    };
    store.keep_network(&act("write_network_measure"), (&whole, None), &parts).await.expect("kept");
    store.keep_mended(&act("tie_measure"), &measures[0], &[tie(&measures[0])]).await.expect("kept");
    let mut cells = store.list_matrix(&[one.id, other.id]).await.expect("read");
    cells.sort_by_key(|cell| cell.measure);
    let rows: Vec<_> = cells.iter().map(|cell| (cell.row.clone(), cell.measure)).collect();
    let of_thing = (MatrixRow::About(about.parse().expect("a name")), measures[0].id);
    let of_network = (MatrixRow::Network(whole.id), part.id);
    assert_eq!(rows, [of_thing, of_network], "a part stands in the row of its whole only");
    assert_eq!(
        (cells[0].version, cells[0].state, cells[0].due_on),
        (Version(1), measures[0].state, measures[0].due_on)
    );
    assert!(store.list_matrix(&[other.id]).await.expect("read").is_empty());
    assert!(store.list_matrix(&[]).await.expect("read").is_empty());
    assert!(store.list_measures_with_photo(&[one.id]).await.expect("read").is_empty());
    assert!(store.list_measures_with_photo(&[]).await.expect("read").is_empty());
}

pub(crate) async fn a_step_for_many_is_whole_and_can_be_taken_back(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &organisation, 3).await;
    let step = |measure: &Measure, expected| BulkStep {
        work: work(measure, MeasureState::InWork),
        expected,
        was_json: "{\"state\":\"planned\"}".to_owned(),
    };
    let take = act("step_many");
    let half = [step(&measures[0], Version(1)), step(&measures[1], Version(7))];
    let stale = store.keep_bulk_act(&take, &bulk(1, 2), &half).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    assert_eq!(store.find_bulk_act(id(64, 1)).await.expect("read"), None, "nothing of it stays");
    let all: Vec<BulkStep> = measures.iter().map(|measure| step(measure, Version(1))).collect();
    store.keep_bulk_act(&take, &bulk(1, 3), &all).await.expect("taken");
    let kept = store.find_bulk_act(id(64, 1)).await.expect("read").expect("there");
    assert_eq!((kept.value.clone(), kept.version), (bulk(1, 3), Version(1)));
    let changes = store.list_bulk_changes(id(64, 1)).await.expect("read");
    assert_eq!(changes.iter().map(|change| change.became).collect::<Vec<_>>(), [Version(2); 3]);
    let events = store.list_events(measures[2].id).await.expect("read");
    assert!(events.iter().any(|event| event.verb == "step_many"), "{events:?}");
    let back: Vec<(Work, Version)> =
        measures.iter().map(|measure| (work(measure, measure.state), Version(2))).collect();
    let undo = act("undo_step_many");
    let without_time = store.undo_bulk_act(&undo, &bulk(1, 3), Version(1), &back).await;
    assert!(without_time.is_err(), "{without_time:?}");
    let undone = BulkAct { undone_at: Some(instant(60)), ..bulk(1, 3) };
    store.undo_bulk_act(&undo, &undone, Version(1), &back).await.expect("taken back");
    let twice = store.undo_bulk_act(&undo, &undone, Version(1), &back).await;
    assert!(matches!(twice, Err(Fault::Stale)), "{twice:?}");
    let some = store.list_measures_by_id(&[measures[2].id, measures[0].id]).await.expect("read");
    assert_eq!(some.into_iter().map(|kept| kept.value).collect::<Vec<_>>(), [measures[0].clone(), measures[2].clone()]);
    let now = store.find_measure(measures[1].id).await.expect("read").expect("there");
    assert_eq!((now.value, now.version), (measures[1].clone(), Version(3)));
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn a_reminder_is_taken_back_until_a_letter_left(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &organisation, 2).await;
    let person = Person {
        id: PersonId(id(12, 1)),
        name: "Ильина Анна".into(),
        login: None,
        role: "head".into(),
        organisation: Some(organisation.id),
        state: PersonState::Active,
        at: instant(0),
        email: Some("head@example.org".into()),
    };
    store.keep_person(&act("add_person"), &person, None).await.expect("kept");
    let remind = async |number: u64, measure: &Measure| {
        let bulk = BulkAct { kind: "remind".to_owned(), ..bulk(number, 1) };
        let about = BulkChange {
            organisation: organisation.id,
            measure: measure.id,
            act: bulk.id,
            was_json: "{}".to_owned(),
            became: Version(1),
        };
        let letter = NewLetter {
            id: id(40, number),
            person: person.id,
            once: format!("remind:{}", bulk.id),
            kind: "remind".to_owned(),
            address: "head@example.org".to_owned(),
            subject: "Отклик".to_owned(),
            body_json: "{}".to_owned(),
            run_at: instant(600),
        };
        store.keep_reminder(&act("remind_many"), &bulk, &[about], &[letter]).await.expect("kept");
        bulk
    };
    let first = remind(1, &measures[0]).await;
    let ids: Vec<MeasureId> = measures.iter().map(|measure| measure.id).collect();
    assert_eq!(store.list_reminded(&ids, instant(-1)).await.expect("read"), [(ids[0], instant(0))]);
    assert!(store.list_reminded(&ids, instant(0)).await.expect("read").is_empty(), "long ago");
    let told = async |of: &[OrganisationId], since: i64| store.list_reminders(of, instant(since)).await.expect("read");
    let own = [(ids[0], instant(0), first.by.clone())];
    assert_eq!(told(&[], -1).await, own);
    assert_eq!(told(&[organisation.id], -1).await, own);
    assert_eq!(told(&[OrganisationId(id(1, 99))], -1).await, [], "another's");
    assert_eq!(told(&[], 0).await, [], "long ago");
    let undone = BulkAct { undone_at: Some(instant(60)), ..first.clone() };
    let name = format!("remind:{}", first.id);
    let undo = act("undo_remind_many");
    assert!(store.undo_reminder(&undo, &first, &name, Version(1)).await.is_err(), "without its time");
    store.undo_reminder(&undo, &undone, &name, Version(1)).await.expect("taken back");
    let letters = store.list_letters_named(&name).await.expect("read");
    assert_eq!(letters.iter().map(|letter| letter.state).collect::<Vec<_>>(), [LetterState::Dropped]);
    assert!(store.list_reminded(&ids, instant(-1)).await.expect("read").is_empty());
    assert_eq!(told(&[], -1).await, [], "taken back");
    let second = remind(2, &measures[1]).await;
    store.claim_letters(instant(600), jiff::SignedDuration::from_secs(60), 9).await.expect("claimed");
    let late = BulkAct { undone_at: Some(instant(601)), ..second.clone() };
    let gone = store.undo_reminder(&undo, &late, &format!("remind:{}", second.id), Version(1)).await;
    assert!(matches!(gone, Err(Fault::Stale)), "{gone:?}");
    assert_eq!(
        store.find_bulk_act(second.id).await.expect("read").expect("there").value,
        second,
        "nothing of it stays"
    );
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}
