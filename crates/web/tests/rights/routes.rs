//! Routes as the source of the site lists them: `.route("…", get(…).post(…))` anywhere, and the list of the API.

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

/// Methods that a piece of source routes: `get(a).post(b)`, up to the end of its call.
fn methods(piece: &str) -> Vec<&'static str> {
    let mut depth = 0_i32;
    let end = piece.char_indices().find(|(_, c)| {
        depth += match c {
            '(' | '{' => 1,
            ')' | '}' => -1,
            _ => 0,
        };
        depth < 0
    });
    let call = end.map_or(piece, |(at, _)| &piece[..at]);
    // Only what stands outside of any parentheses is a method of the route.
    let (mut depth, mut outer) = (0_i32, String::new());
    for c in call.chars() {
        match c {
            '(' => {
                if depth == 0 {
                    outer.push('(');
                }
                depth += 1;
            }
            ')' => depth -= 1,
            _ if depth == 0 => outer.push(c),
            _ => {}
        }
    }
    let known = [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("patch(", "PATCH"), ("delete(", "DELETE")];
    let has = |name: &str| {
        outer.match_indices(name).any(|(at, _)| !outer[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    known.into_iter().filter(|(name, _)| has(name)).map(|(_, method)| method).collect()
}

/// The literal a piece of source begins with, and what follows it.
fn literal(piece: &str) -> Option<(&str, &str)> {
    piece.trim_start().strip_prefix('"')?.split_once('"')
}

/// `METHOD path` of every route.
pub(super) fn routes() -> Vec<String> {
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let is_api = file.to_string_lossy().replace('\\', "/").contains("/api/v1/");
        let prefix = if is_api { "/api/v1" } else { "" };
        let pieces = text.split(".route(").skip(1).chain(text.split("Route { path:").skip(1)).chain(
            // rustfmt breaks long ones.
            text.split("Route {\n        path:").skip(1),
        );
        for (path, rest) in pieces.filter_map(literal) {
            let rest = rest.trim_start().trim_start_matches(',').trim_start();
            let rest = rest.strip_prefix("serve: ||").unwrap_or(rest);
            let found = methods(rest);
            assert!(!found.is_empty(), "no method of {path} is understood in {}", file.display());
            all.extend(found.into_iter().map(|method| format!("{method} {prefix}{path}")));
        }
    }
    all
}

#[test]
fn methods_are_those_of_the_call_itself() {
    for (piece, expected) in [
        ("get(a::b))", &["GET"][..]),
        ("get(a).post(b::post))", &["GET", "POST"]),
        ("get(async || get(1)).delete(c))\n.route(\"x\", post(b))", &["GET", "DELETE"]),
        ("|| patch(x).delete(y) },", &["PATCH", "DELETE"]),
        ("target(a))", &[]),
    ] {
        assert_eq!(methods(piece), expected, "{piece}");
    }
}
