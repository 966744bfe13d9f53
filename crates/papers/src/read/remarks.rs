//! What readers of formats say about a document as a whole.
//!
//! In comes nothing; out go remarks in words for people. It refuses to know where in the document the thing stands.

use otklik_domain::remark::{Remark, Severity};

/// The document keeps tracked changes («исправления»).
pub(crate) fn tracked_changes() -> Remark {
    let text = "В документе есть непринятые исправления: прочитано так, будто все они приняты";
    Remark::new("tracked-changes", Severity::Note, text)
        .propose("Примите или отклоните исправления в Word и загрузите документ снова, если прочитано не то")
}

/// The document carries macros.
pub(crate) fn macros_ignored() -> Remark {
    Remark::new("macros-ignored", Severity::Note, "В документе есть макросы: они не выполнялись и не сохранены")
}

/// Footnotes are left out.
pub(crate) fn notes_left_out() -> Remark {
    Remark::new("footnotes-skipped", Severity::Note, "В документе есть сноски: их текст не прочитан")
}

/// Parts in other formats are left out.
pub(crate) fn foreign_parts_left_out() -> Remark {
    Remark::new("embedded-skipped", Severity::Doubt, "В документ вложен другой документ: вложенное не прочитано")
        .propose("Откройте документ в Word, сохраните заново и загрузите снова")
}

/// Hidden sheets of a workbook are left out.
pub(crate) fn hidden_sheets_left_out() -> Remark {
    Remark::new("hidden-sheets-skipped", Severity::Note, "В книге есть скрытые листы: они не прочитаны")
}

/// Pages that are pictures among pages of text.
pub(crate) fn pages_without_text(numbers: &[usize]) -> Remark {
    let listed = numbers.iter().take(10).map(usize::to_string).collect::<Vec<_>>().join(", ");
    let more = if numbers.len() > 10 { format!(" и ещё {}", numbers.len() - 10) } else { String::new() };
    let (pages, them) =
        if numbers.len() == 1 { ("Страница", "она") } else { ("Страницы", "они") };
    let text = format!("{pages} {listed}{more} — изображение без текста: {them} не прочитаны");
    let text = if numbers.len() == 1 { text.replace("прочитаны", "прочитана") } else { text };
    Remark::new("scan-without-text", Severity::Problem, text)
        .propose("Загрузите файл, из которого документ печатали, или распознайте текст этих страниц")
}

/// The closing mark of the file is not there.
pub(crate) fn cut_off() -> Remark {
    Remark::new("document-cut-off", Severity::Problem, "Файл обрывается: конец документа мог пропасть").propose(
        "Сравните конец прочитанного с документом; если чего-то нет, сохраните документ заново и загрузите снова",
    )
}
