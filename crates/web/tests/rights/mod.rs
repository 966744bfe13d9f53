//! Every role at every route: what `rows.txt` says is asked for by real requests with real ids.
//!
//! The list of routes is read out of the routers themselves: a route without a line fails here, and so does a line
//! without a route. A router with a guard taken out is caught by the same checker.

mod country;
mod routes;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use country::{Country, Object, Visitor};
use http_body_util::BodyExt as _;
use otklik_domain::access::{Scope, Verb, allows};
use tower::ServiceExt as _;

const ROWS: &str = include_str!("rows.txt");

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guard {
    Public,
    Signed,
    Own(Verb),
    Others(Verb),
    Somewhere(Verb),
    House(Verb),
    Hidden(Verb),
    Nothing,
    Guest,
}

/// A line of the table.
#[derive(Debug, Clone)]
struct Row {
    method: Method,
    path: &'static str,
    guard: Guard,
    object: &'static str,
    body: &'static str,
}

/// What a visitor is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Allowed,
    SignIn,
    Forbidden,
    NotFound,
    /// Refused either way: who lacks the verb learns nothing from an id that is not there.
    Refused,
    Broken(u16),
}

impl Told {
    fn is(self, expected: Told) -> bool {
        self == expected || (expected == Told::Refused && matches!(self, Told::Forbidden | Told::NotFound))
    }
}

fn verb(name: &str) -> Verb {
    Verb::ALL.into_iter().find(|verb| format!("{verb:?}") == name).unwrap_or_else(|| panic!("no verb «{name}»"))
}

fn guard(text: &str) -> Guard {
    match text.split_once(':') {
        None if text == "public" => Guard::Public,
        None if text == "signed" => Guard::Signed,
        None if text == "nothing" => Guard::Nothing,
        None if text == "guest" => Guard::Guest,
        Some(("own", name)) => Guard::Own(verb(name)),
        Some(("others", name)) => Guard::Others(verb(name)),
        Some(("somewhere", name)) => Guard::Somewhere(verb(name)),
        Some(("house", name)) => Guard::House(verb(name)),
        Some(("hidden", name)) => Guard::Hidden(verb(name)),
        _ => panic!("no guard «{text}»"),
    }
}

fn rows() -> Vec<Row> {
    let lines = ROWS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let row = |line: &'static str| {
        let mut words = line.splitn(5, ' ');
        let mut next = || words.next().unwrap_or_default();
        let method = next().parse().expect("a method");
        Row { method, path: next(), guard: guard(next()), object: next(), body: next() }
    };
    lines.map(row).collect()
}

/// What the table promises a visitor about an object.
fn expected(guard: Guard, visitor: &Visitor, object: &Object) -> Told {
    let known = if object.is_known { Told::Allowed } else { Told::NotFound };
    let Some(role) = visitor.role else {
        return match guard {
            Guard::Public => known,
            Guard::Nothing if !object.is_named => Told::NotFound,
            Guard::Guest => Told::NotFound,
            _ => Told::SignIn,
        };
    };
    let lacking = if object.is_known { Told::Forbidden } else { Told::Refused };
    match guard {
        Guard::Public | Guard::Signed => known,
        Guard::Nothing | Guard::Guest => Told::NotFound,
        Guard::Hidden(verb) if allows(role, verb) && visitor.scope == Scope::Everywhere => Told::Allowed,
        Guard::Hidden(_) => Told::NotFound,
        Guard::Somewhere(verb) | Guard::House(verb) if !allows(role, verb) => lacking,
        Guard::House(_) if visitor.scope != Scope::Everywhere => lacking,
        Guard::Somewhere(_) | Guard::House(_) => known,
        Guard::Others(_) if object.is_known && visitor.scope.covers(object.place) => Told::Forbidden,
        Guard::Others(verb) if allows(role, verb) => Told::NotFound,
        Guard::Others(_) => Told::Refused,
        Guard::Own(verb) if !allows(role, verb) && !visitor.scope.covers(object.place) => Told::Refused,
        Guard::Own(verb) if !allows(role, verb) => lacking,
        Guard::Own(_) if object.is_known && !visitor.scope.covers(object.place) => Told::NotFound,
        Guard::Own(_) => known,
    }
}

fn request(row: &Row, path: &str, body: String, visitor: &Visitor) -> Request<Body> {
    let mut request = Request::builder().method(row.method.clone()).uri(path);
    if path.starts_with("/api/") {
        if let Some(key) = &visitor.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
    } else {
        request = request.header("cookie", &visitor.cookie);
    }
    if row.method == Method::GET {
        return request.body(Body::empty()).unwrap();
    }
    if row.body == "file" {
        let part = |name: &str, text: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = format!("{}--x--\r\n", part("token", &visitor.token));
        return request.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).unwrap();
    }
    if path.starts_with("/api/") {
        let request = request.header("if-match", "\"99\"").header("content-type", "application/json");
        return request.body(Body::from(body)).unwrap();
    }
    let body = format!("token={}&{body}", visitor.token);
    request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(body)).unwrap()
}

async fn told(router: &Router, request: Request<Body>) -> Told {
    let answer = router.clone().oneshot(request).await.unwrap();
    let location = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let code = answer.status();
    match code {
        StatusCode::UNAUTHORIZED => Told::SignIn,
        _ if location == "/enter" => Told::SignIn,
        StatusCode::FORBIDDEN => {
            let page = answer.into_body().collect().await.unwrap().to_bytes();
            let is_stale = String::from_utf8_lossy(&page).contains("Форма");
            if is_stale { Told::Broken(code.as_u16()) } else { Told::Forbidden }
        }
        StatusCode::NOT_FOUND => Told::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Told::Broken(code.as_u16()),
        _ if code.is_server_error() => Told::Broken(code.as_u16()),
        _ => Told::Allowed,
    }
}

/// Who may not see a thing is told the same as if there were none: nothing can be learnt from an id.
fn differing(row: &Row, visitor: &Visitor, answers: &[(Object, Told)]) -> Option<String> {
    let (_, unknown) = answers.iter().find(|(object, _)| object.is_named && !object.is_known)?;
    let is_hidden = |object: &Object| object.is_known && expected(row.guard, visitor, object) == Told::Refused;
    let (object, told) = answers.iter().find(|(object, told)| is_hidden(object) && told != unknown)?;
    let (path, who, whose) = (row.path, &visitor.name, object.name);
    Some(format!("{path} tells {who} {told:?} {whose} and {unknown:?} of what is not there"))
}

/// Asks every cell of these rows; answers how many there were and which told something else.
async fn wrong_cells(router: &Router, country: &Country, rows: &[Row]) -> (usize, Vec<String>) {
    let (mut n, mut wrong) = (0, Vec::new());
    for row in rows {
        for visitor in &country.visitors {
            let mut answers = Vec::new();
            for object in country.objects(row.object) {
                let path = country.path(row.path, &object);
                let body = country.filled(row.body, &object);
                let told = told(router, request(row, &path, body, visitor)).await;
                let expected = expected(row.guard, visitor, &object);
                n += 1;
                if !told.is(expected) {
                    let (method, path, who, whose) = (&row.method, row.path, &visitor.name, object.name);
                    wrong.push(format!("{method} {path} for {who}, {whose}: {told:?}, not {expected:?}"));
                }
                answers.push((object, told));
            }
            wrong.extend(differing(row, visitor, &answers));
        }
    }
    (n, wrong)
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let mut routes = routes::routes();
    let mut told: Vec<String> = rows().iter().map(|row| format!("{} {}", row.method, row.path)).collect();
    routes.sort();
    told.sort();
    assert!(routes.len() > 100, "the routers are not understood: {routes:?}");
    let twice: Vec<_> = told.windows(2).filter(|two| two[0] == two[1]).collect();
    let missing: Vec<_> = routes.iter().filter(|route| !told.contains(route)).collect();
    let gone: Vec<_> = told.iter().filter(|row| !routes.contains(row)).collect();
    assert!(
        missing.is_empty() && gone.is_empty() && twice.is_empty(),
        "add a line to crates/web/tests/rights/rows.txt for {missing:#?}; no such route: {gone:#?}; twice: {twice:?}"
    );
}

#[tokio::test]
async fn every_visitor_is_told_the_right_thing_at_every_route() {
    let country = Country::new().await;
    let (mut rows, mut last) = (rows(), Vec::new());
    // Who signs out is gone afterwards.
    rows.retain(|row| {
        if row.path == "/sign-out" {
            last.push(row.clone());
            false
        } else {
            true
        }
    });
    rows.extend(last);
    let (n, wrong) = wrong_cells(&country.router(), &country, &rows).await;
    assert!(wrong.is_empty(), "{} of {n} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(n > 3000, "only {n} cells were asked");
}

#[tokio::test]
async fn a_guard_that_is_taken_out_is_caught() {
    let country = Country::new().await;
    let whole = country.router();
    for (method, path) in [(Method::GET, "/cabinet/plans/{id}"), (Method::POST, "/cabinet/measures/{id}/step")] {
        let rows: Vec<Row> = rows().into_iter().filter(|row| row.path == path && row.method == method).collect();
        assert_eq!(rows.len(), 1);
        let (_, wrong) = wrong_cells(&whole, &country, &rows).await;
        assert!(wrong.is_empty(), "{wrong:?}");
        // Nobody is asked anything.
        let open = axum::routing::any(async || "всё").with_state(());
        let open = Router::new().route(path, open).fallback_service(whole.clone());
        let (_, wrong) = wrong_cells(&open, &country, &rows).await;
        assert!(wrong.iter().any(|cell| cell.contains("for stranger")), "{wrong:?}");
        // Everybody is taken for an administrator: only what depends on who asks can differ.
        let mistaken = country.mistaken(path);
        let (n, wrong) = wrong_cells(&mistaken, &country, &rows).await;
        assert!(!wrong.is_empty() && wrong.len() < n, "{wrong:?}");
    }
}
