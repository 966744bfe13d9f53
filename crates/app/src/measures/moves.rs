//! Terms a measure had before, as they are told: a move that was taken back moved nothing.
//!
//! In come all moves, oldest first; out go those that stand. The journal and the measure's history keep every one.

use otklik_store::record::TermMove;

/// The reason of a move that takes the one before it back.
pub(crate) const TAKEN_BACK: &str = "Перенос отменён";

/// Moves that stand.
pub(super) fn standing(mut moves: Vec<TermMove>) -> Vec<TermMove> {
    // Two moves of one instant come in any order: what takes back was the later one.
    moves.sort_by_key(|one| (one.at, one.reason == TAKEN_BACK));
    let mut left: Vec<TermMove> = Vec::with_capacity(moves.len());
    for one in moves {
        if left.last().is_some_and(|last| takes_back(&one, last)) {
            left.pop();
        } else {
            left.push(one);
        }
    }
    left
}

/// From where the former led, to where it began.
fn takes_back(one: &TermMove, last: &TermMove) -> bool {
    let begins_there = one.was.as_deref() == Some(last.became.as_str());
    let ends_there = one.became.as_str() == last.was.as_deref().unwrap_or_default();
    one.reason == TAKEN_BACK && begins_there && ends_there
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use otklik_domain::ids::{MeasureId, OrganisationId};
    use uuid::Uuid;

    fn moved(was: Option<&str>, became: &str, reason: &str) -> TermMove {
        TermMove {
            organisation: OrganisationId(Uuid::nil()),
            id: Uuid::nil(),
            measure: MeasureId(Uuid::nil()),
            was: was.map(ToOwned::to_owned),
            was_due_on: None,
            became: became.to_owned(),
            became_due_on: None,
            reason: reason.to_owned(),
            by: "a".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_was_taken_back_moved_nothing() {
        for (moves, expected) in [
            (vec![], ""),
            (vec![moved(Some("май"), "июль", "Нет денег")], "май-июль"),
            (vec![moved(Some("май"), "июль", "Нет денег"), moved(Some("июль"), "май", TAKEN_BACK)], ""),
            (vec![moved(None, "июль", "Нет денег"), moved(Some("июль"), "", TAKEN_BACK)], ""),
            // Both of one instant, as they may come from the store.
            (vec![moved(Some("июль"), "май", TAKEN_BACK), moved(Some("май"), "июль", "Нет денег")], ""),
            (
                vec![
                    moved(Some("май"), "июнь", "Ремонт"),
                    moved(Some("июнь"), "июль", "Нет денег"),
                    moved(Some("июль"), "июнь", TAKEN_BACK),
                ],
                "май-июнь",
            ),
            // A person who moves it back gives a reason of their own: that is a move.
            (vec![moved(Some("май"), "июль", "Нет денег"), moved(Some("июль"), "май", "Нашли")], "май-июль июль-май"),
            (vec![moved(Some("июль"), "май", TAKEN_BACK)], "июль-май"),
        ] {
            let told: Vec<String> = standing(moves)
                .iter()
                .map(|one| format!("{}-{}", one.was.as_deref().unwrap_or_default(), one.became))
                .collect();
            assert_eq!(told.join(" "), expected);
        }
    }
}
