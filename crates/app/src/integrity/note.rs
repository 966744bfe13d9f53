//! The note that goes with a score: what was left out and why, by which thresholds answers were looked over, both figures.
//!
//! It is made when a score is counted and frozen with it, so that it says what stood then.

use super::beside::{Beside, beside};
use super::looked::Looked;
use super::overview::looked_surveys;
use super::thresholds::{edition, of_values, remember, threshold_values, thresholds};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::ids::OrganisationId;
use otklik_domain::integrity::{Decision, Thresholds};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::Exact;
use otklik_store::record::{Inputs, Round, Survey, SurveyQuery};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How answers were looked over before a score was counted («методика проверки анкет»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodNote {
    /// Answers that came through surveys.
    pub n_answers: u64,
    /// Worth a look.
    pub n_flagged: u64,
    /// Left out.
    pub n_excluded: u64,
    /// Why they were left out: words and how many.
    pub reasons: Vec<(String, u64)>,
    /// The thresholds.
    pub thresholds: Thresholds,
    /// Which edition of the round's thresholds they are.
    pub edition: u32,
    /// The total as it counts.
    pub total: Option<Exact>,
    /// The total without gravely flagged answers.
    pub without_flagged: Option<Exact>,
    /// The total with the answers that were left out.
    pub with_excluded: Option<Exact>,
}

fn ratio(points: Option<&Exact>) -> Value {
    points.map_or(Value::Null, |points| Value::from(points.to_ratio()))
}

impl MethodNote {
    /// As it is kept: the same note has the same text.
    fn text(&self) -> String {
        let thresholds: BTreeMap<&str, u32> =
            threshold_values(&self.thresholds).into_iter().map(|it| (it.0, it.2)).collect();
        let reasons: Vec<Value> = self.reasons.iter().map(|(words, n)| json!({ "words": words, "n": n })).collect();
        json!({
            "n_answers": self.n_answers, "n_flagged": self.n_flagged, "n_excluded": self.n_excluded,
            "reasons": reasons, "thresholds": thresholds, "edition": self.edition, "total": ratio(self.total.as_ref()),
            "without_flagged": ratio(self.without_flagged.as_ref()),
            "with_excluded": ratio(self.with_excluded.as_ref()),
        })
        .to_string()
    }

    /// Reads a kept note; `None` when it is not one.
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let n = |name: &str| value.get(name).and_then(Value::as_u64);
        let points = |name: &str| match value.get(name)? {
            Value::Null => Some(None),
            points => points.as_str().and_then(Exact::parse).map(Some),
        };
        let reason = |one: &Value| Some((one.get("words")?.as_str()?.to_owned(), one.get("n")?.as_u64()?));
        let kept: BTreeMap<String, u32> = serde_json::from_value(value.get("thresholds")?.clone()).ok()?;
        Some(MethodNote {
            n_answers: n("n_answers")?,
            n_flagged: n("n_flagged")?,
            n_excluded: n("n_excluded")?,
            reasons: value.get("reasons")?.as_array()?.iter().map(reason).collect::<Option<_>>()?,
            thresholds: of_values(&kept),
            // Notes of older programs name no edition: nobody could change one then.
            edition: n("edition").and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
            total: points("total")?,
            without_flagged: points("without_flagged")?,
            with_excluded: points("with_excluded")?,
        })
    }

    /// In sentences, for a page and for paper.
    pub fn sentences(&self) -> Vec<String> {
        let points = |points: &Option<Exact>| {
            points.as_ref().map_or_else(|| "нет".to_owned(), |it| it.to_decimals(2).replace('.', ","))
        };
        let mut all = vec![format!(
            "Анкет, пришедших через опросы: {}. Отмечено при проверке: {}. Исключено из подсчёта: {}. Ни одна не удалена.",
            self.n_answers, self.n_flagged, self.n_excluded
        )];
        all.extend(self.reasons.iter().map(|(words, n)| format!("Причина исключения: {words} — анкет {n}.")));
        all.push(format!(
            "Итоговый балл: {}. Без анкет с вескими признаками недостоверности: {}. Со всеми исключёнными: {}.",
            points(&self.total),
            points(&self.without_flagged),
            points(&self.with_excluded)
        ));
        all.push(format!("Анкеты проверены по порогам тура в редакции {}.", self.edition));
        all
    }

    /// Thresholds as they are called, with their values.
    pub fn thresholds_in_words(&self) -> Vec<(&'static str, u32)> {
        threshold_values(&self.thresholds).into_iter().map(|(_, words, value)| (words, value)).collect()
    }
}

fn note(looked: &[(Survey, Looked)], (thresholds, edition): (Thresholds, u32), beside: Beside) -> MethodNote {
    let sum = |of: fn(&Looked) -> usize| looked.iter().map(|(_, it)| of(it) as u64).sum();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for kept in looked.iter().flat_map(|(_, looked)| looked.reviews.values()) {
        if let Decision::Excluded(reason) = &kept.value.decision {
            *reasons.entry(reason.clone()).or_default() += 1;
        }
    }
    MethodNote {
        n_answers: sum(|it| it.traces.len()),
        n_flagged: sum(|it| it.flagged.len()),
        n_excluded: sum(Looked::n_excluded),
        reasons: reasons.into_iter().collect(),
        thresholds,
        edition,
        total: beside.counted.total,
        without_flagged: beside.without_flagged.total,
        with_excluded: beside.with_excluded.total,
    }
}

/// Notes of the organisations of a round that were asked through surveys, as they are kept.
pub(crate) async fn notes(
    ctx: &Ctx,
    round: &Round,
    book: &Rulebook,
    inputs: &[(OrganisationId, Inputs)],
) -> Result<BTreeMap<OrganisationId, String>, Refusal> {
    let store = ctx.store();
    let asked = SurveyQuery { round: Some(round.id), organisation: None };
    let asked: BTreeSet<OrganisationId> =
        store.list_surveys(&asked).await?.into_iter().map(|kept| kept.value.organisation).collect();
    let mut notes = BTreeMap::new();
    if asked.is_empty() {
        return Ok(notes);
    }
    remember(ctx, round.id).await?;
    let (thresholds, edition) = (thresholds(store, round.id).await?, edition(store, round.id).await?);
    for (organisation, inputs) in inputs.iter().filter(|(organisation, _)| asked.contains(organisation)) {
        let looked = looked_surveys(store, book, round.id, *organisation, &thresholds).await?;
        if looked.iter().all(|(_, looked)| looked.traces.is_empty()) {
            continue;
        }
        let beside = beside(inputs, &looked, book, &round.policy)?;
        notes.insert(*organisation, note(&looked, (thresholds, edition), beside).text());
    }
    Ok(notes)
}
