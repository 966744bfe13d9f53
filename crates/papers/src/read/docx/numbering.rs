//! Definitions of automatic numbering in a .docx.
//!
//! In comes `numbering.xml`; out go lists ready to count. It refuses to count.

use super::super::Unreadable;
use super::super::label::Counting;
use super::super::lists::{Abstract, Level, Lists, N_LEVELS, Num};
use super::super::xml::{Piece, Xml, attribute, local, number};

/// Reads `numbering.xml`.
pub(super) fn parse(text: &str) -> Result<Lists, Unreadable> {
    let mut xml = Xml::new(text, "numbering.xml");
    let mut lists = Lists::default();
    loop {
        match xml.next()? {
            Piece::Open(open) if local(&open) == "abstractNum" => {
                let id = number(&open, "abstractNumId").unwrap_or(-1);
                let one = parse_abstract(&mut xml)?;
                lists.abstracts.insert(id, one);
            }
            Piece::Open(open) if local(&open) == "num" => {
                let id = number(&open, "numId").unwrap_or(-1);
                let one = parse_num(&mut xml)?;
                lists.nums.insert(id, one);
            }
            Piece::End => return Ok(lists),
            _ => {}
        }
    }
}

fn parse_abstract(xml: &mut Xml<'_>) -> Result<Abstract, Unreadable> {
    let floor = xml.depth();
    let mut one = Abstract::default();
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        match local(&open) {
            "lvl" => {
                let at = number(&open, "ilvl").and_then(|n| usize::try_from(n).ok()).unwrap_or(N_LEVELS);
                let level = parse_level(xml)?;
                if at < N_LEVELS {
                    one.levels.resize(one.levels.len().max(at + 1), Level::default());
                    one.levels[at] = level;
                }
            }
            "styleLink" => one.style_link = attribute(&open, "val").map(|v| v.into_owned()),
            "numStyleLink" => one.num_style_link = attribute(&open, "val").map(|v| v.into_owned()),
            _ => {}
        }
    }
    Ok(one)
}

fn parse_num(xml: &mut Xml<'_>) -> Result<Num, Unreadable> {
    let floor = xml.depth();
    let mut one = Num { abstract_id: -1, ..Num::default() };
    let mut at = N_LEVELS;
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        match local(&open) {
            "abstractNumId" => one.abstract_id = number(&open, "val").unwrap_or(-1),
            "lvlOverride" => at = number(&open, "ilvl").and_then(|n| usize::try_from(n).ok()).unwrap_or(N_LEVELS),
            "startOverride" => {
                if let Some(start) = number(&open, "val").and_then(|n| u32::try_from(n).ok()) {
                    one.starts.insert(at, start);
                }
            }
            "lvl" => {
                let level = parse_level(xml)?;
                one.levels.insert(at, level);
            }
            _ => {}
        }
    }
    Ok(one)
}

fn parse_level(xml: &mut Xml<'_>) -> Result<Level, Unreadable> {
    let floor = xml.depth();
    let mut level = Level::default();
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        let val = || attribute(&open, "val");
        match local(&open) {
            "start" => level.start = number(&open, "val").and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
            "numFmt" => level.counting = Counting::from_ooxml(&val().unwrap_or_default()),
            "lvlText" => level.text = val().unwrap_or_default().into_owned(),
            "lvlRestart" => level.restart_after = number(&open, "val").and_then(|n| usize::try_from(n).ok()),
            "isLgl" => level.is_legal = super::styles::toggle(&open),
            "pStyle" => level.style = val().map(|v| v.into_owned()),
            _ => {}
        }
    }
    Ok(level)
}
