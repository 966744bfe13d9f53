//! Rich text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::read("a.rtf", &[b"{\\rtf1\\ansi\\ansicpg1251 ", bytes, b"}"].concat());
});
