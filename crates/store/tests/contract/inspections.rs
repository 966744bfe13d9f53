use super::kept_organisation;
use otklik_domain::inspection::{Decision, Reply, ReplyKind, Seen, Stage};
use otklik_domain::score::Mark;
use otklik_store::record::{
    Found, Inspection, InspectionDecision, InspectionReply, InspectionSheet, NewPhoto, Round, RoundState, Version,
};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{
    act, finding, inspection, inspection_mark, inspection_sheet, instant, organisation, photo_use, round,
};

const PRESENT: Seen = Seen::Mark(Mark::Present);

fn is_stale<T: std::fmt::Debug>(answer: Result<T, Fault>) {
    assert!(matches!(answer, Err(Fault::Stale)), "{answer:?}");
}

/// A round, an inspection of organisation 1 and the sheet of one inspector.
async fn begun(store: &dyn Store) -> (Round, Inspection, InspectionSheet) {
    kept_organisation(store, 1).await;
    let round = round(1);
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let inspection = inspection(organisation(1).id, &round, 1);
    let sheet = inspection_sheet(&inspection, 1, "анна");
    store.keep_new_sheet(&act("begin_inspection"), Some(&inspection), &sheet).await.expect("begun");
    (round, inspection, sheet)
}

async fn to(store: &dyn Store, inspection: &Inspection, stage: Stage, expected: i64) {
    let next = Inspection { stage, ..inspection.clone() };
    store.keep_inspection(&act("show_inspection"), &next, Version(expected)).await.expect("moved");
}

pub(crate) async fn an_inspection_is_filled_sheet_by_sheet(store: &dyn Store) {
    let (round, inspection, sheet) = begun(store).await;
    let again = store.keep_new_sheet(&act("begin_inspection"), Some(&inspection), &sheet).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    let own = store.keep_new_sheet(&act("begin_sheet"), None, &inspection_sheet(&inspection, 7, "анна")).await;
    assert!(matches!(own, Err(Fault::Taken(_))), "{own:?}");
    let second = inspection_sheet(&inspection, 2, "борис");
    store.keep_new_sheet(&act("begin_sheet"), None, &second).await.expect("begun");
    let marks =
        [inspection_mark(&sheet, "comfort.rest", Mark::Absent), inspection_mark(&sheet, "comfort.water", Mark::Absent)];
    store.keep_marks(&act("mark_items"), sheet.id, &marks).await.expect("marked");
    let edition = store.edition().await.expect("read");
    store.keep_marks(&act("mark_items"), sheet.id, &marks).await.expect("the same");
    assert_eq!(store.edition().await.expect("read"), edition, "nothing was written twice");
    let changed = inspection_mark(&sheet, "comfort.water", Mark::Present);
    store.keep_marks(&act("mark_items"), sheet.id, std::slice::from_ref(&changed)).await.expect("changed");
    let whole = store.find_inspection(inspection.id).await.expect("read").expect("there");
    assert_eq!(whole.marks, [marks[0].clone(), changed]);
    assert_eq!(whole.inspection.value, inspection);
    assert_eq!(store.find_sheet(sheet.id).await.expect("read").expect("there").value, sheet);
    let listed: Vec<_> = store.list_sheets(round.id).await.expect("read");
    let listed: Vec<_> = listed.iter().map(|sheet| (sheet.by.as_str(), sheet.n_marked, sheet.is_submitted)).collect();
    assert_eq!(listed, [("анна", 2, false), ("борис", 0, false)]);
    let place = store.find_inspection_of(round.id, inspection.organisation, "").await.expect("read");
    assert_eq!(place.expect("there").value.id, inspection.id);
    assert_eq!(store.list_inspections(round.id).await.expect("read").len(), 1);
    assert_eq!(store.list_inspections_of(&[inspection.organisation]).await.expect("read").len(), 1);
}

pub(crate) async fn a_sheet_that_was_handed_in_does_not_change(store: &dyn Store) {
    let (_, inspection, sheet) = begun(store).await;
    let mark = [inspection_mark(&sheet, "comfort.water", Mark::Absent)];
    let handed = InspectionSheet { is_submitted: true, submitted_at: Some(instant(5)), ..sheet.clone() };
    store.keep_sheet(&act("submit_sheet"), &handed, Version(1)).await.expect("handed in");
    is_stale(store.keep_marks(&act("mark_items"), sheet.id, &mark).await);
    is_stale(store.keep_sheet(&act("reopen_sheet"), &sheet, Version(1)).await);
    store.keep_sheet(&act("reopen_sheet"), &sheet, Version(2)).await.expect("taken back");
    store.keep_marks(&act("mark_items"), sheet.id, &mark).await.expect("marked");
    to(store, &inspection, Stage::Shown, 1).await;
    is_stale(store.keep_marks(&act("mark_items"), sheet.id, &mark).await);
    is_stale(store.keep_sheet(&act("submit_sheet"), &handed, Version(3)).await);
    is_stale(store.keep_new_sheet(&act("begin_sheet"), None, &inspection_sheet(&inspection, 2, "борис")).await);
}

fn decision(inspection: &Inspection, item: &str, reason: &str) -> InspectionDecision {
    InspectionDecision {
        organisation: inspection.organisation,
        inspection: inspection.id,
        item: item.to_owned(),
        decision: Decision { seen: PRESENT, reason: reason.to_owned() },
        by: "test".to_owned(),
        at: instant(1),
    }
}

fn reply(inspection: &Inspection, item: &str, words: &str) -> InspectionReply {
    InspectionReply {
        organisation: inspection.organisation,
        inspection: inspection.id,
        item: item.to_owned(),
        reply: Reply::new(ReplyKind::Objection, words).expect("words"),
        reviewed_by: None,
        by: "head".to_owned(),
        at: instant(2),
    }
}

pub(crate) async fn decisions_and_answers_have_their_time(store: &dyn Store) {
    let (_, inspection, _) = begun(store).await;
    let decided = decision(&inspection, "comfort.water", "Кулер на этаже");
    store.keep_decision(&act("settle_item"), &decided, None).await.expect("decided");
    is_stale(store.keep_decision(&act("settle_item"), &decided, None).await);
    let words = reply(&inspection, "comfort.rest", "Зона есть");
    is_stale(store.keep_reply(&act("answer_item"), &words, None).await);
    to(store, &inspection, Stage::Shown, 1).await;
    store.keep_reply(&act("answer_item"), &words, None).await.expect("answered");
    is_stale(store.keep_reply(&act("answer_item"), &words, None).await);
    store.remove_reply(&act("unanswer_item"), &words, Version(1)).await.expect("taken back");
    is_stale(store.remove_reply(&act("unanswer_item"), &words, Version(1)).await);
    store.keep_reply(&act("answer_item"), &words, None).await.expect("answered again");
    let mut reviewed = words.clone();
    reviewed.reply.review = Some("Принято".to_owned());
    let accepted = decision(&inspection, "comfort.rest", "Принято");
    store.keep_review(&act("review_answer"), &reviewed, Version(1), &accepted).await.expect("reviewed");
    is_stale(store.keep_review(&act("review_answer"), &reviewed, Version(1), &accepted).await);
    let whole = store.find_inspection(inspection.id).await.expect("read").expect("there");
    let items: Vec<_> = whole.decisions.iter().map(|kept| kept.value.item.as_str()).collect();
    assert_eq!(items, ["comfort.rest", "comfort.water"]);
    assert_eq!(whole.replies[0].value, reviewed);
    to(store, &inspection, Stage::Answered, 2).await;
    is_stale(store.keep_reply(&act("answer_item"), &words, Some(Version(2))).await);
}

pub(crate) async fn what_is_final_takes_the_place_of_what_was_said(store: &dyn Store) {
    let (round, inspection, _) = begun(store).await;
    let one = inspection.organisation;
    let before = [finding(one, &round, "stand", Found::Present(14)), finding(one, &round, "site", Found::Present(1))];
    let new: Vec<_> = before.iter().map(|finding| (finding.clone(), None)).collect();
    store.keep_findings(&act("keep_findings"), &new).await.expect("kept");
    let mut elsewhere = finding(one, &round, "stand", Found::Present(3));
    elsewhere.branch = "Филиал".to_owned();
    store.keep_findings(&act("keep_findings"), &[(elsewhere.clone(), None)]).await.expect("kept");
    let found = [finding(one, &round, "stand.name", Found::Mark(Mark::Present))];
    let end = Inspection { stage: Stage::Final, final_at: Some(instant(9)), ..inspection.clone() };
    is_stale(store.keep_final(&act("finish_inspection"), &end, Version(1), &found).await);
    to(store, &inspection, Stage::Shown, 1).await;
    is_stale(store.keep_final(&act("finish_inspection"), &end, Version(1), &found).await);
    store.keep_final(&act("finish_inspection"), &end, Version(2), &found).await.expect("final");
    let kept: Vec<_> = store.list_findings(round.id, one).await.expect("read").into_iter().map(|k| k.value).collect();
    assert_eq!(kept, [found[0].clone(), elsewhere], "the branch keeps its own");
    is_stale(store.keep_inspection(&act("show_inspection"), &inspection, Version(3)).await);
    is_stale(store.keep_decision(&act("settle_item"), &decision(&inspection, "site.name", "нет"), None).await);
    is_stale(store.keep_final(&act("finish_inspection"), &end, Version(3), &found).await);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn a_closed_round_is_not_inspected(store: &dyn Store) {
    let (round, inspection, sheet) = begun(store).await;
    let closed = Round { state: RoundState::Closed, ..round.clone() };
    store.keep_round(&act("close_round"), &closed, Some(Version(1))).await.expect("closed");
    is_stale(store.keep_marks(&act("mark_items"), sheet.id, &[inspection_mark(&sheet, "a.b", Mark::Absent)]).await);
    is_stale(store.keep_inspection(&act("show_inspection"), &inspection, Version(1)).await);
}

pub(crate) async fn a_photo_is_kept_once_and_leaves_with_its_last_place(store: &dyn Store) {
    let (_, _, sheet) = begun(store).await;
    let bytes: Vec<u8> = (0..(1 << 20) + 17).map(|at| (at % 251) as u8).collect();
    let photo = NewPhoto { bytes: bytes.clone(), width: 1600, height: 1200 };
    let uses = [photo_use(&sheet, 1, "comfort.water"), photo_use(&sheet, 2, "comfort.rest")];
    let mut hashes = Vec::new();
    for shown in &uses {
        hashes.push(store.keep_photo(&act("add_photo"), &photo, shown).await.expect("kept"));
    }
    assert_eq!(hashes[0], hashes[1]);
    assert!(store.find_photo_bytes(hashes[0]).await.expect("read") == Some(bytes));
    let listed = store.list_photos(sheet.organisation, "inspection_sheet", &sheet.id.to_string()).await.expect("read");
    assert_eq!(listed.iter().map(|shown| shown.part.as_str()).collect::<Vec<_>>(), ["comfort.water", "comfort.rest"]);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
    store.remove_photo(&act("remove_photo"), &listed[0]).await.expect("removed");
    assert!(store.find_photo(uses[0].id).await.expect("read").is_none());
    assert!(store.find_photo_bytes(hashes[0]).await.expect("read").is_some(), "shown elsewhere");
    is_stale(store.remove_photo(&act("remove_photo"), &listed[0]).await);
    store.remove_photo(&act("remove_photo"), &listed[1]).await.expect("removed");
    assert!(store.find_photo_bytes(hashes[0]).await.expect("read").is_none());
}

pub(crate) async fn a_merged_organisation_takes_its_inspections_along(store: &dyn Store) {
    let (_, inspection, sheet) = begun(store).await;
    let two = kept_organisation(store, 2).await.id;
    let mark = inspection_mark(&sheet, "comfort.water", Mark::Absent);
    store.keep_marks(&act("mark_items"), sheet.id, &[mark]).await.expect("marked");
    let photo = NewPhoto { bytes: vec![1, 2, 3], width: 1, height: 1 };
    store.keep_photo(&act("add_photo"), &photo, &photo_use(&sheet, 1, "comfort.water")).await.expect("kept");
    let decided = decision(&inspection, "comfort.rest", "так");
    store.keep_decision(&act("settle_item"), &decided, None).await.expect("decided");
    store.keep_merging(&act("merge"), inspection.organisation, Version(1), two).await.expect("merged");
    let whole = store.find_inspection(inspection.id).await.expect("read").expect("there");
    assert_eq!((whole.inspection.value.organisation, whole.marks.len(), whole.decisions.len()), (two, 1, 1));
    assert_eq!(store.list_photos(two, "inspection_sheet", &sheet.id.to_string()).await.expect("read").len(), 1);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn inspections_of_example_rounds_leave_with_them(store: &dyn Store) {
    let (round, inspection, sheet) = begun(store).await;
    let mark = inspection_mark(&sheet, "comfort.water", Mark::Absent);
    store.keep_marks(&act("mark_items"), sheet.id, &[mark]).await.expect("marked");
    let photo = NewPhoto { bytes: vec![1, 2, 3], width: 1, height: 1 };
    let hash = store.keep_photo(&act("add_photo"), &photo, &photo_use(&sheet, 1, "a")).await.expect("kept");
    let example = Round { is_example: true, ..round };
    store.keep_round(&act("edit_round"), &example, Some(Version(1))).await.expect("kept");
    store.remove_examples(&act("remove_examples")).await.expect("removed");
    assert!(store.find_inspection(inspection.id).await.expect("read").is_none());
    assert!(store.find_photo_bytes(hash).await.expect("read").is_none());
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}
