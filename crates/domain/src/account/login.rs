use std::fmt;

/// The name one signs in with («имя для входа»): Russian or Latin letters of one case, digits and `. _ - @ +`.
///
/// Case is forgotten, so that nobody has to remember it: «Ivanova» and «ivanova» are one person.
///
/// # Example
/// ```
/// use otklik_domain::account::Login;
/// assert_eq!(Login::read(" Ivanova.A ").unwrap().as_str(), "ivanova.a");
/// assert!(Login::read("a b").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login(String);

/// Why a text is no name for signing in («ошибка имени для входа»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginFault {
    /// Fewer than three or more than sixty four signs.
    #[error("В имени для входа от 3 до 64 знаков")]
    Length,
    /// A sign that is not taken.
    #[error("В имени для входа могут быть буквы, цифры и знаки . _ - @ +")]
    Sign,
}

impl Login {
    /// Reads what was typed.
    ///
    /// # Errors
    /// [`LoginFault`] names what is wrong.
    pub fn read(text: &str) -> Result<Self, LoginFault> {
        let login: String = text.trim().chars().flat_map(char::to_lowercase).collect();
        if !(3..=64).contains(&login.chars().count()) {
            return Err(LoginFault::Length);
        }
        if !login.chars().all(is_taken) {
            return Err(LoginFault::Sign);
        }
        Ok(Login(login))
    }

    /// The name as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_taken(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || ('а'..='я').contains(&sign) || sign == 'ё' || ".-_@+".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_for_signing_in_are_read() {
        for (typed, expected) in [
            ("ivanova", Ok("ivanova")),
            (" Иванова.А ", Ok("иванова.а")),
            ("a.petrov@example.org", Ok("a.petrov@example.org")),
            ("ab", Err(LoginFault::Length)),
            ("", Err(LoginFault::Length)),
            ("иванова анна", Err(LoginFault::Sign)),
            ("<script>", Err(LoginFault::Sign)),
            ("ivаnova\u{200b}", Err(LoginFault::Sign)),
        ] {
            let read = Login::read(typed);
            assert_eq!(read.as_ref().map(Login::as_str).map_err(|fault| *fault), expected, "{typed}");
        }
        assert_eq!(Login::read(&"x".repeat(65)), Err(LoginFault::Length));
    }
}
