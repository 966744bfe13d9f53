//! Plans of any size, as documents of an office: the form of decree 457 with invented measures.

use anyhow::Result;
use otklik_testkit::documents::{Paper, Table, cell, docx};

/// About so many rows stand on an A4 page on its side.
const ROWS_A_PAGE: usize = 7;

const SECTIONS: [&str; 5] = [
    "I. Открытость и доступность информации об организации",
    "II. Комфортность условий предоставления услуг",
    "III. Доступность услуг для инвалидов",
    "IV. Доброжелательность, вежливость работников организации",
    "V. Удовлетворенность условиями оказания услуг",
];

const TERMS: [&str; 6] = [
    "до 01.03.2026",
    "II квартал 2026 г.",
    "ежеквартально",
    "до 15 декабря 2026 г.",
    "в течение 2026 года",
    "постоянно",
];

/// A plan of so many pages as .docx.
pub(crate) fn plan_of_pages(n_pages: usize) -> Result<Vec<u8>> {
    plan_of(n_pages * ROWS_A_PAGE, "Верхнеолонская библиотечная система")
}

/// A plan of so many measures as .docx.
pub(crate) fn plan_of(n_measures: usize, organisation: &str) -> Result<Vec<u8>> {
    let mut table = Table::new(&[5, 6, 3, 5, 5, 3]).header(
        [
            "Недостатки, выявленные в ходе независимой оценки качества",
            "Наименование мероприятия по устранению недостатков",
            "Плановый срок реализации мероприятия",
            "Ответственный исполнитель",
            "Реализованные меры по устранению выявленных недостатков",
            "Фактический срок реализации",
        ]
        .map(cell)
        .to_vec(),
    );
    for (section, title) in SECTIONS.iter().enumerate() {
        table = table.section(title);
        for number in (section..n_measures).step_by(SECTIONS.len()) {
            table = table.texts(&[
                &format!("Замечание {number}: сведения на стенде филиала {} устарели и неполны", number % 40 + 1),
                &format!(
                    "Обновить сведения на стенде филиала {} и проверить их по перечню, пункт {number}",
                    number % 40 + 1
                ),
                TERMS[number % TERMS.len()],
                "Соловьёва М.А., заместитель директора по библиотечной работе",
                "",
                "",
            ]);
        }
    }
    docx(
        &Paper::landscape()
            .title("ПЛАН")
            .title("по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг")
            .title(&format!("МБУ «{organisation}» на 2026 год"))
            .table(table),
    )
}
