//! A phrase of the term column.
#![no_main]

libfuzzer_sys::fuzz_target!(|phrase: &str| {
    let context = otklik_domain::deadline::Context { year: Some(2026), period: None };
    let _ = otklik_domain::deadline::read(phrase, context);
});
