//! Columns that are no question: whose row it is, where, and what tells one questionnaire from another.

use super::words::Words;
use super::{Column, Meaning};

type Told = (Meaning, u8, String);

const ORGANISATION: &[&str] = &[
    // tidy: a list
    "organisation",
    "organization",
    "organisation id",
    "organization id",
    "организация",
    "учреждение",
    "наименование организации",
    "наименование учреждения",
    "название организации",
    "название учреждения",
    "полное наименование организации",
    "полное наименование учреждения",
    "учреждение культуры",
    "организация культуры",
    "наименование учреждения культуры",
    "образовательная организация",
    "образовательное учреждение",
    "наименование образовательной организации",
    "медицинская организация",
    "медицинское учреждение",
    "наименование медицинской организации",
    "поставщик социальных услуг",
    "id организации",
    "id учреждения",
    "код организации",
    "код учреждения",
    "инн",
    "инн организации",
    "огрн",
];
const BRANCH: &[&str] = &[
    // tidy: a list
    "branch",
    "филиал",
    "подразделение",
    "структурное подразделение",
    "наименование филиала",
    "название филиала",
    "адрес",
    "адрес филиала",
    "отделение",
    "корпус",
];
const IDENTITY: &[&str] = &[
    // tidy: a list
    "timestamp",
    "id анкеты",
    "номер анкеты",
    "код анкеты",
    "id ответа",
    "код ответа",
    "номер ответа",
    "отметка времени",
    "время создания",
    "время ответа",
    "время заполнения",
    "дата заполнения",
    "дата и время",
    "дата",
    "created",
    "created at",
    "submitted at",
    "respondent",
    "respondent id",
    "response id",
    "email",
    "e mail",
    "почта",
    "электронная почта",
    "адрес электронной почты",
    "ip",
    "ip адрес",
];
/// A column that may be either: of the questionnaire where another column is of the organisation.
const EITHER: &str = "id";
const EITHER_SCORE: u8 = 40;

/// By the exact name of a column.
pub(super) fn by_name(heading: &str) -> Option<Told> {
    let words = Words::of(heading);
    let told = |meaning: Meaning| Some((meaning, 100, "имя графы".to_owned()));
    if words.is(EITHER) {
        return Some((Meaning::Organisation, EITHER_SCORE, "имя графы".to_owned()));
    }
    if organisation_by_name(heading) {
        return told(Meaning::Organisation);
    }
    if branch_by_name(heading) {
        return told(Meaning::Branch);
    }
    if IDENTITY.iter().any(|name| words.is(name)) { told(Meaning::Identity) } else { None }
}

/// Whether a heading is one of the usual names of the organisation's column.
pub(crate) fn organisation_by_name(heading: &str) -> bool {
    let words = Words::of(heading);
    ORGANISATION.iter().any(|name| words.is(name))
}

/// Whether a heading is one of the usual names of the branch's column.
pub(crate) fn branch_by_name(heading: &str) -> bool {
    let words = Words::of(heading);
    BRANCH.iter().any(|name| words.is(name))
}

/// By words that a form builder's author might choose: «В каком учреждении Вы были?».
pub(super) fn by_meaning(heading: &str) -> Option<Told> {
    let words = Words::of(heading);
    let says_more = words.first_of(&["предлож", "пожелан", "отзыв", "коммент", "оцен", "почему", "удовлетвор", "балл"]);
    if words.len() > 14 || says_more.is_some() {
        return None;
    }
    let told = |meaning: Meaning, stem: &str| Some((meaning, 80, format!("по смыслу: {stem}")));
    if let Some(stem) = words.first_of(&["отметк врем", "электронн почт", "email", "номер анкет", "код анкет"])
    {
        return told(Meaning::Identity, stem);
    }
    let is_choice = words.first_of(&["наименован", "назван", "выбер", "укаж", "как", "котор", "ваш", "где"]).is_some();
    if let Some(stem) = words.first_of(&["филиал", "подраздел", "отделени", "корпус"]).filter(|_| is_choice)
    {
        return told(Meaning::Branch, stem);
    }
    let whose = ["организаци", "учрежден", "школ", "детск сад", "библиотек", "музе", "клуб", "центр"];
    match words.first_of(&whose).filter(|_| is_choice) {
        Some(stem) => told(Meaning::Organisation, stem),
        None => None,
    }
}

/// One column is the organisation, one the branch: the surest; «id» gives way to any other.
pub(super) fn settle(columns: &mut [Column]) {
    for meaning in [Meaning::Organisation, Meaning::Branch] {
        let best = columns.iter().filter(|column| column.meaning == meaning).map(|column| column.score).max();
        let mut is_taken = false;
        for column in columns.iter_mut().filter(|column| column.meaning == meaning) {
            if Some(column.score) == best && !is_taken {
                is_taken = true;
            } else if column.score == EITHER_SCORE {
                column.meaning = Meaning::Identity;
            } else {
                column.meaning = Meaning::LeftOut;
            }
        }
    }
}
