//! A file of answers for the kernel for great files: Parquet by its first bytes, else text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::bulk(bytes);
});
