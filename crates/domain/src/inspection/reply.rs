use super::{Fault, sheet::WORDS_MAX};

/// What an answer of the organisation is («вид ответа организации»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReplyKind {
    /// «возражение»: the finding is wrong; it must be reviewed.
    Objection,
    /// «пояснение»: the finding is right, and this is why or what is done.
    Explanation,
}

impl ReplyKind {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            ReplyKind::Objection => "objection",
            ReplyKind::Explanation => "explanation",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [ReplyKind::Objection, ReplyKind::Explanation].into_iter().find(|kind| kind.name() == name)
    }

    /// As people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            ReplyKind::Objection => "возражение",
            ReplyKind::Explanation => "пояснение",
        }
    }
}

/// What the organisation says of one point («ответ организации по пункту»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What it is.
    pub kind: ReplyKind,
    /// Its words.
    pub words: String,
    /// What the operator decided about it, once that is done.
    pub review: Option<String>,
}

impl Reply {
    /// An answer with words in it.
    ///
    /// # Errors
    /// `NoWords`, `TooLong`.
    pub fn new(kind: ReplyKind, words: &str) -> Result<Self, Fault> {
        let words = words.trim();
        if words.is_empty() {
            return Err(Fault::NoWords);
        }
        if words.chars().count() > WORDS_MAX {
            return Err(Fault::TooLong(kind.in_words().to_owned()));
        }
        Ok(Reply { kind, words: words.to_owned(), review: None })
    }

    /// Whether somebody has still to decide about it.
    pub fn is_waiting(&self) -> bool {
        self.kind == ReplyKind::Objection && self.review.is_none()
    }
}
