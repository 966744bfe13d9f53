//! Reports on plans: prepared, signed, frozen under their numbers; what they are made of, for many plans at once.

mod records;
mod sources;
mod templates;

use super::publications::body_hash;
use crate::cell::{Cell, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{
    Act, Execution, FiledConsolidated, FiledReport, Kept, Measure, NewConsolidated, Proof, ReportFigure, ReportQuery,
    Version,
};
use crate::traits::{Finding, Reports};
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::report::ReportStage;
use serde_json::json;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Names frozen reports that are not what was frozen.
pub(super) async fn differing(tx: &mut Tx, findings: &mut Vec<Finding>) -> Answer<()> {
    for kept in tx.find::<FiledReport>("order by t.organisation_id, t.id", args![]).await? {
        let it = kept.value;
        if body_hash(&it.body_json) != it.sha256 {
            let words = "Отчёт отличается от того, что был подписан".to_owned();
            findings.push(Finding { subject: format!("report {}", it.id), words });
        }
    }
    for kept in tx.find::<FiledConsolidated>("order by t.id", args![]).await? {
        let it = kept.value;
        if body_hash(&it.body_json) != it.sha256 {
            let words = "Сводный отчёт отличается от замороженного".to_owned();
            findings.push(Finding { subject: format!("consolidated_report {}", it.id), words });
        }
    }
    Ok(())
}

impl Tx {
    async fn next_number(&mut self, sql: &'static str, args: Vec<Cell>) -> Answer<i64> {
        let last = self.rows(sql, args).await?.pop();
        Ok(last.map_or(Ok(0), |mut row| row.int())? + 1)
    }

    async fn replace_report(&mut self, report: &FiledReport) -> Answer<()> {
        let Some(former) = report.replaces else { return Ok(()) };
        let sql = "update report set stage = 'replaced', version = version + 1 where organisation_id = $1 and id = $2 \
                   and stage in ('sent', 'accepted', 'returned')";
        let n = self.run(sql, vec![Cell::printed(report.organisation), Cell::printed(former)]).await?;
        if n == 1 { Ok(()) } else { Err(Fault::Stale) }
    }
}

#[async_trait]
impl Reports for Database {
    async fn find_report(&self, id: Uuid) -> Answer<Option<Kept<FiledReport>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_reports(&self, asked: &ReportQuery) -> Answer<Vec<Kept<FiledReport>>> {
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", self.with_merged(&asked.organisations).await?);
        if let Some(plan) = asked.plan {
            all.and("t.plan_id = ?", [Cell::printed(plan)]);
        }
        if let Some(period) = asked.period {
            all.and("t.period = ?", [Cell::printed(period)]);
        }
        all.one_of("t.stage", asked.stages.iter().map(|stage| Cell::from(stage.name())).collect());
        if let Some(after) = asked.after {
            all.and("t.id < ?", [Cell::printed(after)]);
        }
        let limit = asked.limit.map(|limit| format!(" limit {limit}")).unwrap_or_default();
        let rest = format!("{} order by t.id desc{limit}", all.clause());
        if asked.with_bodies {
            return self.list(&rest, all.args).await;
        }
        records::without_bodies(self, &rest, all.args).await
    }

    async fn keep_report(&self, act: &Act, report: &FiledReport, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, report, expected).await
    }

    async fn send_report(&self, act: &Act, report: &FiledReport, expected: Version) -> Answer<i64> {
        let mut tx = self.write().await?;
        tx.replace_report(report).await?;
        let sql = "select coalesce(max(number), 0) from report where organisation_id = $1 and year = $2";
        let year = i64::from(report.period.year());
        let number = tx.next_number(sql, vec![Cell::printed(report.organisation), Cell::from(year)]).await?;
        let sent = FiledReport { stage: ReportStage::Sent, number: Some(number), ..report.clone() };
        let (_, change) = tx.put(&sent, Some(expected)).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(number)
    }

    async fn drop_report(&self, act: &Act, report: &FiledReport, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        let key = vec![Cell::printed(report.organisation), Cell::printed(report.id), Cell::from(expected.0)];
        let sql = "delete from report where organisation_id = $1 and id = $2 and version = $3 \
                   and stage in ('prepared', 'signed')";
        if tx.run(sql, key).await? != 1 {
            return Err(Fault::Stale);
        }
        let was = json!({ "period": report.period.to_string(), "sha256": report.sha256 }).to_string();
        tx.note(act, "report", &report.id.to_string(), Some(was), None).await?;
        tx.commit().await
    }

    async fn list_measures_of(&self, plans: &[PlanId]) -> Answer<Vec<Measure>> {
        sources::measures(self, plans).await
    }

    async fn list_executions_of(&self, plans: &[PlanId]) -> Answer<Vec<Execution>> {
        sources::executions(self, plans).await
    }

    async fn list_proofs_of(&self, plans: &[PlanId]) -> Answer<Vec<Proof>> {
        sources::proofs(self, plans).await
    }

    async fn list_figures_of(&self, plans: &[PlanId]) -> Answer<Vec<ReportFigure>> {
        sources::figures(self, plans).await
    }

    async fn keep_figures(&self, act: &Act, figures: &[ReportFigure]) -> Answer<()> {
        let mut tx = self.write().await?;
        for figure in figures {
            sources::keep_figure(&mut tx, act, figure).await?;
        }
        tx.commit().await
    }

    async fn keep_consolidated(&self, act: &Act, new: &NewConsolidated) -> Answer<i64> {
        let mut tx = self.write().await?;
        if let Some(former) = new.replaces {
            let sql = "select count(*) from consolidated_report where replaces_id = $1";
            // What was corrected already is corrected by its newest version only.
            let mut n = tx.rows(sql, vec![Cell::printed(former)]).await?;
            if n.pop().map_or(Ok(0), |mut row| row.int())? > 0 {
                return Err(Fault::Stale);
            }
        }
        let sql = "select coalesce(max(number), 0) from consolidated_report where kind = $1 and year = $2";
        let number = tx.next_number(sql, args![&new.kind, i64::from(new.year)]).await?;
        let kept = records::frozen(act, new, number);
        let change = tx.insert(&kept).await?;
        for organisation in &new.organisations {
            let sql = "insert into consolidated_organisation (organisation_id, consolidated_id) values ($1, $2)";
            tx.run(sql, vec![Cell::printed(organisation), Cell::printed(new.id)]).await?;
        }
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(number)
    }

    async fn find_consolidated(&self, id: Uuid) -> Answer<Option<FiledConsolidated>> {
        Ok(self.one("where t.id = $1", vec![Cell::printed(id)]).await?.map(|kept| kept.value))
    }

    async fn list_consolidated(&self, within: Option<&[OrganisationId]>) -> Answer<Vec<FiledConsolidated>> {
        let mut all = records::consolidated_without_bodies(self).await?;
        let Some(own) = within else { return Ok(all) };
        let mut asked = Conditions::default();
        // An empty scope covers nothing.
        asked.one_of("organisation_id", own.iter().map(Cell::printed).chain([Cell::from("")]).collect());
        let sql = format!(
            "select consolidated_id, count(*) from consolidated_organisation {} group by consolidated_id",
            asked.clause()
        );
        let mut covered = std::collections::HashMap::new();
        for mut row in self.rows(AssertSqlSafe(sql), asked.args).await? {
            covered.insert(row.read::<Uuid>()?, row.int()?);
        }
        all.retain(|it| covered.get(&it.id) == Some(&it.n_organisations));
        Ok(all)
    }
}
