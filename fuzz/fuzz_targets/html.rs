//! A web page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::read("a.html", &[b"<!DOCTYPE html><html><body>", bytes].concat());
});
