//! Where a measure stands today, in words, shape and colour.
//!
//! In come its state, its lateness and its term; out goes a state to be shown. Words are the house's own; lateness was
//! counted by the verb.

use crate::ui::components::state::{Mark, State};
use crate::ui::words;
use otklik_domain::deadline::{DeadlineKind, Lateness};
use otklik_domain::plan::MeasureState;

/// The state of a measure.
pub(crate) fn standing(state: MeasureState, lateness: Lateness, kind: Option<DeadlineKind>) -> State {
    let days = |n: i32| words::count(usize::try_from(n).unwrap_or(0), words::DAYS);
    match lateness {
        Lateness::Late(n) => return State::new(Mark::Late, format!("Просрочено на {}", days(n))),
        Lateness::Soon(0) => return State::new(Mark::Soon, "Срок сегодня"),
        Lateness::Soon(n) => return State::new(Mark::Soon, format!("Скоро: {}", days(n))),
        Lateness::OnTime | Lateness::NoTerm => {}
    }
    let goes_on = matches!(kind, Some(DeadlineKind::Ongoing | DeadlineKind::Recurring));
    match state {
        MeasureState::Planned | MeasureState::InWork if goes_on => State::new(Mark::Ongoing, "Действует постоянно"),
        MeasureState::Planned => State::new(Mark::Idle, "Не начато"),
        MeasureState::InWork => State::new(Mark::Work, "В работе"),
        MeasureState::Reported => State::new(Mark::Done, "Сделано, на проверке"),
        MeasureState::Confirmed => State::new(Mark::Ok, "Подтверждено"),
        MeasureState::Partly => State::new(Mark::Partly, "Выполнено частично"),
        MeasureState::NotDone => State::new(Mark::Failed, "Не выполнено"),
        MeasureState::Moved => State::new(Mark::Moved, "Срок перенесён"),
    }
}

/// What is said beside a late or near measure: where the work is.
pub(crate) fn note(state: MeasureState, lateness: Lateness) -> Option<String> {
    if matches!(lateness, Lateness::OnTime | Lateness::NoTerm) {
        return None;
    }
    let words = match state {
        MeasureState::Planned => "не начато",
        MeasureState::InWork => "в работе",
        MeasureState::Partly => "выполнено частично",
        MeasureState::Moved => "срок уже переносили",
        MeasureState::Reported | MeasureState::Confirmed | MeasureState::NotDone => return None,
    };
    Some(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lateness_is_said_before_the_state() {
        for (state, lateness, kind, text) in [
            (MeasureState::InWork, Lateness::Late(12), None, "Просрочено на 12 дней"),
            (MeasureState::Planned, Lateness::Late(1), None, "Просрочено на 1 день"),
            (MeasureState::Planned, Lateness::Soon(2), None, "Скоро: 2 дня"),
            (MeasureState::Planned, Lateness::OnTime, Some(DeadlineKind::Ongoing), "Действует постоянно"),
            (MeasureState::Confirmed, Lateness::OnTime, Some(DeadlineKind::Ongoing), "Подтверждено"),
        ] {
            assert_eq!(standing(state, lateness, kind).text, text);
        }
    }
}
