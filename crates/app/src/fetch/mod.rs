//! Pages of other sites, fetched once so that a proof does not vanish with its page.
//!
//! In comes an address a person typed; out go the bytes the site answered, or a sentence that says why not. Addresses of
//! this machine and of inner networks are never asked. It refuses to know what the page is for.

mod address;
mod net;

pub use net::Net;

use async_trait::async_trait;

/// What a site answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The body.
    pub bytes: Vec<u8>,
    /// The code of the answer, 200 or another.
    pub status: u16,
    /// What the site calls it: `text/html`.
    pub media_type: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FetchFault {
    /// The administrator of the program turned fetching off.
    #[error("снимки страниц отключены администратором программы")]
    Off,
    /// No address of a page.
    #[error("это не адрес страницы: он начинается с http:// или https://")]
    Address,
    /// An address of this machine or of an inner network.
    #[error("этот адрес внутренний: люди снаружи его не откроют")]
    Inner,
    /// It did not answer.
    #[error("сайт не ответил")]
    Silent,
    /// It answers too slowly.
    #[error("сайт отвечал слишком долго")]
    Slow,
    /// The page is too large.
    #[error("страница больше 8 МБ")]
    Large,
    /// One page leads to another without end.
    #[error("страница без конца отсылает к другой")]
    Circle,
}

/// Fetches pages of other sites. Three of them: the net, nothing, and kept answers in tests.
#[async_trait]
pub trait Fetcher: Send + Sync {
    /// What stands at an address.
    ///
    /// # Errors
    /// [`FetchFault`] says in words why not.
    async fn fetch(&self, address: &str) -> Result<Fetched, FetchFault>;
}

/// Fetches nothing: the setting of a house that asks no other sites.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

#[async_trait]
impl Fetcher for Nothing {
    async fn fetch(&self, _: &str) -> Result<Fetched, FetchFault> {
        Err(FetchFault::Off)
    }
}
