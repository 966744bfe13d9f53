//! Talking to a provider: by https, for a short time, without following it elsewhere, and never more than a little.
//!
//! In come requests of the library; out go answers of at most [`LONGEST_BYTES`]. It refuses to be led to another address
//! and to speak openly with anybody but this machine itself.

use crate::door::Outside;
use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http, reqwest};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A provider says no more than this at once.
const LONGEST_BYTES: usize = 256 * 1024;
/// The whole of a question and its answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Lost {
    #[error("{0} is not https")]
    Open(Url),
    #[error("the answer is longer than {LONGEST_BYTES} bytes")]
    TooLong,
    #[error("{0}")]
    Broken(#[from] reqwest::Error),
    #[error("{0}")]
    Shape(#[from] http::Error),
}

/// Brings requests to a provider.
pub(super) struct Messenger(reqwest::Client);

impl Messenger {
    pub(super) fn new(outside: &Outside, issuer: &str) -> Result<Self, Lost> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(PATIENCE / 2)
            .timeout(PATIENCE)
            .user_agent("otklik");
        if Url::parse(issuer).is_ok_and(|url| is_this_machine(&url)) {
            builder = builder.no_proxy();
        }
        for root in
            outside.roots_pem.as_deref().map(reqwest::Certificate::from_pem_bundle).transpose()?.unwrap_or_default()
        {
            builder = builder.add_root_certificate(root);
        }
        Ok(Messenger(builder.build()?))
    }

    async fn bring(&self, request: HttpRequest) -> Result<HttpResponse, Lost> {
        let request = reqwest::Request::try_from(request)?;
        if !is_safe(request.url()) {
            return Err(Lost::Open(request.url().clone()));
        }
        let mut answer = self.0.execute(request).await?;
        let mut shaped = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            shaped = shaped.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await? {
            if body.len() + piece.len() > LONGEST_BYTES {
                return Err(Lost::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        Ok(shaped.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Messenger {
    type Error = Lost;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Lost>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.bring(request))
    }
}

/// Whether nobody on the way can read or change what is said.
pub(super) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(url))
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_spoken_to_openly() {
        for (address, expected) in [
            ("https://id.example.org/realm", true),
            ("http://id.example.org", false),
            ("http://127.0.0.1:4000", true),
            ("http://localhost:4000", true),
            ("http://[::1]:4000", true),
            ("http://localhost.example.org", false),
            ("http://192.168.1.5", false),
            ("ftp://127.0.0.1", false),
        ] {
            assert_eq!(is_safe(&Url::parse(address).unwrap()), expected, "{address}");
        }
    }
}
