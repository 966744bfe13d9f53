//! `otklik write`: an official paper from plan JSON.

use crate::args::Write;
use crate::say::{self, DONE};
use crate::workshop::Children;
use otklik_app::workshop::Workshop as _;
use otklik_papers::forms::{Form, Signers, compose};
use otklik_papers::plan_json;
use otklik_papers::write::{Format, write};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(command: &Write) -> anyhow::Result<ExitCode> {
    let form = Form::parse(&command.form)
        .ok_or_else(|| anyhow::anyhow!("нет формы «{}»; есть plan-457, report-457, quarterly", command.form))?;
    let format = Format::parse(&command.format)
        .ok_or_else(|| anyhow::anyhow!("нет формата «{}»; есть docx, odt, xlsx, pdf, html, csv", command.format))?;
    let name = command.plan.display();
    let json = String::from_utf8(crate::read::bytes_of(&command.plan)?)
        .map_err(|_| anyhow::anyhow!("{name}: это не JSON в UTF-8; возьмите вывод otklik read --json"))?;
    let draft = plan_json::from_json(&json).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
    let paper = compose(form, &draft, &Signers::default());
    let bytes = if format == Format::Pdf {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async { Children::new()?.press(&paper).await.map_err(anyhow::Error::from) })?
    } else {
        write(&paper, format)?
    };
    if crate::read::is_standard(&command.output) {
        say::pass_on(&bytes)?;
        return Ok(ExitCode::from(DONE));
    }
    keep(&command.output, &bytes)?;
    say::note(&format!("записано: {} ({} КБ)", command.output.display(), bytes.len().div_ceil(1024)));
    Ok(ExitCode::from(DONE))
}

/// Writes beside and renames, so that a failure half-way leaves the old file whole.
pub(crate) fn keep(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = file.display();
    let is_special = std::fs::metadata(file).is_ok_and(|m| !m.is_file());
    let why = |e: std::io::Error| anyhow::anyhow!("{name}: не записано: {}", say::why_not_written(&e));
    if is_special {
        return std::fs::write(file, bytes).map_err(why);
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, file)).map_err(|e| {
        let _ = std::fs::remove_file(&beside);
        why(e)
    })
}
