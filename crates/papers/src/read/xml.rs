//! XML of strangers, piece by piece, with names cut from their prefixes.
//!
//! In comes the text of a part; out go openings, closings and texts. A DOCTYPE is refused, so there is nothing to
//! expand and nothing to fetch; depth is counted. It refuses to know any vocabulary.

use super::Unreadable;
use super::limits::{DEPTH_MAX, within};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// A reader over one part.
pub(crate) struct Xml<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

/// A piece of markup.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    /// An element opens; an empty element closes at once.
    Open(BytesStart<'a>),
    /// An element closes.
    Close,
    /// Text with its references resolved.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

impl<'a> Xml<'a> {
    /// Starts to read; `part` is named in refusals.
    pub(crate) fn new(text: &'a str, part: &'a str) -> Self {
        let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0 }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece.
    ///
    /// # Errors
    /// Damaged when the markup is broken or declares a document type; too large when it is too deep.
    pub(crate) fn next(&mut self) -> Result<Piece<'a>, Unreadable> {
        loop {
            match self.reader.read_event().map_err(|_| self.damaged())? {
                Event::Start(start) => {
                    self.depth += 1;
                    within(self.depth <= DEPTH_MAX, || "слишком глубокая вложенность".into())?;
                    return Ok(Piece::Open(start));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Piece::Close);
                }
                Event::Text(text) => return Ok(Piece::Text(text.into_inner())),
                Event::CData(text) => return Ok(Piece::Text(text.into_inner())),
                Event::GeneralRef(name) => return self.resolve(&name).map(Piece::Text),
                Event::DocType(_) => {
                    return Err(Unreadable::Damaged(format!(
                        "в части {} объявлен DOCTYPE, которого там не бывает",
                        self.part
                    )));
                }
                Event::Eof if self.depth > 0 => return Err(self.damaged()),
                Event::Eof => return Ok(Piece::End),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Passes over everything to the closing of the element opened last.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(crate) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Piece::End = self.next()? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The five references of XML and characters by number; nothing else is ever expanded.
    fn resolve(&self, name: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'a, str>, Unreadable> {
        if let Ok(Some(letter)) = name.resolve_char_ref() {
            return Ok(Cow::Owned(letter.to_string()));
        }
        quick_xml::escape::resolve_predefined_entity(name).map(Cow::Borrowed).ok_or_else(|| self.damaged())
    }

    fn damaged(&self) -> Unreadable {
        Unreadable::Damaged(format!("разметка части {} нарушена", self.part))
    }
}

/// Whether markup is sound and within the limits, whatever it says.
///
/// # Errors
/// As [`Xml::next`].
pub(crate) fn well_formed(text: &str, part: &str) -> Result<(), Unreadable> {
    let mut xml = Xml::new(text, part);
    while !matches!(xml.next()?, Piece::End) {}
    Ok(())
}

/// The name of an element without its prefix.
pub(crate) fn local<'a>(element: &'a BytesStart<'_>) -> &'a str {
    element.local_name().into_inner()
}

/// An attribute by its name without a prefix. Duplicates are not looked for: the first wins.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = element.attributes();
    attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name).and_then(|a| {
        match a.value {
            Cow::Borrowed(value) => quick_xml::escape::unescape(value).ok(),
            Cow::Owned(value) => quick_xml::escape::unescape(&value).ok().map(|v| Cow::Owned(v.into_owned())),
        }
    })
}

/// A number in an attribute.
pub(crate) fn number(element: &BytesStart<'_>, name: &str) -> Option<i64> {
    attribute(element, name)?.trim().parse().ok()
}

/// The text of a part: UTF-8, or UTF-16 by its byte order mark.
///
/// # Errors
/// Damaged when the bytes are neither.
pub(crate) fn text_of(bytes: Vec<u8>, part: &str) -> Result<String, Unreadable> {
    if let Some((encoding, n)) = encoding_rs::Encoding::for_bom(&bytes)
        && encoding != encoding_rs::UTF_8
    {
        return Ok(encoding.decode_without_bom_handling(&bytes[n..]).0.into_owned());
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::Damaged(format!("в части {part} испорчены буквы")))
}
