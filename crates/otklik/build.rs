//! How the program is linked.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Every command starts at least one process. Of a program that may lie anywhere in memory the loader mends 142 000
    // addresses at every start, two thirds of the time `otklik read` takes; docs/decisions/0010 weighs it.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
