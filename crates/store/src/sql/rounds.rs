//! Rounds of assessment and mappings of headings.

use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::record::{
    Act, Kept, Mapping, Round, RoundQuery, RoundState, RulebookName, Version, policy_text, read_policy,
};
use crate::table::{self, Record, Table};
use crate::traits::Rounds;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::RoundId;

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
            Cell::from(self.starts_on),
            Cell::from(self.ends_on),
            Cell::from(self.state.name()),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Round {
            id: row.read()?,
            title: row.text()?,
            year: year(row)?,
            rulebook: RulebookName { name: row.text()?, edition: row.text()?, sha256: row.text()? },
            policy: row.named(read_policy)?,
            small_count: count(row)?,
            starts_on: row.maybe_read()?,
            ends_on: row.maybe_read()?,
            state: row.named(RoundState::from_name)?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
        })
    }
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
