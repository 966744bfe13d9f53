//! How pages that everybody opens find their rows: by an index each, however many measures there are.

use crate::record::{Examples, PageAsked, RegisterQuery, SentBackQuery, TurnQuery, UnplacedQuery, View};
use crate::traits::{Affairs, Desks, Letters, Register};
use crate::watched::Watching;
use crate::{Answer, Fault};
use otklik_domain::Date;
use otklik_domain::ids::OrganisationId;
use otklik_domain::plan::MeasureState;
use sqlx::{AssertSqlSafe, SqlSafeStr};
use uuid::Uuid;

const TODAY: Date = jiff::civil::date(2026, 11, 22);

fn own() -> Vec<OrganisationId> {
    vec![OrganisationId(Uuid::from_u128(1))]
}

/// One organisation with a plan, a measure and its turn: enough that no question is left out.
async fn fill(watching: &Watching) -> Answer<()> {
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let sql = format!(
        "insert into organisation (id, slug, name, sector, state, is_example, name_key, search_text, version) \
         values ('{one}', '1', '1', 'culture', 'open', 0, '1', '1', 1); \
         insert into plan (organisation_id, id, body_json, n_measures, state, stage, made_by, made_at, is_example, version) \
         values ('{one}', '{one}', '{{}}', 1, 'active', 'published', 'test', 0, 0, 1); \
         insert into measure (organisation_id, id, plan_id, position, text, deadline_kind, state, executors, more_words, \
         body_json, is_example, order_key, executors_key, search_text, version) \
         values ('{one}', '{one}', '{one}', 1, '1', 'recurring', 'planned', '[]', '', '{{}}', 0, '1', '', '1', 1); \
         insert into measure_turn (organisation_id, measure_id, is_proof, tells_from, asks_until) \
         values ('{one}', '{one}', 0, '2026-11-01', '2026-12-01'); \
         insert into measure (organisation_id, id, plan_id, position, text, state, reason, executors, more_words, \
         body_json, is_example, order_key, executors_key, search_text, version) \
         values ('{one}', '{two}', '{one}', 2, '2', 'in_work', 'Снимок не тот', '[]', '', '{{}}', 0, '2', '', '2', 1); \
         insert into execution (organisation_id, id, measure_id, done, made_by, made_at, verdict, verdict_note) \
         values ('{one}', '{one}', '{two}', 'Сделано', 'test', 0, 'returned', 'Снимок не тот'); \
         insert into placing_turn (organisation_id, plan_id, item, asks_until) \
         values ('{one}', '{one}', 'plan', '2026-11-30');"
    );
    let mut work = watching.database.engine.write().await?;
    work.script(AssertSqlSafe(sql).into_sql_str()).await?;
    work.commit().await
}

/// Every step of what was asked names an index; a walk may follow `walks` from end to end.
async fn check(name: &str, watching: &Watching, walks: &[&str]) -> Answer<()> {
    let reads = watching.reads();
    assert!(!reads.is_empty(), "{name} asks nothing");
    for read in reads {
        for step in watching.steps(&read).await? {
            let is_walk = walks.iter().any(|index| step.ends_with(index));
            // Lists of a question's own are short, and the journal has one head; plans out of force are read off their index.
            let is_short = ["few", "told", "audit_head"].iter().any(|name| step == format!("SCAN {name}"));
            let is_led = !step.starts_with("SCAN") || is_walk || is_short || step.contains("plan_awaited");
            assert!(is_led, "{name}: «{step}» of: {}", read.sql);
        }
    }
    Ok(())
}

#[tokio::test]
async fn no_page_of_many_measures_reads_them_all() -> Result<(), Fault> {
    let watching = Watching::begin().await?;
    fill(&watching).await?;
    let base = &watching.database;
    watching.reads();

    let page = PageAsked::first(20);
    let working = RegisterQuery { view: View::Working, ..RegisterQuery::on(TODAY) };
    let rare = vec![MeasureState::Reported];
    for (name, asked, walks) in [
        ("the register", working.clone(), &["measure_order"][..]),
        ("what is late", RegisterQuery { is_late: true, ..working.clone() }, &[]),
        ("what is reported", RegisterQuery { states: rare.clone(), ..working.clone() }, &[]),
        ("examples", RegisterQuery { states: rare, examples: Examples::Only, ..working.clone() }, &[]),
        ("of one organisation", RegisterQuery { organisations: own(), ..working.clone() }, &[]),
    ] {
        base.list_register(&asked, &page).await?;
        check(name, &watching, walks).await?;
    }
    for organisations in [Vec::new(), own()] {
        let asked = TurnQuery { organisations: organisations.clone(), on: TODAY, is_proof: false, without: Vec::new() };
        let (n, told) = base.list_asked_turns(&asked, 8, 1_000).await?;
        assert_eq!((n, told.len()), (1, 1));
        check("turns that ask", &watching, &[]).await?;
        base.list_asked_turns(&asked, 8, 1).await?;
        check("many turns that ask", &watching, &[]).await?;
        let not_by = Some("test".to_owned());
        let asked = SentBackQuery { organisations: organisations.clone(), not_by, without: Vec::new() };
        let (n, back) = base.list_sent_back(&asked, 5).await?;
        assert_eq!((n, back.len()), (1, 1));
        check("what was sent back", &watching, &["measure_sent_back"]).await?;
        let by = jiff::civil::date(2026, 12, 1);
        let asked = UnplacedQuery { organisations: organisations.clone(), by, without: Vec::new() };
        let (n, unplaced) = base.list_unplaced(&asked, 5).await?;
        assert_eq!((n, unplaced.len()), (1, 1));
        check("what is not placed", &watching, &[]).await?;
        base.list_terms(&organisations, TODAY, TODAY, 500).await?;
        check("terms of a calendar", &watching, &[]).await?;
        base.list_turn_terms(&organisations, TODAY, TODAY, 500).await?;
        check("turns of a calendar", &watching, &[]).await?;
    }
    base.list_due(TODAY, &page).await?;
    check("the morning's letters", &watching, &[]).await?;
    base.list_due_turns(TODAY, TODAY).await?;
    check("the morning's turns", &watching, &[]).await?;
    base.list_turn_sources(None, 20).await?;
    check("the night's turns", &watching, &["measure_by_id"]).await
}
