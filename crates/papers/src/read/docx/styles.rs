//! Styles of a .docx that matter to a reader: headings, bold, lists carried by a style.
//!
//! In comes `styles.xml`; out go resolved styles. It refuses to know fonts, colours and tables' looks.

use super::super::Unreadable;
use super::super::xml::{Piece, Xml, attribute, local, number};
use std::collections::HashMap;

/// What one style says; `None` where it leaves the word to the style it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    pub(super) heading: Option<u8>,
    pub(super) is_bold: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    pub(super) is_struck: Option<bool>,
    pub(super) num_id: Option<i64>,
    pub(super) num_level: Option<usize>,
}

/// All styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
    is_bold_by_default: bool,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(text, "styles.xml");
        let mut styles = Styles::default();
        loop {
            match xml.next()? {
                Piece::Open(open) if local(&open) == "style" => {
                    let id = attribute(&open, "styleId").unwrap_or_default().into_owned();
                    let is_default = attribute(&open, "default").is_some_and(|v| is_on(&v));
                    if is_default && attribute(&open, "type").is_some_and(|t| t == "paragraph") {
                        styles.default_paragraph = Some(id.clone());
                    }
                    let style = parse_style(&mut xml)?;
                    styles.by_id.insert(id, style);
                }
                Piece::Open(open) if local(&open) == "rPrDefault" => {
                    styles.is_bold_by_default = parse_style(&mut xml)?.is_bold.unwrap_or(false);
                }
                Piece::End => break,
                _ => {}
            }
        }
        Ok(styles.resolved())
    }

    /// A style by its id, with what it inherits; the default paragraph style where none is named.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        id.and_then(|id| self.by_id.get(id)).or_else(|| self.by_id.get(self.default_paragraph.as_deref()?))
    }

    /// A style of letters.
    pub(super) fn character(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }

    /// Whether letters are bold where nothing says otherwise.
    pub(super) fn is_bold_by_default(&self) -> bool {
        self.is_bold_by_default
    }

    /// Every style filled up from those it is based on; a circle ends after as many steps as a sane chain has.
    fn resolved(self) -> Self {
        let by_id = self.by_id.iter().map(|(id, style)| (id.clone(), self.inherited(style))).collect();
        Styles { by_id, ..self }
    }

    fn inherited(&self, style: &Style) -> Style {
        let mut whole = style.clone();
        let mut next = style.based_on.as_ref();
        for _ in 0..16 {
            let Some(base) = next.and_then(|id| self.by_id.get(id)) else { break };
            whole.heading = whole.heading.or(base.heading);
            whole.is_bold = whole.is_bold.or(base.is_bold);
            whole.is_hidden = whole.is_hidden.or(base.is_hidden);
            whole.is_struck = whole.is_struck.or(base.is_struck);
            whole.num_level = whole.num_level.or(base.num_level);
            whole.num_id = whole.num_id.or(base.num_id);
            next = base.based_on.as_ref();
        }
        whole
    }
}

/// Reads one style up to its closing.
fn parse_style(xml: &mut Xml<'_>) -> Result<Style, Unreadable> {
    let floor = xml.depth();
    let mut style = Style::default();
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        match local(&open) {
            "name" => style.heading = attribute(&open, "val").and_then(|v| heading_of_name(&v)).or(style.heading),
            "basedOn" => style.based_on = attribute(&open, "val").map(|v| v.into_owned()),
            "outlineLvl" => style.heading = heading_of_outline(number(&open, "val")),
            "b" => style.is_bold = Some(toggle(&open)),
            "vanish" => style.is_hidden = Some(toggle(&open)),
            // Single or double, one of them is enough.
            "strike" | "dstrike" => style.is_struck = Some(toggle(&open) || style.is_struck == Some(true)),
            "ilvl" => style.num_level = number(&open, "val").and_then(|n| usize::try_from(n).ok()),
            "numId" => style.num_id = number(&open, "val"),
            // Looks of parts of tables are not the style's own letters.
            "tblStylePr" => xml.skip()?,
            _ => {}
        }
    }
    Ok(style)
}

/// «heading 2», «Заголовок 2» → 2.
fn heading_of_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("заголовок "))?;
    level.trim().parse().ok().filter(|level| (1..=6).contains(level))
}

/// The outline level of Word, from zero, as a heading from 1 to 6.
pub(super) fn heading_of_outline(level: Option<i64>) -> Option<u8> {
    level.and_then(|level| u8::try_from(level + 1).ok()).filter(|level| (1..=6).contains(level))
}

/// An on-off property: its presence means on.
pub(super) fn toggle(open: &quick_xml::events::BytesStart<'_>) -> bool {
    attribute(open, "val").is_none_or(|v| is_on(&v))
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
