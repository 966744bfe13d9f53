//! Values of a measure as the words of a cell.
//!
//! In come a text, a term, an executor; out goes what a person reads. It refuses dates of its own form where the paper
//! already said the term in words.

use jiff::civil::Date;
use otklik_domain::deadline::{Deadline, DeadlineKind, Every, Unit};
use otklik_domain::plan::{Executor, Measure};

/// One line of words: breaks and runs of spaces become one space, marks of hyphenation go.
pub(in crate::forms) fn tidy(text: &str) -> String {
    let kept: String = text.chars().filter(|c| *c != '\u{ad}').collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a cell without marks of a list before them and after them: they are a cell's own.
pub(in crate::forms) fn unlisted(text: &str) -> String {
    let text = tidy(text);
    let is_mark = |c: char| matches!(c, '-' | '–' | '—' | '−' | '•' | '·' | '.' | ',' | ';' | ' ');
    text.trim_start_matches(is_mark).trim_end_matches([';', ',', ' ']).to_owned()
}

/// The measure with what it stands under: «Привести в соответствие информацию: на стендах».
pub(in crate::forms) fn full_text(measure: &Measure) -> String {
    let text = unlisted(&measure.text);
    let under = measure.under.as_deref().map(tidy).unwrap_or_default();
    match under.trim_end_matches([':', ';', ' ']) {
        "" => text,
        under => format!("{under}: {text}"),
    }
}

/// The term as it was written; from its days where nobody wrote it.
pub(in crate::forms) fn term(deadline: &Deadline) -> String {
    let written = tidy(&deadline.as_written);
    if written.chars().any(char::is_alphanumeric) {
        return written;
    }
    let day = |date: Date| format!("{:02}.{:02}.{}", date.day(), date.month(), date.year());
    match (deadline.kind, deadline.from, deadline.to) {
        (DeadlineKind::Ongoing, None, None) => "постоянно".to_owned(),
        (DeadlineKind::Ongoing, Some(from), None) => format!("постоянно с {}", day(from)),
        (DeadlineKind::OnDemand, ..) => "по мере необходимости".to_owned(),
        (DeadlineKind::Recurring, ..) => deadline.every.map(recurrence).unwrap_or_default(),
        (_, Some(from), Some(to)) => format!("с {} по {}", day(from), day(to)),
        (_, None, Some(to)) => format!("до {}", day(to)),
        _ => String::new(),
    }
}

fn recurrence(every: Every) -> String {
    match (every.count, every.unit) {
        (1, Unit::Day) => "ежедневно".to_owned(),
        (1, Unit::Week) => "еженедельно".to_owned(),
        (1, Unit::Month) => "ежемесячно".to_owned(),
        (3, Unit::Month) => "ежеквартально".to_owned(),
        (1, Unit::Year) => "ежегодно".to_owned(),
        (n, Unit::Day) => format!("1 раз в {n} дней"),
        (n, Unit::Week) => format!("1 раз в {n} недель"),
        (n, Unit::Month) => format!("1 раз в {n} месяцев"),
        (n, Unit::Year) => format!("1 раз в {n} лет"),
    }
}

/// «Линькова И.И., заместитель директора»: name first, as the form asks.
pub(in crate::forms) fn executor(executor: &Executor) -> String {
    let parts = [&executor.name, &executor.position];
    let said: Vec<String> = parts.into_iter().flatten().map(|p| tidy(p)).filter(|p| !p.is_empty()).collect();
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{full_text, tidy};
    use otklik_domain::plan::Measure;

    #[test]
    fn breaks_and_marks_of_hyphenation_become_plain_words() {
        assert_eq!(tidy("  до\u{a0}15\nмар\u{ad}та "), "до 15 марта");
    }

    #[test]
    fn an_item_of_an_outline_says_what_it_stands_under() {
        let measure =
            Measure {
                text: "на стендах".into(), under: Some("Обновить сведения:".into()), ..Measure::default()
            };
        assert_eq!(full_text(&measure), "Обновить сведения: на стендах");
    }
}
