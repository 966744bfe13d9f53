//! One value of a row, the same on every engine: text, a whole number or bytes.
//!
//! In come and out go plain values; dates are ISO text, instants microseconds, ids text. It refuses to know SQL.

use crate::Fault;
use jiff::Timestamp;
use otklik_domain::Date;
use std::str::FromStr;

/// One value. Absent ones keep their kind: PostgreSQL asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(Option<String>),
    Int(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Cell::Text(Some(value.to_owned()))
    }
}
impl From<String> for Cell {
    fn from(value: String) -> Self {
        Cell::Text(Some(value))
    }
}
impl From<&String> for Cell {
    fn from(value: &String) -> Self {
        Cell::Text(Some(value.clone()))
    }
}
impl From<Option<String>> for Cell {
    fn from(value: Option<String>) -> Self {
        Cell::Text(value)
    }
}
impl From<&Option<String>> for Cell {
    fn from(value: &Option<String>) -> Self {
        Cell::Text(value.clone())
    }
}
impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Cell::Int(Some(value))
    }
}
impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Cell::Int(Some(i64::from(value)))
    }
}
impl From<Vec<u8>> for Cell {
    fn from(value: Vec<u8>) -> Self {
        Cell::Bytes(Some(value))
    }
}
impl From<Timestamp> for Cell {
    fn from(value: Timestamp) -> Self {
        Cell::Int(Some(value.as_microsecond()))
    }
}
impl From<Option<Timestamp>> for Cell {
    fn from(value: Option<Timestamp>) -> Self {
        Cell::Int(value.map(Timestamp::as_microsecond))
    }
}
impl From<Date> for Cell {
    fn from(value: Date) -> Self {
        Cell::Text(Some(value.to_string()))
    }
}
impl From<Option<Date>> for Cell {
    fn from(value: Option<Date>) -> Self {
        Cell::Text(value.map(|d| d.to_string()))
    }
}

impl Cell {
    /// The printed form of anything that has one.
    pub(crate) fn printed(value: impl ToString) -> Cell {
        Cell::Text(Some(value.to_string()))
    }

    /// The printed form, or an absent text.
    pub(crate) fn maybe(value: Option<impl ToString>) -> Cell {
        Cell::Text(value.map(|v| v.to_string()))
    }

    /// A number, or an absent one.
    pub(crate) fn int(value: Option<impl Into<i64>>) -> Cell {
        Cell::Int(value.map(Into::into))
    }
}

/// A row that is taken apart from left to right.
#[derive(Debug)]
pub(crate) struct Row(std::vec::IntoIter<Cell>);

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Row(cells.into_iter())
    }

    /// What is left, as it is.
    pub(crate) fn into_cells(self) -> Vec<Cell> {
        self.0.collect()
    }

    fn next(&mut self) -> Result<Cell, Fault> {
        self.0.next().ok_or_else(|| Fault::broken("a row is shorter than expected"))
    }

    /// The next value when it is text.
    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, Fault> {
        match self.next()? {
            Cell::Text(text) => Ok(text),
            Cell::Int(None) | Cell::Bytes(None) => Ok(None),
            other => Err(Fault::broken(format!("expected text, found {other:?}"))),
        }
    }

    /// The next value, which is text.
    pub(crate) fn text(&mut self) -> Result<String, Fault> {
        self.maybe_text()?.ok_or_else(|| Fault::broken("a text is absent"))
    }

    /// The next value when it is a number.
    pub(crate) fn maybe_int(&mut self) -> Result<Option<i64>, Fault> {
        match self.next()? {
            Cell::Int(number) => Ok(number),
            Cell::Text(None) | Cell::Bytes(None) => Ok(None),
            other => Err(Fault::broken(format!("expected a number, found {other:?}"))),
        }
    }

    /// The next value, which is a number.
    pub(crate) fn int(&mut self) -> Result<i64, Fault> {
        self.maybe_int()?.ok_or_else(|| Fault::broken("a number is absent"))
    }

    /// The next value, which is yes or no.
    pub(crate) fn flag(&mut self) -> Result<bool, Fault> {
        Ok(self.int()? != 0)
    }

    /// The next value, which is bytes.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, Fault> {
        match self.next()? {
            Cell::Bytes(Some(bytes)) => Ok(bytes),
            other => Err(Fault::broken(format!("expected bytes, found {other:?}"))),
        }
    }

    /// The next value as anything that is read from text.
    pub(crate) fn read<T: FromStr>(&mut self) -> Result<T, Fault> {
        let text = self.text()?;
        text.parse().map_err(|_| Fault::broken(format!("cannot be read: {text}")))
    }

    /// The next value as anything that is read from text, or nothing.
    pub(crate) fn maybe_read<T: FromStr>(&mut self) -> Result<Option<T>, Fault> {
        match self.maybe_text()? {
            None => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| Fault::broken(format!("cannot be read: {text}"))),
        }
    }

    /// The next value as something with public names.
    pub(crate) fn named<T>(&mut self, from_name: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
        let text = self.text()?;
        from_name(&text).ok_or_else(|| Fault::broken(format!("unknown name: {text}")))
    }

    /// The next value as an instant, or nothing.
    pub(crate) fn maybe_instant(&mut self) -> Result<Option<Timestamp>, Fault> {
        let number = self.maybe_int()?;
        number.map(Timestamp::from_microsecond).transpose().map_err(|e| Fault::Unavailable(Box::new(e)))
    }

    /// The next value as an instant.
    pub(crate) fn instant(&mut self) -> Result<Timestamp, Fault> {
        self.maybe_instant()?.ok_or_else(|| Fault::broken("an instant is absent"))
    }
}

/// Arguments of a query, each turned into a [`Cell`].
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::cell::Cell::from($value)),*] };
}
pub(crate) use args;
