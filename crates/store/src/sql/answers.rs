//! Filled questionnaires: kept in groups, read page by page, counted again.

mod check;
mod group;
mod many;
mod records;
mod reviews;
mod sums;
mod tickets;

pub(crate) use group::keep_group;
#[cfg(feature = "negative-controls")]
pub(crate) use many::Many;

use crate::Answer;
use crate::cell::Cell;
use crate::database::{Conditions, Database, limit, page};
use crate::intake::Seat;
use crate::record::{AnswerCount, AnswerKept, KeptAnswer, NewAnswer, Page, PageAsked};
use crate::sql::rounds::count;
use crate::traits::{Answers, CountAgain, Finding};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{AnswerId, OrganisationId, RoundId, SurveyId};
use otklik_domain::survey::Channel;
use sqlx::AssertSqlSafe;
use std::sync::atomic::Ordering;

#[async_trait]
impl Answers for Database {
    async fn keep_answer(&self, answer: NewAnswer) -> Answer<AnswerKept> {
        self.desk.keep(&self.engine, answer).await
    }

    fn seat_for_answer(&self) -> Option<Seat> {
        self.desk.seat()
    }

    fn n_changes(&self) -> u64 {
        self.n_changes.load(Ordering::Acquire)
    }

    async fn find_answer(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        id: AnswerId,
    ) -> Answer<Option<KeptAnswer>> {
        let rest = "where t.organisation_id = $1 and t.survey_id = $2 and t.id = $3";
        let key = vec![Cell::printed(organisation), Cell::printed(survey), records::id_cell(id)];
        Ok(self.one::<KeptAnswer>(rest, key).await?.map(|kept| kept.value))
    }

    async fn list_answers(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        asked: &PageAsked,
    ) -> Answer<Page<KeptAnswer>> {
        let mut all = Conditions::default();
        all.and("t.organisation_id = ? and t.survey_id = ?", [Cell::printed(organisation), Cell::printed(survey)]);
        if let Some(after) = asked.after.as_deref() {
            let id = after.parse().map_err(|_| crate::Fault::broken("not a cursor of answers"))?;
            all.and("t.id > ?", [records::id_cell(id)]);
        }
        let n = limit(asked.limit);
        let rest = format!("{} order by t.id limit {}", all.clause(), n + 1);
        let rows = self.list::<KeptAnswer>(&rest, all.args).await?;
        Ok(page(rows.into_iter().map(|kept| kept.value).collect(), n, |answer| answer.id.to_string()))
    }

    async fn count_answers(&self, round: RoundId, organisation: Option<OrganisationId>) -> Answer<Vec<AnswerCount>> {
        let mut all = Conditions::default();
        all.and("s.round_id = ?", [Cell::printed(round)]);
        if let Some(organisation) = organisation {
            all.and("s.organisation_id = ?", [Cell::printed(organisation)]);
        }
        let sql = format!(
            "select s.organisation_id, s.id, s.branch, a.channel, a.kept_on, count(*) from survey s join answer a \
             on a.organisation_id = s.organisation_id and a.survey_id = s.id {} \
             group by s.organisation_id, s.id, s.branch, a.channel, a.kept_on \
             order by s.organisation_id, s.branch, s.id, a.kept_on, a.channel",
            all.clause()
        );
        let rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        let counted = rows.into_iter().map(|mut row| {
            Ok(AnswerCount {
                organisation: row.read()?,
                survey: row.read()?,
                branch: row.text()?,
                channel: row.named(Channel::from_name)?,
                on: row.read()?,
                n: count(&mut row)?,
            })
        });
        counted.collect()
    }

    async fn count_days(&self, round: RoundId) -> Answer<Vec<(Date, Channel, u64)>> {
        let sql = "select a.kept_on, a.channel, count(*) from survey s join answer a \
                   on a.organisation_id = s.organisation_id and a.survey_id = s.id where s.round_id = $1 \
                   group by a.kept_on, a.channel order by a.kept_on, a.channel";
        let rows = self.rows(sql, vec![Cell::printed(round)]).await?;
        rows.into_iter().map(|mut row| Ok((row.read()?, row.named(Channel::from_name)?, count(&mut row)?))).collect()
    }

    async fn verify_answers(&self, count: CountAgain<'_>) -> Answer<Vec<Finding>> {
        let mut tx = self.snapshot().await?;
        let found = check::differences(&mut tx, count).await?;
        tx.commit().await?;
        Ok(found)
    }
}
