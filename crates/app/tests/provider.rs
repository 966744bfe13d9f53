//! A provider of OpenID Connect on this machine: it keeps the standard, and breaks it where a test wants.

use crate::passkeys::base64;
use jiff::Timestamp;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the provider calls the program, and their secret.
pub(crate) const CLIENT: (&str, &str) = ("otklik", "tajna");

/// Changes the head and the claims of a token before it is signed.
pub(crate) type Mischief = fn(&mut Value, &mut Value);

/// Somebody who has an account there.
#[derive(Clone)]
pub(crate) struct Guest {
    pub(crate) subject: &'static str,
    pub(crate) claims: Value,
}

struct Granted {
    guest: Guest,
    asked: HashMap<String, String>,
}

#[derive(Default)]
struct Play {
    granted: HashMap<String, Granted>,
    mischief: Option<Mischief>,
    n_codes: usize,
    paths: Vec<String>,
}

/// The provider; it stops with the runtime of the test.
pub(crate) struct Provider {
    pub(crate) issuer: String,
    play: Arc<Mutex<Play>>,
    now: Timestamp,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Provider {
    pub(crate) async fn start(now: Timestamp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let play = Arc::new(Mutex::new(Play::default()));
        let (own, shared) = (issuer.clone(), play.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                answer(stream, &own, &shared, now).await;
            }
        });
        Provider { issuer, play, now, task }
    }

    /// The provider does not answer any more.
    pub(crate) async fn fall_silent(&mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }

    /// What is done to every token from now on.
    pub(crate) fn spoil(&self, mischief: Option<Mischief>) {
        self.play.lock().expect("whole").mischief = mischief;
    }

    /// Paths that were asked for, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.play.lock().expect("whole").paths.clone()
    }

    /// Somebody comes with a question and goes on as themselves; gives the code and the state they go back with.
    pub(crate) fn admit(&self, url: &str, guest: Guest) -> (String, String) {
        let asked = fields(url.split_once('?').expect("a question").1);
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT.0);
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"), "{}", asked["scope"]);
        let mut play = self.play.lock().expect("whole");
        play.n_codes += 1;
        let (code, state) = (format!("code-{}", play.n_codes), asked["state"].clone());
        play.granted.insert(code.clone(), Granted { guest, asked });
        (code, state)
    }

    /// A guest who proved just now who they are.
    pub(crate) fn guest(&self, subject: &'static str) -> Guest {
        let claims = json!({ "preferred_username": "ilina", "auth_time": self.now.as_second() });
        Guest { subject, claims }
    }
}

impl Guest {
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        self.claims[name] = value;
        self
    }
}

async fn answer(mut stream: TcpStream, issuer: &str, play: &Mutex<Play>, now: Timestamp) {
    let mut bytes = Vec::new();
    let (head, body) = loop {
        let mut piece = [0; 4096];
        let n = stream.read(&mut piece).await.unwrap_or(0);
        if n == 0 {
            return;
        }
        bytes.extend_from_slice(&piece[..n]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = header(head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        if body.len() >= length {
            break (head.to_owned(), body.to_owned());
        }
    };
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let (code, said) = said(&path, &head, &body, issuer, play, now);
    play.lock().expect("whole").paths.push(path);
    let text = said.to_string();
    let answer = format!(
        "HTTP/1.1 {code} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
        text.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
}

fn said(path: &str, head: &str, body: &str, issuer: &str, play: &Mutex<Play>, now: Timestamp) -> (u16, Value) {
    match path {
        "/.well-known/openid-configuration" => (200, described(issuer)),
        "/jwks" => (200, json!({ "keys": [jwk()] })),
        "/token" => match token(head, body, issuer, play, now) {
            Ok(token) => (200, json!({ "access_token": "access", "token_type": "Bearer", "id_token": token })),
            Err(why) => (400, json!({ "error": why })),
        },
        _ => (404, json!({})),
    }
}

fn described(issuer: &str) -> Value {
    json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth"), "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
    })
}

fn key() -> SigningKey {
    SigningKey::from_slice(&[7; 32]).expect("a key")
}

fn jwk() -> Value {
    let point = key().verifying_key().to_sec1_point(false);
    let (x, y) = (base64(&point.as_bytes()[1..33]), base64(&point.as_bytes()[33..65]));
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "one", "x": x, "y": y })
}

/// The token of a code, once, for whoever knows the secret and the answer to the PKCE question.
fn token(head: &str, body: &str, issuer: &str, play: &Mutex<Play>, now: Timestamp) -> Result<String, &'static str> {
    let mut play = play.lock().expect("whole");
    let sent = fields(body);
    let granted = play.granted.remove(&sent["code"]).ok_or("invalid_grant")?;
    // «otklik:tajna» in base64.
    if header(head, "authorization") != Some("Basic b3RrbGlrOnRham5h") {
        return Err("invalid_client");
    }
    let answer = base64(&Sha256::digest(sent["code_verifier"].as_bytes()));
    if granted.asked["code_challenge"] != answer || granted.asked["redirect_uri"] != sent["redirect_uri"] {
        return Err("invalid_grant");
    }
    let mut top = json!({ "alg": "ES256", "kid": "one" });
    let mut claims = json!({
        "iss": issuer, "aud": CLIENT.0, "sub": granted.guest.subject, "nonce": granted.asked["nonce"],
        "iat": now.as_second(), "exp": now.as_second() + 300,
    });
    for (name, value) in granted.guest.claims.as_object().expect("claims") {
        claims[name] = value.clone();
    }
    if let Some(mischief) = play.mischief {
        mischief(&mut top, &mut claims);
    }
    let said = format!("{}.{}", base64(top.to_string().as_bytes()), base64(claims.to_string().as_bytes()));
    let signature: Signature = key().sign(said.as_bytes());
    Ok(match top["alg"].as_str() {
        Some("none") => format!("{said}."),
        _ => format!("{said}.{}", base64(&signature.to_bytes())),
    })
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().filter_map(|line| line.split_once(": ")).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v)
}

/// Fields of a question or a form.
pub(crate) fn fields(text: &str) -> HashMap<String, String> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), plain(value)))
        .collect()
}

fn plain(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let hex = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                u8::from_str_radix(&String::from_utf8_lossy(&hex), 16).unwrap_or(b'?')
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
