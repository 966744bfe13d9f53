//! Plans without a table: numbered items, bullets beneath them, sentences that go on after a list.
//!
//! In come paragraphs; out go measures, each with the item it stands under. It refuses to read tables.

use super::labels::{Label, labels};
use super::measures::{Cells, Context};
use super::reader::Reader;
use super::source::{Source, is_blank, tidy, trimmed};
use super::{items, letter, sections, title};
use crate::pattern::Regex;
use crate::read::{Block, Document, Paragraph};
use otklik_domain::plan::Field;
use std::ops::Range;
use std::sync::LazyLock;

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[Мм]ероприятие\s+(?:№\s*)?(?P<named>\d{1,3})\s*[.:)–—-]|(?P<roman>[IVXІ]{1,4})[.)]|(?P<deep>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]|\s)|(?P<number>\d{1,2})(?P<end>[.)])|(?P<letter>[а-яa-z])\)|(?P<bullet>[-–—−•·▪●■◦*✓➢o\u{f0b7}\u{f0a7}\u{f02d}])\s)\s*")
        .expect("a constant pattern")
});
/// One item with what stands under it.
#[derive(Debug, Default)]
struct Entry {
    level: u8,
    number: Option<String>,
    source: Source,
    text: Range<usize>,
    /// Lines that go on with this item: wrapped ones, and the sentence after its list.
    more: Vec<String>,
    fields: Vec<(Field, Source)>,
    children: Vec<Entry>,
}

/// Reads the measures of an outline into the draft.
pub(super) fn read(reader: &mut Reader<'_>, document: &Document) {
    let lines = lines_of(document);
    let mut texts: Vec<String> = Vec::new();
    let mut numbers: Vec<usize> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if line.after_blank {
            texts.push(String::new());
            numbers.push(number);
        }
        texts.push(tidy(&line.source.raw, reader.words()));
        numbers.push(number);
    }
    let from = title::find(&texts).map_or(0, |range| numbers.get(range.end).copied().unwrap_or(lines.len()));
    let mut range = from.min(lines.len())..lines.len();
    if from == 0 && reader.draft.title.is_none() {
        let raws: Vec<&str> = lines.iter().map(|line| line.source.raw.as_str()).collect();
        let Some(list) = letter::list(&raws, |raw| MARK.is_match(raw)) else { return };
        range = list;
        reader.is_letter = true;
    }
    let lines = &lines[range];
    let tree = if lines.iter().any(|l| MARK.is_match(&l.source.raw)) { tree(lines) } else { unmarked(lines) };
    for entry in &tree {
        take(reader, entry, None, &Context::default(), &[]);
    }
}

struct LineOf {
    source: Source,
    heading: bool,
    depth: u8,
    after_blank: bool,
}

fn lines_of(document: &Document) -> Vec<LineOf> {
    let mut found: Vec<LineOf> = Vec::new();
    let mut after_blank = false;
    for (block, content) in document.blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = content else { continue };
        if is_blank(&paragraph.shown()) {
            after_blank = true;
            continue;
        }
        let depth = paragraph.list_level.unwrap_or(0);
        found.push(LineOf {
            source: source(block, paragraph),
            heading: paragraph.heading.is_some(),
            depth,
            after_blank,
        });
        after_blank = false;
    }
    found
}

fn source(block: usize, paragraph: &Paragraph) -> Source {
    Source::paragraph(block, paragraph.shown())
}

fn tree(lines: &[LineOf]) -> Vec<Entry> {
    let mut open: Vec<Entry> = Vec::new();
    let mut done: Vec<Entry> = Vec::new();
    for line in lines {
        match entry(line) {
            Some(entry) => {
                while open.last().is_some_and(|last| last.level >= entry.level) {
                    close(&mut open, &mut done);
                }
                open.push(entry);
            }
            None => unmarked_line(line, &mut open, &mut done),
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

fn close(open: &mut Vec<Entry>, done: &mut Vec<Entry>) {
    if let Some(entry) = open.pop() {
        match open.last_mut() {
            Some(parent) => parent.children.push(entry),
            None => done.push(entry),
        }
    }
}

/// A line without a mark: a heading of a criterion, a labelled field, the rest of a sentence.
fn unmarked_line(line: &LineOf, open: &mut Vec<Entry>, done: &mut Vec<Entry>) {
    let raw = &line.source.raw;
    let text = raw.trim();
    if line.heading || sections::heading(text).is_some() {
        while !open.is_empty() {
            close(open, done);
        }
        open.push(Entry { level: 0, text: line.source.all(), source: line.source.clone(), ..Entry::default() });
        return;
    }
    let labels = labels(raw);
    if labels.first().is_some_and(|(_, whole, _)| raw[..whole.start].trim().is_empty()) {
        // A term after a list inside an item is the term of the whole item.
        let at = open.iter().rposition(|e| (1..4).contains(&e.level)).unwrap_or(open.len().saturating_sub(1));
        if let Some(last) = open.get_mut(at) {
            last.fields.extend(labels.into_iter().map(|(field, _, value)| (field, line.source.part(value))));
        }
        return;
    }
    let opens_small = text.chars().next().is_some_and(char::is_lowercase);
    let Some(last) = open.last() else { return };
    let before = last.more.last().map_or(&last.source.raw[last.text.clone()], |m| m.as_str()).trim_end();
    let is_closed = before.ends_with([',', ';', '.', ':', ')']);
    let is_wrapped = !line.after_blank && !before.ends_with([';', '.', ':']) && (opens_small || !is_closed);
    if is_wrapped && !(last.level >= 8 && is_closed) {
        if let Some(last) = open.last_mut() {
            last.more.push(text.to_owned());
        }
    } else if opens_small {
        // The sentence goes on after the list: it belongs to the item the list stands under.
        while open.len() > 1 && open.last().is_some_and(|last| last.level >= 4) {
            close(open, done);
        }
        if let Some(parent) = open.last_mut() {
            parent.more.push(text.to_owned());
        }
    }
}

fn entry(line: &LineOf) -> Option<Entry> {
    let raw = &line.source.raw;
    let mark = MARK.captures(raw)?;
    let end = mark.get(0)?.end();
    let (level, number) = if let Some(roman) = mark.name("roman") {
        (0, Some(roman.as_str().to_owned()))
    } else if let Some(deep) = mark.name("deep") {
        // «01.06.2018 …» is a date.
        if deep.as_str().split('.').any(|p| p.len() > 1 && p.starts_with('0')) {
            return None;
        }
        (u8::try_from(deep.as_str().matches('.').count() + 1).unwrap_or(4), Some(deep.as_str().to_owned()))
    } else if let Some(named) = mark.name("named") {
        // «Мероприятие 3: …», and beneath it «Срок: …».
        (1, Some(named.as_str().to_owned()))
    } else if let Some(number) = mark.name("number") {
        let closing = mark.name("end").map_or("", |m| m.as_str());
        if raw[end..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        (if closing == ")" { 5 } else { 1 }, Some(format!("{}{}", number.as_str(), closing)))
    } else if let Some(letter) = mark.name("letter") {
        (6, Some(format!("{})", letter.as_str())))
    } else {
        (8, None)
    };
    let level = level + if level == 8 { line.depth.min(3) } else { 0 };
    let text = trimmed(raw, end..raw.len());
    (!text.is_empty()).then(|| Entry { level, number, text, source: line.source.clone(), ..Entry::default() })
}

/// Without any marks: headings of criteria, and paragraphs that begin as measures do.
fn unmarked(lines: &[LineOf]) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for line in lines {
        let text = line.source.raw.trim();
        let entry = Entry { level: 1, text: line.source.all(), source: line.source.clone(), ..Entry::default() };
        if sections::heading(text).is_some() {
            found.push(Entry { level: 0, ..entry });
        } else if items::opens_measure(text) {
            match found.last_mut().filter(|last| last.level == 0) {
                Some(section) => section.children.push(entry),
                None => found.push(entry),
            }
        }
    }
    found
}

fn take(reader: &mut Reader<'_>, entry: &Entry, under: Option<&str>, context: &Context, above: &[(Field, Source)]) {
    let whole = whole_text(reader, entry);
    let mut context = context.clone();
    let may_head = entry.level == 0 || !entry.children.is_empty();
    if let Some(section) = sections::heading(&whole).filter(|_| may_head) {
        reader.open_section(&section, &entry.source, &whole);
        context.criterion = Some(section.criterion);
        return entry.children.iter().for_each(|child| take(reader, child, None, &context, above));
    }
    if entry.children.is_empty() {
        if entry.level > 0 {
            add(reader, entry, under, &context, above);
        }
        return;
    }
    let own = sections::meaning_of(&whole);
    context.criterion = own.or(context.criterion);
    let is_only_name = entry.level == 0 && !items::opens_measure(&whole);
    let text = whole.trim_end_matches([':', '.', ';', ',', ' ']).to_owned();
    let fields: Vec<(Field, Source)> = above.iter().chain(&entry.fields).cloned().collect();
    let joined = match under {
        Some(above) if !is_only_name => format!("{above}: {text}"),
        _ => text,
    };
    for child in &entry.children {
        take(reader, child, (!is_only_name).then_some(joined.as_str()), &context, &fields);
    }
}

/// The item's own words, its wrapped lines and the sentence after its list.
fn whole_text(reader: &Reader<'_>, entry: &Entry) -> String {
    let own = &entry.source.raw[entry.text.clone()];
    let mut text = if entry.more.is_empty() { own.to_owned() } else { own.trim_end_matches([':', ' ']).to_owned() };
    for more in &entry.more {
        text.push('\n');
        text.push_str(more);
    }
    tidy(&text, reader.words())
}

fn add(reader: &mut Reader<'_>, entry: &Entry, under: Option<&str>, context: &Context, above: &[(Field, Source)]) {
    let raw = &entry.source.raw;
    let found = labels(raw);
    let mut end = found.first().map_or(raw.len(), |(_, whole, _)| whole.start);
    let inside = if reader.is_letter && !has_term(&found) { letter::fields(raw, end) } else { Vec::new() };
    end = inside.iter().map(|(_, whole, _)| whole.start).fold(end, usize::min);
    let text = trimmed(raw, entry.text.start.min(end)..end);
    let mut cells = Cells::default();
    cells.fields.extend(above.iter().cloned());
    for (field, _, value) in inside.into_iter().chain(found) {
        cells.fields.insert(field, entry.source.part(value));
    }
    for (field, source) in &entry.fields {
        cells.fields.insert(*field, source.clone());
    }
    cells.fields.insert(Field::Text, entry.source.part(text.clone()));
    let before = reader.draft.measures.len();
    reader.add_now(&cells, context);
    let place = entry.source.place(&text);
    let words = whole_text(reader, entry);
    for measure in reader.draft.measures.iter_mut().skip(before) {
        measure.number = entry.number.clone();
        measure.under = under.map(str::to_owned).or(measure.under.take());
        measure.place = Some(place);
        measure.places.insert(Field::Text, place);
        if !entry.more.is_empty() {
            measure.text = words.trim_end_matches([';', ',', ' ']).to_owned();
        }
        measure.text = measure.text.trim_end_matches(['(', ' ', ';', ',', '–', '—', '-']).to_owned();
    }
}

fn has_term(found: &[Label]) -> bool {
    found.iter().any(|(field, ..)| *field == Field::Deadline)
}
