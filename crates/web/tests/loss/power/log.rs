//! What the recorder wrote down, entry by entry.

use super::super::Result;

/// One entry; files have numbers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Created { file: u64, name: String },
    Found { file: u64, name: String },
    Written { file: u64, place: usize, bytes: Vec<u8> },
    CutTo { file: u64, length: usize },
    Synced { file: u64 },
    SyncedFolder,
    Renamed { file: u64, name: String },
    Removed { file: u64 },
}

/// Reads a log to its end.
///
/// # Errors
/// When the recorder refused something, or the log is none.
pub(crate) fn read(mut log: &[u8]) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    while !log.is_empty() {
        let [kind, file, place, length] = [number(&mut log)?, number(&mut log)?, number(&mut log)?, number(&mut log)?];
        let (bytes, rest) = log.split_at_checked(usize::try_from(length)?).ok_or("the log ends too early")?;
        log = rest;
        entries.push(entry(kind, file, usize::try_from(place)?, bytes)?);
    }
    Ok(entries)
}

fn number(log: &mut &[u8]) -> Result<u64> {
    let (bytes, rest) = log.split_first_chunk().ok_or("the log ends too early")?;
    *log = rest;
    Ok(u64::from_ne_bytes(*bytes))
}

fn entry(kind: u64, file: u64, place: usize, bytes: &[u8]) -> Result<Entry> {
    let name = || String::from_utf8(bytes.to_vec());
    Ok(match kind {
        1 => Entry::Created { file, name: name()? },
        2 => Entry::Found { file, name: name()? },
        3 => Entry::Written { file, place, bytes: bytes.to_vec() },
        4 => Entry::CutTo { file, length: place },
        5 => Entry::Synced { file },
        6 => Entry::SyncedFolder,
        7 => Entry::Renamed { file, name: name()? },
        8 => Entry::Removed { file },
        9 => return Err(format!("the recorder cannot follow: {}", name()?).into()),
        _ => return Err("an entry of no kind".into()),
    })
}
