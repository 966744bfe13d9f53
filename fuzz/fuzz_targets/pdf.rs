//! A PDF, as it comes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::read("a.pdf", &[b"%PDF-1.4\n", bytes].concat());
});
