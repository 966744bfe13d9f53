//! A desk in words: one letter with its groups, each with a number and one action.

use super::desks::{Desk, Told};
use crate::letters::{Content, Line, Section, words};
use otklik_domain::access::Role;
use otklik_domain::reminder::Occasion;
use otklik_domain::report::ReportPeriod;

/// Subject and content of a person's letter.
pub(super) fn of(desk: &Desk, period: ReportPeriod) -> (String, Content) {
    let is_worker = desk.role == Role::ClubWorker;
    let (late, soon): (Vec<&Told>, Vec<&Told>) =
        desk.told.iter().partition(|told| !matches!(told.occasion, Occasion::Soon(_)));
    let n_listed = u64::try_from(desk.told.len()).unwrap_or(0);
    let n_more = desk.n_told.saturating_sub(n_listed);
    let mut sections = Vec::new();
    if !late.is_empty() {
        let title = words::title("Просрочено, напоминаем", u64::try_from(late.len()).unwrap_or(0));
        sections.push(group(title, late, 0, "/cabinet/register?state=late", is_worker));
    }
    if !soon.is_empty() {
        let title = words::title("Скоро срок", u64::try_from(soon.len()).unwrap_or(0));
        sections.push(group(title, soon, n_more, "/cabinet/register", is_worker));
    } else if let Some(last) = sections.last_mut() {
        last.n_more = n_more;
    }
    if let Some(unsent) = &desk.unsent {
        let title = words::title(&format!("Отчёты за {} не отправлены", period.in_words()), unsent.n);
        let path = format!("/cabinet/reports?period={period}");
        let note = words::occasion(unsent.occasion, unsent.due_on);
        let line = Line { text: "Открыть отчёты".to_owned(), note, path: path.clone() };
        sections.push(Section { title, lines: vec![line], n_more: 0, path });
    }
    let decisions = [
        (
            "Ждут вашей проверки: отмечены выполненными",
            desk.n_reported,
            "/cabinet/register?state=reported",
            "Проверить",
        ),
        ("Планы ждут утверждения", desk.n_plans, "/cabinet/approvals", "Рассмотреть"),
        ("Планы вернули на доработку", desk.n_returned, "/cabinet/plans", "Исправить"),
        ("Осмотры ждут ответа организации", desk.n_to_answer, "/cabinet/inspections", "Ответить"),
        ("Организации ответили на осмотр", desk.n_answered, "/cabinet/inspections", "Рассмотреть"),
        ("Отчёты ждут приёмки", desk.n_reports_sent, "/cabinet/reports", "Рассмотреть"),
        ("Отчёты вернули на доработку", desk.n_reports_returned, "/cabinet/reports", "Исправить"),
        ("Оценки ждут утверждения", desk.n_to_approve, "/cabinet/rounds", "Утвердить"),
    ];
    for (what, n, path, action) in decisions.into_iter().filter(|(_, n, ..)| *n > 0) {
        let line = Line { text: action.to_owned(), note: words::title(what, n), path: path.to_owned() };
        let title = words::title(what, n);
        sections.push(Section { title, lines: vec![line], n_more: 0, path: path.to_owned() });
    }
    let n_standing = desk.n_late;
    let lead = (n_standing > 0).then(|| format!("Всего просрочено сегодня: {n_standing}."));
    let action = if is_worker {
        ("Как открыть свои меры", "/m")
    } else {
        ("Открыть все дела", "/cabinet")
    };
    let content = Content {
        greeting: words::greeting(&desk.name),
        lead: lead.into_iter().collect(),
        sections,
        action: Some((action.0.to_owned(), action.1.to_owned())),
        why: words::why(desk.pace),
    };
    (words::digest_subject(n_standing, desk.n_affairs()), content)
}

fn group(title: String, told: Vec<&Told>, n_more: u64, path: &str, is_worker: bool) -> Section {
    let place = if is_worker { "/m/measures" } else { "/cabinet/measures" };
    let line = |it: &Told| Line {
        text: it.text.clone(),
        note: match it.is_turn {
            true => words::turn(it.occasion, it.due_on),
            false => words::occasion(it.occasion, it.due_on),
        },
        path: format!("{place}/{}", it.id),
    };
    let path = if is_worker { "/m" } else { path };
    Section { title, lines: told.into_iter().map(line).collect(), n_more, path: path.to_owned() }
}
