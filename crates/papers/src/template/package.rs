//! The container of a template: every part as it came, but for texts that are filled.

use super::UnfitTemplate;
use crate::read::{Package, Unreadable};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A part of the container.
pub(super) struct TemplatePart {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl TemplatePart {
    /// Whether people type fields in it: the text, headers and footers, notes under the text.
    pub(super) fn is_text(&self) -> bool {
        let Some(file) = self.name.strip_prefix("word/").filter(|file| file.ends_with(".xml")) else { return false };
        is_main(&self.name)
            || ["footnotes.xml", "endnotes.xml"].contains(&file)
            || file.starts_with("header")
            || file.starts_with("footer")
    }

    pub(super) fn text(&self) -> Result<&str, Unreadable> {
        let text = std::str::from_utf8(&self.bytes);
        text.map_err(|_| Unreadable::Damaged(format!("в части {} испорчены буквы", self.name)))
    }

    /// Where a field stands that would stay as it was typed: in a chart, in a drawing of boxes, in a remark at the side.
    pub(super) fn forgotten_place(&self) -> Option<&'static str> {
        let file = self.name.strip_prefix("word/").filter(|file| file.ends_with(".xml"))?;
        let place = match file.split('/').next()? {
            "charts" => "диаграмма",
            "diagrams" => "рисунок SmartArt",
            "comments.xml" => "примечание",
            _ => return None,
        };
        String::from_utf8_lossy(&self.bytes).contains("{{").then_some(place)
    }

    /// Where it is, for people.
    pub(super) fn place(&self) -> String {
        match self.name.strip_prefix("word/").unwrap_or_default() {
            file if file.starts_with("header") => "верхний колонтитул".to_owned(),
            file if file.starts_with("footer") => "нижний колонтитул".to_owned(),
            "footnotes.xml" | "endnotes.xml" => "сноски".to_owned(),
            _ => "основной текст".to_owned(),
        }
    }
}

/// Whether a part is the text itself: some programs number it.
fn is_main(name: &str) -> bool {
    let number = name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

const TYPES: &str = "[Content_Types].xml";
/// What Word calls a .dotx; what is written by it is a .docx.
const TEMPLATE_TYPE: &str = "wordprocessingml.template.main+xml";
const DOCUMENT_TYPE: &str = "wordprocessingml.document.main+xml";

/// Opens a template within the limits of every reader.
pub(super) fn open(bytes: &[u8]) -> Result<Vec<TemplatePart>, UnfitTemplate> {
    if bytes.len() > 3 && !bytes.starts_with(b"PK") {
        return Err(UnfitTemplate::NotDocx);
    }
    let mut package = Package::open(bytes)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    if !names.iter().any(|name| is_main(name)) {
        return Err(UnfitTemplate::NotDocx);
    }
    if names.iter().any(|name| name.to_lowercase().ends_with("vbaproject.bin")) {
        return Err(UnfitTemplate::Refused("В шаблоне макросы: программа их не запускает и не хранит"));
    }
    if names.iter().any(|name| name.contains("/embeddings/") || name.contains("/activeX/")) {
        return Err(UnfitTemplate::Refused(
            "В шаблон вложены другие файлы: таблица Excel, объект или элемент управления",
        ));
    }
    let mut parts = Vec::with_capacity(names.len());
    for name in names.into_iter().filter(|name| !name.ends_with('/')) {
        let bytes = package.part(&name)?.unwrap_or_default();
        let mut part = TemplatePart { name, bytes };
        if part.name == TYPES {
            let types = part.text()?;
            if types.contains("macroEnabled") {
                return Err(UnfitTemplate::Refused("В шаблоне макросы: программа их не запускает и не хранит"));
            }
            part.bytes = types.replace(TEMPLATE_TYPE, DOCUMENT_TYPE).into_bytes();
        }
        if part.name == "word/_rels/settings.xml.rels" {
            part.bytes = without(part.text()?, "<Relationship ", is_own_template).into_bytes();
        }
        if part.name == "word/settings.xml" {
            part.bytes = without(part.text()?, "<w:attachedTemplate ", |_| true).into_bytes();
        }
        if part.name.ends_with(".rels") && reaches_elsewhere(part.text()?) {
            return Err(UnfitTemplate::Refused(
                "Шаблон берёт содержимое из другого места: рисунок или шаблон по ссылке",
            ));
        }
        parts.push(part);
    }
    Ok(parts)
}

/// Word writes down by which template of the machine a document was begun: it is left out, for it leads nowhere.
fn is_own_template(relation: &str) -> bool {
    let is_of_a_site = ["\"http:", "\"https:", "\"ftp:"].iter().any(|scheme| relation.to_lowercase().contains(scheme));
    relation.contains("/attachedTemplate\"") && relation.contains("\"External\"") && !is_of_a_site
}

/// Markup without those elements of a name that are to go; an element without words closes at once.
fn without(markup: &str, begin: &str, goes: impl Fn(&str) -> bool) -> String {
    let (mut out, mut rest) = (String::with_capacity(markup.len()), markup);
    while let Some((before, tail)) = rest.find(begin).map(|at| rest.split_at(at)) {
        let end = tail.find("/>").map_or(tail.len(), |at| at + 2);
        let (element, after) = tail.split_at(end);
        out.push_str(before);
        out.push_str(if goes(element) { "" } else { element });
        rest = after;
    }
    out + rest
}

/// Whether something but a hyperlink, which only a person follows, leads out of the container.
fn reaches_elsewhere(relations: &str) -> bool {
    relations
        .split("<Relationship ")
        .skip(1)
        .any(|relation| relation.contains("\"External\"") && !relation.contains("/hyperlink\""))
}

/// Puts parts together. No dates: the same values give the same bytes.
pub(super) fn pack(parts: &[TemplatePart]) -> Result<Vec<u8>, Unreadable> {
    let fault = |_| Unreadable::Damaged("документ не собирается".to_owned());
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(part.name.as_str(), options).map_err(fault)?;
        let written = zip.write_all(&part.bytes);
        written.map_err(|_| Unreadable::Damaged("документ не собирается".to_owned()))?;
    }
    Ok(zip.finish().map_err(fault)?.into_inner())
}
