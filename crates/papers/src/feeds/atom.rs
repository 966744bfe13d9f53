//! News of what was published: Atom 1.0, whole addresses, names that never change.

use jiff::Timestamp;
use std::fmt::Write;

/// One piece of news («запись ленты»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name for ever: a tag URI.
    pub id: String,
    /// What was published.
    pub title: String,
    /// When.
    pub at: Timestamp,
    /// Where it stands.
    pub link: String,
    /// A sentence about it.
    pub summary: String,
}

/// News of a house or of one organisation («лента публикаций»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its name for ever.
    pub id: String,
    /// What it is of.
    pub title: String,
    /// Who speaks.
    pub author: String,
    /// Its own address.
    pub own: String,
    /// The page for people.
    pub page: String,
    /// When it says something new, where it has no entry.
    pub at: Timestamp,
    /// Entries, newest first.
    pub entries: Vec<Entry>,
}

impl Feed {
    /// The feed as text.
    pub fn to_atom(&self) -> String {
        let updated = self.entries.iter().map(|entry| entry.at).max().unwrap_or(self.at);
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ru\">\n",
        );
        let _ = writeln!(out, "<id>{}</id>\n<title>{}</title>", safe(&self.id), safe(&self.title));
        let _ = writeln!(out, "<updated>{}</updated>", moment(updated));
        let _ = writeln!(out, "<author><name>{}</name></author>", safe(&self.author));
        let _ = writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", safe(&self.own));
        let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", safe(&self.page));
        out.push_str("<generator>Otklik</generator>\n");
        for entry in &self.entries {
            let _ = writeln!(out, "<entry>\n<id>{}</id>\n<title>{}</title>", safe(&entry.id), safe(&entry.title));
            let at = moment(entry.at);
            let _ = writeln!(out, "<updated>{at}</updated>\n<published>{at}</published>");
            let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", safe(&entry.link));
            let _ = writeln!(out, "<summary>{}</summary>\n</entry>", safe(&entry.summary));
        }
        out.push_str("</feed>\n");
        out
    }
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Text in XML: what it does not allow at all is left out.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_whole_xml() {
        let at: Timestamp = "2026-11-23T05:00:00.123Z".parse().unwrap();
        let entry = Entry {
            id: "tag:otklik.example.org,2026:plan/1/2".to_owned(),
            title: "План <исправлений> & \"сроки\"\u{1}".to_owned(),
            at,
            link: "https://otklik.example.org/o/klub/plan".to_owned(),
            summary: "Мер: 12".to_owned(),
        };
        let feed = Feed {
            id: "tag:otklik.example.org,2026:publications".to_owned(),
            title: "Публикации".to_owned(),
            author: "Отклик".to_owned(),
            own: "https://otklik.example.org/feed.atom".to_owned(),
            page: "https://otklik.example.org/".to_owned(),
            at,
            entries: vec![entry],
        };
        let text = feed.to_atom();
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut n_entries = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(tag) if tag.name().as_ref() == "entry" => n_entries += 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(n_entries, 1);
        assert!(text.contains("<updated>2026-11-23T05:00:00Z</updated>"), "{text}");
        assert!(text.contains("План &lt;исправлений&gt; &amp; &quot;сроки&quot;<"), "{text}");
    }
}
