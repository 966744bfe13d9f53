//! Drafts for tests, made by hand.

use jiff::civil::date;
use otklik_domain::deadline::{Deadline, DeadlineKind};
use otklik_domain::plan::{Approval, Draft, DraftKind, Execution, Executor, Measure, Span};
use otklik_domain::score::{Criterion, Indicator};

/// A term of a kind nobody asks about.
pub(super) fn term(phrase: &str) -> Option<Deadline> {
    Some(Deadline::bare(phrase, DeadlineKind::Unread))
}

pub(super) fn executor(name: &str, position: &str) -> Executor {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Executor { name: said(name), position: said(position) }
}

pub(super) fn measure(criterion: u8, shortcoming: &str, text: &str, phrase: &str) -> Measure {
    Measure {
        criterion: Criterion::new(criterion),
        shortcoming: (!shortcoming.is_empty()).then(|| shortcoming.to_owned()),
        text: text.to_owned(),
        deadline: term(phrase),
        executors: vec![executor("Ветрова А.П.", "директор")],
        ..Measure::default()
    }
}

/// A plan of a made-up library with everything a form has a place for.
pub(super) fn library() -> Draft {
    let mut draft = Draft::empty(DraftKind::Plan);
    draft.organisation = Some("Заречная библиотека".to_owned());
    draft.organisation_as_written = Some("МБУК «Заречная библиотека»".to_owned());
    draft.period = Some(Span { from: date(2024, 1, 1), to: date(2024, 12, 31) });
    draft.approval = Some(Approval {
        position: Some("Начальник отдела культуры".to_owned()),
        name: Some("Д.Д. Дубравин".to_owned()),
        date: Some(date(2024, 1, 15)),
        basis: None,
    });
    let stands = "На стендах нет сведений о структуре; сайт «молчит» & <пуст>";
    draft.measures = vec![
        measure(1, stands, "Обновить стенды", "до 01.03.2024"),
        measure(
            1,
            stands,
            "Дополнить раздел «Структура» на https://library.example/structure/departments",
            "II квартал 2024 г.",
        ),
        measure(3, "Нет пандуса", "=СУММ(1;2) не формула, а название кружка", "постоянно"),
        measure(0, "", "Провести собрание коллектива", "в течение года"),
    ];
    draft.measures[0].executors.push(executor("Рощина Е.Л.", "заведующий отделом, методист"));
    draft.measures[0].indicator = Indicator::new(1, 1);
    draft.measures[1].execution =
        Some(Execution { done: Some("Раздел дополнен".to_owned()), actual: term("12.05.2024") });
    draft
}
