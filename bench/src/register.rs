//! Pages of a register of ten thousand measures: fifty people at one page a second each, then flat out.

use crate::client::{get, load};
use crate::figure::{ms, percentile};
use crate::program::Server;
use anyhow::{Context, Result, ensure};
use otklik_testkit::builders;
use std::path::Path;
use std::time::Duration;

const PAGE: &str = "/cabinet/register";

/// The ninety-ninth percentile of a page for fifty people, and pages a second flat out.
pub(crate) fn bench() -> Result<String> {
    let folder = tempfile::tempdir()?;
    keep_measures(folder.path())?;
    let server = Server::start(folder.path(), &["--no-examples"])?;
    server.wait()?;
    let person = server.signed_in()?;
    let first = get(&person, PAGE)?;
    ensure!(first.status == 200 && first.text.contains("/cabinet/measures/"), "the register shows measures");
    let paced = load(&person, PAGE, 50, Some(Duration::from_secs(1)), 20)?;
    let seconds = 10;
    let flat = load(&person, PAGE, 16, None, seconds)?;
    let a_second = u64::try_from(flat.len())? / seconds;
    Ok(format!(
        "register of 10 000: p50 {}, p99 {} at 50 pages/s (bar 50 ms), {a_second} pages/s flat out (bar 400)",
        ms(percentile(&paced, 50)),
        ms(percentile(&paced, 99))
    ))
}

fn keep_measures(folder: &Path) -> Result<()> {
    let url = format!("sqlite://{}", folder.join("otklik.db").display());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = otklik_store::open(&url).await.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
        let today = "2026-11-22".parse().context("a day")?;
        builders::keep_register(&*store, 50, 200, today).await.map_err(|fault| anyhow::anyhow!("{fault:?}"))
    })
}
