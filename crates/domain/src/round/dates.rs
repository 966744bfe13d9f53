//! The days of a round and what follows from them today; it refuses to know where terms come from.

use super::Terms;
use crate::Date;
use crate::calendar::ProductionCalendar;
use crate::survey::{Stage, Term};

/// A step of a round («шаг тура»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// опрос граждан
    Survey,
    /// осмотр организаций и их сайтов
    Inspection,
    /// отчёт оператора
    Report,
    /// решение общественного совета
    Decision,
    /// передача результатов учредителям и организациям
    Handover,
    /// публикация результатов
    Results,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 6] =
        [Step::Survey, Step::Inspection, Step::Report, Step::Decision, Step::Handover, Step::Results];

    /// The name used in settings.
    pub fn name(self) -> &'static str {
        match self {
            Step::Survey => "survey",
            Step::Inspection => "inspection",
            Step::Report => "report",
            Step::Decision => "decision",
            Step::Handover => "handover",
            Step::Results => "results",
        }
    }

    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Step::Survey => "Опрос граждан",
            Step::Inspection => "Осмотр организаций и их сайтов",
            Step::Report => "Отчёт оператора",
            Step::Decision => "Решение общественного совета",
            Step::Handover => "Результаты переданы учредителям и организациям",
            Step::Results => "Результаты опубликованы",
        }
    }

    /// Reads the name of a setting.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// The days of a round («календарь тура»): two terms, and last days of what follows them.
///
/// # Example
/// Asked and looked at until 30 October 2026: the operator reports by 16 November, the council decides by 16 December.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dates {
    /// When citizens are asked.
    pub survey: Term,
    /// When places and sites are looked at.
    pub inspection: Term,
    /// The operator reports by this day.
    pub report_due_on: Option<Date>,
    /// The day the operator's report came.
    pub report_on: Option<Date>,
    /// The council decides by this day.
    pub decision_due_on: Option<Date>,
    /// The day the council decided.
    pub decision_on: Option<Date>,
    /// Results go to founders and organisations by this day.
    pub handover_due_on: Option<Date>,
    /// Results are shown to everybody by this day.
    pub results_due_on: Option<Date>,
}

/// What is known to be done («сделанное в туре»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Some score of the round is published.
    pub is_published: bool,
    /// The round takes nothing more.
    pub is_closed: bool,
}

/// Where a step stands today («состояние шага»). Computed, never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// No day is set.
    Unset,
    /// Its time has not come.
    Ahead,
    /// It goes on.
    Running,
    /// Done.
    Done,
    /// Its last day is over, so many days ago, and it is not done.
    Late(i32),
}

/// A line of the calendar («строка календаря тура»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub step: Step,
    /// Its first day, where it takes a while.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// Where it stands.
    pub standing: Standing,
}

impl Dates {
    /// The same days, with those nobody set proposed by the terms: each step from the one before, from the real day where it is known.
    ///
    /// # Example
    /// A survey that ends on 30 October and an inspection on 16 November: the term of the report runs from 16 November.
    #[must_use]
    pub fn proposed(&self, terms: &Terms, calendar: &ProductionCalendar) -> Self {
        let mut all = self.clone();
        let gathered = all.survey.closes_on.max(all.inspection.closes_on);
        let next = |before: Option<Date>, step| Some(terms.of(step)?.after(before?, calendar));
        all.report_due_on = all.report_due_on.or_else(|| next(gathered, Step::Report));
        let reported = all.report_on.or(all.report_due_on);
        all.decision_due_on = all.decision_due_on.or_else(|| next(reported, Step::Decision));
        let decided = all.decision_on.or(all.decision_due_on);
        all.handover_due_on = all.handover_due_on.or_else(|| next(decided, Step::Handover));
        all.results_due_on = all.results_due_on.or_else(|| next(all.handover_due_on, Step::Results));
        all
    }

    /// Days that contradict each other, by the step they belong to, in words.
    pub fn faults(&self) -> Vec<(Step, &'static str)> {
        let is_back = |from: Option<Date>, to: Option<Date>| from.zip(to).is_some_and(|(from, to)| to < from);
        let gathered = self.survey.closes_on.max(self.inspection.closes_on);
        let told = [
            (is_back(self.survey.opens_on, self.survey.closes_on), Step::Survey, BACKWARDS),
            (is_back(self.inspection.opens_on, self.inspection.closes_on), Step::Inspection, BACKWARDS),
            (is_back(gathered, self.report_due_on), Step::Report, "Отчёт раньше, чем кончаются опрос и осмотр"),
            (is_back(self.report_due_on, self.decision_due_on), Step::Decision, "Решение раньше срока отчёта"),
            (is_back(self.decision_due_on, self.results_due_on), Step::Results, "Публикация раньше срока решения"),
        ];
        told.into_iter().filter(|(is_wrong, _, _)| *is_wrong).map(|(_, step, words)| (step, words)).collect()
    }

    /// The calendar on a day: every step with its days and whether it waits, goes on, is done or late.
    pub fn lines(&self, done: Done, today: Date) -> Vec<Line> {
        let term = |step, term: &Term| Line {
            step,
            from: term.opens_on,
            to: term.closes_on,
            standing: stands(term, done, today),
        };
        let due =
            |step, to: Option<Date>, is_done: bool| Line { step, from: None, to, standing: owed(to, is_done, today) };
        let is_decided = self.decision_on.is_some();
        vec![
            term(Step::Survey, &self.survey),
            term(Step::Inspection, &self.inspection),
            due(Step::Report, self.report_due_on, self.report_on.is_some()),
            due(Step::Decision, self.decision_due_on, is_decided),
            due(Step::Handover, self.handover_due_on, done.is_published),
            due(Step::Results, self.results_due_on, done.is_published),
        ]
    }
}

const BACKWARDS: &str = "Последний день раньше первого: исправьте один из них";

fn stands(term: &Term, done: Done, today: Date) -> Standing {
    match term.stage(today) {
        _ if done.is_closed => Standing::Done,
        _ if term.opens_on.is_none() && term.closes_on.is_none() => Standing::Unset,
        Stage::Before => Standing::Ahead,
        Stage::Running => Standing::Running,
        Stage::Over => Standing::Done,
    }
}

fn owed(to: Option<Date>, is_done: bool, today: Date) -> Standing {
    match to {
        _ if is_done => Standing::Done,
        None => Standing::Unset,
        Some(to) if to < today => Standing::Late((today - to).get_days()),
        Some(_) => Standing::Ahead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn dates() -> Dates {
        let survey = Term { opens_on: Some(day("2026-09-01")), closes_on: Some(day("2026-10-30")) };
        Dates { survey, ..Dates::default() }.proposed(&Terms::default(), &ProductionCalendar::federal())
    }

    #[test]
    fn days_follow_from_the_end_of_the_survey() {
        let dates = dates();
        let all = [dates.report_due_on, dates.decision_due_on, dates.handover_due_on, dates.results_due_on];
        let expected = ["2026-11-16", "2026-12-16", "2027-01-18", "2027-01-25"];
        assert_eq!(all, expected.map(|text| Some(day(text))));
        assert_eq!(Dates::default().proposed(&Terms::default(), &ProductionCalendar::federal()), Dates::default());
    }

    #[test]
    fn a_day_that_a_person_set_stays_and_the_rest_follows_it() {
        let set = Dates { report_due_on: Some(day("2026-12-01")), decision_due_on: None, ..dates() };
        let all = set.proposed(&Terms::default(), &ProductionCalendar::federal());
        assert_eq!((all.report_due_on, all.decision_due_on), (Some(day("2026-12-01")), Some(day("2027-01-11"))));
    }

    #[test]
    fn what_is_late_is_told_in_days() {
        let told = |today: &str, dates: &Dates, done| {
            dates.lines(done, day(today)).into_iter().map(|line| line.standing).collect::<Vec<_>>()
        };
        use Standing::{Ahead, Done as IsDone, Late, Running, Unset};
        let none = Done::default();
        assert_eq!(told("2026-10-30", &dates(), none), [Running, Unset, Ahead, Ahead, Ahead, Ahead]);
        assert_eq!(told("2026-11-16", &dates(), none), [IsDone, Unset, Ahead, Ahead, Ahead, Ahead], "the last day");
        assert_eq!(told("2026-11-18", &dates(), none), [IsDone, Unset, Late(2), Ahead, Ahead, Ahead]);
        let reported = Dates { report_on: Some(day("2026-11-18")), ..dates() };
        assert_eq!(told("2026-11-18", &reported, none), [IsDone, Unset, IsDone, Ahead, Ahead, Ahead]);
        let all = Done { is_published: true, is_closed: true };
        assert_eq!(told("2027-02-01", &reported, all), [IsDone, IsDone, IsDone, Late(47), IsDone, IsDone]);
    }

    #[test]
    fn days_that_contradict_each_other_are_all_told() {
        assert_eq!(dates().faults(), []);
        let mut of_one_day = dates();
        of_one_day.inspection = Term { opens_on: Some(day("2026-10-02")), closes_on: Some(day("2026-10-02")) };
        of_one_day.report_due_on = of_one_day.survey.closes_on;
        assert_eq!(of_one_day.faults(), []);
        let mut wrong = dates();
        wrong.inspection = Term { opens_on: Some(day("2026-10-02")), closes_on: Some(day("2026-10-01")) };
        wrong.report_due_on = Some(day("2026-10-29"));
        let steps: Vec<Step> = wrong.faults().into_iter().map(|(step, _)| step).collect();
        assert_eq!(steps, [Step::Inspection, Step::Report]);
    }
}
