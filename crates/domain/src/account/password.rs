use super::obvious;

/// The fewest letters of a password.
pub const PASSWORD_LETTERS_MIN: usize = 12;
/// The most letters of a password that are taken.
pub const PASSWORD_LETTERS_MAX: usize = 128;

/// Why a password is not taken («ошибка пароля»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than twelve letters.
    #[error("В пароле меньше 12 знаков: добавьте ещё, например пару слов")]
    TooShort,
    /// More than a hundred and twenty eight letters.
    #[error("В пароле больше 128 знаков: сократите его")]
    TooLong,
    /// What strangers try first.
    #[error("Такой пароль угадывают первым: возьмите несколько слов, не связанных между собой")]
    Obvious,
    /// The person's own name or name for signing in.
    #[error("В пароле есть ваше имя или имя для входа: уберите его")]
    NamesYou,
}

/// Every fault of a password for a person with these names; none means that it is taken.
///
/// Length alone makes a password strong: no sort of sign is demanded. What everybody tries first is refused.
///
/// # Example
/// ```
/// use otklik_domain::account::{PasswordFault, judge_password};
/// assert!(judge_password("сирень у крыльца", "ivanova", "Иванова Анна").is_empty());
/// assert_eq!(judge_password("password1234", "ivanova", ""), [PasswordFault::Obvious]);
/// ```
pub fn judge_password(password: &str, login: &str, name: &str) -> Vec<PasswordFault> {
    let n_letters = password.chars().count();
    let lower = password.to_lowercase();
    [
        (n_letters < PASSWORD_LETTERS_MIN, PasswordFault::TooShort),
        (n_letters > PASSWORD_LETTERS_MAX, PasswordFault::TooLong),
        (n_letters <= PASSWORD_LETTERS_MAX && obvious::is_obvious(&lower), PasswordFault::Obvious),
        (names(&lower, login, name), PasswordFault::NamesYou),
    ]
    .into_iter()
    .filter_map(|(is_so, fault)| is_so.then_some(fault))
    .collect()
}

/// Whether the password holds the login or a part of the name; parts of three letters are in too many words.
fn names(lower: &str, login: &str, name: &str) -> bool {
    let login = login.split('@').next().unwrap_or_default();
    let parts = name.split(|c: char| !c.is_alphanumeric()).chain([login]);
    parts.map(str::to_lowercase).any(|part| part.chars().count() >= 4 && lower.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged() {
        use PasswordFault::*;
        for (password, expected) in [
            ("сирень у крыльца", &[][..]),
            ("kettle brook seven", &[]),
            ("840219573346", &[]),
            ("Xk4$mQ9!zP2w", &[]),
            ("короткий", &[TooShort]),
            ("qwerty", &[TooShort, Obvious]),
            ("", &[TooShort, Obvious]),
            ("password1234", &[Obvious]),
            ("Пароль2026!!", &[Obvious]),
            ("йцукенгшщзхъ", &[Obvious]),
            ("123456789012", &[Obvious]),
            ("aaaaaaaaaaaaaaa", &[Obvious]),
            ("abcabcabcabc", &[Obvious]),
            ("Qwerty123456", &[Obvious]),
            ("администратор", &[Obvious]),
            ("ОткликОтклик1", &[Obvious]),
            ("ivanova-lilac-9", &[NamesYou]),
            ("дом анны ильиной Анна", &[NamesYou]),
        ] {
            assert_eq!(judge_password(password, "ivanova@example.org", "Иванова Анна"), expected, "{password}");
        }
        assert_eq!(judge_password(&"слон ".repeat(30), "", ""), [TooLong]);
        assert!(judge_password(&"сирень дом река ".repeat(8), "", "").is_empty());
    }
}
