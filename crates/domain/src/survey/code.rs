use std::fmt;

/// Letters and digits that nobody takes for one another.
const LETTERS: &str = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Russian letters that look like one of ours: what is printed is read aloud and typed on a Russian keyboard.
pub(super) const ALIKE: [(char, char); 11] = [
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('К', 'K'),
    ('М', 'M'),
    ('Р', 'P'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
];

/// The short name of a survey on a poster («код опроса»): eight letters and digits, in two groups for people.
///
/// # Example
/// `7KX2M4P9` is shown as `7KX2-M4P9`.
///
/// # Example: a Russian keyboard
/// «7кх2 м4р9», typed with Russian letters, is the same code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SurveyCode(String);

impl SurveyCode {
    /// How many characters a code has.
    pub const LENGTH: usize = 8;

    /// Reads a code as a person types it; `None` when it cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        // A code of twice its length is no code: nothing longer is looked through.
        let typed = text.chars().take(4 * Self::LENGTH).filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'));
        let code: String = typed.flat_map(char::to_uppercase).map(alike).collect();
        let is_one = code.len() == Self::LENGTH && code.chars().all(|c| LETTERS.contains(c));
        is_one.then_some(SurveyCode(code))
    }

    /// A code out of chance; what is given should be random. The same bytes always make the same code.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::survey::SurveyCode;
    /// let code = SurveyCode::from_chance([0, 1, 2, 3, 4, 5, 6, 7]);
    /// assert_eq!(code.as_str().len(), SurveyCode::LENGTH);
    /// assert_eq!(SurveyCode::read(&code.in_groups().to_lowercase()), Some(code));
    /// ```
    pub fn from_chance(chance: [u8; 8]) -> Self {
        let letter = |byte: u8| LETTERS.chars().nth(usize::from(byte) % LETTERS.len()).unwrap_or('2');
        SurveyCode(chance.into_iter().map(letter).collect())
    }

    /// As it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it aloud: `7KX2-M4P9`.
    pub fn in_groups(&self) -> String {
        let (first, second) = self.0.split_at(Self::LENGTH / 2);
        format!("{first}-{second}")
    }
}

fn alike(letter: char) -> char {
    ALIKE.into_iter().find(|(russian, _)| *russian == letter).map_or(letter, |(_, ours)| ours)
}

impl fmt::Display for SurveyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["7KX2M4P9", "7kx2-m4p9", " 7KX2 M4P9 ", "7КХ2М4Р9", "7кх2—м4р9"] {
            assert_eq!(SurveyCode::read(typed).map(|code| code.to_string()).as_deref(), Some("7KX2M4P9"), "{typed}");
        }
        for wrong in ["", "7KX2M4P", "7KX2M4P99", "7KX2M4P0", "7KX2M4PЖ", "7KX2/4P9"] {
            assert_eq!(SurveyCode::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_of_chance_reads_back() {
        for byte in [0, 30, 31, 255] {
            let code = SurveyCode::from_chance([byte; 8]);
            assert_eq!(SurveyCode::read(&code.in_groups()), Some(code));
        }
    }
}
