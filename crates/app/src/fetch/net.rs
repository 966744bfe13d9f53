//! The open net: http and https, addresses judged after names are resolved, each redirect judged anew.
//!
//! In comes an address; out goes an answer of bounded size within a bounded time. The connection goes to the very address
//! that was judged, so a name that changes its mind in between gains nothing.

use super::address::is_public;
use super::{FetchFault, Fetched, Fetcher};
use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// The largest body that is kept.
const BYTES_MAX: usize = 8 << 20;
/// For how long a page is waited for, redirects included.
const PATIENCE: Duration = Duration::from_secs(12);
/// For how long a connection is waited for.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// Redirects that are followed.
const N_REDIRECTS_MAX: usize = 5;
/// How the program names itself to sites.
const NAME: &str = concat!("otklik/", env!("CARGO_PKG_VERSION"), " (snapshot of a proof)");

/// The open net.
#[derive(Debug, Clone)]
pub struct Net {
    client: Client,
    gate: Arc<Gate>,
}

/// Which addresses are let through: public ones, and those named for tests.
#[derive(Debug, Default)]
struct Gate {
    allowed: Vec<SocketAddr>,
}

impl Gate {
    fn lets(&self, address: SocketAddr) -> bool {
        is_public(address.ip()) || self.allowed.contains(&address)
    }

    fn lets_ip(&self, ip: IpAddr) -> bool {
        is_public(ip) || self.allowed.iter().any(|allowed| allowed.ip() == ip)
    }

    /// Addresses of a name that may be asked.
    async fn addresses(&self, host: &str) -> std::io::Result<Vec<SocketAddr>> {
        let found = tokio::net::lookup_host((host, 0)).await?;
        Ok(found.filter(|address| self.lets_ip(address.ip())).collect())
    }
}

/// The resolver of the client: only judged addresses come out of it.
struct Judging(Arc<Gate>);

impl Resolve for Judging {
    fn resolve(&self, name: Name) -> Resolving {
        let gate = self.0.clone();
        Box::pin(async move {
            let addresses = gate.addresses(name.as_str()).await?;
            if addresses.is_empty() {
                return Err("no public address".into());
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

impl Net {
    /// The open net and nothing else.
    ///
    /// # Errors
    /// When no client can be made.
    pub fn new() -> Result<Self, reqwest::Error> {
        Net::allowing(Vec::new())
    }

    /// The same with some addresses of this machine, for a server of a test's own.
    ///
    /// # Errors
    /// When no client can be made.
    pub fn allowing(allowed: Vec<SocketAddr>) -> Result<Self, reqwest::Error> {
        let gate = Arc::new(Gate { allowed });
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .user_agent(NAME)
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(PATIENCE)
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(Judging(gate.clone())))
            .build()?;
        Ok(Net { client, gate })
    }

    /// Judges an address before anything is sent: its scheme, no password in it, and where it leads.
    async fn judge(&self, url: &Url) -> Result<(), FetchFault> {
        let is_page = matches!(url.scheme(), "http" | "https");
        let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
        if !is_page || host.is_empty() || !url.username().is_empty() || url.password().is_some() {
            return Err(FetchFault::Address);
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(ip) = bare.parse::<IpAddr>() {
            // Numbers are not asked of the resolver.
            return if self.gate.lets(SocketAddr::new(ip, port)) { Ok(()) } else { Err(FetchFault::Inner) };
        }
        match self.gate.addresses(bare).await {
            Ok(addresses) if addresses.is_empty() => Err(FetchFault::Inner),
            Ok(_) => Ok(()),
            Err(_) => Err(FetchFault::Silent),
        }
    }

    async fn follow(&self, address: &str) -> Result<Fetched, FetchFault> {
        let mut url = Url::parse(address).map_err(|_| FetchFault::Address)?;
        for _ in 0..=N_REDIRECTS_MAX {
            self.judge(&url).await?;
            let answer = self.client.get(url.clone()).send().await.map_err(|cause| fault_of(&cause))?;
            let next = answer.headers().get(LOCATION).filter(|_| answer.status().is_redirection());
            match next.and_then(|next| next.to_str().ok()) {
                Some(next) => url = url.join(next).map_err(|_| FetchFault::Address)?,
                None => return whole(answer).await,
            }
        }
        Err(FetchFault::Circle)
    }
}

async fn whole(mut answer: Response) -> Result<Fetched, FetchFault> {
    let media_type = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_lowercase();
    let (status, mut bytes) = (answer.status().as_u16(), Vec::new());
    while let Some(piece) = answer.chunk().await.map_err(|cause| fault_of(&cause))? {
        if bytes.len() + piece.len() > BYTES_MAX {
            return Err(FetchFault::Large);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(Fetched { bytes, status, media_type })
}

fn fault_of(cause: &reqwest::Error) -> FetchFault {
    if cause.is_timeout() { FetchFault::Slow } else { FetchFault::Silent }
}

#[async_trait]
impl Fetcher for Net {
    async fn fetch(&self, address: &str) -> Result<Fetched, FetchFault> {
        tokio::time::timeout(PATIENCE, self.follow(address)).await.unwrap_or(Err(FetchFault::Slow))
    }
}
