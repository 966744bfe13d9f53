use super::{kept_organisation, kept_plan};
use otklik_store::Store;
use otklik_store::record::AuditQuery;
use otklik_testkit::builders::{act, instant, organisation};

pub(crate) async fn every_change_has_one_line_and_the_chain_holds(store: &dyn Store) {
    let one = kept_organisation(store, 1).await;
    kept_plan(store, &one, 5).await;
    store.keep_setting(&act("change_setting"), "title", "Отклик").await.expect("kept");
    store.keep_setting(&act("make_form_key"), "survey.form_key", "тайна").await.expect("kept");
    let lines = store.list_audit(&AuditQuery { limit: 50, ..AuditQuery::default() }).await.expect("read");
    assert!(!format!("{lines:?}").contains("тайна"), "what signs and seals stays out of the journal");
    let verbs: Vec<(i64, &str)> = lines.iter().map(|line| (line.number, line.verb.as_str())).collect();
    assert_eq!(verbs, [(4, "make_form_key"), (3, "change_setting"), (2, "adopt_plan"), (1, "create_organisation")]);
    let about = Some(("organisation".to_owned(), one.id.to_string()));
    let lines = store.list_audit(&AuditQuery { subject: about, limit: 5, ..AuditQuery::default() }).await;
    let lines = lines.expect("read");
    assert_eq!(lines.len(), 1);
    assert!(lines[0].became.as_deref().is_some_and(|became| became.contains("organizaciya-1")));
    assert_eq!(store.edition().await.expect("read"), 4);
    assert!(store.verify().await.expect("checked").is_empty());
}

pub(crate) async fn lines_are_found_by_organisation_verb_and_day(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    kept_plan(store, &one, 2).await;
    store.keep_setting(&act("change_setting"), "title", "Отклик").await.expect("kept");
    let later = otklik_store::Act { at: instant(86_400), ..act("change_setting") };
    store.keep_setting(&later, "title", "Отклик!").await.expect("kept");
    let told = async |asked: AuditQuery| {
        let lines = store.list_audit(&AuditQuery { limit: 50, ..asked }).await.expect("read");
        lines.into_iter().map(|line| line.number).collect::<Vec<_>>()
    };
    let of = |ids: &[_]| AuditQuery { organisations: Some(ids.to_vec()), ..AuditQuery::default() };
    assert_eq!(told(of(&[one.id])).await, [3, 1]);
    assert_eq!(told(of(&[two.id])).await, [2]);
    assert_eq!(told(of(&[])).await, [0_i64; 0], "nobody's lines are nothing");
    let verb = AuditQuery { verb: Some("adopt_plan".into()), ..AuditQuery::default() };
    assert_eq!(told(verb).await, [3]);
    let days = AuditQuery { since: Some(instant(1)), until: Some(instant(90_000)), ..AuditQuery::default() };
    assert_eq!(told(days).await, [5]);
    assert!(store.verify().await.expect("checked").is_empty());
}

pub(crate) async fn writers_wait_for_each_other(store: &dyn Store) {
    let writes = (0..24).map(|number| async move {
        store.keep_organisation(&act("create_organisation"), &organisation(number), None).await
    });
    for answer in join_all(writes).await {
        answer.expect("kept");
    }
    assert_eq!(store.edition().await.expect("read"), 24);
    assert!(store.verify().await.expect("checked").is_empty());
}

/// Polls all together on this task, so that they meet inside the store.
async fn join_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut is_done = true;
        for (future, output) in waiting.iter_mut().filter(|(_, output)| output.is_none()) {
            match future.as_mut().poll(context) {
                std::task::Poll::Ready(value) => *output = Some(value),
                std::task::Poll::Pending => is_done = false,
            }
        }
        if is_done { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    waiting.into_iter().filter_map(|(_, output)| output).collect()
}
