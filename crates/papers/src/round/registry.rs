//! The registry of a round: where each organisation stands, for means over municipalities, sectors and regions.

use super::names::collapsed;
use super::{Round, What};
use crate::answers::mapping::{Words, organisation_by_name};
use crate::answers::table::{Refused, Row};
use otklik_domain::remark::Severity;
use otklik_domain::score::Registered;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Organisation,
    Municipality,
    Region,
    Sector,
    Kind,
}

const NAMES: &[(Column, &[&str])] = &[
    (Column::Municipality, &["municipality", "муниципалитет", "муниципальное образование", "район", "территория"]),
    (Column::Region, &["region", "регион", "субъект", "субъект рф", "субъект российской федерации"]),
    (Column::Sector, &["sector", "сфера", "отрасль"]),
    (Column::Kind, &["kind", "вид", "вид организации", "тип", "тип организации", "вид учреждения", "тип учреждения"]),
];

fn column(heading: &str) -> Option<Column> {
    if organisation_by_name(heading) {
        return Some(Column::Organisation);
    }
    let words = Words::of(heading);
    NAMES.iter().find(|(_, names)| names.iter().any(|name| words.is(name))).map(|(column, _)| *column)
}

impl Round<'_> {
    /// Takes the rows of a registry: `organisation,municipality,region,sector,kind` in any order.
    ///
    /// # Errors
    /// [`Refused`] when rows cannot be read or no column is of the organisation.
    pub fn registry(
        &mut self,
        file: &str,
        mut rows: impl Iterator<Item = Result<Row, Refused>>,
    ) -> Result<(), Refused> {
        let headings = loop {
            let row = rows.next().ok_or(Refused::NoHeadings("графами organisation, municipality, region"))??;
            if !row.is_blank() {
                break row;
            }
        };
        let columns: Vec<Option<Column>> = headings.cells.iter().map(|heading| column(heading)).collect();
        let place = |wanted: Column| columns.iter().position(|column| *column == Some(wanted));
        let organisation = place(Column::Organisation).ok_or(Refused::NoOrganisation)?;
        for heading in headings.cells.iter().filter(|heading| column(heading).is_none() && !heading.trim().is_empty()) {
            let what = What { file, about: heading, ..What::of("unknown-column", Severity::Note) };
            self.notes.say(&what, || format!("графа «{heading}» реестра не нужна и не прочитана"));
        }
        for row in rows {
            let row = row?;
            let text = |wanted| place(wanted).map(|at| collapsed(row.cell(at))).filter(|text| !text.is_empty());
            let registered = Registered {
                municipality: text(Column::Municipality),
                region: text(Column::Region),
                sector: text(Column::Sector),
                kind: text(Column::Kind),
            };
            self.register(file, row.line, &collapsed(row.cell(organisation)), registered, row.is_blank());
        }
        Ok(())
    }

    fn register(&mut self, file: &str, line: u64, organisation: &str, registered: Registered, is_blank: bool) {
        let what = What { file, line: Some(line), ..What::of("no-organisation", Severity::Problem) };
        if organisation.is_empty() {
            if !is_blank {
                self.notes.say(&what, || "строка реестра без организации не прочитана".to_owned());
            }
            return;
        }
        match self.registry.get_mut(organisation) {
            Some(before) if *before != registered => {
                // Whichever row came first, the place of the organisation is not known.
                *before = Registered::default();
                let what = What { code: "registry-differs", about: organisation, ..what };
                self.notes
                    .say(&what, || format!("«{organisation}» стоит в реестре дважды и по-разному: не взято ничего"));
            }
            Some(_) => {}
            None => drop(self.registry.insert(organisation.to_owned(), registered)),
        }
    }
}
