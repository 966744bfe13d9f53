//! Rounds as they are published: scores, what is told of the round, files, in one step.

use super::publications::body_hash;
use super::rounds::count;
use super::scores::step_scores;
use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, Kept, NewRoundPublication, RoundFile, RoundPublication, Score, ScoreState, Version};
use crate::table::{self, Record, Table};
use crate::traits::{Closings, Finding};
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, RoundId, ScoreId};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Bytes of one piece of a file.
const PIECE_BYTES: usize = 256 * 1024;

impl Record for RoundPublication {
    const TABLE: &'static Table = &table::ROUND_PUBLICATION;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.round),
            Cell::from(self.number),
            Cell::from(&self.body_json),
            Cell::from(&self.sha256),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(RoundPublication {
            round: row.read()?,
            number: row.int()?,
            body_json: row.text()?,
            sha256: row.text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for RoundFile {
    const TABLE: &'static Table = &table::ROUND_FILE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.round),
            Cell::from(self.number),
            Cell::from(&self.name),
            Cell::from(&self.sha256),
            Cell::from(i64::try_from(self.size_bytes).unwrap_or(i64::MAX)),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (round, number, name, sha256) = (row.read()?, row.int()?, row.text()?, row.text()?);
        Ok(RoundFile { round, number, name, sha256, size_bytes: count(row)? })
    }
}

async fn keep_file(tx: &mut Tx, file: &RoundFile, bytes: &[u8]) -> Answer<()> {
    tx.insert(file).await?;
    let sql = "insert into round_file_piece (round_id, number, name, position, bytes) values ($1, $2, $3, $4, $5)";
    for (piece, position) in bytes.chunks(PIECE_BYTES).zip(0_i64..) {
        let key = [Cell::printed(file.round), Cell::from(file.number), Cell::from(&file.name)];
        tx.run(sql, key.into_iter().chain([Cell::from(position), Cell::from(piece.to_vec())]).collect()).await?;
    }
    Ok(())
}

async fn bytes_of(tx: &mut Tx, file: &RoundFile) -> Answer<Vec<u8>> {
    let sql = "select bytes from round_file_piece where round_id = $1 and number = $2 and name = $3 and position = $4";
    let mut all = Vec::new();
    for position in 0_i64.. {
        let key =
            vec![Cell::printed(file.round), Cell::from(file.number), Cell::from(&file.name), Cell::from(position)];
        let Some(mut piece) = tx.rows(sql, key).await?.pop() else { break };
        all.extend(piece.bytes()?);
    }
    Ok(all)
}

fn is_whole(file: &RoundFile, bytes: &[u8]) -> bool {
    bytes.len() as u64 == file.size_bytes && hex::encode(Sha256::digest(bytes)) == file.sha256
}

/// Names publications and files that are not what was frozen.
pub(super) async fn differing(tx: &mut Tx, findings: &mut Vec<Finding>) -> Answer<()> {
    for kept in tx.find::<RoundPublication>("order by t.round_id, t.number", args![]).await? {
        let it = kept.value;
        if body_hash(&it.body_json) != it.sha256 {
            let words = "Опубликованные итоги тура отличаются от замороженных".to_owned();
            findings.push(Finding { subject: format!("round_publication {} {}", it.round, it.number), words });
        }
    }
    for kept in tx.find::<RoundFile>("order by t.round_id, t.number, t.name", args![]).await? {
        let it = kept.value;
        if !is_whole(&it, &bytes_of(tx, &it).await?) {
            let words = "Файл опубликованных ответов отличается от замороженного".to_owned();
            findings.push(Finding { subject: format!("round_file {} {} {}", it.round, it.number, it.name), words });
        }
    }
    Ok(())
}

#[async_trait]
impl Closings for Database {
    async fn list_newest_scores(&self, round: RoundId) -> Answer<Vec<Kept<Score>>> {
        let rest = "where t.round_id = $1 and not exists (select 1 from score n where \
                    n.organisation_id = t.organisation_id and n.round_id = t.round_id and n.number > t.number) \
                    order by t.organisation_id";
        self.list(rest, vec![Cell::printed(round)]).await
    }

    async fn publish_round(
        &self,
        act: &Act,
        publication: &NewRoundPublication,
        scores: &[(OrganisationId, ScoreId, Version)],
    ) -> Answer<i64> {
        let mut tx = self.write().await?;
        step_scores(&mut tx, act, ScoreState::Published, scores).await?;
        let sql = "select coalesce(max(number), 0) from round_publication where round_id = $1";
        let last = tx.rows(sql, vec![Cell::printed(publication.round)]).await?.pop();
        let number = last.map_or(Ok(0), |mut row| row.int())? + 1;
        let kept = RoundPublication {
            round: publication.round,
            number,
            body_json: publication.body_json.clone(),
            sha256: body_hash(&publication.body_json),
            by: act.actor.clone(),
            at: act.at,
        };
        tx.insert(&kept).await?;
        let mut told = Vec::new();
        for (name, bytes) in &publication.files {
            let sha256 = hex::encode(Sha256::digest(bytes));
            told.push(json!({ "name": name, "sha256": sha256 }));
            let size_bytes = bytes.len() as u64;
            let file = RoundFile { round: kept.round, number, name: name.clone(), sha256, size_bytes };
            keep_file(&mut tx, &file, bytes).await?;
        }
        // Jobs went with the scores: they follow the act.
        let quiet = Act { jobs: Vec::new(), verb: "publish_round", ..act.clone() };
        let became = json!({ "number": number, "sha256": kept.sha256, "files": told }).to_string();
        tx.note(&quiet, "round", &kept.round.to_string(), None, Some(became)).await?;
        tx.commit().await?;
        Ok(number)
    }

    async fn find_round_publication(&self, round: RoundId, number: Option<i64>) -> Answer<Option<RoundPublication>> {
        let found = match number {
            Some(number) => {
                let key = vec![Cell::printed(round), Cell::from(number)];
                self.one("where t.round_id = $1 and t.number = $2", key).await?
            }
            None => {
                let rest = "where t.round_id = $1 order by t.number desc limit 1";
                self.one(rest, vec![Cell::printed(round)]).await?
            }
        };
        Ok(found.map(|kept: Kept<RoundPublication>| kept.value))
    }

    async fn list_round_files(&self, round: RoundId, number: i64) -> Answer<Vec<RoundFile>> {
        let rest = "where t.round_id = $1 and t.number = $2 order by t.name";
        let kept = self.list(rest, vec![Cell::printed(round), Cell::from(number)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn find_round_file(&self, round: RoundId, number: i64, name: &str) -> Answer<Option<Vec<u8>>> {
        let mut tx = self.snapshot().await?;
        let rest = "where t.round_id = $1 and t.number = $2 and t.name = $3";
        let key = vec![Cell::printed(round), Cell::from(number), Cell::from(name)];
        let Some(file) = tx.find::<RoundFile>(rest, key).await?.pop() else { return Ok(None) };
        let bytes = bytes_of(&mut tx, &file.value).await?;
        tx.commit().await?;
        if is_whole(&file.value, &bytes) { Ok(Some(bytes)) } else { Err(Fault::broken("a published file differs")) }
    }
}
