//! How a signature stands on its line: the position on the left, the place for the hand, the name.
//!
//! In come a position, a name and a sheet; out go lines with two stops. The position is broken beforehand, so that its last
//! line leaves room for the hand whatever the program that opens the file. It refuses to shorten a name or a position.

use super::paper::Sheet;

/// Tenths of a millimetre an average letter of 14 pt takes.
const LETTER_TENTHS_MM: u32 = 24;
/// Letters of a name that fit between the place for the hand and the margin.
const NAME_LETTERS_MAX: usize = 26;

/// A signature ready to be set with two stops.
pub(super) struct Signed {
    /// Lines of the position, then a stop, the place for the hand, a stop, the name.
    pub(super) words: String,
    /// Middle of the place for the hand, mm.
    pub(super) hand_mm: u32,
    /// Middle of the name, or its right end where it is long, mm.
    pub(super) name_mm: u32,
    /// The name ends at the margin.
    pub(super) is_name_long: bool,
}

/// What stands under the line.
pub(super) const UNDER: &str = "\t(подпись)\t(инициалы, фамилия)";

/// A line for the hand: shorter where the sheet is narrow.
pub(super) fn blank(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Landscape => "____________________",
        Sheet::Portrait => "______________",
    }
}

pub(super) fn signed(sheet: Sheet, position: &str, name: Option<&str>) -> Signed {
    let (width, blank) = (sheet.text_width_mm(), blank(sheet));
    let name = name.unwrap_or(blank);
    let is_name_long = name.chars().count() > NAME_LETTERS_MAX;
    // An underline of 14 pt is 2.5 mm long.
    let half = u32::try_from(blank.len()).unwrap_or(20) * 25 / 20;
    let hand_mm = width - 74 - half - if is_name_long { 14 } else { 0 };
    let room = hand_mm - half - 4;
    let position = wrapped(position, (room * 10 / LETTER_TENTHS_MM) as usize).join("\n");
    Signed {
        words: format!("{position}\t{blank}\t{name}"),
        hand_mm,
        name_mm: if is_name_long { width } else { width - 35 },
        is_name_long,
    }
}

/// Lines of at most so many letters; a longer word has a line of its own.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Sheet, signed};

    #[test]
    fn a_position_leaves_room_for_the_hand() {
        for (sheet, position, name, words) in [
            (Sheet::Landscape, "Директор", Some("И.И. Лугов"), "Директор\t____________________\tИ.И. Лугов"),
            (Sheet::Portrait, "Осмотр провёл(а)", None, "Осмотр провёл(а)\t______________\t______________"),
            (
                Sheet::Portrait,
                "С протоколом ознакомлен(а), от организации",
                Some("И.И. Лугов"),
                "С протоколом ознакомлен(а),\nот организации\t______________\tИ.И. Лугов",
            ),
        ] {
            assert_eq!(signed(sheet, position, name).words, words);
        }
    }

    #[test]
    fn a_long_name_ends_at_the_margin_and_the_hand_makes_way() {
        let long = Some("А.В. Краснощёкова-Преображенская");
        for sheet in [Sheet::Landscape, Sheet::Portrait] {
            let (one, other) = (signed(sheet, "Директор", long), signed(sheet, "Директор", None));
            assert!(one.is_name_long && !other.is_name_long);
            assert_eq!(one.name_mm, sheet.text_width_mm());
            assert!(one.hand_mm < other.hand_mm && other.hand_mm < other.name_mm);
        }
    }
}
