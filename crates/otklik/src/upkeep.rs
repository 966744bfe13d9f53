//! `otklik move`, `backup`, `restore`, `verify`, `journal`: care of everything kept.

use crate::args::{Args, Journal, Move};
use crate::house::{causes, database_url, open_kept, open_store};
use crate::say::{self, DONE, FOUND};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn move_to(command: &Move) -> anyhow::Result<ExitCode> {
    wait(async {
        let store = open_kept(&command.from).await?;
        let rows = store.copy_to(&command.to).await.map_err(|e| failed("перенос не удался", &e))?;
        say::note(&format!(
            "перенесено и сравнено строк: {rows}; запускайте с --database {}",
            without_password(&command.to)
        ));
        Ok(ExitCode::from(DONE))
    })
}

pub(crate) fn backup(args: &Args, file: &Path) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        !file.exists(),
        "{}: такой файл уже есть; назовите новый, копии не перезаписываются",
        file.display()
    );
    wait(async {
        let store = open_kept(&database_url(args)).await?;
        store.backup(file).await.map_err(|e| failed("копия не записана", &e))?;
        say::note(&format!("копия записана: {}", file.display()));
        Ok(ExitCode::from(DONE))
    })
}

pub(crate) fn restore(args: &Args, file: &Path) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(file.is_file(), "{}: файла копии нет; проверьте имя", file.display());
    wait(async {
        let store = open_store(&database_url(args), &args.data).await?;
        anyhow::ensure!(
            store.is_empty().await?,
            "в базе уже есть записи; копия возвращается только в пустую: назовите другую папку ключом --data"
        );
        store.restore(file).await.map_err(|e| {
            anyhow::anyhow!(
                "{}: копия не возвращена, база осталась пустой: файл повреждён, сделан более новой программой или это не \
                 копия; возьмите другую ({})",
                file.display(),
                causes(&e)
            )
        })?;
        say::note(&format!("копия возвращена: {}", file.display()));
        Ok(ExitCode::from(DONE))
    })
}

pub(crate) fn verify(args: &Args) -> anyhow::Result<ExitCode> {
    wait(async {
        let store = open_kept(&database_url(args)).await?;
        let mut findings = store.verify().await.map_err(|e| failed("проверка не прошла до конца", &e))?;
        let again = otklik_app::score::verify(&*store).await;
        findings.extend(again.map_err(|e| failed("пересчёт оценок не прошёл до конца", &e))?);
        for finding in &findings {
            say::print(&format!("{}: {}", finding.subject, finding.words))?;
        }
        if findings.is_empty() {
            say::note("всё сохранённое цело: подлинники, журнал, опубликованное, оценки, связи");
            return Ok(ExitCode::from(DONE));
        }
        say::note(&format!("найдено повреждений: {}; верните копию: otklik restore", findings.len()));
        Ok(ExitCode::from(FOUND))
    })
}

pub(crate) fn journal(args: &Args, command: &Journal) -> anyhow::Result<ExitCode> {
    use otklik_app::journal::{JournalAsked, export};
    wait(async {
        let store = open_kept(&database_url(args)).await?;
        let asked = JournalAsked {
            since: command.since,
            until: command.until,
            verb: command.verb.clone(),
            ..JournalAsked::default()
        };
        let format = if command.json { "json" } else { "csv" };
        let zone = jiff::tz::TimeZone::system();
        let bytes = export::of_store(&*store, &asked, &zone, format).await;
        let bytes = bytes.map_err(|e| failed("журнал не прочитан", &e))?;
        say::print(String::from_utf8_lossy(&bytes).trim_end())?;
        Ok(ExitCode::from(DONE))
    })
}

fn wait<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(work)
}

fn failed(what: &str, why: &(dyn std::error::Error + 'static)) -> anyhow::Error {
    let words = causes(why);
    if words.contains("disk is full") || words.contains("No space left") {
        return anyhow::anyhow!("{what}: на диске нет места; освободите его и повторите");
    }
    anyhow::anyhow!("{what}: {words}")
}

/// A URL fit for a screen.
fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme + 3 => format!("{}…{}", &url[..scheme + 3], &url[at..]),
        _ => url.to_owned(),
    }
}
