//! What the style sheet of a page says of its classes, as far as a reader cares: bold, struck, hidden.
//!
//! In comes the text of `<style>`; out go looks by class. Offices and clouds save a line through a word as a class and
//! not as a mark. Only plain classes are known: `.x`, `td.x`, lists of them. It refuses to know the cascade.

use std::collections::HashMap;

/// Classes that are remembered.
const CLASSES_MAX: usize = 10_000;

/// What a list of declarations says; `None` where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    pub(super) is_bold: Option<bool>,
    pub(super) is_struck: Option<bool>,
    pub(super) is_hidden: Option<bool>,
}

impl Said {
    /// Reads declarations, be they of a class or of an element.
    pub(super) fn of(style: &str) -> Self {
        let style = style.to_ascii_lowercase().replace(char::is_whitespace, "");
        let mut said = Said::default();
        for (name, value) in style.split(';').filter_map(|one| one.split_once(':')) {
            match name {
                "font-weight" => said.is_bold = Some(value.starts_with(['b', '6', '7', '8', '9'])),
                // «underline line-through» strikes too.
                "text-decoration" | "text-decoration-line" => said.is_struck = Some(value.contains("line-through")),
                "display" => said.is_hidden = Some(value.starts_with("none")),
                "mso-hide" => said.is_hidden = Some(value.starts_with("all")),
                _ => {}
            }
        }
        said
    }

    /// What is said here, else there.
    pub(super) fn or(self, other: Said) -> Said {
        Said {
            is_bold: self.is_bold.or(other.is_bold),
            is_struck: self.is_struck.or(other.is_struck),
            is_hidden: self.is_hidden.or(other.is_hidden),
        }
    }
}

/// Classes of a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    by_class: HashMap<String, Said>,
}

impl Sheet {
    /// Adds what a sheet says; a later word about the same class wins.
    pub(super) fn take(&mut self, css: &str) {
        for rule in css.split('}') {
            let Some((names, declared)) = rule.rsplit_once('{') else { continue };
            let said = Said::of(declared);
            if said == Said::default() {
                continue;
            }
            for class in names.split(',').filter_map(plain_class) {
                if self.by_class.len() < CLASSES_MAX || self.by_class.contains_key(class) {
                    let known = self.by_class.entry(class.to_owned()).or_default();
                    *known = said.or(*known);
                }
            }
        }
    }

    /// What the classes of an element say; the last of them has the word.
    pub(super) fn said<'a>(&self, classes: impl Iterator<Item = &'a str>) -> Said {
        classes.filter_map(|class| self.by_class.get(class)).fold(Said::default(), |said, more| more.or(said))
    }
}

/// `x` of `.x` and of `td.x`; nothing of anything longer.
fn plain_class(name: &str) -> Option<&str> {
    let (element, class) = name.trim().split_once('.')?;
    let is_name = |word: &str| word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    (is_name(element) && is_name(class) && !class.is_empty()).then_some(class)
}
