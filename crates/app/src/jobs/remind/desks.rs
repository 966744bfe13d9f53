//! Desks of people: which measures lie on whose, and why now. Everything is found by organisation, so that a measure is
//! looked at once, however many people there are.

use crate::links::is_executor;
use jiff::ToSpan;
use otklik_domain::Date;
use otklik_domain::access::Role;
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};
use otklik_domain::reminder::{Audience, Occasion, Pace, Rules, Window};
use otklik_store::record::{DueMeasure, Recipient};
use std::collections::{HashMap, HashSet};

/// Lines of a letter; the rest is a number and a link.
const N_LINES: usize = 20;

/// A measure on a desk.
pub(super) struct Told {
    pub(super) id: MeasureId,
    pub(super) text: String,
    pub(super) due_on: Date,
    pub(super) occasion: Occasion,
    /// Its term comes again and asks for its turn.
    pub(super) is_turn: bool,
}

/// Reports of a period that nobody sent.
pub(super) struct Unsent {
    pub(super) n: u64,
    pub(super) due_on: Date,
    pub(super) occasion: Occasion,
}

/// What lies on one person's desk today.
pub(super) struct Desk {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) address: String,
    pub(super) pace: Pace,
    pub(super) role: Role,
    window: usize,
    /// Measures to be told of now: the first of them.
    pub(super) told: Vec<Told>,
    pub(super) n_told: u64,
    /// Everything that is late, told now or not.
    pub(super) n_late: u64,
    pub(super) n_reported: u64,
    pub(super) n_plans: u64,
    pub(super) n_returned: u64,
    pub(super) n_to_answer: u64,
    pub(super) n_answered: u64,
    pub(super) n_to_approve: u64,
    pub(super) unsent: Option<Unsent>,
    pub(super) n_reports_sent: u64,
    pub(super) n_reports_returned: u64,
}

impl Desk {
    fn new(it: Recipient, role: Role, window: usize) -> Self {
        Desk {
            person: it.person.id,
            name: it.person.name,
            address: it.person.email.unwrap_or_default(),
            pace: it.choice.pace,
            role,
            window,
            told: Vec::new(),
            n_told: 0,
            n_late: 0,
            n_reported: 0,
            n_plans: 0,
            n_returned: 0,
            n_to_answer: 0,
            n_answered: 0,
            n_to_approve: 0,
            unsent: None,
            n_reports_sent: 0,
            n_reports_returned: 0,
        }
    }

    /// How many affairs there are to do.
    pub(super) fn n_affairs(&self) -> u64 {
        let decisions = self.n_plans + self.n_returned + self.n_to_answer + self.n_answered + self.n_to_approve;
        let reports = self.n_reports_sent + self.n_reports_returned + self.unsent.as_ref().map_or(0, |unsent| unsent.n);
        self.n_told + self.n_reported + decisions + reports
    }

    fn put(&mut self, measure: &DueMeasure, is_turn: bool, to: Audience, window: &Window) {
        if window.is_late(to, measure.due_on) {
            self.n_late += 1;
        }
        let Some(occasion) = window.occasion(to, measure.due_on) else { return };
        self.n_told += 1;
        if self.told.len() < N_LINES {
            let (id, text, due_on) = (measure.id, measure.text.clone(), measure.due_on);
            self.told.push(Told { id, text, due_on, occasion, is_turn });
        }
    }
}

/// Everybody's desks.
pub(super) struct Desks {
    desks: Vec<Desk>,
    windows: Vec<Window>,
    /// Desks of those whose rights reach everywhere.
    everywhere: Vec<usize>,
    by_organisation: HashMap<OrganisationId, Vec<usize>>,
    /// Desks of club workers that a measure was handed to.
    by_measure: HashMap<MeasureId, Vec<usize>>,
    /// Organisations in which somebody leads plans; where nobody does, the head is told of everything.
    led: HashSet<OrganisationId>,
    is_led_everywhere: bool,
}

impl Desks {
    pub(super) fn new(
        recipients: Vec<Recipient>,
        places: &[(PersonId, OrganisationId)],
        handed: &[(PersonId, MeasureId)],
        today: Date,
        rules: &Rules,
        calendar: &ProductionCalendar,
    ) -> Self {
        let mut all = Desks {
            desks: Vec::with_capacity(recipients.len()),
            windows: Vec::new(),
            everywhere: Vec::new(),
            by_organisation: HashMap::new(),
            by_measure: HashMap::new(),
            led: HashSet::new(),
            is_led_everywhere: false,
        };
        let (mut windows, mut by_person) = (HashMap::<Date, usize>::new(), HashMap::<PersonId, usize>::new());
        for recipient in recipients {
            let Some(role) = Role::from_name(&recipient.person.role) else { continue };
            let since = recipient.choice.told_on.unwrap_or_else(|| first_since(recipient.choice.pace, today));
            let window = *windows.entry(since).or_insert_with(|| {
                all.windows.push(Window::new(since, today, rules, calendar));
                all.windows.len() - 1
            });
            let at = all.desks.len();
            by_person.insert(recipient.person.id, at);
            if recipient.is_everywhere {
                all.everywhere.push(at);
                all.is_led_everywhere |= role == Role::Methodologist;
            }
            all.desks.push(Desk::new(recipient, role, window));
        }
        for (person, organisation) in places {
            let Some(at) = by_person.get(person) else { continue };
            all.by_organisation.entry(*organisation).or_default().push(*at);
            if all.desks.get(*at).is_some_and(|desk| desk.role == Role::Methodologist) {
                all.led.insert(*organisation);
            }
        }
        for (person, measure) in handed {
            if let Some(at) = by_person.get(person) {
                all.by_measure.entry(*measure).or_default().push(*at);
            }
        }
        all
    }

    /// Puts a measure on the desks of those it concerns today.
    pub(super) fn tell_of(&mut self, measure: &DueMeasure, is_turn: bool) {
        let is_led = self.is_led_everywhere || self.led.contains(&measure.organisation);
        let handed = self.by_measure.get(&measure.id);
        let here = self.by_organisation.get(&measure.organisation).into_iter().flatten();
        for at in here.chain(&self.everywhere) {
            let Some(desk) = self.desks.get_mut(*at) else { continue };
            let to = match desk.role {
                Role::Methodologist => Audience::Keeper,
                Role::Head if is_led => Audience::Head,
                Role::Head => Audience::Keeper,
                Role::Founder => Audience::Founder,
                Role::ClubWorker => {
                    let is_own =
                        handed.is_some_and(|own| own.contains(at)) || is_executor(&measure.executors, &desk.name);
                    if !is_own {
                        continue;
                    }
                    Audience::Keeper
                }
                Role::Operator | Role::Council | Role::Administrator | Role::Auditor => continue,
            };
            if let Some(window) = self.windows.get(desk.window) {
                desk.put(measure, is_turn, to, window);
            }
        }
    }

    /// Tells those who write reports how many of an organisation nobody sent, on the days on which terms are told of.
    pub(super) fn tell_of_unsent(&mut self, organisation: OrganisationId, n: u64, due_on: Date) {
        let is_led = self.is_led_everywhere || self.led.contains(&organisation);
        let here = self.by_organisation.get(&organisation).into_iter().flatten();
        for at in here.chain(&self.everywhere) {
            let Some(desk) = self.desks.get_mut(*at) else { continue };
            if !(desk.role == Role::Methodologist || desk.role == Role::Head && !is_led) {
                continue;
            }
            let told = self.windows.get(desk.window).and_then(|window| window.occasion(Audience::Keeper, due_on));
            if let Some(occasion) = told {
                desk.unsent.get_or_insert(Unsent { n: 0, due_on, occasion }).n += n;
            }
        }
    }

    /// Adds to the desks of some roles in an organisation.
    pub(super) fn add(&mut self, organisation: OrganisationId, roles: &[Role], add: impl Fn(&mut Desk)) {
        let here = self.by_organisation.get(&organisation).into_iter().flatten();
        for at in here.chain(&self.everywhere) {
            if let Some(desk) = self.desks.get_mut(*at).filter(|desk| roles.contains(&desk.role)) {
                add(desk);
            }
        }
    }

    /// Desks on which anything lies.
    pub(super) fn into_told(self) -> Vec<Desk> {
        self.desks.into_iter().filter(|desk| desk.n_affairs() > 0).collect()
    }
}

/// From which day on somebody is told who had no letter yet.
fn first_since(pace: Pace, today: Date) -> Date {
    let days = if pace == Pace::Weekly { 7 } else { 1 };
    today.saturating_sub(i64::from(days).days())
}
