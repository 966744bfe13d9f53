//! GLOSSARY.md: the Russian term beside each public type of the domain.
//!
//! In come the first doc lines of `crates/domain`; out goes a table sorted by the term.
//! A type without a term, or two types that claim one term, is an error: then two rooms speak of different things.

use crate::tree;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use syn::visit::{self, Visit};

const GLOSSARY: &str = "GLOSSARY.md";
const HEAD: &str = "# Glossary\n\nThe words of the office and the types that carry them. \
Made by `cargo xtask glossary --write` from the first doc lines of `crates/domain`.\n\n\
| термин | type | what it is | where |\n|---|---|---|---|\n";

struct Entry {
    term: Option<String>,
    name: String,
    meaning: String,
    place: String,
}

/// Compares GLOSSARY.md with the domain, or writes it.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let entries = entries()?;
    let mut by_term: BTreeMap<(String, String), &Entry> = BTreeMap::new();
    let mut faults = Vec::new();
    for entry in &entries {
        let Some(term) = &entry.term else {
            faults.push(format!("{}: {} has no term in «…» in its first doc line", entry.place, entry.name));
            continue;
        };
        if let Some(other) = by_term.insert((term.to_lowercase(), term.clone()), entry) {
            faults.push(format!("{} and {} both claim «{term}»", other.name, entry.name));
        }
    }
    for fault in &faults {
        eprintln!("glossary: {fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults in the words of the domain", faults.len());
    }
    let text = table(&by_term);
    let file = tree::root().join(GLOSSARY);
    if args.iter().any(|arg| arg == "--write") {
        std::fs::write(&file, &text).context(GLOSSARY)?;
    } else if std::fs::read_to_string(&file).unwrap_or_default() != text {
        bail!("{GLOSSARY} is not what the domain says: cargo xtask glossary --write");
    }
    println!("glossary: {} terms", by_term.len());
    Ok(())
}

fn table(by_term: &BTreeMap<(String, String), &Entry>) -> String {
    let mut text = HEAD.to_owned();
    for ((_, term), entry) in by_term {
        let _ = writeln!(text, "| {term} | `{}` | {} | `{}` |", entry.name, entry.meaning, entry.place);
    }
    text
}

fn entries() -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for file in tree::files_ending("rs")?.iter().filter(|file| file.starts_with("crates/domain/src")) {
        let text = tree::text(file)?.unwrap_or_default();
        let syntax = syn::parse_file(&text).with_context(|| file.display().to_string())?;
        let mut walk = Walk { place: place(file), entries: &mut entries };
        walk.visit_file(&syntax);
    }
    Ok(entries)
}

/// `plan::measure` for `crates/domain/src/plan/measure.rs`.
fn place(file: &Path) -> String {
    let inside = file.strip_prefix("crates/domain/src").unwrap_or(file).with_extension("");
    let parts: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).filter(|part| *part != "mod").collect();
    parts.join("::")
}

struct Walk<'a> {
    place: String,
    entries: &'a mut Vec<Entry>,
}

impl Walk<'_> {
    fn add(&mut self, visibility: &syn::Visibility, name: &syn::Ident, attributes: &[syn::Attribute]) {
        if !matches!(visibility, syn::Visibility::Public(_)) {
            return;
        }
        let line = first_paragraph(attributes);
        let term = line.split_once('«').and_then(|(_, rest)| rest.split_once('»')).map(|(term, _)| term.to_owned());
        let meaning = term.as_ref().map_or(line.clone(), |term| line.replace(&format!(" («{term}»)"), ""));
        let meaning = meaning.trim_end_matches('.').replace('|', "\\|");
        self.entries.push(Entry { term, name: name.to_string(), meaning, place: self.place.clone() });
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.add(&item.vis, &item.ident, &item.attrs);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.add(&item.vis, &item.ident, &item.attrs);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }
}

/// The first paragraph of a doc comment, on one line.
fn first_paragraph(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| {
        let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
        let syn::Expr::Lit(literal) = &pair.value else { return None };
        let syn::Lit::Str(text) = &literal.lit else { return None };
        Some(text.value().trim().to_owned())
    });
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
