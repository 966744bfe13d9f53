//! The way round: columns in rare encodings and of rare types, whose values the library reads and we take as text.

use super::broken;
use super::page::{OpenPage, Present, Values};
use super::rare::Spelling;
use crate::answers::kernel::ROWS_MAX;
use bytes::Bytes;
use parquet::column::page::PageReader;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::Result;
use parquet::schema::types::ColumnDescPtr;

/// A column that the library reads.
pub(super) struct Spelled {
    reader: ColumnReader,
    spelling: Spelling,
}

impl Spelled {
    /// The column behind these pages.
    pub(super) fn open(pages: impl PageReader + 'static, descriptor: ColumnDescPtr) -> Self {
        let spelling = Spelling::of(&descriptor);
        Spelled { reader: get_column_reader(descriptor, Box::new(pages)), spelling }
    }

    /// The next rows.
    pub(super) fn next_page(&mut self) -> Result<OpenPage> {
        let spelling = self.spelling;
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => read(reader, |value| u8::from(*value).to_string().into()),
            ColumnReader::Int32ColumnReader(reader) => read(reader, |value| spelling.whole(i128::from(*value))),
            ColumnReader::Int64ColumnReader(reader) => read(reader, |value| spelling.whole(i128::from(*value))),
            ColumnReader::FloatColumnReader(reader) => read(reader, |value| number(f64::from(*value))),
            ColumnReader::DoubleColumnReader(reader) => read(reader, |value| number(*value)),
            ColumnReader::ByteArrayColumnReader(reader) => read(reader, |value| spelling.bytes(value.data())),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => read(reader, |value| spelling.bytes(value.data())),
            ColumnReader::Int96ColumnReader(reader) => read(reader, |value| value.to_string().into()),
        }
    }

    /// Passes over rows.
    pub(super) fn skip(&mut self, n: usize) -> Result<()> {
        let skipped = match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => reader.skip_records(n),
            ColumnReader::Int32ColumnReader(reader) => reader.skip_records(n),
            ColumnReader::Int64ColumnReader(reader) => reader.skip_records(n),
            ColumnReader::FloatColumnReader(reader) => reader.skip_records(n),
            ColumnReader::DoubleColumnReader(reader) => reader.skip_records(n),
            ColumnReader::ByteArrayColumnReader(reader) => reader.skip_records(n),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => reader.skip_records(n),
            ColumnReader::Int96ColumnReader(reader) => reader.skip_records(n),
        };
        if skipped? == n { Ok(()) } else { Err(broken("fewer rows than the heading says")) }
    }
}

fn read<T: DataType>(reader: &mut ColumnReaderImpl<T>, text: impl Fn(&T::T) -> Bytes) -> Result<OpenPage> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let (rows, ..) = reader.read_records(ROWS_MAX, Some(&mut levels), None, &mut values)?;
    if rows == 0 {
        return Err(broken("fewer rows than the heading says"));
    }
    let present = if levels.is_empty() { Present::All } else { Present::Levels(levels.into_iter()) };
    let texts: Vec<Bytes> = values.iter().map(text).collect();
    Ok(OpenPage { left: rows, present, values: Values::Texts(texts.into_iter()) })
}

/// A number as text; what is not a number is an empty cell, as programs for tables write it.
pub(super) fn number(value: f64) -> Bytes {
    if value.is_nan() { Bytes::new() } else { value.to_string().into() }
}
