//! Answers as everybody may have them: a table of questionnaires, a table of sums, a dictionary.
//!
//! In come places whose questionnaires the domain has made safe; out goes delimited text, every row as wide as the others.
//! It refuses to decide what may be told.

use crate::write::delimited;
use otklik_domain::closing::OpenPlace;
use otklik_domain::rulebook::{Answers, Question, Questionnaire};
use otklik_domain::survey::Channel;

/// A place with its questionnaires («анкеты места для всех»).
#[derive(Debug, Clone)]
pub struct PlaceRows {
    /// Id of the organisation.
    pub organisation: String,
    /// Its name.
    pub name: String,
    /// Branch; empty is its own place.
    pub branch: String,
    /// The questionnaires.
    pub place: OpenPlace,
}

/// The sums of one question at one place («строка подсчёта»).
#[derive(Debug, Clone, Default)]
pub struct SumLine {
    /// Id of the organisation.
    pub organisation: String,
    /// Its name.
    pub name: String,
    /// Branch.
    pub branch: String,
    /// Code of the question; empty where the whole place is left out.
    pub question: String,
    /// Filled questionnaires, «да», answered, «да» and «нет» of those who said «да» before; `None` where left out.
    pub sums: Option<[u64; 5]>,
    /// Why it is left out.
    pub note: String,
}

fn text(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn told(questionnaire: &Questionnaire) -> impl Iterator<Item = &Question> {
    questionnaire.questions.iter().filter(|question| question.answers != Answers::Text)
}

/// A row a filled questionnaire.
pub fn answers(questionnaire: &Questionnaire, places: &[PlaceRows]) -> Vec<u8> {
    let mut head = text(&["organisation", "name", "branch", "day", "channel"]);
    head.extend(told(questionnaire).map(|question| question.code.clone()));
    let rows = places.iter().flat_map(|of| {
        of.place.rows.iter().map(|row| {
            let own = [&of.organisation, &of.name, &of.branch].map(Clone::clone);
            let way = [row.on.to_string(), row.channel.name().to_owned()];
            own.into_iter().chain(way).chain(row.given.iter().cloned()).collect()
        })
    });
    delimited(std::iter::once(head).chain(rows))
}

/// A row a question of a place.
pub fn sums(lines: &[SumLine]) -> Vec<u8> {
    let head = text(&[
        "organisation",
        "name",
        "branch",
        "question",
        "respondents",
        "yes",
        "answered",
        "used_yes",
        "used_no",
        "note",
    ]);
    let rows = lines.iter().map(|line| {
        let own = [&line.organisation, &line.name, &line.branch, &line.question].map(Clone::clone);
        let numbers = line.sums.map_or(["", "", "", "", ""].map(str::to_owned), |sums| sums.map(|n| n.to_string()));
        own.into_iter().chain(numbers).chain([line.note.clone()]).collect()
    });
    delimited(std::iter::once(head).chain(rows))
}

/// What each column and each answer means.
pub fn dictionary(questionnaire: &Questionnaire, small_count: u64) -> Vec<u8> {
    let row = |column: &str, value: &str, words: &str| text(&[column, value, words]);
    let mut rows = vec![
        text(&["column", "value", "words"]),
        row("organisation", "", "Номер организации в реестре"),
        row("name", "", "Организация"),
        row("branch", "", "Филиал; пусто — сама организация"),
        row("day", "", "День, когда анкета пришла"),
        row("channel", "", "Как ответили"),
    ];
    rows.extend(Channel::ALL.map(|channel| row("channel", channel.name(), channel.in_words())));
    for question in told(questionnaire) {
        let after = question.after.as_ref().map(|code| format!(" (если на {code} ответили «да»)")).unwrap_or_default();
        let words = format!("{}. {}{after}", question.number, question.wording);
        rows.push(row(&question.code, "", &words));
        match &question.answers {
            Answers::YesNo => {
                rows.push(row(&question.code, "yes", "да"));
                rows.push(row(&question.code, "no", "нет"));
            }
            Answers::Choice(list) => rows.extend(list.iter().map(|(code, words)| row(&question.code, code, words))),
            Answers::Number(_, _) => rows.push(row(&question.code, "60-69", "от 60 до 69")),
            Answers::Text => {}
        }
    }
    let words = format!(
        "Не ответили, не спрашивали или ответ скрыт: не показываем ничего, о чём ответило меньше {small_count} человек"
    );
    rows.push(row("", "", &words));
    rows.push(row("", "", "Ответы своими словами в файл не входят"));
    delimited(rows.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_domain::closing::OpenRow;

    #[test]
    fn every_row_is_as_wide_as_its_head_and_words_of_ones_own_are_not_there() {
        let book = crate::rulebooks::all().iter().find(|book| book.name == "culture").unwrap();
        let questions = &book.questionnaire;
        let n = told(questions).count();
        let given = vec!["yes".to_owned(); n];
        let row = OpenRow { on: "2026-11-22".parse().unwrap(), channel: Channel::Paper, given };
        let place = OpenPlace { rows: vec![row], ..OpenPlace::default() };
        let rows =
            PlaceRows {
                organisation: "1".into(), name: "Дом культуры; «Луч»".into(), branch: String::new(), place
            };
        let text = String::from_utf8(answers(questions, &[rows])).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0].split(';').count(), n + 5, "{text}");
        assert!(lines[1].contains("\"Дом культуры; «Луч»\";;2026-11-22;paper;yes"), "{text}");
        assert!(!text.contains("suggestion"));
        let words = String::from_utf8(dictionary(questions, 5)).unwrap();
        assert!(words.contains("channel;paper;на бумаге") && !words.contains("suggestion"), "{words}");
        let line = SumLine { question: "recommend".into(), sums: Some([10, 9, 10, 0, 0]), ..SumLine::default() };
        let hidden = SumLine { note: "скрыто".into(), ..SumLine::default() };
        let text = String::from_utf8(sums(&[line, hidden])).unwrap();
        assert!(text.contains(";;;recommend;10;9;10;0;0;") && text.contains(";;;;;;;;;скрыто"), "{text}");
    }
}
