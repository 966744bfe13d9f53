//! Words cut at line ends because no line could hold them.
//!
//! In come the lines of the whole paper; out goes whether two pieces are one word. It refuses to know grammar beyond
//! what tells a finished word from a piece.

use std::collections::HashSet;

use super::lines::Line;

/// Words seen whole, in small letters.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<String>);

/// What is usual in a paper: how far lines are apart, which words it uses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits<'w> {
    /// Usual distance of baselines, in type sizes.
    pub(super) pitch: f32,
    pub(super) words: &'w Words,
}

impl Words {
    /// Words of many lines; the first one of a line may be a piece.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let mut words = HashSet::new();
        for piece in lines.flat_map(|line| &line.pieces) {
            let text = piece.text.to_lowercase();
            let whole = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
            words.extend(whole.skip(1).map(str::to_owned));
        }
        Words(words)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }

    /// Whether a line that holds nothing but `head` goes on inside the word.
    pub(super) fn is_cut(&self, head: &str, text: &str) -> bool {
        let head = head.trim_start_matches(['«', '(', '"', '“']);
        let tail: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
        let n_tail = tail.chars().count();
        if !head.chars().all(char::is_alphabetic) || !tail.chars().all(char::is_lowercase) {
            return false;
        }
        if head.chars().count() < 5 || n_tail == 0 {
            return false;
        }
        if self.has(&format!("{head}{tail}")) || is_unfinished(head) {
            return true;
        }
        if n_tail > 7 {
            return false;
        }
        // «учитель информатики» are two, «образователь|ного» is one.
        let is_agent = head.ends_with("тель") && !tail.starts_with(['н', 'с']);
        let is_word = n_tail >= 4 && tail.chars().any(is_vowel) && (is_inflected(head) || is_agent);
        !is_word && !self.has(&tail) && !SHORT_WORDS.contains(&tail.as_str())
    }
}

fn is_vowel(letter: char) -> bool {
    "аеёиоуыэюяaeiouy".contains(letter)
}

/// «ежеквартальн», «возможн»: no word ends so.
fn is_unfinished(head: &str) -> bool {
    ["льн", "жн", "вн", "чн", "шн", "ятн", "стн", "ческ", "тельс"].iter().any(|end| head.ends_with(end))
}

/// Ends as a whole adjective, verb or noun does.
fn is_inflected(head: &str) -> bool {
    const ENDS: [&str; 25] = [
        "ую", "юю", "инг", "ть", "ся", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ым", "им",
        "ого", "его", "ому", "ия", "ии", "ию", "ей",
    ];
    ENDS.iter().any(|end| head.ends_with(end))
}

/// Words that follow a full line in their own right; «а», «но» and «что» follow a comma.
const SHORT_WORDS: [&str; 33] = [
    "и",
    "в",
    "с",
    "к",
    "о",
    "у",
    "на",
    "по",
    "от",
    "до",
    "за",
    "из",
    "не",
    "ни",
    "об",
    "со",
    "ко",
    "во",
    "для",
    "при",
    "или",
    "без",
    "над",
    "под",
    "про",
    "как",
    "их",
    "его",
    "её",
    "том",
    "год",
    "года",
    "услуг",
];
