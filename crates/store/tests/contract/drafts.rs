use super::{kept_draft, kept_organisation};
use otklik_store::record::{Draft, DraftState};
use otklik_store::{Fault, PageAsked, Store, Version};
use otklik_testkit::builders::{act, plan};

pub(crate) async fn what_was_read_never_changes(store: &dyn Store) {
    let (draft, version) = kept_draft(store).await;
    let corrected = Draft {
        as_read_json: "{\"forged\":1}".to_owned(),
        document_json: "{\"forged\":1}".to_owned(),
        corrected_json: "{\"read\":2}".to_owned(),
        ..draft.clone()
    };
    let version = store.keep_draft(&act("correct_draft"), &corrected, Some(version)).await.expect("kept");
    let kept = store.find_draft(draft.id).await.expect("read").expect("there");
    assert_eq!(kept.version, version);
    assert_eq!(kept.value, Draft { corrected_json: "{\"read\":2}".to_owned(), ..draft.clone() });
    let brief = store.list_drafts(Some(DraftState::Waiting), &PageAsked::first(5)).await.expect("read");
    assert_eq!((brief.items.len(), brief.items[0].file_name.as_str()), (1, "план.docx"));
    assert_eq!(store.find_draft_of_paper(draft.paper).await.expect("read"), Some(draft.id));
}

pub(crate) async fn a_draft_becomes_a_plan_once(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (draft, version) = kept_draft(store).await;
    let mut adopted = plan(&organisation, 1);
    adopted.draft = Some(draft.id);
    let stale = store.keep_adopted_plan(&act("adopt_plan"), &adopted, &[], Some((draft.id, Version(9)))).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    store.keep_adopted_plan(&act("adopt_plan"), &adopted, &[], Some((draft.id, version))).await.expect("adopted");
    let second = plan(&organisation, 2);
    let again = store.keep_adopted_plan(&act("adopt_plan"), &second, &[], Some((draft.id, Version(2)))).await;
    assert!(matches!(again, Err(Fault::Stale)), "{again:?}");
    assert_eq!(store.find_plan(second.id).await.expect("read"), None);
    let kept = store.find_draft(draft.id).await.expect("read").expect("there");
    assert_eq!(kept.value.state, DraftState::Adopted);
}
