//! Parts of an .odt beside its content: manifest, properties, styles and the two sorts of pages.
//!
//! In come a title and how the sheet lies; out goes XML. It refuses to know what stands on the sheet.

use crate::write::clean::xml;
use crate::write::paper::Sheet;

pub(super) const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"";

/// Where Times New Roman is missing, fonts of the same widths stand in.
pub(super) const FONTS: &str = "<office:font-face-decls><style:font-face style:name=\"Times New Roman\" svg:font-family=\"'Times New Roman', 'Liberation Serif', 'PT Serif'\" style:font-family-generic=\"roman\" style:font-pitch=\"variable\"/></office:font-face-decls>";

pub(super) const MANIFEST: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/><manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/><manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/><manifest:file-entry manifest:full-path=\"settings.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";

/// A row of a table stays with the next one where its words are told to: the name of a section with what it names.
pub(super) const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-settings xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" xmlns:ooo=\"http://openoffice.org/2004/office\" office:version=\"1.3\"><office:settings><config:config-item-set config:name=\"ooo:configuration-settings\"><config:config-item config:name=\"TableRowKeep\" config:type=\"boolean\">true</config:config-item></config:config-item-set></office:settings></office:document-settings>";

/// Title and language of the document. No dates: the same paper gives the same bytes.
pub(super) fn meta(title: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta {NAMESPACES}><office:meta><meta:generator>Otklik</meta:generator><dc:title>{}</dc:title><dc:creator>Отклик</dc:creator><dc:language>ru-RU</dc:language></office:meta></office:document-meta>",
        xml(title)
    )
}

/// Named styles and pages: the first page has no number, the others have it in the top margin.
pub(super) fn styles(sheet: Sheet) -> String {
    let (width, height) = sheet.size_mm();
    let lies = if sheet == Sheet::Landscape { "landscape" } else { "portrait" };
    let page = |name: &str, top: u32, header: &str| {
        format!(
            "<style:page-layout style:name=\"{name}\"><style:page-layout-properties fo:page-width=\"{width}mm\" fo:page-height=\"{height}mm\" style:print-orientation=\"{lies}\" fo:margin-top=\"{top}mm\" fo:margin-bottom=\"20mm\" fo:margin-left=\"20mm\" fo:margin-right=\"10mm\"/>{header}</style:page-layout>"
        )
    };
    let number_space = "<style:header-style><style:header-footer-properties svg:height=\"10mm\" fo:min-height=\"10mm\" fo:margin-bottom=\"3mm\"/></style:header-style>";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-styles {NAMESPACES}>{FONTS}<office:styles>{NAMED}</office:styles><office:automatic-styles>{}{}</office:automatic-styles><office:master-styles><style:master-page style:name=\"First\" style:page-layout-name=\"FirstPage\" style:next-style-name=\"Standard\"/><style:master-page style:name=\"Standard\" style:page-layout-name=\"NextPage\"><style:header><text:p text:style-name=\"Header\"><text:page-number text:select-page=\"current\">2</text:page-number></text:p></style:header></style:master-page></office:master-styles></office:document-styles>",
        page("FirstPage", 20, ""),
        page("NextPage", 10, number_space),
    )
}

const NAMED: &str = "<style:default-style style:family=\"paragraph\"><style:paragraph-properties fo:hyphenation-ladder-count=\"3\" style:tab-stop-distance=\"12.5mm\"/><style:text-properties style:font-name=\"Times New Roman\" fo:font-size=\"14pt\" fo:language=\"ru\" fo:country=\"RU\" fo:hyphenate=\"false\" fo:hyphenation-remain-char-count=\"2\" fo:hyphenation-push-char-count=\"2\"/></style:default-style>\
<style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>\
<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:default-outline-level=\"1\" style:class=\"text\"><style:paragraph-properties fo:margin-top=\"4mm\" fo:text-align=\"center\" fo:keep-with-next=\"always\"/><style:text-properties fo:font-weight=\"bold\"/></style:style>\
<style:style style:name=\"Heading_20_2\" style:display-name=\"Heading 2\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:default-outline-level=\"2\" style:class=\"text\"><style:paragraph-properties fo:text-align=\"center\" fo:keep-with-next=\"always\"/><style:text-properties fo:font-weight=\"bold\"/></style:style>\
<style:style style:name=\"PaperStrong\" style:display-name=\"Paper Strong\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties fo:text-align=\"center\" fo:keep-with-next=\"always\"/><style:text-properties fo:font-weight=\"bold\"/></style:style>\
<style:style style:name=\"PaperLine\" style:display-name=\"Paper Line\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties fo:text-align=\"center\" fo:keep-with-next=\"always\"/></style:style>\
<style:style style:name=\"PaperCaption\" style:display-name=\"Paper Caption\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties fo:text-align=\"center\"/><style:text-properties fo:font-size=\"10pt\"/></style:style>\
<style:style style:name=\"PaperNote\" style:display-name=\"Paper Note\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties fo:margin-top=\"2mm\" fo:keep-together=\"always\"/><style:text-properties fo:font-size=\"12pt\"/></style:style>\
<style:style style:name=\"TableText\" style:display-name=\"Table Text\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:text-properties fo:font-size=\"12pt\" fo:hyphenate=\"true\"/></style:style>\
<style:style style:name=\"TableHeading\" style:display-name=\"Table Heading\" style:family=\"paragraph\" style:parent-style-name=\"TableText\"><style:paragraph-properties fo:text-align=\"center\" fo:keep-with-next=\"always\"/></style:style>\
<style:style style:name=\"TableSection\" style:display-name=\"Table Section\" style:family=\"paragraph\" style:parent-style-name=\"TableText\"><style:paragraph-properties fo:text-align=\"center\" fo:keep-with-next=\"always\"/><style:text-properties fo:font-weight=\"bold\" fo:hyphenate=\"false\"/></style:style>\
<style:style style:name=\"TableRemark\" style:display-name=\"Table Remark\" style:family=\"paragraph\" style:parent-style-name=\"TableText\"><style:paragraph-properties fo:text-align=\"center\"/></style:style>\
<style:style style:name=\"TableFigure\" style:display-name=\"Table Figure\" style:family=\"paragraph\" style:parent-style-name=\"TableText\"><style:paragraph-properties fo:text-align=\"end\"/></style:style>\
<style:style style:name=\"TableTextHeld\" style:family=\"paragraph\" style:parent-style-name=\"TableText\"><style:paragraph-properties fo:keep-with-next=\"always\"/></style:style>\
<style:style style:name=\"TableRemarkHeld\" style:family=\"paragraph\" style:parent-style-name=\"TableRemark\"><style:paragraph-properties fo:keep-with-next=\"always\"/></style:style>\
<style:style style:name=\"TableFigureHeld\" style:family=\"paragraph\" style:parent-style-name=\"TableFigure\"><style:paragraph-properties fo:keep-with-next=\"always\"/></style:style>\
<style:style style:name=\"PaperNoteHeld\" style:family=\"paragraph\" style:parent-style-name=\"PaperNote\"><style:paragraph-properties fo:keep-with-next=\"always\"/></style:style>\
<style:style style:name=\"Header\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:class=\"extra\"><style:paragraph-properties fo:text-align=\"center\"/><style:text-properties fo:font-size=\"12pt\"/></style:style>";
