//! What of published plans nobody has placed: read as it was counted last, by its day.
//!
//! In come organisations and a day; out go plans, the nearest first. Only plans in force ask, examples apart.

use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::record::{PlacingTurn, UnplacedQuery};
use crate::table::{self, Record, Table};
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::publication::Item;
use sqlx::AssertSqlSafe;

const FROM: &str = "from placing_turn u join plan p on p.organisation_id = u.organisation_id and p.id = u.plan_id \
                    and p.state = 'active' and p.is_example = 0";

impl Record for PlacingTurn {
    const TABLE: &'static Table = &table::PLACING_TURN;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.plan),
            Cell::from(self.item.name()),
            Cell::from(self.asks_until),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PlacingTurn {
            organisation: row.read()?,
            plan: row.read()?,
            item: row.named(Item::from_name)?,
            asks_until: row.read()?,
        })
    }
}

impl Database {
    pub(super) async fn unplaced(&self, asked: &UnplacedQuery, limit: usize) -> Answer<(u64, Vec<PlacingTurn>)> {
        let mut all = Conditions::default();
        all.and("u.asks_until <= ?", args![asked.by]);
        all.one_of("u.organisation_id", self.with_merged(&asked.organisations).await?);
        for (plan, day) in &asked.without {
            all.and("not (u.plan_id = ? and u.asks_until = ?)", [Cell::printed(plan), Cell::from(*day)]);
        }
        let n = self.counted(format!("select count(*) {FROM} {}", all.clause()), all.args.clone()).await?;
        if n == 0 {
            return Ok((0, Vec::new()));
        }
        let sql = format!(
            "select u.organisation_id, u.plan_id, u.item, u.asks_until {FROM} {} order by u.asks_until, u.plan_id limit {limit}",
            all.clause()
        );
        let rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        let turns: Answer<_> = rows.into_iter().map(|mut row| PlacingTurn::take(&mut row)).collect();
        Ok((n, turns?))
    }

    pub(super) async fn remember_placing(
        &self,
        owner: OrganisationId,
        plan: PlanId,
        turn: Option<&PlacingTurn>,
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        match turn {
            Some(turn) => {
                let again = "on conflict (organisation_id, plan_id) do update set item = $3, asks_until = $4";
                tx.run(AssertSqlSafe(format!("{} {again}", table::PLACING_TURN.insert())), turn.cells()).await?;
            }
            None => {
                let sql = "delete from placing_turn where organisation_id = $1 and plan_id = $2";
                tx.run(sql, vec![Cell::printed(owner), Cell::printed(plan)]).await?;
            }
        }
        tx.commit().await
    }
}
