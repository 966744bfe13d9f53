//! Values of types that few writers use for answers, as a person would write them.
//!
//! In comes the type a column promises; out goes how each of its values reads: decimal numbers, half-precision numbers,
//! identifiers, bytes of a fixed length. What stands for no answer (a moment) still reads as something, so that a
//! column of it is told by its cells and never stops a file.

use super::spelled::number;
use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::schema::types::ColumnDescriptor;

/// How the values of a column are written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As they are.
    Plain,
    /// A whole number with so many places after the point.
    Decimal(u32),
    /// Two bytes, a number of half precision.
    Half,
    /// Sixteen bytes, an identifier.
    Identifier,
}

impl Spelling {
    /// What the heading of a column promises.
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
        let scale = || u32::try_from(column.type_scale()).unwrap_or_default();
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Decimal { .. }), _) | (None, ConvertedType::DECIMAL) => Spelling::Decimal(scale()),
            (Some(LogicalType::Float16), _) if column.type_length() == 2 => Spelling::Half,
            (Some(LogicalType::Uuid), _) if column.type_length() == 16 => Spelling::Identifier,
            _ => Spelling::Plain,
        }
    }

    /// Whether values of this physical type must be spelled rather than taken by their bytes.
    pub(super) fn is_rare(self, physical: Type) -> bool {
        self != Spelling::Plain || matches!(physical, Type::FIXED_LEN_BYTE_ARRAY | Type::INT96)
    }

    /// A whole number.
    pub(super) fn whole(self, value: i128) -> Bytes {
        match self {
            Spelling::Decimal(scale) => decimal(value, scale).into(),
            _ => value.to_string().into(),
        }
    }

    /// Bytes.
    pub(super) fn bytes(self, raw: &[u8]) -> Bytes {
        match (self, raw.first_chunk::<2>()) {
            (Spelling::Decimal(scale), _) if raw.len() <= 16 => decimal(big_endian(raw), scale).into(),
            (Spelling::Half, Some(two)) => half(u16::from_le_bytes(*two)),
            (Spelling::Identifier, _) => identifier(raw).into(),
            _ => Bytes::copy_from_slice(raw),
        }
    }
}

/// A signed number, its greatest byte first.
fn big_endian(raw: &[u8]) -> i128 {
    let sign = if raw.first().is_some_and(|byte| *byte >= 0x80) { -1 } else { 0 };
    raw.iter().fold(sign, |value, byte| value << 8 | i128::from(*byte))
}

/// «1.00» is «1»: zeros at the end of a fraction say nothing.
fn decimal(value: i128, scale: u32) -> String {
    let Some(unit) = 10_i128.checked_pow(scale).filter(|unit| *unit > 1) else { return value.to_string() };
    let (whole, rest) = (value / unit, (value % unit).unsigned_abs());
    if rest == 0 {
        return whole.to_string();
    }
    let sign = if value < 0 && whole == 0 { "-" } else { "" };
    let places = format!("{rest:0width$}", width = scale as usize);
    format!("{sign}{whole}.{}", places.trim_end_matches('0'))
}

/// A number of half precision: one bit of sign, five of the power, ten of the fraction.
fn half(bits: u16) -> Bytes {
    let (power, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    let size = match power {
        0x1F => return if fraction == 0.0 { number(f64::INFINITY) } else { number(f64::NAN) },
        0 => fraction * (-24_f64).exp2(),
        _ => (1024.0 + fraction) * f64::from(power - 25).exp2(),
    };
    number(if bits >> 15 == 1 { -size } else { size })
}

/// The usual five groups of a UUID.
fn identifier(raw: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in raw.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_values_read_as_a_person_writes_them() {
        let check = |spelling: Spelling, raw: &[u8], text: &str| {
            assert_eq!(spelling.bytes(raw), text.as_bytes(), "{spelling:?} {raw:?}");
        };
        check(Spelling::Decimal(2), &[0, 100], "1");
        check(Spelling::Decimal(2), &[0, 150], "1.5");
        check(Spelling::Decimal(2), &[0xFF, 0xFB], "-0.05");
        check(Spelling::Decimal(0), &[0; 16], "0");
        check(Spelling::Decimal(38), &[0x7F; 16], "1.69473963133173273960190490760135540607");
        check(Spelling::Half, &[0x00, 0x3C], "1");
        check(Spelling::Half, &[0x00, 0x00], "0");
        check(Spelling::Half, &[0x00, 0x38], "0.5");
        check(Spelling::Half, &[0x01, 0x7C], "");
        check(Spelling::Plain, "нет".as_bytes(), "нет");
        check(Spelling::Identifier, &[0xAB; 16], "abababab-abab-abab-abab-abababababab");
        assert_eq!(Spelling::Decimal(1).whole(10), "1");
        assert_eq!(Spelling::Plain.whole(-7), "-7");
    }
}
