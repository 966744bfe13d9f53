//! Plan JSON from other programs.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = otklik_papers::plan_json::from_json(text);
});
