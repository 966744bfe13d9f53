//! Words that one line holds together: «№ 16», «2026 г.», «п. 3», «И.И. Иванов», «12 500 тыс. руб.».
//!
//! In comes a paper as it is said; out goes the same paper with no-break spaces where a line must not end. Only
//! what is printed is glued, PDF and posters: papers that people edit, search and copy keep the spaces of their author. It
//! refuses to glue what would then not fit its column: a line that ends late is worse than one that ends early.

use super::measure;
use super::paper::{Cell, Ending, Paper, Row, Table};
use otklik_domain::wording::MONTHS_OF;

/// A space at which no line ends.
const NBSP: char = '\u{a0}';
/// Tenths of a millimetre that a cell keeps free at both its sides.
const INSETS: u32 = 38;
/// Size of letters in tables, in tenths of a point.
const LETTERS: u32 = 110;

/// The paper with its words glued.
pub fn glue(paper: &Paper) -> Paper {
    let mut paper = paper.clone();
    for line in paper.approval.iter_mut().chain(&mut paper.heading) {
        line.text = glued(&line.text);
    }
    glue_table(&mut paper.table);
    paper.more.iter_mut().for_each(glue_table);
    paper.notes.iter_mut().for_each(|note| *note = glued(note));
    for ending in &mut paper.endings {
        match ending {
            Ending::Signature { position, name } => {
                *position = glued(position);
                *name = name.as_deref().map(glued);
            }
            Ending::Maker { text } => *text = glued(text),
        }
    }
    paper
}

fn glue_table(table: &mut Table) {
    let widths: Vec<u32> = table.columns.iter().map(|column| column.width_mm).collect();
    table.summary = glued(&table.summary);
    for cell in table.header.iter_mut().flatten() {
        let width = widths.iter().skip(cell.column).take(cell.column_span).sum();
        cell.text = within(&cell.text, Some(room(width)));
    }
    for row in &mut table.rows {
        match row {
            Row::Section { text, .. } | Row::Remark { text } => *text = glued(text),
            Row::Cells { cells } => {
                for (cell, width) in cells.iter_mut().zip(&widths) {
                    let Cell::Text { paragraphs, .. } = cell else { continue };
                    paragraphs.iter_mut().for_each(|p| *p = within(p, Some(room(*width))));
                }
            }
        }
    }
}

fn room(width_mm: u32) -> u32 {
    (width_mm * 10).saturating_sub(INSETS)
}

/// A text with its words glued, wherever it stands.
pub fn glued(text: &str) -> String {
    within(text, None)
}

/// Words between places where a line may end.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() && c != NBSP).filter(|piece| !piece.is_empty())
}

/// The same where lines have so many tenths of a millimetre.
fn within(text: &str, room: Option<u32>) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < 2 {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    // Where the piece begins that the next word may be glued to.
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            let before = words.get(at - 1).copied().unwrap_or_default();
            let farther = at.checked_sub(2).and_then(|at| words.get(at)).copied().unwrap_or_default();
            let fits = |piece: &str| {
                room.is_none_or(|room| measure::width(&format!("{piece}{NBSP}{word}"), LETTERS, false) <= room)
            };
            if stays(farther, before, word) && fits(out.get(from..).unwrap_or_default()) {
                out.push(NBSP);
            } else {
                out.push(' ');
                from = out.len();
            }
        }
        out.push_str(word);
    }
    out
}

/// What a number is told with: «№ 16», «п. 3».
const BEFORE_NUMBER: [&str; 23] = [
    "№",
    "№№",
    "п.",
    "пп.",
    "подп.",
    "ст.",
    "ч.",
    "гл.",
    "разд.",
    "прил.",
    "стр.",
    "с.",
    "л.",
    "рис.",
    "табл.",
    "д.",
    "кв.",
    "корп.",
    "каб.",
    "оф.",
    "тел.",
    "ОКТМО",
    "ИНН",
];
/// What stands after a number: years, money, measures, people and things.
const AFTER_NUMBER: [&str; 38] = [
    "г",
    "гг",
    "год",
    "года",
    "году",
    "годов",
    "годы",
    "в",
    "вв",
    "%",
    "₽",
    "руб",
    "рублей",
    "рубля",
    "рубль",
    "коп",
    "тыс",
    "млн",
    "млрд",
    "чел",
    "ед",
    "шт",
    "экз",
    "м",
    "м²",
    "кв",
    "куб",
    "км",
    "см",
    "мм",
    "кг",
    "л",
    "ч",
    "мин",
    "сек",
    "дн",
    "пт",
    "°C",
];
/// What stands before the name of a place: «г. Ольшанск».
const BEFORE_PLACE: [&str; 12] =
    ["г.", "ул.", "пер.", "пр.", "просп.", "пл.", "пос.", "пгт", "дер.", "ст-ца", "б-р", "наб."];

/// Whether a word stays on the line of the one before it.
fn stays(farther: &str, before: &str, word: &str) -> bool {
    let before = before.trim_start_matches(['(', '«', '"', '[']);
    let bare = word.trim_end_matches(['.', ',', ';', ':', ')', '»', '"', ']', '?', '!']);
    if before.is_empty() || word.is_empty() {
        return false;
    }
    let is_number_next = word.starts_with(|c: char| c.is_ascii_digit());
    let is_number_before = before.ends_with(|c: char| c.is_ascii_digit());
    let is_capital_next = word.starts_with(|c: char| c.is_uppercase() || c == '«');
    (is_number_next && BEFORE_NUMBER.contains(&before))
        || (is_number_before && AFTER_NUMBER.contains(&bare))
        || (is_number_before && is_short_number(before) && MONTHS_OF.contains(&bare))
        || is_thousands(before, bare)
        || is_money(before, bare)
        || (is_quarter(before) && (bare.starts_with("квартал") || bare.starts_with("полугоди")))
        || (is_capital_next && BEFORE_PLACE.contains(&before) && !farther.ends_with(|c: char| c.is_ascii_digit()))
        || is_name(before, word)
        || matches!(word, "–" | "—")
}

/// «15» of «15 марта», «10» of «01–10».
fn is_short_number(text: &str) -> bool {
    text.len() <= 5 && text.bytes().rev().take_while(u8::is_ascii_digit).count() <= 2
}

/// «12 500»: groups of three digits after one to three digits.
fn is_thousands(before: &str, bare: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole = bare.split(',').next().unwrap_or_default();
    is_digits(before) && before.len() <= 3 && whole.len() == 3 && is_digits(whole)
}

/// «тыс. руб.», «млн чел.»
fn is_money(before: &str, bare: &str) -> bool {
    matches!(before, "тыс." | "тыс" | "млн" | "млн." | "млрд" | "млрд." | "кв." | "куб.")
        && matches!(bare, "руб" | "рублей" | "₽" | "чел" | "человек" | "ед" | "м" | "км")
}

fn is_quarter(before: &str) -> bool {
    !before.is_empty() && before.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '1'..='4'))
}

/// Initials with each other and with the name, on either side of them: «И. И. Иванов», «Иванов И.И.».
fn is_name(before: &str, word: &str) -> bool {
    let after = word.trim_end_matches([',', ';', ':', ')', '»']);
    (is_initials(before) && (is_initials(after) || is_surname(after))) || (is_surname(before) && is_initials(after))
}

/// «И.», «И.И.»
fn is_initials(text: &str) -> bool {
    let mut letters = text.split_terminator('.');
    text.ends_with('.')
        && text.chars().count() <= 6
        && letters.all(|part| part.chars().count() == 1 && part.starts_with(|c| matches!(c, 'А'..='Я' | 'Ё')))
}

/// «Иванов», «Петрова-Водкина»: a capital letter and small ones.
fn is_surname(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() > 1
        && letters.all(|c| c.is_alphabetic() || c == '-')
        && text.chars().nth(1).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{glued, pieces, within};

    #[test]
    fn what_belongs_together_stands_on_one_line() {
        for (text, wanted) in [
            ("филиал № 16, № п/п", "филиал №_16, № п/п"),
            ("I квартал 2026 г., г. Ольшанск", "I_квартал 2026_г., г._Ольшанск"),
            ("в 2026 г. Проведён ремонт", "в 2026_г. Проведён ремонт"),
            ("п. 3 ст. 5 (ч. 2)", "п._3 ст._5 (ч._2)"),
            ("на 12 500 тыс. руб. и 7 %", "на 12_500_тыс._руб. и 7_%"),
            ("до 15 марта 2026 года", "до 15_марта 2026_года"),
            ("И. И. Иванов и Петрова А.А., директор", "И._И._Иванов и Петрова_А.А., директор"),
            ("Отв.: И.И. Иванов", "Отв.: И.И._Иванов"),
            ("план – факт", "план_– факт"),
            ("2026 100 мест", "2026 100 мест"),
            ("Школа А", "Школа А"),
            ("V. Удовлетворённость", "V. Удовлетворённость"),
            ("12 из 30 клубов", "12 из 30 клубов"),
            ("", ""),
            (" ", " "),
            ("две  строки\nи №\n5", "две  строки\nи №\n5"),
        ] {
            assert_eq!(glued(text).replace('\u{a0}', "_"), wanted);
        }
    }

    #[test]
    fn gluing_twice_and_taking_it_off_gives_the_same_words() {
        let text = "Справка № 3 от 15 марта 2026 г. – А. А. Иванова, 12 500 руб., п. 3 ст. 5";
        assert_eq!(glued(&glued(text)), glued(text));
        assert_eq!(glued(text).replace('\u{a0}', " "), text);
        assert_eq!(pieces("а №\u{a0}5  б\nв").collect::<Vec<_>>(), ["а", "№\u{a0}5", "б", "в"]);
    }

    #[test]
    fn what_would_not_fit_its_column_is_left_apart() {
        // «И.И. Иванов» takes about 25 mm of 11 pt.
        assert_eq!(within("И.И. Иванов", Some(300)), "И.И.\u{a0}Иванов");
        assert_eq!(within("И.И. Иванов", Some(180)), "И.И. Иванов");
    }
}
