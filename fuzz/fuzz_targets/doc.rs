//! A compound file: .doc and .xls.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::read("a.doc", &[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes].concat());
});
