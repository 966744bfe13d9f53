//! A throw-away PostgreSQL for the tests: its own folder, its own socket, no network, gone afterwards.
//!
//! PostgreSQL refuses to run as root; then an unprivileged user of the system owns the folder.

use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running cluster; dropping it stops it and removes its folder.
pub(crate) struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    user: Option<&'static str>,
}

/// Where `initdb`, `pg_ctl` and `postgres` are: the newest of Debian's folders, else on the path.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    folders.sort_by_key(|folder| {
        let version = folder.parent().and_then(|folder| folder.file_name()).and_then(|name| name.to_str());
        version.and_then(|version| version.parse::<u32>().ok())
    });
    folders.extend(shell::which("pg_ctl").and_then(|program| program.parent().map(Path::to_owned)));
    let is_whole = |folder: &PathBuf| ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file());
    folders.into_iter().rev().find(is_whole)
}

impl Cluster {
    /// Makes and starts a cluster.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL is not installed: cargo xtask install")?;
        let folder = std::env::temp_dir().join(format!("otklik-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let user = shell::is_root().then(unprivileged_user);
        if let Some(user) = user {
            shell::run(Command::new("chown").arg(user).arg(&folder))?;
        }
        let cluster = Cluster { folder, programs, user };
        let place = cluster.folder.join("cluster");
        shell::run_quietly(
            cluster
                .program("initdb")
                .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "-D"])
                .arg(&place),
        )?;
        let options = format!(
            "-k {} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=300",
            cluster.folder.display()
        );
        let log = cluster.folder.join("log");
        shell::run_quietly(
            cluster.program("pg_ctl").args(["start", "-w", "-s", "-o", &options, "-l"]).arg(log).arg("-D").arg(&place),
        )?;
        Ok(cluster)
    }

    /// How a test reaches it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
        };
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let place = self.folder.join("cluster");
        let stopped =
            shell::run_quietly(self.program("pg_ctl").args(["stop", "-s", "-m", "immediate", "-D"]).arg(place));
        if stopped.is_ok() {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

fn unprivileged_user() -> &'static str {
    let has = |user: &str| shell::read(Command::new("id").args(["-u", user])).is_ok();
    if has("postgres") { "postgres" } else { "nobody" }
}
