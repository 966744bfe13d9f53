//! Strangers' files are hostile: bombs and oddities of every format, made here, against the built program.
//!
//! Each is read or refused as its table says, in one Russian sentence, within two seconds of processor and 256 MB, and
//! nothing leaves the machine or stays on the disk. `OTKLIK_BIN` names another build of the program to try.

mod archives;
mod books;
mod case;
mod compound;
mod markup;
mod pdfs;
mod plain;
mod run;
mod server;
mod sound;
mod zips;

use case::{Case, Fate};
pub(super) use run::program;
use server::Server;
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Time on processors: the child's two seconds and what the program itself needs to start it and to print.
const CPU_MAX: Duration = Duration::from_millis(2_300);
const RESIDENT_BYTES_MAX: u64 = 256 << 20;
const OUTPUT_BYTES_MAX: usize = 64 << 20;

/// A new process begins its count of memory with ours, so that nothing else here may hold large files meanwhile.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn all(port: u16) -> Vec<Case> {
    let rooms =
        [archives::cases(), markup::cases(port), books::cases(), compound::cases(), pdfs::cases(), plain::cases()];
    rooms.into_iter().flatten().collect()
}

#[test]
fn every_hostile_file_is_read_or_refused_within_the_limits() {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let cases = all(listener.local_addr().expect("an address").port());
    assert!(cases.len() >= 60, "only {} files", cases.len());
    let only = std::env::var("OTKLIK_HOSTILE_ONLY").unwrap_or_default();
    let chosen = cases.iter().filter(|case| case.name.contains(&only));
    let faults: Vec<String> = chosen.flat_map(faults).collect();
    assert!(listener.accept().is_err(), "somebody followed a link of a document");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Files sent at once.
const AT_ONCE: usize = 20;
/// Memory of the program itself: answers of children are bounded, and so is what is kept of them.
const SERVER_BYTES_MAX: u64 = 1 << 30;

#[test]
fn the_server_outlives_every_hostile_file_one_by_one_and_twenty_at_once() {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let cases = all(listener.local_addr().expect("an address").port());
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path());
    let mut faults = Vec::new();
    let mut kept = BTreeSet::new();
    for case in &cases {
        judge(case.name, &server.upload(case.file, &(case.bytes)()), &mut kept, &mut faults);
    }
    let heavy: Vec<(&str, &str, Vec<u8>)> =
        cases.iter().step_by(cases.len() / AT_ONCE).map(|case| (case.name, case.file, (case.bytes)())).collect();
    let answers: Vec<(&str, server::Answer)> = std::thread::scope(|scope| {
        let server = &server;
        let sent: Vec<_> =
            heavy.iter().map(|(name, file, bytes)| (*name, scope.spawn(move || server.upload(file, bytes)))).collect();
        sent.into_iter().map(|(name, thread)| (name, thread.join().expect("an answer"))).collect()
    });
    for (name, answer) in &answers {
        judge(name, answer, &mut kept, &mut faults);
    }
    assert!(server.is_alive(), "the server died");
    assert_eq!(server.ask("GET /healthz", "", b"").status, 200);
    assert!(kept.len() > 30, "only {} drafts were kept", kept.len());
    assert_eq!(server.drafts(), kept, "drafts that nobody was told of, or the other way round");
    let most = server.resident_bytes_max().unwrap_or(0);
    assert!(most <= SERVER_BYTES_MAX, "{} MB resident in the server", most >> 20);
    assert!(listener.accept().is_err(), "somebody followed a link of a document");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    drop(server);
    let verified = std::process::Command::new(run::program())
        .args(["--data", "data", "verify"])
        .current_dir(folder.path())
        .output();
    let verified = verified.expect("the program starts");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

/// Taken with a draft, or refused on the same page with a sentence.
fn judge(name: &str, answer: &server::Answer, kept: &mut BTreeSet<String>, faults: &mut Vec<String>) {
    match (answer.status, answer.header("location")) {
        (303, Some(draft)) if draft.starts_with("/cabinet/drafts/") => drop(kept.insert(draft.to_owned())),
        (422, _) if answer.body.contains("govuk-error-summary") => {}
        (413, _) => {}
        (status, place) => faults.push(format!("«{name}»: {status} {place:?}")),
    }
}

/// What is wrong with the way a file was taken; a line each.
#[expect(clippy::print_stderr, reason = "whoever tries one file wants to see what came of it")]
fn faults(case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(case.file.replace('/', "∕"));
    std::fs::write(&file, (case.bytes)()).expect("a file");
    let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
    let outcome = run::read(folder.path(), name);
    let left = std::fs::read_dir(folder.path()).expect("the folder").count();
    let mut faults = said(case, &outcome);
    let mut check = |is_right: bool, words: String| {
        if !is_right {
            faults.push(words);
        }
    };
    check(outcome.cpu <= CPU_MAX, format!("{:?} of processor", outcome.cpu));
    check(outcome.resident_bytes <= RESIDENT_BYTES_MAX, format!("{} MB resident", outcome.resident_bytes >> 20));
    check(outcome.out.len() <= OUTPUT_BYTES_MAX, format!("{} bytes of output", outcome.out.len()));
    check(left == 1, format!("{left} files where one was"));
    if std::env::var_os("OTKLIK_HOSTILE_ONLY").is_some() {
        let first: String = outcome.out.chars().take(300).collect();
        eprintln!(
            "{}: {:?} {:?} {} MB\n  {}  {first}",
            case.name,
            outcome.code,
            outcome.cpu,
            outcome.resident_bytes >> 20,
            outcome.err
        );
    }
    faults.into_iter().map(|fault| format!("«{}»: {fault}", case.name)).collect()
}

fn said(case: &Case, outcome: &run::Outcome) -> Vec<String> {
    let is_read = outcome.code == Some(0);
    let wrong = |why: &str| vec![format!("{why}: {:?}, {}", outcome.code, outcome.err.trim())];
    match case.fate {
        Fate::Read(_) if !is_read => wrong("must be read"),
        Fate::Refused(_) if is_read => wrong("must be refused"),
        Fate::Read(words) if !outcome.out.contains(words) => wrong(&format!("does not say «{words}»")),
        Fate::Refused(words) if !outcome.err.contains(words) => wrong(&format!("does not say «{words}»")),
        _ if is_read => told_as_json(outcome),
        _ => told_in_a_sentence(outcome),
    }
}

fn told_as_json(outcome: &run::Outcome) -> Vec<String> {
    let is_json = serde_json::from_str::<serde_json::Value>(&outcome.out).is_ok_and(|told| told.is_object());
    if is_json { Vec::new() } else { vec!["the answer is not JSON".into()] }
}

/// One line, in Russian, of a length that is read; no words of a parser, no panic.
fn told_in_a_sentence(outcome: &run::Outcome) -> Vec<String> {
    let line = outcome.err.trim();
    let words = line.rsplit_once(": ").map_or(line, |_| line.split_once(": ").map_or(line, |(_, words)| words));
    let foreign = ["panic", "error", "Error", "thread", "invalid", "unexpected", "backtrace", "otklik_", "WARN"];
    let checks = [
        (outcome.code == Some(2), "the exit code is not 2"),
        (outcome.out.is_empty(), "something was printed"),
        (line.lines().count() == 1, "not one line"),
        (line.chars().count() < 400, "too long a sentence"),
        (words.chars().any(|letter| ('а'..='я').contains(&letter)), "not in Russian"),
        (!foreign.iter().any(|word| words.contains(word)), "words of a parser"),
    ];
    checks
        .iter()
        .filter(|(is_right, _)| !is_right)
        .map(|(_, why)| format!("{why}: {:?} {line}", outcome.code))
        .collect()
}
