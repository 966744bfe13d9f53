//! From one cell to people and offices: who stands there, with which position.

use super::name::{self, Found};
use super::offices::begins_office;
use super::phones::without_phones;
use crate::letters::lower;

/// A stretch of a line that holds one executor: a person with what stands around the name, or an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The stretch as written.
    pub(super) text: String,
    /// The name in it, with what stands before and after.
    pub(super) person: Option<Person>,
}

/// A name and its surroundings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) is_doubled: bool,
    pub(super) before: String,
    pub(super) after: String,
}

/// Lines of a cell: by line feeds and semicolons; a line that only goes on with the one before is joined to it.
pub(super) fn lines(cell: &str) -> Vec<String> {
    without_phones(cell).split(';').flat_map(parts).flat_map(|part| lines_of(&part)).collect()
}

/// «Иванов И.И./Петров П.П.», «директор / завхоз»: a slash between two of them parts as a semicolon does.
fn parts(stretch: &str) -> Vec<String> {
    let parts: Vec<&str> = stretch.split('/').map(str::trim).collect();
    let is_executor = |part: &&str| begins_office(part) || opens_with_name(part);
    // «Иванова И.И. / директор» is one person.
    let is_pair = matches!(parts.as_slice(), [name, office]
        if is_name_alone(&name.chars().collect::<Vec<_>>()) && begins_office(office));
    if parts.len() > 1 && !is_pair && parts.iter().all(is_executor) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    vec![stretch.to_owned()]
}

fn opens_with_name(text: &str) -> bool {
    name::find(&text.chars().collect::<Vec<_>>()).first().is_some_and(|found| found.range.start == 0)
}

/// Lines of a stretch without semicolons: those end an executor for certain, a line feed only perhaps.
fn lines_of(stretch: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in stretch.split('\n') {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = without_number(&line);
        match lines.last_mut() {
            _ if line.is_empty() => {}
            Some(last) if goes_on(last, line) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// A list number or bullet at the beginning: «1)», «2.», «-», «•».
fn without_number(line: &str) -> &str {
    let line = line.trim_start_matches(['•', '·', '–', '—', '-', '*', '\u{f0b7}']).trim_start();
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.get(digits..).and_then(|rest| rest.strip_prefix([')', '.'])) {
        Some(rest) if (1..=2).contains(&digits) => rest.trim_start(),
        _ => line,
    }
}

/// Whether a line is the rest of the one before: a wrapped position, or a position under its name.
fn goes_on(last: &str, line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    let starts_low = chars.first().is_some_and(|c| c.is_lowercase());
    let last_is_open = last.ends_with([',', '-', '–', '—', ':']) || last.ends_with(" и") || last.ends_with(" по");
    let last_has_name = !name::find(&last.chars().collect::<Vec<_>>()).is_empty();
    let has_name = !name::find(&chars).is_empty();
    // «заместитель директора по» / «библиотечной работе Вчерашняя И.В.»
    if last_is_open && (!last_has_name || !has_name) {
        return true;
    }
    // «Главный врач» / «Иванов И.И.», «Иванов И.И.» / «Главный врач»: a name and its position on two lines.
    let is_pair = (!last_has_name && begins_office(last) && is_name_alone(&chars))
        || (is_name_alone(&last.chars().collect::<Vec<_>>()) && !has_name && begins_office(line));
    if is_pair || (is_name_alone(&chars) && ends_with_post(last)) {
        return true;
    }
    // «Иванова И.И., директор» / «классные руководители»: who has a position needs no second one.
    if starts_low && !has_name && last_has_name && begins_office(line) && has_position(last) {
        return false;
    }
    // «Линькова И.И.» / «заместитель директора»: a position under its name goes on; a new office begins anew.
    starts_low && (if has_name { !last_has_name } else { last_has_name || !begins_office(line) })
}

/// «Завхоз Котов В.В., методист»: where positions lead, the office after the last comma waits for its name.
fn ends_with_post(line: &str) -> bool {
    let Some((before, last)) = line.rsplit_once(',') else { return false };
    let names = name::find(&before.chars().collect::<Vec<_>>());
    let leads = names.first().is_some_and(|found| found.range.start > 0) && begins_office(before.trim_start());
    leads && begins_office(last.trim_start()) && name::find(&last.chars().collect::<Vec<_>>()).is_empty()
}

/// Whether a finished office stands beside the name: «Иванова И.И., директор», not «Иванова И.И., заместитель директора по».
fn has_position(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    let Some(found) = name::find(&chars).pop() else { return false };
    let text = |range: std::ops::Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
    let sides = [text(0..found.range.start), text(found.range.end..chars.len())];
    sides.iter().any(|side| begins_office(side.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether a line holds one name and nothing else.
fn is_name_alone(line: &[char]) -> bool {
    let found = name::find(line);
    let [only] = found.as_slice() else { return false };
    line.iter().enumerate().all(|(at, c)| only.range.contains(&at) || !c.is_alphanumeric())
}

/// Pieces of a line: one a name, with the words between two names given to the one they belong to.
pub(super) fn pieces(line: &str) -> Vec<Piece> {
    let line = without_label(line);
    let chars: Vec<char> = line.chars().collect();
    let found = name::find(&chars);
    if found.is_empty() {
        return offices(line);
    }
    let between = |from: usize, to: usize| chars.get(from..to).unwrap_or_default().iter().collect::<String>();
    let first_start = found.first().map_or(0, |f| f.range.start);
    let names_lead = is_only_marks(&between(0, first_start));
    let ends: Vec<usize> = found.iter().skip(1).map(|f| f.range.start).chain([chars.len()]).collect();
    let mut pieces = Vec::new();
    let mut carried = between(0, first_start);
    for (person, end) in found.iter().zip(ends) {
        let gap = between(person.range.end, end);
        let is_last = end == chars.len();
        let (after, before_next) = if names_lead || is_last { (gap, String::new()) } else { share(&gap) };
        let (after, others) = if is_last { own_words(&carried, &after) } else { (after.as_str(), "") };
        pieces.push(piece(person, &carried, after));
        pieces.extend(offices(others));
        carried = before_next;
    }
    pieces.into_iter().flat_map(led_by_office).collect()
}

/// «Заведующая Рощина А.А., старшая медсестра»: where the position leads, an office after the last name is another's.
fn own_words<'t>(before: &str, after: &'t str) -> (&'t str, &'t str) {
    let rest = after.trim_start();
    let next = rest.strip_prefix(',').map(str::trim_start).unwrap_or_default();
    let is_led = before.chars().any(char::is_alphabetic);
    if is_led && begins_office(next) { ("", next) } else { (after, "") }
}

/// «ООО «Мир», начальник АХО Фадеев О.О.»: of several offices before a name the last is the person's.
fn led_by_office(piece: Piece) -> Vec<Piece> {
    let Some(person) = &piece.person else { return vec![piece] };
    let led: Vec<&str> = person.before.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let Some((own, others)) = led.split_last().filter(|_| led.len() > 1 && led.iter().all(|part| begins_office(part)))
    else {
        return vec![piece];
    };
    let person = Person { before: (*own).to_owned(), ..person.clone() };
    let others = others.iter().map(|text| Piece { text: (*text).to_owned(), person: None });
    others.chain([Piece { text: format!("{own} {}{}", person.name, person.after), person: Some(person) }]).collect()
}

/// Words between two names when positions lead: everything after the comma or the blank belongs to the next name,
/// unless a dash shows that a position follows the first.
fn share(gap: &str) -> (String, String) {
    let trimmed = gap.trim_start();
    if trimmed.starts_with(['–', '—', '-', '(']) {
        return match gap.find(',').or_else(|| gap.find(')').map(|at| at + 1)) {
            Some(at) => {
                let (after, next) = gap.split_at(at);
                (after.to_owned(), next.to_owned())
            }
            None => (gap.to_owned(), String::new()),
        };
    }
    (String::new(), gap.to_owned())
}

fn piece(found: &Found, before: &str, after: &str) -> Piece {
    let person = Person {
        name: found.name.clone(),
        is_doubled: found.is_doubled,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    Piece { text: format!("{}{}{}", before.trim_start(), found.name, after.trim_end()), person: Some(person) }
}

/// Offices without people: «директор, заведующий филиалом» is two of them, a comma inside a description is not known here.
fn offices(line: &str) -> Vec<Piece> {
    let office = |text: &str| Piece { text: text.to_owned(), person: None };
    if line.is_empty() {
        return Vec::new();
    }
    let parts: Vec<&str> = line.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| begins_office(part) || name::is_surname(part)) {
        return parts.into_iter().map(office).collect();
    }
    vec![office(line)]
}

/// «Ответственный: …», «Отв. – …»: a label is not a position.
fn without_label(line: &str) -> &str {
    const LABELS: [&str; 6] = [
        "ответственный исполнитель",
        "ответственные исполнители",
        "ответственный",
        "ответственные",
        "исполнитель",
        "отв.",
    ];
    let low = lower(line);
    for label in LABELS {
        let Some(rest) = low.strip_prefix(label) else { continue };
        let marks = rest.chars().take_while(|c| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—')).count();
        if label == "отв." && rest.trim_start().starts_with("за ") {
            continue;
        }
        let is_label = label == "отв." || rest.chars().take(marks).any(|c| matches!(c, ':' | '-' | '–' | '—'));
        if is_label {
            let skip = label.chars().count() + marks;
            return line.char_indices().nth(skip).and_then(|(at, _)| line.get(at..)).unwrap_or_default();
        }
    }
    line
}

fn is_only_marks(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric())
}
