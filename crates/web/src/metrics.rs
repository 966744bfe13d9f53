//! What the house counts about itself, as Prometheus reads it.
//!
//! In come answers as they go out; out goes text for whoever asks from this very machine. It refuses to name people,
//! organisations and addresses: only how many, how long and how large.

use crate::refusal;
use crate::router::Web;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_TYPE, FORWARDED};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Bounds of the times counted, in milliseconds, with their names in seconds.
const BOUNDS: [(u128, &str); 6] =
    [(5, "0.005"), (25, "0.025"), (100, "0.1"), (500, "0.5"), (2_500, "2.5"), (10_000, "10")];

/// Counts since the program started.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Answers by the first digit of their code.
    by_class: [AtomicU64; 6],
    /// Answers no slower than each bound.
    within: [AtomicU64; BOUNDS.len()],
    /// Time of all answers, in microseconds.
    spent_us: AtomicU64,
}

/// Counts an answer.
pub(crate) async fn count(State(web): State<Web>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let answer = next.run(request).await;
    web.counts.add(answer.status(), began.elapsed());
    answer
}

impl Counts {
    /// One more answer.
    pub(crate) fn add(&self, status: StatusCode, spent: Duration) {
        if let Some(class) = self.by_class.get(usize::from(status.as_u16() / 100)) {
            class.fetch_add(1, Ordering::Relaxed);
        }
        for (bound, within) in BOUNDS.iter().zip(&self.within) {
            if spent.as_millis() < bound.0 {
                within.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.spent_us.fetch_add(u64::try_from(spent.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// `GET /metrics`: for this machine only, unless the site says otherwise.
pub(crate) async fn show(State(web): State<Web>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if !web.site.shows_metrics && !is_near(peer, request.headers()) {
        return refusal::bare_not_found();
    }
    let is_up = otklik_app::people::link_is_good(&web.house, "").await.is_ok();
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text(&web.counts, is_up)).into_response()
}

/// Whether it is this machine that asks. What a proxy passes on comes from elsewhere, though the proxy stands here.
fn is_near(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let is_passed_on = headers.contains_key(FORWARDED) || headers.contains_key("x-forwarded-for");
    peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback()) && !is_passed_on
}

fn text(counts: &Counts, is_up: bool) -> String {
    let mut out = String::new();
    let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let _ = writeln!(out, "# HELP otklik_info The program and its version.\n# TYPE otklik_info gauge");
    let _ = writeln!(out, "otklik_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(out, "# HELP otklik_store_up Whether the store answers.\n# TYPE otklik_store_up gauge");
    let _ = writeln!(out, "otklik_store_up {}", u8::from(is_up));
    let _ = writeln!(
        out,
        "# HELP otklik_answers_total Answers by class of their code.\n# TYPE otklik_answers_total counter"
    );
    for (class, counter) in counts.by_class.iter().enumerate().skip(1) {
        let _ = writeln!(out, "otklik_answers_total{{class=\"{class}xx\"}} {}", read(counter));
    }
    let total: u64 = counts.by_class.iter().map(read).sum();
    let name = "otklik_answer_seconds";
    let _ = writeln!(out, "# HELP {name} How long answers took.\n# TYPE {name} histogram");
    for ((_, bound), within) in BOUNDS.iter().zip(&counts.within) {
        let _ = writeln!(out, "{name}_bucket{{le=\"{bound}\"}} {}", read(within));
    }
    let spent_us = read(&counts.spent_us);
    let _ = writeln!(out, "{name}_bucket{{le=\"+Inf\"}} {total}");
    let _ = writeln!(out, "{name}_sum {}.{:06}\n{name}_count {total}", spent_us / 1_000_000, spent_us % 1_000_000);
    if let Some(bytes) = resident_bytes() {
        let _ = writeln!(out, "# HELP process_resident_memory_bytes Memory in use.");
        let _ = writeln!(out, "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {bytes}");
    }
    out
}

/// Memory of this program, where the system tells it.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_near() {
        let passed = HeaderMap::from_iter([(FORWARDED, "for=192.0.2.1".parse().unwrap())]);
        for (peer, headers, is_right) in [
            (Some("127.0.0.1:9"), HeaderMap::new(), true),
            (Some("[::1]:9"), HeaderMap::new(), true),
            (Some("[::ffff:127.0.0.1]:9"), HeaderMap::new(), true),
            (Some("192.0.2.1:9"), HeaderMap::new(), false),
            (Some("127.0.0.1:9"), passed, false),
            (None, HeaderMap::new(), false),
        ] {
            assert_eq!(is_near(peer.map(|p| p.parse().unwrap()), &headers), is_right, "{peer:?}");
        }
    }

    #[test]
    fn every_line_is_a_comment_or_a_name_and_a_number() {
        let text = text(&Counts::default(), true);
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (name, number) = line.rsplit_once(' ').unwrap();
            assert!(name.starts_with("otklik_") || name.starts_with("process_"), "{line}");
            assert!(number.parse::<f64>().is_ok(), "{line}");
        }
        assert!(text.contains("otklik_store_up 1\n"));
    }
}
