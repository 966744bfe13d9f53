//! A PDF of twenty pages: reading it, and setting it.

use crate::figure::{median_of, ms, times, whole_process};
use crate::{plans, program};
use anyhow::{Result, ensure};
use otklik_papers::forms::measure_plan::Options;
use otklik_papers::forms::{Form, Signers, compose};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const N_PAGES: usize = 20;

/// Reading: in process, and whole process against LibreOffice.
pub(crate) fn reading() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let bytes = otklik_press::pdf(&paper()?)?;
    let file = folder.path().join("plan.pdf");
    std::fs::write(&file, &bytes)?;
    let inside = median_of(10, || {
        let reading = otklik_papers::read(&bytes, "plan.pdf", &Options::default())?;
        ensure!(!reading.draft.measures.is_empty(), "no measures were read from our own PDF");
        Ok(())
    })?;
    let program = program::program()?;
    let ours = median_of(7, || whole_process(Command::new(&program).arg("read").arg(&file).arg("--json")))?;
    let theirs = median_of(3, || office(folder.path(), &file, "html", &["--infilter=writer_pdf_import"]))?;
    Ok(format!(
        "pdf-read in process {}, whole process {}, LibreOffice {}, {}",
        ms(inside),
        ms(ours),
        ms(theirs),
        times(theirs, ours)
    ))
}

/// Setting: in process, and whole process against LibreOffice on the same plan as .docx.
pub(crate) fn setting() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let paper = paper()?;
    // The typesetter remembers what it laid out, so only the first run counts.
    let began = Instant::now();
    otklik_press::pdf(&paper)?;
    let inside = began.elapsed();
    let docx = folder.path().join("plan.docx");
    std::fs::write(&docx, plans::plan_of_pages(N_PAGES)?)?;
    let program = program::program()?;
    let json = folder.path().join("plan.json");
    let read = Command::new(&program).arg("read").arg(&docx).arg("--json").output()?;
    std::fs::write(&json, read.stdout)?;
    let pdf: PathBuf = folder.path().join("ours.pdf");
    let ours = median_of(5, || {
        let mut command = Command::new(&program);
        whole_process(command.arg("write").arg(&json).args(["--form", "plan-457", "--format", "pdf", "-o"]).arg(&pdf))
    })?;
    let theirs = median_of(3, || office(folder.path(), &docx, "pdf", &[]))?;
    Ok(format!(
        "pdf-write in process {}, whole process {}, LibreOffice {}, {}",
        ms(inside),
        ms(ours),
        ms(theirs),
        times(theirs, ours)
    ))
}

fn paper() -> Result<otklik_papers::write::Paper> {
    let draft = otklik_papers::read(&plans::plan_of_pages(N_PAGES)?, "plan.docx", &Options::default())?.draft;
    Ok(compose(Form::Plan457, &draft, &Signers::default()))
}

fn office(folder: &Path, file: &Path, to: &str, args: &[&str]) -> Result<()> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    whole_process(
        Command::new("soffice")
            .arg(profile)
            .args(["--headless"])
            .args(args)
            .args(["--convert-to", to, "--outdir"])
            .arg(folder.join("theirs"))
            .arg(file),
    )
}
