/// Why a plan cannot be kept as it was filled in («ошибка заполнения плана»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Neither measures nor scores.
    #[error("В документе нет ни мероприятий, ни баллов: принимать нечего")]
    NothingToTrack,
    /// The n-th measure, from zero, has no words.
    #[error("У мероприятия {} нет текста", .0 + 1)]
    EmptyMeasure(usize),
    /// A measure cannot go from its state to the one asked for.
    #[error("Из состояния «{}» нельзя перейти в «{}»", .from.in_words(), .to.in_words())]
    NoSuchStep {
        /// Where it is.
        from: super::MeasureState,
        /// Where it was asked to go.
        to: super::MeasureState,
    },
    /// A state that asks for a reason came without one.
    #[error("Для состояния «{}» нужна причина", .0.in_words())]
    NoReason(super::MeasureState),
}
