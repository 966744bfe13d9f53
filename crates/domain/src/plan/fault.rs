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
    /// A plan is elsewhere on its way.
    #[error("План на стадии «{}»: сейчас его нельзя {step}", .stage.in_words())]
    NoSuchStage {
        /// Where it is.
        stage: super::life::Stage,
        /// What was asked for.
        step: &'static str,
    },
    /// The form requires more than the plan has, in so many places.
    #[error("Форма плана заполнена не вся: не хватает в {0} местах")]
    Lacking(usize),
    /// A plan is returned, and nobody says what to mend.
    #[error("Напишите, что исправить: замечание к строке или слова ко всему плану")]
    NothingToMend,
    /// Who sent a plan approves it.
    #[error("План утверждает не тот, кто его отправил: попросите другого человека с правом утверждать")]
    OwnPlan,
    /// An approval without who or when.
    #[error("Для утверждения нужны должность, фамилия и дата")]
    NoApprover,
    /// A row of an approved plan changes, and nobody says why or who agreed.
    #[error("Утверждённый план меняют с причиной и с тем, кто согласовал: заполните оба поля")]
    NoAmendment,
    /// A plan is closed by who may close only what is done.
    #[error("Не закончено мероприятий: {0}. Закрыть план раньше может только учредитель, с причиной")]
    Unfinished(usize),
    /// A plan is closed before its end, and nobody says why.
    #[error("Напишите, почему план закрывают, не закончив")]
    NoCloseReason,
    /// Work on a plan that is not in force is marked.
    #[error("План на стадии «{}»: {}", .0.in_words(), .0.before_work())]
    NotInForce(super::life::Stage),
    /// Who reported work would confirm it too.
    #[error("Проверяет другой человек: это исполнение отметили вы сами")]
    OwnReport,
}
