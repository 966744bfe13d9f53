//! Values in the places of fields; rows repeated as often as there are items.

use super::markers::{Marker, cut};
use super::tokens::Token;
use super::values::{Item, Values};
use crate::read::Unreadable;
use crate::write::clean::xml;

/// A line to fill in by hand.
const BLANK: &str = "____________________";

/// The part with its values.
pub(super) fn fill(tokens: Vec<Token>, values: &Values) -> Result<String, Unreadable> {
    let mut out = String::new();
    let mut rest = tokens.as_slice();
    while let Some((begin, list)) = first_list(rest) {
        let first = row_start(rest, begin).ok_or_else(|| stray(&list))?;
        let end = (begin..rest.len()).find(|at| has(rest, *at, &Marker::End(list.clone())));
        let last = end.and_then(|end| row_end(rest, end)).ok_or_else(|| stray(&list))?;
        let (before, tail) = rest.split_at(first);
        let (rows, after) = tail.split_at(last + 1 - first);
        write_all(&mut out, before, values, None);
        let items = values.lists.get(&list).map(Vec::as_slice).unwrap_or_default();
        if items.is_empty() {
            write_all(&mut out, rows, values, Some(&Item::new()));
        }
        for item in items {
            write_all(&mut out, rows, values, Some(item));
        }
        rest = after;
    }
    write_all(&mut out, rest, values, None);
    Ok(out)
}

fn stray(list: &str) -> Unreadable {
    Unreadable::Damaged(format!("в шаблоне {{{{#{list}}}}} и {{{{/{list}}}}} не стоят в строках одной таблицы"))
}

fn markers(token: &Token) -> Vec<Marker> {
    match token {
        Token::Words(words) => cut(words).into_iter().filter_map(|(_, marker)| marker).collect(),
        _ => Vec::new(),
    }
}

fn has(tokens: &[Token], at: usize, marker: &Marker) -> bool {
    tokens.get(at).is_some_and(|token| markers(token).contains(marker))
}

/// Where the first list begins, and its name.
fn first_list(tokens: &[Token]) -> Option<(usize, String)> {
    tokens.iter().enumerate().find_map(|(at, token)| {
        let begun = markers(token).into_iter().find_map(|marker| match marker {
            Marker::Begin(name) => Some(name),
            _ => None,
        })?;
        Some((at, begun))
    })
}

/// The beginning of the row that a token stands in.
fn row_start(tokens: &[Token], at: usize) -> Option<usize> {
    let mut depth = 0;
    for (n, token) in tokens.iter().enumerate().take(at).rev() {
        match token.name() {
            "/w:tr" => depth += 1,
            "w:tr" if depth == 0 => return Some(n),
            "w:tr" => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The end of the row that a token stands in.
fn row_end(tokens: &[Token], at: usize) -> Option<usize> {
    let mut depth = 0;
    for (n, token) in tokens.iter().enumerate().skip(at) {
        match token.name() {
            "w:tr" => depth += 1,
            "/w:tr" if depth == 0 => return Some(n),
            "/w:tr" => depth -= 1,
            _ => {}
        }
    }
    None
}

fn write_all(out: &mut String, tokens: &[Token], values: &Values, item: Option<&Item>) {
    for token in tokens {
        match token {
            Token::Tag(tag) if tag == "<w:t>" => out.push_str("<w:t xml:space=\"preserve\">"),
            Token::Tag(text) | Token::Between(text) => out.push_str(text),
            Token::Words(words) => write_words(out, words, values, item),
        }
    }
}

fn write_words(out: &mut String, words: &str, values: &Values, item: Option<&Item>) {
    for (text, marker) in cut(words) {
        out.push_str(&xml(&text));
        let Some(Marker::Field(name)) = marker else { continue };
        let own = item.and_then(|item| item.get(&name));
        let value = own.or_else(|| values.fields.get(&name)).map(String::as_str).filter(|value| !value.is_empty());
        let value = value.unwrap_or(if item.is_some() { "" } else { BLANK });
        for (n, line) in value.lines().enumerate() {
            if n > 0 {
                out.push_str("</w:t><w:br/><w:t xml:space=\"preserve\">");
            }
            out.push_str(&xml(line));
        }
    }
}
