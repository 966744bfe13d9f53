//! What a letter says, apart from its form: kept as JSON, shown as plain text and as a page.

use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// A letter («содержание письма»). Addresses in it are paths of the site: the site's own may change while it waits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// The first line, to whom.
    pub greeting: String,
    /// What it is about, a sentence each.
    pub lead: Vec<String>,
    /// What is to be done, group by group.
    pub sections: Vec<Section>,
    /// The button: its words and its path.
    pub action: Option<(String, String)>,
    /// Why it came, the last line.
    pub why: String,
}

/// A group of lines («раздел письма»).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// Its heading, with the number of all.
    pub title: String,
    /// The first of them.
    pub lines: Vec<Line>,
    /// How many are not listed.
    pub n_more: u64,
    /// Where all of them stand.
    pub path: String,
}

/// One affair («строка письма»).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub text: String,
    /// Whose, and why now.
    pub note: String,
    /// Where it is done.
    pub path: String,
}

/// A letter as plain text.
pub fn as_text(content: &Content, site: &str, choose_at: Option<&str>) -> String {
    let mut out = format!("{}\n", content.greeting);
    for sentence in &content.lead {
        let _ = write!(out, "\n{sentence}\n");
    }
    for section in &content.sections {
        let _ = write!(out, "\n{}\n", section.title);
        for line in &section.lines {
            let _ = write!(out, "\n- {}\n  {}\n  {site}{}\n", line.text, line.note, line.path);
        }
        if section.n_more > 0 {
            let _ = write!(out, "\n  и ещё {}: {site}{}\n", section.n_more, section.path);
        }
    }
    if let Some((words, path)) = &content.action {
        let _ = write!(out, "\n{words}: {site}{path}\n");
    }
    let _ = write!(out, "\n-- \n{}\n", content.why);
    if let Some(address) = choose_at {
        let _ = writeln!(out, "Реже, чаще или совсем не получать: {address}");
    }
    out
}

/// A letter as a page: one column, nothing fetched from anywhere, readable with pictures and styles off.
pub fn as_html(content: &Content, site: &str, choose_at: Option<&str>) -> String {
    let mut out = String::from(
        "<!doctype html><html lang=\"ru\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"></head><body style=\"margin:0 auto;padding:16px;max-width:600px;\
         font:16px/1.5 sans-serif;color:#0b0c0c;background:#fff\">",
    );
    let _ = write!(out, "<p>{}</p>", safe(&content.greeting));
    for sentence in &content.lead {
        let _ = write!(out, "<p>{}</p>", safe(sentence));
    }
    for section in &content.sections {
        let _ = write!(out, "<h2 style=\"font-size:18px;margin:24px 0 8px\">{}</h2><ul>", safe(&section.title));
        for line in &section.lines {
            let (text, note) = (safe(&line.text), safe(&line.note));
            let _ = write!(out, "<li style=\"margin-bottom:8px\">{}<br>{note}</li>", link(site, &line.path, &text));
        }
        out.push_str("</ul>");
        if section.n_more > 0 {
            let words = format!("и ещё {}", section.n_more);
            let _ = write!(out, "<p>{}</p>", link(site, &section.path, &words));
        }
    }
    if let Some((words, path)) = &content.action {
        let _ = write!(out, "<p style=\"margin:24px 0\"><b>{}</b></p>", link(site, path, &safe(words)));
    }
    let _ = write!(out, "<hr><p style=\"font-size:14px;color:#505a5f\">{}", safe(&content.why));
    if let Some(address) = choose_at {
        let _ = write!(out, " <a href=\"{}\">Реже, чаще или совсем не получать</a>.", safe(address));
    }
    out.push_str("</p></body></html>");
    out
}

fn link(site: &str, path: &str, words: &str) -> String {
    format!("<a href=\"{}{}\" style=\"color:#1d4f9c\">{words}</a>", safe(site), safe(path))
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let line = Line {
            text: "Установить «вывески» & стенд <script>".to_owned(),
            note: "Клуб № 3. Просрочено на 3 дня".to_owned(),
            path: "/cabinet/measures/1".to_owned(),
        };
        let content = Content {
            greeting: "Здравствуйте, Анна!".to_owned(),
            lead: vec![],
            sections: vec![Section {
                title: "Просрочено: 21".to_owned(),
                lines: vec![line],
                n_more: 20,
                path: "/cabinet/register?state=late".to_owned(),
            }],
            action: Some(("Открыть все дела".to_owned(), "/cabinet".to_owned())),
            why: "Вы ведёте планы".to_owned(),
        };
        let site = "https://otklik.example.org";
        let (text, html) = (
            as_text(&content, site, Some("https://x/letters/t")),
            as_html(&content, site, Some("https://x/letters/t")),
        );
        for wanted in [
            "Здравствуйте, Анна!",
            "Просрочено: 21",
            "Клуб № 3",
            "и ещё 20",
            "Открыть все дела",
            "https://otklik.example.org/cabinet/measures/1",
            "https://x/letters/t",
        ] {
            assert!(text.contains(wanted) && html.contains(wanted), "{wanted}\n{text}\n{html}");
        }
        assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "{html}");
    }
}
