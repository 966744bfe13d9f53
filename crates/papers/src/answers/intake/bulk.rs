//! Files too large to be looked at row by row: Parquet, and great texts whose headings are the codes.

use super::raw::{say_columns, say_missing};
use crate::answers::mapping::{Mapping, Meaning};
use crate::answers::table::{COLUMNS_MAX, Refused};
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
        self.say_skipped(name, &counted);
        self.say_repeats(name, &mapping, &counted);
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
        let has_organisation = mapping.organisation.is_some() || mapping.place(&Meaning::Organisation).is_some();
        Ok(is_plain && mapping.n_questions() > 0 && has_organisation)
    }

    fn mapping_of(&self, path: &Path, kept: Option<&Mapping>) -> Result<Mapping, Refused> {
        let headings = headings(path)?;
        if headings.iter().filter(|heading| !heading.trim().is_empty()).count() > COLUMNS_MAX {
            return Err(Refused::TooManyColumns(1));
        }
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
        let organisation = heading(&Meaning::Organisation);
        if organisation.is_none() && mapping.organisation.is_none() {
            return Err(Refused::NoOrganisation);
        }
        Ok(Columns {
            organisation: organisation.unwrap_or_else(|| NO_HEADING.to_owned()),
            otherwise: mapping.organisation.clone(),
            branch: heading(&Meaning::Branch),
            questions: self.set.questions().iter().map(|question| of(&question.code)).collect(),
        })
    }

    /// Says which questions were answered though they should have been skipped: how often, and in which rows first.
    fn say_skipped(&mut self, file: &str, counted: &Counted) {
        let set = self.set.clone();
        for question in set.questions() {
            let n = counted.tallies.values().map(|tally| tally.contradictions(&question.code)).sum();
            let what = What { file, about: &question.code, ..What::of("answered-though-skipped", Severity::Note) };
            let after = question.after.as_deref().unwrap_or_default();
            self.notes.say_of_lines(&what, &counted.skipped.rows(&question.code), n, || {
                format!("на {} ответили, хотя на {after} ответ «нет»; ответ не учтён", question.code)
            });
        }
    }

    /// Says which rows repeat others, or that nobody looked and why.
    fn say_repeats(&mut self, file: &str, mapping: &Mapping, counted: &Counted) {
        let what = What { file, ..What::of("identical-rows", Severity::Note) };
        self.notes.say_of_lines(&what, &counted.repeats.rows, counted.repeats.n, || {
            "строки одинаковы во всех посчитанных графах; анкеты анонимны, поэтому учтены все".to_owned()
        });
        let has_identity = mapping.columns.iter().any(|column| column.meaning == Meaning::Identity);
        let what = What { file, ..What::of("repeats-not-searched", Severity::Note) };
        if !counted.repeats.is_searched {
            self.notes.say(&what, || {
                "одинаковые строки не искались: файл велик или считался с --checkpoint; учтены все".to_owned()
            });
        } else if has_identity {
            self.notes.say(&what, || {
                "номера и время анкет в большом файле не сличались: анкета, записанная дважды, учтена дважды".to_owned()
            });
        }
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
