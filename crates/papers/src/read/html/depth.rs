//! How deep a page goes, told by its marks before a tree is built: the library's time grows with the square of depth.
//!
//! In comes the text of a page; out goes yes or no. It refuses to know where marks are allowed.

use super::super::Unreadable;
use super::super::limits::{DEPTH_MAX, within};

/// Open marks at once. The tree is held to [`DEPTH_MAX`] later; marks that are never closed in sound pages come before.
const OPEN_MAX: usize = 4 * DEPTH_MAX;

/// Elements that need no closing mark, or never have one: they do not go deeper by themselves.
const SHALLOW: &[&str] = &[
    "p", "br", "li", "td", "tr", "th", "hr", "dt", "dd", "col", "img", "meta", "link", "input", "option", "tbody",
    "thead", "tfoot", "area", "base", "embed", "param", "source", "track", "wbr", "colgroup",
];

/// Refuses a page that goes too deep.
///
/// # Errors
/// [`Unreadable::TooLarge`].
pub(super) fn refuse_deep(text: &str) -> Result<(), Unreadable> {
    let mut n_open = 0_usize;
    for mark in text.split('<').skip(1) {
        let (is_closing, name) = mark.strip_prefix('/').map_or((false, mark), |name| (true, name));
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..end];
        if name.is_empty() || SHALLOW.iter().any(|shallow| shallow.eq_ignore_ascii_case(name)) {
            continue;
        }
        n_open = if is_closing { n_open.saturating_sub(1) } else { n_open + 1 };
        within(n_open <= OPEN_MAX, || "слишком глубокая вложенность".into())?;
    }
    Ok(())
}
