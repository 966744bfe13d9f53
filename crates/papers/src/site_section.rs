//! The section «НОК» for an organisation's own site: one page without scripts and without anything from other places.
//!
//! In come words that everybody may read; out goes HTML that is read aloud, grows to 400 % and prints. It refuses to know
//! where it will stand.

use crate::write::clean::xml;

/// What the section shows («раздел сайта»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteSection {
    /// Name of the organisation.
    pub organisation: String,
    /// «Независимая оценка 2026 года», with the total.
    pub score: Option<(String, String)>,
    /// Criteria and their points.
    pub criteria: Vec<(String, String)>,
    /// «План на 2026 год. Версия 2, опубликована 10.02.2026».
    pub plan: String,
    /// Rows: shortcoming, measure, term, who, what was done.
    pub rows: Vec<[String; 5]>,
    /// Files beside the page: address and words.
    pub files: Vec<(String, String)>,
    /// Where citizens rate the organisation on bus.gov.ru.
    pub rating: Option<String>,
    /// Where the same is kept and always fresh.
    pub source: String,
}

const STYLE: &str = "body{margin:0 auto;padding:1rem;max-width:70rem;font:1.125rem/1.5 system-ui,Arial,sans-serif;\
color:#0b0c0c;background:#fff}h1{font-size:2rem;line-height:1.2}h2{font-size:1.5rem}table{border-collapse:collapse;\
width:100%}th,td{border:1px solid #505a5f;padding:.5rem;text-align:left;vertical-align:top}caption{text-align:left;\
font-weight:700;padding:.5rem 0}a{color:#1d3f99}a:focus{outline:3px solid #0b0c0c;background:#fd0}.wide{overflow-x:auto}.qr{width:10rem}\
@media(prefers-color-scheme:dark){body{color:#fff;background:#0b0c0c}a{color:#9ab8ff}}\
@media print{body{max-width:none}.wide{overflow:visible}}";

/// The whole page.
pub fn page(section: &SiteSection) -> String {
    let title = format!("Независимая оценка качества: {}", section.organisation);
    format!(
        "<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <main>\n<h1>Независимая оценка качества условий оказания услуг</h1>\n<p>{}</p>\n{}{}{}{}{}</main>\n</body>\n</html>\n",
        xml(&title),
        xml(&section.organisation),
        score(section),
        plan(section),
        files(section),
        rating(section),
        source(section)
    )
}

fn score(section: &SiteSection) -> String {
    let Some((title, total)) = &section.score else {
        return "<h2>Результаты оценки</h2>\n<p>Результаты ещё не опубликованы.</p>\n".to_owned();
    };
    let row = |(name, points): &(String, String)| {
        format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", xml(name), xml(points))
    };
    let rows: String = section.criteria.iter().map(row).collect();
    format!(
        "<h2>Результаты оценки</h2>\n<div class=\"wide\" role=\"region\" aria-label=\"Баллы\" tabindex=\"0\"><table>\
         <caption>{}, итог {}</caption>\n<thead><tr><th scope=\"col\">Критерий</th><th scope=\"col\">Баллы из 100</th>\
         </tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
        xml(title),
        xml(total)
    )
}

fn plan(section: &SiteSection) -> String {
    let row = |cells: &[String; 5]| {
        let [shortcoming, text, term, who, done] = cells.each_ref().map(|cell| xml(cell));
        format!(
            "<tr><td>{shortcoming}</td><th scope=\"row\">{text}</th><td>{term}</td><td>{who}</td><td>{done}</td></tr>\n"
        )
    };
    let rows: String = section.rows.iter().map(row).collect();
    format!(
        "<h2>План по устранению недостатков</h2>\n<div class=\"wide\" role=\"region\" aria-label=\"План\" \
         tabindex=\"0\"><table><caption>{}</caption>\n<thead><tr><th scope=\"col\">Недостаток</th><th scope=\"col\">\
         Мероприятие</th><th scope=\"col\">Срок</th><th scope=\"col\">Отвечает</th><th scope=\"col\">Что сделано</th>\
         </tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
        xml(&section.plan)
    )
}

fn files(section: &SiteSection) -> String {
    if section.files.is_empty() {
        return String::new();
    }
    let line =
        |(href, words): &(String, String)| format!("<li><a href=\"{}\" download>{}</a></li>\n", xml(href), xml(words));
    let lines: String = section.files.iter().map(line).collect();
    format!("<h2>Документы</h2>\n<ul>\n{lines}</ul>\n")
}

/// The words and the square that many sites show.
fn rating(section: &SiteSection) -> String {
    let Some(link) = &section.rating else { return String::new() };
    let square = |picture: String| {
        let named = picture.replacen("<svg ", "<svg class=\"qr\" role=\"img\" aria-label=\"QR-код этой ссылки\" ", 1);
        format!("{named}\n")
    };
    let picture = crate::qr::svg(link).map(square).unwrap_or_default();
    let address = xml(link);
    format!(
        "<h2>Оцените нас на bus.gov.ru</h2>\n<p>Чтобы оценить условия предоставления услуг, используйте QR-код или \
         перейдите по ссылке: <a href=\"{address}\">{address}</a></p>\n{picture}"
    )
}

fn source(section: &SiteSection) -> String {
    if section.source.is_empty() {
        return String::new();
    }
    let address = xml(&section.source);
    format!("<p>Те же сведения в «Отклике», всегда свежие: <a href=\"{address}\">{address}</a></p>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stands_alone_and_says_everything() {
        let section = SiteSection {
            organisation: "МБУК «Клуб» <b>".to_owned(),
            score: Some(("Независимая оценка 2026 года".to_owned(), "89,08".to_owned())),
            criteria: vec![("Открытость".to_owned(), "90".to_owned())],
            plan: "План на 2026 год".to_owned(),
            rows: vec![["Нет воды", "Поставить кулер", "до 01.06.2026", "методист", ""].map(str::to_owned)],
            files: vec![("план.docx".to_owned(), "План, Word".to_owned())],
            rating: Some("https://bus.gov.ru/qrcode/rate/232690".to_owned()),
            source: "https://otklik.example.org/o/klub".to_owned(),
        };
        let html = page(&section);
        for words in [
            "bus.gov.ru/qrcode/rate/232690",
            "role=\"img\"",
            "89,08",
            "Поставить кулер",
            "план.docx",
            "https://otklik.example.org/o/klub",
            "lang=\"ru\"",
        ] {
            assert!(html.contains(words), "{words}");
        }
        for foreign in ["<script", "<b>", "src=", "@import", "url("] {
            assert!(!html.contains(foreign), "{foreign}");
        }
        assert!(page(&SiteSection::default()).contains("ещё не опубликованы"));
    }
}
