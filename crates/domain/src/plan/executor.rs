//! Who answers for a measure.

/// Who answers for a measure («исполнитель»): a person, an office, or both.
///
/// `name` is surname first, initials once: «Н.Г. Сорокопуд Н.Г.» is «Сорокопуд Н.Г.», with a remark.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Executor {
    /// «Линькова И.И.»
    pub name: Option<String>,
    /// «заместитель директора по библиотечной работе»
    pub position: Option<String>,
}
