use super::Executor;
use super::name::is_surname;
use super::split::Piece;

/// The executor of a piece, and whether initials had to be mended.
pub(super) fn executor(piece: &Piece) -> (Executor, bool) {
    let Some(person) = &piece.person else {
        if is_surname(piece.text.trim()) {
            return (Executor { name: Some(piece.text.trim().to_owned()), position: None }, false);
        }
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
    let text = without_numbers(text);
    // «Директор (Иванов И.И.)»: the bracket was the name's.
    let text = if text.contains(')') { text } else { text.trim_end_matches(['(', ' ']) };
    let text = if text.contains('(') { text } else { text.trim_start_matches([')', ' ', ',']) };
    let text = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner.trim(),
        _ => text,
    };
    let text = text.strip_prefix("и ").unwrap_or(text).trim_end_matches(" и").trim();
    let is_dash = text.is_empty() || text.chars().all(|c| !c.is_alphanumeric());
    (!is_dash && text != "и").then(|| small_first(text))
}

/// «2. Завхоз», «директор 2»: the numbers of a list within a line are no part of a position.
fn without_numbers(text: &str) -> &str {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let text = match text.get(digits..).and_then(|rest| rest.strip_prefix(['.', ')'])) {
        Some(rest) if (1..=2).contains(&digits) && !rest.starts_with(|c: char| c.is_ascii_digit()) => rest.trim_start(),
        _ => text,
    };
    let bare = text.trim_end_matches([')', ' ']).trim_end_matches(|c: char| c.is_ascii_digit());
    let is_mark = text.len() - bare.len() > 0
        && bare.ends_with(' ')
        && !bare.trim_end().ends_with(['№', '-', '–'])
        && text.len() - bare.len() <= 3;
    let is_list = is_mark && bare.trim_end().ends_with([',', ';', '.']);
    if is_list { bare.trim_end().trim_end_matches([',', ';']) } else { text }
}

fn small_first(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), second) = (letters.next(), letters.clone().next()) else { return String::new() };
    // «МБУК», «Д.В.»: an abbreviation stays as it is.
    let is_acting = text.starts_with("И.о.") || text.starts_with("И. о.");
    if !is_acting && second.is_none_or(|c| c.is_uppercase() || c == '.') {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
