//! The catalogue of typical measures: those the program carries and those of the house.

use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::Verb;
use otklik_domain::ids::TypicalId;
use otklik_domain::rulebook::{Certainty, Rulebook};
use otklik_domain::shortcoming::{Catalogue, CatalogueFault, CostRange, Proof, Typical};
use otklik_domain::typed::whole_or_nothing;
use otklik_papers::rulebooks;
use otklik_store::record::{Kept, OwnTypical, Version};

/// The catalogue of a sector as people see it.
#[derive(Debug, Clone)]
pub struct CatalogueView {
    /// The rulebook whose things it mends.
    pub book: &'static Rulebook,
    /// The house's own entries, newest first, with those that are offered no more.
    pub own: Vec<Kept<OwnTypical>>,
    /// Entries that the program carries.
    pub carried: &'static [Typical],
    /// Whether the actor may add to it.
    pub may_write: bool,
}

/// A typical measure as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypicalTyped {
    /// What it mends: one code, an indicator or a criterion.
    pub covers: String,
    /// The words of the measure.
    pub text: String,
    /// Public name of the kind of proof.
    pub proof: String,
    /// What exactly proves it.
    pub proof_words: String,
    /// The usual term.
    pub term: String,
    /// The least it costs, in roubles, or empty.
    pub cost_from: String,
    /// The most it costs, in roubles, or empty.
    pub cost_to: String,
}

fn book_of(sector: &str) -> Result<&'static Rulebook, Refusal> {
    rulebooks::named(sector, None).map_err(|_| Refusal::NotFound)
}

/// Everything that is offered for a sector, the house's own first.
pub(crate) async fn whole(ctx: &Ctx, sector: &str) -> Result<Catalogue, Refusal> {
    let own = ctx.store().list_own_typicals(sector).await?.into_iter().map(|kept| kept.value);
    let own = own.filter(|it| !it.is_retired).map(|it| it.typical);
    let carried = rulebooks::catalogue(sector).map(|it| it.entries.as_slice()).unwrap_or_default();
    Ok(Catalogue { entries: own.chain(carried.iter().cloned()).collect() })
}

/// The catalogue of a sector.
///
/// # Errors
/// `NotFound` when there is no such sector; `NotSignedIn`, `NotAllowed`.
pub async fn catalogue(ctx: &Ctx, sector: &str) -> Result<CatalogueView, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let book = book_of(sector)?;
    let carried = rulebooks::catalogue(sector).map(|it| it.entries.as_slice()).unwrap_or_default();
    let own = ctx.store().list_own_typicals(&book.name).await?;
    Ok(CatalogueView { book, own, carried, may_write: ctx.may(Verb::AdoptPlan, None) })
}

/// Adds a typical measure of the house's own.
///
/// # Errors
/// `Invalid` with every field at fault; `NotFound`, `NotAllowed`.
pub async fn write_typical(ctx: &Ctx, sector: &str, typed: &TypicalTyped) -> Result<TypicalId, Refusal> {
    ctx.demand(Verb::AdoptPlan, None)?;
    let book = book_of(sector)?;
    let id = TypicalId(fresh::uuid(ctx.now()));
    let typical = read(book, id, typed)?;
    let (by, at) = (ctx.actor_name(), ctx.now());
    let own = OwnTypical { id, sector: book.name.clone(), typical, is_retired: false, by, at };
    ctx.store().keep_own_typical(&ctx.act("write_typical_measure"), &own, None).await?;
    Ok(id)
}

fn read(book: &Rulebook, id: TypicalId, typed: &TypicalTyped) -> Result<Typical, Refusal> {
    let mut faults: Vec<(&'static str, String)> = Vec::new();
    let proof = Proof::from_name(&typed.proof);
    if proof.is_none() {
        faults.push(("proof", "Выберите, чем подтверждают исполнение".to_owned()));
    }
    let roubles =
        |field, text: &str| whole_or_nothing::<u64>(text).map_err(|_| (field, "Сумма — целое число рублей".to_owned()));
    let mut sum = |field, text: &str| {
        roubles(field, text).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        })
    };
    let (from, to) = (sum("cost_from", &typed.cost_from), sum("cost_to", &typed.cost_to));
    let words = |text: &str| text.trim().to_owned();
    let typical = Typical {
        code: id.to_string(),
        covers: typed.covers.split([',', ' ', ';']).map(words).filter(|it| !it.is_empty()).collect(),
        text: words(&typed.text),
        result: None,
        proof: proof.unwrap_or(Proof::Photo),
        proof_words: words(&typed.proof_words),
        term: words(&typed.term),
        cost: from.or(to).map(|any| CostRange { from: from.unwrap_or(0), to: to.unwrap_or(any) }),
        certainty: Certainty::Practice,
        is_own: true,
    };
    faults.extend(typical.faults(book).iter().flat_map(|fault| in_words(fault, &typical)));
    if faults.is_empty() { Ok(typical) } else { Err(Refusal::Invalid(Faults::Fields(faults))) }
}

/// Faults of an entry by the fields of its form.
fn in_words(fault: &CatalogueFault, typical: &Typical) -> Vec<(&'static str, String)> {
    let said = |field, words: &str| vec![(field, words.to_owned())];
    match fault {
        CatalogueFault::Wordless(_) => {
            let empty = [
                (typical.text.is_empty(), "text", "Напишите, что нужно сделать"),
                (typical.proof_words.is_empty(), "proof_words", "Напишите, что подтвердит исполнение"),
                (typical.covers.is_empty(), "covers", "Выберите, что исправляет мероприятие"),
            ];
            empty.into_iter().filter(|it| it.0).map(|(_, field, words)| (field, words.to_owned())).collect()
        }
        CatalogueFault::Unknown { name, .. } => {
            vec![("covers", format!("В своде правил нет «{name}»: выберите из списка"))]
        }
        CatalogueFault::Term { .. } => {
            said("term", "Срок не понят: «до 1 июня {год} года», «постоянно», «ежеквартально»")
        }
        CatalogueFault::Cost(_) => said("cost_to", "Наибольшая сумма меньше наименьшей"),
        CatalogueFault::Twice(_) | CatalogueFault::Unmended(_) => Vec::new(),
    }
}

/// Offers an entry of the house no more, or offers it again.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Stale`.
pub async fn retire_typical(
    ctx: &Ctx,
    sector: &str,
    id: TypicalId,
    expected: Version,
    is_retired: bool,
) -> Result<(), Refusal> {
    ctx.demand(Verb::AdoptPlan, None)?;
    let book = book_of(sector)?;
    let all = ctx.store().list_own_typicals(&book.name).await?;
    let kept = all.into_iter().find(|kept| kept.value.id == id).ok_or(Refusal::NotFound)?;
    let own = OwnTypical { is_retired, ..kept.value };
    ctx.store().keep_own_typical(&ctx.act("retire_typical_measure"), &own, Some(expected)).await?;
    Ok(())
}
