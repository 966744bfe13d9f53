//! One survey looked over whole: its answers, what is strange about them, what was decided.

use crate::refusal::Refusal;
use otklik_domain::ids::AnswerId;
use otklik_domain::integrity::{Decision, Flagged, Thresholds, Trace, flags};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::Tally;
use otklik_store::Store;
use otklik_store::record::{AnswerReview, Counts, Kept, PageAsked, Survey};
use std::collections::BTreeMap;

/// Answers read at a time.
const N_ANSWERS: usize = 500;

/// A survey looked over.
pub(super) struct Looked {
    /// Every answer in the order of names.
    pub(super) traces: Vec<Trace>,
    /// Reasons to look closer.
    pub(super) flagged: BTreeMap<AnswerId, Flagged>,
    /// Decisions of people.
    pub(super) reviews: BTreeMap<AnswerId, Kept<AnswerReview>>,
}

impl Looked {
    /// Whether a person left it out.
    pub(super) fn is_out(&self, id: AnswerId) -> bool {
        self.reviews.get(&id).is_some_and(|kept| matches!(kept.value.decision, Decision::Excluded(_)))
    }

    /// How many are left out.
    pub(super) fn n_excluded(&self) -> usize {
        self.traces.iter().filter(|trace| self.is_out(trace.id)).count()
    }

    /// How many of those that are worth a look, and how many are grave.
    pub(super) fn n_flagged(&self) -> (usize, usize) {
        (self.flagged.len(), self.flagged.values().filter(|flagged| flagged.is_grave()).count())
    }

    /// What is left out, summed.
    pub(super) fn excluded(&self, book: &Rulebook) -> Counts {
        self.sum(book, |trace| self.is_out(trace.id))
    }

    /// What counts though it is gravely flagged, summed.
    pub(super) fn grave(&self, book: &Rulebook) -> Counts {
        let is_grave = |id| self.flagged.get(&id).is_some_and(Flagged::is_grave);
        self.sum(book, |trace| is_grave(trace.id) && !self.is_out(trace.id))
    }

    /// Chosen answers, summed.
    pub(super) fn sum(&self, book: &Rulebook, is_chosen: impl Fn(&Trace) -> bool) -> Counts {
        let mut tally = Tally::new(&book.question_set());
        for trace in self.traces.iter().filter(|trace| is_chosen(trace)) {
            tally.add_row(&trace.sheet.counted(&book.questionnaire));
        }
        Counts::of(&tally)
    }
}

/// Looks a survey over.
pub(super) async fn look(
    store: &dyn Store,
    book: &Rulebook,
    survey: &Survey,
    thresholds: &Thresholds,
) -> Result<Looked, Refusal> {
    let (mut traces, mut asked) = (Vec::new(), PageAsked::first(N_ANSWERS));
    loop {
        let page = store.list_answers(survey.organisation, survey.id, &asked).await?;
        for answer in page.items {
            let sheet = otklik_domain::survey::AnswerSheet::unpacked(&book.questionnaire, &answer.packed);
            traces.push(Trace {
                id: answer.id,
                at: answer.at,
                channel: answer.channel,
                seconds: answer.traces.filled_seconds,
                device: answer.traces.device,
                has_worked: answer.traces.has_worked,
                sheet: sheet.map_err(Refusal::unavailable)?,
            });
        }
        let Some(next) = page.next else { break };
        asked.after = Some(next);
    }
    let flagged = flags(&book.questionnaire, &traces, thresholds);
    let reviews = store.list_reviews(survey.organisation, survey.id).await?;
    Ok(Looked {
        traces,
        flagged: flagged.into_iter().map(|flagged| (flagged.id, flagged)).collect(),
        reviews: reviews.into_iter().map(|kept| (kept.value.answer, kept)).collect(),
    })
}
