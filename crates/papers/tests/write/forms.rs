//! What stands on the official forms.

use super::drafts::{library, measure};
use otklik_domain::plan::{Draft, DraftKind};
use otklik_domain::score::{Criterion, Points, Scale, ScoreLine, Subject};
use otklik_papers::forms::{Form, Signers, compose};
use otklik_papers::write::{Cell, Paper, Row};

/// Section rows and remarks of a paper, cells as «|» texts.
fn rows(paper: &Paper) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Text { paragraphs, .. } => paragraphs.join("/"),
        Cell::Covered => "^".to_owned(),
    };
    paper
        .table
        .rows
        .iter()
        .map(|row| match row {
            Row::Section { level, text } => format!("{level} {text}"),
            Row::Remark { text } => format!("- {text}"),
            Row::Cells { cells } => cells.iter().map(cell).collect::<Vec<_>>().join("|"),
        })
        .collect()
}

fn composed(form: Form, draft: &Draft) -> Paper {
    compose(form, draft, &Signers::default())
}

#[test]
fn the_plan_form_names_every_criterion_by_its_official_name_and_leaves_execution_empty() {
    let found = rows(&composed(Form::Plan457, &library()));
    let sections: Vec<&str> = found.iter().filter(|r| r.starts_with('2')).map(String::as_str).collect();
    assert_eq!(
        sections,
        [
            "2 I. Открытость и доступность информации об организации",
            "2 II. Комфортность условий предоставления услуг",
            "2 III. Доступность услуг для инвалидов",
            "2 IV. Доброжелательность, вежливость работников организации",
            "2 V. Удовлетворенность условиями оказания услуг",
            "2 Мероприятия без указания критерия",
        ]
    );
    assert!(found.iter().filter(|r| r.contains('|')).all(|r| r.ends_with("||")), "{found:?}");
}

#[test]
fn the_report_form_has_the_same_columns_with_execution_filled() {
    let (plan, report) = (composed(Form::Plan457, &library()), composed(Form::Report457, &library()));
    assert_eq!(plan.table.header, report.table.header);
    assert!(rows(&report).iter().any(|r| r.ends_with("Раздел дополнен|12.05.2024")));
}

#[test]
fn the_quarterly_form_numbers_its_rows_and_leaves_out_empty_criteria() {
    let found = rows(&composed(Form::Quarterly, &library()));
    assert_eq!(
        found.first().map(String::as_str),
        Some("2 1. Критерий «Открытость и доступность информации об организации»")
    );
    assert!(!found.iter().any(|r| r.contains("Комфортность")));
    assert!(found.iter().any(|r| r.starts_with("1|1.1|На стендах")), "{found:?}");
    assert!(found.iter().any(|r| r.starts_with("2|–|^|Дополнить")), "{found:?}");
}

#[test]
fn an_empty_criterion_has_no_shortcomings_only_where_its_points_are_full() {
    let mut draft = Draft::empty(DraftKind::Plan);
    draft.measures = vec![measure(1, "", "Обновить стенды", "постоянно")];
    let points = |text: &str| text.parse::<Points>().expect("points");
    for (criterion, value) in [(2, "100"), (3, "71")] {
        let subject = Subject::Criterion(Criterion::new(criterion).expect("a criterion"));
        draft.scores.push(ScoreLine { subject, value: points(value), max: None, scale: Scale::Points });
    }
    let remarks: Vec<String> =
        rows(&composed(Form::Plan457, &draft)).into_iter().filter(|r| r.starts_with('-')).collect();
    let missing = "- Мероприятия не предусмотрены";
    assert_eq!(remarks, ["- Недостатки не выявлены", missing, missing, missing]);
}

#[test]
fn a_plan_of_several_organisations_has_a_section_for_each() {
    let mut draft = library();
    draft.organisation = None;
    draft.organisation_as_written = None;
    for (measure, name) in draft.measures.iter_mut().zip(["Музей", "Театр", "Музей", "Театр"]) {
        measure.organisation = Some(name.to_owned());
    }
    let found = rows(&composed(Form::Plan457, &draft));
    let sections: Vec<&str> = found.iter().filter(|r| r.starts_with("1 ")).map(String::as_str).collect();
    assert_eq!(sections, ["1 Музей", "1 Театр"]);
    assert!(!found.iter().any(|r| r.starts_with('-')));
}

#[test]
fn a_plan_without_criteria_has_no_sections() {
    let mut draft = library();
    draft.measures.iter_mut().for_each(|m| m.criterion = None);
    assert!(rows(&composed(Form::Plan457, &draft)).iter().all(|r| r.contains('|')));
}

#[test]
fn columns_fill_the_sheet_between_its_margins() {
    for form in Form::ALL {
        for draft in [library(), Draft::empty(DraftKind::Plan)] {
            let paper = composed(form, &draft);
            let width: u32 = paper.table.columns.iter().map(|c| c.width_mm).sum();
            assert_eq!(width, paper.sheet.text_width_mm(), "{form:?}");
        }
    }
}

#[test]
fn names_of_forms_are_read_back() {
    for form in Form::ALL {
        assert_eq!(Form::parse(form.name()), Some(form));
    }
    assert_eq!(Form::parse("plan"), None);
}
