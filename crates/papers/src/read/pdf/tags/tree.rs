//! The structure tree of a tagged PDF, as far as it can be trusted to be a tree.
//!
//! In comes the catalog; out goes a flat list of elements with their children in order. Loops and depths beyond
//! reason are cut. It refuses to know what stands on the pages.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document as Objects, Object, ObjectId};

use crate::read::Unreadable;
use crate::read::pdf::file::{dictionary, entry, number, resolve};
use crate::read::pdf::limits::{Budget, TREE_DEPTH_MAX};

/// A piece of content that the tree points at: page, form, number of the mark.
pub(super) type Content = (usize, Option<u32>, u32);

/// Elements, the root first.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Standard role, the role map applied.
    pub(super) role: String,
    pub(super) kids: Vec<Kid>,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) actual_text: Option<String>,
}

/// A child.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kid {
    Element(usize),
    Content(Content),
}

struct Step<'a> {
    object: &'a Object,
    parent: usize,
    page: Option<usize>,
    depth: usize,
}

/// Reads the tree, if the file has one.
pub(super) fn read(
    objects: &Objects,
    page_by_id: &HashMap<ObjectId, usize>,
    budget: &mut Budget,
) -> Result<Option<Tree>, Unreadable> {
    let Some(root) = objects.catalog().ok().and_then(|catalog| dictionary(objects, catalog, b"StructTreeRoot")) else {
        return Ok(None);
    };
    let roles = dictionary(objects, root, b"RoleMap");
    let mut tree = Tree { nodes: vec![Node { row_span: 1, column_span: 1, ..Node::default() }] };
    let mut seen = HashSet::new();
    let mut steps = Vec::new();
    push_kids(&mut steps, objects, root, 0, None, 0);
    while let Some(step) = steps.pop() {
        budget.node()?;
        if let Ok(id) = step.object.as_reference()
            && !seen.insert(id)
        {
            continue;
        }
        match resolve(objects, step.object) {
            Some(Object::Integer(mcid)) => add_content(&mut tree, &step, step.page, None, *mcid),
            Some(Object::Dictionary(kid)) if kid.has(b"MCID") => {
                let page = page_of(kid, page_by_id).or(step.page);
                let form = kid.get(b"Stm").and_then(Object::as_reference).ok().map(|(number, _)| number);
                let mcid = entry(objects, kid, b"MCID").and_then(|mcid| mcid.as_i64().ok()).unwrap_or(-1);
                add_content(&mut tree, &step, page, form, mcid);
            }
            Some(Object::Dictionary(element)) if element.has(b"S") && step.depth < TREE_DEPTH_MAX => {
                let index = tree.nodes.len();
                tree.nodes.push(node(objects, element, roles));
                if let Some(parent) = tree.nodes.get_mut(step.parent) {
                    parent.kids.push(Kid::Element(index));
                }
                let page = page_of(element, page_by_id).or(step.page);
                push_kids(&mut steps, objects, element, index, page, step.depth + 1);
            }
            _ => {}
        }
    }
    Ok(Some(tree))
}

fn push_kids<'a>(
    steps: &mut Vec<Step<'a>>,
    objects: &'a Objects,
    of: &'a Dictionary,
    parent: usize,
    page: Option<usize>,
    depth: usize,
) {
    let Ok(kids) = of.get(b"K") else { return };
    let step = |object: &'a Object| Step { object, parent, page, depth };
    match resolve(objects, kids) {
        Some(Object::Array(kids)) => steps.extend(kids.iter().rev().map(step)),
        Some(_) => steps.push(step(kids)),
        None => {}
    }
}

fn add_content(tree: &mut Tree, step: &Step<'_>, page: Option<usize>, form: Option<u32>, mcid: i64) {
    if let (Some(page), Ok(mcid), Some(parent)) = (page, u32::try_from(mcid), tree.nodes.get_mut(step.parent)) {
        parent.kids.push(Kid::Content((page, form, mcid)));
    }
}

fn page_of(of: &Dictionary, page_by_id: &HashMap<ObjectId, usize>) -> Option<usize> {
    page_by_id.get(&of.get(b"Pg").and_then(Object::as_reference).ok()?).copied()
}

fn node(objects: &Objects, element: &Dictionary, roles: Option<&Dictionary>) -> Node {
    let name = |object: &Object| object.as_name().map(|name| String::from_utf8_lossy(name).into_owned()).ok();
    let mut role = entry(objects, element, b"S").and_then(name).unwrap_or_default();
    for _ in 0..8 {
        let mapped = roles.and_then(|roles| entry(objects, roles, role.as_bytes())).and_then(name);
        match mapped {
            Some(mapped) if mapped != role && !is_standard(&role) => role = mapped,
            _ => break,
        }
    }
    let span = |key: &[u8]| attribute(objects, element, key).map_or(1, |span| span.clamp(1.0, 1000.0) as usize);
    Node {
        role,
        kids: Vec::new(),
        row_span: span(b"RowSpan"),
        column_span: span(b"ColSpan"),
        actual_text: entry(objects, element, b"ActualText")
            .and_then(|text| text.as_str().ok())
            .map(crate::read::pdf::text_string),
    }
}

fn is_standard(role: &str) -> bool {
    matches!(role, "Table" | "TR" | "TD" | "TH" | "THead" | "TBody" | "TFoot" | "L" | "LI" | "Lbl" | "LBody" | "P")
}

/// An attribute, from `A` itself or from a class of the class map.
fn attribute(objects: &Objects, element: &Dictionary, key: &[u8]) -> Option<f64> {
    let of = |object: &Object| match resolve(objects, object)? {
        Object::Dictionary(attributes) => entry(objects, attributes, key).and_then(number),
        _ => None,
    };
    match entry(objects, element, b"A")? {
        Object::Array(list) => list.iter().find_map(of),
        one => of(one),
    }
}
