//! The committed examples are what their generator writes.

use otklik_testkit::specimens;
use std::path::Path;

#[test]
fn committed_examples_are_what_the_generator_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for (name, bytes) in specimens::all().expect("specimens") {
        let committed = std::fs::read(folder.join(name)).unwrap_or_default();
        assert!(committed == bytes, "examples/{name}: cargo xtask examples --write");
    }
}
