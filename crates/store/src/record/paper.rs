use jiff::Timestamp;
use std::fmt;
use std::str::FromStr;

/// SHA-256 of a paper's bytes: its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaperHash(pub [u8; 32]);

impl fmt::Display for PaperHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for PaperHash {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = hex::decode(text).map_err(|_| ())?;
        bytes.try_into().map(PaperHash).map_err(|_| ())
    }
}

/// An original («подлинник документа»), kept byte for byte. The same bytes are kept once, under the first name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Hash of its bytes.
    pub hash: PaperHash,
    /// Name of the file as it came.
    pub file_name: String,
    /// Format that was recognised: `docx`, `pdf`.
    pub format: String,
    /// How many bytes.
    pub size_bytes: i64,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
