//! The tag tree of a PDF as nested names with spans, for tests.

use lopdf::{Dictionary, Document, Object};

/// An element of the tree.
#[derive(Debug, Default)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) row_span: i64,
    pub(crate) column_span: i64,
    pub(crate) scope: Option<String>,
    pub(crate) children: Vec<Tag>,
}

impl Tag {
    /// Every element of a name, in reading order.
    pub(crate) fn all<'a>(&'a self, name: &str) -> Vec<&'a Tag> {
        let own = (self.name == name).then_some(self);
        own.into_iter().chain(self.children.iter().flat_map(|c| c.all(name))).collect()
    }
}

/// The tree from the root.
pub(crate) fn tree(document: &Document) -> Tag {
    let root = document.catalog().and_then(|c| c.get(b"StructTreeRoot")).expect("a tag tree");
    let root = follow(document, root).as_dict().expect("its root");
    Tag { name: "Root".into(), children: children(document, root), ..Tag::default() }
}

fn follow<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map(|(_, found)| found).unwrap_or(object)
}

fn children(document: &Document, element: &Dictionary) -> Vec<Tag> {
    let Ok(kids) = element.get(b"K") else { return Vec::new() };
    match follow(document, kids) {
        Object::Array(kids) => kids.iter().filter_map(|kid| tag(document, kid)).collect(),
        one => tag(document, one).into_iter().collect(),
    }
}

fn tag(document: &Document, object: &Object) -> Option<Tag> {
    let element = follow(document, object).as_dict().ok()?;
    let name = String::from_utf8_lossy(element.get(b"S").ok()?.as_name().ok()?).into_owned();
    let number = |key: &[u8]| attribute(document, element, key).and_then(|o| o.as_i64().ok()).unwrap_or(1);
    let scope = attribute(document, element, b"Scope")
        .and_then(|o| o.as_name().ok().map(|n| String::from_utf8_lossy(n).into_owned()));
    Some(Tag {
        name,
        row_span: number(b"RowSpan"),
        column_span: number(b"ColSpan"),
        scope,
        children: children(document, element),
    })
}

fn attribute(document: &Document, element: &Dictionary, key: &[u8]) -> Option<Object> {
    let owners = match follow(document, element.get(b"A").ok()?) {
        Object::Array(owners) => owners.clone(),
        one => vec![one.clone()],
    };
    owners.iter().find_map(|owner| follow(document, owner).as_dict().ok()?.get(key).ok().cloned())
}
