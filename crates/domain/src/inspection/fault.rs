use super::Stage;

/// Why an inspection does not go on («ошибка осмотра»).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The rulebook has no such point.
    #[error("Пункта «{0}» в перечнях этой сферы нет")]
    NoSuchPoint(String),
    /// A number where a mark is asked, or the other way round.
    #[error("«{0}»: выберите «есть», «нет» или «не применимо», а где спрашивают число – введите число")]
    WrongValue(String),
    /// Words that no page holds.
    #[error("«{0}»: сократите текст до 4000 знаков")]
    TooLong(String),
    /// Points without a mark.
    #[error("Не отмечено пунктов: {}. Отметьте каждый: есть, нет или не применимо", .0.len())]
    Unmarked(Vec<String>),
    /// More is there than is required.
    #[error("«{0}»: есть больше, чем требуется. Проверьте оба числа")]
    MoreThanRequired(String),
    /// Nobody has handed a sheet in.
    #[error("Ни один лист осмотра ещё не сдан: сдайте лист, потом показывайте итог организации")]
    NoSheets,
    /// Points that are not settled.
    #[error("Листы расходятся, не решено пунктов: {}. Выберите, что верно, и напишите почему", .0.len())]
    Unsettled(Vec<String>),
    /// A decision without a reason.
    #[error("Напишите, почему решено так: это увидит организация")]
    NoReason,
    /// An answer without words.
    #[error("Напишите, с чем вы не согласны или что хотите пояснить")]
    NoWords,
    /// Objections without a decision.
    #[error("Не рассмотрено возражений: {}. По каждому решите, что верно, и напишите почему", .0.len())]
    Unreviewed(Vec<String>),
    /// The organisation still has time.
    #[error("Организация может ответить до {} включительно: утвердить итог можно после её ответа или этого дня", day(.0))]
    StillTime(crate::Date),
    /// The term is over.
    #[error("Срок ответа прошёл {}: ответить уже нельзя. Позвоните оператору", day(.0))]
    TooLate(crate::Date),
    /// A term that nobody can keep.
    #[error("Укажите срок ответа от 1 до 30 рабочих дней")]
    WrongTerm,
    /// What is wanted is not done at this stage.
    #[error("Осмотр на шаге «{}»: это действие сейчас не делают", .0.in_words())]
    NotNow(Stage),
}

fn day(date: &crate::Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}
