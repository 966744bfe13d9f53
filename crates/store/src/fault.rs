use std::error::Error;

/// Why the store did not do what was asked. Absence is not a fault: it is `None`.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Somebody changed the record since it was read.
    #[error("the record was changed by somebody else")]
    Stale,
    /// A value that must be one of its kind is in use; names it as `table.column`.
    #[error("already taken: {0}")]
    Taken(String),
    /// The record names another one that is not there.
    #[error("names a record that is not kept: {0}")]
    Unknown(String),
    /// Nobody would be left who answers for the whole house and can let people in.
    #[error("the last administrator of the whole house stays")]
    LeavesNobody,
    /// A later version of the program made what is kept; this one does not know all of it and touches none of it.
    #[error("the data base was written by a newer version of the program")]
    Newer,
    /// The store cannot be reached, or what it holds cannot be read.
    #[error("the store is not available")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
}

impl Fault {
    /// A fault from words alone.
    pub(crate) fn broken(words: impl Into<String>) -> Self {
        Fault::Unavailable(words.into().into())
    }

    /// Its words and those of what lies below, for telling several who waited for the same.
    pub(crate) fn to_string_with_cause(&self) -> String {
        let (mut words, mut below) = (self.to_string(), self.source());
        while let Some(cause) = below {
            words = format!("{words}: {cause}");
            below = cause.source();
        }
        words
    }
}
