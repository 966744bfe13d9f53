//! How the mail server is reached, as an administrator sets it. The password is not among it.

use crate::refusal::{Faults, Refusal};
use serde::{Deserialize, Serialize};

/// How the way to the server is guarded («защита соединения»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// TLS is asked for first, and nothing is said without it.
    Starttls,
    /// None: for a server of the same machine or a guarded net.
    None,
}

impl Security {
    /// Every way, in the order a form shows them.
    pub const ALL: [Security; 3] = [Security::Tls, Security::Starttls, Security::None];

    /// The name used in forms.
    pub fn name(self) -> &'static str {
        match self {
            Security::Tls => "tls",
            Security::Starttls => "starttls",
            Security::None => "none",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }

    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Security::Tls => "TLS сразу (обычно порт 465)",
            Security::Starttls => "STARTTLS (обычно порт 587)",
            Security::None => "без шифрования (порт 25, только внутри своей сети)",
        }
    }
}

/// How letters leave («настройки почты»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostSettings {
    /// The mail server; empty puts letters into a folder.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is guarded.
    pub security: Security,
    /// The name to sign in with; empty signs in nowhere.
    pub user: String,
    /// The address letters come from.
    pub from: String,
    /// The name beside it.
    pub from_name: String,
}

impl Default for PostSettings {
    fn default() -> Self {
        PostSettings {
            host: String::new(),
            port: 465,
            security: Security::Tls,
            user: String::new(),
            from: "otklik@localhost".to_owned(),
            from_name: "Отклик".to_owned(),
        }
    }
}

impl PostSettings {
    /// Whether the server is this machine.
    pub fn is_loopback(&self) -> bool {
        let is_address = self.host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        is_address || self.host == "localhost"
    }

    /// The same settings, when letters can leave by them.
    ///
    /// # Errors
    /// `Invalid` with every field at fault.
    pub fn checked(self) -> Result<Self, Refusal> {
        let is_host = self.host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
        let is_user = !self.user.chars().any(char::is_control);
        let is_name = !self.from_name.chars().any(char::is_control) && self.from_name.chars().count() <= 100;
        let is_open = self.security == Security::None && !self.user.is_empty() && !self.is_loopback();
        let told = [
            (is_host, "host", "Напишите имя сервера почты, например smtp.example.org, или оставьте пустым"),
            (self.port > 0, "port", "Порт — число от 1 до 65535"),
            (self.from.parse::<lettre::Address>().is_ok(), "from", "Проверьте адрес отправителя: otklik@example.org"),
            (is_user, "user", "В имени для входа лишние знаки: наберите его заново"),
            (is_name, "from_name", "Имя отправителя — одна строка не длиннее 100 знаков"),
            (
                !is_open,
                "security",
                "Без шифрования пароль прочтут по дороге: выберите TLS или STARTTLS, или уберите имя для входа",
            ),
        ];
        let faults: Vec<_> = told
            .into_iter()
            .filter(|(is_right, ..)| !is_right)
            .map(|(_, field, words)| (field, words.to_owned()))
            .collect();
        if faults.is_empty() { Ok(self) } else { Err(Refusal::Invalid(Faults::Fields(faults))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_by_which_nothing_leaves_are_named() {
        let right =
            PostSettings { host: "smtp.example.org".into(), from: "a@example.org".into(), ..Default::default() };
        type Case = (fn(&mut PostSettings), &'static [&'static str]);
        let cases: [Case; 7] = [
            (|_| (), &[]),
            (|s| s.host = "smtp example".into(), &["host"]),
            (|s| s.port = 0, &["port"]),
            (|s| s.from = "nobody".into(), &["from"]),
            (|s| s.from_name = "a\nBcc: b".into(), &["from_name"]),
            (|s| (s.security, s.user) = (Security::None, "me".into()), &["security"]),
            (|s| (s.security, s.user, s.host) = (Security::None, "me".into(), "127.0.0.1".into()), &[]),
        ];
        for (change, expected) in cases {
            let mut settings = right.clone();
            change(&mut settings);
            let found: Vec<&str> = match settings.checked() {
                Ok(_) => Vec::new(),
                Err(Refusal::Invalid(Faults::Fields(faults))) => faults.into_iter().map(|(field, _)| field).collect(),
                Err(other) => panic!("{other}"),
            };
            assert_eq!(found, expected);
        }
    }
}
