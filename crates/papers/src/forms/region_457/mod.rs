//! The public report of a region's head: sectors with their means, shortcomings, measures, decisions.
//!
//! In comes the report; out goes a paper, A4 landscape. The text of Government decree 457 was not at hand when the form was
//! made, and each paper says so. It refuses to say that anything was verified.

use super::figures::two;
use super::nothing::or_say;
use super::official::Signers;
use super::plan_report::russian;
use super::score_sheet::{line, single_header};
use crate::write::{Column, Line, LineStyle, Paper, Row, Sheet, Table};
use otklik_domain::Date;
use otklik_domain::report::{RegionReport, RegionSector};
use otklik_domain::score::Criterion;

/// What stands on every paper of this form.
pub const UNVERIFIED: &str = "Форма не сверена с текстом постановления Правительства РФ от 17.04.2018 № 457: состав граф \
                              взят по описаниям. Сверьте её с постановлением, прежде чем вносить отчёт.";

/// The public report with what stands around it on paper («публичный отчёт для печати»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionSheet {
    /// The report itself.
    pub report: RegionReport,
    /// The day it speaks from.
    pub as_of: Date,
    /// Number of the report that this one corrects.
    pub replaces: Option<i64>,
    /// Who signs.
    pub signers: Signers,
    /// SHA-256 of the Word template it goes out by, frozen with it.
    pub template: Option<String>,
}

/// Who signs where nobody is named.
const HEAD: &str = "Высшее должностное лицо субъекта Российской Федерации";

/// Lays the report out. `number` stands on it once it is signed.
pub fn compose(sheet: &RegionSheet, number: Option<i64>) -> Paper {
    let report = &sheet.report;
    let title = format!("Публичный отчёт о результатах независимой оценки, {}, {} год", report.region, report.year);
    let counted = |pick: fn(&RegionSector) -> &[(String, usize)]| {
        let of = |sector: &'_ RegionSector| -> Vec<Row> {
            let row = |(text, n): &(String, usize)| line([sector.name.clone(), text.clone(), n.to_string()]);
            pick(sector).iter().map(row).collect()
        };
        report.sectors.iter().flat_map(of).collect::<Vec<_>>()
    };
    let decisions: Vec<Row> =
        report.decisions.iter().zip(1..).map(|(text, n): (_, usize)| line([n.to_string(), text.clone()])).collect();
    Paper {
        sheet: Sheet::Landscape,
        approval: Vec::new(),
        heading: heading(sheet, number),
        table: sectors(report, title.clone()),
        more: vec![
            list("Основные недостатки", "Недостаток", "Мероприятий", counted(|it| &it.shortcomings)),
            list("Принятые меры", "Мера", "Сколько раз", counted(|it| &it.taken)),
            list("Планируемые меры", "Мера", "Сколько раз", counted(|it| &it.planned)),
            Table {
                summary: "Решения в отношении руководителей организаций".to_owned(),
                columns: vec![Column::figures(15), Column::words(252)],
                header: single_header(&["№", "Решение"]),
                rows: or_say(decisions, "Сведений о решениях нет"),
            },
        ],
        notes: vec![UNVERIFIED.to_owned()],
        endings: sheet.signers.endings_of(HEAD),
        made_on: Some(sheet.as_of.to_string()),
        title,
    }
}

fn heading(sheet: &RegionSheet, number: Option<i64>) -> Vec<Line> {
    let name = number.map_or_else(|| "ПУБЛИЧНЫЙ ОТЧЁТ".to_owned(), |number| format!("ПУБЛИЧНЫЙ ОТЧЁТ № {number}"));
    let plain = |text: String| Line::new(LineStyle::Plain, text);
    let mut lines = vec![
        Line::new(LineStyle::Title, name),
        Line::new(
            LineStyle::Strong,
            "о результатах независимой оценки качества условий оказания услуг и принимаемых мерах по совершенствованию деятельности организаций",
        ),
        plain(sheet.report.region.clone()),
        plain(format!("за {} год", sheet.report.year)),
        plain(format!("По состоянию на {}", russian(sheet.as_of))),
    ];
    lines.extend(sheet.replaces.map(|number| plain(format!("Исправленный: взамен отчёта № {number}"))));
    lines.push(Line::new(LineStyle::Caption, UNVERIFIED));
    lines
}

fn sectors(report: &RegionReport, summary: String) -> Table {
    let row = |it: &RegionSector| {
        let mean = |criterion| it.criteria.iter().find(|(c, _)| *c == criterion).map(|(_, points)| points);
        let [one, second, third, fourth, fifth] = Criterion::ALL.map(|criterion| two(mean(criterion)));
        let (subject, covered) = (it.n_subject.to_string(), it.n_covered.to_string());
        line([it.name.clone(), subject, covered, one, second, third, fourth, fifth, two(it.total.as_ref())])
    };
    let mut rows: Vec<Row> = report.sectors.iter().map(row).collect();
    rows.extend((rows.len() > 1).then(|| total(&report.sectors)));
    let mut columns = vec![Column::words(36)];
    // Each is as wide as the longest word of its head.
    columns.extend([24, 22, 29, 34, 32, 30, 42, 18].map(Column::figures));
    Table {
        summary,
        columns,
        header: single_header(&[
            "Сфера",
            "Подлежали оценке",
            "Охвачено оценкой",
            "Открытость",
            "Комфортность",
            "Доступность",
            "Вежливость",
            "Удовлетворённость",
            "Итог",
        ]),
        rows: or_say(rows, "Опубликованных оценок за этот год нет"),
    }
}

/// How many organisations in all: points of different sectors are counted by different rules and have no common mean.
fn total(sectors: &[RegionSector]) -> Row {
    let sum = |of: fn(&RegionSector) -> usize| sectors.iter().map(of).sum::<usize>().to_string();
    let none = || "–".to_owned();
    let (subject, covered) = (sum(|it| it.n_subject), sum(|it| it.n_covered));
    line(["Всего".to_owned(), subject, covered, none(), none(), none(), none(), none(), none()])
}

fn list(summary: &str, head: &str, counted: &str, rows: Vec<Row>) -> Table {
    Table {
        summary: summary.to_owned(),
        columns: vec![Column::words(60), Column::words(177), Column::figures(30)],
        header: single_header(&["Сфера", head, counted]),
        rows: or_say(rows, "Сведений нет"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Format, write};
    use otklik_domain::score::Exact;

    fn sheet_of(report: RegionReport) -> RegionSheet {
        let signers = Signers { head_name: Some("И.И. Лугов".to_owned()), ..Signers::default() };
        RegionSheet { report, as_of: "2027-01-20".parse().unwrap(), replaces: Some(2), signers, template: None }
    }

    #[test]
    fn the_form_says_that_it_was_not_verified() {
        let sector = RegionSector {
            name: "Культура".to_owned(),
            n_subject: 30,
            n_covered: 12,
            criteria: vec![(Criterion::ALL[0], Exact::ratio(535, 6).unwrap())],
            total: Exact::parse("88.5"),
            shortcomings: vec![("Нет пандуса".to_owned(), 7)],
            ..RegionSector::default()
        };
        let report = RegionReport {
            region: "Луговская область".to_owned(),
            year: 2026,
            sectors: vec![sector],
            decisions: vec!["Директору клуба объявлено замечание".to_owned()],
        };
        for report in [report, RegionReport::default()] {
            let sheet = sheet_of(report.clone());
            let json = crate::report_json::region_to_json(&sheet);
            assert_eq!(crate::report_json::region_from_json(&json).unwrap(), sheet);
            let paper = compose(&sheet, Some(3));
            let text = String::from_utf8(write(&paper, Format::Csv).unwrap()).unwrap();
            assert_eq!(text.matches("не сверена с текстом").count(), 2, "{text}");
            for table in std::iter::once(&paper.table).chain(&paper.more) {
                assert_eq!(table.columns.iter().map(|c| c.width_mm).sum::<u32>(), 267, "{}", table.summary);
            }
            if !report.sectors.is_empty() {
                for words in [
                    "ОТЧЁТ № 3",
                    "взамен отчёта № 2",
                    "Культура;30;12;\"89,17\";–",
                    "\"88,50\"",
                    "Нет пандуса;7",
                    "1;Директору клуба",
                ] {
                    assert!(text.contains(words), "{words}: {text}");
                }
            }
        }
    }
}
