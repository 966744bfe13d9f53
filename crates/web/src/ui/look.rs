//! How a reader wants pages to look («версия для слабовидящих»).
//!
//! In comes the cookie `vid` or the settings form; out go attributes of `<html>`. Every value is on a list:
//! what is not on it is dropped. It refuses to keep anything on the server.

/// Name of the cookie.
pub(crate) const COOKIE: &str = "vid";

/// The usual colours, whatever the device asks for.
const PLAIN: &str = "plain";

/// One setting with its choices; the first choice is the usual look and is never written down.
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) choices: &'static [(&'static str, &'static str)],
}

/// Every setting, in the order of the form.
pub(crate) const SETTINGS: [Setting; 6] = [
    Setting { name: "size", title: "Размер", choices: &[("", "100 %"), ("150", "150 %"), ("200", "200 %")] },
    Setting {
        name: "scheme",
        title: "Цвета",
        choices: &[
            ("", "Как на устройстве"),
            (PLAIN, "Обычные: тёмное на белом"),
            ("bw", "Чёрное на белом"),
            ("wb", "Белое на чёрном"),
            ("blue", "Тёмно-синее на голубом"),
            ("beige", "Коричневое на бежевом"),
            ("green", "Зелёное на тёмно-коричневом"),
        ],
    },
    Setting {
        name: "font", title: "Шрифт", choices: &[("", "Без засечек"), ("serif", "С засечками")]
    },
    Setting {
        name: "spacing",
        title: "Расстояние между буквами",
        choices: &[("", "Обычное"), ("wide", "Увеличенное"), ("extra", "Большое")],
    },
    Setting {
        name: "leading",
        title: "Расстояние между строками",
        choices: &[("", "Обычное"), ("150", "Полуторное"), ("200", "Двойное")],
    },
    Setting {
        name: "images",
        title: "Изображения",
        choices: &[("", "Показывать"), ("gray", "Чёрно-белые"), ("off", "Не показывать")],
    },
];

/// The chosen values, one a setting; empty means usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Look([&'static str; 6]);

impl Look {
    /// Reads the cookie's value: `size:150.scheme:wb`. Unknown parts are dropped.
    pub(crate) fn from_cookie(value: &str) -> Self {
        let mut look = Look::default();
        for part in value.split(['.', ',']) {
            if let Some((name, value)) = part.split_once(':') {
                look.set(name, value);
            }
        }
        look
    }

    /// Sets one value, when both name and value are on the list.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        for (setting, place) in SETTINGS.iter().zip(self.0.iter_mut()) {
            if setting.name == name
                && let Some((known, _)) = setting.choices.iter().find(|(known, _)| *known == value)
            {
                *place = known;
            }
        }
    }

    /// The value of a setting.
    pub(crate) fn get(&self, name: &str) -> &'static str {
        SETTINGS.iter().zip(self.0).find(|(s, _)| s.name == name).map_or("", |(_, value)| value)
    }

    /// The cookie's value; empty when everything is usual.
    pub(crate) fn to_cookie(&self) -> String {
        let parts: Vec<String> = self.chosen().map(|(name, value)| format!("{name}:{value}")).collect();
        parts.join(".")
    }

    /// Attributes of `<html>`, from the list only: ` data-size="150"`.
    pub(crate) fn attributes(&self) -> String {
        let attribute = |(name, value)| match value {
            PLAIN => " data-plain".to_owned(),
            value => format!(" data-{name}=\"{value}\""),
        };
        self.chosen().map(attribute).collect()
    }

    fn chosen(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        SETTINGS.iter().zip(self.0).filter(|(_, value)| !value.is_empty()).map(|(s, value)| (s.name, value))
    }
}

/// A path of this site to go back to; anything else is the first page.
pub(crate) fn local_path(back: &str) -> &str {
    let is_local = back.starts_with('/')
        && !back.starts_with("//")
        && !back.starts_with("/\\")
        && back.len() <= 2000
        && back.chars().all(|c| !c.is_control() && c != '\\');
    if is_local { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_values_pass() {
        for (cookie, attributes) in [
            ("size:150.scheme:wb", " data-size=\"150\" data-scheme=\"wb\""),
            ("size:999.scheme:\"><script>", ""),
            ("", ""),
            ("images:off", " data-images=\"off\""),
            ("scheme:plain", " data-plain"),
            ("onload:1.size:200", " data-size=\"200\""),
        ] {
            assert_eq!(Look::from_cookie(cookie).attributes(), attributes, "{cookie}");
        }
        let look = Look::from_cookie("leading:150.font:serif");
        assert_eq!(Look::from_cookie(&look.to_cookie()), look);
    }

    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        for (back, path) in [
            ("/o/dk?x=1", "/o/dk?x=1"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(local_path(back), path, "{back}");
        }
    }
}
