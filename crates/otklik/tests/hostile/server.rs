//! A running program and a person at its import page, spoken to in plain HTTP.
//!
//! In come files; out come statuses and addresses of drafts. It refuses to know what is in the files.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: String,
}

impl Answer {
    /// A header by its name in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|line| line.split_once(": ")).find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

/// The program with a folder of its own, and the person who is signed in.
pub(super) struct Server {
    program: Child,
    /// Kept open: a program whose words nobody hears must not fall over them.
    _words: BufReader<ChildStderr>,
    address: String,
    cookie: String,
    token: String,
}

impl Server {
    /// Starts the program on a free port and goes in by the printed link.
    pub(super) fn start(folder: &Path) -> Self {
        let mut program = Command::new(super::run::program())
            .args(["--data", "data", "serve", "--no-examples", "--listen", "127.0.0.1:0"])
            .current_dir(folder)
            .env("OTKLIK_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut words = BufReader::new(program.stderr.take().expect("piped"));
        let link = loop {
            let mut line = String::new();
            assert!(words.read_line(&mut line).expect("words") > 0, "the program ended at its start");
            if let Some((_, link)) = line.trim().split_once("http://").filter(|(_, link)| link.contains("/enter/")) {
                break link.to_owned();
            }
        };
        let (address, path) = link.split_once('/').expect("an address");
        let mut server =
            Server { program, _words: words, address: address.into(), cookie: String::new(), token: String::new() };
        let entered = server.ask(&format!("POST /{path}"), "", b"");
        let cookie = entered.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        server.cookie = cookie.expect("the door opens").to_owned();
        let page = server.ask("GET /cabinet/import", "", b"").body;
        let token = page.split_once("name=\"token\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
        server.token = token.expect("the form has its token").0.to_owned();
        server
    }

    /// Asks; a broken connection is an answer of its own, with the status 0.
    pub(super) fn ask(&self, what: &str, kind: &str, body: &[u8]) -> Answer {
        let head = format!(
            "{what} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.address,
            self.cookie,
            body.len()
        );
        let mut said = Vec::new();
        if let Ok(mut stream) = TcpStream::connect(&self.address) {
            // A refusal may come before the whole file is sent.
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
            let _ = stream.read_to_end(&mut said);
        }
        let said = String::from_utf8_lossy(&said);
        let (head, body) = said.split_once("\r\n\r\n").unwrap_or_default();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Sends a file through the import page.
    pub(super) fn upload(&self, file: &str, bytes: &[u8]) -> Answer {
        let edge = "stranger-file-edge-7f3a";
        let head = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\nContent-Type: application/octet-stream\r\n\r\n",
            self.token,
            file.replace('"', "%22")
        );
        let body = [head.as_bytes(), bytes, format!("\r\n--{edge}--\r\n").as_bytes()].concat();
        self.ask("POST /cabinet/import", &format!("multipart/form-data; boundary={edge}"), &body)
    }

    /// Addresses of all drafts that wait, from every page of the list.
    pub(super) fn drafts(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut next = Some("/cabinet/import".to_owned());
        while let Some(path) = next {
            let page = self.ask(&format!("GET {path}"), "", b"").body;
            let links = || page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(links().filter(|link| link.starts_with("/cabinet/drafts/")).map(str::to_owned));
            next = links().find(|link| link.starts_with("/cabinet/import?after=")).map(str::to_owned);
        }
        found
    }

    /// The largest memory the program itself has had, in bytes.
    pub(super) fn resident_bytes_max(&self) -> Option<u64> {
        let about = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).ok()?;
        let line = about.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
    }

    /// Whether it still runs.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.program.try_wait(), Ok(None))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
