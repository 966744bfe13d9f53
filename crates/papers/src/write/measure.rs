//! How wide words are in the letters of the press, so that a box has its place before anything is set.
//!
//! In come a text, a size and a width; out go lines and their height. A test of the press holds these widths against
//! the fonts themselves. Pairs of letters are not drawn together here, so a line is never wider than it is said to be.

/// Height of a line in hundredths of the size of its letters.
pub const PITCH: u32 = 120;

/// Tenths of a millimetre in a point, times a hundred thousand.
const TENTHS_PER_POINT: u64 = 352_778;

/// From the space to the tilde.
const ASCII: [u16; 95] = [
    243, 327, 388, 533, 533, 807, 869, 243, 343, 343, 465, 533, 283, 425, 279, 344, 533, 533, 533, 533, 533, 533, 533,
    533, 533, 533, 327, 332, 533, 533, 533, 473, 1064, 683, 615, 644, 708, 582, 544, 688, 728, 352, 341, 646, 549, 867,
    732, 740, 596, 740, 637, 536, 619, 672, 684, 934, 670, 644, 610, 307, 382, 307, 500, 410, 328, 505, 545, 466, 555,
    503, 342, 526, 587, 301, 288, 516, 301, 863, 594, 553, 566, 548, 384, 433, 371, 574, 507, 728, 519, 505, 488, 348,
    237, 348, 530,
];
/// The same, bold.
const ASCII_BOLD: [u16; 95] = [
    270, 344, 504, 565, 565, 848, 896, 288, 375, 375, 463, 565, 306, 414, 296, 344, 565, 565, 565, 565, 565, 565, 565,
    565, 565, 565, 343, 348, 565, 565, 565, 486, 1064, 729, 649, 652, 736, 604, 575, 709, 769, 372, 365, 710, 583, 930,
    758, 754, 640, 754, 697, 558, 666, 715, 734, 1033, 728, 698, 634, 324, 382, 324, 498, 410, 351, 557, 588, 484, 599,
    537, 372, 564, 640, 332, 320, 583, 332, 924, 644, 594, 609, 589, 431, 452, 399, 622, 539, 784, 560, 528, 516, 354,
    235, 354, 530,
];
/// From «А» to «я».
const CYRILLIC: [u16; 64] = [
    683, 600, 615, 507, 685, 582, 947, 554, 739, 739, 646, 655, 867, 728, 740, 718, 596, 644, 619, 660, 786, 670, 732,
    636, 930, 961, 722, 844, 596, 633, 968, 636, 505, 541, 528, 431, 573, 503, 722, 474, 612, 612, 541, 543, 734, 612,
    553, 611, 566, 466, 496, 505, 723, 519, 614, 558, 832, 844, 577, 746, 508, 491, 786, 530,
];
/// The same, bold.
const CYRILLIC_BOLD: [u16; 64] = [
    729, 641, 649, 543, 727, 604, 1023, 580, 779, 779, 710, 701, 930, 769, 754, 758, 640, 652, 666, 684, 847, 728, 780,
    686, 1006, 1044, 774, 930, 640, 650, 1028, 690, 557, 584, 573, 466, 605, 537, 803, 498, 669, 669, 594, 590, 800,
    664, 594, 659, 609, 484, 542, 528, 791, 560, 667, 604, 902, 920, 635, 830, 554, 513, 865, 584,
];

/// Width of a character in thousandths of the size; what is not on the lists is as wide as the widest common letter.
pub fn advance(c: char, is_bold: bool) -> u32 {
    let (ascii, cyrillic) = if is_bold { (&ASCII_BOLD, &CYRILLIC_BOLD) } else { (&ASCII, &CYRILLIC) };
    let at = |from: char| usize::try_from(u32::from(c) - u32::from(from)).unwrap_or_default();
    let found = match c {
        ' '..='~' => ascii.get(at(' ')),
        'А'..='я' => cyrillic.get(at('А')),
        _ => None,
    };
    match (found, c) {
        (Some(width), _) => u32::from(*width),
        (None, '\u{a0}') => advance(' ', is_bold),
        (None, 'ё' | 'Ё' | '«' | '»') => 610,
        (None, '–') => 640,
        (None, _) => 1180,
    }
}

/// Width of a text in tenths of a millimetre, rounded up; `size` in tenths of a point.
pub fn width(text: &str, size: u32, is_bold: bool) -> u32 {
    let thousandths: u64 = text.chars().map(|c| u64::from(advance(c, is_bold))).sum();
    // thousandths of a size in tenths of a point: a ten-thousandth of a point each.
    let tenths = thousandths * u64::from(size) * TENTHS_PER_POINT;
    u32::try_from(tenths.div_ceil(1_000_000_000)).unwrap_or(u32::MAX)
}

/// How many lines of a width a text takes: as many words on each as fit.
pub fn lines(text: &str, size: u32, is_bold: bool, width_max: u32) -> u32 {
    let (mut n, mut line) = (1, String::new());
    for word in super::glue::pieces(&super::glued(text)) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, is_bold) > width_max && !line.is_empty() {
            n += 1;
            line = word.to_owned();
        } else {
            line = longer;
        }
        // A word longer than a line goes on over several; what follows begins anew.
        let over = width(&line, size, is_bold).saturating_sub(1) / width_max.max(1);
        if over > 0 {
            n += over + 1;
            line.clear();
        }
    }
    n
}

/// Height of so many lines, rounded up.
pub fn height(n_lines: u32, size: u32) -> u32 {
    let points = u64::from(n_lines) * u64::from(size) * u64::from(PITCH);
    u32::try_from((points * TENTHS_PER_POINT).div_ceil(100_000_000)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_wide_as_their_letters() {
        // 3 letters of 683, 600 and 615 thousandths of 10 pt: 18,98 pt are 6,695 mm.
        assert_eq!(width("АБВ", 100, false), 67);
        assert_eq!(width("", 100, false), 0);
        // A line of 10 pt is 12 pt high: 4,233 mm.
        assert_eq!(height(1, 100), 43);
        assert_eq!(height(10, 100), 424);
    }

    #[test]
    fn lines_hold_whole_words() {
        for (text, width_max, n) in
            [("", 100, 1), ("АБВ", 67, 1), ("АБВ АБВ", 67, 2), ("АБВ АБВ", 143, 1), ("АБВАБВАБВ", 67, 4)]
        {
            assert_eq!(lines(text, 100, false, width_max), n, "{text} in {width_max}");
        }
    }
}
