//! Markup as it stands, cut into tags and texts: joined again it is the same to the last byte.

use crate::read::{Unreadable, well_formed};

/// A tag as it stands, or text between tags with its references resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Tag(String),
    /// Text outside of `w:t`, as it stands.
    Between(String),
    /// What a person sees.
    Words(String),
}

impl Token {
    /// The name of an opening or closing tag with its slash: `w:tr`, `/w:tr`; nothing for an element that closes at once.
    pub(super) fn name(&self) -> &str {
        let Token::Tag(tag) = self else { return "" };
        if tag.ends_with("/>") {
            return "";
        }
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        inside.split([' ', '\n', '\t', '\r']).next().unwrap_or_default()
    }
}

/// Cuts markup that was found well-formed and within the limits.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Unreadable> {
    well_formed(text, "шаблон")?;
    let (mut out, mut rest, mut in_words) = (Vec::new(), text, false);
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('<') {
            let end = match inside {
                it if it.starts_with("!--") => it.find("-->").map(|at| at + 3),
                it if it.starts_with("![CDATA[") => it.find("]]>").map(|at| at + 3),
                it => it.find('>').map(|at| at + 1),
            };
            let end = end.map_or(rest.len(), |end| end + 1);
            let (tag, after) = rest.split_at(end);
            let token = Token::Tag(tag.to_owned());
            match token.name() {
                "w:t" => in_words = true,
                "/w:t" => in_words = false,
                _ => {}
            }
            out.push(token);
            rest = after;
        } else {
            let (words, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            out.push(if in_words { Token::Words(resolved(words)) } else { Token::Between(words.to_owned()) });
            rest = after;
        }
    }
    Ok(out)
}

/// The references of XML, by name and by number: what is written again is what a person saw.
fn resolved(words: &str) -> String {
    quick_xml::escape::unescape(words).map_or_else(|_| words.to_owned(), |words| words.into_owned())
}
