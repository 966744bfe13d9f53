//! The title: where it begins among the lines before the measures, and where it ends.
//!
//! In come lines; out goes which of them are the title. Fragments that a converter left before it are passed over.

use super::organisation;
use super::preamble::Line;
use crate::pattern::Regex;
use otklik_domain::letters::lower;
use std::ops::Range;
use std::sync::LazyLock;

static START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^[«\x22]?(п\s?л\s?а\s?н|планы|отч[её]т|о т ч [её] т|результаты|сведения о ходе|сведения об? |информация|дорожная карта|",
        r"перечень|мероприятия|комплекс мер|комплекс мероприятий|итоги|справка|показатели|анализ|баллы|оценка качества|сводн\w+|мониторинг|",
        r"(?:ежеквартальн|квартальн|ежегодн|годов|промежуточн|итогов)\w+\s+отч[её]т)(?:\W|$)"
    ))
    .expect("a constant pattern")
});
static STOP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(утвержд|согласован|приложение|мероприятие\s+(?:№\s*)?\d|наименование (учреждения|организации)|\d+[.)]\s|_{3,}|[«\x22]\s?_*\s?[»\x22]|критерий|раздел |[IVX]+\.)")
        .expect("a constant pattern")
});

/// Whether a line begins as titles do.
pub(super) fn opens(line: &str) -> bool {
    START.is_match(line)
}

/// The lines of the title.
pub(super) fn find(lines: &[Line]) -> Option<Range<usize>> {
    let starts = lines.iter().enumerate().filter(|(_, line)| START.is_match(line)).map(|(i, _)| i);
    starts.map(|start| start..end_of(lines, start)).max_by_key(|range| length(lines, range))
}

fn length(lines: &[Line], range: &Range<usize>) -> usize {
    lines[range.clone()].iter().map(|l| l.chars().count()).sum()
}

fn end_of(lines: &[Line], start: usize) -> usize {
    let mut end = start + 1;
    let mut n_chars = lines[start].chars().count();
    while let Some(line) = lines.get(end) {
        if line.is_empty() {
            // A blank line inside a title: only when what follows goes on in small letters.
            let goes_on = lines.get(end + 1).is_some_and(|next| opens_small(next) && end == start + 1);
            if !goes_on {
                break;
            }
            end += 1;
            continue;
        }
        n_chars += line.chars().count();
        let is_name = organisation::opens_name(line) && !opens_small(line);
        if n_chars > 700
            || STOP.is_match(line)
            || (START.is_match(line) && !opens_small(line) && !is_rest_of_plan(lines, end))
        {
            break;
        }
        if is_name && !goes_on_after(lines, end) {
            break;
        }
        end += 1;
    }
    while end > start + 1 && lines[end - 1].is_empty() {
        end -= 1;
    }
    end
}

/// «ПЛАН ⏎ МЕРОПРИЯТИЙ …», «ПЛАН ⏎ мероприятия по …»: the second line goes on with the first.
fn is_rest_of_plan(lines: &[Line], at: usize) -> bool {
    lines.get(at - 1).is_some_and(|l| l.chars().count() < 24) && lower(&lines[at]).starts_with("мероприяти")
}

/// A name inside the title is followed by the rest of the sentence: «… района ⏎ по итогам …».
fn goes_on_after(lines: &[Line], at: usize) -> bool {
    lines[at + 1..].iter().take_while(|l| !l.is_empty()).take(3).any(|l| opens_small(l))
}

fn opens_small(line: &str) -> bool {
    line.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a title, in small letters without blanks, is of a report: «Отчёт», «Ежеквартальный отчёт», «Сводный отчёт».
pub(super) fn is_of_report(title: &str) -> bool {
    let title = title.replace('ё', "е");
    title.starts_with("отчет")
        || ["отчетовыполнении", "отчетобисполнении", "отчетореализации", "отчетобустранении"]
            .iter()
            .any(|w| title.contains(w))
        || title.find("ыйотчет").is_some_and(|at| title[..at].chars().count() < 30)
}
