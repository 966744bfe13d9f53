//! How often somebody tried lately.

use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, VecDeque};

/// So long a try is remembered.
pub(super) const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Above so many names old ones are thrown out, so that a flood of made-up names does not fill the memory.
const NAMES_MAX: usize = 20_000;

/// Times of tries by name.
#[derive(Debug, Default)]
pub(super) struct Tries(HashMap<String, VecDeque<Timestamp>>);

impl Tries {
    /// Counts a try, unless there were `max` of them already; then says when the oldest is forgotten.
    pub(super) fn take(&mut self, name: &str, max: usize, now: Timestamp) -> Result<(), Timestamp> {
        if self.0.len() >= NAMES_MAX {
            self.throw_out(now);
        }
        let times = self.0.entry(name.to_owned()).or_default();
        while times.front().is_some_and(|first| now.duration_since(*first) >= WINDOW) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= max => Err(*first + WINDOW),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Forgets every try of a name.
    pub(super) fn forget(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Takes the last try back.
    pub(super) fn give_back(&mut self, name: &str) {
        if let Some(times) = self.0.get_mut(name) {
            times.pop_back();
        }
    }

    fn throw_out(&mut self, now: Timestamp) {
        self.0.retain(|_, times| times.back().is_some_and(|last| now.duration_since(*last) < WINDOW));
        // All of them are fresh: the ones with the fewest tries go, what is being attacked stays guarded.
        if self.0.len() >= NAMES_MAX {
            self.0.retain(|_, times| times.len() > 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn tries_are_counted_within_the_window() {
        let mut tries = Tries::default();
        for (second, expected) in
            [(0, Ok(())), (10, Ok(())), (20, Err(at(900))), (899, Err(at(900))), (900, Ok(())), (901, Err(at(910)))]
        {
            assert_eq!(tries.take("a", 2, at(second)), expected, "{second}");
        }
        assert_eq!(tries.take("b", 2, at(901)), Ok(()), "others are not counted along");
        tries.give_back("a");
        assert_eq!(tries.take("a", 2, at(902)), Ok(()));
        tries.forget("a");
        assert_eq!(tries.take("a", 1, at(903)), Ok(()));
    }

    #[test]
    fn a_flood_of_names_does_not_grow_for_ever_nor_free_who_is_attacked() {
        let mut tries = Tries::default();
        for second in 0..3 {
            let _ = tries.take("attacked", 2, at(second));
        }
        for n in 0..NAMES_MAX + 10 {
            let _ = tries.take(&n.to_string(), 2, at(5));
        }
        assert!(tries.0.len() < NAMES_MAX);
        assert_eq!(tries.take("attacked", 2, at(6)), Err(at(900)));
    }
}
