//! Trying a program on a text: the first way that leads to the end, from the first place where one does.

use super::class::{Class, is_word};
use super::found::{SLOTS, Slots};
use super::parse::Place;
use super::program::{Program, Step};

/// The text asks for more tries than a text of its length may.
pub(super) struct Tired;

/// What to do when the way taken fails.
enum Back {
    Go { step: usize, at: usize },
    Slot { slot: usize, was: usize },
    Fewer { step: usize, least: usize, at: usize },
}

struct Try<'p, 't> {
    program: &'p Program,
    text: &'t [u8],
    slots: Slots,
    back: Vec<Back>,
    tries: usize,
}

impl Program {
    /// The first match at or after `at`.
    pub(super) fn search(&self, text: &str, at: usize) -> Result<Option<Slots>, Tired> {
        let bytes = text.as_bytes();
        let Some(rest) = bytes.get(at..).filter(|rest| self.needed.iter().all(|sign| rest.contains(sign))) else {
            return Ok(None);
        };
        let tries = 2000 + 40 * rest.len();
        let mut attempt = Try { program: self, text: bytes, slots: [usize::MAX; SLOTS], back: Vec::new(), tries };
        let mut at = at;
        loop {
            let (next, length) = char_at(bytes, at);
            let is_possible = match &self.first {
                _ if at == 0 && self.may_open => true,
                _ if self.is_anchored => return Ok(None),
                Some(first) => length > 0 && first.has(next),
                None => true,
            };
            if is_possible && attempt.run(at)? {
                return Ok(Some(attempt.slots));
            }
            if length == 0 {
                return Ok(None);
            }
            at += length;
        }
    }
}

impl Try<'_, '_> {
    fn run(&mut self, from: usize) -> Result<bool, Tired> {
        self.slots = [usize::MAX; SLOTS];
        self.back.clear();
        let (mut step, mut at) = (0, from);
        loop {
            self.tries = self.tries.checked_sub(1).ok_or(Tired)?;
            match self.forward(step, at) {
                Some((_, usize::MAX)) => {
                    self.slots[0] = from;
                    self.slots[1] = at;
                    return Ok(true);
                }
                Some((to, next)) => (at, step) = (to, next),
                None => match self.backward() {
                    Some((to, next)) => (at, step) = (to, next),
                    None => return Ok(false),
                },
            }
        }
    }

    /// Where the step leads: the place in the text and the next step, `usize::MAX` at the end.
    fn forward(&mut self, step: usize, at: usize) -> Option<(usize, usize)> {
        let program = self.program;
        let took = |is_right: bool, length: usize| (is_right && length > 0).then_some((at + length, step + 1));
        match program.steps.get(step)? {
            Step::Char(c) => {
                let (next, length) = char_at(self.text, at);
                took(next == u32::from(*c), length)
            }
            Step::Letter(cases) => {
                let (next, length) = char_at(self.text, at);
                took(cases.iter().any(|c| u32::from(*c) == next), length)
            }
            Step::Class(class) => {
                let (next, length) = char_at(self.text, at);
                took(class.has(next), length)
            }
            Step::NotWord => {
                let (next, length) = char_at(self.text, at);
                took(!is_word(next), length)
            }
            Step::Run { class, min, max } => self.run_of(class, *min, *max, step, at),
            Step::Place(place) => self.stands(*place, at).then_some((at, step + 1)),
            Step::Save(slot) => {
                let was = std::mem::replace(self.slots.get_mut(*slot)?, at);
                self.back.push(Back::Slot { slot: *slot, was });
                Some((at, step + 1))
            }
            Step::Split(one, two) => {
                self.back.push(Back::Go { step: *two, at });
                Some((at, *one))
            }
            Step::Jump(to) => Some((at, *to)),
            Step::Done => Some((at, usize::MAX)),
        }
    }

    fn run_of(&mut self, class: &Class, min: u32, max: u32, step: usize, at: usize) -> Option<(usize, usize)> {
        let (mut end, mut least, mut n) = (at, at, 0);
        while n < max {
            let (next, length) = char_at(self.text, end);
            if length == 0 || !class.has(next) {
                break;
            }
            end += length;
            n += 1;
            if n == min {
                least = end;
            }
        }
        self.tries = self.tries.saturating_sub((end - at) / 4);
        if n < min {
            return None;
        }
        if end > least {
            self.back.push(Back::Fewer { step, least, at: end });
        }
        Some((end, step + 1))
    }

    fn backward(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.back.pop()? {
                Back::Go { step, at } => return Some((at, step)),
                Back::Slot { slot, was } => {
                    if let Some(now) = self.slots.get_mut(slot) {
                        *now = was;
                    }
                }
                Back::Fewer { step, least, at } => {
                    let at = before(self.text, at);
                    if at > least {
                        self.back.push(Back::Fewer { step, least, at });
                    }
                    return Some((at, step + 1));
                }
            }
        }
    }

    fn stands(&self, place: Place, at: usize) -> bool {
        match place {
            Place::Start => at == 0,
            Place::End => at == self.text.len(),
            Place::WordEdge => {
                let is_before = at > 0 && is_word(char_at(self.text, before(self.text, at)).0);
                let (next, length) = char_at(self.text, at);
                is_before != (length > 0 && is_word(next))
            }
        }
    }
}

/// The character that begins at this byte and how many bytes it takes; none at the end.
fn char_at(text: &[u8], at: usize) -> (u32, usize) {
    let Some(&first) = text.get(at) else { return (0, 0) };
    let more = |n: usize| text.get(at + n).map_or(0, |b| u32::from(b & 0x3f));
    match first {
        0..0x80 => (u32::from(first), 1),
        0x80..0xe0 => ((u32::from(first) & 0x1f) << 6 | more(1), 2),
        0xe0..0xf0 => ((u32::from(first) & 0xf) << 12 | more(1) << 6 | more(2), 3),
        _ => ((u32::from(first) & 7) << 18 | more(1) << 12 | more(2) << 6 | more(3), 4),
    }
}

/// Where the character before this byte begins.
fn before(text: &[u8], at: usize) -> usize {
    let is_middle = |at: usize| text.get(at).is_some_and(|b| b & 0xc0 == 0x80);
    let mut at = at.saturating_sub(1);
    while at > 0 && is_middle(at) {
        at -= 1;
    }
    at
}
