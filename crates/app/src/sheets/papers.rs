//! Papers of a survey: numbered sheets of a lot, an editable questionnaire, posters of one place or of a whole round.

use super::ledger::lot;
use super::place::{Place, place, round_places};
use crate::ctx::Ctx;
use crate::paper_out::{PaperOut, format_of, made, safe};
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{RoundId, SheetLotId};
use otklik_domain::survey::SheetNumber;
use otklik_papers::forms::poster::{self, Invitation, PosterSize};
use otklik_papers::forms::questionnaire::{Blank, editable};
use otklik_papers::write::{Format, Plates};

fn blank<'a>(ctx: &Ctx, place: &'a Place, is_large: bool) -> Blank<'a> {
    Blank {
        questionnaire: place.questionnaire(),
        organisation: &place.organisation.name,
        branch: &place.survey.branch,
        code: &place.survey.code,
        is_large,
        made_on: Some(ctx.today()),
    }
}

async fn pressed(ctx: &Ctx, plates: &Plates, name: String) -> Result<PaperOut, Refusal> {
    let bytes = ctx.house.workshop.press_plates(plates).await?;
    Ok(PaperOut { file_name: format!("{name}.pdf"), media_type: Format::Pdf.media_type(), bytes })
}

/// The numbered sheets of a lot as PDF.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Unavailable` when the press does not answer.
pub async fn lot_paper(ctx: &Ctx, code: &str, id: SheetLotId, is_large: bool) -> Result<PaperOut, Refusal> {
    let (place, line) = lot(ctx, code, id).await?;
    let lot = &line.lot.value;
    let numbers: Vec<SheetNumber> = (lot.first..=lot.last).filter_map(SheetNumber::new).collect();
    let plates = blank(ctx, &place, is_large).plates(&numbers);
    let size = if is_large { " крупно" } else { "" };
    let name = format!("Анкеты{size} {}–{} {}", lot.first, lot.last, safe(&place.name()));
    pressed(ctx, &plates, name).await
}

/// The questionnaire as an office paper that may be changed: without a number and without marks.
///
/// # Errors
/// `Invalid` when the format is unknown, `NotFound`, `NotAllowed`.
pub async fn blank_paper(ctx: &Ctx, code: &str, format: &str) -> Result<PaperOut, Refusal> {
    let place = place(ctx, code, Verb::SeePrivate).await?;
    let paper = editable(&blank(ctx, &place, false));
    made(ctx, &paper, format!("Анкета {}", safe(&place.name())), format_of(format)?).await
}

/// Where the boxes of a sheet stand, for a program that reads photographs of sheets.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn sheet_layout(ctx: &Ctx, code: &str, is_large: bool) -> Result<String, Refusal> {
    let place = place(ctx, code, Verb::SeePrivate).await?;
    Ok(blank(ctx, &place, is_large).layout().json())
}

fn size_of(size: &str) -> Result<PosterSize, Refusal> {
    PosterSize::parse(size).ok_or_else(|| Refusal::field("size", "Размер плаката: a4 или a3"))
}

/// The poster of one survey as PDF. `site` is the address of the site.
///
/// # Errors
/// `Invalid` when the size is unknown, `NotFound`, `NotAllowed`, `Unavailable`.
pub async fn posters(ctx: &Ctx, code: &str, size: &str, site: &str) -> Result<PaperOut, Refusal> {
    let place = place(ctx, code, Verb::SeePrivate).await?;
    let one = Invitation {
        organisation: place.organisation.name.clone(),
        branch: place.survey.branch.clone(),
        code: place.survey.code.clone(),
    };
    let plates = poster::posters(&[one], site, size_of(size)?, Some(ctx.today()));
    pressed(ctx, &plates, format!("Плакат {size} {}", safe(&place.name()))).await
}

/// Posters of every survey of a round in one PDF.
///
/// # Errors
/// `Invalid` when the size is unknown, `NotFound` also where no survey is open yet, `NotAllowed`, `Unavailable`.
pub async fn round_posters(ctx: &Ctx, round: RoundId, size: &str, site: &str) -> Result<PaperOut, Refusal> {
    let size_name = size;
    let found = round_places(ctx, round).await?;
    let size = size_of(size)?;
    if found.places.is_empty() {
        return Err(Refusal::NotFound);
    }
    let places: Vec<Invitation> = found
        .places
        .into_iter()
        .map(|(survey, organisation)| Invitation { organisation, branch: survey.branch, code: survey.code })
        .collect();
    let plates = poster::posters(&places, site, size, Some(ctx.today()));
    pressed(ctx, &plates, format!("Плакаты {size_name} {}", safe(&found.round.title))).await
}
