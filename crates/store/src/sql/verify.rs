//! Checks everything kept in one snapshot: papers, the journal, frozen versions, scores, running sums, references.

use super::publications::body_hash;
use super::{closing, reports, scores, tallies};
use crate::Answer;
use crate::audit;
use crate::cell::{Cell, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::table::AUDIT;
use crate::traits::Finding;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

/// Lines of the journal read at a time.
const N_LINES: i64 = 2000;

pub(super) async fn verify(database: &Database) -> Answer<Vec<Finding>> {
    let mut tx = database.snapshot().await?;
    let mut findings = Vec::new();
    papers(&mut tx, &mut findings).await?;
    photos(&mut tx, &mut findings).await?;
    journal(&mut tx, &mut findings).await?;
    publications(&mut tx, &mut findings).await?;
    closing::differing(&mut tx, &mut findings).await?;
    reports::differing(&mut tx, &mut findings).await?;
    scores::broken_hashes(&mut tx, &mut findings).await?;
    findings.extend(tallies::differences(&mut tx).await?);
    tx.commit().await?;
    for words in database.engine.broken_references().await? {
        findings
            .push(Finding { subject: words, words: "Ссылка в базе ведёт в никуда".to_owned() });
    }
    Ok(findings)
}

async fn papers(tx: &mut Tx, findings: &mut Vec<Finding>) -> Answer<()> {
    for mut row in tx.rows("select sha256, size_bytes from paper order by sha256", args![]).await? {
        let (hash, size_bytes) = (row.text()?, row.int()?);
        let (mut sum, mut n_bytes) = (Sha256::new(), 0);
        let sql = "select bytes from paper_piece where paper_sha256 = $1 and position = $2";
        for position in 0_i64.. {
            let Some(mut piece) = tx.rows(sql, args![&hash, position]).await?.pop() else { break };
            let bytes = piece.bytes()?;
            n_bytes += bytes.len() as i64;
            sum.update(&bytes);
        }
        if n_bytes != size_bytes || hex::encode(sum.finalize()) != hash {
            let words = "Подлинник документа отличается от того, что был принят".to_owned();
            findings.push(Finding { subject: format!("paper {hash}"), words });
        }
    }
    Ok(())
}

async fn photos(tx: &mut Tx, findings: &mut Vec<Finding>) -> Answer<()> {
    for mut row in tx.rows("select sha256 from photo order by sha256", args![]).await? {
        let hash = row.text()?;
        let mut sum = Sha256::new();
        let sql = "select bytes from photo_piece where photo_sha256 = $1 and position = $2";
        for position in 0_i64.. {
            let Some(mut piece) = tx.rows(sql, args![&hash, position]).await?.pop() else { break };
            sum.update(&piece.bytes()?);
        }
        if hex::encode(sum.finalize()) != hash {
            let words = "Снимок отличается от того, что был принят".to_owned();
            findings.push(Finding { subject: format!("photo {hash}"), words });
        }
    }
    Ok(())
}

async fn journal(tx: &mut Tx, findings: &mut Vec<Finding>) -> Answer<()> {
    let mut last = (0_i64, String::new());
    loop {
        let rest = format!("where t.number > $1 order by t.number limit {N_LINES}");
        let rows = tx.rows(AssertSqlSafe(AUDIT.select(&rest)), vec![Cell::from(last.0)]).await?;
        if rows.is_empty() {
            return end_of_journal(tx, &last, findings).await;
        }
        let mut lines = Vec::with_capacity(rows.len());
        for mut row in rows {
            row.int()?;
            lines.push(audit::take(&mut row)?);
        }
        for number in audit::broken_links(lines.iter(), &mut last) {
            let words = "Запись журнала действий изменена или пропала предыдущая".to_owned();
            findings.push(Finding { subject: format!("audit {number}"), words });
        }
    }
}

/// Compares the last line with what was written down about it: a chain alone does not show that its end is missing.
async fn end_of_journal(tx: &mut Tx, last: &(i64, String), findings: &mut Vec<Finding>) -> Answer<()> {
    let head = tx.rows("select n_lines, hash from audit_head", args![]).await?.pop();
    let head = match head {
        Some(mut row) => (row.int()?, row.text()?),
        None => (0, String::new()),
    };
    if head.0 > last.0 {
        let subject = format!("audit {}", last.0 + 1);
        let words = format!("Пропали последние записи журнала действий: было {}, осталось {}", head.0, last.0);
        findings.push(Finding { subject, words });
    } else if head != *last {
        let words = "Последняя запись журнала действий не та, что была учтена".to_owned();
        findings.push(Finding { subject: "audit_head".to_owned(), words });
    }
    Ok(())
}

async fn publications(tx: &mut Tx, findings: &mut Vec<Finding>) -> Answer<()> {
    for mut row in tx.rows("select organisation_id, id, sha256 from publication order by id", args![]).await? {
        let (organisation, id, sha256) = (row.text()?, row.text()?, row.text()?);
        let sql = "select body_json from publication where organisation_id = $1 and id = $2";
        let body = tx.rows(sql, args![organisation, &id]).await?.pop();
        let body = body.map(|mut row| row.text()).transpose()?.unwrap_or_default();
        if body_hash(&body) != sha256 {
            let words = "Опубликованная версия отличается от той, что была заморожена".to_owned();
            findings.push(Finding { subject: format!("publication {id}"), words });
        }
    }
    Ok(())
}
