//! `serve`: prints its one-time link, answers, refuses a taken address, stops cleanly.

use super::run::Desk;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

/// A started portal.
struct Portal {
    child: Child,
    lines: BufReader<ChildStderr>,
    /// Everything it said until its link, and the link.
    said: String,
    address: String,
    link: String,
}

impl Portal {
    fn start(desk: &Desk, args: &[&str]) -> Self {
        let args = [args, &["--listen", "127.0.0.1:0"]].concat();
        let mut child = desk.program(&args).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("piped"));
        let mut said = String::new();
        while !said.contains("/enter/") {
            assert!(lines.read_line(&mut said).expect("UTF-8") > 0, "it ended before it opened: {said}");
        }
        let url = said.split_whitespace().find(|word| word.contains("/enter/")).expect("a link");
        let (address, link) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("a URL");
        let (address, link) = (address.to_owned(), format!("/{link}"));
        Portal { child, lines, said, address, link }
    }

    fn get(&self, path: &str) -> String {
        self.ask(path, "")
    }

    /// Asks with more lines in the head, each with its end.
    fn ask(&self, path: &str, more: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n{more}Connection: close\r\n\r\n", self.address)
            .expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("UTF-8");
        answer
    }

    /// Asks it to stop and waits: its exit code and its last words.
    fn stop(mut self) -> (Option<i32>, String) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(told.success());
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).expect("UTF-8");
        (self.child.wait().expect("it ends").code(), rest)
    }
}

#[test]
fn a_portal_opens_answers_and_stops_cleanly() {
    let desk = Desk::new();
    let portal = Portal::start(&desk, &["serve", "--no-examples"]);
    assert!(portal.said.contains(&format!("портал открыт: http://{}", portal.address)), "{}", portal.said);
    let first = portal.get("/");
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("<html lang=\"ru\""), "{first}");
    assert!(portal.get(&portal.link).starts_with("HTTP/1.1 200"), "the link shows a button to press");
    assert!(portal.get("/cabinet").starts_with("HTTP/1.1 "), "the cabinet answers");
    assert!(portal.get("/nothing-here").starts_with("HTTP/1.1 404"));
    assert_eq!(portal.stop(), (Some(0), "otklik: остановлено; всё сохранено\n".to_owned()));
    desk.run(&["verify"]).ended(0);
}

#[test]
fn figures_of_the_program_are_for_this_machine_unless_it_is_told_otherwise() {
    let desk = Desk::new();
    for (args, code) in [(&["serve", "--no-examples"][..], 404), (&["serve", "--no-examples", "--metrics"], 200)] {
        let portal = Portal::start(&desk, args);
        assert!(portal.get("/metrics").starts_with("HTTP/1.1 200"), "{args:?}");
        let from_elsewhere = portal.ask("/metrics", "X-Forwarded-For: 192.0.2.1\r\n");
        assert!(from_elsewhere.starts_with(&format!("HTTP/1.1 {code}")), "{args:?}: {from_elsewhere}");
        assert_eq!(portal.stop().0, Some(0));
    }
}

#[test]
fn a_taken_address_is_refused_before_anything_is_made() {
    let desk = Desk::new();
    let portal = Portal::start(&desk, &["serve", "--no-examples"]);
    let second = desk.run(&["serve", "--listen", &portal.address, "--data", "другая"]);
    second.refused("не открывается");
    assert!(second.err.contains(&portal.address) && second.err.contains("--listen"), "{second:?}");
    assert!(!desk.path("другая").exists());
    assert_eq!(portal.stop().0, Some(0));
}

#[test]
fn an_empty_folder_gets_the_examples_once_and_says_so() {
    let desk = Desk::new();
    let portal = Portal::start(&desk, &["serve"]);
    assert!(
        portal.said.contains("загружаю примеры") && portal.said.contains("загружено примеров: 8"),
        "{}",
        portal.said
    );
    let first = portal.get("/");
    assert!(first.contains("Среднеольшанская") && first.contains("пример"), "{first}");
    assert_eq!(portal.stop().0, Some(0));
    let again = Portal::start(&desk, &["serve"]);
    assert!(!again.said.contains("примеры"), "{}", again.said);
    assert_eq!(again.stop().0, Some(0));
    desk.run(&["verify"]).ended(0);
}
