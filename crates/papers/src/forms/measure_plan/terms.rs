//! Several terms in one cell: where one ends and the next begins.
//!
//! In comes the text of a term's cell; out go ranges of it. What a term means is the domain's business.

use super::items;
use super::source::{is_blank, trimmed};
use crate::pattern::Regex;
use otklik_domain::letters::lower;
use std::ops::Range;
use std::sync::LazyLock;

static TERM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\d{1,2}\.\d{1,2}(\.\d{2,4})?|\b20\d\d\b|январ|феврал|март|апрел|\bма[йя]\b|июн|июл|август|сентябр|октябр|",
        r"ноябр|декабр|квартал|\bкв\.|полугоди|постоянн|ежегод|ежекварт|ежемес|еженед|ежедн|регулярн|систематич|",
        r"по мере|при (наличии|необходимости|поступлении)|в течени|раза? в|раз/|весь период|до конца|не реже|",
        r"по (запросу|плану|графику|необходимости)|согласно|бессрочн|немедленн|незамедлит|исполнено|выполнено|учебн\w+ год"
    ))
    .expect("a constant pattern")
});
static UNFINISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(^|\s)(до|с|со|к|по|в|во|не|позднее|ранее|реже|и|течение|раза?|на|начиная|\d{1,2}|[IVX]+)$|[,–—(-]$",
    )
    .expect("a constant pattern")
});
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(г\.?|гг\.?|год[аы]?|годов|года?х|квартал\w*|полугоди\w*|числа|месяц\w*|марта|мая|по\s|до\s|и\s|\(|,)|^\w+\)$")
        .expect("a constant pattern")
});

/// Whether a text names a term.
pub(super) fn looks_like_term(text: &str) -> bool {
    TERM.is_match(text)
}

/// The terms of a cell, in order; a dash among several stands for a missing one.
pub(super) fn pieces(raw: &str) -> Vec<Range<usize>> {
    let numbered = items::numbered(raw);
    if numbered.len() > 1 {
        return numbered;
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in raw.split('\n') {
        let range = trimmed(raw, at..at + line.len());
        at += line.len() + 1;
        if range.is_empty() {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if goes_on(&raw[last.clone()], &raw[range.clone()]) => last.end = range.end,
            _ => pieces.push(range),
        }
    }
    pieces
}

fn goes_on(before: &str, line: &str) -> bool {
    if UNFINISHED.is_match(before.trim_end()) {
        return true;
    }
    if is_blank(line) || is_blank(before) {
        return false;
    }
    // «с 01.02.2022 ⏎ по 30.11.2022», «2022 ⏎ г.», and words that are no term by themselves.
    let is_tail = TAIL.is_match(line) && !(line.starts_with("до ") || line.starts_with("До "))
        || (line.starts_with("до ") && lower(before).starts_with("с "));
    is_tail || !looks_like_term(line) || !looks_like_term(before)
}

/// The terms of a cell as `n` pieces: by lines, or by semicolons where lines do not give that many.
pub(super) fn exactly(raw: &str, n: usize) -> Option<Vec<Range<usize>>> {
    let lines = pieces(raw);
    if lines.len() == n {
        return Some(lines);
    }
    [';', '\n', ','].into_iter().map(|mark| split_at(raw, mark)).find(|found| found.len() == n)
}

fn split_at(raw: &str, mark: char) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in raw.split(mark) {
        let range = trimmed(raw, at..at + part.len());
        at += part.len() + mark.len_utf8();
        if !range.is_empty() {
            found.push(range);
        }
    }
    if found.iter().all(|r| looks_like_term(&raw[r.clone()]) || is_blank(&raw[r.clone()])) { found } else { Vec::new() }
}
