//! The file behind the pages: objects, streams, the page tree.
//!
//! In come bytes; out go pages with what they inherit, and streams unpacked within the budget.
//! It refuses to know what the streams say.

use std::collections::HashSet;

use lopdf::{Dictionary, Document as Objects, LoadOptions, Object, ObjectId, Stream};

use super::limits::{Budget, LOADED_STREAM_BYTES_MAX, PAGES_MAX, TREE_DEPTH_MAX};
use super::matrix::Matrix;
use crate::read::Unreadable;

/// A page before it is drawn.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) id: ObjectId,
    pub(super) dictionary: Dictionary,
    pub(super) resources: Dictionary,
    pub(super) width: f64,
    pub(super) height: f64,
    /// From user space to the page as a reader holds it, y downwards.
    pub(super) base: Matrix,
}

/// Opens the file; an empty user password is tried, as every viewer does.
pub(super) fn open(bytes: &[u8]) -> Result<Objects, Unreadable> {
    let options = LoadOptions { max_decompressed_size: Some(LOADED_STREAM_BYTES_MAX), ..LoadOptions::default() };
    let objects = Objects::load_mem_with_options(bytes, options).map_err(refuse)?;
    if objects.trailer.has(b"Encrypt") {
        return Err(Unreadable::Encrypted);
    }
    Ok(objects)
}

fn refuse(error: lopdf::Error) -> Unreadable {
    use lopdf::Error;
    match error {
        Error::InvalidPassword | Error::Decryption(_) => Unreadable::Encrypted,
        Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            Unreadable::TooLarge("в распакованном виде".to_owned())
        }
        _ => Unreadable::Damaged("не найдена таблица объектов PDF".to_owned()),
    }
}

/// The object behind a reference, or the object itself.
pub(super) fn resolve<'a>(objects: &'a Objects, object: &'a Object) -> Option<&'a Object> {
    objects.dereference(object).ok().map(|(_, object)| object)
}

/// An entry of a dictionary, references followed.
pub(super) fn entry<'a>(objects: &'a Objects, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get(key).ok().and_then(|object| resolve(objects, object)).filter(|object| !object.is_null())
}

pub(super) fn dictionary<'a>(objects: &'a Objects, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match entry(objects, of, key)? {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|value| value.is_finite())
}

pub(super) fn numbers<const N: usize>(objects: &Objects, of: &Dictionary, key: &[u8]) -> Option<[f64; N]> {
    let array = entry(objects, of, key)?.as_array().ok()?;
    let values: Vec<f64> = array.iter().filter_map(|v| number(resolve(objects, v)?)).collect();
    values.get(..N)?.try_into().ok()
}

/// A stream unpacked. What cannot be unpacked to the end is nothing, never an error: the rest of the file may be whole.
pub(super) fn unpack(stream: &Stream, budget: &mut Budget) -> Result<Vec<u8>, Unreadable> {
    let left = budget.unpacked_left();
    let bytes = match stream.get_plain_content_with_limit(left) {
        Ok(bytes) => bytes,
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            return Err(Unreadable::TooLarge("в распакованном виде".to_owned()));
        }
        Err(_) => Vec::new(),
    };
    budget.unpack(bytes.len())?;
    Ok(bytes)
}

/// All pages in order, with what they inherit.
pub(super) fn sheets(objects: &Objects) -> Result<Vec<Sheet>, Unreadable> {
    let root = objects.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok()).cloned();
    let mut sheets = Vec::new();
    let mut seen = HashSet::new();
    let mut left = vec![(root.unwrap_or(Object::Null), Dictionary::new(), 0_usize)];
    while let Some((node, inherited, depth)) = left.pop() {
        let id = node.as_reference().ok();
        if id.is_some_and(|id| !seen.insert(id)) || depth > TREE_DEPTH_MAX {
            continue;
        }
        let Some(Object::Dictionary(here)) = resolve(objects, &node) else { continue };
        let mut inherited = inherited;
        for key in [&b"Resources"[..], b"MediaBox", b"CropBox", b"Rotate"] {
            if let Some(value) = entry(objects, here, key) {
                inherited.set(key, value.clone());
            }
        }
        match entry(objects, here, b"Kids").and_then(|kids| kids.as_array().ok()) {
            Some(kids) => left.extend(kids.iter().rev().map(|kid| (kid.clone(), inherited.clone(), depth + 1))),
            None if sheets.len() < PAGES_MAX => {
                sheets.push(sheet(objects, id.unwrap_or_default(), here, &inherited));
            }
            None => return Err(Unreadable::TooLarge(format!("больше {PAGES_MAX} страниц"))),
        }
    }
    if sheets.is_empty() {
        return Err(Unreadable::Damaged("в файле PDF нет страниц".to_owned()));
    }
    Ok(sheets)
}

fn sheet(objects: &Objects, id: ObjectId, here: &Dictionary, inherited: &Dictionary) -> Sheet {
    let a4 = [0.0, 0.0, 595.0, 842.0];
    let [x0, y0, x1, y1] = numbers::<4>(objects, inherited, b"CropBox")
        .or_else(|| numbers::<4>(objects, inherited, b"MediaBox"))
        .map(|[x0, y0, x1, y1]| [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
        .filter(|[x0, y0, x1, y1]| x1 - x0 > 1.0 && y1 - y0 > 1.0)
        .unwrap_or(a4);
    let turn = entry(objects, inherited, b"Rotate").and_then(number).unwrap_or(0.0);
    let (width, height) = (x1 - x0, y1 - y0);
    let (width, height, base) = match (turn / 90.0).round().rem_euclid(4.0) as u8 {
        1 => (height, width, [0.0, 1.0, 1.0, 0.0, -y0, -x0]),
        2 => (width, height, [-1.0, 0.0, 0.0, 1.0, x1, -y0]),
        3 => (height, width, [0.0, -1.0, -1.0, 0.0, y1, x1]),
        _ => (width, height, [1.0, 0.0, 0.0, -1.0, -x0, y1]),
    };
    let resources = dictionary(objects, inherited, b"Resources").cloned().unwrap_or_default();
    Sheet { id, dictionary: here.clone(), resources, width, height, base: Matrix::new(base) }
}

/// The content of a page, its streams one after another.
pub(super) fn content(objects: &Objects, sheet: &Sheet, budget: &mut Budget) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let one;
    let parts = match entry(objects, &sheet.dictionary, b"Contents") {
        Some(Object::Array(parts)) => parts.as_slice(),
        Some(stream) => {
            one = [stream.clone()];
            &one
        }
        None => &[],
    };
    for part in parts {
        if let Some(Object::Stream(stream)) = resolve(objects, part) {
            bytes.extend(unpack(stream, budget)?);
            bytes.push(b'\n');
        }
    }
    Ok(bytes)
}
