//! Workbooks with several sheets: those that look like the table are read, the others are named.

use super::{Round, What};
use crate::answers::mapping::Mapping;
use crate::answers::table::{Refused, Sheet, rows_of};
use crate::read::Unreadable;
use otklik_domain::remark::Severity;

impl Round<'_> {
    /// Takes every sheet of a workbook that holds answers.
    ///
    /// # Errors
    /// [`Refused`] when none does.
    pub fn answers_of_book(
        &mut self,
        file: &str,
        sheets: Vec<Sheet>,
        kept: Option<&Mapping>,
    ) -> Result<Vec<Mapping>, Refused> {
        let mut mappings = Vec::new();
        self.sheets(file, sheets, |round, label, sheet| {
            mappings.extend(round.answers(label, rows_of(sheet), kept)?);
            Ok(())
        })?;
        Ok(mappings)
    }

    /// Takes every sheet of a workbook that holds findings.
    ///
    /// # Errors
    /// [`Refused`] when none does.
    pub fn findings_of_book(&mut self, file: &str, sheets: Vec<Sheet>) -> Result<(), Refused> {
        self.sheets(file, sheets, |round, label, sheet| round.findings(label, rows_of(sheet)))
    }

    /// Takes every sheet of a workbook that holds a registry.
    ///
    /// # Errors
    /// [`Refused`] when none does.
    pub fn registry_of_book(&mut self, file: &str, sheets: Vec<Sheet>) -> Result<(), Refused> {
        self.sheets(file, sheets, |round, label, sheet| round.registry(label, rows_of(sheet)))
    }

    fn sheets(
        &mut self,
        file: &str,
        sheets: Vec<Sheet>,
        mut take: impl FnMut(&mut Self, &str, Sheet) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let filled: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
        let (n, mut n_taken, mut left) = (filled.len(), 0_usize, Vec::new());
        for (at, sheet) in filled.into_iter().enumerate() {
            let name = if sheet.name.is_empty() { (at + 1).to_string() } else { sheet.name.clone() };
            let label = if n > 1 { format!("{file}, лист «{name}»") } else { file.to_owned() };
            match take(self, &label, sheet) {
                Ok(()) => n_taken += 1,
                Err(why @ (Refused::NoHeadings(_) | Refused::NoOrganisation)) => left.push((label, why)),
                Err(why) => return Err(why),
            }
        }
        match left.into_iter().next() {
            Some((_, why)) if n_taken == 0 => Err(why),
            Some((label, why)) => {
                let what = What { file: &label, ..What::of("sheet-left-out", Severity::Doubt) };
                self.notes.say(&what, || format!("лист не прочитан: {why}"));
                Ok(())
            }
            None if n_taken == 0 => Err(Unreadable::Empty.into()),
            None => Ok(()),
        }
    }
}
