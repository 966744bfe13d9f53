//! A score three ways: as it counts, without what is gravely flagged, with what was left out. Counted by the one engine
//! each time it is asked for, never kept apart from a note.

use super::looked::Looked;
use crate::refusal::Refusal;
use crate::score::counted;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::Policy;
use otklik_store::record::{Figures, Inputs, Survey};

/// Figures beside each other («оценка с отмеченными анкетами и без них»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// As it counts.
    pub counted: Figures,
    /// Without answers that are gravely flagged, whatever was decided about them.
    pub without_flagged: Figures,
    /// With the answers that were left out.
    pub with_excluded: Figures,
}

/// Counts an organisation three ways. `surveys` are all of its surveys in the round.
pub(super) fn beside(
    inputs: &Inputs,
    surveys: &[(Survey, Looked)],
    book: &Rulebook,
    policy: &Policy,
) -> Result<Beside, Refusal> {
    let (mut without, mut with) = (inputs.clone(), inputs.clone());
    let never = || Refusal::unavailable("sums of answers are not what the answers give");
    for (survey, looked) in surveys {
        let place = without.places.entry(survey.branch.clone()).or_default();
        place.counts = place.counts.minus(&looked.grave(book)).ok_or_else(never)?;
        let place = with.places.entry(survey.branch.clone()).or_default();
        place.counts = place.counts.plus(&looked.excluded(book)).ok_or_else(never)?;
    }
    for inputs in [&mut without, &mut with] {
        inputs.places.retain(|_, place| !place.counts.is_empty() || !place.found.is_empty());
    }
    let figures = |inputs: &Inputs| counted(inputs, "", book, policy).map(|(_, sheet)| Figures::of(&sheet));
    Ok(Beside { counted: figures(inputs)?, without_flagged: figures(&without)?, with_excluded: figures(&with)? })
}
