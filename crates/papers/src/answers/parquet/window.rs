//! Bytes of a file where the library asks for them: a row group that is small is read at once.

use bytes::Bytes;
use bytes::buf::{Buf, Reader};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};

/// A column chunk up to this size is read at once.
const HELD_BYTES_MAX: u64 = 4 << 20;

/// A heading of a page is read with so many bytes after it; most are shorter than a hundred.
const HEADING_BYTES: u64 = 64 << 10;

/// A page that unpacks into more is no page of answers: a row group of millions takes a tenth of that.
pub(super) const PAGE_BYTES_MAX: u64 = 256 << 20;

/// How a frame of LZ4 begins; writers of Parquet gave it up long ago, and its size is known only when it is unpacked.
const LZ4_FRAME: [u8; 4] = [0x04, 0x22, 0x4D, 0x18];

/// How a heading names a data page of the newer kind.
const PAGE_V2: u64 = 3;

/// A column chunk of a file.
pub(super) struct Window {
    file: Arc<Mutex<File>>,
    start: u64,
    len: u64,
    held: Option<Bytes>,
    /// Packed by the LZ4 of old writers, of which one wrapping says nothing of its size.
    is_old_lz4: bool,
}

impl Window {
    /// The chunk at a range of bytes.
    pub(super) fn open(file: &Arc<Mutex<File>>, (start, len): (u64, u64), is_old_lz4: bool) -> Result<Self> {
        let size = file.lock().map_err(|_| poisoned())?.metadata()?.len();
        start.checked_add(len).filter(|end| *end <= size).ok_or_else(beyond)?;
        let held = if len <= HELD_BYTES_MAX { Some(read(file, start, len)?) } else { None };
        Ok(Window { file: file.clone(), start, len, held, is_old_lz4 })
    }

    fn bytes(&self, start: u64, len: u64) -> Result<Bytes> {
        let from = start.checked_sub(self.start).ok_or_else(beyond)?;
        let to = from.checked_add(len).filter(|to| *to <= self.len).ok_or_else(beyond)?;
        match &self.held {
            Some(held) => Ok(held.slice(from as usize..to as usize)),
            None => read(&self.file, start, len),
        }
    }
}

fn beyond() -> ParquetError {
    ParquetError::EOF("beyond the column".to_owned())
}

fn poisoned() -> ParquetError {
    ParquetError::General("the file is poisoned".to_owned())
}

/// Looks at the first fields of a page's heading before memory is asked for what it says: its kind, its size unpacked
/// and packed. Bytes that are no heading pass: the library also asks for the place behind one.
fn check_heading(bytes: &[u8], rest: u64, is_old_lz4: bool) -> Result<()> {
    let mut bytes = bytes.iter().copied();
    let fields = [(); 3].map(|()| field(&mut bytes));
    match fields {
        [Some(0..=3), Some(unpacked), Some(packed)] if unpacked > PAGE_BYTES_MAX && packed <= rest => {
            Err(super::broken("a page too large to be one of answers"))
        }
        // The frame would stand behind the levels, where nobody looks for it.
        [Some(PAGE_V2), Some(_), Some(packed)] if is_old_lz4 && packed <= rest => Err(unknown_lz4()),
        _ => Ok(()),
    }
}

fn unknown_lz4() -> ParquetError {
    ParquetError::NYI("сжатие LZ4 в старой обёртке".to_owned())
}

/// The next field when it is a whole number that is not negative, in the compact form of Thrift.
fn field(bytes: &mut impl Iterator<Item = u8>) -> Option<u64> {
    const NEXT_FIELD_IS_A_NUMBER: u8 = 0x15;
    bytes.next().filter(|byte| *byte == NEXT_FIELD_IS_A_NUMBER)?;
    let (mut value, mut shift) = (0_u64, 0);
    while shift <= 28 {
        let byte = bytes.next()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            // The lowest bit is the sign.
            return (value & 1 == 0).then_some(value >> 1);
        }
        shift += 7;
    }
    None
}

fn read(file: &Mutex<File>, start: u64, len: u64) -> Result<Bytes> {
    let mut file = file.lock().map_err(|_| poisoned())?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::with_capacity(usize::try_from(len)?);
    if (&mut *file).take(len).read_to_end(&mut bytes)? as u64 != len {
        return Err(beyond());
    }
    Ok(bytes.into())
}

impl Length for Window {
    fn len(&self) -> u64 {
        self.start + self.len
    }
}

impl ChunkReader for Window {
    type T = Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        let rest = (self.start + self.len).saturating_sub(start);
        let len = if self.held.is_some() { rest } else { rest.min(HEADING_BYTES) };
        let bytes = self.bytes(start, len)?;
        check_heading(&bytes, rest, self.is_old_lz4)?;
        Ok(bytes.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let bytes = self.bytes(start, length as u64)?;
        if self.is_old_lz4 && bytes.starts_with(&LZ4_FRAME) {
            return Err(unknown_lz4());
        }
        Ok(bytes)
    }
}
