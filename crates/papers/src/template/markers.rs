//! Fields between braces, found over the borders of runs.

use super::tokens::Token;
use super::values::FieldSet;
use super::{Checked, UnknownField};

/// A marker: `{{имя}}`, `{{#список}}`, `{{/список}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marker {
    Field(String),
    Begin(String),
    End(String),
}

impl Marker {
    fn of(inside: &str) -> Self {
        let name = |text: &str| text.trim().to_lowercase().replace('ё', "е");
        let inside = inside.trim();
        if let Some(list) = inside.strip_prefix('#') {
            Marker::Begin(name(list))
        } else if let Some(list) = inside.strip_prefix('/') {
            Marker::End(name(list))
        } else {
            Marker::Field(name(inside))
        }
    }
}

/// Words cut at their markers: text, marker, text.
pub(super) fn cut(words: &str) -> Vec<(String, Option<Marker>)> {
    let (mut out, mut rest) = (Vec::new(), words);
    while let Some((before, (inside, after))) =
        rest.split_once("{{").and_then(|(before, tail)| Some((before, tail.split_once("}}")?)))
    {
        out.push((before.to_owned(), Some(Marker::of(inside))));
        rest = after;
    }
    out.push((rest.to_owned(), None));
    out
}

/// The same tokens with each marker whole in one of them: Word cuts a field wherever it was typed with a pause.
pub(super) fn joined(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut open: Vec<Vec<usize>> = Vec::new();
    let mut paragraphs: Vec<Vec<usize>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Words(_) => {
                if let Some(paragraph) = open.last_mut() {
                    paragraph.push(at);
                }
            }
            token if token.name() == "w:p" => open.push(Vec::new()),
            token if token.name() == "/w:p" => paragraphs.extend(open.pop()),
            _ => {}
        }
    }
    for paragraph in paragraphs {
        join(&mut tokens, &paragraph);
    }
    tokens
}

/// Moves the rest of a marker that begins in one run to that run.
fn join(tokens: &mut [Token], paragraph: &[usize]) {
    for (n, at) in paragraph.iter().enumerate() {
        let mut words = take(tokens, *at);
        for next in paragraph.iter().skip(n + 1) {
            if !is_open(&words) {
                break;
            }
            let more = take(tokens, *next);
            // Up to the closing braces, or all of it where they stand further on.
            let whole = format!("{words}{more}");
            let end = closing(&whole).unwrap_or(whole.len()).max(words.len());
            let (head, tail) = whole.split_at(end);
            put(tokens, *next, tail.to_owned());
            words = head.to_owned();
        }
        put(tokens, *at, words);
    }
}

fn take(tokens: &mut [Token], at: usize) -> String {
    match tokens.get_mut(at) {
        Some(Token::Words(words)) => std::mem::take(words),
        _ => String::new(),
    }
}

fn put(tokens: &mut [Token], at: usize, words: String) {
    if let Some(Token::Words(place)) = tokens.get_mut(at) {
        *place = words;
    }
}

/// Whether a marker begins and does not end.
fn is_open(words: &str) -> bool {
    let tail = words.rfind("}}").map_or(words, |at| words.get(at + 2..).unwrap_or_default());
    tail.contains("{{") || tail.ends_with('{')
}

/// Where the marker that is open ends.
fn closing(words: &str) -> Option<usize> {
    let begin = words.rfind("{{")?;
    words.get(begin..)?.find("}}").map(|at| begin + at + 2)
}

/// Says what of a part is known, what is not and where.
pub(super) fn look(tokens: &[Token], place: &str, set: &FieldSet, checked: &mut Checked) {
    let (mut n_paragraphs, mut list, mut row_depth) = (0, None::<(String, usize, Vec<usize>)>, 0_usize);
    let (mut n_tables, mut tables) = (0, Vec::new());
    for token in tokens {
        match token.name() {
            "w:p" => n_paragraphs += 1,
            "w:tbl" => {
                n_tables += 1;
                tables.push(n_tables);
            }
            "/w:tbl" => drop(tables.pop()),
            "w:tr" => row_depth += 1,
            "/w:tr" => row_depth = row_depth.saturating_sub(1),
            _ => {}
        }
        let Token::Words(words) = token else { continue };
        for (_, marker) in cut(words) {
            let here = format!("{place}, абзац {n_paragraphs}");
            match marker {
                None => {}
                Some(Marker::Begin(name)) => {
                    if row_depth == 0 {
                        checked.faults.push(format!("{here}: {{{{#{name}}}}} должно стоять в строке таблицы"));
                    }
                    known(&name, set.list(&name).is_some(), &set.list_names(), &here, checked);
                    list = Some((name, n_paragraphs, tables.clone()));
                }
                Some(Marker::End(name)) => match list.take() {
                    Some((begun, _, of)) if begun == name && of == tables => {}
                    Some((begun, ..)) if begun == name => {
                        checked
                            .faults
                            .push(format!("{here}: {{{{#{name}}}}} и {{{{/{name}}}}} стоят в разных таблицах"));
                    }
                    _ => checked.faults.push(format!("{here}: {{{{/{name}}}}} без начала")),
                },
                Some(Marker::Field(name)) => {
                    let names = set.names_within(list.as_ref().map(|(list, ..)| list.as_str()));
                    known(&name, names.contains(&name.as_str()), &names, &here, checked);
                }
            }
        }
    }
    if let Some((name, at, _)) = list {
        checked.faults.push(format!("{place}, абзац {at}: {{{{#{name}}}}} не закрыто, нужно {{{{/{name}}}}}"));
    }
}

fn known(name: &str, is_known: bool, names: &[&str], place: &str, checked: &mut Checked) {
    if is_known {
        if !checked.fields.iter().any(|field| field == name) {
            checked.fields.push(name.to_owned());
        }
        return;
    }
    let near = names.iter().map(|known| (distance(name, known), *known)).min();
    let nearest = near.filter(|(far, _)| *far <= name.chars().count() / 2 + 1).map(|(_, known)| known.to_owned());
    checked.unknown.push(UnknownField { name: name.to_owned(), place: place.to_owned(), nearest });
}

/// How many letters are to be changed to make one name of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (n, letter) in one.chars().take(100).enumerate() {
        let mut above = n;
        let mut last = n + 1;
        for (cell, against) in row.iter_mut().skip(1).zip(&other) {
            let here = (above + usize::from(letter != *against)).min(last + 1).min(*cell + 1);
            above = std::mem::replace(cell, here);
            last = here;
        }
        if let Some(first) = row.first_mut() {
            *first = n + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
