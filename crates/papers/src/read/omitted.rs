//! Words that stand in a file and not in the document: struck out by hand, or hidden.
//!
//! In come such words as a reader passes over them; out go remarks that quote the first of them, so that a person can
//! say whether they hold after all. It refuses to know formats, and keeps no more than it quotes.

use otklik_domain::remark::{Remark, Severity};

/// Stretches that a remark quotes.
const QUOTED_MAX: usize = 3;
/// Letters of a stretch that are quoted.
const LETTERS_MAX: usize = 80;

/// What a reader left out of one document.
#[derive(Debug, Default)]
pub(crate) struct Omitted {
    struck: Stretches,
    hidden: Stretches,
}

/// How letters stand, where they do not stand plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fate {
    pub(crate) is_struck: bool,
    pub(crate) is_hidden: bool,
}

/// Words of one kind, a stretch each.
#[derive(Debug, Default)]
struct Stretches {
    first: Vec<String>,
    n: usize,
    is_open: bool,
}

impl Omitted {
    /// Takes letters; `true` when they are left out.
    pub(crate) fn takes(&mut self, fate: Fate, text: &str) -> bool {
        match fate {
            Fate { is_hidden: true, .. } => self.hidden.take(text),
            Fate { is_struck: true, .. } => self.struck.take(text),
            // A space between two stretches parts nothing.
            _ if text.trim().is_empty() => {
                self.struck.space();
                self.hidden.space();
                return false;
            }
            _ => {
                self.end();
                return false;
            }
        }
        true
    }

    /// Ends the stretch: what comes is another one.
    pub(crate) fn end(&mut self) {
        self.struck.is_open = false;
        self.hidden.is_open = false;
    }

    /// What is to be said of it.
    pub(crate) fn remarks(&self) -> Vec<Remark> {
        let struck = self.struck.quoted().map(|words| {
            let text = format!("В документе есть зачёркнутый текст, он не прочитан: {words}");
            Remark::new("struck-text-skipped", Severity::Doubt, text)
                .propose("Если зачёркнутое действует, снимите зачёркивание и загрузите документ снова")
        });
        let hidden = self.hidden.quoted().map(|words| {
            let text = format!("В документе есть скрытый текст, он не прочитан: {words}");
            Remark::new("hidden-text-skipped", Severity::Note, text)
                .propose("Если скрытое нужно, снимите в Word отметку «Скрытый» и загрузите документ снова")
        });
        struck.into_iter().chain(hidden).collect()
    }
}

impl Stretches {
    fn take(&mut self, text: &str) {
        if !self.is_open {
            if text.trim().is_empty() {
                return;
            }
            self.is_open = true;
            self.n += 1;
            if self.first.len() < QUOTED_MAX {
                self.first.push(String::new());
            }
        }
        // Words past those that are quoted are counted and forgotten.
        if let Some(last) = self.first.last_mut().filter(|_| self.n <= QUOTED_MAX)
            && last.len() < LETTERS_MAX * 4
        {
            last.extend(text.chars().take(LETTERS_MAX * 2));
        }
    }

    fn space(&mut self) {
        if self.is_open {
            self.take(" ");
        }
    }

    /// «первое», «второе» и ещё 5.
    fn quoted(&self) -> Option<String> {
        let quoted: Vec<String> = self.first.iter().map(|words| format!("«{}»", short(words))).collect();
        let more = self.n.saturating_sub(self.first.len());
        let more = if more > 0 { format!(" и ещё {more}") } else { String::new() };
        (!quoted.is_empty()).then(|| format!("{}{more}", quoted.join(", ")))
    }
}

fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LETTERS_MAX) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default().trim_end()),
        None => words,
    }
}
