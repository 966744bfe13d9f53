//! Pages of a column, unpacked no further than a page of answers can reach.
//!
//! In comes a column chunk; out go its pages. The library unpacks what it cuts off at the size the page names (Snappy,
//! Zstandard, raw LZ4); gzip and Brotli it would follow to their ends, so they are unpacked here, counted. It refuses
//! to know what stands in a page.

use super::broken;
use super::window::{PAGE_BYTES_MAX, Window};
use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use std::fs::File;
use std::io::Read;
use std::sync::{Arc, Mutex};

/// Bytes of the window that Brotli reads through.
const BROTLI_BUFFER: usize = 4096;

/// The pages of a column chunk.
pub(super) struct Pages {
    inner: SerializedPageReader<Window>,
    packing: Packing,
}

/// What is still packed when the library has given a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Nothing,
    Gzip,
    Brotli,
}

impl Pages {
    /// The pages of a chunk of so many rows.
    pub(super) fn open(file: &Arc<Mutex<File>>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Self> {
        let packing = match chunk.compression() {
            Compression::GZIP(_) => Packing::Gzip,
            Compression::BROTLI(_) => Packing::Brotli,
            _ => Packing::Nothing,
        };
        let is_old_lz4 = matches!(chunk.compression(), Compression::LZ4);
        let window = Arc::new(Window::open(file, chunk.byte_range(), is_old_lz4)?);
        let inner = match packing {
            Packing::Nothing => SerializedPageReader::new(window, chunk, rows, None)?,
            _ => {
                let packed = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
                SerializedPageReader::new(window, &packed, rows, None)?
            }
        };
        Ok(Pages { inner, packing })
    }

    fn unpacked(&self, page: Page) -> Result<Page> {
        if self.packing == Packing::Nothing {
            return Ok(page);
        }
        Ok(match page {
            Page::DataPage { buf, num_values, encoding, def_level_encoding, rep_level_encoding, statistics } => {
                let buf = self.all_of(&buf, 0)?;
                Page::DataPage { buf, num_values, encoding, def_level_encoding, rep_level_encoding, statistics }
            }
            Page::DictionaryPage { buf, num_values, encoding, is_sorted } => {
                Page::DictionaryPage { buf: self.all_of(&buf, 0)?, num_values, encoding, is_sorted }
            }
            // Of the newer pages only the values are packed, and not always they.
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                num_nulls,
                num_rows,
                def_levels_byte_len,
                rep_levels_byte_len,
                is_compressed,
                statistics,
            } => {
                let n_levels = def_levels_byte_len as usize + rep_levels_byte_len as usize;
                let buf = if is_compressed { self.all_of(&buf, n_levels)? } else { buf };
                Page::DataPageV2 {
                    buf,
                    num_values,
                    encoding,
                    num_nulls,
                    num_rows,
                    def_levels_byte_len,
                    rep_levels_byte_len,
                    is_compressed,
                    statistics,
                }
            }
        })
    }

    /// The first bytes as they are, the rest unpacked.
    fn all_of(&self, bytes: &Bytes, n_plain: usize) -> Result<Bytes> {
        let (plain, packed) = bytes.split_at_checked(n_plain).ok_or_else(|| broken("levels longer than the page"))?;
        let mut all = plain.to_vec();
        // A page without values packs nothing.
        if packed.is_empty() {
            return Ok(all.into());
        }
        let n = match self.packing {
            Packing::Gzip => flate2::read::MultiGzDecoder::new(packed).take(PAGE_BYTES_MAX + 1).read_to_end(&mut all),
            Packing::Brotli => brotli_decompressor::Decompressor::new(packed, BROTLI_BUFFER)
                .take(PAGE_BYTES_MAX + 1)
                .read_to_end(&mut all),
            Packing::Nothing => packed.take(PAGE_BYTES_MAX + 1).read_to_end(&mut all),
        };
        match n {
            Ok(n) if n as u64 <= PAGE_BYTES_MAX => Ok(all.into()),
            Ok(_) => Err(broken("a page too large to be one of answers")),
            Err(error) => Err(ParquetError::General(format!("a page that does not unpack: {error}"))),
        }
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.inner.get_next_page()?.map(|page| self.unpacked(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.inner.at_record_boundary()
    }
}
