//! Counts running sums again from the batches that count.

use super::records::counts;
use crate::cell::args;
use crate::engine::Tx;
use crate::record::Counts;
use crate::traits::Finding;
use crate::{Answer, Fault};
use std::collections::BTreeMap;

/// Organisation, round, branch.
type Place = (String, String, String);

/// Every place whose running sums are not, bit for bit, what its batches add up to.
pub(crate) async fn differences(tx: &mut Tx) -> Answer<Vec<Finding>> {
    let mut counted: BTreeMap<Place, Counts> = BTreeMap::new();
    let sql = "select t.organisation_id, b.round_id, t.branch, t.respondents, t.counts from batch_tally t \
               join batch b on b.id = t.batch_id where b.state = 'kept'";
    for mut row in tx.rows(sql, args![]).await? {
        let place = (row.text()?, row.text()?, row.text()?);
        let sums = counted.entry(place).or_default();
        let full = || Fault::broken("sums of answers have no room");
        *sums = sums.plus(&counts(&mut row)?).ok_or_else(full)?;
    }
    counted.retain(|_, counts| !counts.is_empty());
    let mut wrong = Vec::new();
    let sql = "select organisation_id, round_id, branch, respondents, counts from tally \
               order by organisation_id, round_id, branch";
    for mut row in tx.rows(sql, args![]).await? {
        let place = (row.text()?, row.text()?, row.text()?);
        let (respondents, text) = (row.int()?, row.text()?);
        let is_same = counted
            .remove(&place)
            .is_some_and(|counts| i64::try_from(counts.respondents) == Ok(respondents) && counts.to_string() == text);
        if !is_same {
            wrong.push(place);
        }
    }
    wrong.extend(counted.into_keys());
    Ok(wrong.into_iter().map(finding).collect())
}

fn finding((organisation, round, branch): Place) -> Finding {
    Finding {
        subject: format!("tally {round} {organisation} {branch}").trim_end().to_owned(),
        words: "Подсчёт ответов не равен сумме загруженных партий".to_owned(),
    }
}
