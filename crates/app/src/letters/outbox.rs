//! What an administrator sees of letters: settings of the mail server, a trial, what waits, went and failed.

use super::{Content, as_html, as_text, letter_token, words};
use crate::ctx::{Ctx, House};
use crate::fresh;
use crate::post::{Mail, Outgoing, PostSettings};
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::PersonId;
use otklik_store::Store;
use otklik_store::record::{Letter, LetterState, Page, PageAsked};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The setting's name.
const POST: &str = "letters.post";

/// A page of letters with how many there are in each state.
#[derive(Debug, Clone)]
pub struct Outbox {
    /// Letters, newest first, each with the name of whom it is for.
    pub letters: Page<(Letter, String)>,
    /// How many there are.
    pub counts: Vec<(LetterState, i64)>,
}

/// Letters of a state, newest first.
///
/// # Errors
/// `NotAllowed` for who does not manage people.
pub async fn outbox(ctx: &Ctx, state: Option<LetterState>, page: &PageAsked) -> Result<Outbox, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let (listed, counts) = tokio::try_join!(ctx.store().list_letters(state, page), ctx.store().count_letters())?;
    let people: BTreeSet<PersonId> = listed.items.iter().map(|letter| letter.letter.person).collect();
    let mut names: HashMap<PersonId, String> = HashMap::new();
    for person in people {
        let found = ctx.store().find_person(person).await?;
        names.insert(person, found.map(|kept| kept.value.name).unwrap_or_default());
    }
    let named = |letter: Letter| {
        let name = names.get(&letter.letter.person).cloned().unwrap_or_default();
        (letter, name)
    };
    let letters = Page { items: listed.items.into_iter().map(named).collect(), next: listed.next };
    Ok(Outbox { letters, counts })
}

/// Lets a letter that failed wait for its turn again. Who does not manage people is not told whether a letter is there.
///
/// # Errors
/// `Stale` when it is in another state, `NotFound`, `NotSignedIn`.
pub async fn send_again(ctx: &Ctx, id: Uuid) -> Result<(), Refusal> {
    ctx.demand(Verb::ManagePeople, None).map_err(|why| match why {
        Refusal::NotAllowed => Refusal::NotFound,
        other => other,
    })?;
    ctx.store().find_letter(id).await?.ok_or(Refusal::NotFound)?;
    Ok(ctx.store().send_letter_again(&ctx.act("send_letter_again"), id).await?)
}

/// How letters leave this house.
pub(crate) async fn settings_of(store: &dyn Store) -> Result<PostSettings, Refusal> {
    let kept = store.find_setting(POST).await?;
    Ok(kept.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

/// Settings of the mail server; the password is not among them.
///
/// # Errors
/// `NotAllowed` for who does not manage people.
pub async fn post_settings(ctx: &Ctx) -> Result<PostSettings, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    settings_of(ctx.store()).await
}

/// Changes the settings of the mail server: its password goes where they say, so who changes them proves who they are.
///
/// # Errors
/// `Invalid` with every field at fault, `NotProved`, `NotAllowed`.
pub async fn keep_post_settings(ctx: &Ctx, settings: PostSettings) -> Result<(), Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let settings = settings.checked()?;
    ctx.demand_proof()?;
    let json = serde_json::to_string(&settings).map_err(Refusal::unavailable)?;
    Ok(ctx.store().keep_setting(&ctx.act("change_post"), POST, &json).await?)
}

/// Sends a letter to the actor at once and says how it went.
///
/// # Errors
/// `Invalid` with the words of the post, or when the actor has no address; `NotAllowed`.
pub async fn send_trial(ctx: &Ctx, mail: &Mail, site: &str) -> Result<String, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let kept = ctx.store().find_person(person).await?.ok_or(Refusal::NotFound)?.value;
    let Some(address) = kept.email.filter(|address| !address.is_empty()) else {
        let words = "У вашей учётной записи нет адреса почты: впишите его на странице «Люди», потом отправьте письмо";
        return Err(Refusal::field("trial", words));
    };
    let (subject, content) = words::trial(&kept.name);
    let letter = Outgoing {
        id: fresh::uuid(ctx.now()),
        at: ctx.now(),
        text: as_text(&content, site, None),
        html: as_html(&content, site, None),
        name: kept.name,
        subject,
        refused_at: None,
        address: address.clone(),
    };
    let post = mail.post(&settings_of(ctx.store()).await?);
    let told = |why: crate::post::PostFault| Refusal::field("trial", format!("Письмо не ушло. {why}"));
    post.map_err(told)?.send(&letter).await.map_err(told)?;
    Ok(address)
}

/// A kept letter, ready to go.
pub(crate) async fn outgoing(house: &House, site: &str, letter: &Letter, name: &str) -> Result<Outgoing, Refusal> {
    let content: Content = serde_json::from_str(&letter.letter.body_json).map_err(Refusal::unavailable)?;
    let choose_at = format!("{site}/letters/{}", letter_token(house, letter.letter.person).await?);
    Ok(Outgoing {
        id: letter.letter.id,
        at: letter.at,
        name: name.to_owned(),
        address: letter.letter.address.clone(),
        subject: letter.letter.subject.clone(),
        text: as_text(&content, site, Some(&choose_at)),
        html: as_html(&content, site, Some(&choose_at)),
        refused_at: Some(choose_at),
    })
}
