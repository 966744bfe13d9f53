//! What others measured: stars, the ministry's monthly poll, ratings of services. Shown beside the score, never in it.
//!
//! In come figures as people type or paste them; out goes one line of time with a series a source. It refuses to count
//! anything of them: scores do not know this room.

use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use otklik_domain::Date;
use otklik_domain::access::{ImportScores, Verb};
use otklik_domain::ids::OrganisationId;
use otklik_domain::outside::{Figure, SecondSource, Series, figure, timeline};
use otklik_store::record::{Kept, SecondFigure, Version};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A figure as a person types it («карточка показания»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FigureCard {
    /// Public name of the source.
    pub source: String,
    /// The last day of what it is about: `31.10.2026`.
    pub on: String,
    /// The figure.
    pub value: String,
    /// Of how many people; empty where nobody knows.
    pub respondents: String,
    /// Where it can be looked up.
    pub link: String,
}

/// What became of a pasted list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FiguresTaken {
    /// Figures that are new or changed.
    pub n_kept: usize,
    /// What was not taken: number of the line, why.
    pub remarks: Vec<(usize, String)>,
}

/// `31.10.2026`, or `2026-10-31`.
fn day(typed: &str) -> Option<Date> {
    let typed = typed.trim();
    if let Ok(day) = typed.parse() {
        return Some(day);
    }
    let mut parts = typed.split('.').map(str::parse::<i16>);
    let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| parts.next().is_none())
}

fn source_of(typed: &str) -> Option<SecondSource> {
    let wanted = typed.trim().to_lowercase();
    let is_it = |source: &SecondSource| source.name() == wanted || source.in_words().to_lowercase() == wanted;
    let by_stem = || match wanted.as_str() {
        it if it.contains("bus.gov") => Some(SecondSource::BusGov),
        it if it.contains("минкульт") || it.contains("ежемесячн") => Some(SecondSource::MonthlyPoll),
        it if it.contains("госуслуг") => Some(SecondSource::Gosuslugi),
        _ => None,
    };
    SecondSource::ALL.into_iter().find(is_it).or_else(by_stem)
}

fn is_link(text: &str) -> bool {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    text.is_empty() || (is_web && text.len() <= 2000 && !text.contains(char::is_whitespace))
}

/// What a card says, or every fault of it.
fn read(card: &FigureCard, today: Date) -> Result<(Figure, String), Vec<(&'static str, String)>> {
    let mut faults = Vec::new();
    let (source, on) = (source_of(&card.source), day(&card.on));
    let respondents = crate::survey::number(&card.respondents);
    if source.is_none() {
        faults.push(("source", "Выберите источник".to_owned()));
    }
    if on.is_none() {
        faults.push(("on", "День — например 31.10.2026".to_owned()));
    }
    if respondents.is_err() {
        faults.push(("respondents", "Напишите целое число или оставьте пустым".to_owned()));
    }
    if !is_link(card.link.trim()) {
        faults.push(("link", "Ссылка начинается с https:// и без пробелов".to_owned()));
    }
    if let (Some(source), Some(on)) = (source, on) {
        match figure(source, &card.value, on, respondents.unwrap_or_default(), today) {
            Ok(figure) if faults.is_empty() => return Ok((figure, card.link.trim().to_owned())),
            Ok(_) => {}
            Err(otklik_domain::outside::FigureFault::InFuture) => {
                faults.push(("on", "Этот день ещё не наступил".to_owned()))
            }
            Err(why) => faults.push(("value", why.to_string())),
        }
    }
    Err(faults)
}

/// Everything others measured of an organisation, each source on its own scale. Needs no sign-in: it is public elsewhere.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn beside(ctx: &Ctx, organisation: OrganisationId) -> Result<Vec<Series>, Refusal> {
    let kept = ctx.store().list_second_figures(&[organisation]).await?;
    let figures: Vec<Figure> = kept.into_iter().map(|kept| kept.value.figure).collect();
    Ok(timeline(&figures))
}

/// Figures of an organisation with the versions a change must name, the newest first.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn figures(ctx: &Ctx, organisation: OrganisationId) -> Result<Vec<Kept<SecondFigure>>, Refusal> {
    ctx.demand(Verb::SeePrivate, Some(organisation))?;
    ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?;
    let mut kept = ctx.store().list_second_figures(&[organisation]).await?;
    kept.reverse();
    Ok(kept)
}

fn record(ctx: &Ctx, organisation: OrganisationId, id: Uuid, (figure, link): (Figure, String)) -> SecondFigure {
    SecondFigure { organisation, id, figure, link, by: ctx.actor_name(), at: ctx.now() }
}

/// Writes a figure down; one of the same source and day takes the place of the one before.
///
/// # Errors
/// `Invalid` with every fault, `Stale`, `NotFound`, `NotAllowed`.
pub async fn record_figure(ctx: &Ctx, organisation: OrganisationId, card: &FigureCard) -> Result<(), Refusal> {
    ctx.permit::<ImportScores>(Some(organisation))?;
    ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?;
    let said = read(card, ctx.today()).map_err(|faults| Refusal::Invalid(Faults::Fields(faults)))?;
    let kept = ctx.store().list_second_figures(&[organisation]).await?;
    let before = kept.iter().find(|kept| kept.value.organisation == organisation && is_same_day(&kept.value, &said.0));
    let id = before.map_or_else(|| fresh::uuid(ctx.now()), |kept| kept.value.id);
    let new = record(ctx, organisation, id, said);
    let change = [(new, before.map(|kept| kept.version))];
    Ok(ctx.store().keep_second_figures(&ctx.act("record_figure"), &change).await?)
}

fn is_same_day(kept: &SecondFigure, figure: &Figure) -> bool {
    (kept.figure.source, kept.figure.on) == (figure.source, figure.on)
}

/// Takes a figure out that was typed wrongly.
///
/// # Errors
/// `NotFound`, `Stale`, `NotAllowed`.
pub async fn remove_figure(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: Uuid,
    expected: Version,
) -> Result<(), Refusal> {
    ctx.permit::<ImportScores>(Some(organisation))?;
    let kept = ctx.store().list_second_figures(&[organisation]).await?;
    let found = kept.into_iter().find(|kept| kept.value.id == id).ok_or(Refusal::NotFound)?;
    Ok(ctx.store().remove_second_figure(&ctx.act("remove_figure"), &found.value, expected).await?)
}

/// Takes a pasted list: organisation, source, day, figure, respondents, link, parted by tabs or semicolons. Lines that
/// cannot be taken are told by number; all others are kept in one step.
///
/// # Errors
/// `Invalid` when no line can be taken, `Stale`, `NotAllowed`.
pub async fn take_figures(ctx: &Ctx, text: &str) -> Result<FiguresTaken, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let mut done = FiguresTaken::default();
    let mut said: BTreeMap<(OrganisationId, SecondSource, Date), (Figure, String)> = BTreeMap::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (number, line) in lines {
        match read_line(ctx, line).await? {
            Ok((organisation, one)) => {
                let place = (organisation, one.0.source, one.0.on);
                if said.insert(place, one).is_some() {
                    done.remarks
                        .push((number + 1, "этот день этого источника уже был выше: взята эта строка".to_owned()));
                }
            }
            Err(_) if number == 0 && !line.chars().any(|c| c.is_ascii_digit()) => {}
            Err(why) => done.remarks.push((number + 1, why)),
        }
    }
    if said.is_empty() {
        let told = done.remarks.iter().take(20).map(|(number, why)| format!("строка {number}: {why}"));
        let all = std::iter::once("Ни одну строку нельзя принять".to_owned()).chain(told);
        return Err(Refusal::Invalid(Faults::Fields(all.map(|text| ("list", text)).collect())));
    }
    let mut owners: Vec<OrganisationId> = said.keys().map(|(organisation, _, _)| *organisation).collect();
    owners.dedup();
    let kept = ctx.store().list_second_figures(&owners).await?;
    let mut changes = Vec::new();
    for ((organisation, _, _), one) in said {
        let before =
            kept.iter().find(|kept| kept.value.organisation == organisation && is_same_day(&kept.value, &one.0));
        if before.is_some_and(|kept| kept.value.figure == one.0 && kept.value.link == one.1) {
            continue;
        }
        let id = before.map_or_else(|| fresh::uuid(ctx.now()), |kept| kept.value.id);
        changes.push((record(ctx, organisation, id, one), before.map(|kept| kept.version)));
    }
    done.n_kept = changes.len();
    if !changes.is_empty() {
        ctx.store().keep_second_figures(&ctx.act("record_figure"), &changes).await?;
    }
    Ok(done)
}

type Line = Result<(OrganisationId, (Figure, String)), String>;

async fn read_line(ctx: &Ctx, line: &str) -> Result<Line, Refusal> {
    let mark = if line.contains('\t') { '\t' } else { ';' };
    let cells: Vec<String> = line.split(mark).map(|cell| cell.trim().trim_matches('"').replace("\"\"", "\"")).collect();
    let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
    let Some(organisation) = crate::score::named(ctx, &cell(0)).await? else {
        return Ok(Err(format!("организации «{}» нет в реестре", cell(0))));
    };
    let card = FigureCard { source: cell(1), on: cell(2), value: cell(3), respondents: cell(4), link: cell(5) };
    Ok(match read(&card, ctx.today()) {
        Ok(one) => Ok((organisation, one)),
        Err(faults) => Err(faults.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("; ")),
    })
}
