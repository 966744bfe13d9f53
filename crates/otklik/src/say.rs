//! Words to a person: everything that is not data goes to standard error, one line a message.

use otklik_domain::remark::{Remark, Severity};
use std::io::{BufWriter, Write};
use std::process::ExitCode;

/// Done.
pub(crate) const DONE: u8 = 0;
/// Done, and something was found.
pub(crate) const FOUND: u8 = 1;
/// Wrong use, or an input that cannot be taken.
pub(crate) const WRONG: u8 = 2;

/// Says why nothing was done and gives the exit code for it.
pub(crate) fn refusal(why: &anyhow::Error) -> ExitCode {
    note(&format!("{why:#}"));
    ExitCode::from(WRONG)
}

/// Says one line.
#[expect(clippy::print_stderr, reason = "the one place where the program speaks to the person at the terminal")]
pub(crate) fn note(line: &str) {
    eprintln!("otklik: {line}");
}

/// Shows how far long work has come, on one line of a terminal that is written over; elsewhere nothing.
#[expect(clippy::print_stderr, reason = "as above, for a line that is written over")]
pub(crate) fn progress(line: &str) {
    use std::io::IsTerminal;
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[2K{line}");
    }
}

/// A remark as one line.
pub(crate) fn remark_line(remark: &Remark) -> String {
    let mark = match remark.severity {
        Severity::Note => "к сведению",
        Severity::Doubt => "сомнение",
        Severity::Problem => "недочёт",
    };
    let proposal = remark.proposal.as_deref().map(|p| format!(" → {p}")).unwrap_or_default();
    format!("{mark} [{}] {}{proposal}", remark.code, remark.text)
}

/// Writes data to standard output, a line feed after it.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    pass_on(format!("{text}\n").as_bytes())
}

/// Lets somebody write data to standard output piece by piece, a line feed after it; a closed pipe is not an error of
/// ours.
pub(crate) fn pour(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(POURED_BYTES, std::io::stdout().lock());
    match write(&mut out).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()) {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(not_printed),
    }
}

/// So many bytes go to standard output at once.
const POURED_BYTES: usize = 1 << 16;

/// Writes data to standard output as it is; a closed pipe is not an error of ours.
pub(crate) fn pass_on(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(not_printed),
    }
}

fn not_printed(error: std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("вывод не записан до конца: {}", why_not_written(&error))
}

/// Why bytes could not be put where a person wanted them, and what to do.
pub(crate) fn why_not_written(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "такой папки нет; создайте её или назовите другую".to_owned(),
        ErrorKind::PermissionDenied => "нет права писать; проверьте права на папку и файл".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "диск только для чтения; назовите другую папку".to_owned(),
        ErrorKind::IsADirectory => "это папка; назовите файл".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "на диске нет места; освободите его или назовите другой диск".to_owned()
        }
        _ => format!("диск не принимает ({error}); проверьте диск и повторите"),
    }
}
