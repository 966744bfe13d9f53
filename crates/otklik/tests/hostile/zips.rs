//! Containers made by hand, byte by byte, so that they may lie.
//!
//! In come parts; out goes a zip. It refuses to know what the parts mean.

use flate2::{Compression, write::DeflateEncoder};
use std::io::Write;

/// One entry of a container, with everything that a liar may change.
#[derive(Clone)]
pub(super) struct Entry {
    name: Vec<u8>,
    packed: Vec<u8>,
    crc: u32,
    size: u32,
    method: u16,
    flags: u16,
    attributes: u32,
    extra: Vec<u8>,
}

impl Entry {
    /// An honest deflated entry.
    pub(super) fn new(name: &str, bytes: &[u8]) -> Self {
        Entry::repeated(name, b"", bytes, 1, b"")
    }

    /// `head`, then `piece` many times, then `tail`: deflated without ever being whole in memory.
    pub(super) fn repeated(name: &str, head: &[u8], piece: &[u8], times: usize, tail: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
        let mut crc = flate2::Crc::new();
        let pieces = std::iter::once(head).chain(std::iter::repeat_n(piece, times)).chain([tail]);
        for bytes in pieces {
            encoder.write_all(bytes).expect("memory takes everything");
            crc.update(bytes);
        }
        let packed = encoder.finish().expect("memory takes everything");
        let (name, extra) = (name.as_bytes().to_vec(), Vec::new());
        Entry { name, packed, crc: crc.sum(), size: crc.amount(), method: 8, flags: 0x0800, attributes: 0, extra }
    }

    /// The same entry telling another size.
    pub(super) fn telling_size(self, size: u32) -> Self {
        Entry { size, ..self }
    }

    /// The same entry as a link of Unix.
    pub(super) fn into_link(self) -> Self {
        Entry { attributes: 0o120_777 << 16, ..self }
    }

    /// The same entry said to be locked by a password.
    pub(super) fn locked(self) -> Self {
        Entry { flags: self.flags | 1, ..self }
    }

    /// The same entry packed by a method nobody knows.
    pub(super) fn packed_by(self, method: u16) -> Self {
        Entry { method, ..self }
    }

    /// The same entry with a zip64 field.
    pub(super) fn with_extra(self, extra: &[u8]) -> Self {
        Entry { extra: extra.to_vec(), ..self }
    }

    fn head(&self) -> Vec<u8> {
        let n = |bytes: &[u8]| u16::try_from(bytes.len()).expect("a short field").to_le_bytes();
        let packed = u32::try_from(self.packed.len()).expect("a small entry");
        [
            &[20, 0][..],
            &self.flags.to_le_bytes(),
            &self.method.to_le_bytes(),
            &[0, 0, 0x21, 0x58],
            &self.crc.to_le_bytes(),
            &packed.to_le_bytes(),
            &self.size.to_le_bytes(),
            &n(&self.name),
            &n(&self.extra),
        ]
        .concat()
    }

    /// The record before the bytes.
    pub(super) fn local(&self) -> Vec<u8> {
        [b"PK\x03\x04", &*self.head(), &self.name, &self.extra, &self.packed].concat()
    }

    /// The record in the directory, pointing at `offset`.
    pub(super) fn listed(&self, offset: usize) -> Vec<u8> {
        let offset = u32::try_from(offset).expect("a small file").to_le_bytes();
        let attributes = self.attributes.to_le_bytes();
        let (no_comment, disk_and_kind) = ([0, 0], [0, 0, 0, 0]);
        [
            b"PK\x01\x02\x14\x03",
            &*self.head(),
            &no_comment,
            &disk_and_kind,
            &attributes,
            &offset,
            &self.name,
            &self.extra,
        ]
        .concat()
    }
}

/// The end of a container.
pub(super) fn end(n_entries: usize, directory_size: usize, directory_at: usize) -> Vec<u8> {
    let n = u16::try_from(n_entries).unwrap_or(u16::MAX).to_le_bytes();
    let size = u32::try_from(directory_size).expect("a small file").to_le_bytes();
    let at = u32::try_from(directory_at).expect("a small file").to_le_bytes();
    [b"PK\x05\x06\0\0\0\0", &n[..], &n, &size, &at, &[0, 0]].concat()
}

/// A container of these entries.
pub(super) fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        directory.extend(entry.listed(bytes.len()));
        bytes.extend(entry.local());
    }
    let at = bytes.len();
    bytes.extend(&directory);
    bytes.extend(end(entries.len(), directory.len(), at));
    bytes
}

/// A container in which all entries of the directory point at the same bytes.
pub(super) fn overlapping(entry: &Entry, names: impl Iterator<Item = String>) -> Vec<u8> {
    let mut bytes = entry.local();
    let mut directory = Vec::new();
    let mut n = 0;
    for name in names {
        directory.extend(Entry { name: name.into_bytes(), ..entry.clone() }.listed(0));
        n += 1;
    }
    let at = bytes.len();
    bytes.extend(&directory);
    bytes.extend(end(n, directory.len(), at));
    bytes
}
