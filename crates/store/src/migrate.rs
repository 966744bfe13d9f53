//! Brings a data base to the newest schema, under the writer's lock: expand, move, contract.
//!
//! In comes an engine; out goes a data base whose schema this program knows. A migration that was published never
//! changes: its hash is kept and compared. It refuses a data base written by a newer program.

use crate::cell::args;
use crate::engine::{Engine, Tx};
use crate::{Answer, Fault};
use sha2::{Digest, Sha256};

/// Number, SQLite text, PostgreSQL text. Adding is free; changing a line is refused by every kept data base.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, include_str!("../migrations/sqlite/0001_spine.sql"), include_str!("../migrations/postgres/0001_spine.sql")),
    (2, include_str!("../migrations/sqlite/0002_scores.sql"), include_str!("../migrations/postgres/0002_scores.sql")),
    (
        3,
        include_str!("../migrations/sqlite/0003_journal_head.sql"),
        include_str!("../migrations/postgres/0003_journal_head.sql"),
    ),
    (4, include_str!("../migrations/sqlite/0004_surveys.sql"), include_str!("../migrations/postgres/0004_surveys.sql")),
    (5, include_str!("../migrations/sqlite/0005_people.sql"), include_str!("../migrations/postgres/0005_people.sql")),
    (7, include_str!("../migrations/sqlite/0007_answers.sql"), include_str!("../migrations/postgres/0007_answers.sql")),
    (6, include_str!("../migrations/sqlite/0006_scopes.sql"), include_str!("../migrations/postgres/0006_scopes.sql")),
    (
        8,
        include_str!("../migrations/sqlite/0008_inspections.sql"),
        include_str!("../migrations/postgres/0008_inspections.sql"),
    ),
    (
        9,
        include_str!("../migrations/sqlite/0009_round_calendar.sql"),
        include_str!("../migrations/postgres/0009_round_calendar.sql"),
    ),
    (10, include_str!("../migrations/sqlite/0010_sheets.sql"), include_str!("../migrations/postgres/0010_sheets.sql")),
    (
        11,
        include_str!("../migrations/sqlite/0011_integrity.sql"),
        include_str!("../migrations/postgres/0011_integrity.sql"),
    ),
    (
        12,
        include_str!("../migrations/sqlite/0012_closing.sql"),
        include_str!("../migrations/postgres/0012_closing.sql"),
    ),
    (
        13,
        include_str!("../migrations/sqlite/0013_outer_door.sql"),
        include_str!("../migrations/postgres/0013_outer_door.sql"),
    ),
    (
        14,
        include_str!("../migrations/sqlite/0014_shortcomings.sql"),
        include_str!("../migrations/postgres/0014_shortcomings.sql"),
    ),
    (
        15,
        include_str!("../migrations/sqlite/0015_plan_life.sql"),
        include_str!("../migrations/postgres/0015_plan_life.sql"),
    ),
    (16, include_str!("../migrations/sqlite/0016_proof.sql"), include_str!("../migrations/postgres/0016_proof.sql")),
    (
        17,
        include_str!("../migrations/sqlite/0017_letters.sql"),
        include_str!("../migrations/postgres/0017_letters.sql"),
    ),
    (
        18,
        include_str!("../migrations/sqlite/0018_reports.sql"),
        include_str!("../migrations/postgres/0018_reports.sql"),
    ),
    (
        19,
        include_str!("../migrations/sqlite/0019_publication_items.sql"),
        include_str!("../migrations/postgres/0019_publication_items.sql"),
    ),
    (
        20,
        include_str!("../migrations/sqlite/0020_edition.sql"),
        include_str!("../migrations/postgres/0020_edition.sql"),
    ),
    (
        21,
        include_str!("../migrations/sqlite/0021_bulk_acts.sql"),
        include_str!("../migrations/postgres/0021_bulk_acts.sql"),
    ),
    (
        22,
        include_str!("../migrations/sqlite/0022_waiting.sql"),
        include_str!("../migrations/postgres/0022_waiting.sql"),
    ),
    (
        25,
        include_str!("../migrations/sqlite/0025_other_sources.sql"),
        include_str!("../migrations/postgres/0025_other_sources.sql"),
    ),
    (
        26,
        include_str!("../migrations/sqlite/0026_examples.sql"),
        include_str!("../migrations/postgres/0026_examples.sql"),
    ),
    (27, include_str!("../migrations/sqlite/0027_desks.sql"), include_str!("../migrations/postgres/0027_desks.sql")),
];

pub(crate) async fn migrate(engine: &dyn Engine) -> Answer<()> {
    let mut tx = Tx(engine.write().await?);
    let table = "create table if not exists schema_step (number bigint not null primary key, sha256 text not null)";
    tx.run(table, args![]).await?;
    let mut kept = Vec::new();
    for mut row in tx.rows("select number, sha256 from schema_step order by number", args![]).await? {
        kept.push((row.int()?, row.text()?));
    }
    if kept.iter().any(|(number, _)| !MIGRATIONS.iter().any(|(ours, _, _)| ours == number)) {
        return Err(Fault::Newer);
    }
    for &(number, sqlite, postgres) in MIGRATIONS {
        let text = if engine.name() == "sqlite" { sqlite } else { postgres };
        let sha256 = hex::encode(Sha256::digest(text.as_bytes()));
        match kept.iter().find(|(n, _)| *n == number) {
            Some((_, known)) if *known == sha256 => continue,
            Some(_) => return Err(Fault::broken(format!("migration {number} differs from the one that was applied"))),
            None => {}
        }
        tx.0.script(sqlx::SqlSafeStr::into_sql_str(text)).await?;
        tx.run("insert into schema_step (number, sha256) values ($1, $2)", args![number, sha256]).await?;
    }
    tx.commit().await
}
