//! Shortcomings, the registers they stand in, and what mends them.

mod networks;
mod records;

use crate::Answer;
use crate::cell::{Cell, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{
    Act, Kept, KeptShortcoming, Measure, MeasureShortcoming, OwnTypical, Plan, Reaches, RegisterChange,
    ShortcomingQuery, ShortcomingRegister, Version,
};
use crate::traits::Shortcomings;
use async_trait::async_trait;
use otklik_domain::ids::{MeasureId, OrganisationId, RoundId, ShortcomingId};
use otklik_domain::shortcoming::Standing;
use sqlx::AssertSqlSafe;

impl Tx {
    /// Takes what a measure mends from the list.
    async fn set_mended(&mut self, measure: &Measure, mended: &[MeasureShortcoming]) -> Answer<()> {
        let sql = "delete from measure_shortcoming where organisation_id = $1 and measure_id = $2";
        self.run(sql, vec![Cell::printed(measure.organisation), Cell::printed(measure.id)]).await?;
        for one in mended {
            self.insert(one).await?;
        }
        Ok(())
    }
}

/// Ids of shortcomings as one text, for the journal.
fn named(ties: &[MeasureShortcoming]) -> String {
    let ids: Vec<String> = ties.iter().map(|tie| tie.shortcoming.to_string()).collect();
    serde_json::json!({ "shortcomings": ids }).to_string()
}

#[async_trait]
impl Shortcomings for Database {
    async fn find_shortcoming(&self, id: ShortcomingId) -> Answer<Option<Kept<KeptShortcoming>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_shortcomings(&self, asked: &ShortcomingQuery) -> Answer<Vec<Kept<KeptShortcoming>>> {
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", self.with_merged(&asked.organisations).await?);
        if let Some(round) = asked.round {
            all.and("t.round_id = ?", vec![Cell::printed(round)]);
        }
        all.one_of("t.state", asked.standings.iter().map(|it| Cell::from(it.name())).collect());
        if let Some(about) = &asked.about {
            all.and("t.about = ?", vec![Cell::printed(about)]);
        }
        all.one_of("t.id", asked.ids.iter().map(Cell::printed).collect());
        self.list(&format!("{} order by t.organisation_id, t.branch, t.about, t.id", all.clause()), all.args).await
    }

    async fn list_shortcoming_registers(
        &self,
        round: RoundId,
        organisations: &[OrganisationId],
    ) -> Answer<Vec<Kept<ShortcomingRegister>>> {
        let mut all = Conditions::default();
        all.and("t.round_id = ?", vec![Cell::printed(round)]);
        all.one_of("t.organisation_id", organisations.iter().map(Cell::printed).collect());
        self.list(&format!("{} order by t.organisation_id", all.clause()), all.args).await
    }

    async fn count_reaches(&self, round: RoundId, organisations: &[OrganisationId]) -> Answer<Reaches> {
        let n_organisations = self.list_shortcoming_registers(round, organisations).await?.len() as u64;
        let mut all = Conditions::default();
        all.and("t.round_id = ?", vec![Cell::printed(round)]);
        all.and("t.state <> ?", args![Standing::Gone.name()]);
        all.one_of("t.organisation_id", organisations.iter().map(Cell::printed).collect());
        let sql = format!(
            "select t.about, count(distinct t.organisation_id) from shortcoming t {} group by t.about",
            all.clause()
        );
        let mut reaches = Reaches { n_organisations, ..Reaches::default() };
        for mut row in self.rows(AssertSqlSafe(sql), all.args).await? {
            let (about, n) = (row.text()?, row.int()?);
            reaches.by_about.insert(about, u64::try_from(n).unwrap_or_default());
        }
        Ok(reaches)
    }

    async fn keep_shortcoming_registers(&self, act: &Act, changes: &[RegisterChange]) -> Answer<()> {
        let mut tx = self.write().await?;
        for change in changes {
            for (shortcoming, expected) in &change.changed {
                tx.put(shortcoming, *expected).await?;
            }
            tx.put(&change.register, change.expected).await?;
            let subject = format!("{} {}", change.register.organisation, change.register.round);
            tx.note(act, "shortcoming_register", &subject, None, Some(change.summary_json.clone())).await?;
        }
        tx.commit().await
    }

    async fn keep_shortcoming(
        &self,
        act: &Act,
        shortcoming: &KeptShortcoming,
        expected: Option<Version>,
    ) -> Answer<Version> {
        self.keep(act, shortcoming, expected).await
    }

    async fn list_mended_by(&self, measures: &[MeasureId]) -> Answer<Vec<MeasureShortcoming>> {
        self.ties("t.measure_id", measures.iter().map(Cell::printed).collect()).await
    }

    async fn list_mending(&self, shortcomings: &[ShortcomingId]) -> Answer<Vec<MeasureShortcoming>> {
        self.ties("t.shortcoming_id", shortcomings.iter().map(Cell::printed).collect()).await
    }

    async fn list_measures_by_id(&self, ids: &[MeasureId]) -> Answer<Vec<Kept<Measure>>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = Conditions::default();
        all.one_of("t.id", ids.iter().map(Cell::printed).collect());
        self.list(&format!("{} order by t.plan_id, t.position, t.id", all.clause()), all.args).await
    }

    async fn keep_mended(&self, act: &Act, measure: &Measure, mended: &[MeasureShortcoming]) -> Answer<()> {
        let was = self.list_mended_by(&[measure.id]).await?;
        let mut tx = self.write().await?;
        tx.set_mended(measure, mended).await?;
        tx.note_event(act, measure, None).await?;
        tx.note(act, "measure", &measure.id.to_string(), Some(named(&was)), Some(named(mended))).await?;
        tx.commit().await
    }

    async fn keep_plan_of_register(
        &self,
        act: &Act,
        plan: &Plan,
        measures: &[Measure],
        mended: &[MeasureShortcoming],
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        let change = tx.insert(plan).await?;
        super::life::adopted(&mut tx, act, plan, super::plans::event_id(act)).await?;
        for measure in measures {
            tx.insert(measure).await?;
            tx.note_event(act, measure, None).await?;
        }
        for tie in mended {
            tx.insert(tie).await?;
        }
        tx.note_change(act, &change).await?;
        tx.commit().await
    }

    async fn list_own_typicals(&self, sector: &str) -> Answer<Vec<Kept<OwnTypical>>> {
        self.list("where t.sector = $1 order by t.id desc", args![sector]).await
    }

    async fn keep_own_typical(&self, act: &Act, typical: &OwnTypical, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, typical, expected).await
    }
}

impl Database {
    async fn ties(&self, column: &str, ids: Vec<Cell>) -> Answer<Vec<MeasureShortcoming>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = Conditions::default();
        all.one_of(column, ids);
        let rest = format!("{} order by t.organisation_id, t.measure_id, t.shortcoming_id", all.clause());
        let kept = self.list(&rest, all.args).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }
}
