//! Fields between braces, found over the borders of runs.

use super::braces;
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

/// A name as people type it: letters of any size, ё or е, spaces around it and around its dot, a space or a hyphen for the
/// line under, quotation marks around it, signs that nobody sees.
pub(super) fn name_of(text: &str) -> String {
    let is_unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let is_quote = |c: char| matches!(c, '«' | '»' | '"' | '\'' | '“' | '”' | '„' | '‘' | '’');
    let seen: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    let bare = seen.trim().trim_matches(is_quote).to_lowercase().replace('ё', "е");
    let parts: Vec<String> =
        bare.split('.').map(|part| part.split_whitespace().collect::<Vec<_>>().join("_")).collect();
    parts.join(".").replace(['-', '\u{2010}', '\u{2011}'], "_")
}

impl Marker {
    fn of(inside: &str) -> Self {
        let name = name_of;
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
    let mut looked = Look {
        place,
        set,
        checked,
        n_paragraphs: 0,
        open: Vec::new(),
        row_depth: 0,
        n_tables: 0,
        tables: Vec::new(),
        list: None,
        n_rows: 0,
        repeated: None,
    };
    // Word keeps what stands in a box twice: for new programs and for old ones.
    let mut n_fallbacks = 0_usize;
    let mut element = "";
    for token in tokens {
        match token {
            // What stood in a deleted piece is nobody's.
            Token::Between(text) if text.contains("{{") && element != "w:delText" => looked.out_of_reach(element),
            Token::Tag(_) if !token.name().is_empty() => element = token.name(),
            _ => {}
        }
        match token.name() {
            "mc:Fallback" => n_fallbacks += 1,
            "/mc:Fallback" => n_fallbacks = n_fallbacks.saturating_sub(1),
            _ if n_fallbacks > 0 => {}
            name => looked.tag(name),
        }
        if let (Token::Words(words), 0) = (token, n_fallbacks) {
            looked.words(words);
        }
    }
    if let Some((name, at, _)) = looked.list {
        checked.faults.push(format!("{place}, абзац {at}: {{{{#{name}}}}} не закрыто, нужно {{{{/{name}}}}}"));
    }
}

/// Where one is in a part.
struct Look<'a> {
    place: &'a str,
    set: &'a FieldSet,
    checked: &'a mut Checked,
    n_paragraphs: usize,
    /// Paragraphs that are open, one in the other, with their numbers and what was read of them.
    open: Vec<(usize, String)>,
    row_depth: usize,
    n_tables: usize,
    tables: Vec<usize>,
    /// The list that is open, its paragraph and the tables it stands in.
    list: Option<(String, usize, Vec<usize>)>,
    /// Rows begun so far.
    n_rows: usize,
    /// The row in which a list ended, and that list.
    repeated: Option<(usize, String)>,
}

impl Look<'_> {
    fn tag(&mut self, name: &str) {
        match name {
            "w:p" => {
                self.n_paragraphs += 1;
                self.open.push((self.n_paragraphs, String::new()));
            }
            "/w:p" => {
                if let Some((number, text)) = self.open.pop() {
                    let here = format!("{}, абзац {number}", self.place);
                    self.checked.faults.extend(braces::faults(&text, self.set).map(|fault| format!("{here}: {fault}")));
                }
            }
            "w:tbl" => {
                self.n_tables += 1;
                self.tables.push(self.n_tables);
            }
            "/w:tbl" => drop(self.tables.pop()),
            "w:tr" => {
                self.row_depth += 1;
                self.n_rows += 1;
            }
            "/w:tr" => self.row_depth = self.row_depth.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some((_, text)) = self.open.last_mut() {
            text.push_str(words);
        }
        let here =
            format!("{}, абзац {}", self.place, self.open.last().map_or(self.n_paragraphs, |(number, _)| *number));
        for marker in cut(words).into_iter().filter_map(|(_, marker)| marker) {
            match marker {
                Marker::Begin(name) => self.begin(name, &here),
                Marker::End(name) => self.end(&name, &here),
                Marker::Field(name) => self.field(&name, &here),
            }
        }
    }

    /// A field in a code of Word or in a formula, which would stay on the paper as it was typed.
    fn out_of_reach(&mut self, element: &str) {
        let what = if element == "w:instrText" {
            "в коде поля Word"
        } else {
            "в формуле или в свойстве"
        };
        let here = self.open.last().map_or(self.n_paragraphs, |(number, _)| *number);
        self.checked
            .faults
            .push(format!("{}, абзац {here}: поле стоит {what}; наберите его обычным текстом", self.place));
    }

    fn begin(&mut self, name: String, here: &str) {
        if self.row_depth == 0 {
            self.checked.faults.push(format!("{here}: {{{{#{name}}}}} должно стоять в строке таблицы"));
        }
        if let Some((open, ..)) = &self.list {
            self.checked.faults.push(format!(
                "{here}: {{{{#{name}}}}} стоит внутри {{{{#{open}}}}}: повтор внутри повтора не заполняется, закройте первый {{{{/{open}}}}} и начните второй в другой строке"
            ));
        }
        if let Some((_, before)) = self.repeated.as_ref().filter(|(row, _)| *row == self.n_rows) {
            self.checked.faults.push(format!(
                "{here}: в этой строке уже повторяется {{{{#{before}}}}}; поставьте {{{{#{name}}}}} в другую строку таблицы"
            ));
        }
        known(&name, self.set.list(&name).is_some(), &self.set.list_names(), here, self.checked);
        self.list = Some((name, self.n_paragraphs, self.tables.clone()));
    }

    fn end(&mut self, name: &str, here: &str) {
        match self.list.take() {
            Some((begun, _, of)) if begun == name && of == self.tables => self.repeated = Some((self.n_rows, begun)),
            Some((begun, ..)) if begun == name => {
                let fault = format!("{here}: {{{{#{name}}}}} и {{{{/{name}}}}} стоят в разных таблицах");
                self.checked.faults.push(fault);
            }
            _ => self.checked.faults.push(format!("{here}: {{{{/{name}}}}} без начала")),
        }
    }

    fn field(&mut self, name: &str, here: &str) {
        let names = self.set.names_within(self.list.as_ref().map(|(list, ..)| list.as_str()));
        let is_known = names.contains(&name);
        match self.set.list_of(name).filter(|_| !is_known && self.list.is_none()) {
            Some(list) => self.checked.faults.push(format!(
                "{here}: поле «{name}» бывает только в строке таблицы между {{{{#{list}}}}} и {{{{/{list}}}}}"
            )),
            None => known(name, is_known, &names, here, self.checked),
        }
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
