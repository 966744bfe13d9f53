//! Whether kept answers are those that were kept, and whether sums are what they give.

use super::records::GroupHash;
use super::reviews::excluded;
use crate::cell::{Cell, args};
use crate::engine::Tx;
use crate::record::{Counts, Kept, KeptAnswer};
use crate::sql::tallies::records::counts;
use crate::traits::{CountAgain, Finding};
use crate::{Answer, Fault};
use serde_json::Value;
use std::collections::BTreeMap;

/// Answers read at a time.
const N_ANSWERS: i64 = 2000;
/// Lines of the journal read at a time.
const N_LINES: i64 = 2000;

/// What the answers of each line of the journal give together.
type Lines = BTreeMap<i64, GroupHash>;

struct Survey {
    organisation: String,
    id: String,
    batch: String,
    n_rows: i64,
    rulebook_sha256: String,
}

pub(super) async fn differences(tx: &mut Tx, count: CountAgain<'_>) -> Answer<Vec<Finding>> {
    let (mut lines, mut findings) = (Lines::new(), Vec::new());
    let sql = "select s.organisation_id, s.id, s.batch_id, b.n_rows, r.rulebook_sha256 from survey s \
               join batch b on b.id = s.batch_id join round r on r.id = s.round_id order by s.organisation_id, s.id";
    for mut row in tx.rows(sql, args![]).await? {
        let (organisation, id, batch) = (row.text()?, row.text()?, row.text()?);
        let survey = Survey { organisation, id, batch, n_rows: row.int()?, rulebook_sha256: row.text()? };
        let why = match given(tx, &survey, count, &mut lines).await? {
            Ok(given) if given == kept(tx, &survey).await? => continue,
            Ok(_) => "Подсчёт по опросу не равен тому, что дают принятые ответы".to_owned(),
            Err(why) => format!("Принятые ответы нельзя пересчитать: {why}"),
        };
        findings.push(Finding { subject: format!("survey {} {}", survey.organisation, survey.id), words: why });
    }
    journal(tx, lines, &mut findings).await?;
    Ok(findings)
}

/// What the answers of a survey give: rows and sums.
async fn given(
    tx: &mut Tx,
    survey: &Survey,
    count: CountAgain<'_>,
    lines: &mut Lines,
) -> Answer<Result<(i64, Counts), String>> {
    let out = excluded(tx, &survey.organisation, &survey.id).await?;
    let (mut n_rows, mut sum, mut after) = (0, Ok(Counts::default()), Vec::new());
    loop {
        let rest = "where t.organisation_id = $1 and t.survey_id = $2 and t.id > $3 order by t.id limit $4";
        let key = args![&survey.organisation, &survey.id, after.clone(), N_ANSWERS];
        let page: Vec<Kept<KeptAnswer>> = tx.find(rest, key).await?;
        let page: Vec<KeptAnswer> = page.into_iter().map(|kept| kept.value).collect();
        let Some(last) = page.last() else { return Ok(sum.map(|sum| (n_rows, sum))) };
        after = last.id.0.as_bytes().to_vec();
        page.iter().for_each(|answer| lines.entry(answer.line).or_default().add(answer));
        let page: Vec<KeptAnswer> = page.into_iter().filter(|answer| !out.contains(&answer.id)).collect();
        n_rows += page.len() as i64;
        let more = count(&survey.rulebook_sha256, &page);
        sum = match (sum, more) {
            (Ok(sum), Ok(more)) => sum.plus(&more).ok_or_else(|| "суммы не помещаются".to_owned()),
            (Err(why), _) | (_, Err(why)) => Err(why),
        };
    }
}

/// What was counted of a survey as the answers came.
async fn kept(tx: &mut Tx, survey: &Survey) -> Answer<(i64, Counts)> {
    let mut sum = Counts::default();
    let sql = "select respondents, counts from batch_tally where batch_id = $1";
    for mut row in tx.rows(sql, args![&survey.batch]).await? {
        sum = sum.plus(&counts(&mut row)?).ok_or_else(|| Fault::broken("sums of answers have no room"))?;
    }
    Ok((survey.n_rows, sum))
}

/// Compares the answers of each line with what the journal says of them. Examples may have left since.
async fn journal(tx: &mut Tx, mut lines: Lines, findings: &mut Vec<Finding>) -> Answer<()> {
    let mut last = 0;
    loop {
        let sql = "select number, subject, became from audit where subject_kind = 'answer' and number > $1 \
                   order by number limit $2";
        let rows = tx.rows(sql, vec![Cell::from(last), Cell::from(N_LINES)]).await?;
        if rows.is_empty() {
            findings.extend(lines.into_keys().map(finding));
            return Ok(());
        }
        for mut row in rows {
            last = row.int()?;
            let (subject, became) = (row.text()?, row.maybe_text()?.unwrap_or_default());
            let said: Value = serde_json::from_str(&became).unwrap_or_default();
            let found = lines.remove(&last);
            let is_same = match &found {
                Some(found) => said["n"] == found.n && said["sha256"] == found.hex(),
                None => subject == "examples",
            };
            if !is_same {
                findings.push(finding(last));
            }
        }
    }
}

fn finding(line: i64) -> Finding {
    let words = "Принятые ответы не те, что были записаны в журнал действий".to_owned();
    Finding { subject: format!("answer of audit {line}"), words }
}
