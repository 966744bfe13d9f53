//! Styles of OpenDocument that matter to a reader: bold, hidden, struck, headings, how lists count.
//!
//! In come `styles.xml` and the automatic styles of `content.xml`; out go resolved answers. It refuses to know the rest.

use super::super::Unreadable;
use super::super::label::{Counting, symbol};
use super::super::xml::{Piece, Xml, attribute, local, number};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Levels of a list.
pub(super) const N_LEVELS: usize = 10;

/// What one style of paragraphs or letters says.
#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
}

/// How one level of a list looks.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    counting: Option<Counting>,
    bullet: String,
    prefix: String,
    suffix: String,
    /// How many levels are printed, this one included.
    n_shown: usize,
    /// The newer way to say all of it: «%1%.%2%.».
    pattern: Option<String>,
    /// The first number.
    pub(super) start: u32,
}

/// All styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: HashMap<String, Style>,
    lists: HashMap<String, Vec<Level>>,
    /// How headings are numbered.
    outline: Vec<Level>,
}

impl Styles {
    /// Reads styles up to the closing of the element opened last.
    pub(super) fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let floor = xml.depth();
        while xml.depth() >= floor {
            let Piece::Open(open) = xml.next()? else { continue };
            match local(&open) {
                "style" => {
                    let name = attribute(&open, "name").unwrap_or_default().into_owned();
                    let parent = attribute(&open, "parent-style-name").map(|v| v.into_owned());
                    let style = parse_style(xml, parent)?;
                    self.by_name.insert(name, style);
                }
                "list-style" => {
                    let name = attribute(&open, "name").unwrap_or_default().into_owned();
                    let levels = parse_levels(xml)?;
                    self.lists.insert(name, levels);
                }
                "outline-style" => self.outline = parse_levels(xml)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a style makes letters bold, through those it comes from.
    pub(super) fn is_bold(&self, name: Option<&str>) -> Option<bool> {
        self.first(name, |style| style.is_bold)
    }

    /// Whether a style hides letters.
    pub(super) fn is_hidden(&self, name: Option<&str>) -> Option<bool> {
        self.first(name, |style| style.is_hidden)
    }

    /// Whether a style strikes letters out.
    pub(super) fn is_struck(&self, name: Option<&str>) -> Option<bool> {
        self.first(name, |style| style.is_struck)
    }

    fn first(&self, name: Option<&str>, ask: impl Fn(&Style) -> Option<bool>) -> Option<bool> {
        let mut style = self.by_name.get(name?);
        for _ in 0..16 {
            let one = style?;
            if let Some(said) = ask(one) {
                return Some(said);
            }
            style = one.parent.as_deref().and_then(|parent| self.by_name.get(parent));
        }
        None
    }

    /// The levels of a list style, or of headings where it has no name.
    pub(super) fn levels(&self, list: Option<&str>) -> &[Level] {
        match list {
            Some(name) => self.lists.get(name).map(Vec::as_slice).unwrap_or_default(),
            None => &self.outline,
        }
    }
}

/// The label of a level with these counters.
pub(super) fn label(levels: &[Level], counters: &[Option<u32>; N_LEVELS], level: usize) -> Option<String> {
    let own = levels.get(level)?;
    let shown_at = |at: usize| {
        let one = levels.get(at)?;
        Some(one.counting?.shown(counters.get(at).copied().flatten().unwrap_or(one.start)))
    };
    let label = match (&own.pattern, own.counting) {
        (_, None) => own.bullet.chars().map(symbol).collect(),
        (_, Some(Counting::Silent)) => String::new(),
        (Some(pattern), Some(_)) => filled(pattern, shown_at),
        (None, Some(_)) => {
            let from = (level + 1).saturating_sub(own.n_shown.max(1));
            let numbers: Vec<String> = (from..=level).filter_map(shown_at).filter(|n| !n.is_empty()).collect();
            format!("{}{}{}", own.prefix, numbers.join("."), own.suffix)
        }
    };
    let label = label.trim();
    (!label.is_empty()).then(|| label.to_owned())
}

/// Puts counters into «%1%.%2%.».
fn filled(pattern: &str, shown_at: impl Fn(usize) -> Option<String>) -> String {
    let parts = pattern.split('%').enumerate().map(|(i, part)| match part.parse::<usize>() {
        Ok(level) if i % 2 == 1 => shown_at(level.saturating_sub(1)).unwrap_or_default(),
        _ => part.to_owned(),
    });
    parts.collect()
}

fn parse_style(xml: &mut Xml<'_>, parent: Option<String>) -> Result<Style, Unreadable> {
    let floor = xml.depth();
    let mut style = Style { parent, ..Style::default() };
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        if local(&open) == "table-properties" && attribute(&open, "display").is_some_and(|v| v == "false") {
            style.is_hidden = Some(true);
        }
        if local(&open) == "text-properties" {
            style.is_bold = plain_attribute(&open, "font-weight").map(|weight| is_bold(&weight)).or(style.is_bold);
            style.is_struck = is_struck(&open).or(style.is_struck);
            style.is_hidden = plain_attribute(&open, "display").map(|display| display == "none").or(style.is_hidden);
        }
    }
    Ok(style)
}

/// A line through letters: by its style, or by its kind alone.
fn is_struck(open: &BytesStart<'_>) -> Option<bool> {
    let said = |name: &str| plain_attribute(open, name).map(|how| how != "none");
    said("text-line-through-style").or(said("text-line-through-type"))
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

fn plain_attribute(open: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute(open, name).map(|v| v.into_owned())
}

fn parse_levels(xml: &mut Xml<'_>) -> Result<Vec<Level>, Unreadable> {
    let floor = xml.depth();
    let mut levels: Vec<Level> = Vec::new();
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        let name = local(&open);
        if !name.starts_with("list-level-style") && name != "outline-level-style" {
            continue;
        }
        let at = number(&open, "level").and_then(|n| usize::try_from(n - 1).ok()).unwrap_or(N_LEVELS);
        if at < N_LEVELS {
            levels.resize(levels.len().max(at + 1), Level::default());
            levels[at] = parse_level(&open, name);
        }
    }
    Ok(levels)
}

fn parse_level(open: &BytesStart<'_>, name: &str) -> Level {
    let said = |name: &str| plain_attribute(open, name);
    let is_number = name.ends_with("style-number") || name.starts_with("outline");
    Level {
        counting: is_number.then(|| Counting::from_sample(&said("num-format").unwrap_or_default())),
        bullet: said("bullet-char").unwrap_or_default(),
        prefix: said("num-prefix").unwrap_or_default(),
        suffix: said("num-suffix").unwrap_or_default(),
        n_shown: said("display-levels").and_then(|n| n.parse().ok()).unwrap_or(1),
        pattern: said("num-list-format").filter(|pattern| pattern.contains('%')),
        start: said("start-value").and_then(|n| n.parse().ok()).unwrap_or(1),
    }
}
