//! Writes `examples/`, or says what differs from it: `cargo xtask examples --write`.

#![expect(clippy::print_stdout, reason = "a command of the developers")]

use otklik_testkit::specimens;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let is_writing = std::env::args().any(|arg| arg == "--write");
    for (name, bytes) in specimens::all()? {
        let file = folder.join(name);
        if is_writing {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(&file, &bytes)?;
            println!("{name}: {} bytes", bytes.len());
        } else if std::fs::read(&file).unwrap_or_default() != bytes {
            anyhow::bail!("examples/{name} is not what its generator writes: cargo xtask examples --write");
        }
    }
    Ok(())
}
