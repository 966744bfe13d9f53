//! A template to begin with: every field once, with what it is.

use super::TemplateForm;
use crate::forms::six_columns;
use crate::write::{Cell, Column, Format, HeaderCell, Line, LineStyle, Paper, Row, Sheet, Table, Unwritten, write};

/// A sample as .docx. That of the plan has the columns of decree 457, so that what is written by it reads back.
///
/// # Errors
/// As [`write()`].
pub fn sample(form: TemplateForm) -> Result<Vec<u8>, Unwritten> {
    let set = form.fields();
    let heading = heading(form);
    let mut tables: Vec<Table> = set.lists.iter().map(|(list, fields)| table(form, list, fields)).collect();
    let main = tables.remove(0);
    let told = |(name, what): &(&str, &str)| format!("{name} — {what}");
    let fields = set.fields.iter().map(told).collect::<Vec<_>>().join("; ");
    let mut notes = vec![
        "Пояснение, его можно удалить. Имя поля пишут в двойных фигурных скобках. Повторяемую строку таблицы начинают \
         именем списка с решёткой и кончают именем с косой чертой, всё внутри строки."
            .to_owned(),
        format!("Поля: {fields}."),
    ];
    for (list, fields) in &set.lists {
        notes.push(format!("В строке списка «{list}»: {}.", fields.iter().map(told).collect::<Vec<_>>().join("; ")));
    }
    write(
        &Paper {
            title: form.title().to_owned(),
            made_on: None,
            sheet: Sheet::Landscape,
            approval: Vec::new(),
            heading,
            table: main,
            more: tables,
            notes,
            endings: Vec::new(),
        },
        Format::Docx,
    )
}

/// What stands above the table: the name of the paper, then a line a field.
fn heading(form: TemplateForm) -> Vec<Line> {
    const OF_PLAN: &str =
        "по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг";
    const OF_REGION: &str = "о результатах независимой оценки качества условий оказания услуг";
    let (title, about, lines): (&str, Option<&str>, &[&str]) = match form {
        TemplateForm::Plan => ("ПЛАН", Some(OF_PLAN), &["{{организация}}", "на {{план.год}} год"]),
        TemplateForm::PlanDone => {
            ("ОТЧЁТ О ВЫПОЛНЕНИИ ПЛАНА", Some(OF_PLAN), &["{{организация}}", "на {{план.год}} год"])
        }
        TemplateForm::PlanQuarter => {
            ("ВЫПОЛНЕНИЕ ПЛАНА ЗА КВАРТАЛ", Some(OF_PLAN), &["{{организация}}", "на {{план.год}} год"])
        }
        TemplateForm::Report => (
            "ОТЧЁТ № {{отчет.номер}}",
            None,
            &["за {{отчет.период}}", "{{организация}}", "по состоянию на {{отчет.дата}}"],
        ),
        TemplateForm::Consolidated => (
            "СВОДНЫЙ ОТЧЁТ № {{отчет.номер}}",
            None,
            &["за {{отчет.период}}", "{{охват}}", "по состоянию на {{отчет.дата}}"],
        ),
        TemplateForm::Score => {
            ("ОЦЕНКА ОРГАНИЗАЦИИ", None, &["{{организация}}", "{{тур}}", "Итоговый балл: {{балл}}, анкет: {{анкет}}"])
        }
        TemplateForm::Explained => {
            ("КАК ПОСЧИТАНА ОЦЕНКА", None, &["{{организация}}", "{{тур}}", "Итоговый балл: {{балл}}, анкет: {{анкет}}"])
        }
        TemplateForm::Rating | TemplateForm::Heat => ("{{название}}", None, &["{{тур}}"]),
        TemplateForm::Progress => ("ХОД ОПРОСА", None, &["{{тур}}", "на {{дата}}"]),
        TemplateForm::Protocol => (
            "ПРОТОКОЛ ОСМОТРА",
            None,
            &["{{тур}}", "{{организация}}", "{{филиал}}", "Место: {{адрес}}", "{{осмотр}}", "{{итог}}"],
        ),
        TemplateForm::Region => {
            ("ПУБЛИЧНЫЙ ОТЧЁТ № {{отчет.номер}}", Some(OF_REGION), &["{{регион}}", "за {{год}} год", "{{форма}}"])
        }
    };
    let about = about.map(|text| Line::new(LineStyle::Strong, text));
    let lines = lines.iter().map(|text| Line::new(LineStyle::Plain, *text));
    std::iter::once(Line::new(LineStyle::Title, title)).chain(about).chain(lines).collect()
}

fn table(form: TemplateForm, list: &str, fields: &[(&str, &str)]) -> Table {
    const OFFICIAL: &[&str] = &["недостаток", "мероприятие", "срок", "исполнитель", "сделано", "фактический_срок"];
    // What a sheet has room for; the others are named under the table.
    const REPORTED: &[&str] = &[
        "номер",
        "недостаток",
        "мероприятие",
        "срок",
        "сделано",
        "число.факт",
        "подтверждение",
        "положение",
        "причина",
    ];
    let is_plan = matches!(form, TemplateForm::Plan | TemplateForm::PlanDone | TemplateForm::PlanQuarter);
    let names: Vec<&str> = match form {
        _ if is_plan => OFFICIAL.to_vec(),
        TemplateForm::Report => REPORTED.to_vec(),
        _ => fields.iter().map(|(name, _)| *name).collect(),
    };
    let cell = |(n, name): (usize, &&str)| {
        let begin = if n == 0 { format!("{{{{#{list}}}}}") } else { String::new() };
        let end = if n + 1 == names.len() { format!("{{{{/{list}}}}}") } else { String::new() };
        Cell::text(vec![format!("{begin}{{{{{name}}}}}{end}")])
    };
    let head = |(column, name): (usize, &&str)| {
        let what = fields.iter().find(|(field, _)| field == name).map_or(*name, |(_, what)| *what);
        HeaderCell { text: what.to_owned(), column, column_span: 1, row_span: 1 }
    };
    Table {
        summary: format!("Список «{list}»"),
        columns: widths(&names).into_iter().map(Column::words).collect(),
        header: if is_plan { six_columns() } else { vec![names.iter().enumerate().map(head).collect()] },
        rows: vec![Row::Cells { cells: names.iter().enumerate().map(cell).collect() }],
    }
}

/// Widths that fill the sheet: numbers and marks take half of what words do, sentences half as much again.
fn widths(names: &[&str]) -> Vec<u32> {
    let weight = |name: &str| match name {
        "номер" | "место" | "балл" | "раз" | "снимки" => 2,
        "недостаток" | "мероприятие" | "сделано" | "что" | "расчет" | "ответ" | "текст" | "решение" | "заметка" => {
            6
        }
        name if name.starts_with("критерий_") => 3,
        _ => 4,
    };
    let whole: u32 = names.iter().map(|name| weight(name)).sum();
    let mut widths: Vec<u32> = names.iter().map(|name| 267 * weight(name) / whole.max(1)).collect();
    let rest = 267 - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
