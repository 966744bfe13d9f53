//! What an organisation that is merged leaves in rounds: answers, findings, scores and earlier results.
//!
//! In come two organisations; in open rounds the one that goes on gets everything, in closed ones history stays with
//! whom it was about and is found from both. It refuses to add two organisations up in one round.

use crate::cell::Cell;
use crate::engine::Tx;
use crate::record::Act;
use crate::{Answer, Fault};
use otklik_domain::ids::OrganisationId;
use serde_json::json;

/// Open rounds that know an organisation; batches that were taken back do not count.
const ROUNDS: &str = "select r.id from round r where r.state = 'open' and (\
                      exists (select 1 from tally t where t.round_id = r.id and t.organisation_id = $1) \
                      or exists (select 1 from finding f where f.round_id = r.id and f.organisation_id = $1) \
                      or exists (select 1 from score s where s.round_id = r.id and s.organisation_id = $1) \
                      or exists (select 1 from inspection i where i.round_id = r.id and i.organisation_id = $1) \
                      or exists (select 1 from batch_tally t join batch b on b.id = t.batch_id \
                      where b.round_id = r.id and b.state = 'kept' and t.organisation_id = $1)) order by r.id";

/// What is kept by organisation and round, a statement a table: new organisation, old organisation, round.
const CARRY: [&str; 11] = [
    "update batch_tally set organisation_id = $1 where organisation_id = $2 \
     and batch_id in (select b.id from batch b where b.round_id = $3 and b.state = 'kept')",
    "update tally set organisation_id = $1 where organisation_id = $2 and round_id = $3",
    "update finding set organisation_id = $1 where organisation_id = $2 and round_id = $3",
    "update score set organisation_id = $1 where organisation_id = $2 and round_id = $3",
    "update inspection_mark set organisation_id = $1 where organisation_id = $2 and sheet_id in (select s.id \
     from inspection_sheet s join inspection i on i.organisation_id = s.organisation_id and i.id = s.inspection_id \
     where i.organisation_id = $2 and i.round_id = $3)",
    "update photo_use set organisation_id = $1 where organisation_id = $2 and subject_kind = 'inspection_sheet' \
     and subject in (select s.id from inspection_sheet s join inspection i on i.organisation_id = s.organisation_id \
     and i.id = s.inspection_id where i.organisation_id = $2 and i.round_id = $3)",
    "update photo_use set organisation_id = $1 where organisation_id = $2 and subject_kind = 'inspection' \
     and subject in (select i.id from inspection i where i.organisation_id = $2 and i.round_id = $3)",
    "update inspection_sheet set organisation_id = $1 where organisation_id = $2 and inspection_id in (select i.id \
     from inspection i where i.organisation_id = $2 and i.round_id = $3)",
    "update inspection_decision set organisation_id = $1 where organisation_id = $2 and inspection_id in (select i.id \
     from inspection i where i.organisation_id = $2 and i.round_id = $3)",
    "update inspection_reply set organisation_id = $1 where organisation_id = $2 and inspection_id in (select i.id \
     from inspection i where i.organisation_id = $2 and i.round_id = $3)",
    "update inspection set organisation_id = $1 where organisation_id = $2 and round_id = $3",
];

/// The lists of open rounds: who goes on takes the place of who is gone, and stands on a list once.
const LISTS: [&str; 2] = [
    "insert into round_organisation (organisation_id, round_id) select $1, l.round_id from round_organisation l \
     join round r on r.id = l.round_id where l.organisation_id = $2 and r.state = 'open' on conflict do nothing",
    "delete from round_organisation where organisation_id = $1 \
     and round_id in (select id from round where state = 'open')",
];

/// Results of earlier years, but those whose year the other one has itself.
const EARLIER: &str = "update prior_score set organisation_id = $1 where organisation_id = $2 and not exists (\
                       select 1 from prior_score own where own.organisation_id = $1 and own.year = prior_score.year \
                       and own.method = prior_score.method)";

/// Plans of samples of open rounds and what others measured, but where the other one has its own.
const BESIDE: [&str; 2] = [
    "update round_place set organisation_id = $1 where organisation_id = $2 and round_id in (select id from round \
     where state = 'open') and not exists (select 1 from round_place own where own.organisation_id = $1 \
     and own.round_id = round_place.round_id and own.branch = round_place.branch)",
    "update second_source set organisation_id = $1 where organisation_id = $2 and not exists (\
     select 1 from second_source own where own.organisation_id = $1 and own.source = second_source.source \
     and own.on_day = second_source.on_day)",
];

async fn rounds(tx: &mut Tx, organisation: OrganisationId) -> Answer<Vec<String>> {
    let rows = tx.rows(ROUNDS, vec![Cell::printed(organisation)]).await?;
    rows.into_iter().map(|mut row| row.text()).collect()
}

/// Carries what is kept in open rounds, with a line of the journal for each round.
pub(super) async fn carry_rounds(tx: &mut Tx, act: &Act, gone: OrganisationId, into: OrganisationId) -> Answer<()> {
    let carried = rounds(tx, gone).await?;
    if rounds(tx, into).await?.iter().any(|round| carried.contains(round)) {
        return Err(Fault::Taken("round.organisation".to_owned()));
    }
    // Jobs went with the line of the merging: they follow the act.
    let quiet = Act { jobs: Vec::new(), ..act.clone() };
    for round in carried {
        for sql in CARRY {
            tx.run(sql, vec![Cell::printed(into), Cell::printed(gone), Cell::from(&round)]).await?;
        }
        let of =
            |organisation: OrganisationId| Some(json!({ "organisation_id": organisation.to_string() }).to_string());
        tx.note(&quiet, "round", &round, of(gone), of(into)).await?;
    }
    let [take_over, leave] = LISTS;
    tx.run(take_over, vec![Cell::printed(into), Cell::printed(gone)]).await?;
    tx.run(leave, vec![Cell::printed(gone)]).await?;
    for sql in BESIDE {
        tx.run(sql, vec![Cell::printed(into), Cell::printed(gone)]).await?;
    }
    tx.run(EARLIER, vec![Cell::printed(into), Cell::printed(gone)]).await.map(|_| ())
}
