//! One-time codes: given out, counted. They are used where answers are kept.

use crate::Answer;
use crate::cell::{Cell, args};
use crate::database::Database;
use crate::record::Act;
use crate::sql::rounds::count;
use crate::traits::Tickets;
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, SurveyId};
use serde_json::json;

#[async_trait]
impl Tickets for Database {
    async fn keep_tickets(
        &self,
        act: &Act,
        organisation: OrganisationId,
        survey: SurveyId,
        hashes: &[String],
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "insert into ticket (organisation_id, survey_id, hash, made_by, made_at) values ($1, $2, $3, $4, $5)";
        for hash in hashes {
            tx.run(sql, args![organisation.to_string(), survey.to_string(), hash, &act.actor, act.at]).await?;
        }
        let became = json!({ "n": hashes.len() }).to_string();
        tx.note(act, "survey", &survey.to_string(), None, Some(became)).await?;
        tx.commit().await
    }

    async fn count_tickets(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<(u64, u64)> {
        let sql = "select count(*), count(a.ticket) from ticket t left join answer a on a.organisation_id = t.organisation_id \
                   and a.survey_id = t.survey_id and a.ticket = t.hash where t.organisation_id = $1 and t.survey_id = $2";
        let rows = self.rows(sql, vec![Cell::printed(organisation), Cell::printed(survey)]).await?;
        match rows.into_iter().next() {
            Some(mut row) => Ok((count(&mut row)?, count(&mut row)?)),
            None => Ok((0, 0)),
        }
    }

    async fn is_ticket_good(&self, organisation: OrganisationId, survey: SurveyId, hash: &str) -> Answer<bool> {
        let sql = "select 1 from ticket t where t.organisation_id = $1 and t.survey_id = $2 and t.hash = $3 and not exists \
                   (select 1 from answer a where a.organisation_id = t.organisation_id and a.survey_id = t.survey_id \
                   and a.ticket = t.hash)";
        let rows = self.rows(sql, args![organisation.to_string(), survey.to_string(), hash]).await?;
        Ok(!rows.is_empty())
    }
}
