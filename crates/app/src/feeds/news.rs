//! News of what was published: plans, scores, results of rounds.

use super::host;
use crate::ctx::Ctx;
use crate::portal;
use crate::refusal::Refusal;
use jiff::Timestamp;
use otklik_domain::registry::{Organisation, OrganisationState};
use otklik_papers::feeds::{Entry, Feed};
use otklik_store::record::{PageAsked, Publication, RoundQuery, ScoreQuery};

/// Entries of one feed.
const ENTRIES_MAX: usize = 50;

fn tag(site: &str, at: Timestamp, what: &str) -> String {
    format!("tag:{},{}:{what}", host(site), at.strftime("%Y-%m-%d"))
}

fn plan_entry(site: &str, it: &Publication, organisation: &Organisation) -> Entry {
    let name = organisation.short_name.as_ref().unwrap_or(&organisation.name);
    let words = if it.number == 1 {
        "Опубликован план исправлений"
    } else {
        "План исправлений опубликован заново"
    };
    Entry {
        id: tag(site, it.at, &format!("plan/{}/{}", it.plan, it.number)),
        title: format!("{words}: {name}"),
        at: it.at,
        link: format!("{site}/o/{}/plan", organisation.slug),
        summary: format!("Версия {}: мероприятия, сроки и что уже сделано.", it.number),
    }
}

/// The feed with its entries, newest first; what is public by now and nothing else.
fn feed(site: &str, name: &str, (own, page): (&str, &str), title: String, mut entries: Vec<Entry>) -> Feed {
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    entries.truncate(ENTRIES_MAX);
    Feed {
        id: format!("tag:{},2026:{name}", host(site)),
        title,
        author: "Отклик".to_owned(),
        own: format!("{site}{own}"),
        page: format!("{site}{page}"),
        // Older than everything: a feed without entries never said anything.
        at: Timestamp::from_second(1_767_225_600).unwrap_or(Timestamp::UNIX_EPOCH),
        entries,
    }
}

/// News of the whole house. Needs no sign-in; examples are told of only while there is nothing else.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn house_news(ctx: &Ctx, site: &str) -> Result<String, Refusal> {
    let listed = ctx.store().list_publications(&[], &PageAsked::first(ENTRIES_MAX)).await?.items;
    let has_own = listed.iter().any(|it| !it.is_example);
    let listed: Vec<Publication> = listed.into_iter().filter(|it| !it.is_example || !has_own).collect();
    let ids: Vec<_> = listed.iter().map(|it| it.organisation).collect();
    let named = portal::named(ctx, &ids).await?;
    let plan = |it: &Publication| named.get(&it.organisation).map(|owner| plan_entry(site, it, owner));
    let mut entries: Vec<Entry> = listed.iter().filter_map(plan).collect();
    let asked = RoundQuery { is_published: true, is_example: Some(false), ..RoundQuery::default() };
    for round in ctx.store().list_rounds(&asked).await?.into_iter().map(|kept| kept.value) {
        let Some(published) = ctx.store().find_round_publication(round.id, None).await? else { continue };
        entries.push(Entry {
            id: tag(site, published.at, &format!("round/{}/{}", round.id, published.number)),
            title: format!("Опубликованы итоги оценки: {}", round.title),
            at: published.at,
            link: format!("{site}/rounds/{}", round.id),
            summary: "Баллы, метод, число ответивших и файлы ответов без имён.".to_owned(),
        });
    }
    let title = "Отклик: что опубликовано".to_owned();
    Ok(feed(site, "publications", ("/feed.atom", "/"), title, entries).to_atom())
}

/// News of one organisation. Needs no sign-in.
///
/// # Errors
/// `NotFound` when there is none under this address.
pub async fn organisation_news(ctx: &Ctx, slug: &str, site: &str) -> Result<String, Refusal> {
    let owner = ctx.store().find_organisation_by_slug(slug).await?.ok_or(Refusal::NotFound)?.value;
    let owner = match owner.state {
        OrganisationState::Merged { into } => {
            ctx.store().find_organisation(into).await?.ok_or(Refusal::NotFound)?.value
        }
        _ => owner,
    };
    let slug = owner.slug.to_string();
    let listed = ctx.store().list_publications(&[owner.id], &PageAsked::first(ENTRIES_MAX)).await?.items;
    let mut entries: Vec<Entry> = listed.iter().map(|it| plan_entry(site, it, &owner)).collect();
    let asked = ScoreQuery { organisations: vec![owner.id], is_published: true, ..ScoreQuery::default() };
    for score in ctx.store().list_scores(&asked).await? {
        let Some(at) = score.published_at else { continue };
        entries.push(Entry {
            id: tag(site, at, &format!("score/{}", score.id)),
            title: format!("Опубликована оценка за {} год", score.year),
            at,
            link: format!("{site}/o/{slug}/score"),
            summary: "Баллы по критериям и как они получены.".to_owned(),
        });
    }
    let title = format!("Отклик: {}", owner.short_name.as_ref().unwrap_or(&owner.name));
    let (own, page) = (format!("/o/{slug}/feed.atom"), format!("/o/{slug}"));
    Ok(feed(site, &format!("o/{slug}"), (&own, &page), title, entries).to_atom())
}
