//! What one look at an organisation costs: two reads, each led by an index to its own rows, however many others there
//! are. The seconds of the same are printed by the example `score_speed`.

use super::running;
use crate::database::Database;
use crate::watched::Watching;
use crate::{Answer, Fault};
use otklik_domain::ids::{OrganisationId, RoundId};
use sqlx::{AssertSqlSafe, SqlSafeStr};

fn uuid(n: u64) -> String {
    format!("00000000-0000-7000-8000-{n:012}")
}

/// So many organisations with three places and six findings each in one round, each place fed by two batches.
async fn fill(database: &Database, organisations: u64) -> Answer<()> {
    let round = uuid(1);
    let mut sql = format!(
        "insert into round (id, title, year, rulebook_name, rulebook_edition, rulebook_sha256, policy, small_count, \
         state, made_by, made_at, is_example, version) \
         values ('{round}', 'Тур', 2026, 'culture', '2018', '', '{{}}', 5, 'open', 'test', 0, 0, 1);"
    );
    for batch in [2, 3] {
        sql += &format!(
            "insert into batch (id, round_id, kind, title, n_rows, sha256, state, made_by, made_at, version) \
             values ('{}', '{round}', 'answers', 'a', 1, '', 'kept', 'test', 0, 1);",
            uuid(batch)
        );
    }
    for n in 100..100 + organisations {
        let id = uuid(n);
        sql += &format!(
            "insert into organisation (id, slug, name, sector, kind, state, is_example, name_key, search_text, version) \
             values ('{id}', '{n}', '{n}', 'culture', 'клуб', 'open', 0, '{n}', '{n}', 1);"
        );
        for branch in ["", "А", "Б"] {
            for batch in [2, 3] {
                sql += &format!(
                    "insert into batch_tally (organisation_id, batch_id, branch, respondents, counts) values ('{id}', '{}', '{branch}', 1, 'recommend 1 1 0 0 0 0');",
                    uuid(batch)
                );
            }
            sql += &format!(
                "insert into tally (organisation_id, round_id, branch, respondents, counts) values ('{id}', '{round}', '{branch}', 2, 'recommend 2 2 0 0 0 0');"
            );
        }
        for item in ["stand", "site", "channels", "comfort", "equipment", "services"] {
            sql += &format!(
                "insert into finding (organisation_id, round_id, branch, item, aspect, value, made_by, made_at, version) \
                 values ('{id}', '{round}', '', '{item}', 'present', '3', 'test', 0, 1);"
            );
        }
    }
    let mut work = database.engine.write().await?;
    work.script(AssertSqlSafe(sql).into_sql_str()).await?;
    work.commit().await
}

#[tokio::test]
async fn one_look_costs_two_reads_of_its_own_rows_however_many_others_there_are() -> Result<(), Fault> {
    for organisations in [1, 400] {
        let watching = Watching::begin().await?;
        let database = &watching.database;
        fill(database, organisations).await?;
        let id = |n: u64| uuid(n).parse::<uuid::Uuid>().expect("an id");
        watching.reads();
        let inputs = running::inputs(database, RoundId(id(1)), OrganisationId(id(100))).await?;
        assert_eq!(inputs.places.len(), 3);
        let reads = watching.reads();
        assert_eq!(reads.iter().map(|read| read.n_rows).collect::<Vec<_>>(), [3, 6], "{reads:?}");
        for read in &reads {
            let steps = watching.steps(read).await?;
            assert!(steps.iter().all(|step| !step.starts_with("SCAN")), "{steps:?} of: {}", read.sql);
        }
    }
    Ok(())
}
