//! What a cell of a form says: «да», «нет», nothing, or something that no questionnaire allows.

use otklik_domain::score::Answer;

/// Words that may follow «да» and «нет» without a mark between.
const FOLLOWING: &[&str] =
    &["удовлетвор", "пользовал", "обращал", "готов", "имею", "рекоменд", "своевремен", "являюсь", "полностью", "все"];

/// Reads a cell; `None` when it is none of the allowed words and does not begin with one.
pub(super) fn read(cell: &str) -> Option<Answer> {
    let text = cell.trim().trim_matches(['"', '«', '»']).trim();
    if text.is_empty() {
        return Some(Answer::Empty);
    }
    let lower = text.to_lowercase();
    match lower.as_str() {
        "1" | "1.0" | "1,0" | "да" | "yes" | "true" | "истина" => return Some(Answer::Yes),
        "0" | "0.0" | "0,0" | "нет" | "no" | "false" | "ложь" => return Some(Answer::No),
        _ => {}
    }
    begins(&lower, "да", Answer::Yes).or_else(|| begins(&lower, "нет", Answer::No)).or_else(|| satisfied(&lower))
}

/// «Удовлетворён(а)», «Полностью удовлетворена», «Не удовлетворён»; «скорее» and «частично» are neither.
fn satisfied(lower: &str) -> Option<Answer> {
    let bare = lower.strip_prefix("полностью ").unwrap_or(lower);
    let (bare, answer) = bare.strip_prefix("не ").map_or((bare, Answer::Yes), |bare| (bare, Answer::No));
    let bare = bare.strip_prefix("полностью ").filter(|_| answer == Answer::Yes).unwrap_or(bare);
    let is_one_word = !bare.contains(char::is_whitespace);
    (is_one_word && bare.starts_with("удовлетвор")).then_some(answer)
}

/// «Да, удовлетворен(а)», «Нет (с опозданием)», but not «нет ответа» and not «дата».
fn begins(lower: &str, word: &str, answer: Answer) -> Option<Answer> {
    let rest = lower.strip_prefix(word)?;
    let next = rest.trim_start();
    let is_parted = next.starts_with([',', '.', ';', ':', '!', '(', '–', '—', '→']);
    let goes_on = next.len() < rest.len() && FOLLOWING.iter().any(|stem| next.starts_with(stem));
    (is_parted || goes_on).then_some(answer)
}
