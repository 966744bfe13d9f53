use crate::rulebook::{Answers, Question, Questionnaire};

/// Questions that are shown at once («экран анкеты»): those of a thematic page that everybody is asked, or those that
/// follow from a «да» on it.
///
/// # Example
/// «Информация об организации»: first whether one used the stands and the site; then, for those who did, whether they
/// were content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Place of its page among the pages of the questionnaire.
    pub page: usize,
    /// It asks those who said «да» to a question of the same page.
    pub is_follow_up: bool,
    /// Places of its questions in the questionnaire.
    pub questions: Vec<usize>,
}

/// What somebody is asked, in order, by what was answered «да» so far. Pages without a question are left out.
///
/// # Example
/// Who did not use the site is never asked whether it was good.
pub fn screens(questionnaire: &Questionnaire, is_yes: impl Fn(&str) -> bool) -> Vec<Screen> {
    let mut all = Vec::new();
    for (page, shown) in questionnaire.pages.iter().enumerate() {
        let of_page = || questionnaire.questions.iter().enumerate().filter(|(_, q)| q.page == shown.code);
        for is_follow_up in [false, true] {
            let asked = of_page().filter(|(_, question)| {
                follows(questionnaire, question) == is_follow_up && is_asked(question, &is_yes)
            });
            let questions: Vec<usize> = asked.map(|(at, _)| at).collect();
            if !questions.is_empty() {
                all.push(Screen { page, is_follow_up, questions });
            }
        }
    }
    all
}

/// Whether a question is asked at all, by what was answered «да»; «нет» and no answer both skip what follows.
pub fn is_asked(question: &Question, is_yes: impl Fn(&str) -> bool) -> bool {
    question.after.as_deref().is_none_or(is_yes)
}

/// A question that follows from one of its own page waits for the next screen; after an earlier page it can be asked at
/// once.
fn follows(questionnaire: &Questionnaire, question: &Question) -> bool {
    let Some(after) = &question.after else { return false };
    let before = questionnaire.questions.iter().find(|known| known.code == *after);
    before.is_some_and(|before| before.page == question.page && before.answers == Answers::YesNo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{Certainty, Page, Source};

    fn question(code: &str, page: &str, after: Option<&str>) -> Question {
        Question {
            code: code.to_owned(),
            number: 1,
            wording: code.to_owned(),
            plain: None,
            short: code.to_owned(),
            answers: Answers::YesNo,
            after: after.map(str::to_owned),
            page: page.to_owned(),
            source: Source { act: String::new(), place: None, certainty: Certainty::Seen, note: None },
        }
    }

    #[test]
    fn follow_ups_come_after_their_page_and_only_for_a_yes() {
        let questions = vec![
            question("stand", "a", None),
            question("stand_ok", "a", Some("stand")),
            question("site", "a", None),
            question("site_ok", "a", Some("site")),
            question("later", "b", Some("stand")),
            question("last", "c", None),
        ];
        let page = |code: &str| Page { code: code.to_owned(), title: code.to_owned() };
        let form = Questionnaire { introduction: String::new(), pages: ["a", "b", "c"].map(page).to_vec(), questions };
        let told = |yes: &[&str]| {
            let shown = screens(&form, |code| yes.contains(&code));
            shown.into_iter().map(|s| (s.page, s.is_follow_up, s.questions)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[]), [(0, false, vec![0, 2]), (2, false, vec![5])]);
        let stand = [(0, false, vec![0, 2]), (0, true, vec![1]), (1, false, vec![4]), (2, false, vec![5])];
        assert_eq!(told(&["stand"]), stand);
        assert_eq!(told(&["stand", "site"]).get(1), Some(&(0, true, vec![1, 3])));
    }
}
