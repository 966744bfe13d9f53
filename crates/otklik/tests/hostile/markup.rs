//! Bombs of XML and HTML: entities, depth, widths, numbers, loops.

use super::case::{Case, either, read, refused};
use super::sound::{DOCX_TAIL, document, document_of, docx, docx_of, odt, odt_of, p};
use super::zips::Entry;

/// The cases; `port` is of a listener that must never hear anything.
pub(super) fn cases(port: u16) -> Vec<Case> {
    [entities(port), links(port), wide_and_deep(), tables(), loops(), pages()].into_iter().flatten().collect()
}

fn laughs() -> String {
    let levels: String =
        (1..12).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    format!("<!DOCTYPE d [<!ENTITY l0 \"ха\">{levels}]>")
}

fn entities(port: u16) -> Vec<Case> {
    let outside = move || {
        format!(
            "<!DOCTYPE d [<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY h SYSTEM \"http://127.0.0.1:{port}/x\"><!ENTITY % p SYSTEM \"http://127.0.0.1:{port}/p\">%p;]>"
        )
    };
    let word = |doctype: String, reference: &str| {
        let body = format!("{doctype}<w:document xmlns:w=\"w\"><w:body>{}{DOCX_TAIL}", p(reference));
        docx_of(vec![Entry::new("word/document.xml", body.as_bytes())])
    };
    let flat = |doctype: String, reference: &str| {
        format!("<?xml version=\"1.0\"?>{doctype}<office:document xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text><text:p>{reference}</text:p></office:text></office:body></office:document>").into_bytes()
    };
    let odt_with = |doctype: String, reference: &str| {
        let body = format!(
            "{doctype}<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text><text:p>{reference}</text:p></office:text></office:body></office:document-content>"
        );
        odt_of(Entry::new("content.xml", body.as_bytes()))
    };
    vec![
        refused("a milliard laughs in a docx", "план.docx", "DOCTYPE", move || word(laughs(), "&l11;")),
        refused("a milliard laughs in an odt", "план.odt", "DOCTYPE", move || odt_with(laughs(), "&l11;")),
        refused("a milliard laughs in a flat odt", "план.fodt", "DOCTYPE", move || flat(laughs(), "&l11;")),
        either("a milliard laughs in a web page", "план.html", || {
            format!("{}<html><body><p>План мероприятий &l11;</p></body></html>", laughs()).into_bytes()
        }),
        refused("entities outside, docx", "план.docx", "DOCTYPE", move || word(outside(), "&f;&h;")),
        refused("entities outside, odt", "план.odt", "DOCTYPE", move || odt_with(outside(), "&f;&h;")),
        refused("entities outside, flat odt", "план.fodt", "DOCTYPE", move || flat(outside(), "&f;&h;")),
        refused("a reference to nothing", "план.docx", "повреждён", move || word(String::new(), "&нет;")),
    ]
}

fn links(port: u16) -> Vec<Case> {
    let related = move |kind: &str, mode: &str, body: &str| {
        let relations = format!(
            "<Relationships><Relationship Id=\"x\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"http://127.0.0.1:{port}/{kind}\" TargetMode=\"{mode}\"/></Relationships>"
        );
        let parts = ["word/_rels/document.xml.rels", "word/_rels/settings.xml.rels"];
        let settings = Entry::new("word/settings.xml", b"<w:settings><w:attachedTemplate r:id=\"x\"/></w:settings>");
        docx_of(
            [document(&format!("{}{body}", p("План мероприятий"))), settings]
                .into_iter()
                .chain(parts.iter().map(|part| Entry::new(part, relations.as_bytes())))
                .collect(),
        )
    };
    vec![
        read("a template from the network", "план.docx", "План мероприятий", move || {
            related("attachedTemplate", "External", "")
        }),
        read("a picture from the network", "план.docx", "План мероприятий", move || {
            related("image", "External", "<w:p><w:r><w:drawing><a:blip r:link=\"x\"/></w:drawing></w:r></w:p>")
        }),
        read("a part of the body from the network", "план.docx", "План мероприятий", move || {
            related("aFChunk", "External", "<w:altChunk r:id=\"x\"/>")
        }),
        read("a field that starts a program", "план.docx", "План мероприятий", || {
            let field = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
            docx(&format!("{}{field}", p("План мероприятий")))
        }),
        read("a page with links to everything", "план.html", "План мероприятий", move || {
            let to = format!("http://127.0.0.1:{port}/");
            format!("<html><head><base href=\"{to}\"><link rel=stylesheet href=\"{to}s\"><script src=\"{to}j\"></script><meta http-equiv=refresh content=\"0;url={to}m\"></head><body background=\"{to}b\"><img src=\"{to}i\"><iframe src=\"{to}f\"></iframe><object data=\"{to}o\"></object><p>План мероприятий</p></body></html>").into_bytes()
        }),
        read("a field of RTF that includes a file", "план.rtf", "title", move || {
            let words: String = "План мероприятий".chars().map(|c| format!("\\u{}?", c as u32)).collect();
            format!("{{\\rtf1{{\\*\\template http://127.0.0.1:{port}/t}}{{\\field{{\\*\\fldinst INCLUDETEXT \"file:///etc/passwd\"}}{{\\fldrslt x}}}}\\par {words}\\par}}").into_bytes()
        }),
        read("an object of OLE inside", "план.docx", "План мероприятий", || {
            let object = Entry::new("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1MZ");
            let shown = "<w:p><w:r><w:object><o:OLEObject ProgID=\"Package\" r:id=\"x\"/></w:object></w:r></w:p>";
            docx_of(vec![document(&format!("{}{shown}", p("План мероприятий"))), object])
        }),
        read("macros in a docm", "план.docm", "macros-ignored", || {
            docx_of(vec![document(&p("План мероприятий")), Entry::new("word/vbaProject.bin", b"Sub AutoOpen()")])
        }),
    ]
}

fn wide_and_deep() -> Vec<Case> {
    vec![
        either("a million attributes", "план.docx", || {
            let attributes: String = (0..1_000_000).map(|n| format!(" a{n}=\"\"")).collect();
            docx(&format!("<w:p{attributes}><w:r><w:t>План мероприятий</w:t></w:r></w:p>"))
        }),
        either("a million name spaces", "план.docx", || {
            let spaces: String = (0..1_000_000).map(|n| format!(" xmlns:n{n}=\"u\"")).collect();
            docx(&format!("<w:p{spaces}><w:r><w:t>План мероприятий</w:t></w:r></w:p>"))
        }),
        refused("elements 100 000 deep, docx", "план.docx", "вложенность", || {
            docx(&"<w:sdt>".repeat(100_000))
        }),
        refused("elements 100 000 deep, odt", "план.odt", "вложенность", || {
            odt(&"<text:section>".repeat(100_000))
        }),
        refused("elements 100 000 deep, page", "план.html", "вложенность", || {
            format!("<html><body>{}План мероприятий", "<div>".repeat(100_000)).into_bytes()
        }),
        either("letters in fonts 100 000 deep, page", "план.html", || {
            format!("<html><body>{}План мероприятий", "<b><i><font>".repeat(40_000)).into_bytes()
        }),
        refused("a million empty paragraphs", "план.docx", "абзацев", || {
            docx_of(vec![document_of("<w:p></w:p>", 1_000_000)])
        }),
        refused("a paragraph of 50 MB", "план.docx", "велик", || {
            let text = "слово ".repeat(1000);
            docx_of(vec![document_of(&p(&text), 5_000)])
        }),
        refused("one run of 30 MB", "план.docx", "велик", || docx(&p(&"буквы ".repeat(3_000_000)))),
        either("a million runs of a letter", "план.docx", || {
            docx(&format!("<w:p>{}</w:p>", "<w:r><w:t>а</w:t></w:r>".repeat(1_000_000)))
        }),
        either("a million comments", "план.docx", || {
            docx(&format!("{}{}", "<!-- -->".repeat(1_000_000), p("План мероприятий")))
        }),
        either("a million blanks told by a number", "план.odt", || {
            odt("<text:p>План<text:s text:c=\"2147483647\"/>мероприятий</text:p>")
        }),
        either("UTF-16 inside a docx", "план.docx", || {
            let body = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}{}{DOCX_TAIL}",
                super::sound::DOCX_HEAD,
                p("План")
            );
            let wide: Vec<u8> = std::iter::once(0xFEFF).chain(body.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            docx_of(vec![Entry::new("word/document.xml", &wide)])
        }),
    ]
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn tables() -> Vec<Case> {
    vec![
        either("a cell over two milliard columns", "план.docx", || {
            docx(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("<w:gridSpan w:val=\"2147483648\"/>", "План")))
        }),
        either("columns before the row by the milliard", "план.docx", || {
            let before = "<w:trPr><w:gridBefore w:val=\"2147483647\"/><w:gridAfter w:val=\"-5\"/></w:trPr>";
            docx(&format!("<w:tbl><w:tr>{before}{}</w:tr></w:tbl>", cell("", "План")))
        }),
        either("a million columns in the grid", "план.docx", || {
            let grid = "<w:gridCol/>".repeat(1_000_000);
            docx(&format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid><w:tr>{}</w:tr></w:tbl>", cell("", "План")))
        }),
        either("cells merged downwards without a beginning", "план.docx", || {
            let row = format!("<w:tr>{}</w:tr>", cell("<w:vMerge/>", "План"));
            docx(&format!("<w:tbl>{}</w:tbl>", row.repeat(40_000)))
        }),
        refused("a row of a hundred thousand cells", "план.docx", "велик", || {
            docx(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", "а").repeat(100_000)))
        }),
        refused("a table of a million rows", "план.docx", "велик", || {
            docx_of(vec![document_of("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", 1_000_000)])
        }),
        refused("tables 1 000 deep, docx", "план.docx", "вложен", || {
            docx(&format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(1000), "</w:tc></w:tr></w:tbl>".repeat(1000)))
        }),
        either("tables 1 000 deep, page", "план.html", || {
            format!("<html><body>{}План мероприятий", "<table><tr><td>".repeat(1000)).into_bytes()
        }),
        either("a place of 65 534 rows and columns", "план.html", || {
            format!("<html><body><table>{}</table>", "<tr><td rowspan=65534 colspan=65534>План".repeat(200))
                .into_bytes()
        }),
        either("rows over rows for ever", "план.html", || {
            format!("<html><body><table>{}</table>", "<tr><td rowspan=0>План<td rowspan=65534>мера".repeat(5_000))
                .into_bytes()
        }),
        either("rows repeated a million times, odt", "план.odt", || {
            odt(
                "<table:table><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>План</text:p></table:table-cell></table:table-row></table:table>",
            )
        }),
        either("a million rows that are told and empty, ods", "план.ods", || {
            let body = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"1\"><table:table-row><table:table-cell><text:p>План мероприятий</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
            super::zips::zip(&[
                Entry::new("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                Entry::new("content.xml", body.as_bytes()),
            ])
        }),
    ]
}

fn loops() -> Vec<Case> {
    let with = |name: &'static str, part: String, properties: &str| {
        let body = format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>План мероприятий</w:t></w:r></w:p>");
        docx_of(vec![document(&body.repeat(3)), Entry::new(name, part.as_bytes())])
    };
    vec![
        read("styles based on each other", "план.docx", "План мероприятий", move || {
            let styles = "<w:styles><w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style><w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style><w:style w:styleId=\"C\"><w:basedOn w:val=\"C\"/></w:style></w:styles>";
            with("word/styles.xml", styles.into(), "<w:pStyle w:val=\"A\"/>")
        }),
        either("a chain of 100 000 styles", "план.docx", move || {
            let style = |n: u32| format!("<w:style w:styleId=\"S{n}\"><w:basedOn w:val=\"S{}\"/></w:style>", n + 1);
            let styles: String = (0..100_000).map(style).collect();
            with("word/styles.xml", format!("<w:styles>{styles}</w:styles>"), "<w:pStyle w:val=\"S0\"/>")
        }),
        either("numbering that counts from the end of the world", "план.docx", move || {
            let level = "<w:lvl w:ilvl=\"0\"><w:start w:val=\"2147483647\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1%2%3%4%5%6%7%8%9\"/></w:lvl>";
            let part = format!(
                "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{level}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
            );
            with("word/numbering.xml", part, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>")
        }),
        either("numbering by styles that number each other", "план.docx", move || {
            let part = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"A\"/></w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"A\"/><w:numStyleLink w:val=\"A\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
            with(
                "word/numbering.xml",
                part.into(),
                "<w:numPr><w:ilvl w:val=\"999999999\"/><w:numId w:val=\"1\"/></w:numPr>",
            )
        }),
    ]
}

fn pages() -> Vec<Case> {
    vec![
        either("a page of a million references", "план.html", || {
            format!("<html><body><p>План {}</p>", "&#x41f;".repeat(1_000_000)).into_bytes()
        }),
        either("a page of a million open marks", "план.html", || {
            format!("<html><body>{}", "<".repeat(5_000_000)).into_bytes()
        }),
        either("an attribute of 20 MB", "план.html", || {
            format!("<html><body><p title=\"{}\">План", "ы".repeat(10_000_000)).into_bytes()
        }),
        either("a letter of a thousand parts", "план.mht", || {
            let part = "--x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n".repeat(1000);
            format!("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n{part}").into_bytes()
        }),
        refused("lists 50 000 deep", "план.html", "вложенность", || {
            format!("<html><body>{}а", "<ul><li>".repeat(50_000)).into_bytes()
        }),
    ]
}
