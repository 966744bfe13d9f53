//! Drafts that wait for a person.

use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database, limit, page};
use crate::record::{Act, Draft, DraftBrief, DraftState, Kept, Page, PageAsked, PaperHash, Version};
use crate::table::{self, Record, Table};
use crate::traits::Drafts;
use async_trait::async_trait;
use otklik_domain::ids::DraftId;
use sqlx::AssertSqlSafe;

impl Record for Draft {
    const TABLE: &'static Table = &table::DRAFT;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::printed(self.paper),
            Cell::from(&self.kind),
            Cell::from(&self.title),
            Cell::from(&self.recognised_name),
            Cell::maybe(self.organisation),
            Cell::from(self.n_measures),
            Cell::from(self.n_remarks),
            Cell::from(&self.as_read_json),
            Cell::from(&self.corrected_json),
            Cell::from(&self.document_json),
            Cell::from(self.state.name()),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Draft {
            id: row.read()?,
            paper: row.read()?,
            kind: row.text()?,
            title: row.maybe_text()?,
            recognised_name: row.maybe_text()?,
            organisation: row.maybe_read()?,
            n_measures: row.int()?,
            n_remarks: row.int()?,
            as_read_json: row.text()?,
            corrected_json: row.text()?,
            document_json: row.text()?,
            state: row.named(DraftState::from_name)?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
        })
    }
}

const BRIEF: &str = "select t.id, t.paper_sha256, p.file_name, t.kind, t.title, t.recognised_name, t.organisation_id, \
                     t.n_measures, t.n_remarks, t.state, t.made_by, t.made_at, t.is_example \
                     from draft t join paper p on p.sha256 = t.paper_sha256";

fn brief(mut row: Row) -> Answer<DraftBrief> {
    Ok(DraftBrief {
        id: row.read()?,
        paper: row.read()?,
        file_name: row.text()?,
        kind: row.text()?,
        title: row.maybe_text()?,
        recognised_name: row.maybe_text()?,
        organisation: row.maybe_read()?,
        n_measures: row.int()?,
        n_remarks: row.int()?,
        state: row.named(DraftState::from_name)?,
        by: row.text()?,
        at: row.instant()?,
        is_example: row.flag()?,
    })
}

#[async_trait]
impl Drafts for Database {
    async fn find_draft(&self, id: DraftId) -> Answer<Option<Kept<Draft>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn find_draft_of_paper(&self, paper: PaperHash) -> Answer<Option<DraftId>> {
        let sql = "select id from draft where paper_sha256 = $1 and state <> 'dropped' order by id desc limit 1";
        let found = self.rows(sql, vec![Cell::printed(paper)]).await?.pop();
        found.map(|mut row| row.read()).transpose()
    }

    async fn list_drafts(&self, state: Option<DraftState>, asked: &PageAsked) -> Answer<Page<DraftBrief>> {
        let mut all = Conditions::default();
        if let Some(state) = state {
            all.and("t.state = ?", args![state.name()]);
        }
        if let Some(after) = &asked.after {
            all.and("t.id < ?", args![after]);
        }
        let limit = limit(asked.limit);
        let sql = format!("{BRIEF} {} order by t.id desc limit {}", all.clause(), limit + 1);
        let rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        let briefs: Answer<Vec<DraftBrief>> = rows.into_iter().map(brief).collect();
        Ok(page(briefs?, limit, |brief| brief.id.to_string()))
    }

    async fn keep_draft(&self, act: &Act, draft: &Draft, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let before: Option<Kept<Draft>> = match expected {
            None => None,
            Some(_) => tx.find("where t.id = $1", vec![Cell::printed(draft.id)]).await?.pop(),
        };
        let kept = match before {
            None => draft.clone(),
            Some(Kept { value: before, .. }) => Draft {
                as_read_json: before.as_read_json,
                document_json: before.document_json,
                paper: before.paper,
                by: before.by,
                at: before.at,
                ..draft.clone()
            },
        };
        let (version, change) = tx.put(&kept, expected).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }
}
