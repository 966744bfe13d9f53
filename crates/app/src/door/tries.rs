//! How often somebody tried lately.

use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, VecDeque};

/// So long a try is remembered.
pub(super) const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Above so many names old ones are thrown out, so that a flood of made-up names does not fill the memory.
const NAMES_MAX: usize = 20_000;

/// Times of tries by name.
#[derive(Debug, Default)]
pub(crate) struct Tries(HashMap<String, Tried>);

/// When somebody tried, and for how long that is remembered.
#[derive(Debug)]
struct Tried {
    times: VecDeque<Timestamp>,
    window: SignedDuration,
}

impl Tries {
    /// Counts a try, unless there were `max` of them already; then says when the oldest is forgotten.
    pub(crate) fn take(&mut self, name: &str, max: usize, now: Timestamp) -> Result<(), Timestamp> {
        self.take_within(name, max, WINDOW, now)
    }

    /// The same within a window of its own.
    pub(crate) fn take_within(
        &mut self,
        name: &str,
        max: usize,
        window: SignedDuration,
        now: Timestamp,
    ) -> Result<(), Timestamp> {
        if self.0.len() >= NAMES_MAX {
            self.throw_out(now);
        }
        let tried = self.0.entry(name.to_owned()).or_insert_with(|| Tried { times: VecDeque::new(), window });
        let times = &mut tried.times;
        while times.front().is_some_and(|first| now.duration_since(*first) >= window) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= max => Err(*first + window),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Forgets every try of a name.
    pub(crate) fn forget(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Takes the last try back.
    pub(crate) fn give_back(&mut self, name: &str) {
        if let Some(tried) = self.0.get_mut(name) {
            tried.times.pop_back();
        }
    }

    fn throw_out(&mut self, now: Timestamp) {
        self.0.retain(|_, it| it.times.back().is_some_and(|last| now.duration_since(*last) < it.window));
        // All of them are fresh: the ones with the fewest tries go, what is being attacked stays guarded.
        if self.0.len() >= NAMES_MAX {
            self.0.retain(|_, it| it.times.len() > 1);
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
    fn tries_of_a_day_are_counted_for_a_day() {
        let (mut tries, day) = (Tries::default(), SignedDuration::from_hours(24));
        for (second, expected) in [(0, Ok(())), (2000, Ok(())), (4000, Err(at(86_400))), (86_400, Ok(()))] {
            assert_eq!(tries.take_within("a", 2, day, at(second)), expected, "{second}");
        }
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
