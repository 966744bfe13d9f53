//! Power cuts without a power switch: a recorder beside a server, and disks worked out of what it recorded.

pub(crate) mod disk;
mod log;

use super::Result;
use disk::{Disk, Files};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const SOURCE: &str = include_str!("recorder.c");

/// The recorder, built by the compiler that also builds SQLite.
pub(crate) struct Recorder {
    folder: TempDir,
}

impl Recorder {
    pub(crate) fn build() -> Result<Self> {
        let recorder = Recorder { folder: tempfile::tempdir()? };
        let source = recorder.folder.path().join("recorder.c");
        std::fs::write(&source, SOURCE)?;
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let options = ["-shared", "-fPIC", "-O1", "-pthread", "-Wall", "-Werror", "-o"];
        let built = Command::new(compiler).args(options).arg(recorder.library()).arg(&source).output()?;
        if !built.status.success() {
            return Err(String::from_utf8_lossy(&built.stderr).into());
        }
        Ok(recorder)
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("recorder.so")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Puts itself beside a command: the power goes at this step of what is done in the folder.
    pub(crate) fn beside(&self, mut command: Command, folder: &Path, cut_at: u64) -> Result<Command> {
        std::fs::write(self.log(), [])?;
        command.env("LD_PRELOAD", self.library()).env("OTKLIK_POWER_FOLDER", folder);
        command.env("OTKLIK_POWER_LOG", self.log()).env("OTKLIK_POWER_CUT_AT", cut_at.to_string());
        Ok(command)
    }

    /// The disk that had these files before and was given what was recorded.
    pub(crate) fn disk(&self, before: Files) -> Result<Disk> {
        let mut disk = Disk::of(before);
        log::read(&std::fs::read(self.log())?)?.into_iter().for_each(|entry| disk.take(entry));
        Ok(disk)
    }
}

/// Everything in a folder that a disk keeps.
pub(crate) fn files_of(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|_| "an odd name")?;
        if !name.ends_with("-shm") {
            files.insert(name, std::fs::read(entry.path())?);
        }
    }
    Ok(files)
}

/// A folder with these files.
pub(crate) fn folder_of(files: &Files) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes)?;
    }
    Ok(folder)
}
