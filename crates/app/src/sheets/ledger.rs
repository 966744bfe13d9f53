//! The ledger of printed sheets: what was given out, what came back, what was keyed, and where the numbers differ.

use super::place::{Place, place};
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::Verb;
use otklik_domain::ids::SheetLotId;
use otklik_domain::survey::{SheetNumber, Stage};
use otklik_store::record::{Kept, KeyedSheet, SheetLot, Version};

/// How many sheets a lot may have: as many as the press sets in a minute.
pub const LOT_MAX: u32 = 300;

/// A lot with what became of its sheets.
#[derive(Debug, Clone)]
pub struct LotLine {
    /// The lot.
    pub lot: Kept<SheetLot>,
    /// How many were keyed.
    pub n_keyed: u32,
    /// How many were keyed a second time.
    pub n_second: u32,
    /// Numbers whose entries differ and wait for somebody to look.
    pub disputed: Vec<u32>,
    /// How many are handed over to the answers.
    pub n_counted: u32,
}

impl LotLine {
    fn of(lot: Kept<SheetLot>, keyed: &[Kept<KeyedSheet>]) -> Self {
        let own: Vec<&KeyedSheet> = keyed.iter().map(|kept| &kept.value).filter(|it| it.lot == lot.value.id).collect();
        let count =
            |is: fn(&KeyedSheet) -> bool| own.iter().filter(|sheet| is(sheet)).count().try_into().unwrap_or(u32::MAX);
        LotLine {
            n_keyed: count(|_| true),
            n_second: count(|sheet| sheet.second.is_some()),
            n_counted: count(|sheet| sheet.is_counted),
            disputed: own.iter().filter(|sheet| sheet.is_disputed()).map(|sheet| sheet.number).collect(),
            lot,
        }
    }

    /// «выдано 100, вернулось 83, введено 80».
    pub fn in_words(&self) -> String {
        let (n, back) = (self.lot.value.n_printed(), self.lot.value.n_returned);
        format!("выдано {n}, вернулось {back}, введено {}", self.n_keyed)
    }

    /// Where the numbers differ, a sentence each.
    pub fn differences(&self) -> Vec<String> {
        let lot = &self.lot.value;
        let mut said = Vec::new();
        let out = lot.n_printed().saturating_sub(lot.n_returned + lot.n_spoiled);
        if out > 0 {
            said.push(format!("не вернулось {out}"));
        }
        if lot.n_returned > self.n_keyed {
            said.push(format!("не введено {}", lot.n_returned - self.n_keyed));
        }
        if self.n_keyed > lot.n_returned {
            said.push(format!("введено на {} больше, чем вернулось: сверьте счёт", self.n_keyed - lot.n_returned));
        }
        if !self.disputed.is_empty() {
            said.push(format!("расходятся два ввода: {}", self.disputed.len()));
        }
        said
    }
}

/// The sheets of a survey.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// The survey.
    pub place: Place,
    /// Lots by their numbers.
    pub lines: Vec<LotLine>,
}

/// The ledger of a survey.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn ledger(ctx: &Ctx, code: &str) -> Result<Ledger, Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    let (organisation, survey) = (place.survey.organisation, place.survey.id);
    let keyed = ctx.store().list_keyed(organisation, survey).await?;
    let lots = ctx.store().list_lots(organisation, survey).await?;
    Ok(Ledger { place, lines: lots.into_iter().map(|lot| LotLine::of(lot, &keyed)).collect() })
}

/// One lot of a survey.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn lot(ctx: &Ctx, code: &str, id: SheetLotId) -> Result<(Place, LotLine), Refusal> {
    let ledger = ledger(ctx, code).await?;
    let line = ledger.lines.into_iter().find(|line| line.lot.value.id == id).ok_or(Refusal::NotFound)?;
    Ok((ledger.place, line))
}

/// Puts so many new sheets into the ledger, with the numbers that follow.
///
/// # Errors
/// `Invalid` when there are too many or the survey is over, `Taken` when somebody did the same at this moment, `NotFound`, `NotAllowed`.
pub async fn print_lot(ctx: &Ctx, code: &str, n: u32, given_to: &str) -> Result<SheetLotId, Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    if place.survey.is_closed || place.survey.term.stage(ctx.today()) == Stage::Over {
        return Err(Refusal::field(
            "n",
            "Опрос окончен: новых бланков уже не раздают. Розданные можно ввести и учесть",
        ));
    }
    let (organisation, survey) = (place.survey.organisation, place.survey.id);
    let lots = ctx.store().list_lots(organisation, survey).await?;
    let first = lots.iter().map(|kept| kept.value.last).max().unwrap_or(0) + 1;
    if !(1..=LOT_MAX).contains(&n) {
        return Err(Refusal::field("n", format!("Бланков в партии — от 1 до {LOT_MAX}")));
    }
    let last = first + n - 1;
    if SheetNumber::new(last).is_none() {
        return Err(Refusal::field("n", format!("Осталось номеров: {}", SheetNumber::MAX + 1 - first)));
    }
    let lot = SheetLot {
        organisation,
        id: SheetLotId(fresh::uuid(ctx.now())),
        survey,
        first,
        last,
        given_to: words(given_to)?,
        given_on: ctx.today(),
        n_returned: 0,
        n_spoiled: 0,
        control_json: None,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    ctx.store().keep_lot(&ctx.act("print_sheets"), &lot, None).await?;
    Ok(lot.id)
}

/// What a person says of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LotCard {
    /// To whom it was given, by position.
    pub given_to: String,
    /// How many came back filled.
    pub n_returned: u32,
    /// How many came back spoiled or empty.
    pub n_spoiled: u32,
}

/// Writes down to whom a lot was given and what came back.
///
/// # Errors
/// `Invalid` when more came back than was printed, `Stale`, `NotFound`, `NotAllowed`.
pub async fn edit_lot(
    ctx: &Ctx,
    code: &str,
    id: SheetLotId,
    expected: Version,
    card: &LotCard,
) -> Result<Version, Refusal> {
    let (_, line) = lot(ctx, code, id).await?;
    let kept = line.lot.value;
    if card.n_returned.saturating_add(card.n_spoiled) > kept.n_printed() {
        let words = format!("Вернулось и испорчено больше, чем напечатано: в партии {}", kept.n_printed());
        return Err(Refusal::Invalid(Faults::Fields(vec![("n_returned", words)])));
    }
    let given_to = words(&card.given_to)?;
    let changed = SheetLot { given_to, n_returned: card.n_returned, n_spoiled: card.n_spoiled, ..kept };
    Ok(ctx.store().keep_lot(&ctx.act("return_sheets"), &changed, Some(expected)).await?)
}

fn words(text: &str) -> Result<String, Refusal> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > 200 {
        return Err(Refusal::field("given_to", "Напишите короче: не больше 200 знаков"));
    }
    Ok(text)
}
