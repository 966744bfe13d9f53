//! Texts, RTF and things that are no documents.

use super::case::{Case, either, read, refused};
use super::sound::{document, docx, docx_of, example, fixture};
use super::zips::Entry;

/// The cases.
pub(super) fn cases() -> Vec<Case> {
    [foreign(), renamed(), texts(), rich()].into_iter().flatten().collect()
}

/// Bytes without sense, the same each time.
pub(super) fn noise(n: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..n).map(|_| byte()).collect()
}

fn foreign() -> Vec<Case> {
    vec![
        refused("nothing", "план.docx", "пустой", Vec::new),
        either("one byte", "план.docx", || vec![0x50]),
        refused("blanks and ends of lines", "план.txt", "пустой", || b" \r\n\t".repeat(1000)),
        refused("a megabyte of zeros", "план.docx", "пустой", || vec![0; 1 << 20]),
        refused("noise", "план.docx", "двоичный", || [vec![0x91, 0, 1], noise(1 << 20)].concat()),
        refused("a picture", "план.docx", "PNG", || [b"\x89PNG\r\n\x1a\n".to_vec(), noise(5_000)].concat()),
        refused("a photograph", "план.pdf", "JPEG", || [b"\xff\xd8\xff\xe0".to_vec(), noise(5_000)].concat()),
        refused("a program", "план.docx", "программа", || [b"MZ\x90\0".to_vec(), noise(5_000)].concat()),
        refused("an archive of another make", "план.docx", "RAR", || {
            [b"Rar!\x1a\x07".to_vec(), noise(5_000)].concat()
        }),
        refused("an archive without documents", "план.zip", "архив ZIP", || {
            super::zips::zip(&[Entry::new("план.txt", b"x")])
        }),
        refused("a scan in a docx", "план.docx", "", || {
            let picture = "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed=\"x\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
            docx_of(vec![document(&picture.repeat(5)), Entry::new("word/media/image1.png", &noise(50_000))])
        }),
        refused("a docx without words", "план.docx", "", || docx("")),
    ]
}

fn renamed() -> Vec<Case> {
    vec![
        read("a docx called doc", "план.doc", "measures", || example("shkola-plan.docx")),
        read("a docx called txt", "план.txt", "measures", || example("shkola-plan.docx")),
        read("an odt called pdf", "план.pdf", "measures", || example("teatr-kukol-plan.odt")),
        read("a page called xls", "план.xls", "measures", || example("biblioteki-plan.html")),
        read("an rtf called doc", "план.doc", "measures", || example("poliklinika-plan.rtf")),
        read("an xls called csv", "план.csv", "measures", || fixture("shkola-plan.xls")),
        read("a name that is a command", "$(reboot); rm -rf ~ 'план'.docx", "measures", || {
            example("shkola-plan.docx")
        }),
        read("a name of marks", "<script>alert(1)</script.docx", "measures", || example("shkola-plan.docx")),
    ]
}

fn texts() -> Vec<Case> {
    let wide = |big: bool| {
        move || {
            let text = String::from_utf8(example("socialnyy-centr-plan.txt")).expect("UTF-8");
            text.encode_utf16().flat_map(|n| if big { n.to_be_bytes() } else { n.to_le_bytes() }).collect()
        }
    };
    vec![
        read("UTF-16 without a mark", "план.txt", "measures", wide(false)),
        read("UTF-16 of the other end without a mark", "план.txt", "measures", wide(true)),
        refused("one line of 30 MB", "план.txt", "велик", || "слово ".repeat(2_700_000).into_bytes()),
        either("8 MB of words between wide blanks", "план.txt", || "а   б  ".repeat(900_000).into_bytes()),
        either("rows of 8 MB between wide blanks", "план.txt", || {
            "План мероприятий   б   в\n".repeat(190_000).into_bytes()
        }),
        refused("8 MB of tabs", "план.txt", "ячеек", || {
            ["План".as_bytes(), &b"\t".repeat(7 << 20), "мера".as_bytes()].concat()
        }),
        refused("30 MB of ends of lines and a word", "план.txt", "велик", || {
            [b"\n".repeat(30 << 20), "План мероприятий".into()].concat()
        }),
        refused("30 MB of tabs", "план.txt", "велик", || {
            ["План".as_bytes(), &b"\t".repeat(30 << 20), "мера".as_bytes()].concat()
        }),
        refused("a million short lines", "план.txt", "строк", || "а\tб\n".repeat(1_000_000).into_bytes()),
        refused("a million rows of bars", "план.txt", "велик", || {
            "| а | б |\n".repeat(1_000_000).into_bytes()
        }),
        either("ten million dashes", "план.txt", || "-+-".repeat(3_000_000).into_bytes()),
        either("quotes that never close", "план.csv", || "а;\"б;в\n".repeat(500_000).into_bytes()),
        either("200 000 dates", "план.txt", || {
            "План мероприятий до 5.09.2018, III–IV кв. 2024\n".repeat(200_000).into_bytes()
        }),
        refused("33 MB", "план.txt", "МБ", || "а\n".repeat(11 << 20).into_bytes()),
        either("letters of three bytes cut in the middle", "план.txt", || {
            "План ₽\u{fffd}".repeat(10_000).into_bytes()[..100_001].to_vec()
        }),
    ]
}

fn rich() -> Vec<Case> {
    let rtf = |body: String| format!("{{\\rtf1\\ansi\\ansicpg1251 {body}}}").into_bytes();
    let plan = r"\'cf\'eb\'e0\'ed \'ec\'e5\'f0\'ee\'ef\'f0\'e8\'ff\'f2\'e8\'e9\par ";
    vec![
        either("groups 100 000 deep", "план.rtf", move || rtf("{".repeat(100_000) + plan + &"}".repeat(100_000))),
        either("groups that never close", "план.rtf", move || rtf(plan.to_owned() + &"{\\b ".repeat(1_000_000))),
        either("bytes beyond the end", "план.rtf", move || rtf(plan.to_owned() + "\\bin2147483647 abc")),
        either("bytes of a negative number", "план.rtf", move || {
            rtf(plan.to_owned() + "{\\pict\\bin-5 abc}\\u-99999999999999 ?\\fs99999999999")
        }),
        either("five million letters by number", "план.rtf", move || rtf("\\'cf".repeat(5_000_000))),
        either("four million words of control", "план.rtf", move || {
            rtf(plan.to_owned() + &"\\b\\b0 ".repeat(2_000_000))
        }),
        either("cells by the hundred thousand in a row", "план.rtf", move || {
            rtf(format!("\\trowd{}\\intbl {}\\row", "\\cellx9".repeat(100_000), "a\\cell ".repeat(100_000)))
        }),
        either("rows by the hundred thousand", "план.rtf", move || {
            rtf("\\trowd\\cellx9\\cellx99\\intbl a\\cell b\\cell\\row ".repeat(300_000))
        }),
        either("tables told a milliard deep", "план.rtf", move || {
            rtf(plan.to_owned() + "\\trowd\\intbl\\itap2147483647 a\\nestcell\\nestrow\\cell\\row")
        }),
        either("a table of fonts of 300 000", "план.rtf", move || {
            rtf(format!(
                "{{\\fonttbl{}}}{plan}",
                (0..300_000).map(|n| format!("{{\\f{n}\\fcharset204 A;}}")).collect::<String>()
            ))
        }),
        either("an object that is a bomb", "план.rtf", move || {
            rtf(format!("{plan}{{\\object\\objocx{{\\*\\objdata {}}}}}", "d0cf11e0".repeat(2_000_000)))
        }),
        read("an rtf cut in the middle", "план.rtf", "document-cut-off", || {
            let whole = example("poliklinika-plan.rtf");
            whole[..whole.len() / 2].to_vec()
        }),
    ]
}
