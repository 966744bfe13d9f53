//! A client that asks for pages as a stranger does: one connection a request, the whole answer read.

use anyhow::{Context, Result};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Who asks, and whom.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The server.
    pub(crate) address: SocketAddr,
    /// The cookie of a person who signed in.
    pub(crate) cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    /// The status code.
    pub(crate) status: u16,
    /// The whole answer, as it came.
    pub(crate) text: String,
}

/// Asks for one page.
pub(crate) fn get(visitor: &Visitor, path: &str) -> Result<Page> {
    ask(visitor, "GET", path)
}

/// Presses a button of a form without fields.
pub(crate) fn post(visitor: &Visitor, path: &str) -> Result<Page> {
    ask(visitor, "POST", path)
}

fn ask(visitor: &Visitor, method: &str, path: &str) -> Result<Page> {
    let address = visitor.address;
    let cookie = visitor.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\n{cookie}Content-Length: 0\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::with_capacity(64 * 1024);
    stream.read_to_end(&mut answer)?;
    let status = answer.get(9..12).context("a short answer")?;
    let status = std::str::from_utf8(status)?.parse()?;
    Ok(Page { status, text: String::from_utf8_lossy(&answer).into_owned() })
}

/// Many clients for a while; each asks, then waits until its next turn. Times are sorted; refusals are errors.
pub(crate) fn load(
    visitor: &Visitor,
    path: &str,
    n_clients: usize,
    pause: Option<Duration>,
    seconds: u64,
) -> Result<Vec<Duration>> {
    let last = Instant::now() + Duration::from_secs(seconds);
    let one = |number: usize| -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        if let Some(pause) = pause {
            std::thread::sleep(pause * u32::try_from(number)? / u32::try_from(n_clients)?);
        }
        while Instant::now() < last {
            let began = Instant::now();
            let page = get(visitor, path)?;
            anyhow::ensure!(page.status == 200, "{path} answered {}", page.status);
            times.push(began.elapsed());
            if let Some(pause) = pause {
                std::thread::sleep(pause.saturating_sub(began.elapsed()));
            }
        }
        Ok(times)
    };
    let mut times = std::thread::scope(|scope| -> Result<Vec<Duration>> {
        let clients: Vec<_> = (0..n_clients).map(|number| scope.spawn(move || one(number))).collect();
        let mut times = Vec::new();
        for client in clients {
            times.extend(client.join().map_err(|_| anyhow::anyhow!("a client broke"))??);
        }
        Ok(times)
    })?;
    times.sort();
    Ok(times)
}
