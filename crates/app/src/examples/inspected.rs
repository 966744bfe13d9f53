//! An example inspection, led to its end by the usual verbs: one sheet, one explanation of the organisation, the final result.

use crate::ctx::Ctx;
use crate::inspections::{self, Entry};
use crate::refusal::Refusal;
use crate::score;
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::inspection::{Checklist, ReplyKind};

/// Whose place was looked at, in the examples' registry.
const NAME: &str = "МБУК «ДК «Горизонт»";
/// What was not there: the point, and what the inspector wrote beside it.
const ABSENT: [(&str, &str); 5] = [
    ("site.budget", "Раздел «Документы» открывается, плана в нём нет"),
    ("comfort.water", "Кулер стоит, воды нет"),
    ("equipment.lifts", "Поручни есть только на первом этаже"),
    ("equipment.wheelchairs", ""),
    ("services.braille", ""),
];
/// What need not be there.
const BESIDE: [&str; 2] = ["stand.licences", "site.licences"];
/// Working days for the answer.
const ANSWER_DAYS: u16 = 5;

/// Inspects the example place in a round; without such a place nothing is done.
pub(super) async fn load(ctx: &Ctx, round: RoundId) -> Result<(), Refusal> {
    let kept = ctx.store().find_organisations_by_name(NAME).await?;
    let [kept] = kept.as_slice() else { return Ok(()) };
    if kept.value.is_example { inspect(ctx, round, kept.value.id).await } else { Ok(()) }
}

async fn inspect(ctx: &Ctx, round: RoundId, owner: OrganisationId) -> Result<(), Refusal> {
    let (_, book) = score::rulebook_of(ctx, round).await?;
    let list = Checklist::of(&book);
    let sheet = inspections::begin_sheet(ctx, round, owner, "", ctx.today()).await?;
    inspections::mark_items(ctx, sheet, &entries(&list)).await?;
    inspections::submit_sheet(ctx, sheet).await?;
    let id = inspections::sheet(ctx, sheet).await?.inspection.id;
    let version = async || inspections::inspection(ctx, id).await.map(|view| view.kept.version);
    inspections::show_inspection(ctx, id, version().await?, ANSWER_DAYS).await?;
    let head = Actor { role: Some(Role::Head), scope: Scope::of([owner]), ..ctx.actor.clone() };
    let head = ctx.house.ctx(head);
    let words = "Вода привезена, кулер снова работает";
    inspections::answer_item(&head, id, "comfort.water", ReplyKind::Explanation, words).await?;
    inspections::finish_answers(&head, id, version().await?).await?;
    inspections::finish_inspection(ctx, id, version().await?).await
}

fn entries(list: &Checklist) -> Vec<Entry> {
    let entry = |code: &str| {
        let absent = ABSENT.iter().find(|(known, _)| *known == code);
        let value = match absent {
            Some(_) => "absent",
            None if BESIDE.contains(&code) => "not-applicable",
            None => "present",
        };
        let note = absent.map_or("", |(_, note)| note).to_owned();
        Entry { code: code.to_owned(), value: value.to_owned(), note, ..Entry::default() }
    };
    list.points().map(|point| entry(&point.code)).collect()
}
