//! Medians of repeated measurements, and how they are printed.

use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The median of `n` runs of `work`, after one that is not counted.
pub(crate) fn median_of(n: usize, mut work: impl FnMut() -> Result<()>) -> Result<Duration> {
    work()?;
    let mut times = Vec::with_capacity(n);
    for _ in 0..n {
        let began = Instant::now();
        work()?;
        times.push(began.elapsed());
    }
    times.sort();
    times.get(times.len() / 2).copied().context("at least one run")
}

/// Runs a program to its end, its output thrown away.
pub(crate) fn whole_process(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("starting {}: cargo xtask install --bench", command.get_program().display()))?;
    if !status.success() {
        bail!("{} ended with {status}", command.get_program().display());
    }
    Ok(())
}

/// «3.1 ms».
pub(crate) fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// «133x»: how many times longer `theirs` is than `ours`.
pub(crate) fn times(theirs: Duration, ours: Duration) -> String {
    format!("{:.0}x", theirs.as_secs_f64() / ours.as_secs_f64().max(1e-9))
}

/// The value below which so many per cent of the sorted times lie.
pub(crate) fn percentile(sorted: &[Duration], per_cent: usize) -> Duration {
    let at = (sorted.len() * per_cent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}
