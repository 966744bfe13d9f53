//! Files too large to be looked at row by row: Parquet, and great texts whose headings are the codes.

use super::raw::{say_columns, say_missing};
use crate::answers::mapping::{Mapping, Meaning};
use crate::answers::table::Refused;
use crate::answers::{Columns, Counted, Fault, Kind, Manner, count, headings};
use crate::round::{Round, What};
use otklik_domain::remark::Severity;
use std::path::Path;

/// No file has a heading of this kind.
const NO_HEADING: &str = "\u{0}";

impl Round<'_> {
    /// Counts a file by the kernel for great files and gives the mapping it was read by.
    ///
    /// # Errors
    /// [`Refused`] when the file cannot be counted; then nothing of it is.
    pub fn bulk(
        &mut self,
        name: &str,
        path: &Path,
        kept: Option<&Mapping>,
        manner: &Manner<'_>,
    ) -> Result<Mapping, Refused> {
        let mapping = self.mapping_of(path, kept)?;
        let columns = self.columns(&mapping)?;
        say_columns(self, name, &mapping);
        say_missing(self, name, &mapping);
        let counted = count(&[path.to_path_buf()], &self.set, &columns, manner)?;
        for ((organisation, branch), tally) in &counted.tallies {
            self.add(organisation, Some(branch), tally)?;
        }
        self.say_faults(name, &counted);
        Ok(mapping)
    }

    /// Whether a great text can be counted by the kernel: headings are codes, and nothing tells equal rows apart.
    ///
    /// # Errors
    /// [`Refused`] when its headings cannot be read.
    pub fn is_for_bulk(&self, path: &Path, kept: Option<&Mapping>) -> Result<bool, Refused> {
        let mapping = self.mapping_of(path, kept)?;
        let is_code = |meaning: &Meaning, heading: &str| match meaning {
            Meaning::Question(code) => code.eq_ignore_ascii_case(heading.trim()),
            Meaning::Identity => false,
            _ => true,
        };
        let is_plain = mapping.columns.iter().all(|column| is_code(&column.meaning, &column.heading));
        Ok(is_plain && mapping.n_questions() > 0 && mapping.place(&Meaning::Organisation).is_some())
    }

    fn mapping_of(&self, path: &Path, kept: Option<&Mapping>) -> Result<Mapping, Refused> {
        let headings = headings(path)?;
        Ok(kept.map_or_else(|| Mapping::of(&headings, self.rulebook), |kept| kept.applied(&headings, self.rulebook)))
    }

    fn columns(&self, mapping: &Mapping) -> Result<Columns, Refused> {
        let heading = |meaning: &Meaning| {
            let column = mapping.place(meaning).and_then(|at| mapping.columns.get(at));
            column.map(|column| column.heading.clone())
        };
        let of = |code: &String| heading(&Meaning::Question(code.clone())).unwrap_or_else(|| NO_HEADING.to_owned());
        if mapping.n_questions() == 0 {
            return Err(Refused::NoHeadings("вопросами анкеты"));
        }
        Ok(Columns {
            organisation: heading(&Meaning::Organisation).ok_or(Refused::NoOrganisation)?,
            branch: heading(&Meaning::Branch),
            questions: self.set.questions().iter().map(|question| of(&question.code)).collect(),
        })
    }

    fn say_faults(&mut self, file: &str, counted: &Counted) {
        for fault in counted.faults.kept() {
            let (code, severity, about) = kind_of(fault);
            let what = What { file, about, line: Some(fault.row), ..What::of(code, severity) };
            self.notes.say(&what, || without_row(fault));
        }
        let (total, n_kept) = (counted.faults.total(), counted.faults.kept().count() as u64);
        if total > n_kept {
            let what = What { file, ..What::of("more-faults", Severity::Doubt) };
            self.notes.say(&what, || format!("всего ошибок в строках: {total}, названы первые {n_kept}"));
        }
    }
}

fn kind_of(fault: &Fault) -> (&'static str, Severity, &str) {
    match &fault.kind {
        Kind::NoOrganisation => ("no-organisation", Severity::Problem, ""),
        Kind::NotAnAnswer { column, .. } => ("unknown-value", Severity::Doubt, column),
        Kind::Ragged { .. } => ("ragged-row", Severity::Doubt, ""),
        Kind::Quotes => ("unclosed-quote", Severity::Problem, ""),
    }
}

/// The words of a fault; its row is named among the lines of the remark.
fn without_row(fault: &Fault) -> String {
    let words = fault.to_string();
    let rest = words.strip_prefix(&format!("строка {}", fault.row)).unwrap_or(&words);
    rest.trim_start_matches([',', ':', ' ']).to_owned()
}
