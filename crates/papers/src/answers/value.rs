//! What a cell says: «да», «нет», nothing, or something that no questionnaire allows.

use super::legacy;
use otklik_domain::score::Answer;

/// Reads a cell of an answer; `None` when it is none of the allowed words.
pub(super) fn read(cell: &[u8]) -> Option<Answer> {
    match cell {
        b"1" => return Some(Answer::Yes),
        b"0" => return Some(Answer::No),
        b"" => return Some(Answer::Empty),
        _ => {}
    }
    // The longest allowed word has five letters; more is only blanks around it.
    if cell.len() > 64 {
        return None;
    }
    match legacy::text(cell).trim().to_lowercase().as_str() {
        "" => Some(Answer::Empty),
        "1" | "1.0" | "да" | "yes" | "true" => Some(Answer::Yes),
        "0" | "0.0" | "нет" | "no" | "false" => Some(Answer::No),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_allowed_words_in_any_case() {
        for (answer, words) in [
            (Some(Answer::Yes), ["да", "ДА", "Yes", "1", " TRUE ", "1.0"]),
            (Some(Answer::No), ["нет", "Нет", "no", "0", "False", "0.0"]),
            (Some(Answer::Empty), ["", " ", "\t", "\u{a0}", "  ", "\r"]),
            (None, ["да!", "2", "-", "не знаю", "01", "очень длинный ответ на короткий вопрос"]),
        ] {
            for word in words {
                assert_eq!(read(word.as_bytes()), answer, "{word}");
            }
        }
        // «да» and «нет» in Windows-1251.
        assert_eq!(read(&[0xe4, 0xe0]), Some(Answer::Yes));
        assert_eq!(read(&[0xcd, 0xc5, 0xd2]), Some(Answer::No));
        assert_eq!(read(&[0xe4, 0xff]), None);
    }
}
