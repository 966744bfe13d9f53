//! Pages of other sites: kept as they were on the day, within bounds, and never from inside.

use crate::house::Place;
use otklik_app::fetch::{FetchFault, Fetched, Fetcher, Net};
use otklik_app::proof::{self, Brought};
use otklik_app::{House, Refusal, plans};
use otklik_domain::access::Role;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// A site of a test's own on this machine: answers by the path that was asked.
async fn site() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut asked = vec![0_u8; 2048];
                let n = stream.read(&mut asked).await.unwrap_or(0);
                let asked = String::from_utf8_lossy(&asked[..n]).into_owned();
                let path = asked.split_whitespace().nth(1).unwrap_or_default().to_owned();
                let _ = stream.write_all(&answer(&path, address)).await;
            });
        }
    });
    address
}

fn answer(path: &str, own: SocketAddr) -> Vec<u8> {
    let head = |code: &str, more: &str| format!("HTTP/1.1 {code}\r\nConnection: close\r\n{more}\r\n").into_bytes();
    let to = |place: &str| head("302 Found", &format!("Content-Length: 0\r\nLocation: {place}\r\n"));
    match path {
        "/page" => {
            let body = "<p>Вывески стоят</p>";
            let more = format!("Content-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n", body.len());
            [head("200 OK", &more), body.as_bytes().to_vec()].concat()
        }
        "/moved" => to("/page"),
        "/circle" => to("/circle"),
        "/inside" => to(&format!("http://127.0.0.2:{}/page", own.port())),
        "/other-port" => to("http://127.0.0.1:1/page"),
        "/file" => to("file:///etc/passwd"),
        "/large" => [head("200 OK", ""), vec![b'x'; 9 << 20]].concat(),
        _ => head("404 Not Found", "Content-Type: text/html\r\nContent-Length: 0\r\n"),
    }
}

#[tokio::test]
async fn redirects_are_judged_anew_and_bounds_are_kept() {
    let address = site().await;
    let net = Net::allowing(vec![address]).expect("a client");
    let page =
        Fetched { bytes: "<p>Вывески стоят</p>".into(), status: 200, media_type: "text/html".to_owned() };
    for (path, expected) in [
        ("/page", Ok(page.clone())),
        ("/moved", Ok(page)),
        ("/none", Ok(Fetched { bytes: vec![], status: 404, media_type: "text/html".to_owned() })),
        ("/circle", Err(FetchFault::Circle)),
        ("/inside", Err(FetchFault::Inner)),
        ("/other-port", Err(FetchFault::Inner)),
        ("/file", Err(FetchFault::Address)),
        ("/large", Err(FetchFault::Large)),
    ] {
        assert_eq!(net.fetch(&format!("http://{address}{path}")).await, expected, "{path}");
    }
}

#[tokio::test]
async fn nothing_inside_is_asked_however_it_is_written() {
    let address = site().await;
    let port = address.port();
    let net = Net::new().expect("a client");
    for (written, expected) in [
        (format!("http://127.0.0.1:{port}/page"), FetchFault::Inner),
        (format!("http://2130706433:{port}/page"), FetchFault::Inner),
        (format!("http://0x7f.1:{port}/page"), FetchFault::Inner),
        (format!("http://localhost:{port}/page"), FetchFault::Inner),
        (format!("http://[::1]:{port}/page"), FetchFault::Inner),
        (format!("http://[::ffff:127.0.0.1]:{port}/page"), FetchFault::Inner),
        ("http://169.254.169.254/latest/meta-data".to_owned(), FetchFault::Inner),
        ("ftp://example.org/a".to_owned(), FetchFault::Address),
        ("file:///etc/passwd".to_owned(), FetchFault::Address),
        (format!("http://user:secret@127.0.0.1:{port}/page"), FetchFault::Address),
        ("не адрес".to_owned(), FetchFault::Address),
    ] {
        assert_eq!(net.fetch(&written).await, Err(expected), "{written}");
    }
}

#[tokio::test]
async fn a_link_is_kept_with_its_page_or_with_why_not() {
    let place = Place::on("2019-02-01").await;
    let address = site().await;
    let plan = place.plan().await;
    let id = plans::plan(&place.ctx(Role::Auditor), plan).await.expect("found").measures[1].id;
    let net = Arc::new(Net::allowing(vec![address]).expect("a client"));
    let online = House { fetcher: net, ..place.house.clone() };
    let ctx = |house: &House| house.ctx(place.ctx(Role::ClubWorker).actor);
    let link = |path: &str| Brought {
        kind: "link".into(),
        address: format!("http://{address}{path}"),
        words: "Раздел сайта".into(),
        ..Brought::default()
    };
    let page = proof::add_proof(&ctx(&online), id, link("/moved")).await.expect("kept");
    let kept = place.house.store.find_proof(page).await.expect("read").expect("there").value;
    assert_eq!((kept.status, kept.trouble.clone(), kept.fetched_at.is_some()), (Some(200), None, true));
    let (name, bytes) = proof::proof_file(&ctx(&online), page).await.expect("read");
    assert_eq!((name.as_str(), bytes), ("snapshot-2019-02-01.html", "<p>Вывески стоят</p>".as_bytes().to_vec()));
    let inner = proof::add_proof(&ctx(&online), id, link("/inside")).await;
    assert!(matches!(&inner, Err(Refusal::Invalid(faults)) if faults.to_string().contains("внутренний")), "{inner:?}");
    let large = proof::add_proof(&ctx(&online), id, link("/large")).await.expect("kept without its page");
    let kept = place.house.store.find_proof(large).await.expect("read").expect("there").value;
    assert_eq!((kept.trouble.as_deref(), kept.paper), (Some("страница больше 8 МБ"), None));
    let off = proof::add_proof(&ctx(&place.house), id, link("/page")).await.expect("kept without its page");
    let trouble =
        |proof: Option<otklik_app::record::Kept<otklik_app::record::Proof>>| proof.and_then(|k| k.value.trouble);
    let said = trouble(place.house.store.find_proof(off).await.expect("read"));
    assert_eq!(said.as_deref(), Some("снимки страниц отключены администратором программы"));
    proof::snap_again(&ctx(&online), off).await.expect("snapped");
    assert_eq!(trouble(place.house.store.find_proof(off).await.expect("read")), None);
}
