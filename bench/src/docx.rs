//! Reading a table of twenty pages from .docx.

use crate::figure::{median_of, ms, times, whole_process};
use crate::{plans, program};
use anyhow::{Result, ensure};
use otklik_papers::forms::measure_plan::Options;
use std::process::Command;

/// In process, and whole process against whole process.
pub(crate) fn bench() -> Result<String> {
    let bytes = plans::plan_of_pages(20)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("plan.docx");
    std::fs::write(&file, &bytes)?;
    let inside = median_of(50, || {
        let reading = otklik_papers::read(&bytes, "plan.docx", &Options::default())?;
        ensure!(reading.draft.measures.len() == 140, "{} measures of 140", reading.draft.measures.len());
        Ok(())
    })?;
    let program = program::program()?;
    let ours = median_of(11, || whole_process(Command::new(&program).arg("read").arg(&file).arg("--json")))?;
    let theirs =
        median_of(5, || whole_process(Command::new("pandoc").arg(&file).args(["-t", "json", "-o", "/dev/null"])))?;
    Ok(format!(
        "docx in process {}, whole process {}, pandoc {}, {}",
        ms(inside),
        ms(ours),
        ms(theirs),
        times(theirs, ours)
    ))
}
