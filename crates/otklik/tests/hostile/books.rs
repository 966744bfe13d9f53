//! Workbooks of OpenXML with endless sheets.

use super::case::{Case, either, read, refused};
use super::sound::{SHEET_HEAD, fixture, xlsx, xlsx_of};
use super::zips::{Entry, zip};

/// The cases.
pub(super) fn cases() -> Vec<Case> {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = move |cells: &str| format!("<sheetData><row>{cells}</row></sheetData>");
    let plan = text("A1", "План мероприятий");
    let with = move |before: &'static str, more: String, after: String| {
        let plan = plan.clone();
        move || xlsx(&format!("{before}{}{after}", rows(&format!("{plan}{more}"))))
    };
    vec![
        read("a sound xlsx", "план.xlsx", "measures", || fixture("shkola-plan.xlsx")),
        read("a sound ods", "план.ods", "measures", || fixture("shkola-plan.ods")),
        read("a sheet told as a million by ten thousand", "план.xlsx", "План", with("<dimension ref=\"A1:NTP1048576\"/>", String::new(), String::new())),
        either("two cells in far corners", "план.xlsx", with("", text("XFD1048576", "мера"), String::new())),
        either("places past all places", "план.xlsx", with("", text("ZZZZZZZZ99999999999", "мера") + &text("A0", "б") + &text("", "в"), String::new())),
        either("a merged region over the sheet", "план.xlsx", with("", String::new(), "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>".into())),
        either("a million merged regions", "план.xlsx", with("", String::new(), format!("<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:B2\"/>".repeat(1_000_000)))),
        either("merged regions turned over", "план.xlsx", with("", String::new(), "<mergeCells><mergeCell ref=\"C3:A1\"/><mergeCell ref=\":\"/></mergeCells>".into())),
        refused("a million cells", "план.xlsx", "велик", || {
            let row = "<row><c t=\"inlineStr\"><is><t>а</t></is></c></row>";
            xlsx_of(vec![Entry::repeated("xl/worksheets/sheet1.xml", format!("{SHEET_HEAD}<sheetData>").as_bytes(), row.as_bytes(), 700_000, b"</sheetData></worksheet>")])
        }),
        either("cells that point at strings that are not there", "план.xlsx", with("", "<c r=\"B1\" t=\"s\"><v>4294967295</v></c><c r=\"C1\" t=\"s\"><v>-1</v></c>".into(), String::new())),
        either("formulas and dates past all days", "план.xlsx", with("", "<c r=\"B1\"><f>WEBSERVICE(\"http://127.0.0.1\")</f><v>1e308</v></c><c r=\"C1\" t=\"d\"><v>99999-99-99</v></c>".into(), String::new())),
        either("entities in a sheet", "план.xlsx", || {
            let sheet = format!("<!DOCTYPE w [<!ENTITY a \"{}\">]>{SHEET_HEAD}<sheetData><row><c t=\"inlineStr\"><is><t>План мероприятий &a;</t></is></c></row></sheetData></worksheet>", "ха".repeat(1000));
            xlsx_of(vec![Entry::new("xl/worksheets/sheet1.xml", sheet.as_bytes())])
        }),
        either("a sheet of elements 100 000 deep", "план.xlsx", || xlsx(&"<sheetData>".repeat(100_000))),
        either("a million attributes in a sheet", "план.xlsx", || {
            xlsx(&format!("<sheetData{}><row/></sheetData>", (0..1_000_000).map(|n| format!(" a{n}=\"\"")).collect::<String>()))
        }),
        read("macros in an xlsm", "план.xlsm", "macros-ignored", {
            let plan = text("A1", "План мероприятий");
            move || xlsx_of(vec![
                Entry::new("xl/worksheets/sheet1.xml", format!("{SHEET_HEAD}<sheetData><row>{plan}</row></sheetData></worksheet>").as_bytes()),
                Entry::new("xl/vbaProject.bin", b"Sub Auto_Open()"),
            ])
        }),
        refused("a binary book", "план.xlsb", "xlsb", || zip(&[Entry::new("xl/workbook.bin", b"x")])),
    ]
}
