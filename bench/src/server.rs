//! The server at rest: how soon it gives a page, how much memory it keeps.

use crate::figure::{median_of, ms};
use crate::program::Server;
use anyhow::Result;
use std::time::Duration;

/// From starting the program with an empty data folder to its first page.
pub(crate) fn start() -> Result<String> {
    let time = median_of(7, || Server::start(tempfile::tempdir()?.path(), &["--no-examples"])?.wait())?;
    Ok(format!("start to first page {} (bar 300 ms)", ms(time)))
}

/// Memory of the server with the examples loaded, after a few pages and some quiet seconds.
pub(crate) fn memory() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let server = Server::start(folder.path(), &[])?;
    server.wait()?;
    for path in ["/", "/vid", "/healthz"] {
        crate::client::get(&server.visitor(), path)?;
    }
    std::thread::sleep(Duration::from_secs(5));
    let megabytes = server.resident_bytes()? >> 20;
    Ok(format!("memory of the idle server {megabytes} MB (bar 60 MB)"))
}
