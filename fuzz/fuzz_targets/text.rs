//! Plain text in any code page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::read("a.txt", bytes);
});
