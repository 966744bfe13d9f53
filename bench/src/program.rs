//! The built program, and a running server of it that ends with its owner.

use crate::client::{self, Visitor};
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The release program, built beside this one.
pub(crate) fn program() -> Result<PathBuf> {
    let file = std::env::current_exe()?.with_file_name("otklik");
    if !file.is_file() {
        bail!("{} is not built: cargo build --release", file.display());
    }
    Ok(file)
}

/// A server on a free port with a data folder; dropping it ends it.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
    lines: Receiver<String>,
}

impl Server {
    /// Starts the program; it need not answer yet.
    pub(crate) fn start(folder: &Path, args: &[&str]) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut child = Command::new(program()?)
            .arg("--data")
            .arg(folder)
            .args(["serve", "--listen", &address.to_string()])
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let said = child.stderr.take().context("the server speaks")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(said).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Ok(Server { child, address, lines })
    }

    /// Waits for the first page.
    pub(crate) fn wait(&self) -> Result<()> {
        let last = Instant::now() + Duration::from_secs(120);
        while Instant::now() < last {
            if client::get(&self.visitor(), "/").is_ok_and(|page| page.status == 200) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        bail!("the server gave no page; it said: {}", self.said())
    }

    /// A visitor who did not sign in.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor { address: self.address, cookie: None }
    }

    /// A visitor who came by the one-time link that the program printed.
    pub(crate) fn signed_in(&self) -> Result<Visitor> {
        let root = format!("http://{}/", self.address);
        let link = loop {
            let line = self.lines.recv_timeout(Duration::from_secs(10)).context("the program prints a link")?;
            if let Some((_, link)) = line.split_once(&root)
                && !link.is_empty()
            {
                break format!("/{}", link.trim());
            }
        };
        let entered = client::post(&self.visitor(), &link)?;
        ensure!(entered.status == 303, "{link} answered {}", entered.status);
        let cookie = entered.text.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("a cookie")?;
        let cookie = cookie.split(';').next().context("a cookie")?.to_owned();
        Ok(Visitor { address: self.address, cookie: Some(cookie) })
    }

    /// What it said and nobody has read yet.
    pub(crate) fn said(&self) -> String {
        self.lines.try_iter().collect::<Vec<_>>().join("\n")
    }

    /// Resident memory with that of its children, in bytes.
    pub(crate) fn resident_bytes(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("VmRSS")?;
        let kilobytes: u64 = line.split_whitespace().nth(1).context("VmRSS")?.parse()?;
        Ok(kilobytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
