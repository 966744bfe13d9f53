//! What the form of decree 457 requires before a plan may be sent to the founder.
//!
//! In comes a plan as it is written; out goes everything it lacks, row by row, all at once. What is doubtful rather than
//! missing is the careful reviewer's business.

use crate::plan::{Draft, Executor, Measure};

/// What a plan must have («требование формы плана»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needed {
    /// What years it covers.
    Period,
    /// At least one row.
    Rows,
    /// The measure's words.
    Text,
    /// The shortcoming, or «недостатки не выявлены».
    Shortcoming,
    /// The planned term.
    Term,
    /// Somebody who answers for it.
    Executor,
    /// The executor's name.
    ExecutorName,
    /// The executor's position.
    ExecutorPosition,
    /// An answer to what the founder wanted mended.
    Answer,
}

impl Needed {
    /// What is missing and what to write.
    pub fn in_words(self) -> &'static str {
        match self {
            Needed::Period => "не указано, на какие годы план: впишите начало и конец",
            Needed::Rows => "в плане нет ни одной строки: добавьте мероприятие или строку «недостатки не выявлены»",
            Needed::Text => "нет текста мероприятия: напишите, что будет сделано",
            Needed::Shortcoming => "не назван недостаток: впишите его или «недостатки не выявлены»",
            Needed::Term => "нет планового срока: назовите день, квартал или «постоянно»",
            Needed::Executor => "не назван исполнитель: впишите фамилию, имя, отчество и должность",
            Needed::ExecutorName => "у исполнителя нет фамилии: форма просит назвать человека",
            Needed::Answer => "на замечание не отвечено: исправьте и напишите, что сделано",
            Needed::ExecutorPosition => "у исполнителя нет должности: форма просит фамилию и должность",
        }
    }
}

/// Something the form requires and the plan has not («пробел плана»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    /// The row, from zero; none when the plan as a whole lacks it.
    pub row: Option<usize>,
    /// What is missing.
    pub needed: Needed,
}

impl std::fmt::Display for Lack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.row {
            Some(row) => write!(f, "Строка {}: {}", row + 1, self.needed.in_words()),
            None => write!(f, "План: {}", self.needed.in_words()),
        }
    }
}

/// The same told by kind, a sentence each with all its rows, and the first of them: «Строки 1–3, 7: нет планового срока».
pub fn lacks_by_kind(lacks: &[Lack]) -> Vec<(Option<usize>, String)> {
    let mut kinds: Vec<Needed> = Vec::new();
    for lack in lacks {
        if !kinds.contains(&lack.needed) {
            kinds.push(lack.needed);
        }
    }
    let told = |needed: Needed| {
        let rows: Vec<usize> = lacks.iter().filter(|it| it.needed == needed).filter_map(|it| it.row).collect();
        let whose = match rows.as_slice() {
            [] => "План".to_owned(),
            [row] => format!("Строка {}", row + 1),
            rows => format!("Строки {}", ranges(rows)),
        };
        (rows.first().copied(), format!("{whose}: {}", needed.in_words()))
    };
    kinds.into_iter().map(told).collect()
}

/// «1–3, 7» of rows from zero, in their order.
fn ranges(rows: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => runs.push((*row, *row)),
        }
    }
    let told = runs.into_iter().map(|(first, last)| match last - first {
        0 => (first + 1).to_string(),
        1 => format!("{}, {}", first + 1, last + 1),
        _ => format!("{}–{}", first + 1, last + 1),
    });
    told.collect::<Vec<_>>().join(", ")
}

/// Everything the form requires and the plan lacks, in the plan's order.
///
/// A row that says «недостатки не выявлены» needs neither term nor executor: there is nothing to do.
pub fn lacks(draft: &Draft) -> Vec<Lack> {
    let mut found = Vec::new();
    let mut of_all = |needed| found.push(Lack { row: None, needed });
    if draft.period.is_none() {
        of_all(Needed::Period);
    }
    if draft.measures.is_empty() {
        of_all(Needed::Rows);
    }
    for (row, measure) in draft.measures.iter().enumerate() {
        found.extend(of_row(measure).into_iter().map(|needed| Lack { row: Some(row), needed }));
    }
    found
}

fn of_row(measure: &Measure) -> Vec<Needed> {
    if says_nothing_was_found(measure) {
        return Vec::new();
    }
    let is_empty = |text: &str| text.trim().is_empty();
    let executors = &measure.executors;
    let lacks_of = |part: fn(&Executor) -> Option<&String>| {
        !executors.is_empty() && executors.iter().any(|e| part(e).is_none_or(|text| is_empty(text)))
    };
    let checks = [
        (is_empty(&measure.text), Needed::Text),
        (measure.shortcoming.as_deref().is_none_or(is_empty), Needed::Shortcoming),
        (measure.deadline.as_ref().is_none_or(|d| is_empty(&d.as_written)), Needed::Term),
        (executors.is_empty(), Needed::Executor),
        (lacks_of(|e| e.name.as_ref()), Needed::ExecutorName),
        (lacks_of(|e| e.position.as_ref()), Needed::ExecutorPosition),
    ];
    checks.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, needed)| needed).collect()
}

/// A row that says «недостатки не выявлены»: there is nothing to do and nobody to name.
pub fn says_nothing_was_found(measure: &Measure) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        text.contains("недостатк") && (text.contains("не выявлен") || text.contains("отсутств"))
    };
    says(&measure.text) || measure.shortcoming.as_deref().is_some_and(says)
}
