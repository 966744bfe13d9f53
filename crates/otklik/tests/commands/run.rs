//! Runs the program in a folder of a test's own.
//!
//! In come arguments; out go the exit code and both outputs. It refuses to judge.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A plan as an office writes it, with a measure that lacks its term and its executor.
pub(super) const PLAN: &str = r#"<html><head><meta charset="utf-8"></head><body>
<h1>ПЛАН по устранению недостатков, выявленных в ходе независимой оценки качества,
МБУК «Луговской дом культуры» на 2024 год</h1>
<table><tr><th>№</th><th>Недостатки</th><th>Наименование мероприятия</th><th>Плановый срок реализации</th>
<th>Ответственный исполнитель</th></tr>
<tr><td>1.1</td><td>Нет навигации</td><td>Установить вывески в фойе</td><td>до 15 марта</td>
<td>Линькова И.И., заместитель директора</td></tr>
<tr><td>2.1</td><td>Нет воды</td><td>Поставить кулер</td><td></td><td></td></tr></table></body></html>"#;

/// A paper of which a careful reviewer would say nothing.
pub(super) const SOUND: &str = "socialnyy-centr-plan.txt";

/// What a run said.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl Said {
    /// Done, with this exit code and nothing else said than lines of the program itself.
    #[track_caller]
    pub(super) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.err.lines().all(|line| line.starts_with("otklik: ")), "{self:?}");
        self
    }

    /// Refused: exit 2, nothing on standard output, one Russian line with these words.
    #[track_caller]
    pub(super) fn refused(&self, words: &str) {
        assert_eq!((self.code, self.out.as_str(), self.err.lines().count()), (Some(2), "", 1), "{self:?}");
        assert!(self.err.starts_with("otklik: ") && self.err.contains(words), "«{words}»: {self:?}");
        assert!(self.err.chars().any(|c| ('а'..='я').contains(&c)), "{self:?}");
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {self:?}"))
    }
}

/// A folder of a test's own with the plan in it.
pub(super) struct Desk {
    pub(super) folder: TempDir,
}

impl Desk {
    pub(super) fn new() -> Self {
        let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
        desk.put("план.html", PLAN.as_bytes());
        desk
    }

    pub(super) fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("written");
    }

    /// Puts an example document of the project on the desk.
    pub(super) fn put_example(&self, name: &str) {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let examples = std::env::var_os("OTKLIK_EXAMPLES").map_or(beside, PathBuf::from);
        self.put(name, &std::fs::read(examples.join(name)).expect("the project's example is there"));
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, to be started here with nothing of the outside but its path.
    pub(super) fn program(&self, args: &[&str]) -> Command {
        let mut command = Command::new(super::super::hostile::program());
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("OTKLIK_DATA").env_remove("OTKLIK_DATABASE").env_remove("OTKLIK_METRICS");
        command.env("OTKLIK_LOG", "off");
        command
    }

    /// A run with these bytes on its standard input.
    pub(super) fn run_with(&self, args: &[&str], input: &[u8]) -> Said {
        let mut program = self.program(args);
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        let input = input.to_vec();
        let writing = std::thread::spawn(move || std::io::Write::write_all(&mut pipe, &input));
        let done = child.wait_with_output().expect("the program ends");
        let _ = writing.join();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Said { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }

    pub(super) fn run(&self, args: &[&str]) -> Said {
        let done = self.program(args).output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Said { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }
}
