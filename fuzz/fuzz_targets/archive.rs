//! Any archive, as it comes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::read("a.docx", &[b"PK\x03\x04", bytes].concat());
});
