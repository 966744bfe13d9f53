//! Moving, backing up and restoring: the same rows on the other side, or nothing.

use crate::contract::{day, kept_draft};
use otklik_store::record::{AnswerKept, NewAnswer, NewPublication, RegisterQuery, ScoreQuery, Traces, Version, View};
use otklik_store::{Fault, PageAsked, Store};
use otklik_testkit::builders::{
    act, answer, batch, count_again, id, keep_register, organisation, place, plan, round, score, survey,
};
use otklik_testkit::databases::{self, Scratch};

async fn fill(store: &dyn Store) {
    keep_register(store, 4, 200, day("2026-11-22")).await.expect("kept");
    kept_draft(store).await;
    let bytes = vec![7_u8; 3 << 20];
    store.keep_paper(&act("read_plan_paper"), "большой.pdf", "pdf", &bytes).await.expect("kept");
    let published = plan(&organisation(1), 1);
    let measures: Vec<_> =
        store.list_measures(published.id).await.expect("read").into_iter().map(|kept| kept.value).collect();
    let new = NewPublication {
        organisation: published.organisation,
        id: id(11, 1),
        plan: published.id,
        body_json: "{}".to_owned(),
    };
    store.keep_publication(&act("publish"), &new, &measures, Version(1)).await.expect("published");
    let round = round(1);
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let places = [place(organisation(1).id, "", 10, 8), place(organisation(2).id, "Филиал", 4, 4)];
    store.keep_answer_batch(&act("import_answers"), &batch(&round, 1), &places, &[]).await.expect("kept");
    store.keep_scores(&act("count_scores"), &[score(&organisation(1), &round, 1, 8908)]).await.expect("kept");
    let (survey, counted_into) = survey(organisation(2).id, &round, "", 7);
    store.open_surveys(&act("open_surveys"), &[(survey.clone(), counted_into)]).await.expect("opened");
    let traces =
        Traces { filled_seconds: Some(90), device: Some("ab".into()), has_worked: Some(false), ..Traces::default() };
    for number in 0..3 {
        let traces = if number == 0 { traces.clone() } else { Traces::default() };
        let one = NewAnswer { traces, ..answer(&round, &survey, number, "ддн") };
        assert_eq!(store.keep_answer(one).await.expect("kept"), AnswerKept::New);
    }
    store.keep_merging(&act("merge"), organisation(0).id, Version(1), organisation(3).id).await.expect("merged");
}

async fn assert_alike(one: &dyn Store, other: &dyn Store) {
    assert_eq!(one.edition().await.expect("read"), other.edition().await.expect("read"));
    for view in [View::Working, View::Published] {
        let asked = RegisterQuery { view, ..RegisterQuery::on(day("2026-11-22")) };
        let asked_page = PageAsked::first(500);
        let pages = (one.list_register(&asked, &asked_page).await, other.list_register(&asked, &asked_page).await);
        assert_eq!(pages.0.expect("read"), pages.1.expect("read"));
        let counts = (one.count_register(&asked).await, other.count_register(&asked).await);
        assert_eq!(counts.0.expect("read"), counts.1.expect("read"));
    }
    let inputs = (one.list_inputs(round(1).id).await, other.list_inputs(round(1).id).await);
    assert_eq!(inputs.0.expect("read"), inputs.1.expect("read"));
    let scores = (one.list_scores(&ScoreQuery::default()).await, other.list_scores(&ScoreQuery::default()).await);
    assert_eq!(scores.0.expect("read"), scores.1.expect("read"));
    let (survey, all) = (survey(organisation(2).id, &round(1), "", 7).0, PageAsked::first(9));
    let answers = other.list_answers(survey.organisation, survey.id, &all).await.expect("read");
    assert_eq!(answers, one.list_answers(survey.organisation, survey.id, &all).await.expect("read"));
    assert_eq!(answers.items.len(), 3);
    assert_eq!(other.verify().await.expect("checked"), vec![]);
    assert_eq!(other.verify_answers(&count_again).await.expect("checked"), vec![]);
}

#[tokio::test]
async fn a_living_data_base_moves_to_postgresql_and_back() {
    let Some(url) = databases::postgres_url("a_living_data_base_moves_to_postgresql_and_back") else { return };
    let from = databases::sqlite().await;
    fill(&*from.store).await;
    let n_rows = from.store.copy_to(&url).await.expect("moved");
    assert!(n_rows > 1600, "{n_rows}");
    let on_postgres = otklik_store::open(&url).await.expect("opens");
    assert_alike(&*from.store, &*on_postgres).await;
    let again = from.store.copy_to(&url).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    let folder = tempfile::tempdir().expect("a folder");
    let back = databases::sqlite_url(&folder);
    on_postgres.copy_to(&back).await.expect("moved back");
    assert_alike(&*from.store, &*otklik_store::open(&back).await.expect("opens")).await;
}

async fn backup_and_restore(from: &Scratch, into: &Scratch) {
    fill(&*from.store).await;
    let file = from.folder.path().join("copy.otklik");
    from.store.backup(&file).await.expect("written");
    let twice = from.store.backup(&file).await;
    assert!(matches!(twice, Err(Fault::Taken(_))), "{twice:?}");
    into.store.restore(&file).await.expect("restored");
    assert_alike(&*from.store, &*into.store).await;
    let again = into.store.restore(&file).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    let mut beside: Vec<String> = std::fs::read_dir(from.folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("copy"))
        .collect();
    beside.sort();
    assert_eq!(beside, ["copy.otklik"], "one file, nothing beside it");
}

#[tokio::test]
async fn a_copy_in_one_file_comes_back_on_sqlite() {
    backup_and_restore(&databases::sqlite().await, &databases::sqlite().await).await;
}

#[tokio::test]
async fn a_copy_in_one_file_travels_between_engines() {
    let test = "a_copy_in_one_file_travels_between_engines";
    let (Some(one), Some(two)) = (databases::postgres(test).await, databases::postgres(test).await) else { return };
    backup_and_restore(&databases::sqlite().await, &one).await;
    backup_and_restore(&two, &databases::sqlite().await).await;
}

#[tokio::test]
async fn a_damaged_copy_is_refused_and_leaves_nothing() {
    let from = databases::sqlite().await;
    fill(&*from.store).await;
    let file = from.folder.path().join("copy.otklik");
    from.store.backup(&file).await.expect("written");
    let mut bytes = std::fs::read(&file).expect("read");
    let word = "вывеску № 117".as_bytes();
    let at = bytes.windows(word.len()).position(|window| window == word).expect("the text stands in the file");
    bytes[at + word.len() - 1] = b'8';
    std::fs::write(&file, bytes).expect("written");
    let into = databases::sqlite().await;
    let answer = into.store.restore(&file).await;
    assert!(matches!(answer, Err(Fault::Unavailable(_))), "{answer:?}");
    assert!(into.store.is_empty().await.expect("read"));
    let no_copy = from.folder.path().join("text.otklik");
    std::fs::write(&no_copy, "just a text").expect("written");
    assert!(into.store.restore(&no_copy).await.is_err());
}
