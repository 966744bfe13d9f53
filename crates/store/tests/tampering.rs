//! Negative controls: what somebody changes behind the program's back is found and named, on each engine.

use crate::contract::kept_draft;
use otklik_store::Store;
use otklik_store::record::{NewAnswer, NewPublication, NewRoundPublication, Traces, Version};
use otklik_testkit::builders::{
    act, answer, batch, count_again, id, measure, organisation, place, plan, round, score, survey,
};
use otklik_testkit::databases::{self, Scratch};
use sqlx::{AssertSqlSafe, Connection};

/// What is done by hand, and the beginning of what is named for it. `{blob}` is «bytes» as the engine writes them.
const CASES: [(&str, &str); 27] = [
    ("update audit set organisation_id = null where number = 1", "audit 1"),
    ("update audit set actor = 'nobody' where number = 2", "audit 2"),
    ("update audit set at = at + 1 where number = 1", "audit 1"),
    ("update audit set became = '{}' where number = 3", "audit 3"),
    ("update audit set note = 'so it was' where number = 3", "audit 3"),
    ("delete from audit where number = 2", "audit 3"),
    ("update audit set hash = (select a.hash from audit a where a.number = 1) where number = 2", "audit 2"),
    ("delete from audit where number = (select max(number) from audit)", "audit "),
    ("delete from audit where number > 2", "audit 3"),
    ("delete from audit", "audit 1"),
    ("delete from audit_head", "audit_head"),
    ("update audit_head set hash = '00'", "audit_head"),
    ("update audit_head set n_lines = n_lines - 1", "audit_head"),
    ("update paper_piece set bytes = {blob}", "paper "),
    ("delete from paper_piece", "paper "),
    ("update paper set size_bytes = size_bytes + 1", "paper "),
    ("update publication set body_json = replace(body_json, 'one', 'two')", "publication "),
    ("update publication set sha256 = '00'", "publication "),
    ("update round_publication set body_json = '{}'", "round_publication "),
    ("update round_file_piece set bytes = {blob}", "round_file "),
    ("delete from round_file_piece", "round_file "),
    ("update round_file set sha256 = '00'", "round_file "),
    ("update score set figures = replace(figures, 'total 2227/25', 'total 90/1')", "score "),
    ("update score set inputs = replace(inputs, 'respondents 8908', 'respondents 8909')", "score "),
    ("update score set policy = replace(policy, 'renormalise', 'zero')", "score "),
    ("update tally set respondents = respondents + 1", "tally "),
    ("update batch_tally set counts = replace(counts, 'recommend 8', 'recommend 9')", "tally "),
];

pub(crate) async fn fill(store: &dyn Store) {
    let organisation = organisation(1);
    store.keep_organisation(&act("create_organisation"), &organisation, None).await.expect("kept");
    kept_draft(store).await;
    let plan = plan(&organisation, 1);
    let measures = [measure(&plan, 1, crate::contract::day("2026-11-22"))];
    store.keep_adopted_plan(&act("adopt_plan"), &plan, &measures, None).await.expect("adopted");
    let new = NewPublication {
        organisation: organisation.id,
        id: id(11, 1),
        plan: plan.id,
        body_json: "{\"n\":\"one\"}".to_owned(),
    };
    store.keep_publication(&act("publish_plan"), &new, &measures, Version(1)).await.expect("published");
    let round = round(1);
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let places = [place(organisation.id, "", 10, 8)];
    store.keep_answer_batch(&act("import_answers"), &batch(&round, 1), &places, &[]).await.expect("kept");
    let counted = score(&organisation, &round, 1, 8908);
    store.keep_scores(&act("count_scores"), &[counted]).await.expect("kept");
    let files = vec![("answers.csv".to_owned(), b"answers".to_vec())];
    let told = NewRoundPublication { round: round.id, body_json: "{\"n\":1}".to_owned(), files };
    store.publish_round(&act("publish_scores"), &told, &[]).await.expect("published");
}

pub(crate) async fn by_hand(url: &str, sql: &str) {
    assert!(run(url, sql).await > 0, "something was changed by hand");
}

async fn run(url: &str, sql: &str) -> u64 {
    let (is_sqlite, sql) = (url.starts_with("sqlite:"), sql.to_owned());
    if is_sqlite {
        let sql = sql.replace("{blob}", "cast('other bytes' as blob)");
        let mut raw = sqlx::SqliteConnection::connect(url).await.expect("opens");
        let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut raw).await.expect("done");
        raw.close().await.expect("closed");
        done.rows_affected()
    } else {
        let sql = sql.replace("{blob}", "convert_to('other bytes', 'UTF8')");
        let mut raw = sqlx::PgConnection::connect(url).await.expect("opens");
        let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut raw).await.expect("done");
        raw.close().await.expect("closed");
        done.rows_affected()
    }
}

async fn check(scratch: &Scratch, sql: &str, named: &str) {
    fill(&*scratch.store).await;
    assert_eq!(scratch.store.verify().await.expect("checked"), vec![], "whole before");
    by_hand(&scratch.url, sql).await;
    let findings = scratch.store.verify().await.expect("checked");
    assert!(findings.iter().any(|f| f.subject.starts_with(named)), "{sql}: {findings:?}");
}

#[tokio::test]
async fn what_was_changed_by_hand_is_found_on_sqlite() {
    for (sql, named) in CASES {
        check(&databases::sqlite().await, sql, named).await;
    }
}

#[tokio::test]
async fn what_was_changed_by_hand_is_found_on_postgresql() {
    for (sql, named) in CASES {
        let Some(scratch) = databases::postgres("what_was_changed_by_hand_is_found_on_postgresql").await else {
            return;
        };
        check(&scratch, sql, named).await;
    }
}

#[tokio::test]
async fn a_paper_whose_bytes_were_changed_is_never_handed_out() {
    let scratch = databases::sqlite().await;
    let (draft, _) = kept_draft(&*scratch.store).await;
    by_hand(&scratch.url, "update paper_piece set bytes = {blob}").await;
    let bytes = scratch.store.find_paper_bytes(draft.paper).await;
    assert!(bytes.is_err(), "{bytes:?}");
}

async fn cut_and_go_on(scratch: &Scratch) {
    let store = &*scratch.store;
    fill(store).await;
    let n_lines = store.edition().await.expect("read");
    by_hand(&scratch.url, &format!("delete from audit where number > {}", n_lines - 2)).await;
    store.keep_setting(&act("change_setting"), "title", "Отклик").await.expect("kept");
    let findings = store.verify().await.expect("checked");
    let named = format!("audit {}", n_lines + 1);
    assert_eq!(findings.iter().map(|f| f.subject.as_str()).collect::<Vec<_>>(), [named]);
}

#[tokio::test]
async fn lines_that_were_cut_off_are_missed_however_long_the_journal_goes_on() {
    cut_and_go_on(&databases::sqlite().await).await;
    let test = "lines_that_were_cut_off_are_missed_however_long_the_journal_goes_on";
    if let Some(scratch) = databases::postgres(test).await {
        cut_and_go_on(&scratch).await;
    }
}

/// As a data base that an earlier program left: no head of the journal.
async fn from_before(scratch: &Scratch) {
    fill(&*scratch.store).await;
    by_hand(&scratch.url, "delete from schema_step where number = 3").await;
    for sql in ["drop table audit_head", "drop index organisation_kind"] {
        run(&scratch.url, sql).await;
    }
    let store = otklik_store::open(&scratch.url).await.expect("opens");
    assert_eq!(store.verify().await.expect("checked"), vec![]);
    by_hand(&scratch.url, "delete from audit where number = (select max(number) from audit)").await;
    assert_eq!(store.verify().await.expect("checked").len(), 1);
}

#[tokio::test]
async fn a_kept_journal_gets_its_head_when_an_earlier_data_base_is_opened() {
    from_before(&databases::sqlite().await).await;
    let test = "a_kept_journal_gets_its_head_when_an_earlier_data_base_is_opened";
    if let Some(scratch) = databases::postgres(test).await {
        from_before(&scratch).await;
    }
}

/// What is done to kept answers by hand, and the beginning of what is named for it.
const WITH_ANSWERS: [(&str, &str); 7] = [
    ("update answer set packed = {blob} where filled_seconds = 5", "answer of audit "),
    ("update answer set channel = 'paper' where filled_seconds = 5", "answer of audit "),
    ("update answer set filled_seconds = 6 where filled_seconds = 5", "answer of audit "),
    ("update answer set line = 1 where filled_seconds = 5", "answer of audit "),
    ("delete from answer where filled_seconds = 5", "survey "),
    ("update batch set n_rows = n_rows + 1 where kind = 'survey'", "survey "),
    ("update batch_tally set respondents = respondents + 1 where respondents = 3", "survey "),
];

async fn check_answers(scratch: &Scratch, sql: &str, named: &str) {
    let (store, round) = (&*scratch.store, round(1));
    store.keep_organisation(&act("create_organisation"), &organisation(1), None).await.expect("kept");
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let (survey, batch) = survey(organisation(1).id, &round, "", 1);
    store.open_surveys(&act("open_surveys"), &[(survey.clone(), batch)]).await.expect("opened");
    for number in 0..3 {
        let traces = Traces { filled_seconds: Some(4 + number), ..Traces::default() };
        let one = NewAnswer { traces, ..answer(&round, &survey, u64::from(number), "ддд") };
        store.keep_answer(one).await.expect("kept");
    }
    assert_eq!(store.verify_answers(&count_again).await.expect("checked"), vec![], "whole before");
    by_hand(&scratch.url, sql).await;
    let findings = store.verify_answers(&count_again).await.expect("checked");
    assert!(findings.iter().any(|f| f.subject.starts_with(named)), "{sql}: {findings:?}");
}

#[tokio::test]
async fn answers_that_were_changed_by_hand_are_found() {
    for (sql, named) in WITH_ANSWERS {
        check_answers(&databases::sqlite().await, sql, named).await;
        if let Some(scratch) = databases::postgres("answers_that_were_changed_by_hand_are_found").await {
            check_answers(&scratch, sql, named).await;
        }
    }
}
