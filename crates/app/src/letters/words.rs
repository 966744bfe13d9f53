//! Every text of every letter, in one place: short, about what to do, and with nobody's name in a subject.

use super::{Content, Line, Section};
use otklik_domain::Date;
use otklik_domain::reminder::{Occasion, Pace};
use otklik_domain::wording::counted;

/// The first line.
pub(crate) fn greeting(name: &str) -> String {
    format!("Здравствуйте, {name}!")
}

/// Subject of a digest: numbers alone.
pub(crate) fn digest_subject(n_late: u64, n: u64) -> String {
    let all = counted(n, ["дело ждёт", "дела ждут", "дел ждут"]);
    if n_late == 0 {
        format!("Отклик: {all} вас")
    } else {
        format!("Отклик: {all} вас, просрочено {n_late}")
    }
}

/// Why a measure is told of now.
pub(crate) fn occasion(occasion: Occasion, due_on: Date) -> String {
    let day = format!("{:02}.{:02}.{}", due_on.day(), due_on.month(), due_on.year());
    let days = |n: i32| counted(u64::from(n.unsigned_abs()), ["день", "дня", "дней"]);
    match occasion {
        Occasion::Soon(0) => format!("Последний день срока — сегодня, {day}"),
        Occasion::Soon(n) => format!("До срока {}: {day}", days(n)),
        Occasion::Late(n) => format!("Просрочено на {}, срок был {day}", days(n)),
        Occasion::Escalated(n) => format!("Просрочено на {} и не отмечено, срок был {day}", days(n)),
    }
}

/// Why a measure whose term comes again is told of now.
pub(crate) fn turn(occasion: Occasion, asks_until: Date) -> String {
    let told = self::occasion(occasion, asks_until);
    format!("Регулярная мера, ждём свежую отметку или подтверждение. {told}")
}

/// Headings of groups of a digest.
pub(crate) fn title(what: &str, n: u64) -> String {
    format!("{what}: {n}")
}

/// Why a letter came.
pub(crate) fn why(pace: Pace) -> String {
    let often = match pace {
        Pace::AtOnce => "сразу",
        Pace::Daily => "раз в рабочий день, когда есть о чём",
        Pace::Weekly => "раз в неделю, когда есть о чём",
        Pace::Never => "по вашей просьбе",
    };
    format!("Письмо написала программа «Отклик»: вы отвечаете за эти дела. Письма приходят {often}.")
}

/// The letter that shows whether letters leave.
pub(crate) fn trial(name: &str) -> (String, Content) {
    let content = Content {
        greeting: greeting(name),
        lead: vec![
            "Это пробное письмо. Раз вы его читаете, почта настроена верно: напоминания дойдут.".to_owned(),
            "Делать ничего не нужно.".to_owned(),
        ],
        sections: Vec::new(),
        action: Some(("Открыть настройки писем".to_owned(), "/cabinet/letters/settings".to_owned())),
        why: "Письмо отправлено кнопкой на странице настроек писем.".to_owned(),
    };
    ("Отклик: пробное письмо".to_owned(), content)
}

/// A letter about one event: subject, what to do, and the affair.
pub(crate) fn event(name: &str, kind: Event, line: Line) -> (String, Content) {
    let (subject, lead, title, action) = match kind {
        Event::Reported => (
            "Отклик: мера ждёт вашей проверки",
            "Работник отметил, что мера выполнена. Проверьте подтверждение и примите его или верните с причиной.",
            "Ждёт проверки",
            "Проверить",
        ),
        Event::Returned => (
            "Отклик: мера возвращена вам",
            "Отметку о выполнении не приняли. Причина — на странице меры: исправьте и отметьте снова.",
            "Возвращено",
            "Открыть меру",
        ),
        Event::Handed => (
            "Отклик: вам поручены меры",
            "Вам поручили меры плана. Список и сроки — на вашей странице.",
            "Поручено",
            "Открыть мои меры",
        ),
        Event::PlanSent => (
            "Отклик: план ждёт утверждения",
            "План отправили вам на утверждение. Утвердите его или верните с замечаниями к строкам.",
            "На утверждении",
            "Рассмотреть",
        ),
        Event::PlanReturned => (
            "Отклик: план вернули на доработку",
            "План вернули с замечаниями. Исправьте строки и отправьте снова.",
            "Вернули",
            "Исправить",
        ),
        Event::PlanApproved => (
            "Отклик: план утверждён",
            "План утвердили: его можно публиковать, сроки пошли.",
            "Утверждён",
            "Открыть план",
        ),
        Event::Shown => (
            "Отклик: осмотр ждёт вашего ответа",
            "Оператор показал итоги осмотра. Согласитесь с пунктами или возразите до названного срока.",
            "Осмотр",
            "Ответить",
        ),
        Event::Answered => (
            "Отклик: организация ответила на осмотр",
            "Организация ответила на итоги осмотра. Рассмотрите возражения и утвердите итог.",
            "Осмотр",
            "Рассмотреть",
        ),
    };
    let path = line.path.clone();
    let content = Content {
        greeting: greeting(name),
        lead: vec![lead.to_owned()],
        sections: vec![Section { title: title.to_owned(), lines: vec![line], n_more: 0, path: path.clone() }],
        action: Some((action.to_owned(), path)),
        why: why(Pace::AtOnce),
    };
    (subject.to_owned(), content)
}

/// A letter by which somebody is reminded of measures by a person.
pub(crate) fn reminder(name: &str, from: Option<&str>, lines: Vec<Line>, is_worker: bool) -> (String, Content) {
    let n = u64::try_from(lines.len()).unwrap_or(0);
    let subject = format!("Отклик: вам напоминают: {}", counted(n, ["мера", "меры", "мер"]));
    let asks = "просит отметить, что сделано, и приложить подтверждение. Если что-то мешает, напишите об этом там же.";
    let lead = format!("{} {asks}", from.unwrap_or("Сотрудник, который ведёт план,"));
    let (words, path) = if is_worker {
        ("Как открыть свои меры", "/m")
    } else {
        ("Открыть меры", "/cabinet/register")
    };
    let content = Content {
        greeting: greeting(name),
        lead: vec![lead],
        sections: vec![Section { title: title("Напоминание", n), lines, n_more: 0, path: path.to_owned() }],
        action: Some((words.to_owned(), path.to_owned())),
        why: "Письмо отправлено человеком через программу «Отклик»: вы отвечаете за эти меры.".to_owned(),
    };
    (subject, content)
}

/// What happened that somebody is told of at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Event {
    /// A measure was reported as done.
    Reported,
    /// A report was sent back.
    Returned,
    /// Measures were handed to a worker.
    Handed,
    /// A plan was sent to be approved.
    PlanSent,
    /// A plan was sent back.
    PlanReturned,
    /// A plan was approved.
    PlanApproved,
    /// An inspection was shown to its organisation.
    Shown,
    /// The organisation answered.
    Answered,
}

impl Event {
    /// The name a letter is kept under.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Event::Reported => "reported",
            Event::Returned => "returned",
            Event::Handed => "handed",
            Event::PlanSent => "plan_sent",
            Event::PlanReturned => "plan_returned",
            Event::PlanApproved => "plan_approved",
            Event::Shown => "inspection_shown",
            Event::Answered => "inspection_answered",
        }
    }
}
