//! The file of questions: introduction, pages, questions with their wording and whom they concern.

use super::words::SourceWords;
use otklik_domain::rulebook::{Answers, Page, Question, Questionnaire};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionsFile {
    introduction: String,
    pages: Vec<PageRow>,
    questions: Vec<QuestionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageRow {
    code: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionRow {
    code: String,
    number: u32,
    wording: String,
    plain: Option<String>,
    short: String,
    #[serde(default)]
    answers: AnswersRow,
    after: Option<String>,
    page: String,
    source: SourceWords,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum AnswersRow {
    #[default]
    YesNo,
    Text,
    Choice(Vec<ChoiceRow>),
    Number {
        from: u32,
        to: u32,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceRow {
    code: String,
    words: String,
}

impl QuestionsFile {
    pub(super) fn into_questionnaire(self) -> Questionnaire {
        Questionnaire {
            introduction: self.introduction,
            pages: self.pages.into_iter().map(|page| Page { code: page.code, title: page.title }).collect(),
            questions: self.questions.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<QuestionRow> for Question {
    fn from(row: QuestionRow) -> Self {
        Question {
            code: row.code,
            number: row.number,
            wording: row.wording,
            plain: row.plain,
            short: row.short,
            answers: row.answers.into(),
            after: row.after,
            page: row.page,
            source: row.source.into(),
        }
    }
}

impl From<AnswersRow> for Answers {
    fn from(row: AnswersRow) -> Self {
        match row {
            AnswersRow::YesNo => Answers::YesNo,
            AnswersRow::Text => Answers::Text,
            AnswersRow::Choice(rows) => Answers::Choice(rows.into_iter().map(|row| (row.code, row.words)).collect()),
            AnswersRow::Number { from, to } => Answers::Number(from, to),
        }
    }
}
