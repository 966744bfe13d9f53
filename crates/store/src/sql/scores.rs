//! Versions of scores: counted, approved, published and then frozen; results that were published before.

mod check;
mod records;

pub(super) use check::{broken_hashes, differing};

use crate::cell::{Cell, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{Act, EarlierScore, Kept, NewScore, Score, ScoreQuery, ScoreRow, ScoreState, Version};
use crate::table::{Change, Record};
use crate::traits::{Finding, Recompute, Scores};
use crate::{Answer, Fault, key};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, RoundId, ScoreId};
use records::{ROW, count_of, score_hash, score_row};
use sqlx::AssertSqlSafe;

const OF_ORGANISATION: &str = "where t.organisation_id = $1 and t.round_id = $2 order by t.number desc";

/// No newer version of the same organisation and round; among the published ones where asked.
fn newest(is_published: bool) -> &'static str {
    if is_published {
        "t.state = 'published' and not exists (select 1 from score n where n.organisation_id = t.organisation_id \
         and n.round_id = t.round_id and n.number > t.number and n.state = 'published')"
    } else {
        "not exists (select 1 from score n where n.organisation_id = t.organisation_id \
         and n.round_id = t.round_id and n.number > t.number)"
    }
}

const WITHIN: &str = "o.territory_id in (with recursive within(id) as (select id from territory where id = ? union \
                      select c.id from territory c join within w on c.parent_id = w.id) select id from within)";

async fn conditions(database: &Database, asked: &ScoreQuery) -> Answer<Conditions> {
    let mut all = Conditions::default();
    all.and(newest(asked.is_published), []);
    if let Some(round) = asked.round {
        all.and("t.round_id = ?", [Cell::printed(round)]);
    }
    all.one_of("t.organisation_id", database.with_merged(&asked.organisations).await?);
    if let Some(year) = asked.year {
        all.and("r.year = ?", args![i64::from(year)]);
    }
    if let Some(sector) = asked.sector {
        all.and("r.rulebook_name = ?", args![sector.name()]);
    }
    if let Some(territory) = asked.territory {
        all.and(WITHIN, [Cell::printed(territory)]);
    }
    if let Some(is_example) = asked.is_example {
        all.and("r.is_example = ?", args![is_example]);
    }
    Ok(all)
}

/// Keeps one counted score; nothing when it is what it was.
async fn keep_one(tx: &mut Tx, act: &Act, new: &NewScore) -> Answer<Option<Change>> {
    let args = vec![Cell::printed(new.organisation), Cell::printed(new.round)];
    let before: Option<Kept<Score>> = tx.find(&format!("{OF_ORGANISATION} limit 1"), args).await?.pop();
    let mut score = Score {
        organisation: new.organisation,
        id: new.id,
        round: new.round,
        number: 1,
        supersedes: None,
        state: ScoreState::Draft,
        rulebook_sha256: new.rulebook_sha256.clone(),
        policy: new.policy.clone(),
        inputs: new.inputs.clone(),
        figures: new.figures.clone(),
        sha256: String::new(),
        reason: new.reason.clone(),
        made: (act.actor.clone(), act.at),
        approved: None,
        published: None,
        method: new.method.clone(),
    };
    score.sha256 = score_hash(&score);
    match before {
        Some(before) if before.value.sha256 == score.sha256 => Ok(None),
        // Published figures that stay what they were keep their note too: it says what stood then.
        Some(before) if before.value.state == ScoreState::Published && count_of(&before.value) == count_of(&score) => {
            Ok(None)
        }
        Some(before) if before.value.state == ScoreState::Published => {
            score.number = before.value.number + 1;
            score.supersedes = Some(before.value.id);
            tx.insert(&score).await.map(Some)
        }
        Some(before) => {
            score.id = before.value.id;
            score.number = before.value.number;
            score.supersedes = before.value.supersedes;
            tx.update(&score, before.version).await.map(Some)
        }
        None => tx.insert(&score).await.map(Some),
    }
}

/// The score one step on: a draft is approved, what is approved is published.
fn stepped(score: Score, step: ScoreState, act: &Act) -> Answer<Score> {
    let now = Some((act.actor.clone(), act.at));
    match (score.state, step) {
        (ScoreState::Draft, ScoreState::Approved) => Ok(Score { state: step, approved: now, ..score }),
        (ScoreState::Approved, ScoreState::Published) => Ok(Score { state: step, published: now, ..score }),
        _ => Err(Fault::Stale),
    }
}

/// A line of the journal for each change; jobs go with the first: they follow the act, not each record.
async fn note_all(tx: &mut Tx, act: &Act, changes: &[Change]) -> Answer<()> {
    let quiet = Act { jobs: Vec::new(), ..act.clone() };
    for (at, change) in changes.iter().enumerate() {
        tx.note_change(if at == 0 { act } else { &quiet }, change).await?;
    }
    Ok(())
}

/// Takes versions one step on, with a line of the journal for each.
pub(super) async fn step_scores(
    tx: &mut Tx,
    act: &Act,
    step: ScoreState,
    scores: &[(OrganisationId, ScoreId, Version)],
) -> Answer<()> {
    let mut changes = Vec::new();
    for (organisation, id, expected) in scores {
        let rest = "where t.organisation_id = $1 and t.id = $2";
        let key = vec![Cell::printed(organisation), Cell::printed(id)];
        let kept: Kept<Score> = tx.find(rest, key).await?.pop().ok_or(Fault::Stale)?;
        changes.push(tx.update(&stepped(kept.value, step, act)?, *expected).await?);
    }
    note_all(tx, act, &changes).await
}

#[async_trait]
impl Scores for Database {
    async fn find_score(&self, id: ScoreId) -> Answer<Option<Kept<Score>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn find_newest_score(
        &self,
        round: RoundId,
        organisation: OrganisationId,
        is_published: bool,
    ) -> Answer<Option<Kept<Score>>> {
        let published = if is_published { "and t.state = 'published'" } else { "" };
        let rest =
            format!("where t.organisation_id = $1 and t.round_id = $2 {published} order by t.number desc limit 1");
        self.one(&rest, vec![Cell::printed(organisation), Cell::printed(round)]).await
    }

    async fn list_score_versions(&self, round: RoundId, organisation: OrganisationId) -> Answer<Vec<Kept<Score>>> {
        self.list(OF_ORGANISATION, vec![Cell::printed(organisation), Cell::printed(round)]).await
    }

    async fn list_scores(&self, asked: &ScoreQuery) -> Answer<Vec<ScoreRow>> {
        let all = conditions(self, asked).await?;
        let sql = format!(
            "select {ROW} from score t join round r on r.id = t.round_id join organisation o on o.id = t.organisation_id \
             {} order by o.name_key, o.id, r.year desc, r.id desc",
            all.clause()
        );
        let rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        let mut scores = rows.into_iter().map(|mut row| score_row(&mut row)).collect::<Answer<Vec<_>>>()?;
        if let Some(kind) = asked.kind.as_deref().map(key::of) {
            scores.retain(|score| score.kind.as_deref().is_some_and(|own| key::of(own) == kind));
        }
        Ok(scores)
    }

    async fn keep_scores(&self, act: &Act, scores: &[NewScore]) -> Answer<u64> {
        let mut tx = self.write().await?;
        let mut changes = Vec::new();
        for new in scores {
            changes.extend(keep_one(&mut tx, act, new).await?);
        }
        note_all(&mut tx, act, &changes).await?;
        tx.commit().await?;
        Ok(changes.len() as u64)
    }

    async fn keep_score_step(
        &self,
        act: &Act,
        step: ScoreState,
        scores: &[(OrganisationId, ScoreId, Version)],
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        step_scores(&mut tx, act, step, scores).await?;
        tx.commit().await
    }

    async fn list_earlier_scores(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<EarlierScore>>> {
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", self.with_merged(organisations).await?);
        let rest = format!("{} order by t.year desc, t.method, t.organisation_id, t.id", all.clause());
        self.list(&rest, all.args).await
    }

    async fn keep_earlier_scores(&self, act: &Act, scores: &[EarlierScore]) -> Answer<()> {
        let mut tx = self.write().await?;
        let mut changes = Vec::new();
        for score in scores {
            let rest = "where t.organisation_id = $1 and t.year = $2 and t.method = $3";
            let (year, method) = (Cell::from(i64::from(score.score.year())), Cell::from(score.score.method().name()));
            let before: Option<Kept<EarlierScore>> =
                tx.find(rest, vec![Cell::printed(score.organisation), year, method]).await?.pop();
            let (record, expected) = match before {
                Some(before) => (EarlierScore { id: before.value.id, ..score.clone() }, Some(before.version)),
                None => (score.clone(), None),
            };
            changes.push(tx.put(&record, expected).await?.1);
        }
        note_all(&mut tx, act, &changes).await?;
        tx.commit().await
    }

    async fn verify_scores(&self, recompute: Recompute<'_>) -> Answer<Vec<Finding>> {
        let mut tx = self.snapshot().await?;
        let found = differing(&mut tx, recompute).await?;
        tx.commit().await?;
        Ok(found)
    }
}

/// What a page of scores is read by: its table has every column a check needs.
pub(super) async fn after(tx: &mut Tx, id: &str, only: &str, limit: i64) -> Answer<Vec<Kept<Score>>> {
    let rest = format!("where t.id > $1 {only} order by t.id limit {limit}");
    let rows = tx.rows(AssertSqlSafe(Score::TABLE.select(&rest)), vec![Cell::from(id)]).await?;
    rows.into_iter().map(crate::table::kept).collect()
}
