//! Surveys of places, and the table in which a code finds its survey.

use super::tallies::{begin_empty, open_round};
use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::record::{Act, Batch, Kept, Survey, SurveyQuery, Version};
use crate::table::{self, Record, Table};
use crate::traits::Surveys;
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, SurveyId};
use otklik_domain::survey::{SurveyCode, Term};

impl Record for Survey {
    const TABLE: &'static Table = &table::SURVEY;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.round),
            Cell::printed(self.batch),
            Cell::from(&self.branch),
            Cell::from(self.code.as_str()),
            Cell::from(self.term.opens_on),
            Cell::from(self.term.closes_on),
            Cell::from(self.is_closed),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
            Cell::from(self.asks_ticket),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Survey {
            organisation: row.read()?,
            id: row.read()?,
            round: row.read()?,
            batch: row.read()?,
            branch: row.text()?,
            code: row.named(SurveyCode::read)?,
            term: Term { opens_on: row.maybe_read()?, closes_on: row.maybe_read()? },
            is_closed: row.flag()?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
            asks_ticket: row.flag()?,
        })
    }
}

#[async_trait]
impl Surveys for Database {
    async fn find_survey_by_code(&self, code: &SurveyCode) -> Answer<Option<Kept<Survey>>> {
        let rest =
            "join survey_code c on c.organisation_id = t.organisation_id and c.survey_id = t.id where c.code = $1";
        self.one(rest, args![code.as_str()]).await
    }

    async fn find_survey(&self, organisation: OrganisationId, id: SurveyId) -> Answer<Option<Kept<Survey>>> {
        self.one("where t.organisation_id = $1 and t.id = $2", vec![Cell::printed(organisation), Cell::printed(id)])
            .await
    }

    async fn list_surveys(&self, asked: &SurveyQuery) -> Answer<Vec<Kept<Survey>>> {
        let mut all = Conditions::default();
        if let Some(round) = asked.round {
            all.and("t.round_id = ?", [Cell::printed(round)]);
        }
        if let Some(organisation) = asked.organisation {
            all.and("t.organisation_id = ?", [Cell::printed(organisation)]);
        }
        self.list(&format!("{} order by t.organisation_id, t.branch, t.id", all.clause()), all.args).await
    }

    async fn open_surveys(&self, act: &Act, surveys: &[(Survey, Batch)]) -> Answer<()> {
        let mut tx = self.write().await?;
        for (survey, batch) in surveys {
            open_round(&mut tx, survey.round).await?;
            begin_empty(&mut tx, act, batch).await?;
            let change = tx.insert(survey).await?;
            let sql = "insert into survey_code (code, organisation_id, survey_id) values ($1, $2, $3)";
            let key = [Cell::from(survey.code.as_str()), Cell::printed(survey.organisation), Cell::printed(survey.id)];
            tx.run(sql, key.to_vec()).await?;
            tx.note_change(act, &change).await?;
        }
        tx.commit().await
    }

    async fn keep_survey(&self, act: &Act, survey: &Survey, expected: Version) -> Answer<Version> {
        self.keep(act, survey, Some(expected)).await
    }
}
