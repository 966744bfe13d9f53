//! The register of measures: filtered, counted, paged.
//!
//! In comes what a person asked in the address; out go rows with their lateness computed today, and counts.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::{Scope, Verb};
use otklik_domain::deadline::{DeadlineKind, Lateness};
use otklik_domain::ids::{MeasureId, OrganisationId};
use otklik_domain::plan::MeasureState;
use otklik_store::record::{Examples, Facets, MeasureTurn, PageAsked, RegisterQuery, RegisterRow, View};
use std::collections::HashMap;
use uuid::Uuid;

/// How many days ahead «скоро» begins.
pub const SOON_DAYS: i32 = 30;

/// A page of the register.
#[derive(Debug, Clone)]
pub struct RegisterPage {
    /// Rows with their lateness.
    pub rows: Vec<(RegisterRow, Lateness)>,
    /// Turns of measures on the page whose terms come again; of the working register only.
    pub turns: HashMap<MeasureId, MeasureTurn>,
    /// What to ask for to go on.
    pub next: Option<String>,
    /// Counts beside the filters.
    pub facets: Facets,
    /// What day it is.
    pub today: Date,
}

/// How late something with this last day is today; what is reported or finished is never late.
pub fn lateness(due_on: Option<Date>, state: MeasureState, today: Date) -> Lateness {
    let Some(due_on) = due_on else { return Lateness::NoTerm };
    let days = (due_on - today).get_days();
    match days {
        _ if !state.is_awaited() => Lateness::OnTime,
        ..0 => Lateness::Late(-days),
        0..=SOON_DAYS => Lateness::Soon(days),
        _ => Lateness::OnTime,
    }
}

/// A page of measures. Strangers read the published register, people of the house the working one within their scope.
///
/// # Errors
/// `NotSignedIn` when a stranger asks for the working register.
pub async fn register(ctx: &Ctx, mut asked: RegisterQuery, page: &PageAsked) -> Result<RegisterPage, Refusal> {
    asked.today = ctx.today();
    if asked.view == View::Working {
        asked.organisations = ctx.own_organisations(asked.organisations)?;
    }
    asked.examples = examples_for(ctx, &asked).await?;
    let (listed, facets) =
        tokio::try_join!(ctx.store().list_register(&asked, page), ctx.store().count_register(&asked))?;
    let late = |row: RegisterRow| {
        let lateness = lateness(row.due_on, row.state, asked.today);
        (row, lateness)
    };
    let again = listed.items.iter().filter(|row| row.deadline_kind.is_some_and(DeadlineKind::comes_again));
    let again: Vec<MeasureId> = again.filter(|_| asked.view == View::Working).map(|row| row.id).collect();
    let turns = ctx.store().list_turns(&again).await?;
    Ok(RegisterPage {
        turns: turns.into_iter().map(|turn| (turn.measure, turn)).collect(),
        rows: listed.items.into_iter().map(late).collect(),
        next: listed.next,
        facets,
        today: asked.today,
    })
}

/// Examples are never counted with what is real: they are shown alone, while the house has nothing of its own, or where
/// an organisation or a plan is asked for by name.
async fn examples_for(ctx: &Ctx, asked: &RegisterQuery) -> Result<Examples, Refusal> {
    if asked.examples != Examples::Without || !shows_examples(ctx).await? {
        return Ok(asked.examples);
    }
    if asked.plan.is_some() || !asked.organisations.is_empty() {
        return Ok(Examples::With);
    }
    let own = RegisterQuery { view: asked.view, ..RegisterQuery::on(asked.today) };
    let first = ctx.store().list_register(&own, &PageAsked::first(1)).await?;
    Ok(if first.items.is_empty() { Examples::Only } else { Examples::Without })
}

/// Whether any example is still kept: they are until the button that removes them is pressed.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn shows_examples(ctx: &Ctx) -> Result<bool, Refusal> {
    Ok(ctx.store().has_examples().await?)
}

impl Ctx {
    /// The organisations a list may cover: those asked for within the actor's scope; empty means all. Who covers none is
    /// given one that nobody is, so that their lists are empty.
    ///
    /// # Errors
    /// `NotSignedIn` for a stranger; `NotFound` when an organisation outside the scope is asked for.
    pub fn own_organisations(&self, asked: Vec<OrganisationId>) -> Result<Vec<OrganisationId>, Refusal> {
        if self.actor.person.is_none() {
            return Err(Refusal::NotSignedIn);
        }
        match &self.actor.scope {
            Scope::Everywhere => Ok(asked),
            Scope::Within(own) if asked.is_empty() && own.organisations().len() > 0 => {
                Ok(own.organisations().collect())
            }
            _ if asked.is_empty() => Ok(vec![OrganisationId(Uuid::nil())]),
            _ if asked.iter().all(|o| self.may(Verb::SeePrivate, Some(*o))) => Ok(asked),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Organisations whose cards a list of the cabinet shows: covered whole, or by a branch of theirs; empty means all.
    ///
    /// # Errors
    /// As [`Ctx::own_organisations`].
    pub fn touched_organisations(&self) -> Result<Vec<OrganisationId>, Refusal> {
        match &self.actor.scope {
            Scope::Within(own) if own.branches().len() > 0 && self.actor.person.is_some() => {
                Ok(own.touched().into_iter().collect())
            }
            _ => self.own_organisations(Vec::new()),
        }
    }

    /// Whether the actor answers for single branches and for nothing whole: plans and scores belong to organisations.
    pub fn has_only_branches(&self) -> bool {
        match &self.actor.scope {
            Scope::Within(own) => own.organisations().len() == 0 && own.branches().len() > 0,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_domain::plan::MeasureState::{Confirmed, InWork, Planned, Reported};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn lateness_is_counted_in_calendar_days_from_the_day_after() {
        let today = day("2021-01-12");
        for (due, state, expected) in [
            (Some("2020-12-31"), Planned, Lateness::Late(12)),
            (Some("2021-01-11"), InWork, Lateness::Late(1)),
            (Some("2021-01-12"), InWork, Lateness::Soon(0)),
            (Some("2021-02-11"), Planned, Lateness::Soon(30)),
            (Some("2021-02-12"), Planned, Lateness::OnTime),
            (Some("2020-12-31"), Reported, Lateness::OnTime),
            (Some("2020-12-31"), Confirmed, Lateness::OnTime),
            (None, Planned, Lateness::NoTerm),
        ] {
            assert_eq!(lateness(due.map(day), state, today), expected, "{due:?} {state:?}");
        }
    }
}
