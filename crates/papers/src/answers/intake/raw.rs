//! One row a questionnaire.

use super::headings::Headings;
use super::repeats::Repeats;
use super::value;
use crate::answers::mapping::{Column, Mapping, Meaning};
use crate::answers::table::{Refused, Row};
use crate::round::{Round, What, collapsed};
use otklik_domain::remark::Severity;
use otklik_domain::score::Answer;

/// As much of a strange value is shown.
const SHOWN_CHARS: usize = 60;

/// Where in a row everything stands.
struct Places {
    organisation: Option<usize>,
    branch: Option<usize>,
    identity: Vec<usize>,
    /// Column and place in the set.
    questions: Vec<(usize, usize)>,
    n_columns: usize,
}

/// Counts the questionnaires of a file.
pub(super) fn take<I: Iterator<Item = Result<Row, Refused>>>(
    round: &mut Round<'_>,
    file: &str,
    headings: Headings<I>,
) -> Result<Mapping, Refused> {
    let mapping = headings.mapping;
    let places = places(&mapping, round);
    if places.organisation.is_none() && mapping.organisation.is_none() {
        return Err(Refused::NoOrganisation);
    }
    if places.questions.is_empty() {
        say_columns(round, file, &mapping);
        return Err(Refused::NoHeadings("вопросами анкеты"));
    }
    say_columns(round, file, &mapping);
    say_missing(round, file, &mapping);
    let mut sheet = Sheet { round, file, mapping: &mapping, places, repeats: Repeats::default() };
    for row in headings.rows {
        sheet.row(&row?)?;
    }
    sheet.say_forgotten();
    Ok(mapping)
}

fn places(mapping: &Mapping, round: &Round<'_>) -> Places {
    let question = |(at, column): (usize, &Column)| match &column.meaning {
        Meaning::Question(code) => round.set.place(code).map(|place| (at, place)),
        _ => None,
    };
    let columns = || mapping.columns.iter().enumerate();
    Places {
        organisation: mapping.place(&Meaning::Organisation),
        branch: mapping.place(&Meaning::Branch),
        identity: columns().filter(|(_, column)| column.meaning == Meaning::Identity).map(|(at, _)| at).collect(),
        questions: columns().filter_map(question).collect(),
        n_columns: mapping.columns.len(),
    }
}

/// Says which columns are not counted and why.
pub(super) fn say_columns(round: &mut Round<'_>, file: &str, mapping: &Mapping) {
    for column in mapping.columns.iter().filter(|column| !column.heading.trim().is_empty()) {
        let heading = shown(&column.heading);
        let (code, severity, text) = match &column.meaning {
            Meaning::Identity => {
                let text = format!("графа «{heading}» отличает анкеты друг от друга; её содержание не сохраняется");
                ("ignored-column", Severity::Note, text)
            }
            Meaning::LeftOut => ("ignored-column", Severity::Note, format!("графа «{heading}» не прочитана")),
            Meaning::Unknown => {
                let text =
                    format!("графа «{heading}» не похожа ни на один вопрос и не учтена; назовите её в --mapping");
                ("unknown-column", Severity::Doubt, text)
            }
            Meaning::Doubt(codes) => {
                let why = if column.ground.is_empty() {
                    "две графы для одного вопроса"
                } else {
                    &column.ground
                };
                let text =
                    format!("графа «{heading}» не учтена: {why} ({}); скажите в --mapping, что это", codes.join(", "));
                ("doubtful-column", Severity::Doubt, text)
            }
            Meaning::Organisation | Meaning::Branch | Meaning::Question(_) => continue,
        };
        let what = What { file, about: &column.heading, ..What::of(code, severity) };
        round.notes.say(&what, || text);
    }
}

/// Says which questions of the rulebook the file has not.
pub(super) fn say_missing(round: &mut Round<'_>, file: &str, mapping: &Mapping) {
    let rulebook = round.rulebook;
    let is_there = |code: &str| mapping.place(&Meaning::Question(code.to_owned())).is_some();
    for question in rulebook.questionnaire.counted().filter(|question| !is_there(&question.code)) {
        let is_gate = |it: &otklik_domain::rulebook::Question| it.after.as_ref() == Some(&question.code);
        let follows = rulebook.questionnaire.counted().any(|it| is_gate(it) && is_there(&it.code));
        let end = if follows {
            ": следующий вопрос посчитан от всех, кто на него ответил"
        } else {
            ""
        };
        let what = What { file, about: &question.code, ..What::of("question-missing", Severity::Doubt) };
        round.notes.say(&what, || format!("нет графы вопроса {} «{}»{end}", question.code, question.short));
    }
}

struct Sheet<'a, 'b> {
    round: &'a mut Round<'b>,
    file: &'a str,
    mapping: &'a Mapping,
    places: Places,
    repeats: Repeats,
}

impl Sheet<'_, '_> {
    fn row(&mut self, row: &Row) -> Result<(), Refused> {
        if row.is_blank() {
            return Ok(());
        }
        if is_total(row) {
            self.say("total-row", Severity::Note, None, "", row.line, || {
                "строка итогов («итого», «всего») — не анкета, она не учтена".to_owned()
            });
            return Ok(());
        }
        self.say_shape(row);
        let organisation = match self.places.organisation.map(|at| collapsed(row.cell(at))) {
            Some(name) if !name.is_empty() => name,
            _ => self.mapping.organisation.clone().unwrap_or_default(),
        };
        if organisation.is_empty() {
            self.say("no-organisation", Severity::Problem, None, "", row.line, || {
                "организация не названа: анкета не учтена".to_owned()
            });
            return Ok(());
        }
        if self.is_same_questionnaire(row, &organisation) {
            return Ok(());
        }
        let answers = self.answers(row, &organisation);
        self.say_contradictions(row.line, &answers, &organisation);
        let branch = self.places.branch.map(|at| collapsed(row.cell(at))).unwrap_or_default();
        self.round.place(&organisation, &branch)?.tally.add_row(&answers);
        Ok(())
    }

    fn answers(&mut self, row: &Row, organisation: &str) -> Vec<Answer> {
        let mut answers = vec![Answer::Empty; self.round.set.questions().len()];
        for at in 0..self.places.questions.len() {
            let (column, place) = self.places.questions[at];
            let cell = row.cell(column);
            let Some(answer) = value::read(cell) else {
                let heading = self.mapping.columns[column].heading.clone();
                self.say("unknown-value", Severity::Doubt, Some(organisation), &heading, row.line, || {
                    let words = "не «да» и не «нет», учтено как пустая клетка";
                    format!("графа «{}»: «{}» {words}", shown(&heading), shown(cell))
                });
                continue;
            };
            if let Some(slot) = answers.get_mut(place) {
                *slot = answer;
            }
        }
        answers
    }

    fn say_contradictions(&mut self, line: u64, answers: &[Answer], organisation: &str) {
        let set = self.round.set.clone();
        for (question, (answer, gate)) in set.questions().iter().zip(answers.iter().zip(set.after())) {
            let is_skipped = gate.and_then(|gate| answers.get(gate)) == Some(&Answer::No);
            if is_skipped && *answer != Answer::Empty {
                let after = question.after.as_deref().unwrap_or_default();
                let code = "answered-though-skipped";
                self.say(code, Severity::Note, Some(organisation), &question.code, line, || {
                    format!("на {} ответили, хотя на {after} ответ «нет»; ответ не учтён", question.code)
                });
            }
        }
    }

    fn say_shape(&mut self, row: &Row) {
        let (n, n_columns) = (row.cells.len(), self.places.n_columns);
        if row.is_open {
            self.say("unclosed-quote", Severity::Problem, None, "", row.line, || {
                "кавычка в начале ячейки не закрыта; строка прочитана до своего конца, кавычки взяты как буквы"
                    .to_owned()
            });
        }
        let is_over = row.cells.iter().skip(n_columns).any(|cell| !cell.trim().is_empty());
        if n < n_columns || is_over {
            let end = if is_over { "лишние не учтены" } else { "недостающие пусты" };
            self.say("ragged-row", Severity::Doubt, None, end, row.line, || {
                format!("ячеек {n}, а заголовков {n_columns}; {end}")
            });
        }
    }

    fn is_same_questionnaire(&mut self, row: &Row, organisation: &str) -> bool {
        let is_told = self.places.identity.iter().any(|at| !row.cell(*at).is_empty());
        let Some(repeated) = self.repeats.meet(row.line, &row.cells) else { return false };
        let (code, severity) =
            if is_told { ("repeated-answers", Severity::Doubt) } else { ("identical-rows", Severity::Note) };
        let organisation = is_told.then_some(organisation);
        for line in repeated.first.into_iter().chain([row.line]) {
            self.say(code, severity, organisation, "", line, || {
                if is_told {
                    "одна и та же анкета (совпало всё вместе с номером или временем) учтена один раз".to_owned()
                } else {
                    "строки одинаковы; анкеты анонимны, поэтому учтены все".to_owned()
                }
            });
        }
        is_told
    }

    fn say_forgotten(&mut self) {
        if self.repeats.is_full {
            let what = What { file: self.file, ..What::of("repeats-not-searched", Severity::Note) };
            self.round
                .notes
                .say(&what, || "файл велик: одинаковые строки искались только в первом миллионе".to_owned());
        }
    }

    fn say(
        &mut self,
        code: &'static str,
        severity: Severity,
        organisation: Option<&str>,
        about: &str,
        line: u64,
        text: impl FnOnce() -> String,
    ) {
        let what = What { file: self.file, organisation, about, line: Some(line), ..What::of(code, severity) };
        self.round.notes.say(&what, text);
    }
}

/// «Итого», «Общий итог», «Всего анкет: 118» in the first filled cell: sums that a program for tables put below.
fn is_total(row: &Row) -> bool {
    let Some(first) = row.cells.iter().find(|cell| !cell.trim().is_empty()) else { return false };
    let lower = first.trim().to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    match (words.next(), words.next()) {
        (Some("итого" | "всего" | "итог" | "итоги"), _) | (Some("общий" | "общие"), Some("итог" | "итоги")) => {
            !row.cells
                .iter()
                .any(|cell| matches!(value::read(cell), Some(Answer::Yes | Answer::No)) && !is_figure(cell))
        }
        _ => false,
    }
}

/// «1» below a column is a sum, «да» is an answer.
fn is_figure(cell: &str) -> bool {
    cell.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// A long text cut for a remark.
fn shown(text: &str) -> String {
    let text = collapsed(text);
    if text.chars().count() <= SHOWN_CHARS {
        return text;
    }
    text.chars().take(SHOWN_CHARS).chain(['…']).collect()
}
