//! `otklik worker`: jobs alone, until somebody stops it; and the same inside `otklik serve`.
//!
//! In comes the wired house; out goes work done, turn after turn. It refuses to stop in the middle of a letter while a
//! short patience lasts.

use crate::args::{Args, Letters, Work};
use crate::say::{self, DONE};
use crate::serve::StopSigns;
use anyhow::Context as _;
use otklik_app::jobs::Worker;
use otklik_app::post::Mail;
use std::process::ExitCode;
use std::time::Duration;
use tokio::sync::watch;

/// How long the worker rests between turns.
const REST: Duration = Duration::from_secs(20);
/// How long a turn may go on when the program is asked to stop.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) fn run(args: &Args, command: &Work) -> anyhow::Result<ExitCode> {
    crate::serve::log();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work(args, command))
}

async fn work(args: &Args, command: &Work) -> anyhow::Result<ExitCode> {
    let stop = StopSigns::watch()?;
    let house = crate::house::open(args).await?;
    let mail = mail(args, &command.letters)?;
    let worker = Worker { house, mail, site: command.origin.clone() };
    say::note("работаю: напоминания и письма; остановить — Ctrl+C");
    let (stopping, stopped) = watch::channel(false);
    let turns = tokio::spawn(turns(worker, stopped));
    stop.seen().await;
    finish(stopping, turns).await;
    say::note("остановлено; всё сохранено");
    Ok(ExitCode::from(DONE))
}

/// What the program was started with for letters.
pub(crate) fn mail(args: &Args, letters: &Letters) -> anyhow::Result<Mail> {
    let read = |path: &std::path::Path| {
        std::fs::read(path).with_context(|| format!("{}: файл не читается; проверьте имя и права", path.display()))
    };
    let from_file = letters.smtp_password_file.as_deref().map(read).transpose()?;
    let from_file = from_file.map(|bytes| String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned());
    Ok(Mail {
        password: letters.smtp_password.clone().or(from_file).filter(|password| !password.is_empty()),
        authority: letters.smtp_ca.as_deref().map(read).transpose()?,
        folder: args.data.join("letters"),
        memory: None,
    })
}

/// Turn after turn, until it is asked to stop.
pub(crate) async fn turns(worker: Worker, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(why) = worker.turn().await {
            tracing::warn!(fault = ?why, "a turn of jobs failed");
        }
        tokio::select! {
            () = tokio::time::sleep(REST) => {}
            _ = stopped.changed() => return,
        }
    }
}

/// Lets the turn that goes on come to its end, for a while.
pub(crate) async fn finish(stopping: watch::Sender<bool>, turns: tokio::task::JoinHandle<()>) {
    let _ = stopping.send(true);
    let abort = turns.abort_handle();
    if tokio::time::timeout(PATIENCE, turns).await.is_err() {
        abort.abort();
    }
}
