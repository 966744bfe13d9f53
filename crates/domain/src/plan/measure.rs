//! One measure, as a paper said it or as it is tracked, and the columns its fields came from.

use super::Executor;
use crate::deadline::{Deadline, Every};
use crate::remark::Place;
use crate::score::{Criterion, Indicator, Points};
use std::collections::BTreeMap;

/// A column of a plan, as a methodologist would name it («графа»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// «№ п/п»
    Number,
    /// «Наименование организации»
    Organisation,
    /// «Критерий», «Показатель»
    Indicator,
    /// «Недостатки»
    Shortcoming,
    /// «Основание реализации»
    Basis,
    /// «Наименование мероприятия»
    Text,
    /// «Плановый срок»
    Deadline,
    /// «Ответственный исполнитель»
    Executors,
    /// «Источники финансирования»
    Funding,
    /// «Сумма»
    Cost,
    /// «Ожидаемый результат»
    ExpectedResult,
    /// «Показатели, характеризующие результат»
    ResultIndicator,
    /// «реализованные меры»
    Done,
    /// «фактический срок реализации»
    Actual,
}

/// What was done, and when («сведения о ходе реализации»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Execution {
    /// What was done.
    pub done: Option<String>,
    /// When, as a term: «09.05.2024», «II квартал».
    pub actual: Option<Deadline>,
}

/// One thing to be done to mend a shortcoming («мероприятие»).
///
/// The same record serves a draft and an adopted plan: a draft may lack anything but the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// Number as written: «1.1», «2)».
    pub number: Option<String>,
    /// Organisation as written, only where one document serves several.
    pub organisation: Option<String>,
    /// Criterion by meaning of the section.
    pub criterion: Option<Criterion>,
    /// Indicator as printed; one that disagrees with the order is a remark.
    pub indicator: Option<Indicator>,
    /// The shortcoming that is mended.
    pub shortcoming: Option<String>,
    /// «Основание реализации».
    pub basis: Option<String>,
    /// «Источники финансирования».
    pub funding: Option<String>,
    /// Roubles, where an amount stands.
    pub cost: Option<Points>,
    /// «Ожидаемый результат», «Результат выполнения».
    pub expected_result: Option<String>,
    /// «Показатели, характеризующие результат».
    pub result_indicator: Option<String>,
    /// The measure itself, without list number and closing semicolon.
    pub text: String,
    /// In an outline, the item it stands under.
    pub under: Option<String>,
    /// Planned term.
    pub deadline: Option<Deadline>,
    /// A recurrence inside the measure's own text.
    pub recurrence_in_text: Option<Every>,
    /// Who answers for it.
    pub executors: Vec<Executor>,
    /// What was done.
    pub execution: Option<Execution>,
    /// Where the measure stands.
    pub place: Option<Place>,
    /// Where each field stands.
    pub places: BTreeMap<Field, Place>,
}
