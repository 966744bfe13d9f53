//! A goodbye that cuts nobody off: who was answered before they had sent everything still reads the answer.
//!
//! In comes a connection; when it ends and something of a request was left unread, the answer is sent to its end and the
//! rest is read into nothing for a while. Closed at once, the connection would be reset, and the other side would see a
//! broken pipe instead of «413, not more than so much». It refuses to wait for the silent and for the endless.

use hyper::body::{Body, Frame, Incoming, SizeHint};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How long the rest is read in all, and how long silence is borne.
const IN_ALL: Duration = Duration::from_secs(30);
const SILENCE: Duration = Duration::from_secs(2);
/// What is read at once.
const CUP_BYTES: usize = 16 * 1024;
/// How much is read in one go, before others have their turn.
const CUPS_AT_ONCE: usize = 64;

/// Whether something of a request was left unread on this connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rest(Arc<AtomicBool>);

/// The body of a request that leaves a note when it is put away before its end.
pub(crate) struct Noted {
    body: Incoming,
    is_over: bool,
    rest: Rest,
}

impl Noted {
    pub(crate) fn new(body: Incoming, rest: &Rest) -> Self {
        Noted { body, is_over: false, rest: rest.clone() }
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        if !self.is_over && !self.body.is_end_stream() {
            self.rest.0.store(true, Ordering::Relaxed);
        }
    }
}

impl Body for Noted {
    type Data = hyper::body::Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        self.is_over = !matches!(frame, Some(Ok(_)));
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection that ends with the goodbye.
pub(crate) struct Lingering<S> {
    stream: S,
    rest: Rest,
    goodbye: Option<Goodbye>,
}

struct Goodbye {
    until: Instant,
    patience: Pin<Box<Sleep>>,
}

impl<S> Lingering<S> {
    pub(crate) fn new(stream: S, rest: Rest) -> Self {
        Lingering { stream, rest, goodbye: None }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Lingering<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.goodbye.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
            if !this.rest.0.load(Ordering::Relaxed) {
                return Poll::Ready(Ok(()));
            }
            let patience = Box::pin(tokio::time::sleep(SILENCE));
            this.goodbye = Some(Goodbye { until: Instant::now() + IN_ALL, patience });
        }
        let Some(goodbye) = &mut this.goodbye else { return Poll::Ready(Ok(())) };
        goodbye.hear_out(&mut this.stream, cx).map(Ok)
    }
}

impl Goodbye {
    /// Ready when the other side has gone, was silent for too long, or has no end.
    fn hear_out<S: AsyncRead + Unpin>(&mut self, stream: &mut S, cx: &mut Context<'_>) -> Poll<()> {
        let mut cup = [0_u8; CUP_BYTES];
        for _ in 0..CUPS_AT_ONCE {
            let mut poured = ReadBuf::new(&mut cup);
            match Pin::new(&mut *stream).poll_read(cx, &mut poured) {
                Poll::Ready(Ok(())) if !poured.filled().is_empty() => {
                    self.patience.as_mut().reset((Instant::now() + SILENCE).min(self.until));
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => return self.patience.as_mut().poll(cx),
            }
        }
        cx.waker().wake_by_ref();
        self.patience.as_mut().poll(cx)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Lingering<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

#[cfg(test)]
mod tests {
    use crate::serve::{Patience, serve};
    use axum::Router;
    use axum::body::Bytes;
    use axum::extract::DefaultBodyLimit;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};

    /// Sends everything before it reads anything, as many programs do.
    fn send_then_read(to: SocketAddr, n_bytes: usize) -> String {
        let mut stream = TcpStream::connect(to).expect("connected");
        let head = format!("POST / HTTP/1.1\r\nhost: here\r\nconnection: close\r\ncontent-length: {n_bytes}\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("head sent");
        stream.write_all(&vec![b'x'; n_bytes]).expect("everything sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answer read to its end");
        answer
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_sends_too_much_still_reads_the_refusal() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bound");
        let to = listener.local_addr().expect("an address");
        // Not an address of the product: its routes are read out of these sources.
        let router = Router::new().fallback(async |_: Bytes| "taken").layer(DefaultBodyLimit::max(64 * 1024));
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let door = tokio::spawn(serve(listener, router, Patience::default(), async {
            let _ = stopped.await;
        }));
        for n_bytes in [70_000, 2_000_000, 20_000_000] {
            let answer = tokio::task::spawn_blocking(move || send_then_read(to, n_bytes)).await.expect("asked");
            assert!(answer.starts_with("HTTP/1.1 413 "), "{n_bytes}: {answer}");
        }
        let _ = stop.send(());
        door.await.expect("joined").expect("served");
    }
}
