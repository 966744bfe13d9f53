//! Those who answer: connections that are kept alive, requests made beforehand, as little work as can be.

use super::Result;
use super::wire::status;
use otklik_app::score::rulebooks;
use otklik_domain::rulebook::Answers;
use serde_json::{Map, Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::LocalSet;
use uuid::Uuid;

/// How much comes: as fast as each connection gets its answers, or so many a second whatever is answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    pub(crate) n_connections: usize,
    pub(crate) per_second: Option<f64>,
    /// Who comes too late is counted from when they were to come.
    pub(crate) is_from_due: bool,
    pub(crate) time: Duration,
}

/// What was answered.
#[derive(Default)]
pub(crate) struct Driven {
    pub(crate) acked: Vec<Uuid>,
    pub(crate) n_shed: usize,
    pub(crate) n_other: usize,
    pub(crate) took: Duration,
    acked_us: Vec<u64>,
    shed_us: Vec<u64>,
}

fn ms_at(times: &[u64], share: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() as f64 * share) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).map_or(0.0, |us| *us as f64 / 1000.0)
}

impl Driven {
    pub(crate) fn acked_ms(&self, share: f64) -> f64 {
        ms_at(&self.acked_us, share)
    }

    pub(crate) fn acked_p99_ms(&self) -> f64 {
        self.acked_ms(0.99)
    }

    pub(crate) fn shed_p99_ms(&self) -> f64 {
        ms_at(&self.shed_us, 0.99)
    }
}

/// A whole questionnaire of culture.
fn body() -> Result<String> {
    let book = rulebooks().iter().find(|book| book.name == "culture").ok_or("no rulebook of culture")?;
    let answer = |answers: &Answers| match answers {
        Answers::YesNo => json!(true),
        Answers::Choice(list) => list.first().map_or(Value::Null, |(code, _)| json!(code)),
        Answers::Number(least, _) => json!(least),
        Answers::Text => json!("Спасибо, всё хорошо"),
    };
    let questions = &book.questionnaire.questions;
    let answers: Map<String, Value> = questions.iter().map(|it| (it.code.clone(), answer(&it.answers))).collect();
    Ok(json!({ "edition": book.edition, "answers": answers, "channel": "web" }).to_string())
}

/// A request with a place for the name.
fn request(address: &str, code: &str) -> Result<(Vec<u8>, usize)> {
    let body = body()?;
    let before = format!("PUT /api/v1/surveys/{code}/answers/");
    let after = format!(
        " HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let name = Uuid::nil().to_string();
    Ok((format!("{before}{name}{after}").into_bytes(), before.len()))
}

struct Shared {
    address: String,
    request: Vec<u8>,
    name_at: usize,
    load: Load,
    began: Instant,
    n_sent: Cell<u64>,
    driven: RefCell<Driven>,
}

/// Drives a server for a while.
pub(crate) fn drive(address: &str, code: &str, load: &Load) -> Result<Driven> {
    let (request, name_at) = request(address, code)?;
    let shared = Rc::new(Shared {
        address: address.to_owned(),
        request,
        name_at,
        load: *load,
        began: Instant::now(),
        n_sent: Cell::new(0),
        driven: RefCell::default(),
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let guests = LocalSet::new();
    for _ in 0..load.n_connections {
        let shared = Rc::clone(&shared);
        guests.spawn_local(async move {
            if answer_again_and_again(&shared).await.is_err() {
                shared.driven.borrow_mut().n_other += 1;
            }
        });
    }
    runtime.block_on(guests);
    let mut driven = std::mem::take(&mut *shared.driven.borrow_mut());
    driven.took = shared.began.elapsed();
    Ok(driven)
}

/// Names that grow with time, as the seventh version has them.
fn name(n: u64) -> Uuid {
    let millis = Duration::from_secs(1_790_000_000).as_millis() as u64 + n / 10;
    uuid::Builder::from_unix_timestamp_millis(
        millis,
        &[&n.to_be_bytes()[..], &[7, 7]].concat().try_into().unwrap_or_default(),
    )
    .into_uuid()
}

async fn answer_again_and_again(shared: &Shared) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(&shared.address).await?;
    stream.set_nodelay(true)?;
    let (mut request, mut answer) = (shared.request.clone(), vec![0; 4096]);
    while shared.began.elapsed() < shared.load.time {
        let n = shared.n_sent.replace(shared.n_sent.get() + 1);
        let mut sent_at = Instant::now();
        if let Some(per_second) = shared.load.per_second {
            let due = shared.began + Duration::from_secs_f64(n as f64 / per_second);
            if due - shared.began >= shared.load.time {
                break;
            }
            tokio::time::sleep_until(due.into()).await;
            sent_at = if shared.load.is_from_due { due } else { Instant::now() };
        }
        let id = name(n);
        let mut text = Uuid::encode_buffer();
        let place = shared.name_at..shared.name_at + 36;
        request[place].copy_from_slice(id.hyphenated().encode_lower(&mut text).as_bytes());
        let really_sent_at = Instant::now();
        stream.write_all(&request).await?;
        let status = status(&mut stream, &mut answer).await?;
        let mut driven = shared.driven.borrow_mut();
        match &status {
            b"201" => {
                driven.acked.push(id);
                driven.acked_us.push(sent_at.elapsed().as_micros() as u64);
            }
            b"503" => {
                driven.n_shed += 1;
                driven.shed_us.push(really_sent_at.elapsed().as_micros() as u64);
            }
            _ => driven.n_other += 1,
        }
    }
    Ok(())
}
