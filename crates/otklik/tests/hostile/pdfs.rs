//! PDF written by hand, with loops and bombs where a page should be.

use super::case::{Case, either, refused};
use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;

/// The cases.
pub(super) fn cases() -> Vec<Case> {
    [trees(), streams(), broken()].into_iter().flatten().collect()
}

/// A file of objects numbered from 1; the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    pdf_with(objects, "")
}

fn pdf_with(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", n + 1).as_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let at = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let n = objects.len() + 1;
    bytes.extend(format!("trailer\n<</Size {n}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF").as_bytes());
    bytes
}

fn o(text: impl Into<String>) -> Vec<u8> {
    text.into().into_bytes()
}

fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// `piece` many times, deflated without being whole in memory.
fn deflated(dictionary: &str, piece: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    for _ in 0..times {
        encoder.write_all(piece).expect("memory takes everything");
    }
    stream(&format!("{dictionary}/Filter/FlateDecode"), &encoder.finish().expect("memory takes everything"))
}

/// A page whose contents are these, with this font and these resources beside it.
fn page(contents: Vec<u8>, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F {font}>>{resources}>>>>"
    );
    let usual = vec![o("<</Type/Catalog/Pages 2 0 R>>"), o("<</Type/Pages/Kids[3 0 R]/Count 1>>"), o(page), contents];
    pdf(&[usual, more.to_vec()].concat())
}

const LINE: &[u8] = b"BT /F 10 Tf 50 700 Td (Plan of measures) Tj ET\n";

fn trees() -> Vec<Case> {
    let catalogue = || o("<</Type/Catalog/Pages 2 0 R>>");
    vec![
        either("a tree of pages that is its own leaf", "план.pdf", move || {
            pdf(&[catalogue(), o("<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>")])
        }),
        either("pages that are parents of each other", "план.pdf", move || {
            pdf(&[
                catalogue(),
                o("<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>"),
                o("<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"),
            ])
        }),
        either("one page two to the thirtieth times", "план.pdf", move || {
            let node = |n: usize| o(format!("<</Type/Pages/Count 2/Kids[{0} 0 R {0} 0 R]>>", n + 1));
            let last = o("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>");
            pdf(&[vec![catalogue()], (2..32).map(node).collect(), vec![last]].concat())
        }),
        either("a tree of pages 50 000 deep", "план.pdf", move || {
            let node = |n: usize| o(format!("<</Type/Pages/Count 1/Kids[{} 0 R]>>", n + 1));
            let last = o("<</Type/Page/MediaBox[0 0 9 9]>>");
            pdf(&[vec![catalogue()], (2..50_000).map(node).collect(), vec![last]].concat())
        }),
        either("a hundred thousand empty pages", "план.pdf", move || {
            let kids = "3 0 R ".repeat(100_000);
            pdf(&[
                catalogue(),
                o(format!("<</Type/Pages/Count 100000/Kids[{kids}]>>")),
                o("<</Type/Page/MediaBox[0 0 9 9]>>"),
            ])
        }),
        either("arrays 100 000 deep", "план.pdf", || {
            pdf(&[o(format!("<</Type/Catalog/Pages 2 0 R/X {}>>", "[".repeat(100_000)))])
        }),
        either("dictionaries 100 000 deep in a page", "план.pdf", || {
            page(stream("", &"<</A ".repeat(100_000).into_bytes()), "", &[])
        }),
        either("marks of structure that are their own children", "план.pdf", || {
            let tree = "<</Type/StructTreeRoot/K 5 0 R/ParentTree 6 0 R>>";
            pdf(&[
                o(format!("<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot {tree}>>")),
                o("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
                o(
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/StructParents 0/Resources<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
                ),
                stream("", b"/P <</MCID 0>> BDC BT /F 10 Tf 50 700 Td (Plan of measures) Tj ET EMC"),
                o("<</Type/StructElem/S/Table/P 5 0 R/K[5 0 R 5 0 R 5 0 R]>>"),
                o("<</Kids[6 0 R]>>"),
            ])
        }),
        either("a reference that refers to itself", "план.pdf", move || {
            pdf(&[catalogue(), o("2 0 R"), o("3 0 R")])
        }),
    ]
}

fn streams() -> Vec<Case> {
    vec![
        either("a page of 500 MB", "план.pdf", || page(deflated("", &LINE.repeat(20_000), 500), "", &[])),
        either("a page of 500 MB of blanks", "план.pdf", || page(deflated("", &[b' '; 1 << 20], 500), "", &[])),
        either("a bomb inside a bomb", "план.pdf", || {
            let inner = deflated("", &[0; 1 << 20], 1000);
            let at = inner.windows(7).position(|w| w == b"stream\n").map_or(0, |at| at + 7);
            let mut twice = ZlibEncoder::new(Vec::new(), Compression::best());
            twice.write_all(&inner[at..inner.len() - 10]).expect("memory takes everything");
            let bytes = twice.finish().expect("memory takes everything");
            page(stream("/Filter[/FlateDecode/FlateDecode]", &bytes), "", &[])
        }),
        either("a stream of objects of 500 MB", "план.pdf", || {
            let objects = deflated("/Type/ObjStm/N 1000000/First 10", &[b'1', b' '].repeat(1 << 19), 500);
            page(stream("", LINE), "", &[objects])
        }),
        either("a stream of objects that extends itself", "план.pdf", || {
            page(stream("", LINE), "", &[stream("/Type/ObjStm/N 2147483647/First 0/Extends 5 0 R", b"5 0 6 0")])
        }),
        either("a prediction of rows by the milliard", "план.pdf", || {
            page(
                deflated("/DecodeParms<</Predictor 15/Columns 2147483647/Colors 255/BitsPerComponent 32>>", LINE, 1000),
                "",
                &[],
            )
        }),
        either("forms that paint each other", "план.pdf", || {
            let form = |other: &str| {
                stream(
                    &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {other} 0 R>>>>"),
                    &b"/X Do ".repeat(10),
                )
            };
            page(stream("", b"/X Do"), "/XObject<</X 5 0 R>>", &[form("6"), form("5")])
        }),
        either("forms two to the thirtieth times", "план.pdf", || {
            let form = |n: usize| {
                stream(
                    &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>", n + 1),
                    b"/X Do /X Do",
                )
            };
            page(stream("", b"/X Do"), "/XObject<</X 5 0 R>>", &(5..36).map(form).collect::<Vec<_>>())
        }),
        either("a million letters, each by itself", "план.pdf", || {
            page(deflated("", b"BT /F 1 Tf 1 0 0 1 50 700 Tm (a) Tj ET\n", 1_000_000), "", &[])
        }),
        either("a million lines of a table", "план.pdf", || {
            page(deflated("", b"10 10 m 500 10 l S 10 10 m 10 500 l S\n", 500_000), "", &[])
        }),
        either("a hundred thousand saved states", "план.pdf", || {
            page(stream("", &[b"q ".repeat(1_000_000), LINE.to_vec()].concat()), "", &[])
        }),
        either("a map of letters over everything", "план.pdf", || {
            let ranges = "100 beginbfrange\n".to_owned() + &"<0000><FFFFFFFF><0041>\n".repeat(100) + "endbfrange\n";
            let map = deflated("", ranges.repeat(100).as_bytes(), 10);
            let font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 2147483647 500]/DW 1000>>]>>";
            page(stream("", b"BT /G 10 Tf 50 700 Td <00410042> Tj ET"), &format!("/Font<</G {font}>>"), &[map])
        }),
        either("numbers past all numbers", "план.pdf", || {
            let wild = b"BT /F 1e308 Tf 1e308 0 0 -1e308 9e307 9e307 Tm 99999999999999999999 Tc (Plan of measures) Tj [(a) -9e99 (b)] TJ ET";
            page(stream("", wild), "", &[])
        }),
    ]
}

fn broken() -> Vec<Case> {
    let sound = || page(stream("", LINE), "", &[]);
    let cut = move |percent: usize| {
        move || {
            let whole = sound();
            whole[..whole.len() * percent / 100].to_vec()
        }
    };
    vec![
        refused("a PDF locked by a password", "план.pdf", "защищён паролем", || {
            let key = "00".repeat(32);
            let lock = format!("<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{key}>/U<{key}>>>");
            pdf_with(
                &[o("<</Type/Catalog/Pages 2 0 R>>"), o("<</Type/Pages/Kids[]/Count 0>>"), o(lock)],
                "/Encrypt 3 0 R/ID[<00><00>]",
            )
        }),
        refused("a scan in a PDF", "план.pdf", "изображения страниц", || {
            let picture = stream(
                "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceGray",
                b"x",
            );
            page(stream("", b"q 600 0 0 800 0 0 cm /I Do Q"), "/XObject<</I 5 0 R>>", &[picture])
        }),
        refused("a PDF without pages", "план.pdf", "", || {
            pdf(&[o("<</Type/Catalog/Pages 2 0 R>>"), o("<</Type/Pages/Kids[]/Count 0>>")])
        }),
        either("a PDF cut at 10 %", "план.pdf", cut(10)),
        either("a PDF cut at 50 %", "план.pdf", cut(50)),
        either("a PDF cut at 95 %", "план.pdf", cut(95)),
        either("a table of places that goes in a ring", "план.pdf", move || {
            let whole = String::from_utf8_lossy(&sound()).into_owned();
            let at = whole.find("xref\n").unwrap_or(0);
            whole.replace("/Root 1 0 R", &format!("/Root 1 0 R/Prev {at}")).into_bytes()
        }),
        either("a table of places of two milliard rows", "план.pdf", move || {
            String::from_utf8_lossy(&sound()).replace("xref\n0 5", "xref\n0 2147483647").into_bytes()
        }),
        either("a stream longer than the file", "план.pdf", move || {
            String::from_utf8_lossy(&sound()).replace("/Length ", "/Length 99999999999").into_bytes()
        }),
        refused("a PDF of its first line", "план.pdf", "", || b"%PDF-1.7\n".to_vec()),
        either("rubbish after a sound beginning", "план.pdf", || {
            [b"%PDF-1.7\n".to_vec(), super::plain::noise(1 << 20)].concat()
        }),
    ]
}
