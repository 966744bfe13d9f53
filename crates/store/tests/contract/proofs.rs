//! Proof comes with its work or not at all; photos and files leave nothing behind; what everybody sees stands apart.

use super::{day, kept_organisation, kept_plan};
use otklik_domain::ids::{PhotoUseId, ProofId};
use otklik_domain::plan::{MeasureState, Moment, ProofKind};
use otklik_store::record::{
    Execution, ExpectedProof, Measure, NewFile, NewPhoto, NewProof, Proof, PublishedProof, TermMove, Verdict, Work,
};
use otklik_store::{Fault, Store, Version};
use otklik_testkit::builders::{act, id, instant};

fn proof(of: &Measure, number: u64, kind: ProofKind) -> Proof {
    Proof {
        organisation: of.organisation,
        id: ProofId(id(30, number)),
        measure: of.id,
        execution: None,
        kind,
        moment: None,
        for_day: Some(day("2026-11-22")),
        words: "Вход".into(),
        address: None,
        number: None,
        signed_on: None,
        photo: None,
        paper: None,
        status: None,
        fetched_at: None,
        trouble: None,
        by: "test".into(),
        at: instant(0),
    }
}

fn photo(of: &Measure, number: u64) -> NewProof {
    let photo = Some(PhotoUseId(id(31, number)));
    let proof = Proof { photo, moment: Some(Moment::After), ..proof(of, number, ProofKind::Photo) };
    NewProof { proof, photo: Some(NewPhoto { bytes: vec![7; 9], width: 3, height: 3 }), file: None }
}

fn report(of: &Measure, number: u64, on: &str) -> Execution {
    Execution {
        organisation: of.organisation,
        id: id(10, number),
        measure: of.id,
        done: "Вывеска установлена".into(),
        actual_json: None,
        paper: None,
        by: "test".into(),
        at: instant(0),
        verdict: Verdict::Waiting,
        verdict_note: None,
        for_day: Some(day(on)),
    }
}

fn moved(of: &Measure) -> TermMove {
    TermMove {
        organisation: of.organisation,
        id: id(32, 1),
        measure: of.id,
        was: Some("до 01.10".into()),
        was_due_on: Some(day("2026-10-01")),
        became: "до 01.12".into(),
        became_due_on: Some(day("2026-12-01")),
        reason: "нет денег".into(),
        by: "test".into(),
        at: instant(0),
    }
}

pub(crate) async fn work_is_kept_with_all_its_proof_or_not_at_all(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &organisation, 1).await;
    let mut changed = measures[0].clone();
    changed.state = MeasureState::Reported;
    let report = report(&changed, 1, "2026-11-20");
    let mut with_report = photo(&changed, 1);
    with_report.proof.execution = Some(report.id);
    let whole = Work {
        measure: changed.clone(),
        execution: Some(report.clone()),
        moved: Some(moved(&changed)),
        proofs: vec![with_report.clone()],
    };
    let twice = Work { proofs: vec![with_report.clone(), with_report.clone()], ..whole.clone() };
    let edition = store.edition().await.expect("read");
    assert!(store.keep_work(&act("record_execution"), &twice, Version(1)).await.is_err());
    assert_eq!(store.edition().await.expect("read"), edition);
    assert!(store.list_executions(changed.id).await.expect("read").is_empty());
    assert_eq!(store.keep_work(&act("record_execution"), &whole, Version(1)).await.expect("kept"), Version(2));
    let stale = store.keep_work(&act("record_execution"), &whole, Version(1)).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    assert_eq!(store.list_executions(changed.id).await.expect("read"), vec![report.clone()]);
    assert_eq!(store.list_moves(changed.id).await.expect("read"), vec![moved(&changed)]);
    let kept = store.list_proofs(changed.id).await.expect("read");
    assert_eq!(kept.iter().map(|kept| &kept.value).collect::<Vec<_>>(), vec![&with_report.proof]);
    // A verdict is written over a report that has proof.
    let confirmed = Execution { verdict: Verdict::Partly, verdict_note: Some("ещё одна".into()), ..report };
    let judged = Work { execution: Some(confirmed.clone()), moved: None, proofs: vec![], ..whole };
    store.keep_work(&act("record_execution"), &judged, Version(2)).await.expect("kept");
    assert_eq!(store.list_executions(changed.id).await.expect("read"), vec![confirmed]);
}

pub(crate) async fn a_proof_comes_and_goes_with_its_bytes(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &organisation, 1).await;
    let of = &measures[0];
    let (one, other) = (photo(of, 1), photo(of, 2));
    for new in [&one, &other] {
        assert_eq!(store.keep_proof(&act("add_proof"), new, None).await.expect("kept"), Version(1));
    }
    let shown = store.find_photo(one.proof.photo.expect("a photo")).await.expect("read").expect("there");
    assert_eq!((shown.subject_kind.as_str(), shown.subject), ("proof", one.proof.id.to_string()));
    store.remove_proof(&act("remove_proof"), &one.proof).await.expect("removed");
    assert!(store.find_photo_bytes(shown.photo).await.expect("read").is_some(), "shown elsewhere");
    store.remove_proof(&act("remove_proof"), &other.proof).await.expect("removed");
    assert!(store.find_photo_bytes(shown.photo).await.expect("read").is_none());
    let gone = store.remove_proof(&act("remove_proof"), &one.proof).await;
    assert!(matches!(gone, Err(Fault::Stale)), "{gone:?}");

    let file = NewFile { name: "page.html".into(), format: "html".into(), bytes: b"<p>".to_vec() };
    let link = Proof { address: Some("https://a.example".into()), ..proof(of, 3, ProofKind::Link) };
    let link = NewProof { proof: link, photo: None, file: None };
    store.keep_proof(&act("add_proof"), &link, None).await.expect("kept");
    let snapped = NewProof {
        proof: Proof { status: Some(200), fetched_at: Some(instant(5)), ..link.proof.clone() },
        photo: None,
        file: Some(file),
    };
    assert_eq!(store.keep_proof(&act("snap_again"), &snapped, Some(Version(1))).await.expect("kept"), Version(2));
    let kept = store.find_proof(link.proof.id).await.expect("read").expect("there").value;
    let bytes = store.find_paper_bytes(kept.paper.expect("kept")).await.expect("read");
    assert_eq!((kept.status, bytes), (Some(200), Some(b"<p>".to_vec())));
}

pub(crate) async fn what_everybody_sees_stands_apart(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (plan, measures) = kept_plan(store, &organisation, 1).await;
    let new = photo(&measures[0], 1);
    store.keep_proof(&act("add_proof"), &new, None).await.expect("kept");
    let photo = store.find_photo(new.proof.photo.expect("a photo")).await.expect("read").expect("there").photo;
    let shown = PublishedProof {
        organisation: organisation.id,
        id: new.proof.id,
        measure: measures[0].id,
        plan: plan.id,
        kind: ProofKind::Photo,
        moment: Some(Moment::After),
        for_day: None,
        words: "Вход".into(),
        address: None,
        photo: Some(photo),
        at: instant(1),
    };
    assert_eq!(store.list_published_proofs(plan.id).await.expect("read"), vec![]);
    for _ in 0..2 {
        store.keep_published_proof(&act("show_proof"), &shown).await.expect("shown");
    }
    assert_eq!(store.list_published_proofs(plan.id).await.expect("read"), vec![shown.clone()]);
    store.remove_published_proof(&act("hide_proof"), &shown).await.expect("hidden");
    assert!(matches!(store.remove_published_proof(&act("hide_proof"), &shown).await, Err(Fault::Stale)));
    store.keep_published_proof(&act("show_proof"), &shown).await.expect("shown");
    store.remove_proof(&act("remove_proof"), &new.proof).await.expect("removed");
    assert_eq!(store.find_published_proof(shown.id).await.expect("read"), None);
}

pub(crate) async fn last_turns_and_expectations_come_back(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &organisation, 2).await;
    for (number, on, verdict) in [
        (1, "2026-03-20", Verdict::Confirmed),
        (2, "2026-06-20", Verdict::Waiting),
        (3, "2026-09-20", Verdict::Returned),
    ] {
        let report = Execution { verdict, ..report(&measures[0], number, on) };
        let work = Work { measure: measures[0].clone(), execution: Some(report), moved: None, proofs: vec![] };
        let version = i64::try_from(number).expect("small");
        store.keep_work(&act("record_execution"), &work, Version(version)).await.expect("kept");
    }
    let ids: Vec<_> = measures.iter().map(|measure| measure.id).collect();
    let last = store.list_last_turns(&ids).await.expect("read");
    assert_eq!(last, vec![(measures[0].id, day("2026-06-20"))]);
    let mut said = ExpectedProof {
        organisation: organisation.id,
        measure: measures[0].id,
        kinds: vec![ProofKind::Photo, ProofKind::Act],
        every_months: None,
        by: "test".into(),
        at: instant(0),
    };
    let version = store.keep_expected_proof(&act("expect_proof"), &said, None).await.expect("kept");
    said.every_months = Some(1);
    store.keep_expected_proof(&act("expect_proof"), &said, Some(version)).await.expect("kept");
    let kept = store.find_expected_proof(measures[0].id).await.expect("read").expect("there");
    assert_eq!((kept.value, kept.version), (said, Version(2)));
}
