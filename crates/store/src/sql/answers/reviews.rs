//! Decisions about answers: kept with their lines of the journal, and the sums follow in the same transaction.

use super::group::{Key, surveys};
use super::records::{id_cell, take_id};
use super::sums;
use crate::audit::difference;
use crate::cell::{Cell, Row};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, AnswerReview, Kept, ReviewChange};
use crate::sql::rounds::count;
use crate::sql::tallies::open_round;
use crate::table::{self, Record, Table};
use crate::traits::Reviews;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{AnswerId, OrganisationId, RoundId, SurveyId};
use otklik_domain::integrity::Decision;
use otklik_domain::score::Tally;
use std::collections::{BTreeMap, HashSet};

/// What the column `state` says of an answer that is left out.
const EXCLUDED: &str = "excluded";

impl Record for AnswerReview {
    const TABLE: &'static Table = &table::ANSWER_REVIEW;

    fn cells(&self) -> Vec<Cell> {
        let (state, reason) = match &self.decision {
            Decision::Counted => ("counted", None),
            Decision::Excluded(reason) => (EXCLUDED, Some(reason.clone())),
        };
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.survey),
            id_cell(self.answer),
            Cell::from(state),
            Cell::from(reason),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, survey, answer) = (row.read()?, row.read()?, take_id(row)?);
        let (state, reason) = (row.text()?, row.maybe_text()?);
        let is_excluded = state == EXCLUDED;
        let decision = if is_excluded { Decision::Excluded(reason.unwrap_or_default()) } else { Decision::Counted };
        Ok(AnswerReview { organisation, survey, answer, decision, by: row.text()?, at: row.instant()? })
    }
}

fn is_out(review: &AnswerReview) -> bool {
    matches!(review.decision, Decision::Excluded(_))
}

/// Names of the answers of a survey that are left out.
pub(super) async fn excluded(tx: &mut Tx, organisation: &str, survey: &str) -> Answer<HashSet<AnswerId>> {
    let sql =
        "select answer_id from answer_review where organisation_id = $1 and survey_id = $2 and state = 'excluded'";
    let rows = tx.rows(sql, vec![Cell::from(organisation), Cell::from(survey)]).await?;
    rows.into_iter().map(|mut row| take_id(&mut row)).collect()
}

/// What decisions of one survey do to its sums.
struct Moves {
    back: Tally,
    out: Tally,
}

#[async_trait]
impl Reviews for Database {
    async fn list_reviews(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<AnswerReview>>> {
        let rest = "where t.organisation_id = $1 and t.survey_id = $2 order by t.answer_id";
        self.list(rest, vec![Cell::printed(organisation), Cell::printed(survey)]).await
    }

    async fn count_excluded(&self, round: RoundId) -> Answer<Vec<(OrganisationId, SurveyId, u64)>> {
        let sql = "select s.organisation_id, s.id, count(*) from survey s join answer_review r \
                   on r.organisation_id = s.organisation_id and r.survey_id = s.id \
                   where s.round_id = $1 and r.state = 'excluded' group by s.organisation_id, s.id \
                   order by s.organisation_id, s.id";
        let rows = self.rows(sql, vec![Cell::printed(round)]).await?;
        rows.into_iter().map(|mut row| Ok((row.read()?, row.read()?, count(&mut row)?))).collect()
    }

    async fn keep_reviews(&self, act: &Act, changes: &[ReviewChange]) -> Answer<()> {
        let mut tx = self.write().await?;
        let mut moves: BTreeMap<Key, Moves> = BTreeMap::new();
        for (at, change) in changes.iter().enumerate() {
            let act = if at == 0 { act.clone() } else { Act { jobs: Vec::new(), ..act.clone() } };
            let was_out = keep_one(&mut tx, &act, change).await?;
            let (set, review) = (&change.set, &change.review);
            let moved = moves
                .entry((review.organisation, review.survey))
                .or_insert_with(|| Moves { back: Tally::new(set), out: Tally::new(set) });
            match (was_out, is_out(review)) {
                (false, true) => moved.out.add_row(&change.counted),
                (true, false) => moved.back.add_row(&change.counted),
                _ => {}
            }
        }
        let known = surveys(&mut tx, moves.keys().copied().collect()).await?;
        for (key, moved) in moves {
            let asked = known.get(&key).ok_or_else(|| Fault::Unknown("survey".to_owned()))?;
            open_round(&mut tx, asked.round).await?;
            if asked.is_withdrawn {
                return Err(Fault::Stale);
            }
            sums::shift(&mut tx, asked, &moved.back, &moved.out).await?;
        }
        tx.commit().await
    }
}

/// Keeps one decision; answers whether its answer was left out before.
async fn keep_one(tx: &mut Tx, act: &Act, change: &ReviewChange) -> Answer<bool> {
    let review = &change.review;
    let key = vec![Cell::printed(review.organisation), Cell::printed(review.survey), id_cell(review.answer)];
    let rest = "where t.organisation_id = $1 and t.survey_id = $2 and t.answer_id = $3";
    let before: Option<Kept<AnswerReview>> = tx.find(rest, key.clone()).await?.pop();
    if before.as_ref().map(|kept| kept.version) != change.expected {
        return Err(Fault::Stale);
    }
    let sql = "select 1 from answer where organisation_id = $1 and survey_id = $2 and id = $3";
    if tx.rows(sql, key).await?.is_empty() {
        return Err(Fault::Unknown("answer".to_owned()));
    }
    let (_, kept) = tx.put(review, change.expected).await?;
    let (was, became) = difference(&kept);
    tx.note(act, "answer_review", &review.answer.to_string(), was, became).await?;
    Ok(before.is_some_and(|kept| is_out(&kept.value)))
}
