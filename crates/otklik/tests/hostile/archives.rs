//! Containers that lie or swell.

use super::case::{Case, either, read, refused};
use super::sound::{DOCX_HEAD, ODT_HEAD, document, document_of, docx, docx_of, example, odt_of, p, xlsx_of};
use super::zips::{Entry, end, overlapping, zip};

const MEGABYTE: &[u8] = &[b' '; 1 << 20];

/// The cases.
pub(super) fn cases() -> Vec<Case> {
    [swelling(), lying(), odd_names(), cut()].into_iter().flatten().collect()
}

fn swelling() -> Vec<Case> {
    vec![
        refused("300 MB of blanks in document.xml", "план.docx", "после распаковки", || {
            docx_of(vec![Entry::repeated("word/document.xml", DOCX_HEAD.as_bytes(), MEGABYTE, 300, b"")])
        }),
        refused("300 MB of blanks in content.xml", "план.odt", "после распаковки", || {
            odt_of(Entry::repeated("content.xml", ODT_HEAD.as_bytes(), MEGABYTE, 300, b""))
        }),
        refused("300 MB of shared strings", "план.xlsx", "после распаковки", || {
            xlsx_of(vec![Entry::repeated("xl/sharedStrings.xml", b"<sst><si><t>", MEGABYTE, 300, b"</t></si></sst>")])
        }),
        refused("300 MB in a sheet", "план.xlsx", "после распаковки", || {
            xlsx_of(vec![Entry::repeated("xl/worksheets/sheet1.xml", b"<worksheet>", MEGABYTE, 300, b"</worksheet>")])
        }),
        read("300 MB of properties nobody reads", "план.docx", "План мероприятий", || {
            let properties = Entry::repeated("docProps/core.xml", b"<a>", MEGABYTE, 300, b"</a>");
            docx_of(vec![document(&p("План мероприятий")), properties])
        }),
        either("300 MB of styles", "план.docx", || {
            let styles = Entry::repeated("word/styles.xml", b"<w:styles>", MEGABYTE, 300, b"</w:styles>");
            docx_of(vec![document(&p("План мероприятий")), styles])
        }),
        read("a picture of a milliard points", "план.docx", "План мероприятий", || {
            let picture = Entry::repeated("word/media/image1.png", b"\x89PNG\r\n\x1a\n", MEGABYTE, 300, b"");
            docx_of(vec![document(&p("План мероприятий")), picture])
        }),
        refused("archives inside archives", "план.zip", "архив ZIP", || {
            (0..12).fold(vec![0; 1 << 20], |inner, _| zip(&[Entry::new("a.zip", &inner), Entry::new("b.zip", &inner)]))
        }),
        refused("65 000 entries", "план.docx", "частей внутри", || {
            let names = (0..65_000).map(|n| format!("word/{n}.xml"));
            overlapping(&Entry::new("word/document.xml", b"<a/>"), names)
        }),
        either("9 000 entries over the same 200 MB", "план.xlsx", || {
            let names = (0..9_000).map(|n| format!("xl/worksheets/sheet{n}.xml")).chain(["xl/workbook.xml".into()]);
            overlapping(&Entry::repeated("xl/workbook.xml", b"<a>", MEGABYTE, 200, b"</a>"), names)
        }),
    ]
}

fn lying() -> Vec<Case> {
    vec![
        either("a part told small and grown large", "план.docx", || {
            let bomb = Entry::repeated("word/document.xml", DOCX_HEAD.as_bytes(), MEGABYTE, 300, b"");
            docx_of(vec![bomb.telling_size(100)])
        }),
        either("a part told as four gigabytes", "план.docx", || {
            docx_of(vec![document(&p("План мероприятий")).telling_size(u32::MAX - 1)])
        }),
        refused("overlapping entries over one kernel", "план.docx", "повреждён", || {
            let kernel = Entry::repeated("word/document.xml", b"", MEGABYTE, 30, b"");
            overlapping(&kernel, (0..250).map(|n| format!("{n}.xml")).chain(["word/document.xml".into()]))
        }),
        either("entries twice under one name", "план.docx", || {
            docx_of(vec![document(&p("План мероприятий")), document(&p("Другой план мероприятий"))])
        }),
        refused("parts locked by a password", "план.docx", "защищён паролем", || {
            docx_of(vec![document(&p("План")).locked()])
        }),
        refused("an unknown method of packing", "план.docx", "повреждён", || {
            docx_of(vec![document(&p("План")).packed_by(77)])
        }),
        either("zip64 sizes that are not there", "план.docx", || {
            docx_of(vec![document(&p("План мероприятий")).telling_size(u32::MAX)])
        }),
        either("a zip64 field with sizes of the sky", "план.docx", || {
            let field = [&[1, 0, 16, 0][..], &[0xFF; 16]].concat();
            docx_of(vec![document(&p("План мероприятий")).telling_size(u32::MAX).with_extra(&field)])
        }),
        refused("a directory that is told in front of the file", "план.docx", "повреждён", || {
            [b"PK\x03\x04".to_vec(), vec![0; 100], end(3, 0x7FFF_0000, 0x7FFF_0000)].concat()
        }),
        refused("a number of entries without entries", "план.docx", "повреждён", || {
            [b"PK\x03\x04".to_vec(), vec![0; 100], end(65_535, 46, 4)].concat()
        }),
    ]
}

fn odd_names() -> Vec<Case> {
    let beside = |names: &'static [&'static str]| {
        move || {
            let odd = names.iter().map(|name| Entry::new(name, b"root::0:0::/:/bin/sh"));
            docx_of(std::iter::once(document(&p("План мероприятий"))).chain(odd).collect())
        }
    };
    vec![
        read(
            "names that climb out of the folder",
            "план.docx",
            "План мероприятий",
            beside(&[
                "../../../../tmp/otklik-slip",
                "/tmp/otklik-slip",
                "C:\\windows\\otklik-slip",
                "word/../../otklik-slip",
            ]),
        ),
        read(
            "names with zeros, bells and no letters",
            "план.docx",
            "План мероприятий",
            beside(&["", "\0", "\u{7}\u{1b}[31m", "word/\u{202e}xod.txt", ".", "..", "//"]),
        ),
        read("a link to the passwords", "план.docx", "План мероприятий", || {
            docx_of(vec![document(&p("План мероприятий")), Entry::new("word/link.xml", b"/etc/passwd").into_link()])
        }),
        refused("a main part that is a link", "план.docx", "повреждён", || {
            docx_of(vec![Entry::new("word/document.xml", b"/etc/passwd").into_link()])
        }),
    ]
}

fn cut() -> Vec<Case> {
    let part = |percent: usize| {
        move || {
            let whole = example("shkola-plan.docx");
            whole[..whole.len() * percent / 100].to_vec()
        }
    };
    vec![
        refused("a docx cut at 10 %", "план.docx", "повреждён", part(10)),
        refused("a docx cut at 50 %", "план.docx", "повреждён", part(50)),
        refused("a docx cut at 99 %", "план.docx", "повреждён", part(99)),
        read("rubbish after the container", "план.docx", "measures", || {
            [example("shkola-plan.docx"), b"rubbish".repeat(100)].concat()
        }),
        either("rubbish before the container", "план.docx", || {
            [b"rubbish".repeat(100), example("shkola-plan.docx")].concat()
        }),
        either("two containers one after another", "план.docx", || [docx(&p("План")), docx(&p("План"))].concat()),
        refused("a million paragraphs cut in the middle", "план.docx", "повреждён", || {
            let whole = docx_of(vec![document_of("<w:p/>", 1_000_000)]);
            whole[..whole.len() / 2].to_vec()
        }),
    ]
}
