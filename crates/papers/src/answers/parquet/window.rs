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

/// A column chunk of a file.
pub(super) struct Window {
    file: Arc<Mutex<File>>,
    start: u64,
    len: u64,
    held: Option<Bytes>,
}

impl Window {
    /// The chunk at a range of bytes.
    pub(super) fn open(file: &Arc<Mutex<File>>, (start, len): (u64, u64)) -> Result<Self> {
        let held = if len <= HELD_BYTES_MAX { Some(read(file, start, len)?) } else { None };
        Ok(Window { file: file.clone(), start, len, held })
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

fn read(file: &Mutex<File>, start: u64, len: u64) -> Result<Bytes> {
    let mut file = file.lock().map_err(|_| ParquetError::General("the file is poisoned".to_owned()))?;
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
        Ok(self.bytes(start, len)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.bytes(start, length as u64)
    }
}
