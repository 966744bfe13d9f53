//! A letter as bytes on the wire: two forms of one text, headers that nobody can add to.

use super::{Outgoing, PostFault, PostSettings};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use std::time::SystemTime;

/// The letter as it is sent.
pub(super) fn message(from: &PostSettings, letter: &Outgoing) -> Result<Message, PostFault> {
    let broken = |what: &str| PostFault::Rejected(what.to_owned());
    let sender = from
        .from
        .parse()
        .map_err(|_| PostFault::Unreachable("Адрес отправителя не похож на адрес почты".to_owned()))?;
    let to = letter.address.parse().map_err(|_| broken("Адрес получателя не похож на адрес почты"))?;
    let host = from.from.rsplit('@').next().unwrap_or("otklik");
    let builder = Message::builder()
        .from(Mailbox::new(Some(one_line(&from.from_name)).filter(|name| !name.is_empty()), sender))
        .to(Mailbox::new(Some(one_line(&letter.name)).filter(|name| !name.is_empty()), to))
        .subject(one_line(&letter.subject))
        .date(SystemTime::from(letter.at))
        .message_id(Some(format!("<{}@{host}>", letter.id)));
    let parts = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    let mut message = builder.multipart(parts).map_err(|why| PostFault::Rejected(why.to_string()))?;
    let mut add = |name: &str, value: String| {
        if let Ok(name) = HeaderName::new_from_ascii(name.to_owned()) {
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
    };
    add("Auto-Submitted", "auto-generated".to_owned());
    if let Some(address) = &letter.refused_at {
        // RFC 8058: the reader's mail program presses the button itself.
        add("List-Unsubscribe", format!("<{}>", one_line(address)));
        add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
    }
    Ok(message)
}

/// Text without anything that could begin a line of its own.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn letter(subject: &str, name: &str) -> Outgoing {
        Outgoing {
            id: Uuid::nil(),
            at: "2026-11-23T05:00:00Z".parse().unwrap(),
            name: name.to_owned(),
            address: "a.ilyina@example.org".to_owned(),
            subject: subject.to_owned(),
            text: "Просрочено: 2".to_owned(),
            html: "<p>Просрочено: 2</p>".to_owned(),
            refused_at: Some("https://otklik.example.org/letters/token".to_owned()),
        }
    }

    fn sent(letter: &Outgoing) -> String {
        let from = PostSettings { from: "otklik@example.org".to_owned(), ..PostSettings::default() };
        String::from_utf8(message(&from, letter).unwrap().formatted()).unwrap()
    }

    #[test]
    fn nobody_adds_a_header() {
        for (subject, name) in [
            ("Дела\r\nBcc: all@example.org", "Анна"),
            ("Дела", "Анна\r\nBcc: all@example.org"),
            ("Дела\nBcc: all@example.org", "Анна\u{0}\nX-Evil: 1"),
        ] {
            let text = sent(&letter(subject, name));
            let (head, _) = text.split_once("\r\n\r\n").unwrap();
            let names: Vec<&str> = head.split("\r\n").filter_map(|line| line.split_once(':')).map(|(n, _)| n).collect();
            assert!(!names.iter().any(|name| ["Bcc", "X-Evil"].contains(name)), "{head}");
        }
    }

    #[test]
    fn long_russian_headers_are_encoded_and_folded() {
        let long = "Отклик: просрочено тридцать два мероприятия, ещё сорок семь ждут подтверждения на этой неделе";
        let text = sent(&letter(long, "Ильина-Константинопольская Анна Александровна"));
        assert!(text.is_ascii(), "{text}");
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.split("\r\n").all(|line| line.len() <= 78), "{head}");
        assert!(head.contains("Subject: =?utf-8?"), "{head}");
        for wanted in ["List-Unsubscribe-Post: List-Unsubscribe=One-Click", "Auto-Submitted: auto-generated"] {
            assert!(head.contains(wanted), "{head}");
        }
    }
}
