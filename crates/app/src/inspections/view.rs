//! Everything known of one inspection, put together for a page.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::scopes::OwnBranches;
use crate::score::{Book, rulebook_of};
use otklik_domain::access::{Place, Verb};
use otklik_domain::ids::InspectionId;
use otklik_domain::inspection::{
    Checklist, Comparison, Decision, Facts, Noted, Outcome, Point, Reply, Seen, Sheet, Stage,
};
use otklik_domain::registry::Organisation;
use otklik_store::record::{
    Inspection, InspectionDecision, InspectionReply, InspectionSheet, Kept, PhotoUse, Round, WholeInspection,
};
use std::collections::BTreeMap;

/// One sheet with its marks.
#[derive(Debug, Clone)]
pub struct SheetView {
    /// The sheet and the version a change must name.
    pub kept: Kept<InspectionSheet>,
    /// Its marks.
    pub sheet: Sheet,
    /// Name of the inspector.
    pub inspector: String,
}

/// A point with what an inspector noticed and what counts.
#[derive(Debug, Clone)]
pub struct Noticed {
    /// The point.
    pub point: Point,
    /// What counts.
    pub seen: Option<Seen>,
    /// What was decided about it.
    pub decision: Option<Decision>,
    /// Words and addresses of inspectors.
    pub notes: Vec<Noted>,
    /// Photos of inspectors.
    pub photos: Vec<PhotoUse>,
    /// What the organisation says, with the version a change must name.
    pub reply: Option<Kept<InspectionReply>>,
    /// Photos of the organisation.
    pub reply_photos: Vec<PhotoUse>,
}

/// An inspection as a page shows it.
#[derive(Debug, Clone)]
pub struct View {
    /// The inspection and the version a change must name.
    pub kept: Kept<Inspection>,
    /// Whose place it is.
    pub organisation: Organisation,
    /// The round.
    pub round: Round,
    /// The rules of the round.
    pub book: Book,
    /// What is looked at.
    pub list: Checklist,
    /// Sheets that were handed in.
    pub sheets: Vec<SheetView>,
    /// Sheets that are still filled: their inspectors.
    pub unfinished: Vec<String>,
    /// Decisions by point.
    pub decisions: BTreeMap<String, Kept<InspectionDecision>>,
    /// Answers by point.
    pub replies: BTreeMap<String, Kept<InspectionReply>>,
    /// Photos of sheets and of answers.
    pub photos: Vec<PhotoUse>,
    /// What follows.
    pub outcome: Outcome,
    /// Where it belongs, as the actor's rights name it.
    pub place: Place,
    /// Whether the actor is one of those who inspect, not the one who was inspected.
    pub is_inspector: bool,
}

impl View {
    /// Sheets beside each other.
    pub fn comparison(&self) -> Comparison {
        let sheets: Vec<&Sheet> = self.sheets.iter().map(|view| &view.sheet).collect();
        Comparison::of(&self.list, &sheets)
    }

    /// A point with everything said of it.
    pub fn noticed(&self, point: &Point) -> Noticed {
        let sheets: Vec<&Sheet> = self.sheets.iter().map(|view| &view.sheet).collect();
        let of = |kind: &str| {
            let is_it = |shown: &&PhotoUse| shown.subject_kind == kind && shown.part == point.code;
            self.photos.iter().filter(is_it).cloned().collect::<Vec<_>>()
        };
        Noticed {
            seen: self.outcome.seen(&point.code),
            decision: self.decisions.get(&point.code).map(|kept| kept.value.decision.clone()),
            notes: self.outcome.notes(&point.code, &sheets).into_iter().cloned().collect(),
            photos: of(SHEET),
            reply: self.replies.get(&point.code).cloned(),
            reply_photos: of(ANSWER),
            point: point.clone(),
        }
    }

    /// Points that are absent or that the organisation answered, in order.
    pub fn absent(&self) -> Vec<Noticed> {
        let absent: Vec<&str> = self.outcome.absent().collect();
        let is_shown = |point: &&Point| absent.contains(&point.code.as_str()) || self.replies.contains_key(&point.code);
        self.list.points().filter(is_shown).map(|point| self.noticed(point)).collect()
    }

    /// Whether the next stage can be reached, and why not.
    pub fn allowed<T>(&self, ctx: &Ctx, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
        let replies: BTreeMap<String, Reply> =
            self.replies.iter().map(|(code, kept)| (code.clone(), kept.value.reply.clone())).collect();
        ask(&Facts {
            stage: self.kept.value.stage,
            n_sheets: self.sheets.len(),
            outcome: &self.outcome,
            replies: &replies,
            until: self.kept.value.answer_until,
            today: ctx.today(),
        })
    }
}

/// What photos of a sheet belong to.
pub(super) const SHEET: &str = "inspection_sheet";
/// What photos of an answer belong to.
pub(super) const ANSWER: &str = "inspection";

/// One inspection: whole for those who inspect, and for the organisation once it was shown.
///
/// # Errors
/// `NotFound`, `NotSignedIn`, `NotAllowed`.
pub async fn inspection(ctx: &Ctx, id: InspectionId) -> Result<View, Refusal> {
    if ctx.actor.person.is_none() {
        return Err(Refusal::NotSignedIn);
    }
    let whole = ctx.store().find_inspection(id).await?.ok_or(Refusal::NotFound)?;
    let (found, stage) = (&whole.inspection.value, whole.inspection.value.stage);
    let place = OwnBranches::of(ctx).await?.place(found.organisation, &found.branch);
    let is_inspector = ctx.may(Verb::Inspect, place);
    if !is_inspector && (stage == Stage::Filling || !ctx.may(Verb::SeePrivate, place)) {
        return Err(Refusal::NotFound);
    }
    put_together(ctx, whole, (place, is_inspector)).await
}

pub(super) async fn put_together(
    ctx: &Ctx,
    whole: WholeInspection,
    (place, is_inspector): (Place, bool),
) -> Result<View, Refusal> {
    let kept = whole.inspection;
    let organisation = ctx.store().find_organisation(kept.value.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let (round, book) = rulebook_of(ctx, kept.value.round).await?;
    let list = Checklist::of(&book);
    let names = names(ctx).await?;
    let name = |by: &str| names.get(by).cloned().unwrap_or_else(|| "Отклик".to_owned());
    let (mut sheets, mut unfinished, mut photos) = (Vec::new(), Vec::new(), Vec::new());
    for kept in whole.sheets {
        if !kept.value.is_submitted {
            unfinished.push(name(&kept.value.by));
            continue;
        }
        photos.extend(ctx.store().list_photos(kept.value.organisation, SHEET, &kept.value.id.to_string()).await?);
        let marks = whole.marks.iter().filter(|mark| mark.sheet == kept.value.id);
        let marks = marks.map(|mark| (mark.item.clone(), mark.noted.clone())).collect();
        sheets.push(SheetView { inspector: name(&kept.value.by), sheet: Sheet { marks }, kept });
    }
    photos.extend(ctx.store().list_photos(organisation.id, ANSWER, &kept.value.id.to_string()).await?);
    let decided: BTreeMap<String, Decision> =
        whole.decisions.iter().map(|kept| (kept.value.item.clone(), kept.value.decision.clone())).collect();
    let outcome = Outcome::of(&list, &sheets.iter().map(|view| &view.sheet).collect::<Vec<_>>(), &decided);
    Ok(View {
        kept,
        organisation,
        round,
        book,
        list,
        sheets,
        unfinished,
        decisions: whole.decisions.into_iter().map(|kept| (kept.value.item.clone(), kept)).collect(),
        replies: whole.replies.into_iter().map(|kept| (kept.value.item.clone(), kept)).collect(),
        photos,
        outcome,
        place,
        is_inspector,
    })
}

/// Names of people by id.
pub(super) async fn names(ctx: &Ctx) -> Result<BTreeMap<String, String>, Refusal> {
    let people = ctx.store().list_people().await?;
    Ok(people.into_iter().map(|kept| (kept.value.id.to_string(), kept.value.name)).collect())
}
