//! Proof and what came with a step of a measure, written in one transaction with the bytes.

mod records;

use super::papers;
use super::photos;
use crate::cell::{Cell, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{
    Act, Execution, ExpectedProof, Kept, NewProof, PhotoHash, PhotoUse, Proof, PublishedProof, TermMove, Version, Work,
};
use crate::traits::Proofs;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, PlanId, ProofId};

/// Measures of one question at most: both engines take so many arguments.
const N_ASKED: usize = 500;
/// What a photo of a proof belongs to.
const SUBJECT: &str = "proof";

impl Tx {
    /// The report as it is now: written, or its verdict changed.
    pub(super) async fn put_execution(&mut self, report: &Execution) -> Answer<()> {
        let sql = "update execution set verdict = $3, verdict_note = $4 where organisation_id = $1 and id = $2";
        let key =
            args![report.organisation.to_string(), report.id.to_string(), report.verdict.name(), &report.verdict_note];
        if self.run(sql, key).await? == 0 {
            self.insert(report).await?;
        }
        Ok(())
    }

    /// The bytes of a proof, then the proof that names them.
    async fn put_proof(&mut self, act: &Act, new: &NewProof, expected: Option<Version>) -> Answer<Version> {
        let mut proof = new.proof.clone();
        // Jobs of the act are queued once, with the proof itself.
        let quiet = Act { jobs: Vec::new(), ..act.clone() };
        if let (Some(photo), Some(id)) = (&new.photo, proof.photo) {
            let shown = PhotoUse {
                organisation: proof.organisation,
                id,
                subject_kind: SUBJECT.to_owned(),
                subject: proof.id.to_string(),
                part: proof.moment.map_or("", |moment| moment.name()).to_owned(),
                photo: PhotoHash([0; 32]),
                alt: proof.words.clone(),
                by: act.actor.clone(),
                at: act.at,
            };
            photos::put(self, &quiet, photo, &shown).await?;
        }
        if let Some(file) = &new.file {
            let (paper, _) = papers::put(self, &quiet, &file.name, &file.format, &file.bytes).await?;
            proof.paper = Some(paper.hash);
        }
        let (version, change) = self.put(&proof, expected).await?;
        self.note_change(act, &change).await?;
        Ok(version)
    }
}

#[async_trait]
impl Proofs for Database {
    async fn find_proof(&self, id: ProofId) -> Answer<Option<Kept<Proof>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_proofs(&self, measure: MeasureId) -> Answer<Vec<Kept<Proof>>> {
        // Brought in one moment: what was before stands before what came after.
        let rest = "where t.measure_id = $1 order by t.made_at, coalesce(t.moment, '') desc, t.id";
        self.list(rest, vec![Cell::printed(measure)]).await
    }

    async fn list_moves(&self, measure: MeasureId) -> Answer<Vec<TermMove>> {
        let kept = self.list("where t.measure_id = $1 order by t.id", vec![Cell::printed(measure)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn list_last_turns(&self, measures: &[MeasureId]) -> Answer<Vec<(MeasureId, Date)>> {
        let mut found = Vec::new();
        for some in measures.chunks(N_ASKED) {
            let mut all = Conditions::default();
            all.one_of("measure_id", some.iter().map(Cell::printed).collect());
            all.and("verdict <> ? and for_day is not null", args!["returned"]);
            let sql = format!("select measure_id, max(for_day) from execution {} group by measure_id", all.clause());
            for mut row in self.rows(sqlx::AssertSqlSafe(sql), all.args).await? {
                found.push((row.read()?, row.read()?));
            }
        }
        Ok(found)
    }

    async fn keep_work(&self, act: &Act, work: &Work, expected: Version) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, change) = tx.put(&work.measure, Some(expected)).await?;
        if let Some(report) = &work.execution {
            tx.put_execution(report).await?;
        }
        if let Some(moved) = &work.moved {
            tx.insert(moved).await?;
        }
        for new in &work.proofs {
            let added = Act { verb: "add_proof", note: None, jobs: Vec::new(), ..act.clone() };
            tx.put_proof(&added, new, None).await?;
        }
        tx.note_event(act, &work.measure, Some(&change)).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn keep_proof(&self, act: &Act, new: &NewProof, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let version = tx.put_proof(act, new, expected).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn remove_proof(&self, act: &Act, proof: &Proof) -> Answer<()> {
        let mut tx = self.write().await?;
        let key = || vec![Cell::printed(proof.organisation), Cell::printed(proof.id)];
        tx.run("delete from published_proof where organisation_id = $1 and id = $2", key()).await?;
        if tx.run("delete from proof where organisation_id = $1 and id = $2", key()).await? == 0 {
            return Err(Fault::Stale);
        }
        if let Some(id) = proof.photo {
            let shown = tx.find::<PhotoUse>("where t.id = $1", vec![Cell::printed(id)]).await?.pop();
            let shown = shown.ok_or_else(|| Fault::broken(format!("the photo of proof {} is gone", proof.id)))?;
            photos::remove(&mut tx, &shown.value).await?;
        }
        let was = serde_json::json!({ "measure_id": proof.measure.to_string(), "kind": proof.kind.name() });
        tx.note(act, "proof", &proof.id.to_string(), Some(was.to_string()), None).await?;
        tx.commit().await
    }

    async fn find_expected_proof(&self, measure: MeasureId) -> Answer<Option<Kept<ExpectedProof>>> {
        self.one("where t.measure_id = $1", vec![Cell::printed(measure)]).await
    }

    async fn keep_expected_proof(&self, act: &Act, said: &ExpectedProof, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, said, expected).await
    }

    async fn find_published_proof(&self, id: ProofId) -> Answer<Option<PublishedProof>> {
        Ok(self.one("where t.id = $1", vec![Cell::printed(id)]).await?.map(|kept| kept.value))
    }

    async fn list_published_proofs(&self, plan: PlanId) -> Answer<Vec<PublishedProof>> {
        let kept = self.list("where t.plan_id = $1 order by t.id", vec![Cell::printed(plan)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn keep_published_proof(&self, act: &Act, shown: &PublishedProof) -> Answer<()> {
        let mut tx = self.write().await?;
        let key = vec![Cell::printed(shown.organisation), Cell::printed(shown.id)];
        tx.run("delete from published_proof where organisation_id = $1 and id = $2", key).await?;
        let change = tx.insert(shown).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await
    }

    async fn remove_published_proof(&self, act: &Act, shown: &PublishedProof) -> Answer<()> {
        let mut tx = self.write().await?;
        let key = vec![Cell::printed(shown.organisation), Cell::printed(shown.id)];
        if tx.run("delete from published_proof where organisation_id = $1 and id = $2", key).await? == 0 {
            return Err(Fault::Stale);
        }
        let was = serde_json::json!({ "measure_id": shown.measure.to_string() });
        tx.note(act, "published_proof", &shown.id.to_string(), Some(was.to_string()), None).await?;
        tx.commit().await
    }
}
