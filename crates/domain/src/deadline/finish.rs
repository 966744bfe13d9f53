//! Decides what the pieces of a phrase mean together: one term and what a person should look at.
//! In come pieces and what is known of the paper, out goes a term. It refuses to know words.

use super::clause::Pieces;
use super::demand::Demand;
use super::lead::{Lead, When};
use super::neighbours::{explains, share_years};
use super::stretch::{Grain, Part, Stretch};
use super::{Context, Deadline, DeadlineKind, Due, Every, Unit, words};
use crate::Date;
use crate::remark::Remark;

/// A day no calendar has.
struct Impossible;

impl From<()> for Impossible {
    fn from((): ()) -> Self {
        Impossible
    }
}

type Dates = (Option<Date>, Option<Date>);

/// Makes one term of everything a phrase said.
pub(super) fn finish(phrase: &str, mut pieces: Pieces, context: Context) -> (Deadline, Vec<Remark>) {
    share_years(&mut pieces.whens);
    let mut term = Term { deadline: Deadline::bare(phrase, DeadlineKind::Unread), remarks: Vec::new(), context };
    match term.decide(&pieces).and_then(|()| term.in_order()) {
        Err(Impossible) => (Deadline::bare(phrase, DeadlineKind::Unread), vec![words::impossible(phrase)]),
        Ok(()) if term.deadline.kind == DeadlineKind::Unread => (term.deadline, vec![words::vague(phrase)]),
        Ok(()) => {
            let mut guesses = pieces.guesses;
            guesses.extend(pieces.whens.iter().filter_map(|when| when.stretch.guess));
            guesses.dedup();
            term.remarks.extend(guesses.into_iter().map(words::guessed));
            if !pieces.unread.is_empty() {
                term.remarks.push(words::unread_words(&pieces.unread));
            }
            (term.deadline, term.remarks)
        }
    }
}

struct Term {
    deadline: Deadline,
    remarks: Vec<Remark>,
    context: Context,
}

impl Term {
    fn decide(&mut self, pieces: &Pieces) -> Result<(), Impossible> {
        // Every day named must exist, whatever becomes of it.
        for when in &pieces.whens {
            when.stretch.dates(self.context)?;
        }
        let dated = pieces
            .whens
            .iter()
            .any(|when| !matches!(when.stretch.grain, Grain::ThisYear | Grain::ThisPeriod | Grain::Length));
        if let Some(day) = day_of_month(pieces) {
            return self.one(&day, &Pieces::default());
        }
        if !pieces.often.is_empty() || self.recurs_by_itself(pieces) {
            return self.recurring(pieces);
        }
        match pieces.demand {
            Some(Demand::Need) => self.on_demand(pieces, dated)?,
            Some(Demand::Money) if !dated => self.on_demand(pieces, false)?,
            Some(Demand::Money) => {
                self.remarks.push(words::guessed(words::CONDITION));
                self.dated(pieces)?;
            }
            None if pieces.ongoing => self.ongoing(pieces)?,
            None => self.dated(pieces)?,
        }
        Ok(())
    }

    /// Bounds may come from two pieces that contradict each other: «с 2024 года, до 2020 года».
    fn in_order(&self) -> Result<(), Impossible> {
        let turned = self.deadline.from.zip(self.deadline.to).is_some_and(|(from, to)| from > to);
        if turned { Err(Impossible) } else { Ok(()) }
    }

    fn recurs_by_itself(&self, pieces: &Pieces) -> bool {
        // «последний рабочий день года» comes once; «до 10 числа» every month.
        let last_day = pieces.nth.is_some_and(|nth| nth.every.is_none() && nth.day == 31);
        (pieces.nth.is_some() && !last_day) || (pieces.year_after && !pieces.whens.is_empty())
    }

    fn on_demand(&mut self, pieces: &Pieces, dated: bool) -> Result<(), Impossible> {
        self.deadline.kind = DeadlineKind::OnDemand;
        if dated {
            self.bound(pieces)?;
        }
        Ok(())
    }

    fn ongoing(&mut self, pieces: &Pieces) -> Result<(), Impossible> {
        self.deadline.kind = DeadlineKind::Ongoing;
        self.bound(pieces)
    }

    /// Days that bound a term of another kind.
    fn bound(&mut self, pieces: &Pieces) -> Result<(), Impossible> {
        for when in &pieces.whens {
            let (from, to) = self.bounds(when)?;
            self.deadline.from = self.deadline.from.or(from);
            self.deadline.to = to.or(self.deadline.to);
        }
        Ok(())
    }

    fn bounds(&mut self, when: &When) -> Result<Dates, Impossible> {
        let (from, to) = when.stretch.dates(self.context)?;
        Ok(match when.lead {
            Lead::Until | Lead::Through => (None, when.stretch.last_named(self.context)?),
            Lead::Since => (from, None),
            // «01.01.2024 – постоянно»
            Lead::Bare if self.deadline.kind == DeadlineKind::Ongoing && when.stretch.grain == Grain::Day => {
                (from, None)
            }
            Lead::Bare | Lead::Within => (from, to),
        })
    }

    fn recurring(&mut self, pieces: &Pieces) -> Result<(), Impossible> {
        self.deadline.kind = DeadlineKind::Recurring;
        let mut rates: Vec<Every> = pieces.often.iter().map(|often| often.every).collect();
        rates.sort_by_key(|every| every.rough_days());
        rates.dedup();
        if rates.len() > 1 {
            self.remarks.push(words::guessed(words::RATES));
        }
        if pieces.demand.is_some() {
            self.remarks.push(words::guessed(words::NEED_AND_RATE));
        }
        let own = pieces.nth.and_then(|nth| nth.every);
        let year = pieces.year_after.then_some(Every::new(1, Unit::Year));
        self.deadline.every = rates.first().copied().or(own).or(year);
        self.due_in_period(pieces);
        let yearly = self.deadline.every.is_some_and(|every| every.unit == Unit::Year);
        let (inside, outside): (Vec<When>, Vec<When>) =
            pieces.whens.iter().partition(|when| yearly && inside_a_year(when));
        if pieces.nth.is_none() {
            self.due_in_year(&inside);
        }
        self.bound_recurrence(&outside, yearly)
    }

    fn due_in_period(&mut self, pieces: &Pieces) {
        let Some(nth) = pieces.nth else { return };
        if self.deadline.every.is_none() {
            match nth.months {
                Some(1) => self.remarks.push(words::no_rate(&self.deadline.as_written.clone())),
                _ => {
                    self.deadline.every = Some(Every::new(1, Unit::Month));
                    self.remarks.push(words::guessed(words::WHICH_PERIOD));
                }
            }
        }
        let monthly = self.deadline.every.is_none_or(|every| every == Every::new(1, Unit::Month));
        let months = nth.months.unwrap_or_else(|| {
            if !monthly {
                self.remarks.push(words::guessed(words::WHICH_MONTH));
            }
            u8::from(!monthly)
        });
        self.deadline.due = Some(Due::AfterPeriod { months, day: nth.day });
    }

    fn due_in_year(&mut self, inside: &[When]) {
        let last = inside.iter().map(|when| (day_of_year(&when.stretch), when)).max_by_key(|(day, _)| *day);
        if let Some(((month, day), _)) = last {
            self.deadline.due = Some(Due::YearDay { month, day });
        }
        if inside.len() > 1 {
            self.remarks.push(words::guessed(words::DUE_LIST));
        }
    }

    fn bound_recurrence(&mut self, outside: &[When], yearly: bool) -> Result<(), Impossible> {
        // «2 раза в год (апрель, октябрь)» lists occurrences, it does not bound them.
        if outside.len() > 1 && outside.iter().all(|when| when.lead == Lead::Bare && when.stretch.grain != Grain::Year)
        {
            return Ok(());
        }
        for when in outside {
            if yearly && when.stretch.grain == Grain::ThisYear && when.stretch.part.is_none() {
                continue;
            }
            let (from, to) = self.bounds(when)?;
            self.deadline.from = self.deadline.from.or(from);
            self.deadline.to = to.or(self.deadline.to);
        }
        Ok(())
    }

    fn dated(&mut self, pieces: &Pieces) -> Result<(), Impossible> {
        // «в период отопительного сезона», «со дня подписания»: the words that matter are not known.
        let vague = |when: &When| matches!(when.stretch.grain, Grain::ThisPeriod | Grain::Length);
        if !pieces.unread.is_empty() && pieces.whens.iter().all(vague) {
            return Ok(());
        }
        let until = pieces.whens.iter().filter(|when| when.lead == Lead::Until).count();
        match pieces.whens.as_slice() {
            [] => self.last_day_of_all(pieces),
            [wide, narrow] | [narrow, wide] if until == 0 && explains(wide, narrow) => self.one(narrow, pieces)?,
            [when] => self.one(when, pieces)?,
            [wide, narrow] | [narrow, wide]
                if until == 1
                    && narrow.lead == Lead::Until
                    && wide.lead != Lead::Since
                    && wide.stretch.grain != Grain::Day =>
            {
                // «август (до начала учебного года)»: what stands beside reaches no further than the month itself.
                let (end, limit) = (wide.stretch.dates(self.context)?.1, narrow.stretch.last_named(self.context)?);
                let is_inside = narrow.stretch.part.is_none() || end.zip(limit).is_none_or(|(end, limit)| limit <= end);
                self.one(if is_inside { narrow } else { wide }, pieces)?;
            }
            several => self.several(several)?,
        }
        Ok(())
    }

    /// «последний рабочий день» with nothing else.
    fn last_day_of_all(&mut self, pieces: &Pieces) {
        if pieces.nth.is_some() {
            self.deadline.kind = DeadlineKind::Recurring;
            self.deadline.every = Some(Every::new(1, Unit::Month));
            self.deadline.due = Some(Due::AfterPeriod { months: 0, day: 31 });
            self.remarks.push(words::guessed(words::WHICH_PERIOD));
        }
    }

    fn one(&mut self, when: &When, pieces: &Pieces) -> Result<(), Impossible> {
        let stretch = &when.stretch;
        let day = matches!(stretch.grain, Grain::Day);
        let last_day = pieces.nth.is_some();
        let lead = if last_day { Lead::Through } else { when.lead };
        match lead {
            Lead::Until | Lead::Through => {
                self.deadline.kind = DeadlineKind::ByDate;
                self.deadline.to = stretch.last_named(self.context)?;
                if lead == Lead::Until && !day && stretch.part.is_none() && stretch.grain != Grain::Part {
                    self.remarks.push(words::guessed(words::BARE));
                }
            }
            Lead::Since => {
                self.deadline.kind = DeadlineKind::Ongoing;
                self.deadline.from = stretch.dates(self.context)?.0;
                self.remarks.push(words::guessed(words::NO_END));
            }
            Lead::Bare | Lead::Within if day => {
                self.deadline.kind = DeadlineKind::ByDate;
                self.deadline.to = stretch.dates(self.context)?.1;
            }
            Lead::Bare | Lead::Within => {
                self.deadline.kind = DeadlineKind::Period;
                (self.deadline.from, self.deadline.to) = stretch.dates(self.context)?;
                if stretch.part.is_some() {
                    self.remarks.push(words::guessed(words::PART));
                }
            }
        }
        self.say_what_is_unknown(stretch);
        Ok(())
    }

    fn say_what_is_unknown(&mut self, stretch: &Stretch) {
        if self.deadline.from.is_some() || self.deadline.to.is_some() {
            return;
        }
        let phrase = &self.deadline.as_written;
        self.remarks.push(match stretch.grain {
            Grain::Length => words::length(phrase),
            Grain::ThisYear | Grain::ThisPeriod => words::no_period(phrase),
            _ => words::no_year(phrase),
        });
    }

    fn several(&mut self, whens: &[When]) -> Result<(), Impossible> {
        self.deadline.kind = DeadlineKind::Period;
        let mut named: Vec<Dates> = Vec::new();
        for when in whens {
            named.push(when.stretch.dates(self.context)?);
        }
        self.deadline.from = named.iter().filter_map(|(from, _)| *from).min();
        self.deadline.to = named.iter().filter_map(|(_, to)| *to).max();
        self.remarks.push(words::guessed(words::LIST));
        if let Some(first) = whens.first() {
            self.say_what_is_unknown(&first.stretch);
        }
        Ok(())
    }
}

/// The day of every year that a part of it ends with; a school year begins on one day.
fn day_of_year(stretch: &Stretch) -> (i8, i8) {
    let begins = stretch.grain == Grain::SchoolYear && stretch.part == Some(Part::Begin);
    if begins { (9, 1) } else { stretch.last_day() }
}

/// «июнь, до 15 числа»: a day of one month, not of every one.
fn day_of_month(pieces: &Pieces) -> Option<When> {
    let nth = pieces.nth.filter(|nth| nth.every.is_none() && nth.months.is_none() && pieces.often.is_empty())?;
    let [when] = pieces.whens.as_slice() else { return None };
    let mut stretch = (when.stretch.grain == Grain::Month).then_some(when.stretch)?;
    stretch.to.day = nth.day;
    stretch.from = stretch.to;
    stretch.grain = Grain::Day;
    Some(When { lead: Lead::Until, stretch })
}

/// Whether the days name a part of every year rather than bound the years: «до 1 апреля», «в мае», «I квартал».
fn inside_a_year(when: &When) -> bool {
    when.stretch.yearless()
        && when.lead != Lead::Since
        && (when.stretch.part.is_some() || !matches!(when.stretch.grain, Grain::ThisYear | Grain::SchoolYear))
        && !matches!(when.stretch.grain, Grain::ThisPeriod | Grain::Length)
}
