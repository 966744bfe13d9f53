//! Originals: pieces of bytes beside their row, written in one transaction (decision record 0006).

use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, Paper, PaperHash};
use crate::table::{self, Change, Record, Table};
use crate::traits::Papers;
use crate::{Answer, Fault};
use async_trait::async_trait;
use sha2::{Digest, Sha256};

/// Bytes of one piece: small enough for every engine and for copying row by row.
pub(super) const PIECE_BYTES: usize = 1 << 20;

impl Record for Paper {
    const TABLE: &'static Table = &table::PAPER;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.hash),
            Cell::from(&self.file_name),
            Cell::from(&self.format),
            Cell::from(self.size_bytes),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Paper {
            hash: row.read()?,
            file_name: row.text()?,
            format: row.text()?,
            size_bytes: row.int()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

pub(super) fn hash_of(bytes: &[u8]) -> PaperHash {
    PaperHash(Sha256::digest(bytes).into())
}

#[async_trait]
impl Papers for Database {
    async fn find_paper(&self, hash: PaperHash) -> Answer<Option<Paper>> {
        Ok(self.one("where t.sha256 = $1", vec![Cell::printed(hash)]).await?.map(|kept| kept.value))
    }

    async fn find_paper_bytes(&self, hash: PaperHash) -> Answer<Option<Vec<u8>>> {
        if self.find_paper(hash).await?.is_none() {
            return Ok(None);
        }
        let sql = "select bytes from paper_piece where paper_sha256 = $1 order by position";
        let mut whole = Vec::new();
        for mut row in self.rows(sql, vec![Cell::printed(hash)]).await? {
            whole.append(&mut row.bytes()?);
        }
        if hash_of(&whole) != hash {
            return Err(Fault::broken(format!("the bytes of paper {hash} differ from its hash")));
        }
        Ok(Some(whole))
    }

    async fn keep_paper(&self, act: &Act, file_name: &str, format: &str, bytes: &[u8]) -> Answer<Paper> {
        let mut tx = self.write().await?;
        let (paper, change) = put(&mut tx, act, file_name, format, bytes).await?;
        if let Some(change) = change {
            tx.note_change(act, &change).await?;
            tx.commit().await?;
        }
        Ok(paper)
    }
}

/// Writes the bytes once; what was kept first stays, and then nothing changed.
pub(super) async fn put(
    tx: &mut Tx,
    act: &Act,
    file_name: &str,
    format: &str,
    bytes: &[u8],
) -> Answer<(Paper, Option<Change>)> {
    let hash = hash_of(bytes);
    if let Some(kept) = tx.find("where t.sha256 = $1", vec![Cell::printed(hash)]).await?.pop() {
        return Ok((kept.value, None));
    }
    let paper = Paper {
        hash,
        file_name: file_name.to_owned(),
        format: format.to_owned(),
        size_bytes: bytes.len() as i64,
        by: act.actor.clone(),
        at: act.at,
    };
    let change = tx.insert(&paper).await?;
    let sql = "insert into paper_piece (paper_sha256, position, bytes) values ($1, $2, $3)";
    for (position, piece) in bytes.chunks(PIECE_BYTES).enumerate() {
        tx.run(sql, args![hash.to_string(), position as i64, piece.to_vec()]).await?;
    }
    Ok((paper, Some(change)))
}
