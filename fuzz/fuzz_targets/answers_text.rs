//! A text of answers or findings, row by row.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::rows(bytes);
});
