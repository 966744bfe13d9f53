//! Those who answer: connections that send until their server is gone, and remember every receipt.

use super::Result;
use super::ledger::Ledger;
use super::server::code;
use super::sheets;
use super::wire::status;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::LocalSet;

/// Senders at once.
const N_SENDERS: usize = 24;
/// Nothing here takes so long unless something is broken.
const TIME_MAX: Duration = Duration::from_secs(60);

/// Sends until the server is gone, or, when the ledger is ending, until everything has its receipt. `end` goes on beside.
pub(crate) fn send(ledger: &Rc<RefCell<Ledger>>, address: &str, end: impl Future<Output = ()>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let here = LocalSet::new();
    let senders: Vec<_> =
        (0..N_SENDERS).map(|_| here.spawn_local(send_until_gone(Rc::clone(ledger), address.to_owned()))).collect();
    let all = async {
        end.await;
        for sender in senders {
            sender.await?;
        }
        Ok(())
    };
    runtime.block_on(here.run_until(async { tokio::time::timeout(TIME_MAX, all).await }))?
}

async fn send_until_gone(ledger: Rc<RefCell<Ledger>>, address: String) {
    let Ok(mut stream) = TcpStream::connect(&address).await else { return };
    let mut answer = vec![0; 4096];
    loop {
        let Some(n) = ledger.borrow_mut().take() else { return };
        let told = one(&mut stream, &address, n, &mut answer).await;
        match told {
            Ok(status) => ledger.borrow_mut().told(n, status),
            Err(_) => return ledger.borrow_mut().give_back(n),
        }
    }
}

async fn one(stream: &mut TcpStream, address: &str, n: u64, answer: &mut [u8]) -> std::io::Result<u16> {
    let body = sheets::body(n);
    let request = format!(
        "PUT /api/v1/surveys/{}/answers/{} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        code(),
        sheets::name(n),
        body.len(),
    );
    stream.write_all(request.as_bytes()).await?;
    let digits = status(stream, answer).await?;
    Ok(digits.iter().fold(0, |sum, digit| 10 * sum + u16::from(digit.saturating_sub(b'0'))))
}
