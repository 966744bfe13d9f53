//! What is set about the outer door: the provider, what it calls us, and how far it is trusted.
//!
//! In comes a card as an administrator filled it; out goes the door as it is kept. Before a door is opened its provider
//! is asked whether it is one. It refuses to show a secret again.

use super::messenger::is_safe;
use super::setting_out::discover;
use crate::ctx::{Ctx, House};
use crate::door::Door;
use crate::refusal::{Faults, Refusal};
use openidconnect::url::Url;
use otklik_domain::access::Verb;
use otklik_store::record::{Kept, OuterDoor, Version};

/// There is one outer door.
const NAME: &str = "oidc";

/// What is typed about the outer door.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OuterCard {
    /// What stands on the button: «Войти через …».
    pub title: String,
    /// The address of the provider.
    pub issuer: String,
    /// What the provider calls us.
    pub client_id: String,
    /// The secret; empty leaves the kept one.
    pub secret: String,
    /// The kept secret is forgotten.
    pub forgets_secret: bool,
    /// What is asked for besides `openid`.
    pub scopes: String,
    /// Values of `acr` and `amr` after which our second step is not asked.
    pub trusted_steps: String,
    /// A confirmed e-mail finds a person who has no outer account yet.
    pub finds_by_email: bool,
    /// People may come in by it.
    pub is_open: bool,
}

/// The outer door as it is set, without its secret; whether it has one.
///
/// # Errors
/// `NotAllowed` for who does not manage people.
pub async fn find_outer_door(ctx: &Ctx) -> Result<Option<(Kept<OuterDoor>, bool)>, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let kept = ctx.store().find_outer_door(NAME).await?;
    Ok(kept.map(|mut kept| {
        let secret = kept.value.client_secret.take();
        (kept, secret.is_some())
    }))
}

/// The words of the button, where people may come in by the outer door.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn outer_title(house: &House, door: &Door) -> Result<Option<String>, Refusal> {
    Ok(open_door(house, door).await?.map(|outer| outer.title))
}

/// The door, where it is open and the site has an address people can be sent back to; with the secret that holds.
pub(super) async fn open_door(house: &House, door: &Door) -> Result<Option<OuterDoor>, Refusal> {
    if door.back_address().is_none() {
        return Ok(None);
    }
    let kept = house.store.find_outer_door(NAME).await?.map(|kept| kept.value);
    Ok(kept.filter(|outer| outer.is_open).map(|outer| with_secret(outer, door)))
}

fn with_secret(outer: OuterDoor, door: &Door) -> OuterDoor {
    let own = outer.client_secret;
    OuterDoor { client_secret: door.outside().secret.clone().or(own), ..outer }
}

/// Sets the outer door; `expected` is the version it was read in.
///
/// # Errors
/// `NotAllowed`, `NotProved`, `Stale`; `Invalid` names every fault, among them a provider that does not answer.
pub async fn keep_outer_door(
    ctx: &Ctx,
    door: &Door,
    card: &OuterCard,
    expected: Option<Version>,
) -> Result<(), Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    ctx.demand_proof()?;
    let kept = ctx.store().find_outer_door(NAME).await?;
    let before = kept.and_then(|kept| kept.value.client_secret);
    let outer = checked(card, before)?;
    if outer.is_open {
        if door.back_address().is_none() {
            return Err(Refusal::field("is_open", "Сначала задайте адрес сайта: ключ --origin или OTKLIK_ORIGIN"));
        }
        discover(door, &outer).await.map_err(|doubt| {
            tracing::warn!(cause = %doubt, "the outer door is not opened: its provider does not answer as one");
            let words = "По этому адресу не отвечает поставщик входа OpenID Connect. Проверьте адрес до последнего знака \
                         или сохраните вход закрытым";
            Refusal::field("issuer", words)
        })?;
    }
    ctx.store().keep_outer_door(&ctx.act("set_outer_door"), &outer, expected).await?;
    Ok(())
}

/// Forgets the outer door; ties of accounts stay for the day it comes back.
///
/// # Errors
/// `NotAllowed`, `NotProved`; `Stale` on another version.
pub async fn remove_outer_door(ctx: &Ctx, expected: Version) -> Result<(), Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    ctx.demand_proof()?;
    Ok(ctx.store().drop_outer_door(&ctx.act("remove_outer_door"), NAME, expected).await?)
}

fn checked(card: &OuterCard, before: Option<String>) -> Result<OuterDoor, Refusal> {
    let mut faults = Vec::new();
    let title = card.title.trim();
    if title.is_empty() || title.chars().count() > 60 {
        faults.push(("title", "Напишите, через что люди входят: до 60 знаков".to_owned()));
    }
    let issuer = card.issuer.trim();
    if let Err(words) = judge_issuer(issuer) {
        faults.push(("issuer", words.to_owned()));
    }
    let client_id = card.client_id.trim();
    if client_id.is_empty() || client_id.len() > 200 || client_id.contains(char::is_whitespace) {
        faults
            .push(("client_id", "Напишите имя, под которым программа записана у поставщика, без пробелов".to_owned()));
    }
    let is_word = |text: &str| text.split_whitespace().all(|word| word.bytes().all(|byte| byte.is_ascii_graphic()));
    for (field, text) in [("scopes", &card.scopes), ("trusted_steps", &card.trusted_steps)] {
        if !is_word(text) || text.len() > 500 {
            faults.push((field, "Латинские слова через пробел".to_owned()));
        }
    }
    if card.secret.len() > 500 {
        faults.push(("secret", "Секрет длиннее 500 знаков: проверьте, что скопировано".to_owned()));
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid(Faults::Fields(faults)));
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let typed = Some(card.secret.trim().to_owned()).filter(|secret| !secret.is_empty());
    Ok(OuterDoor {
        id: NAME.to_owned(),
        title: title.to_owned(),
        issuer: issuer.to_owned(),
        client_id: client_id.to_owned(),
        client_secret: typed.or(before.filter(|_| !card.forgets_secret)),
        scopes: words(&card.scopes),
        trusted_steps: words(&card.trusted_steps),
        finds_by_email: card.finds_by_email,
        is_open: card.is_open,
    })
}

fn judge_issuer(text: &str) -> Result<(), &'static str> {
    let url = Url::parse(text).map_err(|_| "Напишите адрес целиком, например https://id.example.org")?;
    if !is_safe(&url) {
        return Err("Адрес поставщика начинается с https: иначе вход подделает любой на пути");
    }
    let is_bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if is_bare {
        Ok(())
    } else {
        Err("В адресе поставщика нет ни вопросов после ?, ни имени перед @")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(issuer: &str) -> OuterCard {
        let (title, client_id) = ("портал области".to_owned(), "otklik".to_owned());
        OuterCard { title, client_id, issuer: issuer.to_owned(), ..OuterCard::default() }
    }

    #[test]
    fn an_address_of_a_provider_is_judged() {
        for (issuer, is_taken) in [
            ("https://id.example.org", true),
            (" https://id.example.org/realms/oblast/ ", true),
            ("http://127.0.0.1:4000", true),
            ("http://id.example.org", false),
            ("id.example.org", false),
            ("https://id.example.org/?x=1", false),
            ("https://id.example.org/#x", false),
            ("https://user@id.example.org", false),
            ("", false),
        ] {
            assert_eq!(checked(&card(issuer), None).is_ok(), is_taken, "{issuer}");
        }
    }

    #[test]
    fn a_secret_stays_until_another_one_is_typed_or_it_is_forgotten() {
        for (typed, forgets, expected) in
            [("", false, Some("old")), (" new ", false, Some("new")), ("", true, None), ("new", true, Some("new"))]
        {
            let card = OuterCard { secret: typed.into(), forgets_secret: forgets, ..card("https://id.example.org") };
            let outer = checked(&card, Some("old".to_owned())).unwrap();
            assert_eq!(outer.client_secret.as_deref(), expected, "{typed} {forgets}");
        }
    }
}
