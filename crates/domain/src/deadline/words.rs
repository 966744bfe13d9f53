//! What is said about a term that was read with a doubt or not at all. In comes a phrase, out goes a remark.
//! The wording lives here alone, so that it can be mended without touching the grammar.

use crate::remark::{Remark, Severity};

/// Several terms in one phrase.
pub(super) const LIST: &str = "Названо несколько сроков подряд: взяты первый день первого и последний день последнего";
/// A month or year after «до».
pub(super) const BARE: &str = "«До» перед месяцем, кварталом или годом понято по их последний день";
/// A range over New Year with one year named.
pub(super) const OVER_NEW_YEAR: &str = "Срок переходит через Новый год, а год назван один";
/// A start without an end.
pub(super) const NO_END: &str = "Названо только начало срока";
/// «затем», «далее».
pub(super) const THEN: &str = "Прочитана первая часть срока; то, что «далее», лучше записать отдельным мероприятием";
/// Begin, middle, end.
pub(super) const PART: &str = "«Начало», «середина» и «конец» приняты примерно";
/// A condition beside a date.
pub(super) const CONDITION: &str = "Срок связан с условием; учтена только дата";
/// A recurrence and a need.
pub(super) const NEED_AND_RATE: &str = "Прочитана периодичность: её можно проверить, а «по мере необходимости» нет";
/// Several recurrences.
pub(super) const RATES: &str = "Названо несколько периодичностей: взята самая частая";
/// «до 10 числа» without a month.
pub(super) const WHICH_MONTH: &str = "Не сказано, какого месяца это число: принят месяц после окончания периода";
/// «до 10 числа» without a recurrence.
pub(super) const WHICH_PERIOD: &str = "Периодичность не названа: принято ежемесячно";
/// «кроме июля».
pub(super) const EXCEPT: &str = "Исключения из срока («кроме …») не учитываются";
/// «ежегодно в марте и сентябре».
pub(super) const DUE_LIST: &str = "Внутри года названо несколько сроков: учтён последний";
/// «периодически».
pub(super) const SOMETIMES: &str = "«Периодически» нельзя проверить: понято как «постоянно»";

pub(super) fn not_named(phrase: &str) -> Remark {
    Remark::new(
        "vague-deadline",
        Severity::Doubt,
        if phrase.is_empty() {
            "Срок не назван".to_owned()
        } else {
            format!("Срок не назван: «{phrase}»")
        },
    )
    .propose("Назовите день, месяц, квартал или год")
}

pub(super) fn vague(phrase: &str) -> Remark {
    Remark::new(
        "vague-deadline",
        Severity::Doubt,
        format!("По сроку «{phrase}» нельзя понять, когда мероприятие опоздает"),
    )
    .propose("Назовите день, месяц, квартал или год: например, «до 1 сентября 2026 г.», «II квартал 2026 г.»")
}

pub(super) fn impossible(phrase: &str) -> Remark {
    Remark::new("impossible-date", Severity::Problem, format!("Такого срока не бывает: «{phrase}»"))
        .propose("Проверьте день, месяц, год и порядок дат")
}

pub(super) fn no_year(phrase: &str) -> Remark {
    Remark::new(
        "deadline-without-year",
        Severity::Doubt,
        format!("В сроке «{phrase}» не назван год, и в документе он не указан"),
    )
    .propose("Добавьте год к сроку")
}

pub(super) fn no_period(phrase: &str) -> Remark {
    Remark::new(
        "deadline-without-year",
        Severity::Doubt,
        format!("Срок «{phrase}» не имеет границ: год или период документа не указан"),
    )
    .propose("Укажите год: например, «в течение 2026 года»")
}

pub(super) fn length(phrase: &str) -> Remark {
    Remark::new(
        "vague-deadline",
        Severity::Doubt,
        format!("Срок «{phrase}» назван длиной: неизвестно, с какого дня считать"),
    )
    .propose("Назовите последний день")
}

pub(super) fn no_rate(phrase: &str) -> Remark {
    Remark::new(
        "vague-deadline",
        Severity::Doubt,
        format!("В сроке «{phrase}» не сказано, за какой период отчитываются"),
    )
    .propose("Добавьте «ежемесячно», «ежеквартально» или «ежегодно»")
}

pub(super) fn guessed(why: &str) -> Remark {
    let severity = if matches!(why, LIST | NEED_AND_RATE) { Severity::Note } else { Severity::Doubt };
    let code = if why == LIST { "deadline-list" } else { "deadline-ambiguous" };
    Remark::new(code, severity, why)
}

pub(super) fn unread_words(words: &[String]) -> Remark {
    Remark::new("deadline-ambiguous", Severity::Doubt, format!("Не все слова срока учтены: «{}»", words.join(" ")))
}
