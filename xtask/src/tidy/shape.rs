//! The shape of Rust files: how long a file and a function may be, and that each module says what it is for.

use super::{Finding, is_test, names};
use std::path::Path;
use syn::visit::{self, Visit};

const FILE_LINES_WARN: usize = 350;
const FILE_LINES_STOP: usize = 600;
const LEAF_LINES_MAX: usize = 100;
const FUNCTION_LINES_STOP: usize = 70;
const LIST_MARK: &str = "// tidy: a list";
/// A file that is one list from top to bottom says so before its first line of code.
const LEAD_LINES: usize = 8;

/// What the shape of one Rust file gives to say.
pub(super) fn findings(file: &Path, text: &str) -> Vec<Finding> {
    let syntax = match syn::parse_file(text) {
        Ok(syntax) => syntax,
        Err(error) => return vec![Finding::stop(file, error.span().start().line, format!("not Rust: {error}"))],
    };
    let mut findings = Vec::new();
    if !is_test(file) && !text.starts_with("//!") && !is_small_leaf(file, text) {
        findings.push(Finding::stop(file, 1, "the module does not say in //! what it is for"));
    }
    if is_test(file) || text.contains("@generated") {
        return findings;
    }
    let mut walk = Walk { file, lines: text.lines().collect(), test_lines: 0, findings };
    walk.visit_file(&syntax);
    let n_lines = walk.lines.len() - walk.test_lines;
    if text.lines().take(LEAD_LINES).any(|line| line == LIST_MARK) {
        return walk.findings;
    }
    if n_lines > FILE_LINES_STOP {
        walk.findings.push(Finding::stop(file, 1, format!("{n_lines} lines; at most {FILE_LINES_STOP}")));
    } else if n_lines > FILE_LINES_WARN {
        walk.findings.push(Finding::warn(file, 1, format!("{n_lines} lines; {FILE_LINES_WARN} would be better")));
    }
    walk.findings
}

/// A leaf of one screen shows what it is; its types carry the words.
fn is_small_leaf(file: &Path, text: &str) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    !matches!(name, "mod.rs" | "lib.rs" | "main.rs") && text.lines().count() <= LEAF_LINES_MAX
}

struct Walk<'a> {
    file: &'a Path,
    lines: Vec<&'a str>,
    test_lines: usize,
    findings: Vec<Finding>,
}

impl Walk<'_> {
    fn function(&mut self, name: &syn::Ident, body: &syn::Block) {
        let (first, last) = (name.span().start().line, body.brace_token.span.close().end().line);
        let lines = self.lines.get(first.saturating_sub(2)..last).unwrap_or_default();
        let n_lines = last + 1 - first;
        if n_lines > FUNCTION_LINES_STOP && !lines.iter().any(|line| line.contains(LIST_MARK)) {
            self.findings.push(Finding::stop(
                self.file,
                first,
                format!("fn {name} has {n_lines} lines; at most {FUNCTION_LINES_STOP}, or «{LIST_MARK}» for a list"),
            ));
        }
        self.name(name);
    }

    fn name(&mut self, name: &syn::Ident) {
        if let Some(why) = names::fault(&name.to_string()) {
            self.findings.push(Finding::stop(self.file, name.span().start().line, why));
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_tests = item.attrs.iter().any(is_cfg_test);
        if is_tests {
            let last = item.content.as_ref().map(|(brace, _)| brace.span.close().end().line);
            self.test_lines += last.map_or(0, |last| last + 1 - item.ident.span().start().line);
            return;
        }
        self.name(&item.ident);
        visit::visit_item_mod(self, item);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig.ident, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig.ident, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.name(&item.ident);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.name(&item.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.name(&item.ident);
        visit::visit_item_trait(self, item);
    }
}

fn is_cfg_test(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string().contains("test"))
}
