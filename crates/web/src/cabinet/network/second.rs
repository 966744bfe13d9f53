//! Those who already have a measure for the same thing: shown before anything is given, skipped unless ticked.
//!
//! In come ticks and what the verb found; out go rows to choose from and who gets the measure. It refuses to skip anybody
//! who was not shown, and to give a second measure to anybody who was not ticked.

use crate::cabinet::shortcomings::ticked;
use crate::form::Typed;
use crate::standing::standing;
use otklik_app::network::Double;
use otklik_domain::ids::OrganisationId;
use std::collections::BTreeMap;

/// An organisation with the measures it has already.
pub(super) struct Second {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) is_ticked: bool,
    /// Address, words, «до 1 сентября · В работе».
    pub(super) measures: Vec<(String, String, String)>,
}

/// What a person decided about second measures.
pub(super) struct Chosen {
    shown: Vec<OrganisationId>,
    wanted: Vec<OrganisationId>,
}

impl Chosen {
    pub(super) fn of(typed: &Typed) -> Self {
        Chosen { shown: ticked(typed, "shown"), wanted: ticked(typed, "second") }
    }

    /// Whether somebody among them was not asked about yet.
    pub(super) fn is_open(&self, found: &[Double]) -> bool {
        found.iter().any(|it| !self.shown.contains(&it.organisation.id))
    }

    /// Whom the measure goes to: who has none yet, and who was ticked all the same.
    pub(super) fn given(&self, ticks: &[OrganisationId], found: &[Double]) -> Vec<OrganisationId> {
        let has = |id: &OrganisationId| found.iter().any(|it| it.organisation.id == *id);
        ticks.iter().copied().filter(|id| !has(id) || self.wanted.contains(id)).collect()
    }

    /// Rows to choose from, by the organisation's name.
    pub(super) fn rows(&self, found: Vec<Double>) -> Vec<Second> {
        let mut rows: BTreeMap<(String, String), Second> = BTreeMap::new();
        for it in found {
            let (id, measure) = (it.organisation.id, it.measure);
            let name = it.organisation.short_name.unwrap_or(it.organisation.name);
            let row = rows.entry((name.clone(), id.to_string())).or_insert_with(|| Second {
                id: id.to_string(),
                name,
                is_ticked: self.wanted.contains(&id),
                measures: Vec::new(),
            });
            let state = standing(measure.state, it.lateness, measure.deadline_kind).text;
            let term = measure.deadline_as_written.unwrap_or_else(|| "срока нет".to_owned());
            let href = format!("/cabinet/measures/{}", measure.id);
            row.measures.push((href, measure.text, format!("{term} · {state}")));
        }
        rows.into_values().collect()
    }
}
