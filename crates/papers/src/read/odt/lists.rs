//! Running lists of OpenDocument.
//!
//! In come openings of lists and items in reading order; out go labels. A list starts anew unless it says that it goes
//! on. It refuses to know paragraphs.

use super::super::xml::{attribute, number};
use super::styles::{N_LEVELS, Styles, label};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

type Counters = [Option<u32>; N_LEVELS];

/// A list that is open now.
#[derive(Debug, Default)]
pub(super) struct Open {
    style: Option<String>,
    key: String,
    /// Nested lists have no number of their own: they count in the outermost one.
    is_item_fresh: bool,
    start_here: Option<u32>,
    is_header: bool,
}

/// All lists of a document and where each stands.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<Open>,
    counters: HashMap<String, Counters>,
    last_of_style: HashMap<String, String>,
    n_lists: usize,
}

impl Lists {
    /// A list opens.
    pub(super) fn start(&mut self, open: &BytesStart<'_>) {
        let outer = self.open.last();
        let own = attribute(open, "style-name").map(|v| v.into_owned());
        let style = own.or_else(|| outer.and_then(|outer| outer.style.clone()));
        let key = match outer {
            Some(outer) => outer.key.clone(),
            None => self.root_key(open, style.as_deref()),
        };
        if let Some(style) = &style {
            self.last_of_style.insert(style.clone(), key.clone());
        }
        self.open.push(Open { style, key, ..Open::default() });
    }

    /// The list closes.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Steps into a cell or a frame: lists that are open outside do not count there, numbers go on.
    pub(super) fn step_in(&mut self) -> Vec<Open> {
        std::mem::take(&mut self.open)
    }

    /// Steps out again.
    pub(super) fn step_out(&mut self, outside: Vec<Open>) {
        self.open = outside;
    }

    /// An item opens; a header is an item without a number.
    pub(super) fn item(&mut self, open: &BytesStart<'_>, is_header: bool) {
        if let Some(list) = self.open.last_mut() {
            list.is_item_fresh = true;
            list.is_header = is_header;
            list.start_here = number(open, "start-value").and_then(|n| u32::try_from(n).ok());
        }
    }

    /// The label and the level of the paragraph that stands here now. Only the first of an item is labelled.
    pub(super) fn count(&mut self, styles: &Styles, outline_level: Option<usize>) -> Option<(String, usize)> {
        let Some(list) = self.open.last_mut() else { return self.count_heading(styles, outline_level?) };
        if !std::mem::take(&mut list.is_item_fresh) || list.is_header {
            return None;
        }
        let (key, style, start) = (list.key.clone(), list.style.clone(), list.start_here.take());
        let level = self.open.len() - 1;
        self.step(styles, style.as_deref().unwrap_or_default().into(), key, level, start)
    }

    fn count_heading(&mut self, styles: &Styles, level: usize) -> Option<(String, usize)> {
        self.step(styles, None, "outline".into(), level, None)
    }

    fn step(
        &mut self,
        styles: &Styles,
        style: Option<&str>,
        key: String,
        level: usize,
        start: Option<u32>,
    ) -> Option<(String, usize)> {
        let levels = styles.levels(style);
        let counters = self.counters.entry(key).or_default();
        let first = levels.get(level).map_or(1, |at| at.start);
        let counter = counters.get_mut(level)?;
        *counter = Some(start.unwrap_or_else(|| counter.map_or(first, |n| n.saturating_add(1))));
        counters.iter_mut().skip(level + 1).for_each(|deeper| *deeper = None);
        label(levels, counters, level).map(|label| (label, level))
    }

    /// Which counters an outermost list counts in.
    fn root_key(&mut self, open: &BytesStart<'_>, style: Option<&str>) -> String {
        let own = attribute(open, "id").map(|v| v.into_owned());
        let continued = attribute(open, "continue-list").map(|v| v.into_owned());
        let goes_on = attribute(open, "continue-numbering").is_some_and(|v| v == "true");
        let known = continued
            .and_then(|id| self.counters.get(&id).copied())
            .or_else(|| self.counters.get(self.last_of_style.get(style.filter(|_| goes_on)?)?).copied());
        self.n_lists += 1;
        let key = own.unwrap_or_else(|| format!("#{}", self.n_lists));
        self.counters.insert(key.clone(), known.unwrap_or_default());
        key
    }
}
