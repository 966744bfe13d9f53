//! Rounds of assessment and mappings of headings.

use super::tallies::open_round;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::record::{
    Act, Kept, Mapping, Round, RoundQuery, RoundState, RulebookName, Version, policy_text, read_policy,
};
use crate::table::{self, Record, Table};
use crate::traits::Rounds;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::round::{Dates, Parties, Party};
use otklik_domain::survey::Term;
use serde_json::json;

/// A count as the engines keep it.
pub(super) fn whole(count: u64) -> Answer<Cell> {
    i64::try_from(count).map(Cell::from).map_err(|_| Fault::broken("a count has no room"))
}

/// A count as it was kept.
pub(super) fn count(row: &mut Row) -> Answer<u64> {
    u64::try_from(row.int()?).map_err(|_| Fault::broken("a count is less than nothing"))
}

impl Record for Round {
    const TABLE: &'static Table = &table::ROUND;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.title),
            Cell::from(i64::from(self.year)),
            Cell::from(&self.rulebook.name),
            Cell::from(&self.rulebook.edition),
            Cell::from(&self.rulebook.sha256),
            Cell::from(policy_text(&self.policy)),
            Cell::from(i64::try_from(self.small_count).unwrap_or(i64::MAX)),
            Cell::from(self.dates.survey.opens_on),
            Cell::from(self.dates.survey.closes_on),
            Cell::from(self.state.name()),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
            Cell::from(&self.parties.operator.name),
            Cell::from(&self.parties.operator.paper),
            Cell::from(self.parties.operator.paper_on),
            Cell::from(&self.parties.council.name),
            Cell::from(&self.parties.council.paper),
            Cell::from(self.parties.council.paper_on),
            Cell::from(self.dates.inspection.opens_on),
            Cell::from(self.dates.inspection.closes_on),
            Cell::from(self.dates.report_due_on),
            Cell::from(self.dates.report_on),
            Cell::from(self.dates.decision_due_on),
            Cell::from(self.dates.decision_on),
            Cell::from(self.dates.handover_due_on),
            Cell::from(self.dates.results_due_on),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let mut round = Round {
            id: row.read()?,
            title: row.text()?,
            year: year(row)?,
            rulebook: RulebookName { name: row.text()?, edition: row.text()?, sha256: row.text()? },
            policy: row.named(read_policy)?,
            small_count: count(row)?,
            dates: Dates { survey: term(row)?, ..Dates::default() },
            state: row.named(RoundState::from_name)?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
            parties: Parties { operator: party(row)?, council: party(row)? },
        };
        round.dates.inspection = term(row)?;
        round.dates.report_due_on = row.maybe_read()?;
        round.dates.report_on = row.maybe_read()?;
        round.dates.decision_due_on = row.maybe_read()?;
        round.dates.decision_on = row.maybe_read()?;
        round.dates.handover_due_on = row.maybe_read()?;
        round.dates.results_due_on = row.maybe_read()?;
        Ok(round)
    }
}

fn term(row: &mut Row) -> Answer<Term> {
    Ok(Term { opens_on: row.maybe_read()?, closes_on: row.maybe_read()? })
}

fn party(row: &mut Row) -> Answer<Party> {
    Ok(Party { name: row.text()?, paper: row.text()?, paper_on: row.maybe_read()? })
}

/// A year as it was kept.
pub(super) fn year(row: &mut Row) -> Answer<i16> {
    i16::try_from(row.int()?).map_err(|_| Fault::broken("not a year"))
}

impl Record for Mapping {
    const TABLE: &'static Table = &table::MAPPING;

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::from(&self.name), Cell::from(&self.body_json), Cell::from(&self.by), Cell::from(self.at)]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Mapping { name: row.text()?, body_json: row.text()?, by: row.text()?, at: row.instant()? })
    }
}

#[async_trait]
impl Rounds for Database {
    async fn find_round(&self, id: RoundId) -> Answer<Option<Kept<Round>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_rounds(&self, asked: &RoundQuery) -> Answer<Vec<Kept<Round>>> {
        let mut all = Conditions::default();
        if let Some(sector) = asked.sector {
            all.and("t.rulebook_name = ?", args![sector.name()]);
        }
        if let Some(year) = asked.year {
            all.and("t.year = ?", args![i64::from(year)]);
        }
        if asked.is_published {
            all.and("exists (select 1 from score s where s.round_id = t.id and s.state = 'published')", []);
        }
        if let Some(is_example) = asked.is_example {
            all.and("t.is_example = ?", args![is_example]);
        }
        self.list(&format!("{} order by t.year desc, t.rulebook_name, t.id desc", all.clause()), all.args).await
    }

    async fn keep_round(&self, act: &Act, round: &Round, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, round, expected).await
    }

    async fn list_round_organisations(&self, round: RoundId) -> Answer<Vec<OrganisationId>> {
        let sql = "select organisation_id from round_organisation where round_id = $1 order by organisation_id";
        let rows = self.rows(sql, vec![Cell::printed(round)]).await?;
        rows.into_iter().map(|mut row| row.read()).collect()
    }

    async fn keep_round_organisations(
        &self,
        act: &Act,
        round: RoundId,
        added: &[OrganisationId],
        removed: &[OrganisationId],
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        open_round(&mut tx, round).await?;
        let key = |organisation: &OrganisationId| vec![Cell::printed(organisation), Cell::printed(round)];
        for organisation in removed {
            let sql = "delete from round_organisation where organisation_id = $1 and round_id = $2";
            tx.run(sql, key(organisation)).await?;
        }
        for organisation in added {
            let sql =
                "insert into round_organisation (organisation_id, round_id) values ($1, $2) on conflict do nothing";
            tx.run(sql, key(organisation)).await?;
        }
        let names = |all: &[OrganisationId]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        let became = json!({ "added": names(added), "removed": names(removed) }).to_string();
        tx.note(act, "round", &round.to_string(), None, Some(became)).await?;
        tx.commit().await
    }

    async fn find_mapping(&self, name: &str) -> Answer<Option<Kept<Mapping>>> {
        self.one("where t.name = $1", args![name]).await
    }

    async fn list_mappings(&self) -> Answer<Vec<Kept<Mapping>>> {
        self.list("order by t.name", args![]).await
    }

    async fn keep_mapping(&self, act: &Act, mapping: &Mapping, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, mapping, expected).await
    }
}
