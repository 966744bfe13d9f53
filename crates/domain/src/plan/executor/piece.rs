use super::Executor;
use super::split::Piece;

/// The executor of a piece, and whether initials had to be mended.
pub(super) fn executor(piece: &Piece) -> (Executor, bool) {
    let Some(person) = &piece.person else {
        return (Executor { name: None, position: position(&piece.text) }, false);
    };
    let words = [position(&person.before), position(&person.after)];
    let position = words.into_iter().flatten().reduce(|before, after| format!("{before}, {after}"));
    (Executor { name: Some(person.name.clone()), position }, person.is_doubled)
}

/// A position out of the words around a name: joining marks off, the first letter small unless an abbreviation begins it.
fn position(text: &str) -> Option<String> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-' | '.' | '/');
    let text = text.trim_start_matches(is_mark).trim_end_matches(|c| is_mark(c) && c != '.').trim_end_matches(['.']);
    let text = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner.trim(),
        _ => text,
    };
    let text = text.strip_prefix("и ").unwrap_or(text).trim_end_matches(" и").trim();
    let is_dash = text.is_empty() || text.chars().all(|c| !c.is_alphanumeric());
    (!is_dash && text != "и").then(|| small_first(text))
}

fn small_first(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), second) = (letters.next(), letters.clone().next()) else { return String::new() };
    // «МБУК», «Д.В.»: an abbreviation stays as it is.
    if second.is_none_or(|c| c.is_uppercase() || c == '.') {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
