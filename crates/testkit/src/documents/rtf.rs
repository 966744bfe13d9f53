//! A document as rich text, in the code page of Russian Windows.

use super::grid::{Slot, grid};
use super::{Align, Block, Paper, Paragraph, Table};

const WIDTH: u32 = 14_000;
const BORDERS: &str = "\\clbrdrt\\brdrs\\clbrdrl\\brdrs\\clbrdrb\\brdrs\\clbrdrr\\brdrs";

/// Bytes of an .rtf.
pub fn rtf(paper: &Paper) -> Vec<u8> {
    let mut text = String::from("{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0\\fcharset204 Times New Roman;}}\n");
    if paper.is_landscape {
        text.push_str("\\paperw16838\\paperh11906\\landscape\n");
    }
    for block in &paper.blocks {
        match block {
            Block::Paragraph(it) => paragraph(it, &mut text),
            Block::Table(it) => table(it, &mut text),
        }
    }
    text.push_str("}\n");
    text.into_bytes()
}

fn paragraph(it: &Paragraph, text: &mut String) {
    let align = match it.align {
        Align::Left => "\\ql",
        Align::Middle => "\\qc",
        Align::Right => "\\qr",
    };
    let bullet = if it.list.is_some() { "{\\pntext\\u8226 ?\\tab}" } else { "" };
    let (open, close) = if it.is_bold { ("\\b ", "\\b0 ") } else { ("", "") };
    text.push_str(&format!("\\pard{align} {bullet}{open}{}{close}\\par\n", escaped(&it.text)));
}

fn table(table: &Table, text: &mut String) {
    let whole: u32 = table.widths.iter().sum();
    for slots in grid(table) {
        text.push_str("\\trowd\\trgaph108");
        let mut edge = 0;
        for (slot, part) in slots.iter().zip(&table.widths) {
            edge += part;
            let merge = match slot {
                Slot::Begins(cell) => match (cell.columns > 1, cell.rows > 1) {
                    (true, true) => "\\clmgf\\clvmgf",
                    (true, false) => "\\clmgf",
                    (false, true) => "\\clvmgf",
                    (false, false) => "",
                },
                Slot::GoesOn { columns } if *columns > 1 => "\\clmgf\\clvmrg",
                Slot::GoesOn { .. } => "\\clvmrg",
                Slot::Covered => "\\clmrg",
            };
            text.push_str(&format!("{merge}{BORDERS}\\cellx{}", edge * WIDTH / whole));
        }
        text.push_str("\n\\pard\\intbl ");
        for slot in &slots {
            if let Slot::Begins(cell) = slot {
                let paragraphs: Vec<String> = cell.paragraphs.iter().map(|it| escaped(it)).collect();
                text.push_str(&paragraphs.join("\\par "));
            }
            text.push_str("\\cell ");
        }
        text.push_str("\\row\n");
    }
    text.push_str("\\pard\n");
}

/// Russian letters as bytes of Windows-1251, the rest of Unicode by number.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 4);
    for letter in text.chars() {
        match letter {
            '\\' | '{' | '}' => escaped.extend(['\\', letter]),
            ' '..='~' => escaped.push(letter),
            'А'..='я' => escaped.push_str(&format!("\\'{:02x}", letter as u32 - 'А' as u32 + 0xc0)),
            'ё' => escaped.push_str("\\'b8"),
            'Ё' => escaped.push_str("\\'a8"),
            '«' => escaped.push_str("\\'ab"),
            '»' => escaped.push_str("\\'bb"),
            '№' => escaped.push_str("\\'b9"),
            other => escaped.push_str(&format!("\\u{}?", other as u32)),
        }
    }
    escaped
}
