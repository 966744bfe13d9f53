//! Photos: pieces of bytes beside their row, and where each is shown, written in one transaction.

use super::papers::PIECE_BYTES;
use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, NewPhoto, Photo, PhotoHash, PhotoUse};
use crate::table::{self, Record, Table};
use crate::traits::Photos;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, PhotoUseId};
use sha2::{Digest, Sha256};

impl Record for Photo {
    const TABLE: &'static Table = &table::PHOTO;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.hash),
            Cell::from(self.width),
            Cell::from(self.height),
            Cell::from(self.size_bytes),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Photo {
            hash: row.read()?,
            width: row.int()?,
            height: row.int()?,
            size_bytes: row.int()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for PhotoUse {
    const TABLE: &'static Table = &table::PHOTO_USE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::from(&self.subject_kind),
            Cell::from(&self.subject),
            Cell::from(&self.part),
            Cell::printed(self.photo),
            Cell::from(&self.alt),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PhotoUse {
            organisation: row.read()?,
            id: row.read()?,
            subject_kind: row.text()?,
            subject: row.text()?,
            part: row.text()?,
            photo: row.read()?,
            alt: row.text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

fn hash_of(bytes: &[u8]) -> PhotoHash {
    PhotoHash(Sha256::digest(bytes).into())
}

#[async_trait]
impl Photos for Database {
    async fn find_photo(&self, id: PhotoUseId) -> Answer<Option<PhotoUse>> {
        Ok(self.one("where t.id = $1", vec![Cell::printed(id)]).await?.map(|kept| kept.value))
    }

    async fn find_photo_bytes(&self, hash: PhotoHash) -> Answer<Option<Vec<u8>>> {
        let sql = "select bytes from photo_piece where photo_sha256 = $1 order by position";
        let mut whole = Vec::new();
        for mut row in self.rows(sql, vec![Cell::printed(hash)]).await? {
            whole.append(&mut row.bytes()?);
        }
        if whole.is_empty() {
            return Ok(None);
        }
        if hash_of(&whole) != hash {
            return Err(Fault::broken(format!("the bytes of photo {hash} differ from its hash")));
        }
        Ok(Some(whole))
    }

    async fn list_photos(
        &self,
        organisation: OrganisationId,
        subject_kind: &str,
        subject: &str,
    ) -> Answer<Vec<PhotoUse>> {
        let of = "where t.organisation_id = $1 and t.subject_kind = $2 and t.subject = $3 order by t.id";
        let kept = self.list(of, args![organisation.to_string(), subject_kind, subject]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn keep_photo(&self, act: &Act, photo: &NewPhoto, shown: &PhotoUse) -> Answer<PhotoHash> {
        let mut tx = self.write().await?;
        let hash = put(&mut tx, act, photo, shown).await?;
        tx.commit().await?;
        Ok(hash)
    }

    async fn remove_photo(&self, act: &Act, shown: &PhotoUse) -> Answer<()> {
        let mut tx = self.write().await?;
        remove(&mut tx, shown).await?;
        let was = serde_json::json!({ "subject": shown.subject, "part": shown.part, "photo_sha256": shown.photo.to_string() });
        let organisation = Some(shown.organisation.to_string());
        let subject = shown.id.to_string();
        tx.note_about(act, ("photo_use", &subject), organisation, (Some(was.to_string()), None)).await?;
        tx.commit().await
    }
}

/// Writes the bytes once and where they are shown.
pub(super) async fn put(tx: &mut Tx, act: &Act, photo: &NewPhoto, shown: &PhotoUse) -> Answer<PhotoHash> {
    let hash = hash_of(&photo.bytes);
    if tx.find::<Photo>("where t.sha256 = $1", vec![Cell::printed(hash)]).await?.is_empty() {
        let row = Photo {
            hash,
            width: photo.width.into(),
            height: photo.height.into(),
            size_bytes: photo.bytes.len() as i64,
            by: act.actor.clone(),
            at: act.at,
        };
        tx.insert(&row).await?;
        let sql = "insert into photo_piece (photo_sha256, position, bytes) values ($1, $2, $3)";
        for (position, piece) in photo.bytes.chunks(PIECE_BYTES).enumerate() {
            tx.run(sql, args![hash.to_string(), position as i64, piece.to_vec()]).await?;
        }
    }
    let change = tx.insert(&PhotoUse { photo: hash, ..shown.clone() }).await?;
    tx.note_change(act, &change).await?;
    Ok(hash)
}

/// Takes a photo away; its bytes leave with the last place that shows them.
pub(super) async fn remove(tx: &mut Tx, shown: &PhotoUse) -> Answer<()> {
    let key = args![shown.organisation.to_string(), shown.id.to_string()];
    if tx.run("delete from photo_use where organisation_id = $1 and id = $2", key).await? == 0 {
        return Err(Fault::Stale);
    }
    let is_shown = "not exists (select 1 from photo_use u where u.photo_sha256 = $1)";
    let hash = || vec![Cell::printed(shown.photo)];
    let sql = format!("delete from photo_piece where photo_sha256 = $1 and {is_shown}");
    tx.run(sqlx::AssertSqlSafe(sql), hash()).await?;
    let sql = format!("delete from photo where sha256 = $1 and {is_shown}");
    tx.run(sqlx::AssertSqlSafe(sql), hash()).await?;
    Ok(())
}
