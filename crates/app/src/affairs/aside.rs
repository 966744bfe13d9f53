//! What a person put off or has read.

use super::Kind;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use jiff::ToSpan;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::MeasureState;
use otklik_store::record::SetAside;
use std::collections::HashMap;

/// As far ahead can something be put off.
const DAYS_MAX: i64 = 92;
/// The longest name of an affair.
const SUBJECT_MAX: usize = 200;

/// Something set aside, for the list from which it is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What it is called.
    pub subject: String,
    /// What sort of affair.
    pub kind: Kind,
    /// What it is about, where the measure is still there.
    pub text: Option<String>,
    /// Up to which day; nothing means read.
    pub until: Option<Date>,
}

/// Names of affairs that are not shown today.
pub(super) struct Hidden(HashMap<String, SetAside>);

impl Hidden {
    pub(super) fn has(&self, subject: &str) -> bool {
        self.0.contains_key(subject)
    }

    pub(super) fn n(&self) -> usize {
        self.0.len()
    }

    /// How many measures of a sort are hidden that would stand in their group.
    pub(super) fn n_of(&self, kind: Kind, stands: impl Fn(MeasureState, Option<Date>) -> bool) -> u64 {
        let is_of = |(subject, aside): &(&String, &SetAside)| {
            kind_of(subject) == Some(kind) && aside.stands.is_some_and(|(state, due_on)| stands(state, due_on))
        };
        u64::try_from(self.0.iter().filter(is_of).count()).unwrap_or(0)
    }

    /// What stands behind the sort in hidden names of it, part by part.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = Vec<&str>> {
        let own = self.0.keys().filter(move |subject| kind_of(subject) == Some(kind));
        own.map(|subject| subject.split(':').skip(1).collect())
    }

    /// How many names of a sort are hidden.
    pub(super) fn n_names(&self, kind: Kind) -> usize {
        self.0.keys().filter(|subject| kind_of(subject) == Some(kind)).count()
    }
}

fn kind_of(subject: &str) -> Option<Kind> {
    let name = subject.split(':').next()?;
    Kind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// The measure an affair is about.
fn measure_of(subject: &str) -> Option<MeasureId> {
    let mut parts = subject.split(':');
    let kind = parts.next()?;
    let of_measures =
        [Kind::Reminded, Kind::Late, Kind::SentBack, Kind::Soon, Kind::Reported, Kind::Proof, Kind::Turns];
    let is_measure = of_measures.iter().any(|it| it.name() == kind);
    parts.next().filter(|_| is_measure)?.parse().ok()
}

/// The last day of its measure that stands in the name of an affair; turns have days of their own.
fn day_of(subject: &str) -> Option<Date> {
    if matches!(kind_of(subject), Some(Kind::Proof | Kind::Turns)) {
        return None;
    }
    subject.split(':').nth(2)?.parse().ok()
}

/// What is hidden today. A measure whose term changed is there again.
pub(super) async fn hidden(ctx: &Ctx) -> Result<Hidden, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let today = ctx.today();
    let is_hidden = |it: &SetAside| {
        let day = day_of(&it.subject);
        let is_same = day.is_none() || it.stands.is_none_or(|(_, due_on)| due_on == day);
        it.until.is_none_or(|until| until > today) && is_same
    };
    let kept = ctx.store().list_set_aside(person).await?;
    Ok(Hidden(kept.into_iter().filter(is_hidden).map(|it| (it.subject.clone(), it)).collect()))
}

async fn keep(ctx: &Ctx, subject: &str, until: Option<Date>) -> Result<(), Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    if kind_of(subject).is_none() || subject.len() > SUBJECT_MAX {
        return Err(Refusal::NotFound);
    }
    let measure = measure_of(subject);
    let aside = SetAside { subject: subject.to_owned(), measure, until, at: ctx.now(), stands: None };
    Ok(ctx.store().keep_set_aside(person, &aside).await?)
}

/// Puts an affair off to a day: it is there again on that day.
///
/// # Errors
/// `Invalid` for a day that is no day, is over or too far; `NotFound` for what is no affair; `NotSignedIn`.
pub async fn put_off(ctx: &Ctx, subject: &str, until: &str) -> Result<Date, Refusal> {
    ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let today = ctx.today();
    let last = today.saturating_add(DAYS_MAX.days());
    let day = until.trim().parse::<Date>().ok().filter(|day| *day > today && *day <= last);
    let day = day.ok_or_else(|| {
        let (day, month, year) = (last.day(), last.month(), last.year());
        let words = format!("Назовите день, до которого отложить: с завтрашнего по {day:02}.{month:02}.{year}");
        Refusal::field("until", words)
    })?;
    keep(ctx, subject, Some(day)).await?;
    Ok(day)
}

/// Marks an affair as read: it comes back when there is a new reason to look.
///
/// # Errors
/// `NotFound` for what is no affair, `NotSignedIn`.
pub async fn read(ctx: &Ctx, subject: &str) -> Result<(), Refusal> {
    keep(ctx, subject, None).await
}

/// Takes an affair back among what is to be done.
///
/// # Errors
/// `NotSignedIn`.
pub async fn take_back(ctx: &Ctx, subject: &str) -> Result<(), Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    Ok(ctx.store().remove_set_aside(person, subject).await?)
}

/// What the actor set aside and is not shown today, what comes back first first.
///
/// # Errors
/// `NotSignedIn`.
pub async fn set_aside(ctx: &Ctx) -> Result<Vec<Aside>, Refusal> {
    let hidden = hidden(ctx).await?.0;
    let mut all = Vec::with_capacity(hidden.len());
    for (subject, aside) in hidden {
        let Some(kind) = kind_of(&subject) else { continue };
        let text = match aside.measure {
            Some(id) => ctx.store().find_measure(id).await?.map(|kept| kept.value),
            None => None,
        };
        let text = text.filter(|it| ctx.may(Verb::SeePrivate, Some(it.organisation))).map(|it| it.text);
        all.push(Aside { subject, kind, text, until: aside.until });
    }
    all.sort_by(|one, other| {
        (one.until.is_none(), one.until, &one.subject).cmp(&(other.until.is_none(), other.until, &other.subject))
    });
    Ok(all)
}
