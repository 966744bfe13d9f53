//! The door: takes connections and lets none of them hold the house up.
//!
//! In come a listener and a router; out go answers until the stop signal. A client that sends its head slowly, keeps
//! silent, or stays for ever is shown out; above a number of guests new ones wait outside.

use crate::lingering::{Lingering, Noted, Rest};
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

/// How long guests may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Time for a whole request head, and for silence between requests.
    pub head: Duration,
    /// Time a connection may live in all.
    pub connection: Duration,
    /// Time for answers under way once the stop signal came.
    pub farewell: Duration,
    /// Connections at once.
    pub connections_max: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            head: Duration::from_secs(15),
            connection: Duration::from_secs(900),
            farewell: Duration::from_secs(10),
            connections_max: 2000,
        }
    }
}

/// Serves until `stop` is ready, then lets answers under way finish.
///
/// # Errors
/// Only when the listener itself is broken.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let seats = Arc::new(Semaphore::new(patience.connections_max));
    let farewell = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let Ok(seat) = seats.clone().acquire_owned().await else { break };
        tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => attend(stream, peer, router.clone(), patience, seat, &farewell),
                // Out of file descriptors, or the guest left at the door: wait a little and go on.
                Err(cause) => {
                    tracing::warn!(%cause, "connection not taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(patience.farewell, farewell.shutdown()).await;
    Ok(())
}

fn attend(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    patience: Patience,
    seat: OwnedSemaphorePermit,
    farewell: &GracefulShutdown,
) {
    let _ = stream.set_nodelay(true);
    let rest = Rest::default();
    let stream = Lingering::new(stream, rest.clone());
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request.map(|body| axum::body::Body::new(Noted::new(body, &rest))))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    let watched = farewell.watch(connection);
    tokio::spawn(async move {
        let _seat = seat;
        match tokio::time::timeout(patience.connection, watched).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => tracing::debug!(%cause, "connection ended"),
            Err(_) => tracing::debug!("connection lived too long"),
        }
    });
}
