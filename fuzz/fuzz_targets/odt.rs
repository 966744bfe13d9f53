//! The content of an .odt.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    otklik_fuzz::read_archive(
        "a.odt",
        &[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", bytes)],
    );
});
