//! Affairs about work that was sent back: who executes it reads why, in the words of the one who looked at it.

use super::aside::Hidden;
use super::{Affair, Group, Kind, SHOWN};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::{people, portal};
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;
use otklik_store::record::{SentBack, SentBackQuery};

pub(super) async fn group(ctx: &Ctx, hidden: &Hidden) -> Result<Option<Group>, Refusal> {
    if ctx.demand_somewhere(Verb::RecordExecution).is_err() {
        return Ok(None);
    }
    let kind = Kind::SentBack;
    let asked = SentBackQuery {
        organisations: ctx.own_organisations(Vec::new())?,
        // Who sent it back waits for others.
        not_by: Some(ctx.actor_name()),
        without: hidden.of(kind).filter_map(|parts| parts.get(1)?.parse().ok()).collect(),
    };
    let (n, found) = ctx.store().list_sent_back(&asked, SHOWN).await?;
    let owners: Vec<OrganisationId> = found.iter().map(|it| it.organisation).collect();
    let names = portal::names(ctx, &owners).await?;
    let people = people::names(ctx, found.iter().filter_map(|it| it.by.as_deref())).await?;
    let affair = |it: SentBack| {
        let name = names.get(&it.organisation).cloned().unwrap_or_default();
        let who = it.by.as_deref().and_then(|by| people.get(by));
        let said = match (who, it.words) {
            (Some(who), Some(words)) => format!("{who} пишет: {words}"),
            (None, Some(words)) => format!("Замечание: {words}"),
            (Some(who), None) => format!("Вернули без слов, {who}"),
            (None, None) => "Вернули без слов".to_owned(),
        };
        Affair {
            subject: format!("{}:{}:{}", kind.name(), it.measure, it.report),
            text: it.text,
            note: format!("{name}. {said}"),
            path: format!("/cabinet/measures/{}", it.measure),
            action: "Исправить",
            measure: None,
        }
    };
    let affairs = found.into_iter().map(affair).collect();
    Ok(Some(Group { kind, n, is_more: false, affairs, path: "/cabinet/register?state=in_work".to_owned() }))
}
