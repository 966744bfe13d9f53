//! What the register of measures is asked, and its rows.

use otklik_domain::Date;
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::ids::{FounderId, MeasureId, OrganisationId, PlanId, TerritoryId};
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::Sector;
use otklik_domain::score::Criterion;

/// Which of two registers is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// Measures of the newest frozen versions: what everybody may see.
    #[default]
    Published,
    /// Measures of plans that are followed, as they are now.
    Working,
}

/// What to do with the examples that ship with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Examples {
    /// As if they were not there: for totals.
    #[default]
    Without,
    /// Among the others, marked.
    With,
    /// Nothing else: for a portal that has nothing of its own yet.
    Only,
}

/// Which measures are asked for. All that is set must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterQuery {
    /// Which register.
    pub view: View,
    /// Examples.
    pub examples: Examples,
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// Only of organisations of this founder.
    pub founder: Option<FounderId>,
    /// Only of organisations of this territory itself.
    pub territory: Option<TerritoryId>,
    /// Only of organisations of this sector.
    pub sector: Option<Sector>,
    /// Only of this plan.
    pub plan: Option<PlanId>,
    /// Only of this criterion.
    pub criterion: Option<Criterion>,
    /// Only in one of these states; empty means any.
    pub states: Vec<MeasureState>,
    /// Only unfinished ones whose last day is over.
    pub is_late: bool,
    /// Only those that are not late: finished, without a last day, or with one to come.
    pub is_in_time: bool,
    /// Only unfinished ones whose last day comes from today to so many days ahead.
    pub soon_days: Option<i32>,
    /// Only those whose turn asks today: for fresh proof, or for another time of the work.
    pub asks: Option<bool>,
    /// Only with this sort of term.
    pub deadline_kind: Option<DeadlineKind>,
    /// Only with a last day before this one.
    pub due_before: Option<Date>,
    /// Only with a last day on this one or after.
    pub due_from: Option<Date>,
    /// Words that stand among the executors.
    pub executor: Option<String>,
    /// Words that stand in text, number, executors or the measure's other words; each of them must.
    pub search: Option<String>,
    /// What day it is.
    pub today: Date,
}

impl RegisterQuery {
    /// Every published measure but the examples, on a day.
    pub fn on(today: Date) -> Self {
        RegisterQuery {
            view: View::Published,
            examples: Examples::Without,
            organisations: Vec::new(),
            founder: None,
            territory: None,
            sector: None,
            plan: None,
            criterion: None,
            states: Vec::new(),
            is_late: false,
            is_in_time: false,
            soon_days: None,
            asks: None,
            deadline_kind: None,
            due_before: None,
            due_from: None,
            executor: None,
            search: None,
            today,
        }
    }
}

/// A line of the register («строка реестра мероприятий»). Lateness is computed above from `due_on`, state and today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its address name.
    pub organisation_slug: String,
    /// Its short name, or the whole one.
    pub organisation_name: String,
    /// The measure.
    pub id: MeasureId,
    /// Its plan.
    pub plan: PlanId,
    /// Place in the plan, from zero.
    pub position: i64,
    /// Number as written.
    pub number: Option<String>,
    /// Criterion.
    pub criterion: Option<Criterion>,
    /// The measure itself.
    pub text: String,
    /// The term as written.
    pub deadline_as_written: Option<String>,
    /// What sort of term it is.
    pub deadline_kind: Option<DeadlineKind>,
    /// First day of the term.
    pub starts_on: Option<Date>,
    /// Effective last day.
    pub due_on: Option<Date>,
    /// Where it is on its way.
    pub state: MeasureState,
    /// Executors for people.
    pub executors: String,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// How many measures of one state and criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetRow {
    /// State.
    pub state: MeasureState,
    /// Criterion.
    pub criterion: Option<Criterion>,
    /// How many.
    pub n: i64,
    /// Unfinished ones whose last day is over.
    pub n_late: i64,
    /// Unfinished ones whose last day is near.
    pub n_soon: i64,
    /// Ongoing and recurring ones.
    pub n_ongoing: i64,
}

/// Counts beside the filters. They obey the query but for its states, criterion, `is_late` and `soon_days`,
/// so that each filter can show what it would find.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// One row a state and criterion that occurs.
    pub rows: Vec<FacetRow>,
}

impl Facets {
    fn sum(&self, is_asked: impl Fn(&FacetRow) -> bool, of: impl Fn(&FacetRow) -> i64) -> i64 {
        self.rows.iter().filter(|r| is_asked(r)).map(of).sum()
    }

    /// All of them.
    pub fn total(&self) -> i64 {
        self.sum(|_| true, |r| r.n)
    }

    /// In a state.
    pub fn in_state(&self, state: MeasureState) -> i64 {
        self.sum(|r| r.state == state, |r| r.n)
    }

    /// Of a criterion.
    pub fn of_criterion(&self, criterion: Criterion) -> i64 {
        self.sum(|r| r.criterion == Some(criterion), |r| r.n)
    }

    /// Late.
    pub fn late(&self) -> i64 {
        self.sum(|_| true, |r| r.n_late)
    }

    /// Due soon.
    pub fn soon(&self) -> i64 {
        self.sum(|_| true, |r| r.n_soon)
    }

    /// Ongoing and recurring.
    pub fn ongoing(&self) -> i64 {
        self.sum(|_| true, |r| r.n_ongoing)
    }
}
