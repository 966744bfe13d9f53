/// In which format a paper is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Office Open XML text, for Word.
    Docx,
    /// OpenDocument text, for LibreOffice and its kin.
    Odt,
    /// A workbook.
    Xlsx,
    /// Tagged PDF, by the press.
    Pdf,
    /// A page of its own, for a site.
    Html,
    /// Rows, for other programs.
    Csv,
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Format; 6] = [Format::Docx, Format::Odt, Format::Xlsx, Format::Pdf, Format::Html, Format::Csv];

    /// The name on the command line, and the file's extension.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Odt => "odt",
            Format::Xlsx => "xlsx",
            Format::Pdf => "pdf",
            Format::Html => "html",
            Format::Csv => "csv",
        }
    }

    /// Reads the name of the command line.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// What a browser is told.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Odt => "application/vnd.oasis.opendocument.text",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Pdf => "application/pdf",
            Format::Html => "text/html; charset=utf-8",
            Format::Csv => "text/csv; charset=utf-8",
        }
    }
}
