//! A workbook of answers: any container of an office.
#![no_main]

use otklik_papers::answers::table::{rows_of, sheets};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for sheet in sheets(bytes).unwrap_or_default() {
        rows_of(sheet).for_each(drop);
    }
});
