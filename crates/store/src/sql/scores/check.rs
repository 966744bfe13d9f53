//! Whether scores are what they were: by their hashes, and by counting them again.

use super::after;
use super::records::score_hash;
use crate::Answer;
use crate::engine::Tx;
use crate::record::Score;
use crate::traits::{Finding, Recompute};

/// Scores read at a time.
const N_SCORES: i64 = 500;

async fn each(tx: &mut Tx, only: &str, mut look: impl FnMut(&Score)) -> Answer<()> {
    let mut last = String::new();
    loop {
        let page = after(tx, &last, only, N_SCORES).await?;
        let Some(end) = page.last() else { return Ok(()) };
        last = end.value.id.to_string();
        page.iter().for_each(|kept| look(&kept.value));
    }
}

/// Scores whose rulebook, rules, inputs or figures are not those that were kept.
pub(in crate::sql) async fn broken_hashes(tx: &mut Tx, findings: &mut Vec<Finding>) -> Answer<()> {
    each(tx, "", |score| {
        if score_hash(score) != score.sha256 {
            let words = "Оценка отличается от той, что была сохранена".to_owned();
            findings.push(Finding { subject: format!("score {}", score.id), words });
        }
    })
    .await
}

/// Published scores that give other figures when they are counted again.
pub(in crate::sql) async fn differing(tx: &mut Tx, recompute: Recompute<'_>) -> Answer<Vec<Finding>> {
    let mut findings = Vec::new();
    each(tx, "and t.state = 'published'", |score| {
        let words = match recompute(score) {
            Ok(figures) => {
                let differences = score.figures.differences(&figures);
                (!differences.is_empty())
                    .then(|| format!("Пересчёт опубликованной оценки даёт другие цифры: {}", differences.join("; ")))
            }
            Err(why) => Some(format!("Опубликованную оценку нельзя пересчитать: {why}")),
        };
        findings.extend(words.map(|words| Finding { subject: format!("score {}", score.id), words }));
    })
    .await?;
    Ok(findings)
}
