//! Small letters and letters at all, for texts that are nearly always Russian.
//!
//! In comes text; out goes exactly what the standard library says of it, without its tables for Cyrillic and Latin.
//! It refuses to know words.

/// The text in small letters, as [`str::to_lowercase`] gives it.
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match lower_one(c) {
            Some(small) => out.push(small),
            // A sigma looks at its neighbours.
            None if c == 'Σ' => return text.to_lowercase(),
            None => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A character in its small form, where it is Cyrillic, Latin or a common sign.
pub fn lower_one(c: char) -> Option<char> {
    match c {
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        '\u{400}'..='\u{40f}' => char::from_u32(u32::from(c) + 0x50),
        '\0'..='\u{bf}' | 'а'..='\u{45f}' | '\u{2000}'..='\u{2125}' => Some(c),
        _ => None,
    }
}

/// A character in its capital form, where it is Cyrillic or Latin.
pub fn upper_one(c: char) -> Option<char> {
    match c {
        'a'..='z' => Some(c.to_ascii_uppercase()),
        'а'..='я' => char::from_u32(u32::from(c) - 0x20),
        '\u{450}'..='\u{45f}' => char::from_u32(u32::from(c) - 0x50),
        '\0'..='`' | '\u{400}'..='Я' => Some(c),
        _ => None,
    }
}

/// Whether a character is a letter, as [`char::is_alphabetic`] says.
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        _ => c.is_alphabetic(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_as_the_standard_library_says() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let small = lower_one(c).map_or_else(|| c.to_lowercase().to_string(), String::from);
            assert_eq!(small, c.to_lowercase().to_string(), "{c:?}");
            let capital = upper_one(c).map_or_else(|| c.to_uppercase().to_string(), String::from);
            assert_eq!(capital, c.to_uppercase().to_string(), "{c:?}");
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
        }
    }

    #[test]
    fn texts_are_as_the_standard_library_says() {
        for text in ["", "ПЛАН на 2026 г. «Ёлка» № 5", "ΟΔΥΣΣΕΥΣ Σ", "İstanbul", "Ѓ Џ Ѡ Ԁ"]
        {
            assert_eq!(lower(text), text.to_lowercase());
        }
    }
}
