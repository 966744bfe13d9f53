//! Runs the program on one file and measures the whole of it: the program and the child that reads.
//!
//! In comes a command; out go its words, its exit code, and what it cost. It refuses to judge.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use wait4::Wait4;

/// What came of a run.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
    /// Time on processors, of the program and its child together.
    pub(super) cpu: Duration,
    /// The largest resident memory of either.
    pub(super) resident_bytes: u64,
}

/// The program under test.
pub(in super::super) fn program() -> PathBuf {
    let built = option_env!("CARGO_BIN_EXE_otklik").unwrap_or("otklik");
    std::env::var_os("OTKLIK_BIN").map_or_else(|| built.into(), Into::into)
}

/// Runs `otklik read FILE --json` in a folder of its own.
pub(super) fn read(folder: &Path, file: &str) -> Outcome {
    forget_our_own_peak();
    let mut child = Command::new(program())
        .args(["read", "--json", "--", file])
        .current_dir(folder)
        .env("TMPDIR", folder)
        .env_remove("RUST_LOG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let (mut stdout, mut stderr) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let words = std::thread::spawn(move || {
        let mut err = String::new();
        stderr.read_to_string(&mut err).map(|_| err)
    });
    let mut out = String::new();
    stdout.read_to_string(&mut out).expect("UTF-8 on standard output");
    let err = words.join().expect("no panic").expect("UTF-8 on standard error");
    let used = child.wait4().expect("the program ends");
    let cpu = used.rusage.utime + used.rusage.stime;
    Outcome { code: used.status.code(), out, err, cpu, resident_bytes: used.rusage.maxrss }
}

/// A new process begins its count of memory with the peak of the one that started it: ours must be small.
fn forget_our_own_peak() {
    // Where the kernel has no such file the measure is only stricter.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
