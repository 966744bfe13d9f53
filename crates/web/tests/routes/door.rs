//! Who is at the door: places behind proxies, and browsers of owners that strangers do not lock out.

use crate::util::TestApp;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::SET_COOKIE;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt as _;
use otklik_domain::access::Role;
use otklik_web::{Proxies, Site, router};
use std::net::SocketAddr;
use tower::ServiceExt as _;

const ASKED_AT_MOST: usize = 60;

/// A site with passkeys, whose owner named these proxies.
async fn site(proxies: &str) -> (TestApp, Router) {
    let app = TestApp::new().await;
    let origin = Some("https://otklik.example.org".to_owned());
    let site = Site { origin, proxies: proxies.parse::<Proxies>().unwrap(), ..Site::default() };
    let router = router(site, app.house.clone());
    (app, router)
}

async fn sent(router: &Router, path: &str, body: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::from(body.to_owned())).unwrap();
    let peer: SocketAddr = "127.0.0.1:4000".parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    router.clone().oneshot(request).await.unwrap()
}

async fn is_let_in(router: &Router, header: (&str, &str)) -> bool {
    let asked = sent(router, "/enter/passkey/begin", "login=ilina", &[header]).await;
    assert!(matches!(asked.status(), StatusCode::OK | StatusCode::TOO_MANY_REQUESTS), "{}", asked.status());
    asked.status() == StatusCode::OK
}

#[tokio::test]
async fn behind_a_proxy_that_was_named_each_guest_has_a_place_of_their_own() {
    let (_app, router) = site("127.0.0.0/8").await;
    let header = "x-forwarded-for";
    for n in 0..ASKED_AT_MOST {
        // What the guest writes before is not believed: it is one place all the same.
        let line = format!("198.51.100.{n}, 203.0.113.7");
        assert!(is_let_in(&router, (header, &line)).await, "{n}");
    }
    for (line, is_let) in [
        ("203.0.113.7", false),
        ("198.51.100.250, 203.0.113.7", false),
        ("203.0.113.7, 127.0.0.9", false),
        ("203.0.113.8", true),
        ("203.0.113.7, 203.0.113.9", true),
    ] {
        assert_eq!(is_let_in(&router, (header, line)).await, is_let, "{line}");
    }
    assert!(is_let_in(&router, ("forwarded", "for=203.0.113.7")).await, "that header is not theirs");
}

#[tokio::test]
async fn without_proxies_no_header_makes_another_place() {
    for proxies in ["", "10.0.0.0/8"] {
        let (_app, router) = site(proxies).await;
        for n in 0..ASKED_AT_MOST {
            assert!(is_let_in(&router, ("x-forwarded-for", &format!("198.51.100.{n}"))).await, "{n}");
        }
        for header in ["x-forwarded-for", "forwarded", "x-real-ip"] {
            assert!(!is_let_in(&router, (header, "203.0.113.8")).await, "{proxies} {header}");
        }
    }
}

#[tokio::test]
async fn a_browser_that_was_in_keeps_that_for_the_door_only() {
    let (app, _) = site("").await;
    for is_https in [false, true] {
        let router = router(Site { is_https, ..Site::default() }, app.house.clone());
        let person = otklik_app::people::add(&app.house, "Ильина Анна", Role::Head).await.unwrap();
        let link = otklik_app::people::link_for(&app.house, person).await.unwrap();
        let cookies = cookies_of(&sent(&router, &format!("/enter/{link}"), "", &[]).await);
        let [visit, known] = cookies.as_slice() else { panic!("{cookies:?}") };
        assert!(visit.contains("visit="), "{visit}");
        let name = if is_https { "__Secure-known=" } else { "known=" };
        assert!(known.starts_with(name), "{known}");
        for part in ["; Path=/enter;", "; HttpOnly;", "; SameSite=Lax"] {
            assert!(known.contains(part), "{part}: {known}");
        }
        assert_eq!(known.ends_with("; Secure"), is_https, "{known}");
        let kept = known.split(';').next().unwrap();
        assert!(!kept.contains(visit.split(['=', ';']).nth(1).unwrap()), "it tells nothing of the visit");
        let again = otklik_app::people::link_for(&app.house, person).await.unwrap();
        let next = cookies_of(&sent(&router, &format!("/enter/{again}"), "", &[("cookie", kept)]).await);
        assert!(next[1].starts_with(kept), "a browser that is known stays known: {next:?}");
        for odd in ["known=", "known=x", "known=....", "__Secure-known=\u{7f}"] {
            let link = otklik_app::people::link_for(&app.house, person).await.unwrap();
            let answer =
                sent(&router, &format!("/enter/{link}"), "", &[("cookie", odd.trim_end_matches('\u{7f}'))]).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{odd}");
        }
    }
}

#[tokio::test]
async fn what_is_ones_own_is_kept_by_no_browser() {
    let (_app, router) = site("").await;
    for (path, is_own) in [
        ("/enter", true),
        ("/cabinet", true),
        ("/a/22222222/comfort", true),
        ("/s/22222222/embed/33333333/comfort", true),
        ("/letters/1", true),
        ("/m/1", true),
        ("/s/22222222", false),
        ("/s/22222222/embed", false),
        ("/", false),
    ] {
        let answer = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.headers()["cache-control"] == "no-store", is_own, "{path}");
    }
}

#[tokio::test]
async fn forms_of_other_sites_get_a_page_that_says_so() {
    let (_app, router) = site("").await;
    for header in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        for path in ["/enter", "/s/22222222", "/cabinet/me/password", "/vid", "/no/such/page"] {
            let answer = sent(&router, path, "login=ilina&password=x", &[header]).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{header:?} {path}");
            let text = answer.into_body().collect().await.unwrap().to_bytes();
            let text = String::from_utf8_lossy(&text).replace('\u{a0}', " ");
            assert!(text.contains("форма пришла с другого сайта"), "{path}: {text}");
        }
    }
}

fn cookies_of(answer: &Response) -> Vec<String> {
    let all = answer.headers().get_all(SET_COOKIE).iter();
    all.filter_map(|line| line.to_str().ok()).map(ToOwned::to_owned).collect()
}
