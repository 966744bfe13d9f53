//! A kept mapping of columns.
#![no_main]

use otklik_papers::answers::mapping::Mapping;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(mapping) = Mapping::from_toml(text, otklik_fuzz::culture()) {
        let _ = mapping.to_toml();
        let headings: Vec<String> = text.split(['"', '\n']).take(50).map(str::to_owned).collect();
        let _ = mapping.applied(&headings, otklik_fuzz::culture());
    }
});
