//! A server as a process of its own, started on a folder, killed by its id.

use super::Result;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const SIGKILL: i32 = 9;

/// A running server; it is killed when it is let go.
pub(crate) struct Started {
    child: Child,
    pub(crate) address: String,
    /// From the start of the process to its first answer.
    pub(crate) ready: Duration,
}

/// The command that serves a folder.
pub(crate) fn command(variant: &str, folder: &Path) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["serve", "--variant", variant, "--listen", "127.0.0.1:0", "--data"]).arg(folder);
    command.stdout(Stdio::piped());
    Ok(command)
}

/// Starts it; nothing when it was killed before it could answer.
pub(crate) fn start(mut command: Command) -> Result<Option<Started>> {
    let began = Instant::now();
    let mut started = Started { child: command.spawn()?, address: String::new(), ready: Duration::ZERO };
    let mut line = String::new();
    BufReader::new(started.child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    if let Some((address, code)) = line.trim().split_once(' ') {
        started.address = address.to_owned();
        match answers(address, code) {
            Ok(true) => {
                started.ready = began.elapsed();
                return Ok(Some(started));
            }
            Ok(false) => return Err("the server does not answer as it should".into()),
            // It went while it was asked.
            Err(_) => {}
        }
    }
    if started.was_killed()? { Ok(None) } else { Err("the server does not start".into()) }
}

fn answers(address: &str, code: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET /api/v1/surveys/{code} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    if answer.is_empty() {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}

impl Started {
    /// `kill -9`
    pub(crate) fn kill(&mut self) {
        // Whoever is gone already is as dead as was wanted.
        let _ = self.child.kill();
    }

    /// Waits for its end: whether it was killed, by us or by itself.
    pub(crate) fn was_killed(&mut self) -> Result<bool> {
        Ok(self.child.wait()?.signal() == Some(SIGKILL))
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.wait();
    }
}

/// Starts a server and kills it so soon that it may still be putting things in order.
pub(crate) fn kill_while_it_starts(mut command: Command, after: Duration) -> Result<()> {
    let mut child = command.spawn()?;
    let output = child.stdout.take().ok_or("no output")?;
    let (said, hears) = std::sync::mpsc::channel();
    let listener = std::thread::spawn(move || {
        let mut line = String::new();
        let _ = BufReader::new(output).read_line(&mut line);
        let _ = said.send(());
    });
    // It goes when it is ready, or earlier.
    let _ = hears.recv_timeout(after);
    child.kill()?;
    child.wait()?;
    listener.join().map_err(|_| "the listener broke")?;
    Ok(())
}
