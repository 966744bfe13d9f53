//! The parent's side of reading a file of this machine: the limited child gets it as its standard input.
//!
//! In comes a file; out go the bytes the child printed, whole, or a sentence. It needs no runtime: a command that reads
//! one file is mostly the start of two processes.

use crate::child::{FILE, FLAG, Print, UNREADABLE};
use otklik_app::workshop::WorkshopFault;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The longest answer of a child.
pub(crate) const ANSWER_BYTES_MAX: u64 = 128 << 20;
/// How long a child may read.
pub(crate) const TIME: Duration = Duration::from_secs(20);

/// What to start again as a child: the link keeps pointing at the running program even when an update replaces its file.
pub(crate) fn program() -> std::io::Result<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    if link.exists() { Ok(link) } else { std::env::current_exe() }
}

/// Where a document comes from.
pub(crate) enum Input {
    /// A file, which the child reads itself.
    File(File),
    /// Bytes that came by a pipe.
    Bytes(Vec<u8>),
}

/// What the document says as plan JSON, a line feed after it.
pub(crate) fn read(input: Input, name: &Path, year: Option<i16>, print: Print) -> Result<Vec<u8>, WorkshopFault> {
    let broken = |e: std::io::Error| WorkshopFault::Broken(e.to_string());
    let (stdin, bytes) = match input {
        Input::File(file) => (Stdio::from(file), None),
        Input::Bytes(bytes) => (Stdio::piped(), Some(bytes)),
    };
    let mut child = Command::new(program().map_err(broken)?)
        .args([FLAG, FILE, print.word()])
        .arg(year.map_or_else(String::new, |year| year.to_string()))
        .arg(name)
        .env_clear()
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(broken)?;
    if let Some((mut pipe, bytes)) = child.stdin.take().zip(bytes) {
        // A child that refuses early does not listen to the end: its own words say why.
        std::thread::spawn(move || pipe.write_all(&bytes).ok());
    }
    match listen(child).map_err(broken)? {
        (Some(0), out, _) => Ok(out),
        (Some(code), out, _) if code == i32::from(UNREADABLE) => Err(WorkshopFault::Unreadable(unreadable(&out))),
        (code, _, err) => Err(felled(code, &String::from_utf8_lossy(&err))),
    }
}

/// Hears the child out; one that outstays its time is ended.
fn listen(mut child: Child) -> std::io::Result<(Option<i32>, Vec<u8>, Vec<u8>)> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let watch = Watch::over(&child)?;
    if let Some(stdout) = child.stdout.take() {
        stdout.take(ANSWER_BYTES_MAX).read_to_end(&mut out)?;
    }
    if let Some(stderr) = child.stderr.take() {
        stderr.take(4096).read_to_end(&mut err)?;
    }
    watch.end();
    Ok((child.wait()?.code(), out, err))
}

/// Ends a child whose time is over.
struct Watch {
    is_over: Arc<Mutex<bool>>,
    _bell: mpsc::Sender<()>,
}

impl Watch {
    fn over(child: &Child) -> std::io::Result<Self> {
        let (bell, silence) = mpsc::channel();
        let is_over = Arc::new(Mutex::new(false));
        let pid = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
        let ended = Arc::clone(&is_over);
        let watch = move || {
            let is_late = silence.recv_timeout(TIME) == Err(RecvTimeoutError::Timeout);
            // Held while the child is ended: nobody has waited for it yet, so the number is still its own.
            let is_over = ended.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(pid) = pid.filter(|_| is_late && !*is_over) {
                let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
            }
        };
        std::thread::Builder::new().stack_size(64 << 10).spawn(watch)?;
        Ok(Watch { is_over, _bell: bell })
    }

    fn end(self) {
        *self.is_over.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }
}

/// The sentence of a child that cannot take a document.
pub(crate) fn unreadable(out: &[u8]) -> String {
    let told: Option<serde_json::Value> = serde_json::from_slice(out).ok();
    let words = told.as_ref().and_then(|t| t.get("unreadable")).and_then(serde_json::Value::as_str);
    words.unwrap_or("Документ не читается").to_owned()
}

/// Killed by its own limits, or fallen: the document did it, and the person can do something about it.
pub(crate) fn felled(code: Option<i32>, words: &str) -> WorkshopFault {
    tracing::warn!(child.code = ?code, child.words = %words, "a document felled its child");
    WorkshopFault::Unreadable(
        "Документ не удалось прочитать в отведённых пределах времени и памяти: он повреждён или слишком велик. \
         Откройте его в Word или LibreOffice, сохраните заново и пришлите снова"
            .to_owned(),
    )
}
