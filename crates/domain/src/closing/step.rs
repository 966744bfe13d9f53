//! Steps from surveys to a published score, what each lacks and what forbids it.

/// A step from surveys to a published score («шаг итогов оценки»), in the order in which they are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// «опросы закрыты»
    Surveys,
    /// «анкеты учтены»
    Answers,
    /// «итоги осмотра утверждены»
    Inspections,
    /// «оценки посчитаны»
    Count,
    /// «оценки утверждены другим человеком»
    Approve,
    /// «оценки опубликованы»
    Publish,
}

/// What a step lacks («чего не хватает»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// The round was asked by surveys and still takes answers.
    RoundOpen,
    /// So many surveys still take answers, or will.
    SurveysRunning(usize),
    /// Nobody answered.
    NoAnswers,
    /// So many names of files are nobody's yet: their answers do not count.
    NamesWaiting(usize),
    /// So many inspections are not final.
    InspectionsOpen(usize),
    /// So many organisations were not counted, or have more than was counted.
    Uncounted(usize),
    /// So many scores wait for approval.
    Unapproved(usize),
    /// So many of them this person counted: another one approves.
    CountedByYou(usize),
    /// So many are approved and not published.
    Unpublished(usize),
}

/// What is known of a round on its way («что известно о туре»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Nothing more comes into the round.
    pub is_closed: bool,
    /// Surveys of the round.
    pub n_surveys: usize,
    /// Of them such as take answers, or will.
    pub n_running: usize,
    /// Filled questionnaires that count.
    pub n_answers: u64,
    /// Names of files that nobody recognised.
    pub n_waiting: usize,
    /// Inspections that were begun.
    pub n_inspections: usize,
    /// Of them such as are not final.
    pub n_inspections_open: usize,
    /// Organisations of which anything is known.
    pub n_known: usize,
    /// Of them such as are not counted, or were counted from something else than is known now.
    pub n_uncounted: usize,
    /// Scores that wait for approval.
    pub n_draft: usize,
    /// Of them such as the asking person counted.
    pub n_draft_own: usize,
    /// Scores that are approved.
    pub n_approved: usize,
    /// Scores that are published.
    pub n_published: usize,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 6] =
        [Step::Surveys, Step::Answers, Step::Inspections, Step::Count, Step::Approve, Step::Publish];

    /// What was done when it is done.
    pub fn in_words(self) -> &'static str {
        match self {
            Step::Surveys => "Опросы закрыты",
            Step::Answers => "Анкеты учтены",
            Step::Inspections => "Итоги осмотра утверждены",
            Step::Count => "Оценки посчитаны",
            Step::Approve => "Оценки утвердил другой человек",
            Step::Publish => "Оценки опубликованы",
        }
    }

    /// What it lacks.
    pub fn missing(self, facts: &Facts) -> Vec<Missing> {
        let some = |n: usize, what: fn(usize) -> Missing| (n > 0).then(|| what(n));
        let all = match self {
            Step::Surveys => [
                (facts.n_surveys > 0 && !facts.is_closed).then_some(Missing::RoundOpen),
                some(if facts.is_closed { 0 } else { facts.n_running }, Missing::SurveysRunning),
            ],
            Step::Answers => {
                [(facts.n_answers == 0).then_some(Missing::NoAnswers), some(facts.n_waiting, Missing::NamesWaiting)]
            }
            Step::Inspections => [some(facts.n_inspections_open, Missing::InspectionsOpen), None],
            Step::Count => [some(facts.n_uncounted, Missing::Uncounted), None],
            Step::Approve => [some(facts.n_draft, Missing::Unapproved), some(facts.n_draft_own, Missing::CountedByYou)],
            Step::Publish => [some(facts.n_approved, Missing::Unpublished), None],
        };
        all.into_iter().flatten().collect()
    }

    /// Whether it is done; nothing is done where nothing is known yet.
    pub fn is_done(self, facts: &Facts) -> bool {
        let is_begun = match self {
            Step::Surveys | Step::Answers | Step::Inspections => true,
            Step::Count => facts.n_known > 0,
            Step::Approve => facts.n_approved + facts.n_published > 0,
            Step::Publish => facts.n_published > 0 && facts.n_draft == 0,
        };
        is_begun && self.missing(facts).is_empty()
    }

    /// What forbids it: what steps before it lack. Names that wait and organisations without answers forbid nothing: they
    /// are told, and a person decides.
    pub fn forbidden(self, facts: &Facts) -> Vec<Missing> {
        let before = |steps: &[Step]| steps.iter().flat_map(|step| step.missing(facts)).collect::<Vec<_>>();
        match self {
            Step::Surveys | Step::Answers | Step::Inspections | Step::Count => Vec::new(),
            Step::Approve => {
                let own = Missing::CountedByYou(facts.n_draft_own);
                let own = (facts.n_draft_own > 0).then_some(own);
                before(&[Step::Surveys, Step::Inspections, Step::Count]).into_iter().chain(own).collect()
            }
            Step::Publish => before(&[Step::Surveys, Step::Inspections, Step::Count]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A round with everything done but publishing.
    fn ready() -> Facts {
        Facts {
            is_closed: true,
            n_surveys: 3,
            n_running: 0,
            n_answers: 300,
            n_inspections: 3,
            n_known: 3,
            n_approved: 3,
            ..Facts::default()
        }
    }

    fn check(facts: Facts, approve: &[Missing], publish: &[Missing]) {
        assert_eq!(Step::Approve.forbidden(&facts), approve, "{facts:?}");
        assert_eq!(Step::Publish.forbidden(&facts), publish, "{facts:?}");
    }

    #[test]
    fn nothing_that_the_rules_forbid_can_be_skipped() {
        use Missing::{CountedByYou, InspectionsOpen, RoundOpen, SurveysRunning, Uncounted};
        check(ready(), &[], &[]);
        let open = Facts { is_closed: false, n_running: 2, ..ready() };
        check(open, &[RoundOpen, SurveysRunning(2)], &[RoundOpen, SurveysRunning(2)]);
        check(Facts { n_inspections_open: 1, ..ready() }, &[InspectionsOpen(1)], &[InspectionsOpen(1)]);
        check(Facts { n_uncounted: 1, ..ready() }, &[Uncounted(1)], &[Uncounted(1)]);
        check(Facts { n_draft: 2, n_draft_own: 2, ..ready() }, &[CountedByYou(2)], &[]);
        check(Facts { is_closed: false, n_surveys: 0, n_waiting: 4, ..ready() }, &[], &[]);
    }

    #[test]
    fn a_step_is_done_when_it_lacks_nothing() {
        let done = |facts: Facts| Step::ALL.map(|step| step.is_done(&facts));
        assert_eq!(done(ready()), [true, true, true, true, true, false]);
        assert_eq!(done(Facts { n_approved: 0, n_published: 3, ..ready() }), [true; 6]);
        let halfway = Facts { n_approved: 0, n_published: 2, n_draft: 1, ..ready() };
        assert!(!Step::Publish.is_done(&halfway), "one waits for approval");
        assert_eq!(done(Facts::default()), [true, false, true, false, false, false]);
        let waiting = Facts { n_waiting: 1, ..ready() };
        assert_eq!(Step::Answers.missing(&waiting), [Missing::NamesWaiting(1)]);
    }
}
