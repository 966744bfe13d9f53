//! Why a document cannot be read, in words a person can act on.

/// Why bytes cannot be taken as a document. Each is one Russian sentence that says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in the file.
    #[error("Файл пустой: проверьте, что документ сохранён, и пришлите его ещё раз")]
    Empty,
    /// Protected by a password.
    #[error("Документ защищён паролем: снимите пароль в программе, где он создан, и пришлите снова")]
    Encrypted,
    /// The container or the markup is broken; the words say what exactly.
    #[error("Документ повреждён ({0}): откройте его в Word или LibreOffice, сохраните заново и пришлите снова")]
    Damaged(String),
    /// A scan: pages without a text layer.
    #[error(
        "В документе только изображения страниц без текста: пришлите файл, из которого его печатали, или распознайте текст"
    )]
    ScanWithoutText,
    /// A format that is not read.
    #[error("Формат не читается ({0}): сохраните документ как .docx, .odt, .xlsx, .pdf или .txt")]
    UnknownFormat(String),
    /// More than the limits allow, packed or unpacked.
    #[error("Документ слишком велик ({0}): разделите его на части")]
    TooLarge(String),
}
