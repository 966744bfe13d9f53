//! The table of rights as a paper: one row a role, what it may do in its places.

use crate::write::{Cell, Column, HeaderCell, Line, LineStyle, Paper, Row, Sheet, Table};
use otklik_domain::Date;
use otklik_domain::access::{Role, Verb, allows};

/// The table of rights of the program, for a lawyer to read and file.
pub fn compose(made_on: Option<Date>) -> Paper {
    Paper {
        title: "Кто что может".to_owned(),
        made_on: made_on.map(|day| day.to_string()),
        sheet: Sheet::Portrait,
        approval: Vec::new(),
        heading: vec![
            Line::new(LineStyle::Title, "КТО ЧТО МОЖЕТ"),
            Line::new(LineStyle::Plain, "Роли и права в программе «Отклик»"),
        ],
        table: table(),
        more: Vec::new(),
        notes: vec![
            "Право даёт роль, а место — область прав: вся система, территория со всем, что в неё входит, учредитель, \
             организация или филиал. Чего в таблице нет, того нельзя."
                .to_owned(),
            "Чужие организации не видны. Отозванное право перестаёт действовать со следующего нажатия.".to_owned(),
        ],
        endings: Vec::new(),
    }
}

fn table() -> Table {
    let header = |text: &str, column| HeaderCell { text: text.to_owned(), column, column_span: 1, row_span: 1 };
    Table {
        summary: "Роли и их права".to_owned(),
        columns: vec![Column::words(50), Column::words(130)],
        header: vec![vec![header("Роль", 0), header("Что может в своей области", 1)]],
        rows: Role::ALL.into_iter().map(row).collect(),
    }
}

fn row(role: Role) -> Row {
    let verbs = Verb::ALL.into_iter().filter(|verb| allows(role, *verb)).map(|verb| verb.in_words().to_owned());
    Row::Cells { cells: vec![Cell::text(vec![role.in_words().to_owned()]), Cell::text(verbs.collect())] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Format, write};

    #[test]
    fn every_role_and_every_right_stands_on_the_paper() {
        let paper = compose(None);
        assert_eq!(paper.table.columns.iter().map(|c| c.width_mm).sum::<u32>(), paper.sheet.text_width_mm());
        let csv = write(&paper, Format::Csv).expect("written");
        let csv = String::from_utf8_lossy(&csv);
        for words in Role::ALL.map(Role::in_words).into_iter().chain(Verb::ALL.map(Verb::in_words)) {
            assert!(csv.contains(words), "{words}: {csv}");
        }
    }
}
