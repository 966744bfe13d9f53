//! In which alphabet bytes of RTF are.
//!
//! In come a code page or a character set of a font; out goes an encoding. It refuses to guess from the text.

use encoding_rs::Encoding;

/// How bytes become letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Alphabet {
    Known(&'static Encoding),
    /// A font of signs: bytes are places in the font.
    Signs,
}

impl Alphabet {
    /// The alphabet of a code page.
    pub(super) fn of_page(page: i32) -> Self {
        let label = match page {
            437 | 850 | 866 => "ibm866",
            10007 => "x-mac-cyrillic",
            10000 => "macintosh",
            20866 => "koi8-r",
            65001 => "utf-8",
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            1250..=1258 => return Alphabet::known(&format!("windows-{page}")),
            _ => "windows-1251",
        };
        Alphabet::known(label)
    }

    /// The alphabet of a font's character set; `None` leaves the word to the document.
    pub(super) fn of_charset(charset: i32) -> Option<Self> {
        let page = match charset {
            2 => return Some(Alphabet::Signs),
            77 => 10000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            254 => 437,
            _ => return None,
        };
        Some(Alphabet::of_page(page))
    }

    fn known(label: &str) -> Self {
        Alphabet::Known(Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1251))
    }

    /// Bytes as letters.
    pub(super) fn letters(self, bytes: &[u8]) -> String {
        match self {
            Alphabet::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Alphabet::Signs => bytes.iter().map(|b| sign(*b)).collect(),
        }
    }
}

fn sign(byte: u8) -> char {
    match byte {
        0..=0x20 => char::from(byte),
        byte => super::super::label::symbol(char::from_u32(0xF000 + u32::from(byte)).unwrap_or('•')),
    }
}
