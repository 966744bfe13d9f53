//! Names of glyphs as fonts write them, and the letters they stand for.
//!
//! In comes a name from `Differences` or from the font itself; out go its letters.
//! It knows what Russian papers use: Latin, Cyrillic under each of its three habits of naming, signs.

/// The letters a glyph name stands for.
pub(super) fn letters(name: &str) -> Option<String> {
    let base = name.split('.').next().unwrap_or(name);
    if base.is_empty() {
        return None;
    }
    if let Some(letters) = numbered(base) {
        return Some(letters);
    }
    if base.contains('_') {
        return base.split('_').map(letters).collect();
    }
    let mut chars = base.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        return Some(letter.to_string());
    }
    cyrillic(base)
        .map(String::from)
        .or_else(|| SIGNS.iter().find(|(sign, _)| *sign == base).map(|(_, letters)| (*letters).to_owned()))
}

/// «uni0410», «u0410», «afii10017».
fn numbered(name: &str) -> Option<String> {
    if let Some(hex) = name.strip_prefix("uni").filter(|hex| hex.len() >= 4 && hex.len() % 4 == 0) {
        let units: Option<Vec<u16>> =
            hex.as_bytes().chunks(4).map(|c| u16::from_str_radix(std::str::from_utf8(c).ok()?, 16).ok()).collect();
        return String::from_utf16(&units?).ok();
    }
    if let Some(hex) = name.strip_prefix('u').filter(|hex| (4..=6).contains(&hex.len())) {
        return u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).map(String::from);
    }
    afii(name.strip_prefix("afii")?.parse().ok()?).map(String::from)
}

/// Numbers of the Association for Font Information Interchange.
fn afii(number: u32) -> Option<char> {
    let step = |from: char, by: u32| char::from_u32(u32::from(from) + by);
    match number {
        10017..=10022 => step('А', number - 10017),
        10023 => Some('Ё'),
        10024..=10049 => step('Ж', number - 10024),
        10065..=10070 => step('а', number - 10065),
        10071 => Some('ё'),
        10072..=10097 => step('ж', number - 10072),
        10050 => Some('Ґ'),
        10051..=10062 => step('Ђ', number - 10051),
        10098 => Some('ґ'),
        10099..=10110 => step('ђ', number - 10099),
        10145 => Some('Џ'),
        10193 => Some('џ'),
        61352 => Some('№'),
        57636 => Some('₪'),
        208 => Some('―'),
        _ => None,
    }
}

/// «Acyrillic», «acyrillic», «Acyr».
fn cyrillic(name: &str) -> Option<char> {
    let stem = name.strip_suffix("cyrillic").or_else(|| name.strip_suffix("cyr"))?;
    let at = CYRILLIC.iter().position(|known| known.eq_ignore_ascii_case(stem))? as u32;
    let is_small = stem.chars().next().is_some_and(char::is_lowercase);
    match (at, is_small) {
        (32, true) => Some('ё'),
        (32, false) => Some('Ё'),
        (_, true) => char::from_u32(u32::from('а') + at),
        (_, false) => char::from_u32(u32::from('А') + at),
    }
}

const CYRILLIC: [&str; 33] = [
    "a",
    "be",
    "ve",
    "ghe",
    "de",
    "ie",
    "zhe",
    "ze",
    "ii",
    "iishort",
    "ka",
    "el",
    "em",
    "en",
    "o",
    "pe",
    "er",
    "es",
    "te",
    "u",
    "ef",
    "ha",
    "tse",
    "che",
    "sha",
    "shcha",
    "hardsign",
    "yeru",
    "softsign",
    "ereversed",
    "iu",
    "ia",
    "io",
];

// tidy: a list
const SIGNS: [(&str, &str); 96] = [
    ("space", " "),
    ("nbspace", "\u{A0}"),
    ("nonbreakingspace", "\u{A0}"),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("quoteright", "’"),
    ("quoteleft", "‘"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotedblbase", "„"),
    ("quotesinglbase", "‚"),
    ("endash", "–"),
    ("emdash", "—"),
    ("bullet", "•"),
    ("ellipsis", "…"),
    ("periodcentered", "·"),
    ("section", "§"),
    ("paragraph", "¶"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("fraction", "⁄"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("threequarters", "¾"),
    ("onesuperior", "¹"),
    ("twosuperior", "²"),
    ("threesuperior", "³"),
    ("sfthyphen", "\u{AD}"),
    ("softhyphen", "\u{AD}"),
    ("brokenbar", "¦"),
    ("notsign", "¬"),
    ("logicalnot", "¬"),
    ("mu", "µ"),
    ("currency", "¤"),
    ("Euro", "€"),
    ("sterling", "£"),
    ("yen", "¥"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("perthousand", "‰"),
    ("numero", "№"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
];
