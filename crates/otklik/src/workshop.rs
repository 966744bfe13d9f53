//! The parent's side of the workshop: starts this binary again as a limited child and listens for its answer.
//!
//! In come bytes; out goes a reading or a PDF. Whatever kills the child, the parent lives and says a sentence.

use crate::child::{FLAG, Task, UNREADABLE};
use crate::reader::{self, felled};
use async_trait::async_trait;
use otklik_app::workshop::{Workshop, WorkshopFault};
use otklik_papers::answers::table::Sheet;
use otklik_papers::photo::Photo;
use otklik_papers::write::{Paper, Plates};
use otklik_papers::{Reading, plan_json};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

const SHEETS_TIME: Duration = Duration::from_secs(60);
const PRESS_TIME: Duration = Duration::from_secs(120);
/// Children at once: more would only wait for the cores and fill the memory.
const AT_ONCE: usize = 4;

/// Children of this very binary.
pub(crate) struct Children {
    exe: PathBuf,
    places: Semaphore,
}

impl Children {
    /// Children of the running program.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let exe = reader::program()?;
        Ok(Children { exe, places: Semaphore::new(AT_ONCE) })
    }

    async fn read_draft(
        &self,
        bytes: &[u8],
        file_name: Option<&str>,
        year: Option<i16>,
    ) -> Result<Answer, WorkshopFault> {
        let task = Task::Read { file_name: file_name.map(str::to_owned), year };
        let (code, out, err) = self.ask("read", &task, bytes, reader::TIME).await?;
        match code {
            Some(0) => Answer::parse(&out),
            Some(c) if c == i32::from(UNREADABLE) => Err(WorkshopFault::Unreadable(reader::unreadable(&out))),
            _ => Err(felled(code, &err)),
        }
    }

    /// Reads the sheets of a workbook as rows.
    pub(crate) async fn sheets(&self, bytes: &[u8]) -> Result<Vec<Sheet>, WorkshopFault> {
        let (code, out, err) = self.ask("sheets", &Task::Sheets, bytes, SHEETS_TIME).await?;
        match code {
            Some(0) => serde_json::from_slice(&out).map_err(|e| WorkshopFault::Broken(e.to_string())),
            Some(c) if c == i32::from(UNREADABLE) => Err(WorkshopFault::Unreadable(reader::unreadable(&out))),
            _ => Err(felled(code, &err)),
        }
    }

    async fn set(&self, task: &Task, json: &[u8]) -> Result<Vec<u8>, WorkshopFault> {
        match self.ask("press", task, json, PRESS_TIME).await? {
            (Some(0), out, _) => Ok(out),
            (code, _, err) => Err(WorkshopFault::Broken(format!("press ended with {code:?}: {err}"))),
        }
    }

    async fn ask(
        &self,
        kind: &str,
        task: &Task,
        body: &[u8],
        time: Duration,
    ) -> Result<(Option<i32>, Vec<u8>, String), WorkshopFault> {
        let broken = |e: std::io::Error| WorkshopFault::Broken(e.to_string());
        let _place = self.places.acquire().await.map_err(|e| WorkshopFault::Broken(e.to_string()))?;
        let child = Command::new(&self.exe)
            .args([FLAG, kind])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(broken)?;
        let header = serde_json::to_vec(task).map_err(|e| WorkshopFault::Broken(e.to_string()))?;
        tokio::time::timeout(time, converse(child, &header, body))
            .await
            .map_or_else(|_| Ok((None, Vec::new(), "out of time".to_owned())), |r| r.map_err(broken))
    }
}

async fn converse(mut child: Child, header: &[u8], body: &[u8]) -> std::io::Result<(Option<i32>, Vec<u8>, String)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let tell = async {
        if let Some(mut stdin) = stdin {
            // A child that died early closes the pipe; its exit code says more than this error.
            let _ = stdin.write_all(header).await;
            let _ = stdin.write_all(b"\n").await;
            let _ = stdin.write_all(body).await;
        }
    };
    let hear = async {
        let mut out = Vec::new();
        if let Some(stdout) = stdout {
            stdout.take(reader::ANSWER_BYTES_MAX).read_to_end(&mut out).await?;
        }
        Ok::<_, std::io::Error>(out)
    };
    let complaints = async {
        let mut err = Vec::new();
        if let Some(stderr) = stderr {
            stderr.take(4096).read_to_end(&mut err).await?;
        }
        Ok::<_, std::io::Error>(err)
    };
    let ((), out, err) = tokio::join!(tell, hear, complaints);
    let status = child.wait().await?;
    Ok((status.code(), out?, String::from_utf8_lossy(&err?).into_owned()))
}

/// What a child said about a document.
struct Answer {
    /// Plan JSON as the child printed it.
    draft: serde_json::Value,
    document: otklik_papers::read::Document,
}

impl Answer {
    fn parse(out: &[u8]) -> Result<Self, WorkshopFault> {
        #[derive(serde::Deserialize)]
        struct Told {
            draft: serde_json::Value,
            document: otklik_papers::read::Document,
        }
        let told: Told = serde_json::from_slice(out).map_err(|e| WorkshopFault::Broken(e.to_string()))?;
        Ok(Answer { draft: told.draft, document: told.document })
    }
}

/// A photo out of a line of JSON and the bytes after it.
fn photo_of(out: &[u8]) -> Option<Photo> {
    #[derive(serde::Deserialize)]
    struct Size {
        width: u32,
        height: u32,
    }
    let end = out.iter().position(|byte| *byte == b'\n')?;
    let Size { width, height } = serde_json::from_slice(out.get(..end)?).ok()?;
    Some(Photo { bytes: out.get(end + 1..)?.to_vec(), width, height })
}

#[async_trait]
impl Workshop for Children {
    async fn read(&self, bytes: Vec<u8>, file_name: Option<&str>, year: Option<i16>) -> Result<Reading, WorkshopFault> {
        let answer = self.read_draft(&bytes, file_name, year).await?;
        let draft =
            plan_json::from_json(&answer.draft.to_string()).map_err(|e| WorkshopFault::Broken(e.to_string()))?;
        Ok(Reading { document: answer.document, draft })
    }

    async fn sheets(&self, bytes: Vec<u8>) -> Result<Vec<Sheet>, WorkshopFault> {
        Children::sheets(self, &bytes).await
    }

    async fn photo(&self, bytes: Vec<u8>) -> Result<Photo, WorkshopFault> {
        let (code, out, err) = self.ask("photo", &Task::Photo, &bytes, reader::TIME).await?;
        match code {
            Some(0) => photo_of(&out).ok_or_else(|| WorkshopFault::Broken("no photo in the answer".to_owned())),
            Some(c) if c == i32::from(UNREADABLE) => Err(WorkshopFault::Unreadable(reader::unreadable(&out))),
            _ => Err(felled(code, &err)),
        }
    }

    async fn press(&self, paper: &Paper) -> Result<Vec<u8>, WorkshopFault> {
        let json = serde_json::to_vec(paper).map_err(|e| WorkshopFault::Broken(e.to_string()))?;
        self.set(&Task::Press, &json).await
    }

    async fn press_plates(&self, plates: &Plates) -> Result<Vec<u8>, WorkshopFault> {
        let json = serde_json::to_vec(plates).map_err(|e| WorkshopFault::Broken(e.to_string()))?;
        self.set(&Task::Plates, &json).await
    }
}
