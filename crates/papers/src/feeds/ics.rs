//! A calendar of whole days: folded at 75 octets, CRLF, every text escaped.

use jiff::{Timestamp, ToSpan};
use otklik_domain::Date;

/// Octets of a line, the end of it apart.
const LINE_OCTETS: usize = 75;

/// Whether an event still holds («состояние события»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Confirmed,
    /// It is over or was called off.
    Cancelled,
}

/// One event of whole days («событие календаря»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name for ever: the same in each reading.
    pub uid: String,
    /// Grows with each change.
    pub sequence: u64,
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// What.
    pub title: String,
    /// What to know.
    pub note: String,
    /// Where it is done.
    pub link: String,
    /// Whether it still holds.
    pub status: Status,
    /// So many days before, at nine in the morning, the calendar rings.
    pub alarms_days: Vec<u16>,
}

/// A calendar («календарь для телефона»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// When what it tells was true.
    pub at: Timestamp,
    /// Events in their order.
    pub events: Vec<Event>,
}

impl Calendar {
    /// The calendar as text.
    pub fn to_ics(&self) -> String {
        let mut out = String::new();
        let name = escaped(&self.name);
        line(&mut out, "BEGIN:VCALENDAR");
        line(&mut out, "VERSION:2.0");
        line(&mut out, "PRODID:-//Otklik//Otklik//RU");
        line(&mut out, "CALSCALE:GREGORIAN");
        line(&mut out, "METHOD:PUBLISH");
        line(&mut out, &format!("NAME:{name}"));
        line(&mut out, &format!("X-WR-CALNAME:{name}"));
        line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        line(&mut out, "X-PUBLISHED-TTL:PT6H");
        for event in &self.events {
            put(&mut out, event, self.at);
        }
        line(&mut out, "END:VCALENDAR");
        out
    }
}

fn put(out: &mut String, event: &Event, at: Timestamp) {
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(&event.uid)));
    line(out, &format!("DTSTAMP:{}", at.strftime("%Y%m%dT%H%M%SZ")));
    line(out, &format!("SEQUENCE:{}", event.sequence));
    line(out, &format!("DTSTART;VALUE=DATE:{}", day(event.from)));
    // The end of an event of whole days is the day after its last.
    line(out, &format!("DTEND;VALUE=DATE:{}", day(event.to.saturating_add(1.day()))));
    line(out, &format!("SUMMARY:{}", escaped(&event.title)));
    line(out, &format!("DESCRIPTION:{}", escaped(&event.note)));
    line(out, &format!("URL:{}", event.link.chars().filter(|c| !c.is_control()).collect::<String>()));
    line(out, "TRANSP:TRANSPARENT");
    line(out, if event.status == Status::Cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    for days in &event.alarms_days {
        line(out, "BEGIN:VALARM");
        line(out, "ACTION:DISPLAY");
        line(out, &format!("DESCRIPTION:{}", escaped(&event.title)));
        line(out, &format!("TRIGGER:{}", before(*days)));
        line(out, "END:VALARM");
    }
    line(out, "END:VEVENT");
}

/// At nine in the morning so many days before the first day begins.
fn before(days: u16) -> String {
    match days {
        0 => "PT9H".to_owned(),
        1 => "-PT15H".to_owned(),
        days => format!("-P{}DT15H", days - 1),
    }
}

/// A text value: RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// A line and its end; a long one goes on after a blank, and no letter is torn.
fn line(out: &mut String, text: &str) {
    let mut n_octets = 0;
    for letter in text.chars() {
        if n_octets + letter.len_utf8() > LINE_OCTETS {
            out.push_str("\r\n ");
            n_octets = 1;
        }
        out.push(letter);
        n_octets += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Event {
        Event {
            uid: "018f-due@otklik".to_owned(),
            sequence: 3,
            from: "2026-12-31".parse().unwrap(),
            to: "2026-12-31".parse().unwrap(),
            title:
                "Срок: установить вывески; стенд, «Правила\\порядок» и навигацию для посетителей с нарушением зрения"
                    .to_owned(),
            note: "Клуб № 3\nСрок 31.12.2026".to_owned(),
            link: "https://otklik.example.org/cabinet/measures/018f".to_owned(),
            status: Status::Confirmed,
            alarms_days: vec![7, 1, 0],
        }
    }

    #[test]
    fn lines_are_short_and_come_together_again() {
        let at = "2026-11-23T00:00:00Z".parse().unwrap();
        let text = Calendar { name: "Отклик: мои сроки".to_owned(), at, events: vec![event()] }.to_ics();
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        let whole = text.replace("\r\n ", "");
        for wanted in [
            "SUMMARY:Срок: установить вывески\\; стенд\\, «Правила\\\\порядок» и навигацию для посетителей с нарушением зрения\r\n",
            "DESCRIPTION:Клуб № 3\\nСрок 31.12.2026\r\n",
            "DTSTART;VALUE=DATE:20261231\r\n",
            "DTEND;VALUE=DATE:20270101\r\n",
            "SEQUENCE:3\r\n",
            "TRIGGER:-P6DT15H\r\n",
            "TRIGGER:-PT15H\r\n",
            "TRIGGER:PT9H\r\n",
            "DTSTAMP:20261123T000000Z\r\n",
        ] {
            assert!(whole.contains(wanted), "{wanted}\n{whole}");
        }
    }
}
