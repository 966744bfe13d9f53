//! Trusted proxies: who stands before the program, and whom a request really comes from.
//!
//! In come the address of the connection and the one header that the proxies write; out goes the address of the guest.
//! Without a list of proxies no header is read: anybody can write one. It refuses to guess: what cannot be read stays with
//! the last address that is known for certain.

use axum::http::{HeaderMap, HeaderValue};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// Which header the proxies write. The other one is never read: a proxy passes it on as the guest wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProxyHeader {
    /// `X-Forwarded-For: 192.0.2.1, 10.0.0.5`
    #[default]
    XForwardedFor,
    /// `Forwarded: for=192.0.2.1;proto=https` (RFC 7239)
    Forwarded,
}

/// A network, as an address and how many of its first bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Net {
    address: IpAddr,
    n_bits: u32,
}

/// Proxies that are believed («доверенные прокси»); none unless the owner of the program names them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proxies {
    nets: Vec<Net>,
    header: ProxyHeader,
}

impl FromStr for ProxyHeader {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "x-forwarded-for" => Ok(ProxyHeader::XForwardedFor),
            "forwarded" => Ok(ProxyHeader::Forwarded),
            _ => Err("заголовок прокси: x-forwarded-for или forwarded".to_owned()),
        }
    }
}

impl FromStr for Proxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        Ok(Proxies { nets: named.map(Net::read).collect::<Result<_, _>>()?, header: ProxyHeader::default() })
    }
}

impl Net {
    fn read(text: &str) -> Result<Self, String> {
        let wrong = || format!("доверенный прокси «{text}»: нужен адрес или сеть, например 127.0.0.1 или 10.0.0.0/8");
        let (address, n_bits) = text.split_once('/').map_or((text, None), |(address, n_bits)| (address, Some(n_bits)));
        let address = address.parse::<IpAddr>().map_err(|_| wrong())?.to_canonical();
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let n_bits = n_bits.map_or(Ok(whole), str::parse).map_err(|_| wrong())?;
        // A network of everybody would believe everybody.
        if n_bits == 0 || n_bits > whole { Err(wrong()) } else { Ok(Net { address, n_bits }) }
    }

    fn has(self, other: IpAddr) -> bool {
        match (self.address, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.n_bits,
            (IpAddr::V6(own), IpAddr::V6(other)) => (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.n_bits,
            _ => false,
        }
    }
}

impl Proxies {
    /// The same proxies, which write this header.
    #[must_use]
    pub fn writing(self, header: ProxyHeader) -> Self {
        Proxies { header, ..self }
    }

    fn has(&self, address: IpAddr) -> bool {
        self.nets.iter().any(|net| net.has(address))
    }

    /// Whom a request comes from: each proxy that is believed names the one before it, from the last to the first.
    pub(crate) fn guest(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut guest = peer.to_canonical();
        let name = match self.header {
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => "forwarded",
        };
        if !self.has(guest) {
            return guest;
        }
        for named in headers.get_all(name).iter().rev().flat_map(|line| self.named(line).into_iter().rev()) {
            let Some(named) = named else { return guest };
            guest = named;
            if !self.has(guest) {
                break;
            }
        }
        guest
    }

    /// Addresses of one line as they stand; nothing in the place of one that cannot be read.
    fn named(&self, line: &HeaderValue) -> Vec<Option<IpAddr>> {
        let Ok(line) = line.to_str() else { return vec![None] };
        match self.header {
            ProxyHeader::XForwardedFor => line.split(',').map(address).collect(),
            ProxyHeader::Forwarded => forwarded(line),
        }
    }
}

/// An address, with a port or without: `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let read = bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|whole| whole.ip()));
    read.map(|read| read.to_canonical())
}

/// Elements of `Forwarded`; a line whose quotes do not close names nobody.
fn forwarded(line: &str) -> Vec<Option<IpAddr>> {
    let mut is_quoted = false;
    let mut elements = vec![String::new()];
    for letter in line.chars() {
        is_quoted ^= letter == '"';
        match (letter, elements.last_mut()) {
            (',', _) if !is_quoted => elements.push(String::new()),
            (_, Some(element)) => element.push(letter),
            (_, None) => {}
        }
    }
    if is_quoted || line.contains('\\') {
        return vec![None];
    }
    let of = |element: &String| {
        let pair = element.split(';').filter_map(|pair| pair.trim().split_once('='));
        let mut named = pair.filter(|(key, _)| key.trim().eq_ignore_ascii_case("for"));
        address(named.next()?.1.trim().trim_matches('"'))
    };
    elements.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(proxies: &str, header: ProxyHeader, peer: &str, lines: &[(&'static str, &str)], expected: &str) {
        let proxies = proxies.parse::<Proxies>().unwrap().writing(header);
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        let guest = proxies.guest(peer.parse().unwrap(), &headers).to_string();
        assert_eq!(guest, expected, "{proxies:?} {peer} {lines:?}");
    }

    #[test]
    fn nobody_is_believed_who_was_not_named() {
        let lines = [("x-forwarded-for", "198.51.100.7"), ("forwarded", "for=198.51.100.7")];
        for header in [ProxyHeader::XForwardedFor, ProxyHeader::Forwarded] {
            check("", header, "127.0.0.1", &lines, "127.0.0.1");
            check("10.0.0.1", header, "127.0.0.1", &lines, "127.0.0.1");
            check("10.0.0.0/8,127.0.0.1", header, "192.0.2.1", &lines, "192.0.2.1");
        }
    }

    #[test]
    fn the_last_that_is_no_proxy_is_the_guest() {
        for (line, expected) in [
            ("198.51.100.7", "198.51.100.7"),
            ("198.51.100.7:4711", "198.51.100.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            // What the guest wrote stands before what the proxy added.
            ("192.0.2.200, 198.51.100.7", "198.51.100.7"),
            ("192.0.2.200, 198.51.100.7, 10.1.2.3", "198.51.100.7"),
            ("10.9.9.9, 198.51.100.7, 10.1.2.3", "198.51.100.7"),
            ("garbage, 198.51.100.7", "198.51.100.7"),
            // What cannot be read stays with the proxy that said it.
            ("198.51.100.7, garbage", "127.0.0.1"),
            ("198.51.100.7, garbage, 10.1.2.3", "10.1.2.3"),
            ("", "127.0.0.1"),
            ("10.1.2.3", "10.1.2.3"),
        ] {
            let header = ProxyHeader::XForwardedFor;
            check("127.0.0.1, 10.0.0.0/8", header, "127.0.0.1", &[("x-forwarded-for", line)], expected);
            check("127.0.0.1, 10.0.0.0/8", header, "::ffff:127.0.0.1", &[("x-forwarded-for", line)], expected);
        }
        let two = [("x-forwarded-for", "192.0.2.200"), ("x-forwarded-for", "198.51.100.7")];
        check("127.0.0.1", ProxyHeader::XForwardedFor, "127.0.0.1", &two, "198.51.100.7");
        check("127.0.0.1", ProxyHeader::XForwardedFor, "127.0.0.1", &[], "127.0.0.1");
    }

    #[test]
    fn forwarded_is_read_as_the_standard_has_it() {
        for (line, expected) in [
            ("for=198.51.100.7;proto=https", "198.51.100.7"),
            ("by=10.0.0.1; For=\"198.51.100.7:80\"", "198.51.100.7"),
            ("for=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17"),
            ("for=192.0.2.200, for=198.51.100.7", "198.51.100.7"),
            ("for=\"192.0.2.200, for=192.0.2.9\", for=198.51.100.7", "198.51.100.7"),
            ("for=\", for=198.51.100.7", "127.0.0.1"),
            ("for=_hidden", "127.0.0.1"),
            ("for=unknown", "127.0.0.1"),
            ("proto=https", "127.0.0.1"),
        ] {
            check("127.0.0.1", ProxyHeader::Forwarded, "127.0.0.1", &[("forwarded", line)], expected);
        }
        // The header that the proxies do not write is the guest's own word.
        let other = [("forwarded", "for=192.0.2.200")];
        check("127.0.0.1", ProxyHeader::XForwardedFor, "127.0.0.1", &other, "127.0.0.1");
    }

    #[test]
    fn a_list_of_proxies_is_read_or_refused() {
        for (text, is_right) in [
            ("", true),
            ("127.0.0.1", true),
            ("127.0.0.1,::1, 10.0.0.0/8", true),
            ("2001:db8::/32", true),
            ("0.0.0.0/0", false),
            ("10.0.0.0/33", false),
            ("nginx", false),
            ("10.0.0.0/x", false),
        ] {
            assert_eq!(text.parse::<Proxies>().is_ok(), is_right, "{text}");
        }
    }
}
