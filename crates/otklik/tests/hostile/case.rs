//! One stranger's file: its name, its bytes made on demand, and what must be said of it.

/// What must come of a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    /// Read: exit 0, and the plan JSON holds these words (none asked when empty).
    Read(&'static str),
    /// Refused: exit 2, one Russian line with these words.
    Refused(&'static str),
    /// Either, as long as the limits hold: the file is only odd.
    Either,
}

/// A stranger's file.
pub(super) struct Case {
    pub(super) name: &'static str,
    /// The name it is saved under: extensions lie too.
    pub(super) file: &'static str,
    pub(super) fate: Fate,
    pub(super) bytes: Box<dyn Fn() -> Vec<u8>>,
}

/// A file that is read, with words that the plan JSON must hold.
pub(super) fn read(
    name: &'static str,
    file: &'static str,
    words: &'static str,
    bytes: impl Fn() -> Vec<u8> + 'static,
) -> Case {
    Case { name, file, fate: Fate::Read(words), bytes: Box::new(bytes) }
}

/// A file that is refused, with words that the sentence must hold.
pub(super) fn refused(
    name: &'static str,
    file: &'static str,
    words: &'static str,
    bytes: impl Fn() -> Vec<u8> + 'static,
) -> Case {
    Case { name, file, fate: Fate::Refused(words), bytes: Box::new(bytes) }
}

/// A file that may be read or refused.
pub(super) fn either(name: &'static str, file: &'static str, bytes: impl Fn() -> Vec<u8> + 'static) -> Case {
    Case { name, file, fate: Fate::Either, bytes: Box::new(bytes) }
}
