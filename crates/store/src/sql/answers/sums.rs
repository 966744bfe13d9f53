//! What a group of answers adds: to the batch of each survey, to the running sums of its place, to the batch's rows.

use super::group::{Asked, Key};
use super::many::Many;
use crate::cell::Cell;
use crate::engine::Tx;
use crate::record::{Counts, NewAnswer, PlaceCounts};
use crate::sql::tallies::records::{counts, place_cells};
use crate::{Answer, Fault};
use otklik_domain::ids::OrganisationId;
use otklik_domain::score::Tally;
use std::collections::BTreeMap;

static BATCH_SUMS: Many = Many::new(
    "with asked (organisation_id, owner_id, branch) as (values ",
    3,
    ") select t.organisation_id, t.batch_id, t.branch, t.respondents, t.counts from asked cross join batch_tally t where \
     t.organisation_id = asked.organisation_id and t.batch_id = asked.owner_id and t.branch = asked.branch",
);
static ROUND_SUMS: Many = Many::new(
    "with asked (organisation_id, owner_id, branch) as (values ",
    3,
    ") select t.organisation_id, t.round_id, t.branch, t.respondents, t.counts from asked cross join tally t where \
     t.organisation_id = asked.organisation_id and t.round_id = asked.owner_id and t.branch = asked.branch",
);
static PUT_BATCH_SUMS: Many = Many::new(
    "insert into batch_tally (organisation_id, batch_id, branch, respondents, counts) values ",
    5,
    " on conflict (organisation_id, batch_id, branch) do update set respondents = excluded.respondents, \
     counts = excluded.counts",
);
static PUT_ROUND_SUMS: Many = Many::new(
    "insert into tally (organisation_id, round_id, branch, respondents, counts) values ",
    5,
    " on conflict (organisation_id, round_id, branch) do update set respondents = excluded.respondents, \
     counts = excluded.counts",
);
static ADD_ROWS: Many = Many::new(
    "with more (batch_id, n) as (values ",
    2,
    ") update batch set n_rows = n_rows + more.n from more where batch.id = more.batch_id",
);

/// Sums by organisation, owner (a batch or a round) and branch.
type Sums = BTreeMap<(OrganisationId, String, String), Counts>;

fn full() -> Fault {
    Fault::broken("sums of answers have no room")
}

/// Adds new answers, so that sums stay what the answers give.
pub(super) async fn grow(tx: &mut Tx, surveys: &BTreeMap<Key, Asked>, new: &[&NewAnswer]) -> Answer<()> {
    let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
    for answer in new {
        let tally = tallies.entry((answer.organisation, answer.survey)).or_insert_with(|| Tally::new(&answer.set));
        tally.add_row(&answer.counted);
    }
    let (mut of_batches, mut of_rounds, mut rows) = (Sums::new(), Sums::new(), Vec::new());
    for (key, tally) in &tallies {
        let Some(asked) = surveys.get(key) else { continue };
        let more = Counts::of(tally);
        add(&mut of_batches, asked, asked.batch.to_string(), &more)?;
        add(&mut of_rounds, asked, asked.round.to_string(), &more)?;
        rows.extend([Cell::printed(asked.batch), crate::sql::rounds::whole(tally.respondents())?]);
    }
    put(tx, &BATCH_SUMS, &PUT_BATCH_SUMS, of_batches).await?;
    put(tx, &ROUND_SUMS, &PUT_ROUND_SUMS, of_rounds).await?;
    ADD_ROWS.run(tx, rows).await
}

fn add(sums: &mut Sums, asked: &Asked, owner: String, more: &Counts) -> Answer<()> {
    let sum = sums.entry((asked.counts_for, owner, asked.branch.clone())).or_default();
    *sum = sum.plus(more).ok_or_else(full)?;
    Ok(())
}

async fn put(tx: &mut Tx, find: &'static Many, put: &'static Many, mut sums: Sums) -> Answer<()> {
    let places = sums
        .keys()
        .flat_map(|(organisation, owner, branch)| [Cell::printed(organisation), Cell::from(owner), Cell::from(branch)]);
    for mut row in find.rows(tx, places.collect()).await? {
        let place = (row.read()?, row.text()?, row.text()?);
        let before = counts(&mut row)?;
        if let Some(sum) = sums.get_mut(&place) {
            *sum = before.plus(sum).ok_or_else(full)?;
        }
    }
    let mut cells = Vec::with_capacity(sums.len() * 5);
    for ((organisation, owner, branch), counts) in sums {
        cells.extend(place_cells(owner, &PlaceCounts { organisation, branch, counts })?);
    }
    put.run(tx, cells).await
}

/// Takes answers out of the sums of their survey and others in again.
pub(super) async fn shift(tx: &mut Tx, asked: &Asked, back: &Tally, out: &Tally) -> Answer<()> {
    let (more, less) = (Counts::of(back), Counts::of(out));
    for sums in [&OF_BATCH, &OF_ROUND] {
        let owner = if sums.is_of_round { asked.round.to_string() } else { asked.batch.to_string() };
        let key = vec![Cell::printed(asked.counts_for), Cell::from(&owner), Cell::from(&asked.branch)];
        let before = tx.rows(sums.find, key.clone()).await?.pop().map(|mut row| counts(&mut row)).transpose()?;
        let never = || Fault::broken("sums of answers never held what is taken out");
        let sum = before.unwrap_or_default().plus(&more).ok_or_else(full)?.minus(&less).ok_or_else(never)?;
        tx.run(sums.remove, key).await?;
        if !sum.is_empty() {
            let place = PlaceCounts { organisation: asked.counts_for, branch: asked.branch.clone(), counts: sum };
            tx.run(sums.insert, place_cells(owner, &place)?).await?;
        }
    }
    let cells = [more.respondents, less.respondents].map(crate::sql::rounds::whole);
    let [more, less] = cells;
    let sql = "update batch set n_rows = n_rows + $2 - $3 where id = $1";
    tx.run(sql, vec![Cell::printed(asked.batch), more?, less?]).await.map(|_| ())
}

/// One of the two tables of sums, as one place of it is written.
struct SumsOf {
    is_of_round: bool,
    find: &'static str,
    remove: &'static str,
    insert: &'static str,
}

static OF_BATCH: SumsOf = SumsOf {
    is_of_round: false,
    find: "select respondents, counts from batch_tally where organisation_id = $1 and batch_id = $2 and branch = $3",
    remove: "delete from batch_tally where organisation_id = $1 and batch_id = $2 and branch = $3",
    insert: "insert into batch_tally (organisation_id, batch_id, branch, respondents, counts) values ($1, $2, $3, $4, $5)",
};
static OF_ROUND: SumsOf = SumsOf {
    is_of_round: true,
    find: "select respondents, counts from tally where organisation_id = $1 and round_id = $2 and branch = $3",
    remove: "delete from tally where organisation_id = $1 and round_id = $2 and branch = $3",
    insert: "insert into tally (organisation_id, round_id, branch, respondents, counts) values ($1, $2, $3, $4, $5)",
};
