use super::{Reason, Thresholds, Trace, crowd, device};
use crate::ids::AnswerId;
use crate::rulebook::Questionnaire;
use crate::score::Answer;
use crate::survey::Channel;
use std::collections::BTreeMap;

/// A questionnaire with reasons to look closer («отмеченная анкета»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flagged {
    /// The questionnaire.
    pub id: AnswerId,
    /// Reasons, each kind once, the strongest first.
    pub reasons: Vec<Reason>,
}

impl Flagged {
    /// Whether the figure «без отмеченных анкет» leaves it out: one strong reason, or a script's manners in a burst.
    ///
    /// # Example
    /// Filled in 4 seconds: grave. One of 300 after a concert: not grave.
    ///
    /// # Example: without a script
    /// Whoever reads without scripts cannot do the small piece of work and is not grave for that alone; in a burst of
    /// answers that came the same way they are.
    pub fn is_grave(&self) -> bool {
        let has = |test: fn(&Reason) -> bool| self.reasons.iter().any(test);
        has(|reason| reason.is_strong())
            || has(|reason| *reason == Reason::NoWork) && has(|reason| matches!(reason, Reason::Burst(..)))
    }
}

/// Looks over all answers of one survey. The order in which they are given does not matter; an answer without any
/// reason is not in the list, which stands in the order of ids.
///
/// Answers keyed from paper or taken by an interviewer are typed one after another by one hand: only what is in them is
/// looked at, not how fast they came.
pub fn flags(questionnaire: &Questionnaire, traces: &[Trace], thresholds: &Thresholds) -> Vec<Flagged> {
    let mut found: BTreeMap<AnswerId, Vec<Reason>> = BTreeMap::new();
    let mut add = |id: AnswerId, reason: Reason| found.entry(id).or_default().push(reason);
    for trace in traces {
        let alone = [too_fast(trace, thresholds), no_work(trace), one_word(questionnaire, trace, thresholds)];
        alone.into_iter().flatten().for_each(|reason| add(trace.id, reason));
    }
    let mut own: Vec<&Trace> = traces.iter().filter(|trace| is_own_hand(trace.channel)).collect();
    own.sort_by_key(|trace| (trace.at, trace.id));
    let together = [
        device::one_device(&own, thresholds),
        device::in_a_row(&own, thresholds),
        crowd::bursts(&own, thresholds),
        crowd::equal(&own, thresholds),
        crowd::same_words(&own),
    ];
    together.into_iter().flatten().for_each(|(id, reason)| add(id, reason));
    let flagged = found.into_iter().map(|(id, mut reasons)| {
        reasons.sort_unstable();
        reasons.dedup_by_key(|reason| reason.name());
        Flagged { id, reasons }
    });
    flagged.collect()
}

/// Whether the respondent pressed the keys.
fn is_own_hand(channel: Channel) -> bool {
    matches!(channel, Channel::Web | Channel::Kiosk)
}

fn too_fast(trace: &Trace, thresholds: &Thresholds) -> Option<Reason> {
    let took = trace.seconds.filter(|_| is_own_hand(trace.channel))?;
    let n_given = u32::try_from(trace.sheet.n_given()).unwrap_or(u32::MAX);
    let least = thresholds.tenths_an_answer_min.saturating_mul(n_given) / 10;
    (took < least).then_some(Reason::TooFast(took, least))
}

fn no_work(trace: &Trace) -> Option<Reason> {
    (trace.has_worked == Some(false)).then_some(Reason::NoWork)
}

fn one_word(questionnaire: &Questionnaire, trace: &Trace, thresholds: &Thresholds) -> Option<Reason> {
    let answers = trace.sheet.counted(questionnaire);
    let given: Vec<Answer> = answers.into_iter().filter(|answer| *answer != Answer::Empty).collect();
    let is_one = given.windows(2).all(|pair| pair.first() == pair.last());
    (is_one && given.len() >= thresholds.one_word_answers).then_some(Reason::OneWord(given.len()))
}
