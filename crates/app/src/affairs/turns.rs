//! Affairs about measures whose terms come again: proof that grows old, turns that are near or were missed.

use super::aside::Hidden;
use super::{Affair, Group, Kind, SHOWN};
use crate::ctx::Ctx;
use crate::portal;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::{MeasureId, OrganisationId};
use otklik_store::record::{AskedTurn, TurnQuery};

/// Turns are counted up to this number: who answers for more sees that there are more.
const COUNTED_MAX: usize = 1_000;

pub(super) async fn groups(ctx: &Ctx, hidden: &Hidden) -> Result<Vec<Group>, Refusal> {
    if ctx.demand_somewhere(Verb::RecordExecution).is_err() {
        return Ok(Vec::new());
    }
    let own = ctx.own_organisations(Vec::new())?;
    Ok(vec![group(ctx, hidden, &own, Kind::Proof).await?, group(ctx, hidden, &own, Kind::Turns).await?])
}

/// The measure of a hidden turn, while that turn still asks; the next one has another name.
fn still_hidden(parts: &[&str], today: Date) -> Option<MeasureId> {
    let [measure, day] = parts else { return None };
    day.parse::<Date>().ok().filter(|day| *day >= today)?;
    measure.parse().ok()
}

async fn group(ctx: &Ctx, hidden: &Hidden, own: &[OrganisationId], kind: Kind) -> Result<Group, Refusal> {
    let today = ctx.today();
    let asked = TurnQuery {
        organisations: own.to_vec(),
        on: today,
        is_proof: kind == Kind::Proof,
        without: hidden.of(kind).filter_map(|parts| still_hidden(&parts, today)).collect(),
    };
    let (n, found) = ctx.store().list_asked_turns(&asked, SHOWN, COUNTED_MAX).await?;
    let owners: Vec<OrganisationId> = found.iter().map(|it| it.turn.organisation).collect();
    let names = portal::names(ctx, &owners).await?;
    let affair = |it: AskedTurn| {
        let name = names.get(&it.turn.organisation).cloned().unwrap_or_default();
        Affair {
            subject: format!("{}:{}:{}", kind.name(), it.turn.measure, it.turn.asks_until),
            note: format!("{name}. {}", when(&it, today)),
            path: format!("/cabinet/measures/{}", it.turn.measure),
            action: if kind == Kind::Proof { "Приложить свежее" } else { "Отметить" },
            text: it.text,
            measure: None,
        }
    };
    Ok(Group {
        kind,
        n,
        is_more: n >= COUNTED_MAX as u64,
        affairs: found.into_iter().map(affair).collect(),
        path: format!("/cabinet/register?state={}", kind.name()),
    })
}

/// By when it asks, and that the time before was missed.
fn when(it: &AskedTurn, today: Date) -> String {
    let day = |day: Date| format!("{:02}.{:02}.{}", day.day(), day.month(), day.year());
    let until = day(it.turn.asks_until);
    let asks = match (it.turn.asks_until - today).get_days() {
        ..0 => format!("Ждали до {until}"),
        0 => format!("Последний день — сегодня, {until}"),
        _ => format!("Ждём до {until}"),
    };
    let missed = it.turn.missed_on.map(|missed| format!("; прошлый раз пропущен, {}", day(missed)));
    asks + &missed.unwrap_or_default()
}
