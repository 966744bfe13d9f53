//! One PostgreSQL for all tests of a process, and an empty data base in it for each.
//!
//! A shell holds the server and waits for its input to end: when the test's process is gone, even killed, the server is
//! stopped and its folder removed. It refuses to listen on the network.

use anyhow::{Context, bail};
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// `$1` is the folder of PostgreSQL's programs. The default collation is Russian on purpose: order must not follow it.
const SCRIPT: &str = r#"
set -e
dir=$(mktemp -d "${TMPDIR:-/tmp}/otklik-pg.XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
"$1/initdb" -D "$dir/base" -U otklik -A trust -E UTF8 --no-sync --locale-provider=icu --icu-locale=ru >/dev/null 2>&1 ||
  { rm -rf "$dir/base"; "$1/initdb" -D "$dir/base" -U otklik -A trust -E UTF8 --no-sync --locale=C >/dev/null; }
programs=$1
start() {
  "$programs/postgres" -D "$dir/base" -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c shared_buffers=32MB -c max_connections=200 >>"$dir/log" 2>&1 </dev/null &
  server=$!
  for try in $(seq 300); do
    "$programs/pg_isready" -q -h "$dir" && return
    kill -0 "$server" 2>/dev/null || { tail -n 3 "$dir/log" >&2; exit 1; }
    sleep 0.1
  done
}
stop() {
  [ -n "$server" ] || return 0
  kill -INT "$server"
  wait "$server" || true
  server=
}
start
echo "$dir"
while read -r word; do
  "$word"
  echo "$word"
done
stop
"#;

/// A server that was given or started.
struct Cluster {
    /// URL with `{}` in the place of the data base's name.
    url: String,
    programs: PathBuf,
    /// Ends with this process.
    server: Option<Server>,
}

/// A server of one test's own, by the shell that holds it.
pub struct Server {
    shell: Child,
    said: BufReader<ChildStdout>,
}

impl Server {
    /// Stops it as an administrator does: every connection is cut.
    ///
    /// # Panics
    /// When it does not stop.
    pub fn stop(&mut self) {
        self.tell("stop");
    }

    /// Starts it again and waits until it answers.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(&mut self) {
        self.tell("start");
    }

    fn tell(&mut self, word: &str) {
        let ears = self.shell.stdin.as_mut().expect("the shell listens");
        writeln!(ears, "{word}").expect("the shell is told");
        let mut said = String::new();
        self.said.read_line(&mut said).expect("the shell answers");
        assert_eq!(said.trim(), word, "PostgreSQL does not {word}");
    }
}

/// A server of one test's own and the URL of a new and empty data base on it.
pub(super) fn own_server() -> anyhow::Result<(String, Server)> {
    let mut cluster = start()?;
    let url = cluster.new_database("otklik_test_own")?;
    Ok((url, cluster.server.take().context("no server was started")?))
}

/// The URL of a new and empty data base.
pub(super) fn new_database() -> anyhow::Result<String> {
    static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let cluster = CLUSTER.get_or_init(|| cluster().map_err(|why| format!("{why:#}")));
    let cluster = cluster.as_ref().map_err(|why| anyhow::anyhow!(why.clone()))?;
    cluster.new_database(&format!("otklik_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
}

impl Cluster {
    fn new_database(&self, name: &str) -> anyhow::Result<String> {
        let made = Command::new(self.programs.join("psql"))
            .args(["-q", "-d", &self.url.replace("{}", "postgres"), "-c", &format!("create database {name}")])
            .output()
            .context("psql does not start")?;
        if !made.status.success() {
            bail!("no data base was made: {}", String::from_utf8_lossy(&made.stderr).trim());
        }
        Ok(self.url.replace("{}", name))
    }
}

fn cluster() -> anyhow::Result<Cluster> {
    if let Ok(url) = std::env::var("OTKLIK_TEST_POSTGRES_URL") {
        return Ok(Cluster { url: with_name(&url, "{}"), programs: programs("psql")?, server: None });
    }
    start()
}

/// The URL with another data base's name.
fn with_name(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, None), |(a, o)| (a, Some(o)));
    let begins = address.find("://").map_or(0, |at| at + 3);
    let server = address[begins..].find('/').map_or(address, |at| &address[..begins + at]);
    format!("{server}/{name}{}", options.map(|o| format!("?{o}")).unwrap_or_default())
}

fn start() -> anyhow::Result<Cluster> {
    let programs = programs("initdb")?;
    let mut command = unprivileged();
    command.args(["-c", SCRIPT, "sh"]).arg(&programs);
    let mut shell = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("no shell")?;
    let mut folder = String::new();
    let mut said = BufReader::new(shell.stdout.take().context("no output")?);
    said.read_line(&mut folder)?;
    if folder.trim().is_empty() {
        bail!("PostgreSQL does not start ({})", programs.display());
    }
    let socket = folder.trim().replace('/', "%2F");
    Ok(Cluster { url: format!("postgres://otklik@{socket}/{{}}"), programs, server: Some(Server { shell, said }) })
}

/// A shell of a user who may run PostgreSQL: it refuses root.
fn unprivileged() -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.starts_with(b"0\n"));
    if !is_root {
        return Command::new("sh");
    }
    let has_postgres = Command::new("id").args(["-u", "postgres"]).output().is_ok_and(|said| said.status.success());
    let mut command = Command::new("runuser");
    command.args(["-u", if has_postgres { "postgres" } else { "nobody" }, "--", "sh"]);
    command
}

/// The folder that holds a program of PostgreSQL: Debian's newest, else one of `PATH`.
fn programs(name: &str) -> anyhow::Result<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    debian.sort_by_key(|bin| bin.parent().and_then(Path::file_name).and_then(|v| v.to_str()?.parse::<u32>().ok()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = debian.into_iter().rev().chain(std::env::split_paths(&path)).find(|bin| bin.join(name).exists());
    found.with_context(|| format!("{name} is not installed"))
}
