//! Plans of samples, quotas, and every place of a round with how many answered.

use super::rounds::count;
use super::tallies::open_round;
use crate::cell::{Cell, Row};
use crate::database::{Conditions, Database};
use crate::record::{Act, PlaceSurvey, PlannedPlace, RoundPlace, RoundQuota, SamplePlan, Version};
use crate::table::{self, Record, Table};
use crate::traits::Samples;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::survey::{SurveyCode, Target, Term};
use sqlx::AssertSqlSafe;

fn maybe_count(count: Option<u64>) -> Cell {
    Cell::Int(count.and_then(|count| i64::try_from(count).ok()))
}

fn target(row: &mut Row) -> Answer<Target> {
    let mut one = || Ok::<_, Fault>(row.maybe_int()?.and_then(|count| u64::try_from(count).ok()));
    Ok(Target { n_served: one()?, n_wanted: one()? })
}

impl Record for SamplePlan {
    const TABLE: &'static Table = &table::ROUND_PLACE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.round),
            Cell::from(&self.branch),
            maybe_count(self.target.n_served),
            maybe_count(self.target.n_wanted),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(SamplePlan {
            organisation: row.read()?,
            round: row.read()?,
            branch: row.text()?,
            target: target(row)?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for RoundQuota {
    const TABLE: &'static Table = &table::ROUND_QUOTA;

    fn cells(&self) -> Vec<Cell> {
        let between = self.between.as_ref();
        vec![
            Cell::printed(self.round),
            Cell::from(self.number),
            Cell::from(&self.title),
            Cell::maybe(self.choice.as_ref().map(|(question, _)| question)),
            Cell::maybe(self.choice.as_ref().map(|(_, choice)| choice)),
            Cell::maybe(between.map(|(question, _, _)| question)),
            Cell::int(between.map(|(_, least, _)| *least)),
            Cell::int(between.map(|(_, _, most)| *most)),
            Cell::from(i64::from(self.percent)),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (round, number, title) = (row.read()?, row.int()?, row.text()?);
        let choice = row.maybe_text()?.zip(row.maybe_text()?);
        let question = row.maybe_text()?;
        let mut bound = || Ok::<_, Fault>(row.maybe_int()?.and_then(|n| u32::try_from(n).ok()));
        let (least, most) = (bound()?, bound()?);
        let between = question.zip(least.zip(most)).map(|(question, (least, most))| (question, least, most));
        let percent = u32::try_from(row.int()?).map_err(|_| Fault::broken("not a per cent"))?;
        Ok(RoundQuota { round, number, title, choice, between, percent, by: row.text()?, at: row.instant()? })
    }
}

/// Places of a round: whoever is listed, was asked, answered or is planned for.
const PLACES: &str = "select o.id, coalesce(o.short_name, o.name), o.territory_id, p.branch, s.id, s.code, s.opens_on, \
    s.closes_on, coalesce(s.is_closed, 0), coalesce(b.n_rows, 0), coalesce(t.respondents, 0), w.n_served, w.n_wanted, w.version \
    from (select organisation_id, '' as branch from round_organisation where round_id = $1 \
    union select organisation_id, branch from survey where round_id = $1 \
    union select organisation_id, branch from tally where round_id = $1 \
    union select organisation_id, branch from round_place where round_id = $1) p \
    join organisation o on o.id = p.organisation_id \
    left join survey s on s.organisation_id = p.organisation_id and s.round_id = $1 and s.branch = p.branch \
    left join batch b on b.id = s.batch_id \
    left join tally t on t.organisation_id = p.organisation_id and t.round_id = $1 and t.branch = p.branch \
    left join round_place w on w.organisation_id = p.organisation_id and w.round_id = $1 and w.branch = p.branch \
    order by o.name_key, o.id, p.branch";

/// Places of a round that were planned: all that can be behind. Who has what a person wanted is not.
const PLANNED: &str = "select w.organisation_id, w.branch, s.is_closed, s.opens_on, s.closes_on, \
    coalesce(t.respondents, 0), w.n_served, w.n_wanted from round_place w \
    left join survey s on s.organisation_id = w.organisation_id and s.round_id = w.round_id and s.branch = w.branch \
    left join tally t on t.organisation_id = w.organisation_id and t.round_id = w.round_id and t.branch = w.branch";

fn planned(row: &mut Row) -> Answer<PlannedPlace> {
    let (organisation, branch, is_asked) = (row.read()?, row.text()?, row.maybe_int()?.is_some());
    let term = Term { opens_on: row.maybe_read()?, closes_on: row.maybe_read()? };
    let (respondents, target) = (count(row)?, target(row)?);
    Ok(PlannedPlace { organisation, branch, term: is_asked.then_some(term), respondents, target })
}

fn place(row: &mut Row) -> Answer<RoundPlace> {
    let (organisation, name, territory, branch) = (row.read()?, row.text()?, row.maybe_read()?, row.text()?);
    let (id, code) = (row.maybe_read()?, row.maybe_text()?);
    let term = Term { opens_on: row.maybe_read()?, closes_on: row.maybe_read()? };
    let (is_closed, n_answers) = (row.flag()?, count(row)?);
    let survey = id.zip(code.as_deref().and_then(SurveyCode::read));
    let survey = survey.map(|(id, code)| PlaceSurvey { id, code, term, is_closed, n_answers });
    let (respondents, target) = (count(row)?, target(row)?);
    let version = row.maybe_int()?.map(Version);
    Ok(RoundPlace { organisation, name, territory, branch, survey, respondents, target, version })
}

#[async_trait]
impl Samples for Database {
    async fn list_round_places(&self, round: RoundId) -> Answer<Vec<RoundPlace>> {
        let rows = self.rows(PLACES, vec![Cell::printed(round)]).await?;
        rows.into_iter().map(|mut row| place(&mut row)).collect()
    }

    async fn list_planned_places(&self, round: RoundId, organisations: &[OrganisationId]) -> Answer<Vec<PlannedPlace>> {
        let mut all = Conditions::default();
        all.and("w.round_id = ?", [Cell::printed(round)]);
        all.one_of("w.organisation_id", self.with_merged(organisations).await?);
        all.and("(w.n_wanted is null or coalesce(t.respondents, 0) < w.n_wanted)", []);
        let rows = self.rows(AssertSqlSafe(format!("{PLANNED} {}", all.clause())), all.args).await?;
        rows.into_iter().map(|mut row| planned(&mut row)).collect()
    }

    async fn keep_sample_plans(
        &self,
        act: &Act,
        round: RoundId,
        plans: &[(SamplePlan, Option<Version>)],
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        open_round(&mut tx, round).await?;
        for (plan, expected) in plans {
            let (_, change) = tx.put(plan, *expected).await?;
            tx.note_change(act, &change).await?;
        }
        tx.commit().await
    }

    async fn list_quotas(&self, round: RoundId) -> Answer<Vec<RoundQuota>> {
        let kept = self.list("where t.round_id = $1 order by t.number", vec![Cell::printed(round)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn keep_quota(&self, act: &Act, quota: &RoundQuota) -> Answer<()> {
        let mut tx = self.write().await?;
        open_round(&mut tx, quota.round).await?;
        let change = tx.insert(quota).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await
    }

    async fn remove_quota(&self, act: &Act, quota: &RoundQuota) -> Answer<()> {
        let mut tx = self.write().await?;
        open_round(&mut tx, quota.round).await?;
        let key = vec![Cell::printed(quota.round), Cell::from(quota.number)];
        let sql = "delete from round_quota where round_id = $1 and number = $2";
        if tx.run(sql, key).await? != 1 {
            return Err(Fault::Stale);
        }
        let subject = format!("{} {}", quota.round, quota.number);
        let was = serde_json::json!({ "title": quota.title }).to_string();
        tx.note(act, "round_quota", &subject, Some(was), None).await?;
        tx.commit().await
    }
}
