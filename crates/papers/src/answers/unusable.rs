//! Why a file of answers cannot be counted, in words a person can act on.

/// Why a file cannot be taken as answers. Each is one Russian sentence that says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// The system does not give the file.
    #[error("Файл не читается: {0}")]
    Unavailable(String),
    /// The container is broken or cut short.
    #[error("Файл с ответами повреждён ({0}): выгрузите его ещё раз")]
    Damaged(String),
    /// Something the format allows and we do not read.
    #[error("Файл с ответами не читается ({0}): выгрузите его иначе, например в CSV")]
    NotSupported(String),
    /// A column that is needed is not there.
    #[error("В файле нет графы «{0}»: проверьте заголовки или укажите, какая графа ей соответствует")]
    NoColumn(String),
    /// No question of the rulebook is there.
    #[error("В файле нет ни одного вопроса анкеты: проверьте заголовки или укажите, какие графы им соответствуют")]
    NoQuestions,
}

impl From<std::io::Error> for Unusable {
    fn from(error: std::io::Error) -> Self {
        Unusable::Unavailable(error.to_string())
    }
}
