//! Compound files (.doc, .xls and locked documents) with wrong insides.

use super::case::{Case, either, read, refused};
use super::sound::fixture;
use std::io::{Cursor, Read, Write};

/// The cases.
pub(super) fn cases() -> Vec<Case> {
    [locked(), words(), books(), chains()].into_iter().flatten().collect()
}

/// A compound file of these streams.
fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory takes everything");
    for (name, bytes) in streams {
        file.create_stream(name).and_then(|mut s| s.write_all(bytes)).expect("memory takes everything");
    }
    file.flush().expect("memory takes everything");
    file.into_inner().into_inner()
}

/// A sound compound file with one stream changed.
fn changed(name: &str, stream: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(fixture(name))).expect("a sound fixture");
    let mut bytes = Vec::new();
    file.open_stream(stream).and_then(|mut s| s.read_to_end(&mut bytes)).expect("a sound fixture");
    change(&mut bytes);
    file.create_stream(stream).and_then(|mut s| s.write_all(&bytes)).expect("memory takes everything");
    file.flush().expect("memory takes everything");
    file.into_inner().into_inner()
}

fn locked() -> Vec<Case> {
    let package = || {
        let about = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
        compound(&[("/EncryptionInfo", about), ("/EncryptedPackage", super::plain::noise(5_000))])
    };
    vec![
        refused("a docx locked by a password", "план.docx", "защищён паролем", package),
        refused("an xlsx locked by a password", "план.xlsx", "защищён паролем", package),
        refused("a doc locked by a password", "план.doc", "защищён паролем", || {
            changed("shkola-plan.doc", "/WordDocument", |bytes| bytes[11] |= 1)
        }),
        refused("an xls locked by a password", "план.xls", "защищён паролем", || {
            compound(&[("/Workbook", biff(&[(0x0809, BOF.to_vec()), (0x002F, vec![1, 0, 1, 0, 1, 0])]))])
        }),
        refused("an odt locked by a password", "план.odt", "защищён паролем", || {
            let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
            super::zips::zip(&[
                super::zips::Entry::new("mimetype", b"application/vnd.oasis.opendocument.text"),
                super::zips::Entry::new("content.xml", &super::plain::noise(3_000)),
                super::zips::Entry::new("META-INF/manifest.xml", manifest.as_bytes()),
            ])
        }),
    ]
}

fn words() -> Vec<Case> {
    let cut = |percent: usize| {
        move || {
            let whole = fixture("shkola-plan.doc");
            whole[..whole.len() * percent / 100].to_vec()
        }
    };
    vec![
        read("a sound doc", "план.doc", "measures", || fixture("shkola-plan.doc")),
        read("a doc called docx", "план.docx", "measures", || fixture("shkola-plan.doc")),
        read("a doc with macros", "план.doc", "macros-ignored", || {
            let mut file = cfb::CompoundFile::open(Cursor::new(fixture("shkola-plan.doc"))).expect("a sound fixture");
            file.create_storage_all("/Macros/VBA").expect("memory takes everything");
            file.create_stream("/Macros/VBA/dir").and_then(|mut s| s.write_all(b"x")).expect("memory takes everything");
            file.flush().expect("memory takes everything");
            file.into_inner().into_inner()
        }),
        either("a doc cut at 30 %", "план.doc", cut(30)),
        either("a doc cut at 60 %", "план.doc", cut(60)),
        either("a doc cut at 95 %", "план.doc", cut(95)),
        either("a doc of noise", "план.doc", || {
            let words = [&[0xEC, 0xA5, 0xC1, 0][..], &super::plain::noise(20_000)].concat();
            let words = {
                let mut w = words;
                w[11] &= !1;
                w
            };
            compound(&[
                ("/WordDocument", words),
                ("/1Table", super::plain::noise(20_000)),
                ("/0Table", super::plain::noise(20_000)),
            ])
        }),
        either("a doc whose numbers are all the largest", "план.doc", || {
            changed("shkola-plan.doc", "/WordDocument", |bytes| bytes[76..700].fill(0x7F))
        }),
        either("a doc whose table stream is all ones", "план.doc", || {
            changed("shkola-plan.doc", "/1Table", |bytes| bytes.fill(0xFF))
        }),
        either("a doc whose pieces are noise", "план.doc", || {
            changed("shkola-plan.doc", "/1Table", |bytes| {
                let n = bytes.len();
                bytes.copy_from_slice(&super::plain::noise(n));
            })
        }),
        refused("an envelope of nothing", "план.doc", "OLE", || compound(&[("/Contents", vec![0; 100])])),
    ]
}

const BOF: &[u8] = &[0, 6, 5, 0, 0xBB, 0x0D, 0xCC, 7, 0, 0, 0, 0, 6, 0, 0, 0];

fn biff(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    records
        .iter()
        .flat_map(|(kind, bytes)| {
            let n = u16::try_from(bytes.len()).expect("a short record");
            [&kind.to_le_bytes()[..], &n.to_le_bytes(), bytes].concat()
        })
        .collect()
}

fn books() -> Vec<Case> {
    let sheet = [&[0; 6][..], &[1, 0], b"1"].concat();
    let book = move |records: Vec<(u16, Vec<u8>)>| {
        let head = biff(&[(0x0809, BOF.to_vec())]);
        let bound = |at: u32| (0x0085, [&at.to_le_bytes()[..], &sheet[4..]].concat());
        let n = u32::try_from(head.len() + biff(&[bound(0), (0x000A, vec![])]).len()).expect("a short head");
        let globals = biff(&[(0x0809, BOF.to_vec()), bound(n), (0x000A, vec![])]);
        let mut of_sheet = BOF.to_vec();
        of_sheet[2] = 0x10;
        let body = biff(&[vec![(0x0809, of_sheet)], records, vec![(0x000A, vec![])]].concat());
        compound(&[("/Workbook", [globals, body].concat())])
    };
    let number = |row: u16, column: u16| {
        (0x0203, [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &1.5_f64.to_le_bytes()].concat())
    };
    let far = {
        let book = book.clone();
        move || book(vec![number(0, 0), number(65_535, 65_535)])
    };
    let wide = {
        let book = book.clone();
        move || book(vec![(0x0200, [0xFF; 14].to_vec()), number(0, 0)])
    };
    let merged = {
        let book = book.clone();
        move || {
            let regions = [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0].repeat(1000);
            book(vec![number(0, 0), (0x00E5, [&1000_u16.to_le_bytes()[..], &regions].concat())])
        }
    };
    let strings =
        move || book(vec![(0x00FC, [&u32::MAX.to_le_bytes()[..], &u32::MAX.to_le_bytes(), &[0xFF; 50]].concat())]);
    vec![
        read("a sound xls", "план.xls", "measures", || fixture("shkola-plan.xls")),
        refused("two cells in far corners, xls", "план.xls", "велик", far),
        either("a sheet that says it is endless, xls", "план.xls", wide),
        either("a thousand merged regions over everything, xls", "план.xls", merged),
        either("shared strings by the milliard, xls", "план.xls", strings),
        either("records longer than the stream, xls", "план.xls", || {
            changed("shkola-plan.xls", "/Workbook", |bytes| bytes.truncate(bytes.len() / 2))
        }),
        either("records of noise, xls", "план.xls", || {
            compound(&[("/Workbook", [biff(&[(0x0809, BOF.to_vec())]), super::plain::noise(500_000)].concat())])
        }),
    ]
}

/// Chains of sectors and their counts, wrong.
fn chains() -> Vec<Case> {
    let patched = |at: usize, with: &'static [u8]| {
        move || {
            let mut bytes = fixture("shkola-plan.doc");
            bytes[at..at + with.len()].copy_from_slice(with);
            bytes
        }
    };
    vec![
        either("a chain of sectors in a ring", "план.doc", || {
            let mut bytes = fixture("shkola-plan.doc");
            let fat = 512 * (1 + u32::from_le_bytes([bytes[76], bytes[77], bytes[78], bytes[79]]) as usize);
            for n in 0..128_u32 {
                let at = fat + n as usize * 4;
                if let Some(place) = bytes.get_mut(at..at + 4) {
                    place.copy_from_slice(&(n / 2).to_le_bytes());
                }
            }
            bytes
        }),
        either("more sectors than the disk", "план.doc", patched(44, &[0xFF, 0xFF, 0xFF, 0x0F])),
        either("a directory in the far end", "план.doc", patched(48, &[0xF0, 0xFF, 0xFF, 0x0F])),
        either("small sectors by the milliard", "план.doc", patched(60, &[1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x0F])),
        either("tables of tables in a ring", "план.doc", patched(68, &[1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F])),
        either("sectors of no size", "план.doc", patched(30, &[0, 0, 0, 0])),
        refused("the first bytes of a compound file", "план.doc", "повреждён", || {
            fixture("shkola-plan.doc")[..8].to_vec()
        }),
    ]
}
