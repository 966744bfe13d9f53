//! Headings as words: without case, numbers in front and marks.

/// The words of a heading.
#[derive(Debug, Clone)]
pub(crate) struct Words(Vec<String>);

impl Words {
    /// Takes a text apart; «Вопрос 3.», «1)» and «Q1» in front are no part of it.
    pub(crate) fn of(text: &str) -> Words {
        let lower = text.to_lowercase().replace('ё', "е");
        let mut words: Vec<String> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let is_number = |word: &str| {
            let digits = word.strip_prefix(['q', 'в']).unwrap_or(word);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        while words.len() > 1 && words.first().is_some_and(|word| is_number(word) || word == "вопрос") {
            words.remove(0);
        }
        Words(words)
    }

    /// Whether a word begins so.
    pub(crate) fn has(&self, stem: &str) -> bool {
        self.0.iter().any(|word| word.starts_with(stem))
    }

    /// Whether a pair of words in turn begin so: «непосредственн оказ»; one stem alone is a word.
    pub(crate) fn has_phrase(&self, phrase: &str) -> bool {
        match phrase.split_once(' ') {
            None => self.has(phrase),
            Some((first, second)) => {
                self.0.windows(2).any(|pair| matches!(pair, [a, b] if a.starts_with(first) && b.starts_with(second)))
            }
        }
    }

    /// The first of the phrases that stands there.
    pub(crate) fn first_of<'a>(&self, phrases: &[&'a str]) -> Option<&'a str> {
        phrases.iter().copied().find(|phrase| self.has_phrase(phrase))
    }

    /// Whether it is exactly this.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.0.iter().map(String::as_str).eq(text.split(' '))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Beginnings of the words that say something.
    fn stems(&self) -> Vec<String> {
        let mut stems: Vec<String> =
            self.0.iter().filter(|word| word.chars().count() > 2).map(|word| word.chars().take(6).collect()).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }
}

/// A text taken apart for comparing it with many others.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    words: Words,
    stems: Vec<String>,
}

impl Compared {
    /// Takes a text apart.
    pub(crate) fn of(text: &str) -> Compared {
        let words = Words::of(text);
        Compared { stems: words.stems(), words }
    }

    /// Whether both are of the same words.
    pub(crate) fn is_same(&self, other: &Compared) -> bool {
        self.words == other.words
    }

    /// Likeness in per cent: words in common of all words of both.
    pub(crate) fn likeness(&self, other: &Compared) -> usize {
        let common = self.stems.iter().filter(|stem| other.stems.binary_search(stem).is_ok()).count();
        let all = self.stems.len() + other.stems.len() - common;
        (common * 100).checked_div(all).unwrap_or(0)
    }

    /// The candidate that the text is most like, when no other is nearly as like: its place and the likeness.
    pub(crate) fn closest<'a>(&self, candidates: impl Iterator<Item = &'a Compared>) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        let mut second = 0;
        for (at, candidate) in candidates.enumerate() {
            let likeness = if self.is_same(candidate) { 101 } else { self.likeness(candidate) };
            match best {
                Some((_, most)) if likeness <= most => second = second.max(likeness),
                _ => {
                    second = second.max(best.map_or(0, |(_, most)| most));
                    best = Some((at, likeness));
                }
            }
        }
        best.filter(|(_, most)| *most >= 60 && *most >= second + 15)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// Whether two headings are of the same words.
pub(super) fn same(one: &str, other: &str) -> bool {
    Words::of(one) == Words::of(other)
}
