//! Passkeys against an authenticator of our own: made, shown, used once, taken back, of another site.

use crate::house::Place;
use otklik_app::door::{Comer, Door};
use otklik_app::people::{self, PersonCard, Question, SignIn};
use otklik_app::{Ctx, Refusal};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::PersonId;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const SITE: &str = "https://otklik.example.org";

/// A telephone with one key, as the standard describes it.
struct Telephone {
    key: SigningKey,
    id: Vec<u8>,
    origin: &'static str,
    counter: u32,
}

impl Telephone {
    fn new(seed: u8) -> Self {
        let key = SigningKey::from_slice(&[seed; 32]).expect("a key");
        Telephone { key, id: vec![seed; 16], origin: SITE, counter: 0 }
    }

    fn name(&self) -> &str {
        self.origin.split_once("://").expect("an address").1
    }

    /// What the browser saw: the question and the site it stood on.
    fn seen(&self, kind: &str, question: &Question) -> Vec<u8> {
        let options: Value = serde_json::from_str(&question.options).expect("JSON");
        let challenge = &options["publicKey"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string().into()
    }

    /// The site, that its owner was there and was known, and how often the key was used.
    fn said(&mut self, flags: u8) -> Vec<u8> {
        self.counter += 1;
        let site = Sha256::digest(self.name().as_bytes());
        [&site[..], &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn make(&mut self, question: &Question) -> String {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (&point.as_bytes()[1..33], &point.as_bytes()[33..65]);
        let public = [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], x, &[0x22, 0x58, 32], y].concat();
        let said = [self.said(0x45), vec![0; 16], vec![0, 16], self.id.clone(), public].concat();
        let length = u8::try_from(said.len()).expect("short");
        let whole = [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".as_slice(), &[length], &said].concat();
        let seen = self.seen("webauthn.create", question);
        self.answer(json!({ "clientDataJSON": base64(&seen), "attestationObject": base64(&whole) }))
    }

    fn show(&mut self, question: &Question) -> String {
        let (said, seen) = (self.said(0x05), self.seen("webauthn.get", question));
        let signature: Signature = self.key.sign(&[said.as_slice(), &Sha256::digest(&seen)].concat());
        let signature = base64(signature.to_der().as_bytes());
        let (seen, said) = (base64(&seen), base64(&said));
        self.answer(json!({ "clientDataJSON": seen, "authenticatorData": said, "signature": signature }))
    }

    fn answer(&self, response: Value) -> String {
        let id = base64(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} }).to_string()
    }
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    let six = |bits: &[u8]| (0..6).fold(0_usize, |sum, at| sum * 2 + usize::from(bits.get(at).copied().unwrap_or(0)));
    bits.chunks(6).map(|bits| char::from(letters[six(bits)])).collect()
}

struct Office {
    place: Place,
    door: Door,
    admin: Ctx,
}

impl Office {
    async fn open() -> Self {
        let place = Place::on("2026-11-22").await;
        let id = people::add(&place.house, "Фомина Ольга", Role::Administrator).await.expect("added");
        let admin = ctx(&place, id, Role::Administrator);
        Office { place, door: Door::of_site(Some(SITE)), admin }
    }

    async fn person(&self, login: &str) -> Ctx {
        let card = PersonCard {
            name: "Ильина Анна".into(),
            role: "methodologist".into(),
            login: login.into(),
            ..PersonCard::default()
        };
        let (id, _) = people::invite(&self.admin, &card).await.expect("invited");
        ctx(&self.place, id, Role::Methodologist)
    }

    async fn add(&self, ctx: &Ctx, telephone: &mut Telephone) {
        let question = people::begin_passkey(ctx, &self.door).await.expect("asked");
        let answer = telephone.make(&question);
        people::add_passkey(ctx, &self.door, &question.ticket, "Телефон", &answer).await.expect("kept");
    }

    async fn asked(&self, login: &str) -> Question {
        people::begin_entry(&self.place.house, &self.door, login, &Comer::default()).await.expect("asked")
    }

    async fn enter(&self, question: &Question, answer: &str) -> SignIn {
        let comer = Comer { source: "a".into(), browser: Some("Safari, iPhone".into()), keeps: None };
        people::enter_by_passkey(&self.place.house, &self.door, &question.ticket, answer, &comer).await.expect("asked")
    }
}

fn ctx(place: &Place, id: PersonId, role: Role) -> Ctx {
    let actor = Actor { person: Some(id), role: Some(role), scope: Scope::Everywhere };
    place.house.ctx(actor).proved(Some(place.house.clock.now()))
}

#[tokio::test]
async fn a_passkey_is_made_opens_visits_and_is_taken_back() {
    let office = Office::open().await;
    let (ilina, mut telephone) = (office.person("ilina").await, Telephone::new(7));
    office.add(&ilina, &mut telephone).await;
    for _ in 0..2 {
        let question = office.asked(" Ilina ").await;
        let answer = telephone.show(&question);
        let said = office.enter(&question, &answer).await;
        let SignIn::Open { secret, .. } = &said else { panic!("{said:?}") };
        let visitor = people::visitor(&office.place.house, secret).await.expect("read").expect("in");
        assert_eq!(visitor.actor.person, ilina.actor.person);
        assert_eq!(office.enter(&question, &answer).await, SignIn::Wrong, "an answer is good once");
    }
    let kept = people::list_passkeys(&ilina).await.expect("read");
    assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].used_at.is_some()), (1, "Телефон", true));
    let question = office.asked("ilina").await;
    people::remove_passkey(&ilina, &kept[0].id).await.expect("gone");
    assert_eq!(office.enter(&question, &telephone.show(&question)).await, SignIn::Wrong, "taken back meanwhile");
    let again = people::remove_passkey(&ilina, &kept[0].id).await;
    assert!(matches!(again, Err(Refusal::NotFound)), "{again:?}");
}

#[tokio::test]
async fn answers_of_others_are_not_taken() {
    let office = Office::open().await;
    let (ilina, kim) = (office.person("ilina").await, office.person("kim").await);
    let (mut own, mut other) = (Telephone::new(7), Telephone::new(9));
    office.add(&ilina, &mut own).await;
    office.add(&kim, &mut other).await;
    let mut elsewhere = Telephone { origin: "https://otklik.example.com", ..Telephone::new(7) };
    let mut forged = Telephone { id: own.id.clone(), ..Telephone::new(9) };
    for (who, telephone) in
        [("another person's", &mut other), ("another site", &mut elsewhere), ("forged", &mut forged)]
    {
        let question = office.asked("ilina").await;
        let answer = telephone.show(&question);
        assert_eq!(office.enter(&question, &answer).await, SignIn::Wrong, "{who}");
    }
    let question = office.asked("ilina").await;
    let old = own.show(&office.asked("ilina").await);
    for answer in [old.as_str(), "{}", "", "null"] {
        assert_eq!(office.enter(&office.asked("ilina").await, answer).await, SignIn::Wrong, "{answer}");
    }
    assert!(matches!(office.enter(&question, &own.show(&question)).await, SignIn::Open { .. }), "the right one is");
    let question = people::begin_passkey(&ilina, &office.door).await.expect("asked");
    let mut new = Telephone::new(11);
    let answer = new.make(&question);
    let stolen = people::add_passkey(&kim, &office.door, &question.ticket, "x", &answer).await;
    assert!(matches!(stolen, Err(Refusal::Invalid(_))), "{stolen:?}");
    let again = people::add_passkey(&ilina, &office.door, &question.ticket, "x", &answer).await;
    assert!(matches!(again, Err(Refusal::Invalid(_))), "a question is answered once: {again:?}");
    assert_eq!(people::list_passkeys(&kim).await.expect("read").len(), 1);
    let kept = people::list_passkeys(&ilina).await.expect("read").remove(0);
    assert!(matches!(people::remove_passkey(&kim, &kept.id).await, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn an_unknown_name_is_asked_like_a_known_one() {
    let office = Office::open().await;
    let ilina = office.person("ilina").await;
    office.add(&ilina, &mut Telephone::new(7)).await;
    let shape = |question: &Question| {
        let options: Value = serde_json::from_str(&question.options).expect("JSON");
        let public = options["publicKey"].as_object().expect("an object").clone();
        let ids = public["allowCredentials"].as_array().expect("a list").len();
        let names: Vec<String> = public.iter().filter(|(_, v)| !v.is_null()).map(|(name, _)| name.clone()).collect();
        (names, ids, public["rpId"].clone(), public["userVerification"].clone(), public["timeout"].clone())
    };
    let ids = |question: &Question| {
        let options: Value = serde_json::from_str(&question.options).expect("JSON");
        options["publicKey"]["allowCredentials"].clone()
    };
    let (known, nobody) = (office.asked("ilina").await, office.asked("nobody").await);
    assert_eq!(shape(&known), shape(&nobody), "{} {}", known.options, nobody.options);
    assert_eq!(ids(&nobody), ids(&office.asked("Nobody ").await), "the same name is asked for the same passkey");
    assert_ne!(ids(&nobody), ids(&office.asked("somebody").await));
    assert_eq!(office.enter(&nobody, &Telephone::new(7).show(&nobody)).await, SignIn::Wrong);
}

#[tokio::test]
async fn passkeys_need_a_site_with_a_name_and_a_fresh_proof() {
    let office = Office::open().await;
    let ilina = office.person("ilina").await;
    for (origin, is_there) in [
        (None, false),
        (Some("http://127.0.0.1:8080"), false),
        (Some("nonsense"), false),
        (Some("http://localhost:8080"), true),
        (Some(SITE), true),
    ] {
        let door = Door::of_site(origin);
        assert_eq!(door.has_passkeys(), is_there, "{origin:?}");
        assert_eq!(people::begin_passkey(&ilina, &door).await.is_ok(), is_there, "{origin:?}");
    }
    let stale = office.place.house.ctx(ilina.actor.clone());
    assert!(matches!(people::begin_passkey(&stale, &office.door).await, Err(Refusal::NotProved)));
    assert!(matches!(people::remove_passkey(&stale, "x").await, Err(Refusal::NotProved)));
    let nobody = people::begin_passkey(&office.place.stranger(), &office.door).await;
    assert!(matches!(nobody, Err(Refusal::NotSignedIn)), "{nobody:?}");
    let mut n_asked = 0;
    while people::begin_entry(&office.place.house, &office.door, "x", &Comer::default()).await.is_ok() {
        n_asked += 1;
        assert!(n_asked < 1000, "one place may not ask for ever");
    }
    assert_eq!(n_asked, 60);
}
