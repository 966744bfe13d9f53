//! The register of measures: filtered, counted, paged.
//!
//! In comes what a person asked in the address; out go rows with their lateness computed today, and counts.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::plan::MeasureState;
use otklik_store::record::{Examples, Facets, PageAsked, RegisterQuery, RegisterRow, View};

/// How late a measure is, told in calendar days («просрочка»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lateness {
    /// The last day is over by so many days.
    Late(i32),
    /// The last day is so many days ahead, and that is soon.
    Soon(i32),
    /// Nothing to hurry about, or no day to count from.
    InTime,
}

/// How many days ahead «скоро» begins.
pub const SOON_DAYS: i32 = 30;

/// A page of the register.
#[derive(Debug, Clone)]
pub struct RegisterPage {
    /// Rows with their lateness.
    pub rows: Vec<(RegisterRow, Lateness)>,
    /// What to ask for to go on.
    pub next: Option<String>,
    /// Counts beside the filters.
    pub facets: Facets,
    /// What day it is.
    pub today: Date,
}

/// How late something with this last day is today; what is reported or finished is never late.
pub fn lateness(due_on: Option<Date>, state: MeasureState, today: Date) -> Lateness {
    let Some(due_on) = due_on.filter(|_| state.is_awaited()) else { return Lateness::InTime };
    let days = (due_on - today).get_days();
    match days {
        ..0 => Lateness::Late(-days),
        0..=SOON_DAYS => Lateness::Soon(days),
        _ => Lateness::InTime,
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
    if asked.examples == Examples::Without && shows_examples(ctx).await? {
        asked.examples = Examples::With;
    }
    let (listed, facets) =
        tokio::try_join!(ctx.store().list_register(&asked, page), ctx.store().count_register(&asked))?;
    let late = |row: RegisterRow| {
        let lateness = lateness(row.due_on, row.state, asked.today);
        (row, lateness)
    };
    Ok(RegisterPage {
        rows: listed.items.into_iter().map(late).collect(),
        next: listed.next,
        facets,
        today: asked.today,
    })
}

/// Whether lists show the examples: they do until the first button press that removes them.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn shows_examples(ctx: &Ctx) -> Result<bool, Refusal> {
    Ok(ctx.store().has_examples().await?)
}

impl Ctx {
    /// The organisations a list may cover: those asked for within the actor's scope; empty means all.
    ///
    /// # Errors
    /// `NotSignedIn` for a stranger; `NotFound` when an organisation outside the scope is asked for.
    pub fn own_organisations(
        &self,
        asked: Vec<otklik_domain::ids::OrganisationId>,
    ) -> Result<Vec<otklik_domain::ids::OrganisationId>, Refusal> {
        use otklik_domain::access::Scope;
        if self.actor.person.is_none() {
            return Err(Refusal::NotSignedIn);
        }
        match &self.actor.scope {
            Scope::Everywhere => Ok(asked),
            Scope::Organisations(own) if asked.is_empty() => Ok(own.clone()),
            _ if asked.iter().all(|o| self.may(Verb::SeePrivate, Some(*o))) && !asked.is_empty() => Ok(asked),
            _ => Err(Refusal::NotFound),
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
            (Some("2021-02-12"), Planned, Lateness::InTime),
            (Some("2020-12-31"), Reported, Lateness::InTime),
            (Some("2020-12-31"), Confirmed, Lateness::InTime),
            (None, Planned, Lateness::InTime),
        ] {
            assert_eq!(lateness(due.map(day), state, today), expected, "{due:?} {state:?}");
        }
    }
}
