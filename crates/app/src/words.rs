//! Words for people: what each refusal says on a page, in the API and on the command line.
//!
//! In comes a refusal; out go a heading and a sentence that says what to do next.

use crate::refusal::Refusal;

/// A refusal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// A short heading.
    pub title: String,
    /// What happened and what to do next, a sentence each.
    pub sentences: Vec<String>,
}

/// Says a refusal.
pub fn of(refusal: &Refusal) -> Words {
    let words = |title: &str, sentences: &[&str]| Words {
        title: title.to_owned(),
        sentences: sentences.iter().map(|s| (*s).to_owned()).collect(),
    };
    match refusal {
        Refusal::NotFound => words(
            "Такой страницы нет",
            &["Проверьте адрес. Если вы пришли по ссылке, вернитесь к списку организаций и найдите нужную там."],
        ),
        Refusal::NotSignedIn => words(
            "Нужен вход",
            &[
                "Войдите по имени и паролю или откройте одноразовую ссылку, которую напечатала программа при запуске или прислал администратор.",
            ],
        ),
        Refusal::NotAllowed => {
            words("Нет права", &["У вашей роли нет этого действия. Попросите администратора или учредителя."])
        }
        Refusal::NotProved => words(
            "Подтвердите вход",
            &["Для этого действия нужно ещё раз назвать пароль. Если пароля нет, войдите снова по ссылке."],
        ),
        Refusal::Invalid(faults) => {
            Words { title: "Проверьте, что введено".to_owned(), sentences: faults.sentences() }
        }
        Refusal::Stale => words(
            "Запись уже изменили",
            &["Пока вы работали, её изменил другой человек. Откройте её снова: ваш текст ниже, перенесите нужное."],
        ),
        Refusal::Taken(what) => Words { title: "Уже занято".to_owned(), sentences: vec![what.clone()] },
        Refusal::Conflict(what) => {
            Words { title: "Уже принято другое".to_owned(), sentences: vec![what.clone()] }
        }
        Refusal::Gone => words("Опрос завершён", &["Новые ответы больше не принимаем. Спасибо, что хотели ответить."]),
        Refusal::Busy { .. } => words(
            "Сейчас отвечают очень многие",
            &["Ваши ответы не приняты и не потеряны: подождите несколько секунд и отправьте их ещё раз."],
        ),
        Refusal::TooOften => words("Слишком часто", &["Подождите минуту и повторите. Ничего не потеряно."]),
        Refusal::Unavailable(_) => words(
            "Сейчас не получается",
            &[
                "Хранилище не отвечает. Данные не потеряны: повторите через минуту. Если не проходит, позвоните администратору.",
            ],
        ),
    }
}
