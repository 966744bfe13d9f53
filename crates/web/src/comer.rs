//! Who is knocking: the address and the browser of a request.
//!
//! In come the connection and the `User-Agent`; out goes what the door counts tries by, and the browser in words for
//! the owner of an account. It refuses to trust headers about the address, except of proxies that were named, and to hand an
//! address on to be kept.

use crate::proxies::Proxies;
use crate::router::Web;
use crate::visit;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use otklik_app::door::Comer;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// Who sent a request, known before they say their name.
pub(crate) struct Knocking(pub(crate) Comer);

impl FromRequestParts<Web> for Knocking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        let keeps = visit::cookie(&parts.headers, known_cookie_name(web.site.is_https)).map(ToOwned::to_owned);
        let source = from(&parts.extensions, &parts.headers, &web.site.proxies).source;
        Ok(Knocking(Comer { source, browser: agent.map(in_words), keeps }))
    }
}

/// Name of the cookie by which a browser is known that somebody came in by before.
pub(crate) fn known_cookie_name(is_https: bool) -> &'static str {
    if is_https { "__Secure-known" } else { "known" }
}

/// Where a request came from, and nothing else of it.
pub(crate) fn from(extensions: &Extensions, headers: &HeaderMap, proxies: &Proxies) -> Comer {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    Comer { source: peer.map(|peer| household(proxies.guest(peer, headers))).unwrap_or_default(), ..Comer::default() }
}

/// The part of an address that one household has: all of IPv4, the first half of IPv6.
fn household(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

/// Signs of browsers, the telling ones first: most of them call themselves Chrome and Safari too.
const BROWSERS: [(&str, &str); 10] = [
    ("YaBrowser/", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Chromium", "Chromium"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// «Firefox, Windows»: families only, so that nobody is told apart by it.
fn in_words(agent: &str) -> String {
    let named =
        |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("другой браузер, {system}"),
        (None, None) => "другой браузер".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_by_family() {
        for (agent, words) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", "Chrome, Linux"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 YaBrowser/25.8 Safari/537.36", "Яндекс Браузер, Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
            ("curl/8.0", "другой браузер"),
            ("", "другой браузер"),
        ] {
            assert_eq!(in_words(agent), words, "{agent}");
        }
    }

    #[test]
    fn a_household_is_one_source() {
        for (one, other, is_same) in [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ] {
            let is_one = household(one.parse().unwrap()) == household(other.parse().unwrap());
            assert_eq!(is_one, is_same, "{one} {other}");
        }
    }
}
