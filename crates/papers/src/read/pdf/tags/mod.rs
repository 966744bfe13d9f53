//! Tagged PDFs: what the producer said is a paragraph, a heading, a list, a table.
//!
//! In come the structure tree and the drawn pages; out go blocks in the order of the tree, page titles left out.
//! `None` where the tags cover too little of the text to be believed.

mod table;
mod tree;
mod walk;

use std::collections::{HashMap, HashSet};

use lopdf::{Document as Objects, ObjectId};

use super::layout;
use super::limits::Budget;
use super::page::Page;
use crate::read::Unreadable;
use crate::read::document::Block;
use tree::{Content, Kid, Tree};
use walk::Walk;

/// Share of the text that tags must cover, in percent.
const COVERED_MIN: usize = 92;

/// Reads pages by their tags.
pub(super) fn read(
    objects: &Objects,
    pages: &mut [Page],
    page_by_id: &HashMap<ObjectId, usize>,
    budget: &mut Budget,
) -> Result<Option<Vec<Block>>, Unreadable> {
    let Some(tree) = tree::read(objects, page_by_id, budget)? else { return Ok(None) };
    if !is_trustworthy(&tree, pages) {
        return Ok(None);
    }
    let index = index(pages);
    apply_actual_texts(&tree, pages, &index);
    let blocks = Walk::new(&tree, pages, &index).blocks();
    Ok(Some(join(blocks)))
}

/// Glyphs by the mark they stand in.
fn index(pages: &[Page]) -> HashMap<Content, Vec<u32>> {
    let mut index: HashMap<Content, Vec<u32>> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (at, glyph) in page.glyphs.iter().enumerate() {
            let mark = page.mark_of(glyph);
            if let Some(mcid) = mark.mcid.filter(|_| !mark.is_artifact) {
                index.entry((number, mark.form, mcid)).or_default().push(at as u32);
            }
        }
    }
    index
}

/// Tags are believed when they cover the text, and when ruled tables are tables to them too.
fn is_trustworthy(tree: &Tree, pages: &[Page]) -> bool {
    let contents: HashSet<Content> = tree
        .nodes
        .iter()
        .flat_map(|node| &node.kids)
        .filter_map(|kid| match kid {
            Kid::Content(content) => Some(*content),
            Kid::Element(_) => None,
        })
        .collect();
    let (mut n_all, mut n_covered) = (0_usize, 0_usize);
    for (number, page) in pages.iter().enumerate() {
        for glyph in page.glyphs.iter().filter(|glyph| !page.text_of(glyph).trim().is_empty()) {
            let mark = page.mark_of(glyph);
            if mark.is_artifact {
                continue;
            }
            n_all += 1;
            n_covered += usize::from(mark.mcid.is_some_and(|mcid| contents.contains(&(number, mark.form, mcid))));
        }
    }
    let has_rows = tree.nodes.iter().any(|node| node.role == "TR");
    n_covered > 0
        && n_covered * 100 >= n_all * COVERED_MIN
        && (has_rows || pages.iter().all(|page| layout::n_ruled_tables(page) == 0))
}

/// Text said to stand for the glyphs of an element takes their place.
fn apply_actual_texts(tree: &Tree, pages: &mut [Page], index: &HashMap<Content, Vec<u32>>) {
    for node in &tree.nodes {
        let Some(text) = &node.actual_text else { continue };
        let mut text = Some(text.chars().take(60).collect::<String>());
        for kid in &node.kids {
            let Kid::Content(content) = kid else { continue };
            let Some(page) = pages.get_mut(content.0) else { continue };
            for &at in index.get(content).into_iter().flatten() {
                page.spell(at as usize, &text.take().unwrap_or_default());
            }
        }
    }
}

/// Tables told in parts, one a page, are one table again.
fn join(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::new();
    for block in blocks {
        match (joined.last_mut(), block) {
            (Some(Block::Table(above)), Block::Table(mut below)) => {
                if !layout::join_repeated(above, &mut below) {
                    joined.push(Block::Table(below));
                }
            }
            (_, block) => joined.push(block),
        }
    }
    joined
}
