//! Why a verb did nothing («отказ»), the one type at the boundary.
//!
//! In come faults of the rooms below; out goes a value that pages, the API and the command line match exhaustively.
//! It refuses to know status codes and markup; words for people are in [`crate::words`].

use otklik_domain::{plan, survey};
use otklik_store as store;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or the actor may not know that there is.
    #[error("не найдено")]
    NotFound,
    /// Nobody is signed in.
    #[error("нужен вход")]
    NotSignedIn,
    /// The actor may see it but not do this.
    #[error("нет права")]
    NotAllowed,
    /// The actor must first prove once more who they are.
    #[error("нужно подтвердить вход")]
    NotProved,
    /// What was filled in cannot be taken.
    #[error("{0}")]
    Invalid(Faults),
    /// Somebody else changed it meanwhile.
    #[error("запись изменили, пока вы работали")]
    Stale,
    /// Something with that name or number is already there.
    #[error("{0}")]
    Taken(String),
    /// Another thing is kept under the same name; says which.
    #[error("{0}")]
    Conflict(String),
    /// It is over and takes nothing more.
    #[error("уже завершено")]
    Gone,
    /// Too many came at once; nothing was done.
    #[error("слишком много обращений")]
    Busy {
        /// After how many seconds to try again.
        retry_after_seconds: u32,
    },
    /// Too many tries.
    #[error("слишком часто")]
    TooOften,
    /// The store or the workshop does not answer; the cause is for the log.
    #[error("временно недоступно")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is wrong with what was filled in, all of it at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Faults {
    /// A plan or a measure.
    Plan(Vec<plan::Fault>),
    /// What the form of a plan requires and the plan lacks, row by row.
    PlanRows(Vec<plan::life::Lack>),
    /// Fields of a form, by name, with words.
    Fields(Vec<(&'static str, String)>),
    /// Answers of a questionnaire.
    Answers(Vec<survey::Fault>),
    /// A document that cannot be read.
    Paper(String),
}

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentences().join("; "))
    }
}

impl Faults {
    /// Each fault as a sentence for a person.
    pub fn sentences(&self) -> Vec<String> {
        match self {
            Faults::Plan(faults) => faults.iter().map(ToString::to_string).collect(),
            Faults::PlanRows(lacks) => lacks.iter().map(ToString::to_string).collect(),
            Faults::Fields(fields) => fields.iter().map(|(_, words)| words.clone()).collect(),
            Faults::Answers(faults) => faults.iter().map(ToString::to_string).collect(),
            Faults::Paper(words) => vec![words.clone()],
        }
    }
}

impl Refusal {
    /// A refusal about one field of a form.
    pub fn field(name: &'static str, words: impl Into<String>) -> Self {
        Refusal::Invalid(Faults::Fields(vec![(name, words.into())]))
    }

    /// The same refusal of a paper or a photo, beside the field it came by.
    pub(crate) fn at(self, name: &'static str) -> Self {
        match self {
            Refusal::Invalid(Faults::Paper(words)) => Refusal::field(name, words),
            other => other,
        }
    }

    /// A refusal because something below does not answer.
    pub fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Refusal::Unavailable(cause.into())
    }
}

impl From<Vec<plan::Fault>> for Refusal {
    fn from(faults: Vec<plan::Fault>) -> Self {
        Refusal::Invalid(Faults::Plan(faults))
    }
}

impl From<plan::Fault> for Refusal {
    fn from(fault: plan::Fault) -> Self {
        Refusal::Invalid(Faults::Plan(vec![fault]))
    }
}

impl From<crate::workshop::WorkshopFault> for Refusal {
    fn from(fault: crate::workshop::WorkshopFault) -> Self {
        match fault {
            crate::workshop::WorkshopFault::Unreadable(words) => Refusal::Invalid(Faults::Paper(words)),
            broken @ crate::workshop::WorkshopFault::Broken(_) => Refusal::unavailable(broken),
        }
    }
}

impl From<store::Fault> for Refusal {
    fn from(fault: store::Fault) -> Self {
        match fault {
            store::Fault::Stale => Refusal::Stale,
            store::Fault::Taken(what) => Refusal::Taken(taken_in_words(&what)),
            store::Fault::LeavesNobody => Refusal::field("role", crate::people::last::WORDS),
            store::Fault::Unknown(what) => Refusal::unavailable(format!("names what is not kept: {what}")),
            cause @ (store::Fault::Newer | store::Fault::Unavailable(_)) => Refusal::unavailable(cause),
        }
    }
}

fn taken_in_words(what: &str) -> String {
    match what {
        "organisation.slug" => "Такое короткое имя уже есть: выберите другое",
        "organisation.inn" => {
            "Организация с таким ИНН уже есть в реестре: найдите её и правьте, вторую заводить не нужно"
        }
        "founder.name_key" => "Такой учредитель уже есть: выберите его из списка",
        "batch.id" => "Партия с таким именем уже загружена с другими ответами",
        "round.organisation" => {
            "У обеих организаций есть ответы, итоги осмотра или оценка в одном открытом туре, а складывать их нельзя: \
             закройте тур или отзовите партии одной из них, потом присоединяйте"
        }
        "inspection.place" | "inspection_sheet.inspector" => "Осмотр этого места уже начат: откройте его в списке",
        "outer_account.subject" => "Эта внешняя учётная запись уже привязана к другому сотруднику",
        "person.login" => "Такое имя для входа уже занято: выберите другое",
        _ => "Такая запись уже есть",
    }
    .to_owned()
}
