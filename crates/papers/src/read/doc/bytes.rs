//! Numbers inside records of Word, lowest byte first. What lies outside the record is `None`, never a panic.

pub(super) fn byte(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

/// A long number as a place in a stream.
pub(super) fn place(bytes: &[u8], at: usize) -> Option<usize> {
    long(bytes, at).and_then(|n| usize::try_from(n).ok())
}

/// A stretch of bytes by its start and length.
pub(super) fn stretch(bytes: &[u8], at: usize, n: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(n)?)
}
