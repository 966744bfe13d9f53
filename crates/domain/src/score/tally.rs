//! What citizens answered, as whole numbers: of one organisation, of one branch, of all together.
//!
//! In come questionnaires one by one, or sums that a bulk reader made; out go numerators and denominators of the
//! formula. It refuses to know who answered.

use super::QuestionSet;
use std::fmt;

/// What stands in one cell of a questionnaire («ответ»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Answer {
    /// «да»
    Yes,
    /// «нет»
    No,
    /// Not asked or not answered.
    #[default]
    Empty,
}

/// The sums of one question («счётчики вопроса»).
///
/// The last four belong to a question that stands after another («Пользовались ли Вы…?») and are zero elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Count {
    /// Answered «да», whatever was answered before.
    pub yes: u64,
    /// Answered «да» or «нет», whatever was answered before.
    pub answered: u64,
    /// «да» here of those who answered «да» before.
    pub used_yes: u64,
    /// «нет» here of those who answered «да» before.
    pub used_no: u64,
    /// «да» here of those who left the question before empty.
    pub unasked_yes: u64,
    /// «да» or «нет» here of those who left the question before empty.
    pub unasked_answered: u64,
}

/// Counts of answers, without persons («подсчёт ответов»).
///
/// Merging is associative and commutative; sums stop at the greatest number instead of starting anew.
///
/// # Example
/// Ten used the stands, nine of them are satisfied: `among("stand_ok")` is `(9, 10)`.
///
/// # Example: a contradiction
/// Whoever answered «нет» to «Пользовались ли Вы стендом?» and «да» to «Удовлетворены ли Вы?» is a contradiction:
/// counted by [`Tally::contradictions`], not by [`Tally::among`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    set: QuestionSet,
    respondents: u64,
    counts: Vec<Count>,
}

/// Why sums cannot be taken for a tally («ошибка подсчёта»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TallyFault {
    /// Counted by another list of questions.
    OtherQuestions,
    /// A code that is not in the list of questions.
    UnknownCode(String),
    /// The sums of this question exceed those they are a part of.
    Exceeds(String),
}

impl fmt::Display for TallyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TallyFault::OtherQuestions => f.write_str("ответы подсчитаны по другому перечню вопросов"),
            TallyFault::UnknownCode(code) => write!(f, "вопроса «{code}» нет в перечне"),
            TallyFault::Exceeds(code) => write!(f, "по вопросу «{code}» ответов больше, чем могло быть"),
        }
    }
}

impl std::error::Error for TallyFault {}

impl Tally {
    /// Nobody answered yet.
    pub fn new(set: &QuestionSet) -> Self {
        Tally { set: set.clone(), respondents: 0, counts: vec![Count::default(); set.questions().len()] }
    }

    /// A tally of sums made elsewhere, one for each question in the order of the set.
    ///
    /// # Errors
    /// [`TallyFault`] when a part exceeds its whole or the number of questions differs.
    pub fn from_counts(set: &QuestionSet, respondents: u64, counts: Vec<Count>) -> Result<Self, TallyFault> {
        if counts.len() != set.questions().len() {
            return Err(TallyFault::OtherQuestions);
        }
        let tally = Tally { set: set.clone(), respondents, counts };
        match tally.exceeding() {
            Some(code) => Err(TallyFault::Exceeds(code.to_owned())),
            None => Ok(tally),
        }
    }

    /// A tally of a paper that prints only how many answered «да» to each question.
    ///
    /// Whoever did not answer «да» is taken to have answered «нет»: all respondents, or all who used what is asked about.
    ///
    /// # Errors
    /// [`TallyFault`] for a code that is unknown, or more «да» than people who could be asked.
    pub fn from_counted(set: &QuestionSet, respondents: u64, yes: &[(&str, u64)]) -> Result<Self, TallyFault> {
        let printed = |code: &str| yes.iter().find(|(it, _)| *it == code).map(|(_, n)| *n);
        if let Some((code, _)) = yes.iter().find(|(code, _)| set.place(code).is_none()) {
            return Err(TallyFault::UnknownCode((*code).to_owned()));
        }
        let mut counts = Vec::with_capacity(set.questions().len());
        for question in set.questions() {
            let Some(yes) = printed(&question.code) else {
                counts.push(Count::default());
                continue;
            };
            let used = question.after.as_deref().and_then(printed);
            let asked = used.unwrap_or(respondents);
            let no = asked.checked_sub(yes).ok_or_else(|| TallyFault::Exceeds(question.code.clone()))?;
            let plain = Count { yes, answered: asked, ..Count::default() };
            counts.push(match (&question.after, used) {
                (None, _) => plain,
                (Some(_), Some(_)) => Count { used_yes: yes, used_no: no, ..plain },
                (Some(_), None) => Count { unasked_yes: yes, unasked_answered: asked, ..plain },
            });
        }
        Tally::from_counts(set, respondents, counts)
    }

    /// The questions it was counted by.
    pub fn set(&self) -> &QuestionSet {
        &self.set
    }

    /// Counts one questionnaire; answers stand in the order of the set, those that lack are empty.
    pub fn add_row(&mut self, answers: &[Answer]) {
        let answer = |at: usize| answers.get(at).copied().unwrap_or_default();
        self.respondents = self.respondents.saturating_add(1);
        for (at, (count, after)) in self.counts.iter_mut().zip(self.set.after()).enumerate() {
            count.add(answer(at), after.map(answer));
        }
    }

    /// Adds the answers of another tally.
    ///
    /// # Errors
    /// [`TallyFault::OtherQuestions`] when it was counted by another list of questions.
    pub fn merge(&mut self, other: &Tally) -> Result<(), TallyFault> {
        if self.set != other.set {
            return Err(TallyFault::OtherQuestions);
        }
        self.respondents = self.respondents.saturating_add(other.respondents);
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            count.merge(more);
        }
        Ok(())
    }

    /// Questionnaires, filled in or not.
    pub fn respondents(&self) -> u64 {
        self.respondents
    }

    /// The sums of one question; zeros for a code that is not in the set.
    pub fn count(&self, code: &str) -> Count {
        self.set.place(code).and_then(|at| self.counts.get(at)).copied().unwrap_or_default()
    }

    /// The sums of all questions in the order of the set.
    pub fn counts(&self) -> &[Count] {
        &self.counts
    }

    /// How many answered «да», whatever they answered before: a row of counts, not the numerator of a share, which [`Tally::among`] gives.
    pub fn yes(&self, code: &str) -> u64 {
        self.count(code).yes
    }

    /// How many answered at all, whatever they answered before; an empty cell is no answer.
    pub fn answered(&self, code: &str) -> u64 {
        self.count(code).answered
    }

    /// Numerator and denominator of the share of satisfied («удовлетворённые среди опрошенных»).
    ///
    /// Of a question that stands after another: «да» among those who used it, whether or not they answered here; a
    /// contradiction does not count, and who left the question before empty did not use it. Where the question before
    /// was put to nobody (some forms leave it out), the answers count as they stand.
    /// Of any other question: «да» among all who answered it.
    pub fn among(&self, code: &str) -> (u64, u64) {
        let count = self.count(code);
        match self.gate(code) {
            None => (count.yes, count.answered),
            Some(gate) if gate.answered == 0 => (count.unasked_yes, count.unasked_answered),
            Some(gate) => (count.used_yes, gate.yes),
        }
    }

    /// How many answered here though they had left the question before empty, where others did answer it.
    pub fn unasked(&self, code: &str) -> u64 {
        let is_put = self.gate(code).is_some_and(|gate| gate.answered > 0);
        if is_put { self.count(code).unasked_answered } else { 0 }
    }

    /// The sums of the question that stands before this one.
    fn gate(&self, code: &str) -> Option<Count> {
        let gate = self.set.place(code).and_then(|at| self.set.after().get(at).copied().flatten())?;
        Some(self.counts.get(gate).copied().unwrap_or_default())
    }

    /// How many answered here though they had answered «нет» before: kept, told of in a remark, left out of the share.
    ///
    /// # Example
    /// Somebody never saw the stand and was satisfied with it: one contradiction of `stand_ok`, and nothing for its share.
    pub fn contradictions(&self, code: &str) -> u64 {
        let count = self.count(code);
        if self.gate(code).is_some() { count.answered.saturating_sub(count.sequel()) } else { 0 }
    }

    /// The first question whose sums exceed those they are a part of.
    fn exceeding(&self) -> Option<&str> {
        let used = |at: &usize| self.counts.get(*at).copied().unwrap_or_default();
        let is_whole = |(count, after): (&Count, &Option<usize>)| {
            let fits = count.answered <= self.respondents && count.yes <= count.answered;
            let parts = count.unasked_yes <= count.unasked_answered && count.sequel() <= count.answered;
            let gate = match after {
                None => count.sequel() == 0,
                Some(at) => {
                    let not_asked = self.respondents.saturating_sub(used(at).answered);
                    count.used_yes.saturating_add(count.used_no) <= used(at).yes && count.unasked_answered <= not_asked
                }
            };
            fits && parts && gate && count.used_yes.saturating_add(count.unasked_yes) <= count.yes
        };
        let at = self.counts.iter().zip(self.set.after()).position(|it| !is_whole(it))?;
        self.set.questions().get(at).map(|it| it.code.as_str())
    }
}

impl Count {
    fn add(&mut self, answer: Answer, before: Option<Answer>) {
        let one = |is: bool| u64::from(is);
        let (is_yes, is_answered) = (answer == Answer::Yes, answer != Answer::Empty);
        let (is_used, is_unasked) = (before == Some(Answer::Yes), before == Some(Answer::Empty));
        self.merge(&Count {
            yes: one(is_yes),
            answered: one(is_answered),
            used_yes: one(is_used && is_yes),
            used_no: one(is_used && answer == Answer::No),
            unasked_yes: one(is_unasked && is_yes),
            unasked_answered: one(is_unasked && is_answered),
        });
    }

    fn merge(&mut self, other: &Count) {
        self.yes = self.yes.saturating_add(other.yes);
        self.answered = self.answered.saturating_add(other.answered);
        self.used_yes = self.used_yes.saturating_add(other.used_yes);
        self.used_no = self.used_no.saturating_add(other.used_no);
        self.unasked_yes = self.unasked_yes.saturating_add(other.unasked_yes);
        self.unasked_answered = self.unasked_answered.saturating_add(other.unasked_answered);
    }

    /// Answered here without contradiction to the question before.
    fn sequel(&self) -> u64 {
        self.used_yes.saturating_add(self.used_no).saturating_add(self.unasked_answered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set() -> QuestionSet {
        QuestionSet::of(&[("used", None), ("ok", Some("used")), ("recommend", None)]).unwrap()
    }

    /// «д», «н» and «-», one letter a question.
    fn tally(rows: &str) -> Tally {
        let mut tally = Tally::new(&set());
        for row in rows.split_whitespace() {
            let answers: Vec<Answer> = row.chars().map(answer).collect();
            tally.add_row(&answers);
        }
        tally
    }

    fn answer(letter: char) -> Answer {
        match letter {
            'д' => Answer::Yes,
            'н' => Answer::No,
            _ => Answer::Empty,
        }
    }

    fn check(rows: &str, among_ok: (u64, u64), contradictions: u64, recommend: (u64, u64)) {
        let tally = tally(rows);
        assert_eq!(tally.respondents(), rows.split_whitespace().count() as u64, "{rows}");
        assert_eq!(tally.among("ok"), among_ok, "{rows}");
        assert_eq!(tally.contradictions("ok"), contradictions, "{rows}");
        assert_eq!(tally.among("recommend"), recommend, "{rows}");
    }

    #[test]
    fn the_share_is_of_those_who_used() {
        check("", (0, 0), 0, (0, 0));
        check("ддд днн н-д", (1, 2), 0, (2, 3));
        // Who used it and said nothing stays in the denominator.
        check("ддд д-- ---", (1, 2), 0, (1, 1));
        // Two contradictions, one of them satisfied: neither counts.
        check("ддд нд- нн-", (1, 1), 2, (1, 1));
        // The question before was not asked: the answer counts as it stands.
        check("-дд -нн --д", (1, 2), 0, (2, 3));
        // It was asked and some left it empty: it is not known that they used anything.
        check("ддд -дд -нн н-д", (1, 1), 0, (3, 4));
        check("ндд -дд -нн", (0, 0), 1, (2, 3));
        // Nobody who used it answered here: were there no share, one more «да» would lower the points.
        check("д-д д-н н-д", (0, 2), 0, (2, 3));
        // Rows shorter than the set lack answers.
        check("д дд", (1, 2), 0, (0, 0));
    }

    #[test]
    fn answers_without_the_question_before_are_told() {
        let told = |rows: &str| tally(rows).unasked("ok");
        assert_eq!((told("ддд -дд -нн н-д"), told("-дд -нн"), told("ддд --д")), (2, 0, 0));
    }

    #[test]
    fn unknown_codes_are_zero() {
        let tally = tally("ддд");
        assert_eq!((tally.yes("no"), tally.answered("no"), tally.among("no")), (0, 0, (0, 0)));
        assert_eq!((tally.yes("ok"), tally.answered("ok"), tally.contradictions("used")), (1, 1, 0));
    }

    #[test]
    fn a_paper_with_only_yes_is_counted() {
        let of = |yes: &[(&str, u64)]| Tally::from_counted(&set(), 118, yes);
        let tally = of(&[("used", 97), ("ok", 91), ("recommend", 113)]).unwrap();
        assert_eq!((tally.among("ok"), tally.among("recommend")), ((91, 97), (113, 118)));
        assert_eq!((tally.respondents(), tally.contradictions("ok")), (118, 0));
        assert_eq!(of(&[("ok", 91)]).unwrap().among("ok"), (91, 118));
        assert_eq!(of(&[("used", 90), ("ok", 91)]), Err(TallyFault::Exceeds("ok".into())));
        assert_eq!(of(&[("recommend", 119)]), Err(TallyFault::Exceeds("recommend".into())));
        assert_eq!(of(&[("mood", 1)]), Err(TallyFault::UnknownCode("mood".into())));
    }

    #[test]
    fn parts_greater_than_the_whole_are_refused() {
        let ok = |ok: Count| Tally::from_counts(&set(), 5, vec![used(), ok, Count::default()]).err();
        fn used() -> Count {
            Count { yes: 3, answered: 4, ..Count::default() }
        }
        let exceeds = Some(TallyFault::Exceeds("ok".into()));
        let good = Count { yes: 3, answered: 5, used_yes: 2, used_no: 1, unasked_yes: 1, unasked_answered: 1 };
        assert_eq!(ok(good), None);
        assert_eq!(ok(Count { used_no: 2, ..good }), exceeds);
        assert_eq!(ok(Count { unasked_yes: 2, ..good }), exceeds);
        assert_eq!(ok(Count { answered: 6, ..good }), exceeds);
        assert_eq!(ok(Count { yes: 2, ..good }), exceeds);
        assert_eq!(Tally::from_counts(&set(), 5, vec![]).err(), Some(TallyFault::OtherQuestions));
    }

    #[test]
    fn tallies_by_other_questions_do_not_merge() {
        let other = Tally::new(&QuestionSet::of(&[("used", None)]).unwrap());
        assert_eq!(tally("ддд").merge(&other), Err(TallyFault::OtherQuestions));
    }

    #[test]
    fn sums_stop_at_the_greatest_number() {
        let counts = vec![Count { yes: u64::MAX, answered: u64::MAX, ..Count::default() }; 3];
        let most = Tally { set: set(), respondents: u64::MAX, counts };
        let mut sum = most.clone();
        sum.merge(&most).unwrap();
        assert_eq!((sum.respondents(), sum.yes("used")), (u64::MAX, u64::MAX));
    }

    fn rows() -> impl Strategy<Value = String> {
        proptest::collection::vec("[дн-]{3}", 0..20).prop_map(|rows| rows.join(" "))
    }

    proptest! {
        #[test]
        fn merging_is_counting_together_in_any_order(a in rows(), b in rows(), c in rows()) {
            let whole = tally(&format!("{a} {b} {c}"));
            let mut left = tally(&a);
            left.merge(&tally(&b)).unwrap();
            left.merge(&tally(&c)).unwrap();
            let mut right = tally(&c);
            right.merge(&tally(&b)).unwrap();
            right.merge(&tally(&a)).unwrap();
            prop_assert_eq!(&left, &whole);
            prop_assert_eq!(&right, &whole);
            let again = Tally::from_counts(&set(), whole.respondents(), whole.counts().to_vec());
            prop_assert_eq!(again.as_ref(), Ok(&whole));
        }

        #[test]
        fn one_more_yes_never_lowers_the_share(a in rows()) {
            let (yes, asked) = tally(&a).among("ok");
            let (more, of_more) = tally(&format!("{a} ддд")).among("ok");
            prop_assert!(yes * of_more <= more * asked && more > 0, "{yes} of {asked}, then {more} of {of_more}");
            prop_assert!(yes <= asked && more <= of_more);
        }
    }
}
