//! One walk over the tree of a page.
//!
//! In come elements; out go blocks in reading order. What a browser does not show is not read. It refuses to know where
//! the page came from.

use super::super::label::Counting;
use super::super::limits::{Budget, DEPTH_MAX, within};
use super::super::omitted::{Fate, Omitted};
use super::super::{Block, Paragraph, Unreadable};
use super::sheet::{Said, Sheet};
use ego_tree::NodeRef;
use scraper::node::{Element, Node};

/// The walk and all it has to remember.
#[derive(Debug, Default)]
pub(super) struct Walker {
    pub(super) budget: Budget,
    pub(super) has_images: bool,
    pub(super) has_changes: bool,
    pub(super) omitted: Omitted,
    sheet: Sheet,
    lists: Vec<List>,
}

/// A list that is open.
#[derive(Debug)]
struct List {
    /// `None` for bullets.
    counting: Option<Counting>,
    next: u32,
}

/// The paragraph being written, and the blocks before it.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    text: String,
    label: Option<String>,
    list_level: Option<u8>,
    heading: Option<u8>,
    has_bold: bool,
    has_plain: bool,
    /// Letters of the paragraph were left out.
    has_omitted: bool,
}

/// How letters look here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    is_bold: bool,
    is_struck: bool,
    /// The letters are the label that Word printed.
    is_label: bool,
}

impl Walker {
    /// The blocks inside an element.
    pub(super) fn blocks(&mut self, node: NodeRef<'_, Node>, depth: usize) -> Result<Vec<Block>, Unreadable> {
        let mut page = Page::default();
        self.children(node, &mut page, Looks::default(), depth)?;
        self.end_paragraph(&mut page)?;
        Ok(page.blocks)
    }

    /// The blocks of a cell, whose own class or style may strike all of it out.
    pub(super) fn cell(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        depth: usize,
    ) -> Result<Vec<Block>, Unreadable> {
        let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
        let said = Said::of(&style).or(self.sheet.said(element.classes()));
        if said.is_hidden == Some(true) {
            return Ok(Vec::new());
        }
        let mut page = Page::default();
        let looks = Looks { is_struck: said.is_struck == Some(true), ..Looks::default() };
        self.children(node, &mut page, looks, depth)?;
        self.end_paragraph(&mut page)?;
        Ok(page.blocks)
    }

    fn children(
        &mut self,
        node: NodeRef<'_, Node>,
        page: &mut Page,
        looks: Looks,
        depth: usize,
    ) -> Result<(), Unreadable> {
        within(depth <= DEPTH_MAX, || "слишком глубокая вложенность".into())?;
        for child in node.children() {
            match child.value() {
                Node::Text(text) if self.is_omitted(looks, text) => page.has_omitted = true,
                Node::Text(text) => push(page, text, looks),
                Node::Element(element) => self.element(child, element, page, looks, depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn element(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        page: &mut Page,
        looks: Looks,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let style = element.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let said = Said::of(&style).or(self.sheet.said(element.classes()));
        if is_unseen(element.name()) || said.is_hidden == Some(true) {
            return Ok(());
        }
        let looks = looks_of(element.name(), &style, said, looks);
        match element.name() {
            "br" => page.text.push('\n'),
            "img" => self.has_images = true,
            // A word taken out by hand, or by one who followed changes: it is quoted either way.
            "del" | "ins" => {
                self.has_changes = true;
                self.children(node, page, looks, depth)?;
            }
            "table" => {
                self.end_paragraph(page)?;
                let blocks = self.table(node, depth)?;
                page.blocks.extend(blocks);
            }
            "ol" | "ul" | "menu" | "dir" => {
                self.end_paragraph(page)?;
                self.lists.push(list(element, &style));
                self.children(node, page, looks, depth)?;
                self.end_paragraph(page)?;
                self.lists.pop();
            }
            "li" => {
                self.end_paragraph(page)?;
                self.start_item(element, page);
                self.children(node, page, looks, depth)?;
                self.end_paragraph(page)?;
            }
            name if is_block(name) => self.block(node, name, page, looks, depth)?,
            _ => self.children(node, page, looks, depth)?,
        }
        Ok(())
    }

    fn block(
        &mut self,
        node: NodeRef<'_, Node>,
        name: &str,
        page: &mut Page,
        looks: Looks,
        depth: usize,
    ) -> Result<(), Unreadable> {
        self.end_paragraph(page)?;
        page.heading = name.strip_prefix('h').and_then(|level| level.parse().ok());
        let n_before = page.blocks.len();
        self.children(node, page, looks, depth)?;
        self.end_paragraph(page)?;
        page.heading = None;
        if name == "p" && page.blocks.len() == n_before {
            self.budget.spend_paragraph(0)?;
            page.blocks.push(Block::Paragraph(Paragraph::default()));
        }
        Ok(())
    }

    fn start_item(&mut self, element: &Element, page: &mut Page) {
        page.list_level = self.lists.len().checked_sub(1).and_then(|level| u8::try_from(level).ok());
        let Some(list) = self.lists.last_mut() else { return };
        if let Some(n) = element.attr("value").and_then(|n| n.trim().parse().ok()) {
            list.next = n;
        }
        let label = list.counting.map_or_else(|| "•".into(), |counting| format!("{}.", counting.shown(list.next)));
        page.label = Some(label).filter(|label| label != ".");
        list.next = list.next.saturating_add(1);
    }

    /// Whether letters are struck out, and so left out.
    fn is_omitted(&mut self, looks: Looks, text: &str) -> bool {
        let fate = Fate { is_struck: looks.is_struck, is_hidden: false };
        !looks.is_label && self.omitted.takes(fate, text)
    }

    /// Learns what the style sheets of the page say of its classes.
    pub(super) fn take_sheets(&mut self, root: NodeRef<'_, Node>) {
        let sheets = root.descendants().filter(|n| n.value().as_element().is_some_and(|e| e.name() == "style"));
        for text in sheets.flat_map(|sheet| sheet.children()).filter_map(|child| child.value().as_text()) {
            self.sheet.take(text);
        }
    }

    /// Puts the paragraph down when anything stands in it.
    fn end_paragraph(&mut self, page: &mut Page) -> Result<(), Unreadable> {
        let text = std::mem::take(&mut page.text);
        let text = text.trim_matches(|letter| matches!(letter, ' ' | '\n'));
        let (has_bold, has_plain) = (std::mem::take(&mut page.has_bold), std::mem::take(&mut page.has_plain));
        self.omitted.end();
        if std::mem::take(&mut page.has_omitted) && text.is_empty() {
            // The number of an item that is struck out whole is printed, and stands for nothing.
            page.label = None;
        }
        if text.is_empty() {
            return Ok(());
        }
        self.budget.spend_paragraph(text.len())?;
        let label = page.label.take().map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
        page.blocks.push(Block::Paragraph(Paragraph {
            list_level: label.as_ref().and(page.list_level),
            label,
            heading: page.heading,
            is_bold: has_bold && !has_plain,
            text: text.to_owned(),
        }));
        Ok(())
    }
}

/// Puts letters down: spaces of the markup melt into one.
fn push(page: &mut Page, text: &str, looks: Looks) {
    if looks.is_label {
        page.label.get_or_insert_default().push_str(text.trim_matches(|l: char| l.is_whitespace() || l == '\u{a0}'));
        return;
    }
    for letter in text.chars() {
        if matches!(letter, ' ' | '\t' | '\r' | '\n' | '\u{c}') {
            if !page.text.is_empty() && !page.text.ends_with([' ', '\n']) {
                page.text.push(' ');
            }
        } else {
            page.text.push(super::super::label::symbol(letter));
            page.has_bold |= looks.is_bold;
            page.has_plain |= !looks.is_bold;
        }
    }
}

fn looks_of(name: &str, style: &str, said: Said, looks: Looks) -> Looks {
    let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let is_bold = said.is_bold.unwrap_or(looks.is_bold || is_heading || matches!(name, "b" | "strong" | "th"));
    // A line through the whole goes through its parts, whatever they say.
    let is_struck = looks.is_struck || said.is_struck == Some(true) || matches!(name, "s" | "strike" | "del");
    Looks { is_bold, is_struck, is_label: looks.is_label || style.contains("mso-list:ignore") }
}

fn list(element: &Element, style: &str) -> List {
    let named = style.split("list-style-type:").nth(1).unwrap_or_default();
    let counting = match (element.name(), element.attr("type").unwrap_or_default()) {
        _ if named.starts_with("none") => Some(Counting::Silent),
        ("ol", _) if named.starts_with("lower-alpha") || named.starts_with("lower-latin") => {
            Some(Counting::LowerLetter)
        }
        ("ol", _) if named.starts_with("upper-alpha") || named.starts_with("upper-latin") => {
            Some(Counting::UpperLetter)
        }
        ("ol", _) if named.starts_with("lower-roman") => Some(Counting::LowerRoman),
        ("ol", _) if named.starts_with("upper-roman") => Some(Counting::UpperRoman),
        ("ol", "") => Some(Counting::Decimal),
        ("ol", sample) => Some(Counting::from_sample(sample)),
        _ => None,
    };
    List { counting, next: element.attr("start").and_then(|n| n.trim().parse().ok()).unwrap_or(1) }
}

/// Elements whose letters a browser does not show.
fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "select"
            | "textarea"
            | "title"
            | "audio"
            | "video"
            | "canvas"
            | "rt"
            | "rp"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        // tidy: a list
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "pre"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "center"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "hr"
            | "caption"
            | "body"
            | "details"
            | "summary"
    )
}
