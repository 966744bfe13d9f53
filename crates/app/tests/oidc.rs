//! The outer door against a provider of our own: who is let in, who is told to be invited, and what is not believed.

use crate::house::Place;
use crate::provider::{CLIENT, Guest, Mischief, Provider, fields};
use otklik_app::door::{Comer, Door, Outside};
use otklik_app::people::{self, Back, OuterCard, PersonCard, Returned, SettingOut, SignIn};
use otklik_app::record::AuditQuery;
use otklik_app::{Ctx, Refusal};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::PersonId;
use serde_json::json;
use totp_rs::{Algorithm, Builder, Secret};

const SITE: &str = "https://otklik.example.org";
const TOO_OLD: i64 = 3600;

struct Office {
    place: Place,
    door: Door,
    provider: Provider,
    admin: Ctx,
}

fn ctx(place: &Place, person: PersonId, role: Role) -> Ctx {
    let actor = Actor { person: Some(person), role: Some(role), scope: Scope::Everywhere };
    place.house.ctx(actor).proved(Some(place.house.clock.now()))
}

impl Office {
    /// An office whose outer door is open.
    async fn open() -> Self {
        let office = Office::closed().await;
        office.set(|_| {}).await.expect("set");
        office
    }

    async fn closed() -> Self {
        let place = Place::on("2026-11-22").await;
        let provider = Provider::start(place.house.clock.now()).await;
        let id = people::add(&place.house, "Фомина Ольга", Role::Administrator).await.expect("added");
        let admin = ctx(&place, id, Role::Administrator);
        Office { place, door: Door::of_site(Some(SITE)), provider, admin }
    }

    async fn set(&self, change: impl FnOnce(&mut OuterCard)) -> Result<(), Refusal> {
        let mut card = OuterCard {
            title: "портал области".into(),
            issuer: self.provider.issuer.clone(),
            client_id: CLIENT.0.into(),
            secret: CLIENT.1.into(),
            scopes: "profile email".into(),
            is_open: true,
            ..OuterCard::default()
        };
        change(&mut card);
        let kept = people::find_outer_door(&self.admin).await?;
        people::keep_outer_door(&self.admin, &self.door, &card, kept.map(|(kept, _)| kept.version)).await
    }

    /// Somebody who was invited; their context and the secret of the invitation.
    async fn person(&self, email: &str) -> (Ctx, String) {
        let card = PersonCard {
            name: "Ильина Анна".into(),
            role: "methodologist".into(),
            email: email.into(),
            ..PersonCard::default()
        };
        let (id, link) = people::invite(&self.admin, &card).await.expect("invited");
        (ctx(&self.place, id, Role::Methodologist), link)
    }

    fn stranger(&self) -> Ctx {
        self.place.stranger()
    }

    async fn out(&self) -> (String, String) {
        gone(people::enter_by_outer(&self.place.house, &self.door, &comer()).await.expect("set out"))
    }

    /// Sets out, is admitted as somebody and comes back.
    async fn enter(&self, guest: Guest) -> Back {
        let (url, ticket) = self.out().await;
        self.back(&self.stranger(), "", &url, &ticket, guest).await.expect("back")
    }

    async fn back(&self, ctx: &Ctx, visit: &str, url: &str, ticket: &str, guest: Guest) -> Result<Back, Refusal> {
        let (code, state) = self.provider.admit(url, guest);
        let said = Returned { code, state, ..Returned::default() };
        people::come_back(ctx, &self.door, visit, ticket, &said, &comer()).await
    }

    /// Ties an outer account to somebody's own, from a visit of theirs.
    async fn tie(&self, ctx: &Ctx, guest: Guest) -> Result<Back, Refusal> {
        let (url, ticket) = gone(people::tie_outer(ctx, &self.door, "visit", &comer()).await.expect("set out"));
        self.back(ctx, "visit", &url, &ticket, guest).await
    }
}

fn comer() -> Comer {
    Comer { source: "a".into(), browser: Some("Firefox, Linux".into()), keeps: None }
}

fn gone(out: SettingOut) -> (String, String) {
    match out {
        SettingOut::Go { url, ticket } => (url, ticket),
        SettingOut::Silent => panic!("the provider is silent"),
    }
}

fn secret_of(back: Back) -> String {
    match back {
        Back::Entered(SignIn::Open { secret, has_no_password: false }) => secret,
        other => panic!("not in: {other:?}"),
    }
}

#[tokio::test]
async fn a_tied_account_opens_a_visit_that_is_seen_and_ended_as_others() {
    let office = Office::open().await;
    let (anna, _) = office.person("").await;
    assert_eq!(office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied"), Back::Tied);
    let secret = secret_of(office.enter(office.provider.guest("sub-1")).await);
    let visitor = people::visitor(&office.place.house, &secret).await.expect("read").expect("in");
    assert_eq!((visitor.actor.person, visitor.proved_at.is_some()), (anna.actor.person, true));
    let visits = people::visits(&anna, &secret).await.expect("read");
    assert_eq!((visits.len(), visits[0].way.as_str(), visits[0].is_this), (1, "outer", true));
    people::end_visit(&anna, &visits[0].id).await.expect("ended");
    assert!(people::visitor(&office.place.house, &secret).await.expect("read").is_none());
    let own = people::list_outer_accounts(&anna).await.expect("read");
    assert_eq!((own.len(), own[0].name.as_str()), (1, "ilina"));
    assert!(own[0].used_at.is_some());
    // Who proved to the provider long ago who they are is in, and proves it again before acts that open doors.
    let long_ago = office.place.house.clock.now().as_second() - TOO_OLD;
    let secret = secret_of(office.enter(office.provider.guest("sub-1").with("auth_time", json!(long_ago))).await);
    let visitor = people::visitor(&office.place.house, &secret).await.expect("read").expect("in");
    assert_eq!(visitor.proved_at, None);
}

#[tokio::test]
async fn a_stranger_stays_outside_and_nothing_is_kept_of_them() {
    let office = Office::open().await;
    office.person("ilina@example.org").await;
    let before = office.place.edition().await;
    for guest in [
        office.provider.guest("sub-9"),
        office.provider.guest("sub-9").with("email", json!("ilina@example.org")).with("email_verified", json!(true)),
    ] {
        assert_eq!(office.enter(guest).await, Back::Stranger);
    }
    assert_eq!(office.place.edition().await, before);
}

#[tokio::test]
async fn a_confirmed_email_finds_a_person_once_where_the_settings_say_so() {
    let office = Office::open().await;
    office.set(|card| card.finds_by_email = true).await.expect("set");
    let (anna, _) = office.person("Ilina@example.org").await;
    office.person("two@example.org").await;
    office.person("two@example.org").await;
    let guest = |subject, email: &str, is_verified: serde_json::Value| {
        office.provider.guest(subject).with("email", json!(email)).with("email_verified", is_verified)
    };
    for (subject, email, is_verified) in [
        ("sub-1", "ilina@example.org", json!(false)),
        ("sub-1", "ilina@example.org", json!(null)),
        ("sub-1", "other@example.org", json!(true)),
        ("sub-1", "two@example.org", json!(true)),
        ("sub-1", "", json!(true)),
    ] {
        let back = office.enter(guest(subject, email, is_verified.clone())).await;
        assert_eq!(back, Back::Stranger, "{email} {is_verified}");
    }
    secret_of(office.enter(guest("sub-1", "ilina@EXAMPLE.org", json!(true))).await);
    assert_eq!(people::list_outer_accounts(&anna).await.expect("read").len(), 1);
    // From then on it is the account that is known, whatever e-mail it has; and no other account has that e-mail.
    secret_of(office.enter(guest("sub-1", "new@example.org", json!(true))).await);
    assert_eq!(office.enter(guest("sub-2", "ilina@example.org", json!(true))).await, Back::Stranger);
}

#[tokio::test]
async fn an_invitation_is_accepted_by_an_outer_account_once() {
    let office = Office::open().await;
    let (anna, link) = office.person("").await;
    let (boris, other) = office.person("").await;
    let house = &office.place.house;
    assert_eq!(people::takes_outer(house, &office.door, &link).await.expect("read").as_deref(), Some("портал области"));
    let (url, ticket) = gone(people::accept_by_outer(house, &office.door, &link, &comer()).await.expect("set out"));
    let guest = office.provider.guest("sub-1");
    let back = office.back(&office.stranger(), "", &url, &ticket, guest).await.expect("back");
    secret_of(back);
    assert!(!people::link_is_good(house, &link).await.expect("read"));
    let again = people::accept_by_outer(house, &office.door, &link, &comer()).await;
    assert!(matches!(again, Err(Refusal::NotFound)), "{again:?}");
    assert_eq!(people::list_outer_accounts(&anna).await.expect("read").len(), 1);
    secret_of(office.enter(office.provider.guest("sub-1")).await);
    // The same outer account is not a second person's.
    let (url, ticket) = gone(people::accept_by_outer(house, &office.door, &other, &comer()).await.expect("set out"));
    let taken = office.back(&office.stranger(), "", &url, &ticket, office.provider.guest("sub-1")).await;
    assert!(matches!(taken, Err(Refusal::Taken(_))), "{taken:?}");
    assert!(people::link_is_good(house, &other).await.expect("read"), "the invitation waits");
    let taken = office.tie(&boris, office.provider.guest("sub-1")).await;
    assert!(matches!(taken, Err(Refusal::Taken(_))), "{taken:?}");
}

#[tokio::test]
async fn what_is_not_right_in_a_token_lets_nobody_in() {
    let office = Office::open().await;
    let (anna, _) = office.person("").await;
    office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied");
    let spoilt: [(&str, Mischief); 17] = [
        ("another nonce", |_, claims| claims["nonce"] = json!("other")),
        ("no nonce", |_, claims| claims["nonce"] = json!(null)),
        ("for another program", |_, claims| claims["aud"] = json!("other")),
        ("for another one too", |_, claims| claims["aud"] = json!(["otklik", "other"])),
        ("by another issuer", |_, claims| claims["iss"] = json!("https://id.example.org")),
        ("by an issuer with a slash", |_, claims| {
            claims["iss"] = json!(format!("{}/", claims["iss"].as_str().unwrap_or_default()));
        }),
        ("over", |_, claims| claims["exp"] = json!(claims["iat"].as_i64().unwrap_or(0) - 120)),
        ("without an end", |_, claims| claims["exp"] = json!(null)),
        ("made long ago", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap_or(0) - 3600)),
        ("made tomorrow", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap_or(0) + 86_400)),
        ("given to another party", |_, claims| claims["azp"] = json!("other")),
        ("of another access token", |_, claims| claims["at_hash"] = json!("MTIzNDU2Nzg5MDEyMzQ1Ng")),
        ("without a signature", |head, _| head["alg"] = json!("none")),
        ("signed by the secret", |head, _| head["alg"] = json!("HS256")),
        ("of an unknown algorithm", |head, _| head["alg"] = json!("XX")),
        ("by an unknown key", |head, _| head["kid"] = json!("two")),
        ("for nobody", |_, claims| claims["sub"] = json!(null)),
    ];
    let before = office.place.edition().await;
    for (name, mischief) in spoilt {
        office.provider.spoil(Some(mischief));
        assert_eq!(office.enter(office.provider.guest("sub-1")).await, Back::Wrong, "{name}");
    }
    assert_eq!(office.place.edition().await, before, "nothing is kept");
    office.provider.spoil(Some(|_, claims| {
        claims["azp"] = json!("otklik");
        claims["aud"] = json!(["otklik"]);
        claims["exp"] = json!(claims["iat"].as_i64().unwrap_or(0) - 30);
    }));
    secret_of(office.enter(office.provider.guest("sub-1")).await);
}

#[tokio::test]
async fn who_comes_back_is_who_set_out_and_comes_once() {
    let office = Office::open().await;
    let (anna, _) = office.person("").await;
    office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied");
    let stranger = office.stranger();
    let come = async |ticket: &str, said: &Returned| {
        people::come_back(&stranger, &office.door, "", ticket, said, &comer()).await.expect("back")
    };
    let (url, ticket) = office.out().await;
    let (_, others_ticket) = office.out().await;
    let (code, state) = office.provider.admit(&url, office.provider.guest("sub-1"));
    let said = Returned { code, state, ..Returned::default() };
    for (name, ticket, said) in [
        ("without a cookie", "", said.clone()),
        ("another browser", others_ticket.as_str(), said.clone()),
        ("another state", ticket.as_str(), Returned { state: "x".into(), ..said.clone() }),
        ("no state", ticket.as_str(), Returned { state: String::new(), ..said.clone() }),
    ] {
        assert_eq!(come(ticket, &said).await, Back::Over, "{name}");
    }
    secret_of(come(&ticket, &said).await);
    assert_eq!(come(&ticket, &said).await, Back::Over, "once");
    for (name, change, expected) in [
        (
            "changed their mind",
            Returned { error: "access_denied".into(), code: String::new(), ..said.clone() },
            Back::Declined,
        ),
        ("sent by another one", Returned { issuer: "https://id.example.org".into(), ..said.clone() }, Back::Wrong),
        ("a code that is used", said.clone(), Back::Wrong),
    ] {
        let (url, ticket) = office.out().await;
        let state = fields(url.split_once('?').expect("a question").1)["state"].clone();
        assert_eq!(come(&ticket, &Returned { state, ..change }).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_tie_and_a_proof_belong_to_the_visit_they_began_in() {
    let office = Office::open().await;
    let ((anna, _), (boris, _)) = (office.person("").await, office.person("").await);
    for (ctx, visit) in [(&boris, "visit"), (&anna, "other"), (&office.stranger(), "")] {
        let (url, ticket) = gone(people::tie_outer(&anna, &office.door, "visit", &comer()).await.expect("set out"));
        let back = office.back(ctx, visit, &url, &ticket, office.provider.guest("sub-1")).await.expect("back");
        assert_eq!(back, Back::Over, "{visit}");
    }
    assert!(people::list_outer_accounts(&anna).await.expect("read").is_empty());
    let unproved = anna.clone().proved(None);
    let early = people::tie_outer(&unproved, &office.door, "visit", &comer()).await;
    assert!(matches!(early, Err(Refusal::NotProved)), "{early:?}");
    office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied");
    let visit = secret_of(office.enter(office.provider.guest("sub-1").with("auth_time", json!(0))).await);
    let now = office.place.house.clock.now().as_second();
    for (subject, at, expected) in [
        ("sub-2", json!(now), Back::Wrong),
        ("sub-1", json!(now - TOO_OLD), Back::Wrong),
        ("sub-1", json!(null), Back::Wrong),
        ("sub-1", json!(now), Back::Proved("/cabinet/keys".into())),
    ] {
        let out = people::prove_by_outer(&unproved, &office.door, &visit, "/cabinet/keys", &comer()).await;
        let (url, ticket) = gone(out.expect("set out"));
        assert!(url.contains("prompt=login") && url.contains("max_age=0"), "{url}");
        let guest = office.provider.guest(subject).with("auth_time", at.clone());
        let back = office.back(&unproved, &visit, &url, &ticket, guest).await.expect("back");
        assert_eq!(back, expected, "{subject} {at}");
    }
    let visitor = people::visitor(&office.place.house, &visit).await.expect("read").expect("in");
    assert!(visitor.proved_at.is_some());
}

#[tokio::test]
async fn the_second_step_is_asked_unless_the_settings_trust_the_provider() {
    let office = Office::open().await;
    let (anna, _) = office.person("").await;
    office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied");
    let key = people::begin_codes(&anna, &office.door).await.expect("begun").key.replace(' ', "");
    let code = code_at(&key, office.place.house.clock.now().as_second());
    people::confirm_codes(&anna, &office.door, &code, &comer()).await.expect("on");
    for (trusted, amr, is_asked) in [
        ("", json!(["mfa"]), true),
        ("mfa", json!(["pwd"]), true),
        ("mfa", json!(null), true),
        ("mfa otp", json!(["pwd", "otp"]), false),
        ("gold", json!(["pwd"]), false),
    ] {
        office.set(|card| card.trusted_steps = trusted.into()).await.expect("set");
        let guest = office.provider.guest("sub-1").with("amr", amr.clone()).with("acr", json!("gold"));
        let back = office.enter(guest).await;
        assert_eq!(matches!(back, Back::Entered(SignIn::Code(_))), is_asked, "{trusted} {amr}: {back:?}");
    }
    office.set(|_| {}).await.expect("set");
    let Back::Entered(SignIn::Code(ticket)) = office.enter(office.provider.guest("sub-1")).await else {
        panic!("no code is asked")
    };
    let next = code_at(&key, office.place.house.clock.now().as_second() + 30);
    let said = people::enter_by_code(&office.place.house, &office.door, &ticket, &next, &comer()).await.expect("asked");
    let SignIn::Open { secret, .. } = said else { panic!("not in: {said:?}") };
    assert_eq!(people::visits(&anna, &secret).await.expect("read").iter().filter(|visit| visit.is_this).count(), 1);
}

fn code_at(key: &str, second: i64) -> String {
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(30);
    let totp = builder.with_secret(Secret::try_from_base32(key).expect("a key")).build().expect("a totp");
    totp.generate(u64::try_from(second).expect("after 1970")).to_string()
}

#[tokio::test]
async fn a_silent_provider_shuts_nobody_out_of_the_other_ways() {
    let mut office = Office::open().await;
    let (anna, _) = office.person("").await;
    office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied");
    let (url, ticket) = office.out().await;
    let (code, state) = office.provider.admit(&url, office.provider.guest("sub-1"));
    office.provider.fall_silent().await;
    let out = people::enter_by_outer(&office.place.house, &office.door, &comer()).await.expect("asked");
    assert_eq!(out, SettingOut::Silent);
    let said = Returned { code, state, ..Returned::default() };
    let back = people::come_back(&office.stranger(), &office.door, "", &ticket, &said, &comer()).await;
    assert_eq!(back.expect("back"), Back::Silent);
    let refused = office.set(|card| card.title = "другой".into()).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    office.set(|card| card.is_open = false).await.expect("a closed door needs no provider");
    assert_eq!(people::outer_title(&office.place.house, &office.door).await.expect("read"), None);
}

#[tokio::test]
async fn a_closed_account_and_a_closed_door_let_nobody_in() {
    let office = Office::open().await;
    let (anna, _) = office.person("").await;
    office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied");
    let (url, ticket) = office.out().await;
    office.set(|card| card.is_open = false).await.expect("set");
    let back = office.back(&office.stranger(), "", &url, &ticket, office.provider.guest("sub-1")).await;
    assert_eq!(back.expect("back"), Back::Over, "the door was closed meanwhile");
    let shut = people::enter_by_outer(&office.place.house, &office.door, &comer()).await;
    assert!(matches!(shut, Err(Refusal::NotFound)), "{shut:?}");
    office.set(|_| {}).await.expect("set");
    let id = anna.actor.person.expect("somebody");
    let version = people::find_member(&office.admin, id).await.expect("read").version;
    people::block(&office.admin, id, version).await.expect("blocked");
    assert_eq!(office.enter(office.provider.guest("sub-1")).await, Back::Stranger);
}

#[tokio::test]
async fn the_last_way_in_is_not_untied() {
    let office = Office::open().await;
    let ((anna, _), (boris, _)) = (office.person("").await, office.person("").await);
    office.tie(&anna, office.provider.guest("sub-1")).await.expect("tied");
    let id = people::list_outer_accounts(&anna).await.expect("read")[0].id;
    let alone = people::untie_outer(&anna, id).await;
    assert!(matches!(alone, Err(Refusal::Invalid(_))), "{alone:?}");
    let foreign = people::untie_outer(&boris, id).await;
    assert!(matches!(foreign, Err(Refusal::NotFound)), "{foreign:?}");
    office.tie(&anna, office.provider.guest("sub-2")).await.expect("tied");
    let early = people::untie_outer(&anna.clone().proved(None), id).await;
    assert!(matches!(early, Err(Refusal::NotProved)), "{early:?}");
    people::untie_outer(&anna, id).await.expect("untied");
    assert_eq!(office.enter(office.provider.guest("sub-1")).await, Back::Stranger);
}

#[tokio::test]
async fn the_door_is_set_by_who_manages_people_and_tells_no_secret() {
    let office = Office::open().await;
    let head = office.place.ctx(Role::Head).proved(Some(office.place.house.clock.now()));
    assert!(matches!(people::find_outer_door(&head).await, Err(Refusal::NotAllowed)));
    let unproved = office.admin.clone().proved(None);
    let card = OuterCard::default();
    assert!(matches!(people::keep_outer_door(&unproved, &office.door, &card, None).await, Err(Refusal::NotProved)));
    for (change, fields) in [
        ((|card| card.issuer = "http://id.example.org".into()) as fn(&mut OuterCard), 1),
        (|card| card.title = "  ".into(), 1),
        (|card| *card = OuterCard::default(), 3),
        (|card| card.issuer = format!("{}/nothing", card.issuer), 1),
        (|card| card.trusted_steps = "да".into(), 1),
    ] {
        let Err(Refusal::Invalid(faults)) = office.set(change).await else { panic!("taken") };
        assert_eq!(faults.sentences().len(), fields, "{faults}");
    }
    let (kept, has_secret) = people::find_outer_door(&office.admin).await.expect("read").expect("there");
    assert_eq!((has_secret, kept.value.client_secret), (true, None));
    let asked = AuditQuery { limit: 100, ..AuditQuery::default() };
    let lines = office.admin.store().list_audit(&asked).await.expect("read");
    assert!(!format!("{lines:?}").contains(CLIENT.1));
    // The secret of the program's owner comes before the kept one.
    let wrong = Door::of_site(Some(SITE)).with_outside(Outside { secret: Some("other".into()), roots_pem: None });
    let (url, ticket) = gone(people::enter_by_outer(&office.place.house, &wrong, &comer()).await.expect("set out"));
    let (code, state) = office.provider.admit(&url, office.provider.guest("sub-1"));
    let said = Returned { code, state, ..Returned::default() };
    let back = people::come_back(&office.stranger(), &wrong, "", &ticket, &said, &comer()).await;
    assert_eq!(back.expect("back"), Back::Wrong);
    // Without an address of the site there is nowhere to come back to.
    let nowhere = Door::default();
    assert_eq!(people::outer_title(&office.place.house, &nowhere).await.expect("read"), None);
    assert!(office.provider.asked().iter().any(|path| path == "/token"));
    people::remove_outer_door(&office.admin, kept.version).await.expect("removed");
    assert!(people::find_outer_door(&office.admin).await.expect("read").is_none());
}
