//! The one function of transitions of a plan.
//!
//! In comes a step that carries the proof of who may take it; out goes the next stage. Who sent a plan does not approve
//! it, unless the house is of one person and says so itself.

use super::{Lack, Stage};
use crate::access::{AdoptPlan, ApprovePlan, Can, PublishPlan};
use crate::ids::PersonId;
use crate::plan::{Approval, Fault};

/// What is known of a plan's way so far («ход утверждения»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// Where it is.
    pub stage: Stage,
    /// Who sent it last.
    pub sent_by: Option<PersonId>,
    /// The house's setting: the same person may send and approve.
    pub may_approve_own: bool,
}

/// One step of a plan («шаг утверждения плана») with the proof of who may take it.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// The head or the methodologist asks the founder to approve.
    Send {
        /// Who may send.
        proof: Can<AdoptPlan>,
        /// What the form requires and the plan lacks.
        lacks: &'a [Lack],
    },
    /// It is taken back before the founder has decided.
    TakeBack {
        /// Who may send.
        proof: Can<AdoptPlan>,
    },
    /// The founder wants it mended.
    Return {
        /// Who may approve.
        proof: Can<ApprovePlan>,
        /// How many comments on rows wait for an answer.
        n_comments: usize,
        /// What is to be mended in the plan as a whole.
        words: &'a str,
    },
    /// The founder approves.
    Approve {
        /// Who may approve.
        proof: Can<ApprovePlan>,
        /// Position, name, date and act.
        block: &'a Approval,
    },
    /// A paper that was approved before it came here: its approval is recorded, nobody has to send it.
    Record {
        /// Who may approve.
        proof: Can<ApprovePlan>,
        /// Position, name, date and act.
        block: &'a Approval,
        /// The plan was made of a paper.
        is_from_paper: bool,
    },
    /// It is shown to everybody.
    Publish {
        /// Who may publish.
        proof: Can<PublishPlan>,
    },
    /// A row changes after approval.
    Amend {
        /// Who may change it.
        proof: Can<AdoptPlan>,
        /// Why.
        reason: &'a str,
        /// Who agreed, and where that is written.
        agreed: &'a str,
    },
    /// It is over.
    Close {
        /// Who may close a plan where all is done.
        proof: Can<AdoptPlan>,
        /// Who may close it sooner, with a reason.
        sooner: Option<Can<ApprovePlan>>,
        /// How many measures are in no final state.
        n_unfinished: usize,
        /// Why it is closed sooner.
        reason: &'a str,
    },
}

impl Step<'_> {
    /// The step as people call it.
    pub fn in_words(&self) -> &'static str {
        match self {
            Step::Send { .. } => "отправить на утверждение",
            Step::TakeBack { .. } => "взять обратно",
            Step::Return { .. } => "вернуть на доработку",
            Step::Approve { .. } => "утвердить",
            Step::Record { .. } => "записать как утверждённый прежде",
            Step::Publish { .. } => "опубликовать",
            Step::Amend { .. } => "изменить утверждённую строку",
            Step::Close { .. } => "закрыть",
        }
    }
}

impl Life {
    /// Takes a step.
    ///
    /// # Errors
    /// `NoSuchStage` when the plan is elsewhere on its way; `Lacking` when the form requires more than the plan has;
    /// `OwnPlan` when the sender approves; `NothingToMend`, `NoApprover`, `NoAmendment`, `Unfinished` when the step lacks its
    /// words.
    pub fn step(&self, step: &Step<'_>) -> Result<Stage, Fault> {
        use Stage::{Amended, Approved, Closed, Draft, Published, Returned, Sent};
        let is_said = |words: &str| !words.trim().is_empty();
        match (self.stage, step) {
            (Draft | Returned, Step::Send { lacks: [], .. }) => Ok(Sent),
            (Draft | Returned, Step::Send { lacks, .. }) => Err(Fault::Lacking(lacks.len())),
            (Sent, Step::TakeBack { .. }) => Ok(Draft),
            (Sent, Step::Return { n_comments, words, .. }) => {
                if *n_comments == 0 && !is_said(words) {
                    return Err(Fault::NothingToMend);
                }
                Ok(Returned)
            }
            (Sent, Step::Approve { proof, block }) => {
                if self.sent_by == Some(proof.who) && !self.may_approve_own {
                    return Err(Fault::OwnPlan);
                }
                approved(block)
            }
            (Draft, Step::Record { block, is_from_paper: true, .. }) => approved(block),
            (Approved | Published | Amended, Step::Publish { .. }) => Ok(Published),
            // The last version may show how it ended.
            (Closed, Step::Publish { .. }) => Ok(Closed),
            (Approved | Published | Amended, Step::Amend { reason, agreed, .. }) => {
                if is_said(reason) && is_said(agreed) { Ok(Amended) } else { Err(Fault::NoAmendment) }
            }
            (Draft | Returned, Step::Close { reason, .. }) => {
                if is_said(reason) {
                    Ok(Closed)
                } else {
                    Err(Fault::NoCloseReason)
                }
            }
            (Approved | Published | Amended, Step::Close { sooner, n_unfinished, reason, .. }) => match n_unfinished {
                0 => Ok(Closed),
                n if sooner.is_none() => Err(Fault::Unfinished(*n)),
                _ if is_said(reason) => Ok(Closed),
                _ => Err(Fault::NoCloseReason),
            },
            (stage, step) => Err(Fault::NoSuchStage { stage, step: step.in_words() }),
        }
    }
}

/// An approval says who approved and when.
fn approved(block: &Approval) -> Result<Stage, Fault> {
    let is_said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let is_whole = is_said(&block.position) && is_said(&block.name) && block.date.is_some();
    if is_whole { Ok(Stage::Approved) } else { Err(Fault::NoApprover) }
}
